"""Where the words of a document's text stand in its original: a map recorded while the text is made."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one stretch of text comes from.

    For plain text, `element` is empty and [start, end) are byte offsets of the original.  For markup,
    `element` is the path (an XPath) of a text node of the page as parsed, and [start, end) are code points of
    that node.
    """

    element: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """The stretch [start, end) of the text comes from `place`; `exact` when character for character.

    Each code point of an exact segment stands for `unit` bytes (plain text) or code points (markup) there.
    """

    start: int
    end: int
    place: Place
    exact: bool = True
    unit: int = 1


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Segments in the order of the text, without overlap; what lies between them was made, not found."""

    segments: Sequence[Segment] = ()

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """The places of the original that the text at [start, end) comes from; none where it was made."""
        first = max(0, bisect_right(self.segments, start, key=lambda segment: segment.start) - 1)
        found = []
        for number in range(first, len(self.segments)):
            segment = self.segments[number]
            if segment.start >= end:
                break
            if segment.end <= start:
                continue
            if segment.exact:
                origin = segment.place.start
                found.append(
                    Place(
                        element=segment.place.element,
                        start=origin + (max(start, segment.start) - segment.start) * segment.unit,
                        end=origin + (min(end, segment.end) - segment.start) * segment.unit,
                    )
                )
            else:
                found.append(segment.place)
        return tuple(found)
