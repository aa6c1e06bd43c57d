"""Mentions of an arrangement between states: the nouns, who are said to be its parties, and which of them point back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_rule.actors import Actors
from transferwatch.readings.by_rule.arguments import coordinated, owner, prepositional, subjects
from transferwatch.readings.by_rule.names.mentions import StateMention
from transferwatch.readings.by_rule.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Token

Strength = Literal["deal", "weak", "talks"]
_DEFINITE = frozenset({"the", "this", "that", "its", "their", "his", "these", "those", "such", "same", "our"})
_LINKS = frozenset({"with", "between", "among", "and"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """A mention of an arrangement, or of talks on one, headed by the token `at`.

    `partners` are states joined to it as parties, the direction being open; `definite` points back ("that deal");
    `similar` likens it to another ("a similar accord"); `planned` holds for a plan to move people, which is no
    understanding by itself.
    """

    at: int
    first: int
    last: int
    strength: Strength
    partners: tuple[StateMention, ...]
    definite: bool
    similar: bool
    plural: bool
    planned: bool = False


@dataclass(frozen=True, slots=True)
class DealWords:
    strong: frozenset[str]
    weak: frozenset[str]
    talks: frozenset[str]
    similar: frozenset[str]
    others: tuple[str, ...]


@cache
def deal_words(book: Codebook) -> DealWords:
    """The codebook's nouns for an arrangement, by their last word."""
    lists = book.words
    return DealWords(
        strong=frozenset(word.split()[-1].lower() for word in lists["strong"]) | {"agreement", "understanding"},
        weak=frozenset(lists["weak"]),
        talks=frozenset(lists["talks"]),
        similar=frozenset(lists["anaphoric"]),
        others=lists["other_subjects"],
    )


def find_deals(page: Page, actors: Actors) -> tuple[Deal, ...]:
    """The mentions in the order of the text; those of other subjects (extradition, trade, football) are left out."""
    return tuple(_deals(page, actors))


def _deals(page: Page, actors: Actors) -> Iterator[Deal]:
    words = deal_words(page.book)
    ending = _ending_verbs(page.book)
    last_named: int | None = None
    in_instruments = {i for m in page.instruments for i in range(m.first, m.last)}
    for token in page.parse.doc:
        if _points_to_deal(page, token, ending) and last_named is not None and token.i - last_named < 90:
            yield Deal(
                at=token.i,
                first=token.i,
                last=token.i,
                strength="weak",
                partners=(),
                definite=True,
                similar=False,
                plural=False,
            )
            continue
        if token.pos_ not in {"NOUN", "PROPN"} or token.i in in_instruments:
            continue
        strength = _strength(page, token, words)
        if strength is None:
            continue
        first, last = token.left_edge.i, _right_end(token)
        if page.phrase_in(words.others, first, max(token.i, min(last, token.i + 6))):
            continue
        left = {child.text.lower() for child in token.lefts}
        partners, others = _partners(page, actors, token)
        if others:
            continue
        if strength == "deal":
            last_named = token.i
        yield Deal(
            at=token.i,
            first=first,
            last=last,
            strength=strength,
            partners=partners,
            definite=bool(left & _DEFINITE) or _of_both(token),
            similar=bool(left & (words.similar - {"same", "such"})),
            plural=token.tag_ in {"NNS", "NNPS"},
            planned=strength == "weak" and any(c.dep_ == "acl" and c.tag_ == "VB" for c in token.children),
        )


@cache
def _ending_verbs(book: Codebook) -> frozenset[str]:
    stages = book.terms("stages")
    return frozenset(lemma for code in ("ended", "suspended", "signed") for lemma in stages[code].cue("act")) - {
        "end",
        "finish",
        "close",
        "halt",
        "bury",
        "kill",
        "withdraw",
        "quit",
    }


