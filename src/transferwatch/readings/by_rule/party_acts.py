"""What a party does about taking or sending people where no deal is named: agrees, refuses, asks, offers, talks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.actors import Actors
from transferwatch.readings.by_rule.arguments import objects, prepositional, subjects
from transferwatch.readings.by_rule.cues import Cue, cue_tokens
from transferwatch.readings.by_rule.frames import Frame
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.stage_verbs import stage_words
from transferwatch.readings.reading import Stage

if TYPE_CHECKING:
    from spacy.tokens import Token

_REQUESTS = frozenset({"request", "proposal", "offer", "demand", "call", "appeal", "plan", "idea", "obligation"})


def party_cues(page: Page, actors: Actors, token: Token, frames: dict[int, Frame]) -> Iterator[Cue]:
    """What a party does about taking or sending people, no deal being named ("has agreed to take", "refused to accept")."""
    words, lemma = stage_words(page.book), token.lemma_.lower()
    if token.pos_ in {"VERB", "AUX"}:
        inner = _complement(token, frames)
        doers = subjects(token)
        if lemma == "exchange" and any(noun.lemma_.lower() == "note" for noun in objects(token)):
            yield Cue(at=token.i, stage="signed", actors=cue_tokens(doers))
        if inner is None:
            yield from _alone(page, actors, token, doers, frames)
        elif inner.receiving or any(group.moved or group.quantity or not group.pronoun for group in inner.groups):
            yield from _about_people(page, token, doers, inner)
    elif token.pos_ == "ADJ" and lemma in words.willing | words.ready:
        inner = _complement(token, frames)
        if inner is not None and inner.motion == "receive":
            yield Cue(at=token.i, stage="agreed" if lemma in words.ready else "proposed", frame=inner)


def _alone(page: Page, actors: Actors, token: Token, doers: list[Token], frames: dict[int, Frame]) -> Iterator[Cue]:
    """A verb without a movement as its complement: "will not accept", "said no", "is talking to Washington"."""
    words, lemma = stage_words(page.book), token.lemma_.lower()
    if token.i in frames and frames[token.i].motion == "receive" and doers:
        yield from _will_not(page, actors, token, frames[token.i], doers)
    said_no = any(child.text.lower() == "no" and child.i == token.i + 1 for child in token.children)
    if lemma == "say" and doers and said_no:
        yield Cue(at=token.i, stage="refused", actors=cue_tokens(doers))
    if lemma in words.talking and doers and _on_people(page, token):
        partners = _with(token, {"with", "to"})
        yield Cue(at=token.i, stage="in_talks", actors=cue_tokens(doers), others=partners, firm=bool(partners))


def _about_people(page: Page, token: Token, doers: list[Token], inner: Frame) -> Iterator[Cue]:
    """A verb with a movement as its complement: "agreed to take", "asked Rwanda to take", "is considering sending"."""
    words, lemma = stage_words(page.book), token.lemma_.lower()
    receives = inner.motion == "receive"
    moves = receives or inner.motion == "send"
    stage: Stage | None = None
    others = _with(token, {"with"})
    if lemma in words.agreeing and moves:
        stage = "agreed"
    elif lemma in words.refusing and receives:
        stage = "refused"
    elif lemma in words.asking and receives:
        stage, others = "proposed", cue_tokens(objects(token))
    elif (lemma in words.offering and receives) or (
        lemma in words.considering and moves and (inner.receiving or inner.sending)
    ):
        stage = "proposed"
    elif lemma in words.talking:
        stage = "in_talks"
    if stage is not None:
        yield Cue(at=token.i, stage=stage, frame=inner, actors=cue_tokens(doers), others=others)


def _with(verb: Token, wanted: set[str]) -> tuple[int, ...]:
    return tuple(noun.i for name, noun in prepositional(verb) if name in wanted)


def _on_people(page: Page, verb: Token) -> bool:
    """Whether the clause of a verb of talking speaks of people who are moved."""
    words = page.book.words
    first, last = verb.left_edge.i, verb.right_edge.i
    stems = (
        *words["moved"],
        *words["movement_nouns"],
        *(f"{word}s" for word in words["moved"]),
        *(f"{word}s" for word in words["movement_nouns"]),
    )
    return page.phrase_in(stems, first, last) is not None


def _complement(token: Token, frames: dict[int, Frame]) -> Frame | None:
    """The movement that is the complement of the verb or adjective ("agreed to take", "talks about taking")."""
    for child in token.rights:
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and child.i in frames:
            return frames[child.i]
        if child.dep_ in {"prep", "prt", "advmod"}:
            for inner in child.children:
                if inner.dep_ in {"pcomp", "xcomp"} and inner.i in frames:
                    return frames[inner.i]
        if child.dep_ in {"dobj", "attr"} and child.lemma_.lower() in _REQUESTS:
            for inner in child.rights:
                if inner.dep_ in {"acl", "relcl"} and inner.i in frames:
                    return frames[inner.i]
    return None


def _will_not(page: Page, actors: Actors, verb: Token, frame: Frame, doers: Sequence[Token]) -> Iterator[Cue]:
    """ "We will not accept": a state that says so refuses."""
    if frame.back:
        return
    negated = any(child.dep_ == "neg" for child in verb.children)
    modal = any(
        child.dep_ == "aux" and child.text.lower() in {"will", "would", "wo", "shall", "can", "could", "ca"}
        for child in verb.children
    )
    if negated and modal and any(actors.state_at(token) for token in doers):
        yield Cue(at=verb.i, stage="refused", frame=frame, actors=cue_tokens(doers))
