"""Arrangement reports out of drafts: dated, with their terms, on whose word, and `operating` where people have moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from transferwatch.readings.by_rule.arrangements import Draft, merged, spans
from transferwatch.readings.by_rule.dates.when import date_of, when_fields
from transferwatch.readings.by_rule.directions import Focus, Pair
from transferwatch.readings.by_rule.groups import Group
from transferwatch.readings.by_rule.movement import Movement, pair_of
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.speech.attributions import Attribution
from transferwatch.readings.by_rule.terms import caps_and_payments, excludes, kind_of
from transferwatch.readings.reading import ArrangementReport, Source, Span, Terms

Sources = Callable[[int], tuple[Source, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a page tells of deals and movements, before it is brought together."""

    page: Page
    drafts: Sequence[Draft]
    movements: Sequence[Movement]
    focus: Focus
    groups: Sequence[Group]
    attributions: Sequence[Attribution]


def reports_of(told: Told, sources: Sources) -> tuple[ArrangementReport, ...]:
    """The reports of a page, one for each pair, stage and modality, in the order of the text."""
    page, drafts, movements, focus, groups = told.page, told.drafts, told.movements, told.focus, told.groups
    attributions = told.attributions
    by_report = merged(drafts, _operating(page, drafts, movements))
    moved = frozenset(m.count.number for m in movements if m.count and m.modality == "happened")
    caps, payments, words = caps_and_payments(page, focus, groups, moved)
    bearer = _bearers(by_report)
    made = []
    for group in by_report:
        head = group[0]
        numbers = sorted({draft.sentence for draft in group})
        of_pair = sorted(
            {mention.sentence for mention in focus.mentions if mention.pair == head.pair and mention.deal} | set(numbers)
        )
        carries = bearer.get(head.pair) == (head.stage, head.modality)
        when, when_words = _when(page, group, movements, attributions)
        evidence = list(spans(page, group))
        if carries:
            evidence += [page.span(*span) for span in words.get(head.pair, ())]
        made.append(
            ArrangementReport(
                sending=(head.pair[0],),
                receiving=head.pair[1],
                kind=kind_of(page, of_pair),
                stage=head.stage,
                modality=head.modality,
                when=when,
                when_words=when_words,
                by=next((draft.by for draft in group if draft.by), None),
                terms=Terms(
                    cap=caps.get(head.pair) if carries else None,
                    payments=tuple(payments.get(head.pair, ())) if carries else (),
                    excludes=excludes(page, of_pair) if carries else (),
                ),
                sources=_of_all(sources, [draft.at for draft in group]),
                evidence=tuple(disjoint(evidence)),
            )
        )
    return tuple(sorted(made, key=lambda report: report.evidence[0].start))


def _bearers(by_report: Sequence[Sequence[Draft]]) -> dict[Pair, tuple[str, str]]:
    """For each pair the report that carries the terms: what happened before what is planned, the earliest told first."""
    found: dict[Pair, tuple[tuple[int, int], tuple[str, str]]] = {}
    order = {"happened": 0, "planned": 1, "possible": 2, "alleged": 3, "denied": 4}
    for group in by_report:
        head = group[0]
        rank = (order[head.modality], 0 if head.stage not in {"ended", "suspended", "blocked", "refused"} else 1)
        if head.pair not in found or rank < found[head.pair][0]:
            found[head.pair] = (rank, (head.stage, head.modality))
    return {pair: report for pair, (_, report) in found.items()}


def _operating(page: Page, drafts: Sequence[Draft], movements: Sequence[Movement]) -> list[Draft]:
    """People have been moved under an understanding that the text mentions: the stage is `operating`."""
    under = {
        draft.pair
        for draft in drafts
        if draft.modality == "happened" and draft.stage not in {"proposed", "in_talks", "refused"}
    }
    made = []
    for movement in movements:
        pair = pair_of(movement)
        if pair in under and movement.modality == "happened" and not movement.stopped:
            made.append(
                Draft(
                    pair=pair,
                    stage="operating",
                    modality="happened",
                    at=movement.at,
                    evidence=movement.evidence[0],
                    sentence=movement.sentence,
                    by=None,
                    firm=True,
                )
            )
    return made


def _when(
    page: Page, group: Sequence[Draft], movements: Sequence[Movement], attributions: Sequence[Attribution]
) -> tuple[str | None, str | None]:
    """The date of the step: of a movement for `operating`, of the clause, or of the saying for talks and confirmations."""
    if group[0].stage == "operating":
        dated = [m for m in movements if m.at in {draft.at for draft in group} and m.when]
        if dated:
            first = min(dated, key=lambda m: m.when or "")
            return first.when, first.when_words
    for draft in group:
        own = when_fields(date_of(page, page.token(draft.at)))
        if own[0] or own[1]:
            return own
        if draft.deal is not None:
            own = when_fields(date_of(page, page.token(draft.deal.at)))
            if own[0] or own[1]:
                return own
    head = group[0]
    for draft in group:
        for attribution in attributions:
            if not attribution.covers(draft.at) or not attribution.when:
                continue
            if head.stage == "in_talks" or (head.stage == "agreed" and attribution.stance in {"confirms", "announces"}):
                return attribution.when, attribution.when_words
    return None, None


def _of_all(sources: Sources, tokens: Sequence[int]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(source for index in tokens for source in sources(index)))


def disjoint(evidence: Sequence[Span]) -> list[Span]:
    """The spans in the order of the text, those inside another left out."""
    out: list[Span] = []
    for span in sorted(set(evidence), key=lambda one: (one.start, -one.end)):
        if not out or span.end > out[-1].end:
            out.append(span)
    return out
