"""Where something is said: the broadcaster or paper told, the parliament, the filing, the interview."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.speech.saying_words import Saying
from transferwatch.readings.by_rule.speech.voice_kinds import MEDIA_KINDS

if TYPE_CHECKING:
    from spacy.tokens import Token

_PREPOSITIONS = frozenset({"in", "on", "to", "at", "before", "with", "during", "through", "via", "by"})
_LINK_NOUNS = frozenset(
    {"interview", "appearance", "session", "statement", "call", "conversation", "post", "briefing", "conference"}
)


def venue_of(page: Page, saying: Saying) -> str | None:
    """The venue that the attributing clause names, a broadcaster or paper before the occasion; None where it names none."""
    if saying.paper is not None:
        return _phrase(page, page.token(saying.paper), short=True)
    verb = page.token(saying.at)
    inside = {index for first, last in saying.content for index in range(first, last + 1)}
    occasion: str | None = None
    for noun in _places(page, verb):
        if noun.i in inside and saying.form != "object":
            continue
        body = next((b for b in page.within(page.bodies, max(0, noun.i - 6), noun.i) if b.first <= noun.i <= b.last), None)
        if body is not None and body.kind in MEDIA_KINDS:
            return page.span(body.first, body.last).text
        if occasion is None and _is_venue(page, noun):
            occasion = _phrase(page, noun)
    return occasion


def _places(page: Page, verb: Token) -> Iterator[Token]:
    """The audience of the verb and the objects of its prepositions, one step further through "an interview with"."""
    for child in verb.children:
        if (
            child.dep_ in {"dobj", "dative"}
            and child.i > verb.i
            and verb.lemma_.lower() in {"tell", "inform", "assure", "address", "write", "give"}
        ):
            yield child
            yield from (inner for inner in child.children if inner.dep_ == "appos")
        elif child.dep_ in {"prep", "dative", "agent"} and child.text.lower() in _PREPOSITIONS:
            for noun in child.children:
                if noun.dep_ == "pobj":
                    yield from _deeper(noun)


def _deeper(noun: Token) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ == "prep" and child.text.lower() in _PREPOSITIONS | {"of"} and noun.lemma_.lower() in _LINK_NOUNS:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield from _deeper(inner)
                    yield from (one for one in inner.children if one.dep_ == "appos")
        elif child.dep_ == "appos":
            yield child
    yield noun


def _is_venue(page: Page, noun: Token) -> bool:
    venues = set(page.book.terms("stances")["says"].cue("venues"))
    word = page.parse.words[noun.i]
    if (
        noun.lemma_.lower() in venues
        or word.lower() in venues
        or (word == "X" and noun.pos_ in {"PROPN", "NOUN", "PUNCT", "SYM", "X"})
    ):
        return noun.lemma_.lower() != "reporter"
    return any(court.first <= noun.i <= court.last for court in page.courts)


def _phrase(page: Page, noun: Token, *, short: bool = False) -> str:
    first = noun.i if short else max(noun.left_edge.i, noun.i - 4)
    while first < noun.i and page.word(first) in {"the", "a", "an", "his", "her", "its", "their"}:
        first += 1
    return " ".join(page.span(first, noun.i).text.split())
