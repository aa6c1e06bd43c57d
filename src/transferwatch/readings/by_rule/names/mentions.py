"""What a text names: states, bodies, courts, instruments and people, each at its tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_rule.names.lexicon import Entry, Hit, lexicon
from transferwatch.readings.by_rule.parsing import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class StateMention:
    """A state is meant at the tokens first to last; `form` says how: name, demonym, capital, government, place, leader,
    deictic ("the country"), or possessive ("its")."""

    first: int
    last: int
    code: str
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyMention:
    """A body is named at the tokens; `name` its fullest form, `state` the state that it belongs to where it has one.

    `generic` bodies ("the ministry") have the state that the text settles, or none.
    """

    first: int
    last: int
    name: str
    kind: str
    state: str | None
    generic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtMention:
    """A court is named at the tokens; `state` is where it sits or whose it is, None while the text has not settled it."""

    first: int
    last: int
    name: str
    level: str
    state: str | None
    generic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentMention:
    """A statute or convention is named at the tokens; `name` is the codebook's."""

    first: int
    last: int
    name: str
    state: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderMention:
    """An office-holder of the codebook is named at the tokens."""

    first: int
    last: int
    name: str
    state: str
    office: str


Mention = TypeVar("Mention", BodyMention, CourtMention, InstrumentMention)


@dataclass(frozen=True, slots=True)
class Names:
    """All names of the codebook found in one text, each kind in the order of the text."""

    states: tuple[StateMention, ...]
    bodies: tuple[BodyMention, ...]
    courts: tuple[CourtMention, ...]
    instruments: tuple[InstrumentMention, ...]
    leaders: tuple[LeaderMention, ...]


def find_names(tokens: Tokens, book: Codebook, published: str | None, labels: Sequence[str]) -> Names:
    """The names of the codebook among the tokens.  A form that means two states counts only where the text also names one of
    them otherwise; `labels` are what an entity recogniser calls the tokens.
    """
    words = _read_capitals(tokens)
    hits = list(lexicon(book).find(words))
    strong = {
        entry.key
        for hit in hits
        for entry in hit.entries
        if entry.category == "state" and not entry.weak and len({e.key for e in hit.entries}) == 1
    }
    states: list[StateMention] = []
    bodies: list[BodyMention] = []
    courts: list[CourtMention] = []
    instruments: list[InstrumentMention] = []
    leaders: list[LeaderMention] = []
    for hit in hits:
        first, last = hit.first, hit.last
        code, form = _state(hit, strong, words)
        if code and not _inside_person(hit, form, labels):
            states.append(StateMention(first=first, last=last, code=code, form=form))
        for entry in hit.entries:
            number = int(entry.key) if entry.category != "state" else 0
            if entry.category == "body":
                body = book.bodies[number]
                bodies.append(BodyMention(first=first, last=last, name=body.name, kind=body.kind, state=body.state))
            elif entry.category == "generic_body":
                shared = book.generic_bodies[number]
                bodies.append(BodyMention(first=first, last=last, name=shared.name, kind=shared.kind, state=None, generic=True))
            elif entry.category == "court":
                court = book.courts[number]
                courts.append(
                    CourtMention(first=first, last=last, name=court.name, level=court.level, state=court.state or court.seat)
                )
            elif entry.category == "generic_court":
                plain = book.generic_courts[number]
                courts.append(
                    CourtMention(first=first, last=last, name=plain.name, level=plain.level, state=None, generic=True)
                )
            elif entry.category == "instrument":
                instrument = book.instruments[number]
                instruments.append(InstrumentMention(first=first, last=last, name=instrument.name, state=instrument.state))
        leader = _leader(hit, book, published)
        if leader:
            leaders.append(leader)
            # "the Starmer government", "the Trump administration": the state acts, not the person.
            states.append(StateMention(first=first, last=last, code=leader.state, form="leader"))
    return Names(
        states=tuple(sorted(states, key=lambda mention: mention.first)),
        bodies=_one_each(bodies),
        courts=_one_each(courts),
        instruments=_one_each(instruments),
        leaders=tuple(leaders),
    )


def _one_each(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The first of those at the same tokens: two entries of one name are told apart by nothing in the text."""
    seen: dict[int, Mention] = {}
    for mention in mentions:
        seen.setdefault(mention.first, mention)
    return tuple(seen.values())


def _state(hit: Hit, strong: set[str], words: Sequence[str]) -> tuple[str | None, str]:
    """The one state that the hit means, with the form; none where it may be two and the text names neither otherwise."""
    entries = [entry for entry in hit.entries if entry.category == "state"]
    if not entries:
        return None, ""
    codes = {entry.key for entry in entries}
    if len(codes) > 1:
        codes &= strong
        if len(codes) != 1:
            return None, ""
        entries = [entry for entry in entries if entry.key in codes]
    order = ("name", "capital", "government", "place", "demonym")
    entry = min(entries, key=lambda found: order.index(found.form))
    if _is_person_name(hit, words, entry):
        return None, ""
    return entry.key, entry.form


def _is_person_name(hit: Hit, words: Sequence[str], entry: Entry) -> bool:
    """Whether a capitalised neighbour makes the word a first or last name ("Jordan Belfort", "Chad Wolf")."""
    if hit.first != hit.last or not entry.weak:
        return False
    after = words[hit.last + 1] if hit.last + 1 < len(words) else ""
    before = words[hit.first - 1] if hit.first else ""
    return (after.istitle() and after.isalpha()) or before.rstrip(".") in {"Mr", "Ms", "Mrs", "Dr"}


def _inside_person(hit: Hit, form: str, labels: Sequence[str]) -> bool:
    """Whether the word is part of a person's name ("Robert French", "Chad Wolf")."""
    if form in {"capital", "government"} or labels[hit.first] != "PERSON":
        return False
    before = hit.first > 0 and labels[hit.first - 1] == "PERSON"
    after = hit.last + 1 < len(labels) and labels[hit.last + 1] == "PERSON"
    return (form in {"demonym", "place"} and before) or (form == "name" and before and after)


def _leader(hit: Hit, book: Codebook, published: str | None) -> LeaderMention | None:
    """The office-holder that the hit names: the one in office when the text appeared, else the last one before."""
    found = [book.leaders[int(entry.key)] for entry in hit.entries if entry.category == "leader"]
    if not found:
        return None
    year = (published or "9999")[:10]
    begun = [leader for leader in found if (leader.from_ or "") <= year] or found
    leader = max(begun, key=lambda one: one.from_ or "")
    return LeaderMention(first=hit.first, last=hit.last, name=leader.name, state=leader.state, office=leader.office)


def _read_capitals(tokens: Tokens) -> list[str]:
    """The words, with those of an all-capitals line ("RWANDA CONFIRMS TALKS") in title case, so that names are found."""
    words = list(tokens.words)
    first = 0
    for index in range(1, len(words) + 1):
        if index < len(words) and not tokens.opens[index]:
            continue
        letters = [word for word in words[first:index] if len(word) > 3 and word.isalpha()]
        if len(letters) > 2 and all(word.isupper() for word in letters):
            words[first:index] = [word.title() if len(word) > 3 and word.isalpha() else word for word in words[first:index]]
        first = index
    return words
