"""Statements out of attributions: those that bear on what is coded; and on whose word any token of the page rests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_rule.names.lexicon import word_set
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.speech.attributions import Attribution
from transferwatch.readings.reading import Source, Span, Speaker, Statement

About = Callable[[int, int], tuple[str, ...]]
# How many tokens may stand between "denied" and what is denied.
_CLOSE = 6
# How many sentences before and after may show that a statement is on the topic.
_AROUND = 3
_POINTING = word_set("it this that they them these those he she him her we us such so his their its")


def statements(page: Page, attributions: Sequence[Attribution], about: About) -> tuple[Statement, ...]:
    """The statements in the order of the text.  `about` gives the pairs that a stretch of tokens bears on.

    Left out is what neither itself nor in its sentence speaks of people moved, an arrangement, a court or a state, and does
    not point back to something that does.
    """
    made: list[Statement] = []
    bearing = False
    for one in attributions:
        bearing = _bears(page, one, before=bearing)
        if bearing:
            made.append(_statement(page, one, about))
    return tuple(sorted(made, key=lambda statement: statement.evidence[0].start))


def _statement(page: Page, one: Attribution, about: About) -> Statement:
    evidence = tuple(page.span(first, last) for first, last in shown(one))
    longest = max(one.quotes, key=lambda run: run[1] - run[0], default=None)
    first, last = one.content[0][0], one.content[-1][1]
    return Statement(
        speaker=one.speaker,
        stance=one.stance,
        cue=_cue(page, one),
        quote=page.span(*longest).text if longest else None,
        content=evidence[0],
        when=one.when,
        when_words=one.when_words,
        venue=one.venue,
        about=about(first, last),
        sources=(_source(one),),
        evidence=_in_order(evidence),
    )


def shown(one: Attribution) -> list[tuple[int, int]]:
    """What the evidence shows: the content, without stray pieces of a word or two; a denial with its verb."""
    runs = [run for run in one.content if run[1] - run[0] >= 2] or list(one.content)
    if one.stance == "denies" and one.form == "clause" and 0 < runs[0][0] - one.at <= _CLOSE:
        # "denied that there is a deal": without the verb the words say the contrary.
        runs[0] = (one.at, runs[0][1])
    return runs


def _in_order(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(sorted(set(spans)))


def _cue(page: Page, one: Attribution) -> str:
    """The words that attribute, on one line."""
    return " ".join(page.span(*one.cue).text.split())


@dataclass(frozen=True, slots=True)
class _Topics:
    lemmas: frozenset[str]


@cache
def _topics(book: Codebook) -> _Topics:
    """The lemmas that show what is coded here: people moved, movements, deals, talks, courts."""
    names = ("moved", "removal_verbs", "movement_nouns", "strong", "weak", "talks", "receiving_verbs", "sending_verbs")
    lemmas = {entry.split()[-1].lower() for name in names for entry in book.words.get(name, ())}
    return _Topics(lemmas=frozenset(lemmas - {"put", "take", "bring", "place", "hold", "move", "return", "other", "idea"}))


def _bears(page: Page, one: Attribution, *, before: bool) -> bool:
    """Whether the statement bears on what is coded: by its content, its sentence or those around it, or by pointing back."""
    if one.voice.sort == "document" and one.form == "object":
        # What is shown "through an internal communication" rests on it and is said by nobody.
        return False
    if any(_is_topical(page, first, last) for first, last in one.content):
        return True
    near = page.sentences[max(0, one.sentence - _AROUND) : one.sentence + _AROUND + 1]
    if any(_is_topical(page, sentence.start, sentence.end - 1) for sentence in near):
        return True
    return before and any(page.word(index) in _POINTING for first, last in one.content for index in range(first, last + 1))


def _is_topical(page: Page, first: int, last: int) -> bool:
    lemmas = _topics(page.book).lemmas
    if any(page.token(index).lemma_.lower() in lemmas for index in range(first, last + 1)):
        return True
    return any(True for _ in page.within(page.courts, first, last)) or any(
        True for _ in page.within(page.instruments, first, last)
    )


def sources_of(page: Page, attributions: Sequence[Attribution], token_index: int) -> tuple[Source, ...]:
    """On whose word the token rests: the innermost who are said to say it, and those who are said to confirm the sentence
    that it stands in; else the publisher."""
    heard = [one for one in attributions if one.form != "declines"]
    covering = [one for one in heard if one.covers(token_index)]
    asserting = [one for one in covering if one.stance != "denies"] or covering
    innermost = min((one.length for one in asserting), default=0)
    chosen = [one for one in asserting if one.length <= innermost + 1]
    chosen += [one for one in heard if any(first <= token_index <= last for first, last in one.backs)]
    return tuple(dict.fromkeys(_source(one) for one in chosen)) or (Source(kind="publisher"),)


def _source(one: Attribution) -> Source:
    return Source(kind=one.kind, name=speaker_name(one.speaker))


def speaker_name(speaker: Speaker) -> str | None:
    """How a speaker is called in a list of sources: by name, else by organisation and role."""
    if speaker.name:
        return speaker.name
    return " ".join(_called(speaker)) or None


def _called(speaker: Speaker) -> Iterator[str]:
    role, organisation = speaker.role, speaker.organisation
    if organisation and not (role and organisation.lower() in role.lower()):
        yield organisation
    if role:
        yield role
