"""Timeline: what happened, in order, and what is only planned or said, between one pair of states or all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from transferwatch.answers.footnotes import Borne, Footnote, Notebook
from transferwatch.answers.life import date_of
from transferwatch.answers.particulars import court_line, movement_line, told_by
from transferwatch.answers.wording import (
    as_of_words,
    date_words,
    day_words,
    label,
    modality_words,
    state_words,
)
from transferwatch.codebook.codebook import Codebook
from transferwatch.matching.parties import Pair
from transferwatch.record.arrangement import StageReport
from transferwatch.record.grades import citation_order, grade
from transferwatch.record.proceeding import CourtStep
from transferwatch.record.transfer import Movement
from transferwatch.record.view import PairRecord, RecordView


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One thing on a timeline; `day` is the last day that its date can mean, by which the line is ordered."""

    day: str
    when: str
    pair: str
    part: str
    modality: str
    text: str
    aside: str
    notes: tuple[int, ...]
    borne: Borne | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Moments in order of their days; empty where nothing is on record."""

    pair: str | None
    title: str
    as_of: str
    true_on: str | None
    known_on: str | None
    moments: tuple[Moment, ...]
    footnotes: tuple[Footnote, ...]


def timeline(view: RecordView, pair: Pair | None, codebook: Codebook) -> Timeline:
    """The timeline of a pair, or of all pairs on record, as of the two clocks of the view."""
    pairs = [pair] if pair else list(view.pairs())
    records = [view.pair(one) for one in pairs]
    notebook = Notebook(view, codebook)
    for record in records:
        notebook.expect(citation for move in record.transfers for citation in move.citations)
        notebook.expect(citation for step in record.proceedings for citation in step.citations)
        notebook.expect(report.citation for deal in record.arrangements for report in deal.reports)
    drafts = [draft for record in records for draft in _drafts(record, view.as_of.true_on)]
    moments = [_moment(draft, notebook, codebook) for draft in sorted(drafts, key=lambda draft: draft.order)]
    title = f"{state_words(pair.sending, codebook)} to {codebook.state_name(pair.receiving)}" if pair else "All pairs"
    return Timeline(
        pair=pair.text if pair else None,
        title=title,
        as_of=as_of_words(view.as_of),
        true_on=view.as_of.true_on.isoformat() if view.as_of.true_on else None,
        known_on=view.as_of.known_on.isoformat() if view.as_of.known_on else None,
        moments=tuple(moments),
        footnotes=notebook.footnotes(),
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    """Something of one pair on its day; stage reports of one stage and date stand together."""

    day: date
    record: PairRecord
    what: tuple[StageReport, ...] | Movement | CourtStep

    @property
    def order(self) -> tuple[date, str, int, str, str]:
        if isinstance(self.what, tuple):
            first = self.what[0]
            return (self.day, self.record.pair.text, first.order, first.modality, str(first.citation.spans))
        place = 20 if isinstance(self.what, Movement) else 30
        return (
            self.day,
            self.record.pair.text,
            place,
            self.what.modality,
            str(citation_order(self.what.citations[0])),
        )


def _drafts(record: PairRecord, true_on: date | None) -> Iterator[_Draft]:
    for deal in record.arrangements:
        together: dict[tuple[str, str, str | None, date], list[StageReport]] = {}
        for report in deal.reports:
            counts_from = report.by_day
            if report.modality != "happened":
                counts_from = min(report.by_day, report.citation.known)
            if true_on is None or counts_from <= true_on:
                key = (report.stage, report.modality, report.when, report.by_day)
                together.setdefault(key, []).append(report)
        for reports in together.values():
            yield _Draft(reports[0].by_day, record, tuple(reports))
    for movement in told_by(record.transfers, true_on):
        yield _Draft(movement.by_day, record, movement)
    for step in told_by(record.proceedings, true_on):
        yield _Draft(step.by_day, record, step)


def _moment(draft: _Draft, notebook: Notebook, codebook: Codebook) -> Moment:
    what, pair = draft.what, draft.record.pair.text
    if isinstance(what, tuple):
        return _stage_moment(draft, what, notebook, codebook)
    if isinstance(what, Movement):
        part, line = "transfer", movement_line(what, notebook, codebook, dated=False)
    else:
        part, line = "court", court_line(what, notebook, codebook, dated=False)
    return Moment(
        day=draft.day.isoformat(),
        when=" or ".join(date_words(when) for when in what.whens) or f"by {day_words(draft.day)}",
        pair=pair,
        part=part,
        modality=what.modality,
        text=line.text,
        aside=line.aside,
        notes=line.notes,
        borne=line.borne,
    )


def _stage_moment(draft: _Draft, reports: tuple[StageReport, ...], notebook: Notebook, codebook: Codebook) -> Moment:
    first, record = reports[0], draft.record
    citations = [report.citation for report in reports]
    stage = label(codebook, "stages", first.stage)
    denied = list(dict.fromkeys(notebook.dissent(denial).who for report in reports for denial in report.denials))
    actors = sorted({report.actor for report in reports if report.actor})
    mark = modality_words(first.modality)
    text = f"{mark}: {stage}" if mark else stage
    text += f", by word of {', '.join(denied)}" if denied else f", by {', '.join(actors)}" if actors else ""
    return Moment(
        day=draft.day.isoformat(),
        when=date_of(first),
        pair=record.pair.text,
        part="stage",
        modality=first.modality,
        text=notebook.veiled(text, citations),
        aside=f"dated by: {first.bounded}" if first.by_another else "",
        notes=notebook.notes(citations),
        borne=notebook.borne(grade(citations, record.origins, record.pair)),
    )
