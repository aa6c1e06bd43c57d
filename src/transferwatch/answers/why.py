"""Why: what one value of the record rests on: its words, whose word they are, on how many origins, and who denies it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from transferwatch.answers.footnotes import Dissent, Footnote, Notebook
from transferwatch.answers.life import date_of, report_line
from transferwatch.answers.particulars import court_line, movement_line, told_by, worded_terms
from transferwatch.answers.wording import GRADES, as_of_words, day_words, label, modality_words
from transferwatch.codebook.codebook import Codebook
from transferwatch.matching.parties import Pair
from transferwatch.record.arrangement import Arrangement
from transferwatch.record.grades import Citation, Grade, grade
from transferwatch.record.history import standing
from transferwatch.record.view import PairRecord, RecordView

# What can be asked about, in the order of a brief.
FIELDS = ("stage", "kind", "cap", "payments", "nationalities", "excludes", "conditions", "transfers", "courts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One document's words for a value: on whose word, known since when."""

    words: tuple[str, ...]
    by: str
    known: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOrigin:
    """Documents that carry one story, and why they are taken for one."""

    reason: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A value with all that it rests on; `steps` are the reports that a stage was settled from, latest first."""

    key: str
    value: str
    modality: str
    grade: str
    rule: str
    told: tuple[Told, ...]
    origins: tuple[OneOrigin, ...]
    contested_by: tuple[Dissent, ...]
    steps: tuple[str, ...] = ()
    matched: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The reasons of every value of one field of a pair; empty where nothing is on record of it."""

    pair: str
    field: str
    title: str
    as_of: str
    true_on: str | None
    known_on: str | None
    reasons: tuple[Reason, ...]
    footnotes: tuple[Footnote, ...]


def why(view: RecordView, pair: Pair, field: str, codebook: Codebook) -> Why:
    """What every value of a field (one of `FIELDS`) rests on, as of the two clocks of the view."""
    record = view.pair(pair)
    notebook = Notebook(view, codebook)
    notebook.expect(report.citation for deal in record.arrangements for report in deal.reports)
    notebook.expect(citation for move in record.transfers for citation in move.citations)
    notebook.expect(citation for step in record.proceedings for citation in step.citations)
    teller = _Teller(record, notebook, codebook, view.as_of.true_on)
    return Why(
        pair=pair.text,
        field=field,
        title=f"{pair.text}, {field}",
        as_of=as_of_words(view.as_of),
        true_on=view.as_of.true_on.isoformat() if view.as_of.true_on else None,
        known_on=view.as_of.known_on.isoformat() if view.as_of.known_on else None,
        reasons=tuple(teller.reasons(field)),
        footnotes=notebook.footnotes(),
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    """Gives the reasons of the values of one pair."""

    record: PairRecord
    notebook: Notebook
    codebook: Codebook
    true_on: date | None

    def reasons(self, field: str) -> Iterator[Reason]:
        """The reasons of a field."""
        if field == "transfers":
            for move in told_by(self.record.transfers, self.true_on):
                line = movement_line(move, self.notebook, self.codebook)
                found = self._reason(self.record.pair.text, line.text, move.modality, move.grade, move.citations)
                yield replace(found, matched=move.reason)
        elif field == "courts":
            for step in told_by(self.record.proceedings, self.true_on):
                line = court_line(step, self.notebook, self.codebook)
                found = self._reason(self.record.pair.text, line.text, step.modality, step.grade, step.citations)
                yield replace(found, matched=step.reason)
        else:
            for deal in reversed(self.record.arrangements):
                yield from self._stage(deal) if field == "stage" else self._terms(deal, field)

    def _stage(self, deal: Arrangement) -> Iterator[Reason]:
        stood = standing(deal.reports, self.true_on)
        if not stood.told:
            return
        citations = [report.citation for report in stood.told]
        name = label(self.codebook, "stages", stood.told[0].stage)
        value = f"{name}, {date_of(stood.because[-1])}" if stood.because else f"not reached; told of: {name}"
        borne = [report.citation for report in stood.told if report.modality != "denied"]
        graded = grade(borne or citations, self.record.origins, self.record.pair, stood.contested_by)
        steps = [report_line(report, self.notebook, self.codebook).text for report in (*stood.because, *stood.before)]
        modality = "happened" if stood.because else stood.told[0].modality
        found = self._reason(deal.key, value, modality, graded, citations)
        yield replace(found, steps=tuple(steps), matched=deal.reason)

    def _terms(self, deal: Arrangement, field: str) -> Iterator[Reason]:
        for name, term, words in worded_terms(deal, self.codebook):
            if name.lower() == field and told_by([term], self.true_on):
                mark = modality_words(term.modality)
                value = self.notebook.veiled(f"{mark}: {words}" if mark else words, term.citations)
                yield self._reason(deal.key, value, term.modality, term.grade, term.citations)

    def _reason(self, key: str, value: str, modality: str, graded: Grade, citations: Sequence[Citation]) -> Reason:
        return Reason(
            key=key,
            value=value,
            modality=modality,
            grade=GRADES[graded.code],
            rule=graded.rule,
            told=tuple(self._told(citation) for citation in citations),
            origins=tuple(self._origins(citations)),
            contested_by=tuple(self.notebook.dissent(denial) for denial in graded.contested_by),
        )

    def _told(self, citation: Citation) -> Told:
        names = sorted({voice.name or voice.kind.replace("_", " ") for voice in citation.voices})
        return Told(
            words=self.notebook.quotes(citation),
            by=self.notebook.veiled(", ".join(names), [citation]),
            known=day_words(citation.known),
            notes=self.notebook.notes([citation]),
        )

    def _origins(self, citations: Sequence[Citation]) -> Iterator[OneOrigin]:
        for origin in self.record.origins:
            here = [citation for citation in citations if citation.document in origin.documents]
            if here:
                yield OneOrigin(reason=origin.reason, notes=self.notebook.notes(here))
