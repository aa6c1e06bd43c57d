"""Which stages a text tells of which pairs, as the tagger and the rules hear it together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from transferwatch.readings.by_model.pairs import Pair, Ranked
from transferwatch.readings.by_model.passages import passage
from transferwatch.readings.by_model.scores import Scores, Unit
from transferwatch.readings.by_rule.arrangements import Draft
from transferwatch.readings.by_rule.dates.when import when_fields
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.reading import Modality, Note, NoteReason, Stage

# A stage less sure than this says nothing of a pair.
_HEARD = 0.1
# By how much a telling must be surer than another to speak against it.
_CLEARLY = 0.1
# How sure a pair is that the rules found.
_RULED = 0.9


@dataclass(frozen=True, slots=True)
class Least:
    """How sure the tagger must be before something is coded (0 to 1); set on `evaluation/tuning`."""

    stage: float = 0.6
    # Of what the rules hear in the same sentence.
    softly: float = 0.2
    # That a pair is what the stage is told of; one that the rules have too; one beside another that they have for the same
    # words; and that it is told of the pair anywhere in the text.
    fit: float = 0.55
    ruled: float = 0.3
    beside: float = 0.75
    certain: float = 0.55
    # That people are moved under it, of a pair of which nothing else is told: mere movements sound like it.
    alone: float = 0.6
    second_modality: float = 0.6
    figure: float = 0.35
    date: float = 0.5


@dataclass(frozen=True, slots=True)
class Told:
    """One stage of one pair as one sentence tells it."""

    pair: Pair
    stage: Stage
    modality: Modality
    sure: float
    unit: Unit
    evidence: tuple[int, int]
    when: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Ruled:
    """The pairs that the rules have, anywhere in the text and for the same words."""

    anywhere: Collection[Pair] = ()
    here: Collection[Pair] = ()


def find_told(page: Page, scores: Scores, drafts: Sequence[Draft], least: Least) -> tuple[list[Told], tuple[Note, ...]]:
    """Every telling of a stage of a pair, in the order of the text; and what was left unsettled.

    Two voices are asked for a pair: the tagger, and the rules (`drafts`).  A pair of which the tagger is not sure anywhere in
    the text is coded only where the rules have it too, else it is a note: a wrong pair is the worst that can be read.
    """
    ruled = {draft.pair for draft in drafts}
    heard = [(unit, scores.ranked(unit)) for unit in scores.units("stage", _HEARD)]
    certain = _certain(heard)
    told: list[Told] = []
    notes: list[Note] = []
    for unit, ranked in heard:
        here = {draft.pair for draft in drafts if draft.sentence == unit.sentence and draft.stage == unit.label}
        if unit.sure < (least.softly if here else least.stage):
            continue
        pairs = pairs_of(unit.sure, ranked, certain, Ruled(ruled, here), least)
        told.extend(_told(page, scores, unit, pairs, least))
        if not pairs:
            notes.append(_unsettled(page, unit))
    settled = {one.pair for one in told if one.stage != "operating"} | ruled
    sure = []
    for one in one_way(told, drafts):
        if one.pair in settled or one.sure >= least.alone:
            sure.append(one)
        else:
            notes.append(_unsettled(page, one.unit))
    told, doubtful = one_sided(sure, drafts)
    notes += [_unsettled(page, one.unit, "two_antecedents") for one in doubtful]
    return told, tuple(notes)


def _told(page: Page, scores: Scores, unit: Unit, pairs: Sequence[Ranked], least: Least) -> list[Told]:
    by_modality = scores.modality("stage", unit)
    first = scores.surest_modality("stage", unit)
    modalities = [first, *(code for code, sure in by_modality.items() if code != first and sure >= least.second_modality)]
    date = scores.date(unit, least.date)
    ends = (*scores.fillers(unit, "sender"), *scores.fillers(unit, "receiver"))
    found = []
    for ranked in pairs:
        marks = [filler.mention.last for filler in ends if filler.mention.state in ranked.pair]
        evidence = passage(page, unit.sentence, unit.peak, marks)
        when = when_fields(page.dates[date.index] if date else None)
        found += [
            Told(ranked.pair, cast(Stage, unit.label), cast(Modality, modality), unit.sure * ranked.fit, unit, evidence, when)
            for modality in modalities
        ]
    return found


def pairs_of(sure: float, ranked: Sequence[Ranked], certain: Mapping[Pair, float], ruled: Ruled, least: Least) -> list[Ranked]:
    """The pairs that a unit, heard so surely, tells of.

    Those that fit, of pairs that the text tells of somewhere surely or that the rules have anywhere; where the rules have one
    of them for the same words, theirs.  What is heard softly is told of the pairs of which the rules hear it too.
    """
    if sure < least.stage:
        return [one for one in ranked if one.pair in ruled.here and certain[one.pair] >= least.softly]
    found = [
        one
        for one in ranked
        if (one.pair in ruled.anywhere and one.fit >= least.ruled)
        or (one.fit >= least.fit and certain[one.pair] >= least.certain)
    ]
    if any(one.pair in ruled.here for one in found):
        found = [one for one in found if one.pair in ruled.here or one.fit >= least.beside]
    return found


def one_sided(told: Sequence[Told], drafts: Sequence[Draft]) -> tuple[list[Told], list[Told]]:
    """Those whose ends stand where the rest of the text has them, and those that put a state at the other end than a surer
    telling does: few states both send and receive in one text, so that one of the two is a mistake."""
    sends = {draft.pair[0]: _RULED for draft in drafts}
    receives = {draft.pair[1]: _RULED for draft in drafts}
    for one in told:
        sender, receiver = one.pair
        sends[sender] = max(sends.get(sender, 0.0), one.sure)
        receives[receiver] = max(receives.get(receiver, 0.0), one.sure)
    kept: list[Told] = []
    doubtful: list[Told] = []
    for one in told:
        sender, receiver = one.pair
        surer = max(sends.get(receiver, 0.0), receives.get(sender, 0.0))
        (doubtful if surer > one.sure + _CLEARLY else kept).append(one)
    return kept, doubtful


def one_way(told: Sequence[Told], drafts: Sequence[Draft]) -> list[Told]:
    """Those that the rules have the other way round turned about, where another pair of the text speaks for the rules: a state
    that receives from one seldom sends to another."""
    ruled = {draft.pair for draft in drafts}
    found = []
    for one in told:
        sender, receiver = one.pair
        others = [other.pair for other in told if set(other.pair) != {sender, receiver}]
        spoken = any(pair[1] == sender or pair[0] == receiver for pair in others)
        turned = (receiver, sender)
        found.append(replace(one, pair=turned) if spoken and turned in ruled and one.pair not in ruled else one)
    return found


def _certain(heard: Sequence[tuple[Unit, Sequence[Ranked]]]) -> dict[Pair, float]:
    """How surely any sentence of the text tells a stage of each pair."""
    found: dict[Pair, float] = {}
    for unit, ranked in heard:
        for one in ranked:
            found[one.pair] = max(found.get(one.pair, 0.0), unit.sure * one.fit)
    return found


def _unsettled(page: Page, unit: Unit, reason: NoteReason = "parties_unresolved") -> Note:
    evidence = passage(page, unit.sentence, unit.peak, ())
    return Note(
        reason=reason,
        words=f"{unit.label}: whose it is was not settled",
        evidence=(page.span(*evidence),),
    )
