"""What items rest on: the sources at a token, and spans of which none lies in another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from transferwatch.readings.reading import Source, Span

# For a token, on whose word stands what is told there.
Sources = Callable[[int], tuple[Source, ...]]


def disjoint(evidence: Sequence[Span]) -> list[Span]:
    """The spans in the order of the text, those inside another left out."""
    out: list[Span] = []
    for span in sorted(set(evidence), key=lambda one: (one.start, -one.end)):
        if not out or span.end > out[-1].end:
            out.append(span)
    return out
