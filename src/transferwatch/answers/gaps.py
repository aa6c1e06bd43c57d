"""Gaps: what the record does not know, what is contested in it, what rests on one origin, and what has grown stale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from transferwatch.answers.footnotes import Footnote, Notebook
from transferwatch.answers.particulars import claim_line, court_line, movement_line, told_by, worded_terms
from transferwatch.answers.wording import as_of_words, count_words, day_words, label, listed, modality_words
from transferwatch.codebook.codebook import Codebook
from transferwatch.matching.parties import Pair
from transferwatch.record.arrangement import Arrangement
from transferwatch.record.grades import Citation, Grade, grade
from transferwatch.record.history import standing
from transferwatch.record.view import PairRecord, RecordView

Reason = Literal["unknown", "contested", "one_origin", "stale"]

STALE_DAYS = 180  # without a word about an arrangement that goes on
_OVER = frozenset({"ended", "refused"})
# What a reader of an arrangement's entry looks for first.
_WANTED = ("Cap", "Payments", "Nationalities", "Conditions")
_WEAK = frozenset({"single_origin", "unnamed_only"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing that a monitor would ask about: which arrangement, what is open about which value, and the words that
    it rests on so far.
    """

    key: str
    reason: Reason
    what: str
    text: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """All gaps, by arrangement; empty where there is none."""

    pair: str | None
    title: str
    as_of: str
    true_on: str | None
    known_on: str | None
    gaps: tuple[Gap, ...]
    footnotes: tuple[Footnote, ...]


def gaps(view: RecordView, pair: Pair | None, codebook: Codebook, today: date) -> Gaps:
    """The gaps of a pair, or of all, as of the two clocks of the view; staleness counts back from the day known on, or
    from `today`.
    """
    records = [view.pair(one) for one in ([pair] if pair else view.pairs())]
    notebook = Notebook(view, codebook)
    for record in records:
        notebook.expect(_citations(record))
    as_of = view.as_of
    found = [gap for record in records for gap in _gaps(record, notebook, codebook, as_of.true_on, as_of.known_on or today)]
    return Gaps(
        pair=pair.text if pair else None,
        title=pair.text if pair else "All pairs",
        as_of=as_of_words(as_of),
        true_on=as_of.true_on.isoformat() if as_of.true_on else None,
        known_on=as_of.known_on.isoformat() if as_of.known_on else None,
        gaps=tuple(found),
        footnotes=notebook.footnotes(),
    )


def _citations(record: PairRecord) -> Iterator[Citation]:
    for deal in record.arrangements:
        yield from (report.citation for report in deal.reports)
    yield from (citation for move in record.transfers for citation in move.citations)
    yield from (citation for step in record.proceedings for citation in step.citations)
    yield from (claim.citation for claim in record.contested)


def _gaps(record: PairRecord, notebook: Notebook, codebook: Codebook, true_on: date | None, now: date) -> Iterator[Gap]:
    movements = told_by(record.transfers, true_on)
    for deal in record.arrangements:
        yield from _of_deal(deal, record, notebook, codebook, true_on)
        if deal is record.arrangements[-1]:
            yield from _stale(deal, record, notebook, true_on, now)
    if not record.arrangements and movements:
        words = "people were moved, and no arrangement is on record"
        notes = notebook.notes(citation for move in movements for citation in move.citations)
        yield Gap(key=record.pair.text, reason="unknown", what="arrangement", text=words, notes=notes)
    for move in movements:
        line = movement_line(move, notebook, codebook)
        open_ = [] if move.counts else ["number"]
        open_ += [] if move.whens else ["day"]
        open_ += [] if move.nationalities else ["nationalities"]
        if open_ and move.modality == "happened":
            text = f"{listed(open_)} not on record: {line.text}"
            yield Gap(key=record.pair.text, reason="unknown", what="transfer", text=text, notes=line.notes)
        if len(move.counts) > 1:
            text = f"numbers that differ: {line.text}"
            yield Gap(key=record.pair.text, reason="contested", what="transfer", text=text, notes=line.notes)
        yield from _borne(record.pair.text, "transfer", line.text, move.grade, move.citations, notebook)
    for step in told_by(record.proceedings, true_on):
        line = court_line(step, notebook, codebook)
        yield from _borne(record.pair.text, "court", line.text, step.grade, step.citations, notebook)
    for claim in told_by(record.contested, true_on):
        line = claim_line(claim, notebook, codebook)
        text = f"{line.text} ({line.aside})"
        yield Gap(key=record.pair.text, reason="contested", what="claim", text=text, notes=line.notes)


