"""A text laid open for reading: its parse, and everything named, dated and counted in it, at their tokens."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_rule.dates.dates import DateMention, find_dates
from transferwatch.readings.by_rule.dates.tense import tense_of
from transferwatch.readings.by_rule.figures.money import MoneyMention, find_money
from transferwatch.readings.by_rule.figures.quantities import QuantityMention, find_quantities
from transferwatch.readings.by_rule.figures.singles import single_persons
from transferwatch.readings.by_rule.figures.whose_currency import with_currencies
from transferwatch.readings.by_rule.names.mentions import (
    BodyMention,
    CourtMention,
    InstrumentMention,
    Names,
    StateMention,
    find_names,
)
from transferwatch.readings.by_rule.names.people import PeopleWords, PersonMention, find_people, shaped_like_names
from transferwatch.readings.by_rule.parsing import Parse, Tokens, parse, plain, tokenize
from transferwatch.readings.reading import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

AtTokens = TypeVar("AtTokens", StateMention, BodyMention, CourtMention, InstrumentMention, PersonMention)
AtOffsets = TypeVar("AtOffsets", DateMention, QuantityMention, MoneyMention)


@dataclass(slots=True, kw_only=True)
class Page:
    """One text under reading.  `states` grows while the reader settles what "the country" means; the rest stays."""

    text: str
    published: str | None
    book: Codebook
    parse: Parse
    states: tuple[StateMention, ...]
    bodies: tuple[BodyMention, ...]
    courts: tuple[CourtMention, ...]
    instruments: tuple[InstrumentMention, ...]
    people: tuple[PersonMention, ...]
    dates: tuple[DateMention, ...]
    quantities: tuple[QuantityMention, ...]
    counts: tuple[QuantityMention, ...]
    money: tuple[MoneyMention, ...]
    sentences: tuple[Sentence, ...] = field(default=())

    def token(self, index: int) -> Token:
        """The parsed token at an index."""
        return self.parse.doc[index]

    def word(self, index: int) -> str:
        """The word of the text at a token, lower case and with straight quotes."""
        return self.parse.words[index].lower()

    def span(self, first: int, last: int) -> Span:
        """The words from token first to token last (both included), as evidence."""
        start, end = self.parse.offsets(first, last)
        return Span(start=start, end=end, text=self.text[start:end])

    def index_at(self, offset: int) -> int:
        """The token that stands at an offset, or the last one before it."""
        return _token_at(self.parse.starts, offset)

    def within(self, mentions: Sequence[AtTokens], first: int, last: int) -> Iterator[AtTokens]:
        """Those of the mentions, which are in the order of the text, that begin at the tokens first to last."""
        for number in range(bisect_right(mentions, first - 1, key=lambda one: one.first), len(mentions)):
            if mentions[number].first > last:
                return
            yield mentions[number]

    def between(self, mentions: Sequence[AtOffsets], first: int, last: int) -> Iterator[AtOffsets]:
        """As `within`, for mentions that are placed by offsets."""
        start, end = self.parse.offsets(first, last)
        for number in range(bisect_right(mentions, start - 1, key=lambda one: one.start), len(mentions)):
            if mentions[number].start >= end:
                return
            yield mentions[number]

    def sentence_at(self, index: int) -> int:
        """The number of the sentence that a token stands in."""
        return max(0, bisect_right(self.sentences, index, key=lambda one: one.start) - 1)

    def tokens_of(self, mention: DateMention | QuantityMention | MoneyMention) -> tuple[int, int]:
        """The first and last token of a mention that is placed by offsets."""
        return self.index_at(mention.start), self.index_at(mention.end - 1)

    def phrase_in(self, phrases: Sequence[str], first: int, last: int) -> str | None:
        """The first of the phrases (lower case) that stands, as whole words, among the tokens first to last."""
        start, end = self.parse.offsets(first, last)
        words = f" {' '.join(plain(self.text[start:end]).lower().split())} "
        stripped = "".join(" " if char in ',.;:!?"()[]' else char for char in words)
        for phrase in phrases:
            if f" {phrase.lower()} " in stripped or f" {phrase.lower()} " in words:
                return phrase
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What is seen of a text before its parse: tokens, sentences, and what is named, counted and dated in it.

    `people` are those that their shape and neighbours give away without a recogniser of names.
    `dates` are at their places, but what day each of them means may hang on the tense of its clause.
    """

    text: str
    published: str | None
    book: Codebook
    tokens: Tokens
    sentences: tuple[tuple[int, int], ...]
    names: Names
    people: tuple[PersonMention, ...]
    quantities: tuple[QuantityMention, ...]
    singles: tuple[QuantityMention, ...]
    money: tuple[MoneyMention, ...]
    dates: tuple[DateMention, ...]

    @property
    def counts(self) -> tuple[QuantityMention, ...]:
        """Numbers of persons, and after them the single persons that are told without a number."""
        return (*self.quantities, *self.singles)

    def tokens_of(self, mention: DateMention | QuantityMention | MoneyMention) -> tuple[int, int]:
        """The first and last token of a mention that is placed by offsets."""
        starts = self.tokens.starts
        return _token_at(starts, mention.start), _token_at(starts, mention.end - 1)