def _points_to_deal(page: Page, token: Token, ending: frozenset[str]) -> bool:
    """Whether "it" is what was scrapped, suspended or signed ("After Starmer dropped it")."""
    if page.word(token.i) not in {"it", "this"} or token.pos_ != "PRON":
        return False
    passive = token.dep_ == "nsubjpass"
    return (token.dep_ == "dobj" or passive) and token.head.lemma_.lower() in ending


def _of_both(token: Token) -> bool:
    """Whether the parties are "the two countries", "both governments": those spoken of before."""
    return any(
        name in {"between", "of"}
        and noun.tag_ == "NNS"
        and any(child.text.lower() in {"two", "both", "the"} for child in noun.lefts)
        and noun.lemma_.lower() in {"country", "government", "state", "nation", "side", "party", "capital", "leader"}
        for name, noun in prepositional(token)
    )


def _strength(page: Page, token: Token, words: DealWords) -> Strength | None:
    lemma, word = token.lemma_.lower(), page.word(token.i)
    if token.dep_ == "compound" and token.head.i > token.i and token.head.lemma_.lower() in words.strong | words.talks:
        return None
    if lemma == "memorandum" and token.i + 2 < len(page.parse.words) and page.word(token.i + 1) == "of":
        return "deal"
    if lemma == "understanding" and page.word(token.i - 1) == "of":
        return None
    if lemma in words.strong or word in words.strong:
        return "deal"
    if lemma in words.talks or word in words.talks:
        return "talks"
    if lemma in words.weak:
        return "weak"
    return None


def _right_end(token: Token) -> int:
    """The last token of the noun's own phrase: prepositional and infinitive complements, no relative clause."""
    end = token.i
    for child in token.rights:
        if child.dep_ in {"prep", "acl"} and child.right_edge.i - token.i < 25:
            end = max(end, child.right_edge.i)
    return end


def _partners(page: Page, actors: Actors, token: Token) -> tuple[tuple[StateMention, ...], bool]:
    """The states that the noun's phrase joins to it, and whether a body that is no state is joined too."""
    found: list[StateMention] = []
    others = False
    heads = [token]
    if token.head.pos_ == "ADP" and token.head.head.lemma_.lower() == "memorandum":
        heads.append(token.head.head)
    if token.lemma_.lower() == "memorandum":
        heads += [o for c in token.children if c.dep_ == "prep" for o in c.children if o.dep_ == "pobj"]
    for head in heads:
        for name, noun in prepositional(head):
            if name not in _LINKS:
                continue
            state = actors.state_at(noun)
            if state is not None:
                found.append(state)
            elif any(body.last == noun.i and not body.state for body in page.bodies):
                others = True
        for child in head.lefts:
            if child.dep_ in {"poss", "compound", "amod", "nmod", "nn", "appos"}:
                found.extend(_states_inside(page, actors, child))
        whose = owner(head)
        if whose is not None and (state := actors.state_at(whose)) is not None:
            found.append(state)
        for child in head.rights:
            # "an agreement reached with", "the deal signed between": the participle carries the parties.
            if child.dep_ in {"acl", "relcl"}:
                joined = [noun for name, noun in prepositional(child) if name in _LINKS]
                acting = subjects(child) if child.dep_ == "relcl" else []
                found.extend(state for noun in (*joined, *acting) if (state := actors.state_at(noun)) is not None)
    unique = {state.code: state for state in reversed(found)}
    ordered = sorted(unique.values(), key=lambda state: state.first)
    return tuple(ordered), others and not ordered


def _states_inside(page: Page, actors: Actors, token: Token) -> Iterator[StateMention]:
    """The states of a modifier: "US-Rwanda deal", "Britain's deal", "the Rwanda scheme", "the UK-Rwanda partnership"."""
    for one in coordinated(token):
        state = actors.state_at(one)
        if state is not None:
            yield state
    for inner in page.within(page.states, token.left_edge.i, token.right_edge.i):
        if inner.form in {"name", "demonym", "capital", "government", "leader"}:
            yield inner
