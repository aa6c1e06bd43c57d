"""Brief: where the arrangements of one pair of states stood on a day, on what terms, who says so and who
denies it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from transferwatch.answers.footnotes import Borne, Cited, Dissent, Footnote, Notebook
from transferwatch.answers.life import LifePoint, date_of, life_points, not_reached, report_line
from transferwatch.answers.particulars import (
    TermRow,
    act_line,
    claim_line,
    court_line,
    movement_line,
    said_line,
    term_rows,
    told_by,
)
from transferwatch.answers.wording import as_of_words, count_words, label, listed, state_words
from transferwatch.codebook.codebook import Codebook
from transferwatch.matching.parties import Pair
from transferwatch.record.arrangement import Arrangement
from transferwatch.record.grades import Citation, grade
from transferwatch.record.history import Standing, standing
from transferwatch.record.transfer import Movement, moved
from transferwatch.record.view import PairRecord, RecordView, StateRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class DealBrief:
    """Where one arrangement stood: `stage` is null where nothing had surely happened by then.

    `why` are the reports that say so and those that led there; `later` what came after the day asked about;
    `aside` what is planned, possible, alleged or denied, none of it counted.
    """

    key: str
    stage: str | None
    stage_label: str
    since: str
    headline: str
    why: tuple[Cited, ...]
    later: tuple[Cited, ...]
    aside: tuple[Cited, ...]
    answered: tuple[Dissent, ...]
    borne: Borne | None
    terms: tuple[TermRow, ...]
    life: tuple[LifePoint, ...]
    told_apart_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What is on record between two states as of two days; `deals` latest first; empty where nothing is on
    record.
    """

    pair: str
    sending: str
    receiving: str
    as_of: str
    true_on: str | None
    known_on: str | None
    deals: tuple[DealBrief, ...]
    moved: str
    transfers: tuple[Cited, ...]
    proceedings: tuple[Cited, ...]
    statements: tuple[Cited, ...]
    contested: tuple[Cited, ...]
    around: tuple[TermRow, ...]
    gaps: str
    footnotes: tuple[Footnote, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing at all is on record for this question."""
        return not (self.deals or self.transfers or self.proceedings or self.statements or self.contested)


def brief(view: RecordView, pair: Pair, codebook: Codebook) -> Brief:
    """The brief of a pair, as of the two clocks of the view."""
    true_on = view.as_of.true_on
    record = view.pair(pair)
    around = {state: view.state(state) for state in (*pair.sending, pair.receiving)}
    notebook = Notebook(view, codebook)
    notebook.expect(_citations(record, around.values()))
    deals = [_deal(found, record, notebook, codebook, true_on) for found in record.arrangements]
    deals = [deal for deal in deals if deal.why or deal.aside or len(deals) == 1]
    movements = told_by(record.transfers, true_on)
    claims = [*record.contested, *around[pair.receiving].contested]
    return Brief(
        pair=pair.text,
        sending=state_words(pair.sending, codebook),
        receiving=codebook.state_name(pair.receiving),
        as_of=as_of_words(view.as_of),
        true_on=true_on.isoformat() if true_on else None,
        known_on=view.as_of.known_on.isoformat() if view.as_of.known_on else None,
        deals=tuple(reversed(deals)),
        moved=_moved_words(movements, bool(deals)),
        transfers=tuple(movement_line(found, notebook, codebook) for found in movements),
        proceedings=tuple(court_line(step, notebook, codebook) for step in told_by(record.proceedings, true_on)),
        statements=tuple(said_line(said, notebook, codebook) for said in told_by(record.statements, true_on)),
        contested=tuple(claim_line(claim, notebook, codebook) for claim in told_by(claims, true_on)),
        around=_around(pair, around, notebook, codebook, true_on),
        gaps=_gaps(deals, record, movements),
        footnotes=notebook.footnotes(),
    )


def _citations(record: PairRecord, around: Iterable[StateRecord]) -> Iterable[Citation]:
    for arrangement in record.arrangements:
        yield from (report.citation for report in arrangement.reports)
    yield from (citation for said in record.statements for citation in said.citations)
    yield from _shared_citations(record)
    for part in around:
        yield from _shared_citations(part)
        yield from (citation for act in part.measures for citation in act.citations)


def _shared_citations(part: PairRecord | StateRecord) -> Iterable[Citation]:
    for move in part.transfers:
        yield from move.citations
        yield from (denial.citation for denial in move.grade.contested_by)
    yield from (citation for step in part.proceedings for citation in step.citations)
    yield from (claim.citation for claim in part.contested)


def _deal(
    arrangement: Arrangement,
    record: PairRecord,
    notebook: Notebook,
    codebook: Codebook,
    true_on: date | None,
) -> DealBrief:
    stood = standing(arrangement.reports, true_on)
    why = tuple(report_line(report, notebook, codebook) for report in (*stood.because, *stood.before))
    borne = None
    citations = [report.citation for report in stood.told if report.modality != "denied"]
    if citations:
        borne = notebook.borne(grade(citations, record.origins, record.pair, stood.contested_by))
    return DealBrief(
        key=arrangement.key,
        stage=stood.stage,
        stage_label=label(codebook, "stages", stood.stage) if stood.stage else "nothing on record as reached",
        since=date_of(stood.because[-1]) if stood.because else "",
        headline=_headline(stood, borne, notebook, codebook),
        why=why,
        later=tuple(report_line(report, notebook, codebook) for report in stood.after),
        aside=tuple(report_line(report, notebook, codebook) for report in stood.aside),
        answered=tuple(notebook.dissent(denial) for denial in stood.answered),
        borne=borne,
        terms=term_rows(arrangement, notebook, codebook, true_on),
        life=life_points(stood, notebook, codebook),
        told_apart_by=arrangement.reason if arrangement.number > 1 else "",
    )


def _headline(stood: Standing, borne: Borne | None, notebook: Notebook, codebook: Codebook) -> str:
    """One sentence: the stage, since when, how it is borne out, and who contests it."""
    if stood.stage is None:
        told = not_reached(stood, notebook, codebook)
        return f"Nothing is on record as reached; {told}." if told else "Nothing is on record as reached by then."
    stage = label(codebook, "stages", stood.stage)
    parts = [stage[:1].upper() + stage[1:], date_of(stood.because[-1])]
    sentence = ", ".join(part for part in parts if part)
    if borne:
        sentence += f" ({borne.words})"
        if borne.contested_by:
            sentence += f"; contested by {listed(list(dict.fromkeys(one.who for one in borne.contested_by)))}"
    return f"{sentence}."


def _moved_words(movements: Sequence[Movement], has_deals: bool) -> str:
    total = moved(movements)
    if not total.movements:
        return "" if has_deals else "No movement is on record as having happened."
    most = f", at most {total.at_most:,} on record" if total.at_most not in (None, total.at_least) else ""
    people = count_words(total.at_least, "person", "people")
    return f"At least {people} moved{most} ({total.reason})."


def _around(
    pair: Pair,
    around: dict[str, StateRecord],
    notebook: Notebook,
    codebook: Codebook,
    true_on: date | None,
) -> tuple[TermRow, ...]:
    """Court matters, measures and movements of the two states that are tied to no single arrangement."""
    rows = []
    for state in dict.fromkeys((*pair.sending, pair.receiving)):
        found, name = around[state], codebook.state_name(state)
        steps = told_by(found.proceedings, true_on)
        acts = told_by(found.measures, true_on)
        movements = told_by(found.transfers, true_on)
        rows += [
            TermRow(
                label=f"Court matters: {name}",
                values=tuple(court_line(step, notebook, codebook) for step in steps),
            ),
            TermRow(label=f"Measures: {name}", values=tuple(act_line(act, notebook, codebook) for act in acts)),
            TermRow(
                label=f"Movements: {name}, other state not settled",
                values=tuple(movement_line(move, notebook, codebook) for move in movements),
            ),
        ]
    return tuple(row for row in rows if row.values)


def _gaps(deals: Sequence[DealBrief], record: PairRecord, movements: Sequence[Movement]) -> str:
    """What is not on record, contested, or resting on one origin, in one line."""
    if not deals:
        return "No report of an arrangement is on record." if record.transfers else ""
    deal = deals[-1]
    told = {row.label for row in deal.terms}
    missing = [
        word for word, row in (("cap", "Cap"), ("payments", "Payments"), ("nationalities", "Nationalities")) if row not in told
    ]
    if not movements:
        missing.append("transfers")
    parts = [f"not on record: {listed(missing)}"] if missing else []
    weak = [row.label.lower() for row in deal.terms if any(_is_weak(value.borne) for value in row.values)]
    if _is_weak(deal.borne):
        weak.insert(0, "stage")
    if weak:
        parts.append(f"resting on one origin or on unnamed sources: {listed(weak)}")
    if deal.borne and deal.borne.contested_by:
        parts.append("contested: stage")
    return "; ".join(parts)


def _is_weak(borne: Borne | None) -> bool:
    return borne is not None and borne.code in ("single_origin", "unnamed_only")
