"""What verbs print: lines on both streams, and text with its evidence marked."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# Signs that would drive a terminal, or turn its writing round, from inside a document.
_DRIVING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The stretch [start, end) of a text carries the item `label` of a part."""

    start: int
    end: int
    label: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of a text to print, with the marks that lie on it."""

    text: str
    marks: tuple[Mark, ...]


def write(text: str) -> None:
    """Print on standard output, at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


def complain(message: object) -> None:
    """Print one line on standard error."""
    print(f"transferwatch: {' '.join(harmless(str(message)).split())}", file=sys.stderr)


def harmless(text: str) -> str:
    """The text with signs that would drive a terminal replaced, one for one."""
    return _DRIVING.sub("\ufffd", text)


def stretches(text: str, marks: Sequence[Mark], withheld: Sequence[tuple[int, int]], instead: str) -> Iterator[Stretch]:
    """The text cut where marks begin and end, with `instead` for what is withheld, wherever marks cut it."""
    hidden = _merged(withheld)
    cuts = {0, len(text)}
    cuts.update(place for mark in marks for place in (mark.start, mark.end))
    cuts.update(place for interval in hidden for place in interval)
    ordered = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    beginning: dict[int, list[Mark]] = {}
    for mark in marks:
        if mark.start == mark.end:
            continue
        beginning.setdefault(mark.start, []).append(mark)
    lying: list[Mark] = []
    waiting = [*reversed(hidden)]
    for start, end in pairwise(ordered):
        lying = [mark for mark in lying if mark.end > start] + beginning.get(start, [])
        while waiting and waiting[-1][1] <= start:
            waiting.pop()
        inside = bool(waiting) and waiting[-1][0] <= start
        if inside and start != waiting[-1][0]:
            continue  # the rest of a name whose replacement is already written
        yield Stretch(text=instead if inside else harmless(text[start:end]), marks=tuple(lying))


def bracketed(pieces: Sequence[Stretch]) -> str:
    """The text with every marked stretch in brackets, the labels of its items behind it."""
    written: list[str] = []
    open_labels: list[str] = []
    for piece in pieces:
        labels = [mark.label for mark in piece.marks]
        if open_labels and not labels:
            written.append(f"]({' '.join(dict.fromkeys(open_labels))})")
            open_labels = []
        if labels and not open_labels:
            written.append("[")
        open_labels.extend(labels)
        written.append(piece.text)
    if open_labels:
        written.append(f"]({' '.join(dict.fromkeys(open_labels))})")
    return "".join(written)


def _merged(intervals: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged
