"""Nouns and phrases that attribute: "Iraq's allegation that", "according to X", "in the words of X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.arguments import agents, coordinated
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.speech.said import clauses_of, runs_in
from transferwatch.readings.by_rule.speech.saying_words import (
    BREAKS,
    Run,
    Saying,
    SayingWords,
    saying_words,
    subtree,
    verb_above,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


def owners_of(page: Page, speakers: Sequence[Token], words: SayingWords) -> tuple[tuple[int, ...], int | None]:
    """Who speaks through a paper: "a statement from the ministry", "his lawyer's letter"; otherwise the speakers themselves."""
    speakers = [one for one in speakers if one.dep_ != "appos"] or speakers
    first = speakers[0]
    lemma = first.lemma_.lower()
    if lemma in words.papers or lemma in words.nouns:
        for child in first.children:
            if child.dep_ == "poss":
                return (child.i,), first.i
            if child.dep_ in {"prep", "agent"} and child.text.lower() in {"from", "by", "of"}:
                owner = next(
                    (
                        noun
                        for noun in child.children
                        if noun.dep_ == "pobj" and (noun.pos_ != "NUM" and noun.ent_type_ not in {"DATE", "CARDINAL"})
                    ),
                    None,
                )
                if owner is not None:
                    return (owner.i,), first.i
            if child.dep_ == "acl" and child.tag_ == "VBN":
                by = agents(child)
                if by:
                    return tuple(one.i for one in by), first.i
    return tuple(dict.fromkeys(one.i for one in speakers)), None


def nominal(page: Page, token: Token, words: SayingWords) -> Iterator[Saying]:
    """ "Iraq's allegations that he was ...", "a warning by lawyers that ...": an owner, a noun of saying, a clause."""
    stance = words.nouns.get(token.lemma_.lower())
    if stance is None or token.dep_ in {"nsubj", "compound"}:
        return
    clauses = clauses_of(page, token)
    if not clauses:
        return
    if token.dep_ in {"dobj", "obj"} and token.head.lemma_.lower() in words.light | set(words.verbs):
        return
    owners = [child for child in token.children if child.dep_ == "poss"]
    for child in token.children:
        if child.dep_ in {"prep", "agent"} and child.text.lower() in {"by", "from", "of"}:
            owners.extend(noun for noun in child.children if noun.dep_ == "pobj")
    if not owners:
        return
    content = runs_in(page, set().union(*(subtree(child) for child in clauses)))
    heads = tuple(one.i for owner in owners[:1] for one in coordinated(owner))
    yield Saying(
        at=token.i,
        cue=(token.i, token.i),
        speakers=heads,
        content=content,
        stance=None if stance == "says" else stance,
        form="nominal",
    )


def according(page: Page, token: Token) -> Iterator[Saying]:
    """ "According to X, ...": the clause that the phrase stands in, without it."""
    to = next((child for child in token.children if child.text.lower() == "to"), None)
    if to is None and token.i + 1 < len(page.parse.words) and page.word(token.i + 1) == "to":
        to = page.token(token.i + 1)
    if to is None:
        return
    source = next((child for child in to.children if child.dep_ in {"pobj", "pcomp"}), None)
    if source is None:
        return
    phrase = _phrase_of(token, to, source)
    named = _name_inside(page, to, source)
    if named is not None:
        source, phrase = named, {index for index in phrase if index <= named.i}
    if page.word(source.i) in {"which", "whom"}:
        verb = verb_above(token)
        antecedent = verb.head if verb.dep_ == "relcl" else None
        if antecedent is not None:
            yield _said_in_phrase(page, (token.i, to.i), antecedent, subtree(verb) - phrase)
        return
    yield _said_in_phrase(page, (token.i, to.i), source, _clause_around(page, token, phrase) - phrase)


def _name_inside(page: Page, to: Token, source: Token) -> Token | None:
    """The name right behind "according to" where the parse took what follows into the same phrase, without a comma."""
    first = to.i + 1
    while first < source.i and page.word(first) in {"the", "a", "an"}:
        first += 1
    ends = [body.last for body in page.within(page.bodies, first, first)]
    ends += [person.last for person in page.within(page.people, first, first)]
    for last in ends:
        follows = page.token(last + 1) if last < source.i else None
        if (
            follows is not None
            and (follows.pos_ in {"NUM", "DET", "PRON"} or follows.tag_ in {"NNS", "JJ"})
            and follows.dep_ != "case"
        ):
            return page.token(last)
    return None


def _phrase_of(token: Token, to: Token, source: Token) -> set[int]:
    return {token.i, to.i} | subtree(source)


def _clause_around(page: Page, token: Token, phrase: set[int]) -> set[int]:
    """The clause on which a phrase of attribution bears: all of it where a comma sets the phrase off, as far as a semicolon."""
    verb = verb_above(token)
    first = min(phrase)
    set_off = first == token.sent.start or page.word(first - 1) in BREAKS or max(phrase) == token.sent.end - 2
    if set_off:
        while (
            verb.head != verb
            and verb.dep_ not in {"ROOT"}
            and not (verb.dep_ == "conj" and any(c.dep_ == "nsubj" for c in verb.children))
        ):
            verb = verb_above(verb)
    inside = subtree(verb)
    return _within_semicolons(page, inside, first, max(phrase))


def _within_semicolons(page: Page, inside: set[int], first: int, last: int) -> set[int]:
    low = max([index for index in inside if index < first and page.word(index) == ";"], default=-1)
    high = min([index for index in inside if index > last and page.word(index) == ";"], default=10**9)
    return {index for index in inside if low < index < high}


def _said_in_phrase(page: Page, cue: Run, source: Token, content: set[int]) -> Saying:
    words = saying_words(page.book)
    heads, paper = owners_of(page, [source], words)
    if paper is None:
        heads = tuple(one.i for one in coordinated(source) if one.dep_ != "appos") or heads
    return Saying(at=cue[0], cue=cue, speakers=heads, content=runs_in(page, content), stance=None, form="phrase", paper=paper)


def in_the_words_of(page: Page, token: Token) -> Iterator[Saying]:
    """ "In the words of X", "in her view": as `according`."""
    before = token.head
    if token.dep_ != "pobj" or before.text.lower() not in {"in", "by"}:
        return
    owners = [child for child in token.children if child.dep_ == "poss"]
    for child in token.children:
        if child.dep_ == "prep" and child.text.lower() == "of":
            owners.extend(noun for noun in child.children if noun.dep_ == "pobj")
    if not owners:
        return
    phrase = subtree(before)
    content = _clause_around(page, before, phrase) - phrase
    yield Saying(
        at=token.i, cue=(before.i, token.i), speakers=(owners[0].i,), content=runs_in(page, content), stance=None, form="phrase"
    )
