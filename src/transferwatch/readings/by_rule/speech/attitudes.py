"""Who wants, supports, opposes, knows or refuses what: attribution at large, beyond what is said.

No statement by the coding manual, which codes sayings that took place; so here it counts as well what somebody might
say, does not say or is to say.  Only for who measures attribution as other corpora annotate it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.arguments import agents, coordinated, subjects
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.speech.phrases import owners_of
from transferwatch.readings.by_rule.speech.quotes import Quote
from transferwatch.readings.by_rule.speech.said import inverted_subject, phrase_end, runs_of, verb_start
from transferwatch.readings.by_rule.speech.saying_words import (
    AUDIENCE,
    Run,
    Saying,
    SayingWords,
    lemma_of,
    passive,
    saying_words,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_GOALS = frozenset({"xcomp", "ccomp", "dobj", "prep", "acomp", "oprd", "dative", "pcomp"})
# Verbs that say something only with a particle or object of their own ("went on", "put it", "held that").
_OF_MANY_SENSES = frozenset({"go", "put", "hold", "speak", "add", "come", "run", "turn", "call", "point", "own", "charge"})
_OF_NOUNS = frozenset({"for", "of", "on", "about", "against", "with", "to", "over", "toward", "towards", "in"})
_CLAUSES = frozenset({"acl", "ccomp", "xcomp"})


def find_attitudes(page: Page, quotes: Sequence[Quote], taken: frozenset[int]) -> Iterator[Saying]:
    """The attitudes of a page, except where a saying has its cue already."""
    words = saying_words(page.book)
    for token in page.parse.doc:
        if token.i in taken or any(quote.covers(token.i) for quote in quotes):
            continue
        if token.pos_ == "VERB" and token.dep_ not in {"amod", "compound"}:
            yield from _of_verb(page, token, words)
        elif token.pos_ == "ADJ" and token.dep_ in {"acomp", "attr", "ROOT", "conj"}:
            yield from _of_adjective(page, token, words)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in words.attitude_nouns:
            yield from _of_noun(page, token)


def _of_verb(page: Page, token: Token, words: SayingWords) -> Iterator[Saying]:
    lemma = lemma_of(page, token)
    if lemma not in words.attitudes and (lemma not in words.verbs or lemma in words.light | _OF_MANY_SENSES):
        return
    if passive(token):
        by = agents(token)
        heads = [child for child in token.children if child.dep_ == "nsubjpass"]
        if by and heads:
            indices = {one.i for head in heads for one in head.subtree}
            yield from _attitude(page, token, by, (verb_start(token), token.i), indices)
        return
    kinds = _GOALS - {"dobj", "dative"} if lemma in AUDIENCE else _GOALS
    goals = [child for child in token.children if child.i > token.i and child.dep_ in kinds]
    after = inverted_subject(page, token)
    speakers = [after] if after is not None else subjects(token)
    if goals and speakers:
        first = min(goal.left_edge.i for goal in goals)
        yield from _attitude(page, token, speakers, _cue(token), range(first, phrase_end(page, token) + 1))


def _of_adjective(page: Page, token: Token, words: SayingWords) -> Iterator[Saying]:
    """ "The voters are convinced that", "she is eager to": an adjective of mind with what it is about."""
    if token.lemma_.lower() not in words.attitude_adjectives and page.word(token.i) not in words.attitude_adjectives:
        return
    goals = [child for child in token.children if child.i > token.i and child.dep_ in _GOALS]
    verb = token.head if token.dep_ != "ROOT" else token
    speakers = subjects(verb) if verb.pos_ in {"VERB", "AUX"} else []
    if goals and speakers:
        first, last = min(goal.left_edge.i for goal in goals), max(goal.right_edge.i for goal in goals)
        yield from _attitude(page, token, speakers, (min(verb_start(verb), token.i), token.i), range(first, last + 1))


def _of_noun(page: Page, token: Token) -> Iterator[Saying]:
    """ "His refusal to leave", "the union's support for the law": a noun of mind with its owner and what it is about."""
    owners = [child for child in token.children if child.dep_ == "poss"]
    goals = [
        child
        for child in token.children
        if child.i > token.i and (child.dep_ in _CLAUSES or (child.dep_ == "prep" and child.text.lower() in _OF_NOUNS))
    ]
    if not owners or not goals:
        return
    indices = range(min(goal.left_edge.i for goal in goals), max(goal.right_edge.i for goal in goals) + 1)
    heads = [one for owner in owners for one in coordinated(owner)]
    yield from _attitude(page, token, heads, (token.i, token.i), indices)


def _attitude(page: Page, token: Token, speakers: Sequence[Token], cue: Run, indices: range | set[int]) -> Iterator[Saying]:
    content = runs_of(page, indices)
    if content:
        heads, paper = owners_of(page, speakers, saying_words(page.book))
        yield Saying(at=token.i, cue=cue, speakers=heads, content=content, stance=None, form="attitude", paper=paper)


def _cue(token: Token) -> Run:
    last = token.i
    for child in token.children:
        if child.dep_ == "prt" and child.i == last + 1:
            last = child.i
    return verb_start(token), last
