"""Cues of the stages of an arrangement: the verb or noun that says what became of a deal, or what a party does about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.actors import Actors
from transferwatch.readings.by_rule.arguments import agents, prepositional, subjects
from transferwatch.readings.by_rule.cues import Cue, cue_tokens
from transferwatch.readings.by_rule.deals import Deal
from transferwatch.readings.by_rule.frames import Frame
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.party_acts import party_cues
from transferwatch.readings.by_rule.stage_verbs import (
    acts,
    by_power,
    is_passive_clause,
    participle,
    phrase_stage,
    predicate_stage,
    stage_nouns,
    stage_words,
    verb_stage,
)
from transferwatch.readings.reading import Stage

if TYPE_CHECKING:
    from spacy.tokens import Token


def find_cues(page: Page, actors: Actors, deals: Sequence[Deal], frames: Sequence[Frame]) -> tuple[Cue, ...]:
    """The cues of a page in the order of the text, at most one for each verb and deal."""
    cues: dict[tuple[int, Stage, int], Cue] = {}
    for deal in deals:
        for cue in _of_deal(page, actors, deal):
            cues.setdefault((cue.at, cue.stage, deal.at), cue)
    by_verb = {frame.at: frame for frame in frames}
    for token in page.parse.doc:
        for cue in party_cues(page, actors, token, by_verb):
            cues.setdefault((cue.at, cue.stage, -1), cue)
    return tuple(sorted(cues.values(), key=lambda cue: cue.at))


def _of_deal(page: Page, actors: Actors, deal: Deal) -> Iterator[Cue]:
    noun = page.token(deal.at)
    if (
        deal.strength == "deal"
        and noun.lemma_.lower() != "memorandum"
        and noun.head.pos_ == "ADP"
        and noun.head.head.lemma_.lower() == "memorandum"
    ):
        return
    found = False
    heads = [noun]
    if noun.lemma_.lower() == "memorandum":
        heads += [o for c in noun.children if c.dep_ == "prep" for o in c.children if o.dep_ == "pobj"]
    for child in (child for head in heads for child in head.rights):
        if child.dep_ in {"acl", "relcl"} and child.pos_ in {"VERB", "AUX"}:
            role = "described" if child.tag_ == "VBN" and child.dep_ == "acl" else "relative"
            for cue in _of_verb(page, actors, deal, child, role):
                found = True
                yield cue
    for child in noun.lefts:
        if child.dep_ == "amod" and child.tag_ in {"VBN", "VBD", "JJ"}:
            stage = participle(page, child)
            if stage:
                found = True
                yield Cue(at=child.i, stage=stage, deal=deal)
    behind = _participle_behind(page, noun)
    if behind is not None:
        found = True
        yield Cue(at=behind[0], stage=behind[1], deal=deal)
    verb, role, through = _governor(page, noun)
    if through is not None:
        stage = stage_nouns(page.book).get(through.lemma_.lower())
        if stage in {"signed", "ended", "suspended", "in_force"} and deal.strength != "talks":
            yield Cue(at=through.i, stage=stage, deal=deal, actors=cue_tokens(_owners(through)))
            return
    if verb is not None:
        for cue in _of_verb(page, actors, deal, verb, role):
            found = True
            yield cue
    if not found and (deal.partners or deal.definite or deal.similar or _is_denied(page, noun)):
        yield from _presupposed(deal, verb, role)


def _presupposed(deal: Deal, verb: Token | None, role: str) -> Iterator[Cue]:
    """A mention of which no stage is said: there is a deal ("under its deal with"), or there are talks."""
    doers = cue_tokens(subjects(verb)) if verb is not None else ()
    if deal.strength == "deal":
        yield Cue(at=deal.at, stage="agreed", deal=deal, firm=False, actors=doers if role == "object" else ())
    elif deal.strength == "talks":
        firm = bool(deal.partners) and role in {"in", "subject", "object"}
        yield Cue(at=deal.at, stage="in_talks", deal=deal, firm=firm, actors=doers if role in {"object", "in"} else ())


def _participle_behind(page: Page, noun: Token) -> tuple[int, Stage] | None:
    """ "the deal, signed under the last government,": a participle right behind, wherever the parse hangs it."""
    for index in range(noun.i + 1, min(noun.i + 5, noun.sent.end)):
        token = page.token(index)
        if token.tag_ == "VBN" and token.dep_ == "acl" and token.head.i != noun.i and page.parse.words[index - 1] == ",":
            stages = [s for s in acts(page.book).get(token.lemma_.lower(), []) if s in {"ended", "signed", "suspended"}]
            return (index, stages[0]) if stages else None
        if token.pos_ in {"VERB", "AUX", "NOUN"}:
            return None
    return None


def _is_denied(page: Page, noun: Token) -> bool:
    """Whether the mention is what a denial denies ("its own denial of any agreement")."""
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    denied = page.book.terms("modalities")["denied"]
    return above.lemma_.lower() in {*denied.cue("verb"), *denied.cue("noun")}


def _owners(noun: Token) -> list[Token]:
    return [child for child in noun.lefts if child.dep_ == "poss"]


def _governor(page: Page, noun: Token) -> tuple[Token | None, str, Token | None]:
    """The verb that a deal noun depends on, its part ("subject", "object", or the preposition), and a noun between."""
    at, through = noun, None
    for _ in range(5):
        while at.dep_ in {"conj", "appos", "compound", "nmod"} and at.head.pos_ in {"NOUN", "PROPN"}:
            at = at.head
        head = at.head
        if head == at:
            return None, "", through
        if at.dep_ in {"dobj", "obj", "nsubjpass", "oprd"} and head.pos_ in {"VERB", "AUX"}:
            return head, "object", through
        if at.dep_ in {"nsubj", "attr"} and head.pos_ in {"VERB", "AUX"}:
            return head, "subject", through
        if at.dep_ == "pobj" and head.pos_ in {"ADP", "SCONJ", "VERB", "PART"}:
            above = head.head
            while above.pos_ == "ADP" and above.head != above:
                above = above.head
            if above.pos_ in {"VERB", "AUX"}:
                return above, head.text.lower(), through
            if (
                above.pos_ in {"NOUN", "PROPN"}
                and head.text.lower() in {"of", "to", "in", "on"}
                and above.lemma_.lower() in stage_words(page.book).transparent
            ):
                through = above
                at = above
                continue
        return None, "", through
    return None, "", through


def _of_verb(page: Page, actors: Actors, deal: Deal, verb: Token, role: str) -> Iterator[Cue]:
    """The stage that the verb says of the deal, which is its subject, its object, its participle's noun ("described"), or
    follows a preposition."""
    words, lemma = stage_words(page.book), verb.lemma_.lower()
    passive = is_passive_clause(verb) or role == "described"
    doers = agents(verb) if passive else subjects(verb)
    if role == "subject" and not passive:
        doers = []
    place = "object" if role in {"described", "relative"} else role
    stage = phrase_stage(page, verb, deal)
    if stage is None and lemma in words.states and role == "subject":
        stage = predicate_stage(page, verb, deal)
    if stage is None and deal.strength == "talks":
        inside = role == "in" and lemma in words.states | {"enter", "engage", "lock", "hold"}
        if (place in {"object", "subject"} or inside) and lemma not in words.led_to:
            # Talks that led to a deal are presupposed by it.
            stage = "in_talks"
    elif stage is None:
        stage = verb_stage(page, verb, doers, place)
    if stage is None or (deal.planned and stage != "blocked"):
        return
    if deal.strength == "weak" and stage not in {"ended", "suspended", "blocked", "refused"}:
        return
    if stage == "refused" and not any(actors.state_at(token) for token in doers) and not by_power(page, doers):
        return
    partners = tuple(noun.i for name, noun in prepositional(verb) if name in {"with", "between"})
    yield Cue(at=verb.i, stage=stage, deal=deal, actors=cue_tokens(doers), others=partners)
