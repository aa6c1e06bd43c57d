"""Arrangement reports out of the tagger's findings: the stages that sentences tell, for the pairs that fill their roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from transferwatch.readings.by_model.outputs import MONEY_FIGURES
from transferwatch.readings.by_model.passages import passage
from transferwatch.readings.by_model.scores import Pair, Ranked, Scores, Unit, figure_tags
from transferwatch.readings.by_rule.arrangements import Draft
from transferwatch.readings.by_rule.dates.when import when_fields
from transferwatch.readings.by_rule.evidence import Sources, disjoint
from transferwatch.readings.by_rule.exclusions import excludes
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.speech.attributions import Attribution
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

# A stage less sure than this says nothing of a pair.
_HEARD = 0.1
# By how much a telling must be surer than another to speak against it.
_CLEARLY = 0.1
# How sure a pair with reports must be of a figure beside the surest of all.
_OWNED = 0.5
# How sure a pair is that the rules found.
_RULED = 0.9


@dataclass(frozen=True, slots=True)
class Least:
    """How sure the tagger must be before something is coded (0 to 1); set on `evaluation/tuning`."""

    stage: float = 0.4
    # That people have gone somewhere is told of many a movement without an arrangement.
    operating: float = 0.5
    role: float = 0.8
    neither: float = 0.3
    against: float = 0.97
    pair: float = 0.2
    certain: float = 0.6
    share: float = 0.5
    whole: float = 0.2
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


def find_reports(
    page: Page,
    scores: Scores,
    sources: Sources,
    drafts: Sequence[Draft] = (),
    least: Least | None = None,
    attributions: Sequence[Attribution] = (),
) -> tuple[tuple[ArrangementReport, ...], tuple[Note, ...]]:
    """The reports of a page, one for each pair, stage and modality, in the order of the text; and what was left unsettled.

    Two voices are asked for a pair: the tagger, and the rules (`drafts`).  A pair of which the tagger is not sure anywhere in
    the text is coded only where the rules have it too, else it is a note: a wrong pair is the worst that can be read.
    """
    least = least or Least()
    told: list[Told] = []
    notes: list[Note] = []
    heard = [(unit, scores.ranked(unit)) for unit in scores.units("stage", _HEARD)]
    for unit, ranked in heard:
        if unit.sure < (max(least.stage, least.operating) if unit.label == "operating" else least.stage):
            continue
        here = _told(page, scores, unit, ranked, drafts, least)
        told.extend(here)
        if not here:
            notes.append(_unsettled(page, unit))
    certain = _certain(heard)
    ruled = {draft.pair for draft in drafts}
    sure: list[Told] = []
    for one in one_way(told, drafts):
        if certain.get(one.pair, 0.0) >= least.certain or one.pair in ruled:
            sure.append(one)
        else:
            notes.append(_unsettled(page, one.unit))
    told, doubtful = one_sided(sure, drafts)
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
        dated = next((one.when for one in group if one.when[0]), None) or _said_on(group, attributions)
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


def _told(
    page: Page, scores: Scores, unit: Unit, ranked: Sequence[Ranked], drafts: Sequence[Draft], least: Least
) -> list[Told]:
    pairs = pairs_of(ranked, least)
    ruled = {draft.pair for draft in drafts if draft.sentence == unit.sentence and draft.stage == unit.label}
    if ruled and ranked and ranked[0].pair not in ruled:
        # The rules have another pair for the same words: theirs where the tagger wavers, or where the sentence speaks of more
        # of its states than of the tagger's.
        sentence = page.sentences[unit.sentence]
        named = {state.code for state in page.within(page.states, sentence.start, sentence.end - 1)}
        nearer = max(len(named & set(pair)) for pair in ruled) > len(named & set(ranked[0].pair))
        if nearer or ranked[0].share < least.against:
            pairs = sorted(ruled)
    if not pairs:
        return []
    by_modality = scores.modality("stage", unit)
    first = scores.surest_modality("stage", unit)
    modalities = [first, *(code for code, sure in by_modality.items() if code != first and sure >= least.second_modality)]
    date = scores.date(unit, least.date)
    sure = {one.pair: one.share for one in ranked} | dict.fromkeys(ruled, _RULED)
    ends = (*scores.fillers(unit, "sender"), *scores.fillers(unit, "receiver"))
    found = []
    for pair in pairs:
        marks = [filler.mention.last for filler in ends if filler.mention.state in pair]
        evidence = passage(page, unit.sentence, unit.peak, marks)
        inside = list(page.between(page.dates, *evidence))
        # The one date of its own words dates a pair of the rules where the tagger, which had another, points to none.
        own = inside[0] if len(inside) == 1 and pair != ranked[0].pair else None
        when = when_fields(page.dates[date.index] if date else own)
        for modality in modalities:
            found.append(
                Told(pair, cast(Stage, unit.label), cast(Modality, modality), sure.get(pair, 0.0), unit, evidence, when)
            )
    return found


def pairs_of(ranked: Sequence[Ranked], least: Least) -> list[Pair]:
    """The pairs that a unit tells of: the surest, if it is sure enough, and those that share an end with it whose other end
    fills its role by itself ("with Ghana, Togo and Benin")."""
    if not ranked:
        return []
    sender, receiver = ranked[0].pair
    from_ = {one.pair[0]: one.sender for one in ranked}
    to = {one.pair[1]: one.receiver for one in ranked}
    # Pairs of one end share their worth among them.
    share = sum(one.share for one in ranked if one.pair[0] == sender or one.pair[1] == receiver)
    if share < least.share or ranked[0].whole < least.whole or ranked[0].sender * ranked[0].receiver < least.pair:
        return []
    # A state that may as well stand at the other end joins neither side.
    others_to = [state for state in to if _joins(state, to, from_, least) and state not in {sender, receiver}]
    others_from = [state for state in from_ if _joins(state, from_, to, least) and state not in {sender, receiver}]
    if others_to and others_from:
        # Which of them belong together, the sentence tells in a way that was not understood.
        return []
    return [(sender, receiver), *((sender, state) for state in others_to), *((state, receiver) for state in others_from)]


def _joins(state: str, side: Mapping[str, float], other: Mapping[str, float], least: Least) -> bool:
    return side[state] >= least.role and other.get(state, 0.0) < least.neither


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


def _said_on(group: Sequence[Told], attributions: Sequence[Attribution]) -> tuple[str | None, str | None]:
    """The day on which talks were said to be on, or an agreement was confirmed or announced: the word dates them."""
    for one in group:
        for attribution in attributions:
            if attribution.when is None or not attribution.covers(one.unit.peak):
                continue
            if one.stage == "in_talks" or (one.stage == "agreed" and attribution.stance in {"confirms", "announces"}):
                return attribution.when, attribution.when_words
    return None, None


def _certain(heard: Sequence[tuple[Unit, Sequence[Ranked]]]) -> dict[Pair, float]:
    """How surely any sentence of the text tells a stage of each pair."""
    found: dict[Pair, float] = {}
    for unit, ranked in heard:
        for one in ranked:
            found[one.pair] = max(found.get(one.pair, 0.0), unit.sure * one.sender * one.receiver)
    return found


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
    # The surest first: a pair has one cap.
    for _, number, tag, pair in sorted(_owned(scores, pairs, least), key=lambda one: (-one[0], one[1])):
        mention = scores.marked.mentions[number]
        if mention.kind == "number":
            quantity = page.counts[mention.index]
            if pair in found.caps:
                continue
            found.caps[pair] = Cap(number=quantity.number, bound=quantity.bound, period=quantity.period or "total")
        else:
            money = page.money[mention.index]
            currency = money.of(pair)
            if currency is None or money.converted:
                continue
            item = Money(amount=money.amount, currency=currency, status=cast(MoneyStatus, tag))
            held = found.payments.setdefault(pair, [])
            if any((one.amount, one.currency) == (item.amount, item.currency) for one in held):
                continue
            held.append(item)
        around = passage(page, scores.where[number], mention.first, (mention.last,))
        found.words.setdefault(pair, []).append(around)
    return found


def _owned(scores: Scores, pairs: set[Pair], least: Least) -> Iterator[tuple[float, int, str, Pair]]:
    """The figures that are terms of the pairs: how surely, the mention, what it is, whose."""
    for number, mention in enumerate(scores.marked.mentions):
        names = {"number": ("cap",), "money": MONEY_FIGURES}.get(mention.kind, ())
        tags = figure_tags(scores, number) if names else {}
        tag = max(names, key=lambda name: tags.get(name, 0.0), default="")
        if tags.get(tag, 0.0) < least.figure:
            continue
        told = _owner(scores, number, pairs)
        if told is not None:
            yield tags[tag] * told.share, number, tag, told.pair


def _owner(scores: Scores, mention: int, pairs: set[Pair]) -> Ranked | None:
    """The pair that a figure belongs to; none where that is one which the page has no report of."""
    ranked = scores.ranked(scores.of_figure(mention))
    told = next((one for one in ranked if one.pair in pairs), None)
    return told if told is not None and told.share >= _OWNED * ranked[0].share else None


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
