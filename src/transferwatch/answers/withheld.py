"""Withhold the names of people who were moved: in the words at their places, and wherever else the names turn
up.

A name is looked for whole and in parts, without regard to case, accents, invisible signs or what joins its
parts.  Rather too much is withheld than too little: a common word that is also part of a name goes with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from transferwatch.readings.reading import Span

MARK = "[name withheld]"

_LETTERS = re.compile(r"[^\W_]+")
_JOINED = r"[\W_]{1,3}"
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
# Words that go with many names and name nobody alone.
_PARTICLES = "al el de del da dos das di du van von der den ten bin bint ibn ben la le las los y e and the"
_TITLES = "mr mrs ms miss dr sir junior jr sr ii iii"
_SMALL_WORDS = frozenset(f"{_PARTICLES} {_TITLES}".split())
_SHORT = 4  # letters: a shorter part of a name is withheld only where it starts with a capital


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text made comparable, with the place in the original of every sign."""

    text: str
    places: tuple[int, ...]


def veil(text: str, names: Sequence[str], elsewhere: Sequence[str] = ()) -> str:
    """The text without the names of its own document, in whole or in part, and without whole names from
    elsewhere.
    """
    if not names and not elsewhere:
        return text
    return _without(text, _name_ranges(text, tuple(names), tuple(elsewhere)))


def veil_span(span: Span, withheld: Sequence[Span], elsewhere: Sequence[str] = ()) -> str:
    """The words of a span without those at withheld places of its document, and without these names elsewhere
    in it.
    """
    if not withheld and not elsewhere:
        return span.text
    ranges = [
        (max(place.start, span.start) - span.start, min(place.end, span.end) - span.start)
        for place in withheld
        if place.start < span.end and span.start < place.end
    ]
    names = tuple(place.text for place in withheld)
    return _without(span.text, [*ranges, *_name_ranges(span.text, names, tuple(elsewhere))])


def _without(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    shown, at, last_end = [], 0, -1
    for start, end in sorted(ranges):
        if end <= at:
            continue
        between = text[at:start] if start > at else ""
        if last_end >= 0 and not _LETTERS.search(between) and len(between) <= 2 and "\n" not in between:
            at = last_end = end  # the parts of one name stand side by side
            continue
        shown += [between, MARK]
        at = last_end = end
    return "".join([*shown, text[at:]])


def _name_ranges(text: str, names: tuple[str, ...], elsewhere: tuple[str, ...]) -> list[tuple[int, int]]:
    if not names and not elsewhere:
        return []
    folded = _fold(text)
    found = []
    for name in (*names, *elsewhere):
        whole, parts = _patterns(name)
        for pattern in (whole, *(parts if name in names else ())):
            for match in pattern.finditer(folded.text) if pattern else ():
                start, end = folded.places[match.start()], folded.places[match.end() - 1] + 1
                if _capital_where_needed(pattern, whole, text[start:end]):
                    found.append((start, end))
    return found


def _capital_where_needed(pattern: re.Pattern[str] | None, whole: re.Pattern[str] | None, found: str) -> bool:
    """A short part, or a first name, is taken for a name only where it starts like one."""
    if pattern is whole or not (pattern and pattern.groups):
        return True
    return not found[:1].islower()


@lru_cache(maxsize=4096)
def _patterns(name: str) -> tuple[re.Pattern[str] | None, tuple[re.Pattern[str], ...]]:
    """What finds a whole name, and what finds its parts; these hold a group where a capital is needed."""
    words = _LETTERS.findall(_fold(name).text)
    if not words:
        return None, ()
    whole = re.compile(_START + _JOINED.join(re.escape(word) for word in words) + _END)
    telling = [word for word in words if word not in _SMALL_WORDS and len(word) > 1]
    if len(words) == 1 or not telling:
        return whole, ()
    parts = []
    for word in dict.fromkeys(telling):
        body = re.escape(word)
        cautious = len(word) < _SHORT or (word == words[0] and len(telling) > 1)
        parts.append(re.compile(_START + (f"({body})" if cautious else body) + _END))
    return whole, tuple(parts)


def _fold(text: str) -> _Folded:
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if unicodedata.category(sign) == "Cf":
            continue
        for plain in unicodedata.normalize("NFKD", sign).casefold():
            if not unicodedata.combining(plain):
                signs.append(plain)
                places.append(place)
    return _Folded("".join(signs), tuple(places))


def full_names(withheld: Iterable[Span]) -> tuple[str, ...]:
    """The names of at least two words among withheld ones: those that are withheld in other documents too."""
    return tuple(sorted({place.text for place in withheld if len(_LETTERS.findall(place.text)) > 1}))
