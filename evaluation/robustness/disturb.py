"""Ways to disturb a text that leave its meaning: states and persons renamed, quotes, breaks, case, errors of recognition."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_rule.page import lay_open

# Forms of naming a state that another state has a word for, too.
_RENAMED = ("name", "demonym", "capital")
_LETTERS = {"l": "1", "o": "0", "i": "l", "e": "c", "m": "rn", "h": "b", "a": "o", "n": "u"}
_NAMES = (
    "Amadou Keller", "Ingrid Osei", "Tomas Lindqvist", "Mariam Castellano", "Pavel Okafor", "Lucia Brandt",
    "Henrik Mwangi", "Sofia Delacroix", "Rafael Nyberg", "Anneke Diallo", "Viktor Santos", "Elena Karimi",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Disturbed:
    """A text as disturbed; `states` gives for each state of the original the one that stands in its place."""

    text: str
    states: Mapping[str, str] = field(default_factory=dict)


def states_renamed(text: str, published: str | None, book: Codebook, chance: random.Random) -> Disturbed:
    """Every state that is named only by name, demonym or capital becomes another that has these forms in like shape."""
    page = lay_open(text, published, book)
    forms: dict[str, set[str]] = {}
    for state in page.states:
        forms.setdefault(state.code, set()).add(state.form)
    movable = [code for code, found in forms.items() if found <= set(_RENAMED) and _is_plain(book, code)]
    pool = sorted(code for code in book.states if _is_plain(book, code) and code not in forms)
    chance.shuffle(pool)
    swapped = dict(zip(movable, pool, strict=False))
    cuts = []
    for state in page.states:
        if state.code in swapped:
            start, end = page.parse.offsets(state.first, state.last)
            word = _word(book, state.code, swapped[state.code], state.form, text[start:end])
            if word is None:
                return Disturbed(text)
            cuts.append((start, end, word))
    return Disturbed(_cut(text, cuts), swapped)


def persons_renamed(text: str, published: str | None, book: Codebook, chance: random.Random) -> Disturbed:
    """Every person who holds no office of the codebook gets another name, the same at all mentions."""
    page = lay_open(text, published, book)
    leaders = {state.first for state in page.states if state.form == "leader"}
    names = list(_NAMES)
    chance.shuffle(names)
    given: dict[str, str] = {}
    cuts = []
    for person in page.people:
        if any(person.first <= first <= person.last for first in leaders) or len(given) >= len(names):
            continue
        new = given.setdefault(person.family, names[len(given)])
        start, end = page.parse.offsets(person.first, person.last)
        cuts.append((start, end, new if person.last > person.first else new.split()[-1]))
    return Disturbed(_cut(text, cuts))


def quotes_changed(text: str, published: str | None, book: Codebook, chance: random.Random) -> Disturbed:
    """Straight quotation marks become curly ones, curly ones straight."""
    if "“" in text or "’" in text:
        return Disturbed(text.translate(str.maketrans("“”‘’", "\"\"''")))
    opened = False
    out = []
    for char in text:
        opened = not opened if char == '"' else opened
        out.append({'"': "“" if opened else "”", "'": "’"}.get(char, char))
    return Disturbed("".join(out))


def breaks_changed(text: str, published: str | None, book: Codebook, chance: random.Random) -> Disturbed:
    """Every sentence on a line of its own, with an empty line between."""
    return Disturbed(re.sub(r"(?<=[a-z][.!?])(?<!\b[A-Z][a-z]\.) (?=[A-Z][a-z]+ )", "\n\n", text))


def headline_case(text: str, published: str | None, book: Codebook, chance: random.Random) -> Disturbed:
    """The first line in capitals, where the text has a line of its own for a title."""
    first, mark, rest = text.partition("\n")
    return Disturbed(first.upper() + mark + rest if mark and len(first) < 120 else text)


def spaces_lost(text: str, published: str | None, book: Codebook, chance: random.Random) -> Disturbed:
    """One space in ten behind a comma is lost."""

    def lost(place: int) -> bool:
        return text[place] == " " and text[place - 1 : place] == "," and chance.random() < 0.1

    return Disturbed("".join(char for place, char in enumerate(text) if not lost(place)))


def misread(text: str, published: str | None, book: Codebook, chance: random.Random) -> Disturbed:
    """One letter in a hundred is taken for one of like shape, as character recognition does."""
    return Disturbed("".join(_LETTERS[char] if char in _LETTERS and chance.random() < 0.01 else char for char in text))


DISTURBANCES: Mapping[str, Callable[[str, str | None, Codebook, random.Random], Disturbed]] = {
    "states renamed": states_renamed,
    "persons renamed": persons_renamed,
    "quotation marks": quotes_changed,
    "line breaks": breaks_changed,
    "headline in capitals": headline_case,
    "spaces lost": spaces_lost,
    "letters misread": misread,
}


def _is_plain(book: Codebook, code: str) -> bool:
    state = book.states[code]
    words = (state.name, *state.capital[:1], *state.demonyms[:1])
    return (
        bool(state.capital and state.demonyms)
        and all(word.isalpha() for word in words)
        and not set(words) & set(state.ambiguous)
        and len(words) == 3
    )


def _word(book: Codebook, old: str, new: str, form: str, shown: str) -> str | None:
    state, other = book.states[old], book.states[new]
    if form == "name":
        return other.name if shown == state.name else None
    if form == "capital":
        return other.capital[0] if shown == state.capital[0] else None
    if shown == state.demonyms[0]:
        return other.demonyms[0]
    plural = shown.endswith("s") and shown[:-1] == state.demonyms[0]
    # "the Chinese" and "the Poles" have no common plural: such a text is left as it is.
    return other.demonyms[0] + "s" if plural and not other.demonyms[0].endswith(("s", "e", "h")) else None


def _cut(text: str, cuts: list[tuple[int, int, str]]) -> str:
    for start, end, word in sorted(cuts, reverse=True):
        text = text[:start] + word + text[end:]
    return text