def _token_at(starts: Sequence[int], offset: int) -> int:
    """The token that stands at an offset, or the last one before it."""
    return max(0, bisect_right(starts, offset) - 1)


def open_text(text: str, published: str | None, book: Codebook) -> Opening:
    """The text before its parse; `published` is EDTF, of whatever precision, or null."""
    tokens = tokenize(text)
    flat = plain(text)
    firsts = [index for index, opens in enumerate(tokens.opens) if opens]
    # A name of a person is told by its shape: who is inside one ("Chad Wolf") is no state.
    called = shaped_like_names(tokens.words, find_names(tokens, book, published, ("",) * len(tokens.words)))
    names = find_names(tokens, book, published, called)
    quantities = find_quantities(flat)
    return Opening(
        text=text,
        published=published,
        book=book,
        tokens=tokens,
        sentences=tuple(zip(firsts, [first - 1 for first in [*firsts[1:], len(tokens.words)] if first], strict=True)),
        names=names,
        people=find_people(tokens.words, called, names, PeopleWords.of(book.words), tokens.opens),
        quantities=quantities,
        singles=_singles(flat, tokens, names, quantities),
        money=with_currencies(find_money(flat), {state.code for state in names.states}),
        dates=find_dates(flat, published=published, tense_at=lambda _: "unknown"),
    )


def _singles(flat: str, tokens: Tokens, names: Names, quantities: Sequence[QuantityMention]) -> tuple[QuantityMention, ...]:
    """The single persons told without a number, save where a number stands."""
    demonyms = [(tokens.starts[one.first], tokens.ends[one.last]) for one in names.states if one.form == "demonym"]
    taken = [(one.start, one.end) for one in quantities]
    return tuple(
        one for one in single_persons(flat, demonyms) if not any(start < one.end and one.start < end for start, end in taken)
    )


def lay_open(text: str, published: str | None, book: Codebook) -> Page:
    """The page of a text; `published` is EDTF, of whatever precision, or null."""
    return parsed(open_text(text, published, book))


def parsed(opening: Opening, unread: frozenset[int] = frozenset()) -> Page:
    """The page of an opened text.

    The sentences of the numbers `unread` are not parsed: their words stand in the page, and nothing hangs on anything.
    """
    tokens, book, flat = opening.tokens, opening.book, plain(opening.text)
    names, people = opening.names, opening.people
    parse_ = parse(opening.text, tokens, _stand_ins(tokens, names, people), unread)
    page = Page(
        text=opening.text,
        published=opening.published,
        book=book,
        parse=parse_,
        states=names.states,
        bodies=names.bodies,
        courts=names.courts,
        instruments=names.instruments,
        people=people,
        dates=(),
        quantities=opening.quantities,
        counts=opening.counts,
        money=opening.money,
        sentences=parse_.sentences(),
    )
    page.dates = find_dates(
        flat, published=opening.published, tense_at=lambda offset: tense_of(page.token(page.index_at(offset)))
    )
    return page


def _stand_ins(tokens: Tokens, names: Names, people: Sequence[PersonMention]) -> list[str | None]:
    """A well-known name of the same sort for each state and person, so that all of them parse alike."""
    stand_ins: list[str | None] = [None] * len(tokens.words)
    for state in names.states:
        if state.form in {"leader", "government", "place"}:
            continue
        if state.first == state.last:
            word = tokens.words[state.first]
            if state.form == "demonym":
                stand_ins[state.first] = "Germans" if word.endswith("s") and not word.endswith("ss") else "German"
            elif word.isalpha():
                stand_ins[state.first] = "Paris" if state.form == "capital" else "France"
        elif state.last == state.first + 1 and tokens.words[state.first] != "United":
            stand_ins[state.first], stand_ins[state.last] = "New", "Zealand"
    for person in people:
        for index in range(person.first, person.last + 1):
            stand_ins[index] = "Smith" if index == person.last else "John"
    return stand_ins
