"""Turns of speech set out on the page: "A. B.: We are in discussions." in interviews and parliamentary records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from transferwatch.readings.by_rule.actors import Actors
from transferwatch.readings.by_rule.names.people import HONORIFICS
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.speech.said import runs_of
from transferwatch.readings.by_rule.speech.saying_words import Saying
from transferwatch.readings.by_rule.speech.voice_kinds import Voice, kind_of_role, voice_words
from transferwatch.readings.by_rule.speech.voices import describe
from transferwatch.readings.reading import Speaker

_LONGEST_NAME = 16
_NUMBERING = frozenset({".", ")", "(", "-", "'", "’", '"'})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """A paragraph that opens with a name at the tokens first to last, a role in brackets perhaps, and a colon."""

    first: int
    last: int
    role: str | None
    colon: int
    end: int


def find_turns(page: Page, actors: Actors) -> tuple[Saying, ...]:
    """The turns of a page: paragraphs that open with a name and a colon, where the same name does so twice or three do."""
    found = list(_turns(page))
    names = Counter(page.word(turn.last) for turn in found)
    if len(found) < 3 and max(names.values(), default=0) < 2:
        return ()
    roles: dict[str, str] = {}
    for turn in found:
        if turn.role:
            roles.setdefault(page.word(turn.last), turn.role)
    sayings = []
    for turn in found:
        content = runs_of(page, range(turn.colon + 1, turn.end + 1))
        if content and not _is_question(page, turn):
            voice = _voice(page, actors, turn, roles.get(page.word(turn.last)))
            sayings.append(
                Saying(
                    at=turn.colon,
                    cue=(turn.first, turn.colon),
                    speakers=(turn.last,),
                    content=content,
                    stance=None,
                    form="turn",
                    voice=voice,
                )
            )
    return tuple(sayings)


def _turns(page: Page) -> Iterator[_Turn]:
    for opens, end in _paragraphs(page):
        colon = next((i for i in range(opens + 1, min(opens + _LONGEST_NAME, end)) if page.word(i) in {":", "):"}), None)
        if colon is None:
            continue
        first = next(i for i in range(opens, colon + 1) if not _is_numbering(page.word(i)))
        bracket = next((i for i in range(first, colon) if page.word(i) == "("), colon)
        inside = " ".join(page.parse.words[bracket + 1 : colon]).rstrip(" )")
        named = list(page.within(page.people, first, colon - 1))
        if bracket < colon and named and named[0].first > bracket:
            # "The Minister for Borders (A. B.):": the name stands in the brackets.
            yield _Turn(first=named[0].first, last=named[0].last, role=_office(page, first, bracket - 1), colon=colon, end=end)
        elif _is_name(page, first, bracket - 1):
            role = inside if set(inside.lower().split()) & voice_words(page.book).offices else None
            yield _Turn(first=first, last=bracket - 1, role=role, colon=colon, end=end)


def _is_question(page: Page, turn: _Turn) -> bool:
    """Whether the turn only asks: each of its sentences ends in a question mark."""
    ends = [page.word(i) for i in range(turn.colon + 1, turn.end + 1) if page.word(i) in {".", "!", "?"}]
    return bool(ends) and set(ends) == {"?"}


def _is_numbering(word: str) -> bool:
    return word.strip(".").isdigit() or word in _NUMBERING


def _office(page: Page, first: int, last: int) -> str:
    words = list(page.parse.words[first : last + 1])
    return " ".join(words[1:] if words and words[0].lower() in {"the", "a", "an"} else words)


def _is_name(page: Page, first: int, last: int) -> bool:
    """Whether the tokens are a name: few, all capitalised, with an honorific, a known person or capitals throughout."""
    words = [word for word in page.parse.words[first : last + 1] if word not in _NUMBERING]
    if not 1 <= len(words) <= 5 or not all(word[:1].isupper() or word in HONORIFICS for word in words):
        return False
    if next(iter(page.within(page.people, first, last)), None) is not None or words[0] in HONORIFICS:
        return True
    return all(word.isupper() and word.isalpha() and len(word) > 2 for word in words) or _is_written_out(page, words)


def _is_written_out(page: Page, words: list[str]) -> bool:
    """Whether a single last name stands elsewhere behind a first name."""
    if len(words) != 1:
        return False
    all_words = page.parse.words
    return any(
        word == words[0]
        and index
        and all_words[index - 1][:1].isupper()
        and all_words[index - 1].isalpha()
        and len(all_words[index - 1]) > 2
        and not page.parse.doc[index].is_sent_start
        for index, word in enumerate(all_words)
    )


def _voice(page: Page, actors: Actors, turn: _Turn, role: str | None) -> Voice:
    person = next(iter(page.within(page.people, turn.first, turn.last)), None)
    known = describe(page, actors, page.token(person.last)) if person is not None else None
    if known is not None and known.speaker.name:
        said = known.speaker
        role = said.role or role
        name, state, organisation = said.name, said.state, said.organisation
    else:
        name, state, organisation = _full_name(page, turn), None, None
    return Voice(
        speaker=Speaker(name=name, role=role, organisation=organisation, state=state, named=True),
        kind=kind_of_role(page, role, state or "?", organisation) if role else "affected",
        sort="person",
        first=turn.first,
        last=turn.last,
        head=turn.last,
    )


def _full_name(page: Page, turn: _Turn) -> str:
    """The name as it opens the turn; a last name alone with the first name that stands before it elsewhere."""
    words = page.parse.words
    own = page.span(turn.first, turn.last).text
    if turn.first != turn.last:
        return own
    for index in range(1, len(words)):
        if words[index] == own and words[index - 1][:1].isupper() and words[index - 1].isalpha() and len(words[index - 1]) > 2:
            return f"{words[index - 1]} {own}"
    return own


def _paragraphs(page: Page) -> Iterator[tuple[int, int]]:
    """First and last token of each paragraph."""
    words = page.parse.words
    first = 0
    for index in range(1, len(words) + 1):
        if index == len(words) or "\n" in page.text[page.parse.ends[index - 1] : page.parse.starts[index]]:
            yield first, index - 1
            first = index