def _of_deal(
    deal: Arrangement, record: PairRecord, notebook: Notebook, codebook: Codebook, true_on: date | None
) -> Iterator[Gap]:
    stood = standing(deal.reports, true_on)
    citations = tuple(report.citation for report in stood.because)
    if stood.stage is None:
        told = stood.told
        words = f"{modality_words(told[0].modality)}: {label(codebook, 'stages', told[0].stage)}" if told else "nothing told"
        notes = notebook.notes(report.citation for report in told)
        yield Gap(key=deal.key, reason="unknown", what="stage", text=f"no stage is on record as reached ({words})", notes=notes)
    else:
        graded = grade(citations, record.origins, record.pair, stood.contested_by)
        yield from _borne(deal.key, "stage", label(codebook, "stages", stood.stage), graded, citations, notebook)
        if all(report.when is None for report in stood.because):
            text = f"{label(codebook, 'stages', stood.stage)}: no document dates it"
            yield Gap(key=deal.key, reason="unknown", what="stage", text=text, notes=notebook.notes(citations))
    terms = [one for one in worded_terms(deal, codebook) if told_by([one[1]], true_on)]
    missing = [name.lower() for name in _WANTED if name not in {heading for heading, _, _ in terms}]
    if missing and stood.stage not in _OVER:
        yield Gap(key=deal.key, reason="unknown", what="terms", text=f"not on record: {listed(missing)}")
    for name, term, words in terms:
        yield from _borne(deal.key, name.lower(), words, term.grade, term.citations, notebook)
    caps = [(words, term) for name, term, words in terms if name == "Cap" and term.modality == "happened"]
    if len(caps) > 1:
        text = f"values that differ: {' or '.join(words for words, _ in caps)}"
        notes = notebook.notes(citation for _, term in caps for citation in term.citations)
        yield Gap(key=deal.key, reason="contested", what="cap", text=text, notes=notes)


def _borne(
    key: str, what: str, words: str, graded: Grade, citations: tuple[Citation, ...], notebook: Notebook
) -> Iterator[Gap]:
    """What is weak about a value: that it is contested, or that one origin, or none with a name, bears it."""
    if graded.contested_by:
        who = dict.fromkeys(notebook.dissent(denial).who for denial in graded.contested_by)
        notes = notebook.notes([*citations, *(denial.citation for denial in graded.contested_by)])
        yield Gap(key=key, reason="contested", what=what, text=f"{words}: denied by {listed(list(who))}", notes=notes)
    if graded.code in _WEAK:
        text = notebook.veiled(f"{words}: {graded.rule}", citations)
        yield Gap(key=key, reason="one_origin", what=what, text=text, notes=notebook.notes(citations))


def _stale(deal: Arrangement, record: PairRecord, notebook: Notebook, true_on: date | None, now: date) -> Iterator[Gap]:
    """An arrangement that goes on, of which nothing has been heard for long."""
    if standing(deal.reports, true_on).stage in _OVER:
        return
    last = max(_citations(record), key=lambda citation: citation.known, default=None)
    if last is None or (now - last.known).days <= STALE_DAYS:
        return
    ago = count_words((now - last.known).days, "day")
    text = f"nothing heard since {day_words(last.known)}, {ago} before {day_words(now)}"
    yield Gap(key=deal.key, reason="stale", what="arrangement", text=text, notes=notebook.notes([last]))
