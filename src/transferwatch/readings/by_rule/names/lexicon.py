"""The codebook's names as one dictionary over tokens: the longest name that begins at a token wins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_rule.parsing import pipeline, plain

Category = Literal["state", "leader", "body", "generic_body", "court", "generic_court", "instrument"]
StateForm = Literal["name", "demonym", "capital", "government", "place", "leader"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a name means: a state's code and how it is called, or the index of another entry of the codebook."""

    category: Category
    key: str
    form: str = ""
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """The tokens first to last (both included) are a name of these entries."""

    first: int
    last: int
    entries: tuple[Entry, ...]


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())


class Lexicon:
    """Names as tuples of tokens; matching is by case except in lines that are all capitals."""

    def __init__(self, names: Iterable[tuple[str, Entry]]) -> None:
        tokenizer = pipeline().tokenizer
        self._by_head: dict[str, list[tuple[str, ...]]] = {}
        self._entries: dict[tuple[str, ...], list[Entry]] = {}
        for name, entry in names:
            for form in _spellings(name):
                words = tuple(token.text for token in tokenizer(plain(form)))
                if not words:
                    continue
                known = self._entries.setdefault(words, [])
                if not known:
                    self._by_head.setdefault(words[0], []).append(words)
                if entry not in known:
                    known.append(entry)
        for forms in self._by_head.values():
            forms.sort(key=len, reverse=True)

    def find(self, words: Sequence[str]) -> Iterator[Hit]:
        """The names among the words, left to right, without overlap."""
        at = 0
        while at < len(words):
            for form in self._by_head.get(words[at], ()):
                if tuple(words[at : at + len(form)]) == form:
                    yield Hit(first=at, last=at + len(form) - 1, entries=tuple(self._entries[form]))
                    at += len(form)
                    break
            else:
                at += 1


def _spellings(name: str) -> set[str]:
    """A name, and a generic one also with a capital at the head of each word ("Foreign Ministry")."""
    forms = {name}
    if name.islower():
        forms.add(name[0].upper() + name[1:])
        forms.add(re.sub(r"\b(?!of\b|for\b|and\b|the\b|'s?\b)(\w)(?=\w)", lambda found: found[1].upper(), name))
    return forms


def _names(book: Codebook) -> Iterator[tuple[str, Entry]]:
    for state in book.states.values():
        forms: tuple[tuple[StateForm, tuple[str, ...]], ...] = (
            ("name", (state.name, *state.names)),
            ("demonym", state.demonyms),
            ("capital", state.capital),
            ("government", state.government),
            ("place", state.places),
        )
        for form, names in forms:
            for name in names:
                weak = name in state.ambiguous
                yield name, Entry(category="state", key=state.code, form=form, weak=weak)
    for number, leader in enumerate(book.leaders):
        for name in (leader.name, *leader.names):
            yield name, Entry(category="leader", key=str(number))
    for number, body in enumerate(book.bodies):
        for name in (body.name, *body.names):
            yield name, Entry(category="body", key=str(number), form=body.kind)
    for number, generic in enumerate(book.generic_bodies):
        for name in (generic.name, *generic.names):
            yield name, Entry(category="generic_body", key=str(number), form=generic.kind)
    for number, court in enumerate(book.courts):
        for name in (court.name, *court.names):
            yield name, Entry(category="court", key=str(number), form=court.level)
    for number, shared in enumerate(book.generic_courts):
        for name in (shared.name, *shared.names):
            yield name, Entry(category="generic_court", key=str(number), form=shared.level)
    for number, instrument in enumerate(book.instruments):
        for name in (instrument.name, *instrument.names):
            yield name, Entry(category="instrument", key=str(number), form=instrument.kind)


@cache
def lexicon(book: Codebook) -> Lexicon:
    """The lexicon of a codebook, made once."""
    return Lexicon(_names(book))
