"""Plain text: line ends made alike, nothing else changed, and a map back to the bytes."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from typing import overload

from transferwatch.documents.encoding import BROKEN_BYTE, Decoded, widths
from transferwatch.documents.spans import Place, Segment, SourceMap

_LINE_END = r"\r\n?"
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sep(?:t(?:ember|\.)?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATE = rf"(?:\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}, \d{{4}}|{_MONTH} \d{{4}})"
_CITY = r"[A-ZÀ-ÖØ-Þ](?:[\w'’.-]| (?=[\w(])){1,40}?"
# "KIGALI, Rwanda (AP) — ...", "WASHINGTON, May 5 (Reuters) - ...": a place in capitals, a dash behind.
_WIRE = re.compile(r"([A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’. /-]+\b(?:, [^\n—–()]{1,40}?)?(?: ?\([^()\n]{1,40}\))?) ?(?:—|–|--|-) ")
# "Ngerulmud, 19 January 2026.", "29 August 2025.", "Geneva, Monday 5 May 2025 –": a date, a stop behind.
_PLACE_AND_DATE = re.compile(
    rf"((?:{_CITY}(?:, {_CITY})?, )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?{_DATE})"
    r"(?: ?\([^()\n]{1,40}\))?(?:[.:](?=\s|$)| ?(?:—|–|--|-) |\s*$)",
    re.MULTILINE,
)
_LINES_LOOKED_AT = 4


class ByteRuns(Sequence[Segment]):
    """Segments of plain text, kept as three arrays of numbers and made when asked for.

    Runs follow each other without a gap in the text and in the bytes.  A run of which every character takes
    as many bytes as the others has that number as its unit; one that was rewritten (a line end) has 0, is not
    exact.
    """

    __slots__ = ("_offsets", "_starts", "_units")

    def __init__(self, runs: Iterator[tuple[int, int, int]], *, first_byte: int) -> None:
        """Runs as (characters, bytes, unit)."""
        self._starts = array("Q", [0])
        self._offsets = array("Q", [first_byte])
        self._units = array("B")
        start, offset = 0, first_byte
        for characters, size, unit in runs:
            start += characters
            offset += size
            self._starts.append(start)
            self._offsets.append(offset)
            self._units.append(unit)

    def __len__(self) -> int:
        """How many runs there are."""
        return len(self._units)

    @overload
    def __getitem__(self, number: int) -> Segment: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Segment, ...]: ...
    def __getitem__(self, number: int | slice) -> Segment | tuple[Segment, ...]:
        """The segment of that number, counted from either end."""
        if isinstance(number, slice):
            return tuple(self[one] for one in range(*number.indices(len(self))))
        if number < 0:
            number += len(self)
        if not 0 <= number < len(self):
            raise IndexError(number)
        unit = self._units[number]
        return Segment(
            start=self._starts[number],
            end=self._starts[number + 1],
            place=Place(element="", start=self._offsets[number], end=self._offsets[number + 1]),
            exact=unit > 0,
            unit=unit or 1,
        )

    def __eq__(self, other: object) -> bool:
        """Equal when run for run the same."""
        if not isinstance(other, ByteRuns):
            return NotImplemented
        return (self._starts, self._offsets, self._units) == (other._starts, other._offsets, other._units)

    def __hash__(self) -> int:
        """Of the length alone, which equal runs share."""
        return hash((len(self), self._starts[-1], self._offsets[-1]))


def from_text(decoded: Decoded, size: int) -> tuple[str, SourceMap]:
    """The text with "\\n" line ends, and its map to the bytes; `size` counts the bytes, mark included."""
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if decoded.encoding == "utf-8" and not decoded.text.isascii():
        text = BROKEN_BYTE.sub("�", text)
    return text, SourceMap(ByteRuns(_runs(decoded, size - decoded.mark, len(text)), first_byte=decoded.mark))


def _runs(decoded: Decoded, size: int, length: int) -> Iterator[tuple[int, int, int]]:
    classes = widths(decoded, size)
    if classes is None:
        yield length, size, 0
        return
    if "\r" not in decoded.text and len(classes) == 1:
        yield length, size, classes[0][1]
        return
    unit_of = [0, 0, *(width for _, width in classes)]
    pattern = re.compile("|".join(f"({one})" for one in (_LINE_END, *(one for one, _ in classes))))
    line_end = next((width for one, width in classes if re.match(one, "\n")), 1)
    for found in pattern.finditer(decoded.text):
        characters = found.end() - found.start()
        if found.lastindex == 1:
            yield 1, characters * line_end, 0
        else:
            unit = unit_of[found.lastindex or 0]
            yield characters, characters * unit, unit


def dateline(text: str) -> str | None:
    """The words of the place-and-date line, where one of the first lines begins with them."""
    seen = 0
    start = 0
    while seen < _LINES_LOOKED_AT and start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start : min(end, start + 200)].strip()
        start = end + 1
        if not line:
            continue
        seen += 1
        found = _WIRE.match(line) or _PLACE_AND_DATE.match(line)
        if found:
            return found.group(1).strip()
    return None
