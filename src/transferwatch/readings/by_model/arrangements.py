"""Arrangement reports out of the tagger's findings: the stages that sentences tell, for the pairs that fill their roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from transferwatch.readings.by_model.pairs import Pair, joint
from transferwatch.readings.by_model.passages import passage
from transferwatch.readings.by_model.scores import Filler, Scores, Unit, best_states, figure_tags
from transferwatch.readings.by_rule.arrangements import Draft
from transferwatch.readings.by_rule.dates.when import when_fields
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.reports import Sources, disjoint
from transferwatch.readings.by_rule.terms import excludes
from transferwatch.readings.reading import (
    ArrangementReport,
    Cap,
    Kind,
    Modality,
    Money,
    MoneyStatus,
    Note,
    NoteReason,
    Span,
    Stage,
    Terms,
)

# By how much a telling must be surer than another to speak against it.
_CLEARLY = 0.1
# How sure a pair is that the rules found.
_RULED = 0.9


@dataclass(frozen=True, slots=True)
class Least:
    """How sure the tagger must be before something is coded (0 to 1); set on the open texts."""

    stage: float = 0.4
    role: float = 0.7
    neither: float = 0.3
    against: float = 0.9
    pair: float = 0.55
    second_modality: float = 0.5
    figure: float = 0.5
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


def find_reports(
    page: Page, scores: Scores, sources: Sources, drafts: Sequence[Draft] = (), least: Least | None = None
) -> tuple[tuple[ArrangementReport, ...], tuple[Note, ...]]:
    """The reports of a page, one for each pair, stage and modality, in the order of the text; and what was left unsettled.

    Where the tagger is not quite sure whose stage a sentence tells, and the rules have a pair for it (`drafts`), theirs stands.
    """
    least = least or Least()
    told: list[Told] = []
    notes: list[Note] = []
    for unit in scores.units("stage", least.stage):
        here = _told(page, scores, unit, drafts, least)
        told.extend(here)
        if not here:
            notes.append(_unsettled(page, unit))
    told, doubtful = _one_sided(told, drafts)
    notes += [_unsettled(page, one.unit, "two_antecedents") for one in doubtful]
    groups: dict[tuple[Pair, Stage, Modality], list[Told]] = {}
    for one in told:
        groups.setdefault((one.pair, one.stage, one.modality), []).append(one)
    terms = _terms(page, scores, {one.pair for one in told}, least)
    bearer = _bearers(groups)
    made = []
    for (pair, stage, modality), group in groups.items():
        carries = bearer[pair] == (stage, modality)
        sentences = sorted({one.unit.sentence for one in group})
        dated = next((one.when for one in group if one.when[0]), (None, None))
        made.append(
            ArrangementReport(
                sending=(pair[0],),
                receiving=pair[1],
                kind=cast(Kind, scores.kind(max(group, key=lambda one: one.unit.sure).unit)),
                stage=stage,
                modality=modality,
                when=dated[0],
                when_words=dated[1],
                terms=Terms(
                    cap=terms.caps.get(pair) if carries else None,
                    payments=tuple(terms.payments.get(pair, ())) if carries else (),
                    excludes=excludes(page, sentences) if carries else (),
                ),
                sources=tuple(dict.fromkeys(source for one in group for source in sources(one.unit.peak))),
                evidence=_spans(page, [one.evidence for one in group] + (terms.words.get(pair, []) if carries else [])),
            )
        )
    return tuple(sorted(made, key=lambda report: (report.evidence[0].start, report.stage, report.receiving))), tuple(notes)


def _told(page: Page, scores: Scores, unit: Unit, drafts: Sequence[Draft], least: Least) -> list[Told]:
    senders = scores.fillers(unit, "sender")
    receivers = scores.fillers(unit, "receiver")
    pairs = pairs_of(senders, receivers, least)
    ranked = joint(senders, receivers)
    ruled = {draft.pair for draft in drafts if draft.sentence == unit.sentence and draft.stage == unit.label}
    if ruled and ranked and ranked[0][1] < least.against:
        pairs = sorted(ruled)
    if not pairs:
        return []
    by_modality = scores.modality("stage", unit)
    first = scores.surest_modality("stage", unit)
    modalities = [first, *(code for code, sure in by_modality.items() if code != first and sure >= least.second_modality)]
    date = scores.date(unit, least.date)
    when = when_fields(page.dates[date.index] if date else None)
    sure = dict(ranked)
    found = []
    for pair in pairs:
        marks = [filler.mention.last for filler in (*senders, *receivers) if filler.mention.state in pair]
        evidence = passage(page, unit.sentence, unit.peak, marks)
        for modality in modalities:
            found.append(
                Told(pair, cast(Stage, unit.label), cast(Modality, modality), sure.get(pair, 0.0), unit, evidence, when)
            )
    return found


def pairs_of(senders: Sequence[Filler], receivers: Sequence[Filler], least: Least) -> list[Pair]:
    """The pairs that a unit tells of: the surest, if it is sure enough, and those that share an end with it whose other end
    fills its role by itself ("with Ghana, Togo and Benin")."""
    ranked = joint(senders, receivers)
    if not ranked or ranked[0][1] < least.pair:
        return []
    sender, receiver = ranked[0][0]
    from_, to = dict(best_states(senders)), dict(best_states(receivers))
    # A state that may as well stand at the other end joins neither side.
    others_to = [state for state in to if _joins(state, to, from_, least) and state not in {sender, receiver}]
    others_from = [state for state in from_ if _joins(state, from_, to, least) and state not in {sender, receiver}]
    if others_to and others_from:
        # Which of them belong together, the sentence tells in a way that was not understood.
        return []
    return [(sender, receiver), *((sender, state) for state in others_to), *((state, receiver) for state in others_from)]


def _joins(state: str, side: Mapping[str, float], other: Mapping[str, float], least: Least) -> bool:
    return side[state] >= least.role and other.get(state, 0.0) < least.neither


def _one_sided(told: Sequence[Told], drafts: Sequence[Draft]) -> tuple[list[Told], list[Told]]:
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


def _unsettled(page: Page, unit: Unit, reason: NoteReason = "parties_unresolved") -> Note:
    evidence = passage(page, unit.sentence, unit.peak, ())
    return Note(
        reason=reason,
        words=f"{unit.label}: whose it is was not settled",
        evidence=(page.span(*evidence),),
    )


@dataclass(slots=True)
class _Terms:
    caps: dict[Pair, Cap]
    payments: dict[Pair, list[Money]]
    words: dict[Pair, list[tuple[int, int]]]


def _terms(page: Page, scores: Scores, pairs: set[Pair], least: Least) -> _Terms:
    """Caps and payments, with the tokens that carry them, of the pairs that the page has reports of."""
    found = _Terms({}, {}, {})
    for number, mention in enumerate(scores.marked.mentions):
        if mention.kind not in {"number", "money"}:
            continue
        tags = figure_tags(scores, number)
        names = ("cap",) if mention.kind == "number" else ("pledged", "paid", "total_cost", "withheld")
        tag = max(names, key=lambda name: tags.get(name, 0.0))
        if tags.get(tag, 0.0) < least.figure:
            continue
        pair = _owner(scores, number, pairs)
        if pair is None:
            continue
        if mention.kind == "number":
            quantity = page.quantities[mention.index]
            if pair in found.caps:
                continue
            found.caps[pair] = Cap(number=quantity.number, bound=quantity.bound, period=quantity.period or "total")
        else:
            money = page.money[mention.index]
            if money.currency is None or money.converted:
                continue
            item = Money(amount=money.amount, currency=money.currency, status=cast(MoneyStatus, tag))
            held = found.payments.setdefault(pair, [])
            if any((one.amount, one.currency) == (item.amount, item.currency) for one in held):
                continue
            held.append(item)
        around = passage(page, scores.where[number], mention.first, (mention.last,))
        found.words.setdefault(pair, []).append(around)
    return found


def _owner(scores: Scores, mention: int, pairs: set[Pair]) -> Pair | None:
    """The pair of the page that a figure belongs to: the one whose ends fill its roles best."""
    senders = dict(best_states(scores.of_figure(mention, "sender")))
    receivers = dict(best_states(scores.of_figure(mention, "receiver")))
    ranked = sorted(((senders.get(s, 0.0) * receivers.get(r, 0.0), (s, r)) for s, r in pairs), reverse=True)
    return ranked[0][1] if ranked else None


def _bearers(groups: dict[tuple[Pair, Stage, Modality], list[Told]]) -> dict[Pair, tuple[Stage, Modality]]:
    """For each pair the report that carries the terms: what happened before what is planned, the earliest told first."""
    order = {"happened": 0, "planned": 1, "possible": 2, "alleged": 3, "denied": 4}
    gone = {"ended", "suspended", "blocked", "refused"}
    found: dict[Pair, tuple[tuple[int, int], tuple[Stage, Modality]]] = {}
    for pair, stage, modality in groups:
        rank = (order[modality], int(stage in gone))
        if pair not in found or rank < found[pair][0]:
            found[pair] = (rank, (stage, modality))
    return {pair: report for pair, (_, report) in found.items()}


def _spans(page: Page, ranges: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(disjoint([page.span(*one) for one in ranges]))
