"""Listing: every arrangement on record with its stage, how it is borne out, its cap, what was paid and who
was moved.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.metadata import version

from pydantic import TypeAdapter

from transferwatch.answers.footnotes import Borne, Footnote, Notebook
from transferwatch.answers.life import date_of, not_reached
from transferwatch.answers.particulars import told_by
from transferwatch.answers.wording import (
    as_of_words,
    cap_words,
    label,
    money_words,
    state_words,
)
from transferwatch.codebook.codebook import Codebook
from transferwatch.matching.parties import Pair
from transferwatch.record.arrangement import Arrangement
from transferwatch.record.grades import grade
from transferwatch.record.history import standing
from transferwatch.record.transfer import moved
from transferwatch.record.view import PairRecord, RecordView


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRow:
    """One arrangement, or a pair between which people were moved with no arrangement on record (`key` is then
    the pair).

    `stage` is null where nothing had surely happened; `note` then says what is told instead.  The bounds on
    people moved are null where no movement is on record, and `moved_at_most` also where nothing bounds it; of
    several arrangements of one pair the latest bears them, as under which of them people were moved is not
    told.
    """

    key: str
    pair: str
    sending: str
    receiving: str
    kind: str
    stage: str | None
    stage_label: str
    since: str
    note: str
    borne: Borne | None
    caps: tuple[str, ...]
    payments: tuple[str, ...]
    moved_at_least: int | None
    moved_at_most: int | None
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """All arrangements, by pair; empty where nothing is on record."""

    as_of: str
    true_on: str | None
    known_on: str | None
    rows: tuple[ListingRow, ...]
    footnotes: tuple[Footnote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The rows of one pair with their footnotes, numbered from 1; `ListingRow.notes` and those of dissents call for them."""

    rows: tuple[ListingRow, ...]
    footnotes: tuple[Footnote, ...]


def listing(view: RecordView, codebook: Codebook) -> Listing:
    """Every arrangement on record, as of the two clocks of the view.

    What is made of a pair is kept until something on record of it changes, so that a large record is listed at once.
    """
    kind = f"listing of {version('transferwatch')} by {codebook.digest}"
    kept, made = view.kept(kind), {}
    rows: list[ListingRow] = []
    footnotes: list[Footnote] = []
    for pair in view.pairs():
        body = kept.get(pair.text)
        part = _parts().validate_json(body) if body is not None else _part(view, pair, codebook)
        if body is None:
            made[pair.text] = _parts().dump_json(part).decode()
        rows += [_renumbered(row, len(footnotes)) for row in part.rows]
        footnotes += [replace(note, number=note.number + len(footnotes)) for note in part.footnotes]
    view.keep(kind, made)
    return Listing(
        as_of=as_of_words(view.as_of),
        true_on=view.as_of.true_on.isoformat() if view.as_of.true_on else None,
        known_on=view.as_of.known_on.isoformat() if view.as_of.known_on else None,
        rows=tuple(rows),
        footnotes=tuple(footnotes),
    )


@cache
def _parts() -> TypeAdapter[_Part]:
    return TypeAdapter(_Part)


def _part(view: RecordView, pair: Pair, codebook: Codebook) -> _Part:
    notebook, record = Notebook(view, codebook), view.pair(pair)
    notebook.expect(report.citation for deal in record.arrangements for report in deal.reports)
    notebook.expect(citation for move in record.transfers for citation in move.citations)
    rows = _rows(record, notebook, codebook, view.as_of.true_on)
    return _Part(rows=tuple(rows), footnotes=notebook.footnotes())


def _renumbered(row: ListingRow, by: int) -> ListingRow:
    """The row with its footnotes counted on from those before."""
    if not by:
        return row
    borne = row.borne
    if borne is not None and borne.contested_by:
        told = tuple(replace(one, notes=tuple(note + by for note in one.notes)) for one in borne.contested_by)
        borne = replace(borne, contested_by=told)
    return replace(row, borne=borne, notes=tuple(note + by for note in row.notes))


def _rows(record: PairRecord, notebook: Notebook, codebook: Codebook, true_on: date | None) -> list[ListingRow]:
    total = moved(told_by(record.transfers, true_on))
    rows = [row for deal in record.arrangements if (row := _row(deal, record, notebook, codebook, true_on)) is not None]
    if not rows and total.movements:
        happened = [move for move in told_by(record.transfers, true_on) if move.modality == "happened"]
        citations = [citation for move in happened for citation in move.citations]
        rows = [
            _bare_row(
                record,
                codebook,
                note="people moved; no arrangement on record",
                notes=notebook.notes(citations),
                borne=notebook.borne(grade(citations, record.origins, record.pair)),
            )
        ]
    if rows and total.movements:
        rows[-1] = replace(rows[-1], moved_at_least=total.at_least, moved_at_most=total.at_most)
    return rows


def _row(
    deal: Arrangement, record: PairRecord, notebook: Notebook, codebook: Codebook, true_on: date | None
) -> ListingRow | None:
    stood = standing(deal.reports, true_on)
    if not stood.because and not stood.aside:
        return None
    kinds = [label(codebook, "kinds", term.value) for term in told_by(deal.kinds, true_on)]
    notes = notebook.notes(report.citation for report in stood.told)
    citations = [report.citation for report in stood.told if report.modality != "denied"]
    graded = grade(citations, record.origins, record.pair, stood.contested_by)
    return ListingRow(
        key=deal.key,
        pair=record.pair.text,
        sending=state_words(record.pair.sending, codebook),
        receiving=codebook.state_name(record.pair.receiving),
        kind=kinds[0] if kinds else "",
        stage=stood.stage,
        stage_label=label(codebook, "stages", stood.stage) if stood.stage else "",
        since=date_of(stood.because[-1]) if stood.because else "",
        note="" if stood.because else not_reached(stood, notebook, codebook),
        borne=notebook.borne(graded) if citations else None,
        caps=tuple(cap_words(term.value) for term in told_by(deal.caps, true_on)),
        payments=tuple(money_words(term.value) for term in told_by(deal.payments, true_on)),
        moved_at_least=None,
        moved_at_most=None,
        notes=notes,
    )


def _bare_row(record: PairRecord, codebook: Codebook, *, note: str, notes: tuple[int, ...], borne: Borne) -> ListingRow:
    return ListingRow(
        key=record.pair.text,
        pair=record.pair.text,
        sending=state_words(record.pair.sending, codebook),
        receiving=codebook.state_name(record.pair.receiving),
        kind="",
        stage=None,
        stage_label="",
        since="",
        note=note,
        borne=borne,
        caps=(),
        payments=(),
        moved_at_least=None,
        moved_at_most=None,
        notes=notes,
    )
