"""Arrangement reports out of the tagger's findings: the stages that sentences tell, for the pairs that fill their roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from transferwatch.readings.by_model.pairs import Pair
from transferwatch.readings.by_model.scores import Scores
from transferwatch.readings.by_model.terms import find_terms
from transferwatch.readings.by_model.told import Least, Told, find_told
from transferwatch.readings.by_rule.arrangements import Draft
from transferwatch.readings.by_rule.evidence import Sources, disjoint
from transferwatch.readings.by_rule.exclusions import excludes
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.speech.attributions import Attribution
from transferwatch.readings.reading import ArrangementReport, Kind, Modality, Note, Span, Stage, Terms


def find_reports(
    page: Page,
    scores: Scores,
    sources: Sources,
    drafts: Sequence[Draft] = (),
    least: Least | None = None,
    attributions: Sequence[Attribution] = (),
) -> tuple[tuple[ArrangementReport, ...], tuple[Note, ...]]:
    """The reports of a page, one for each pair, stage and modality, in the order of the text; and what was left unsettled."""
    least = least or Least()
    told, notes = find_told(page, scores, drafts, least)
    groups: dict[tuple[Pair, Stage, Modality], list[Told]] = {}
    for one in told:
        groups.setdefault((one.pair, one.stage, one.modality), []).append(one)
    terms = find_terms(page, scores, {one.pair for one in told}, least.figure)
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
    return tuple(sorted(made, key=lambda report: (report.evidence[0].start, report.stage, report.receiving))), notes


def _said_on(group: Sequence[Told], attributions: Sequence[Attribution]) -> tuple[str | None, str | None]:
    """The day on which talks were said to be on, or an agreement was confirmed or announced: the word dates them."""
    for one in group:
        for attribution in attributions:
            if attribution.when is None or not attribution.covers(one.unit.peak):
                continue
            if one.stage == "in_talks" or (one.stage == "agreed" and attribution.stance in {"confirms", "announces"}):
                return attribution.when, attribution.when_words
    return None, None


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
