"""The values that the record gives of a pair, and what of them differs between two records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from transferwatch.answers.footnotes import Borne, Notebook
from transferwatch.answers.life import date_of
from transferwatch.answers.particulars import claim_line, court_line, movement_line, worded_terms
from transferwatch.answers.wording import label, modality_words
from transferwatch.codebook.codebook import Codebook
from transferwatch.record.arrangement import Arrangement
from transferwatch.record.grades import Citation, grade
from transferwatch.record.history import standing
from transferwatch.record.view import PairRecord, RecordView

Way = Literal["new", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class Value:
    """A value of one field; two values are one and the same over time where they share `same`, or else a citation."""

    key: str
    field: str
    same: str | None
    text: str
    borne: str
    citations: tuple[Citation, ...]

    @property
    def words(self) -> str:
        """The value with how it is borne out."""
        return f"{self.text} ({self.borne})" if self.borne else self.text


def evidence_of(record: PairRecord, view: RecordView, codebook: Codebook) -> list[dict[str, object]]:
    """The values of a pair as plain JSON, each with every place that it rests on: the words there by their SHA-256, and as
    they may be shown.
    """
    notebook = Notebook(view, codebook)
    values = values_of(record, notebook, codebook)
    notebook.expect(citation for value in values for citation in value.citations)
    return [
        {
            "key": value.key,
            "field": value.field,
            "value": notebook.veiled(value.text, value.citations),
            "borne": value.borne,
            "citations": [
                {
                    "document": citation.document,
                    "known": citation.known.isoformat(),
                    "by": sorted({notebook.veiled(voice.name or voice.kind, [citation]) for voice in citation.voices}),
                    "spans": [
                        {"start": span.start, "end": span.end, "sha256": sha256(span.text.encode()).hexdigest(), "shown": shown}
                        for span, shown in zip(citation.spans, notebook.quotes(citation), strict=True)
                    ],
                }
                for citation in value.citations
            ],
        }
        for value in values
    ]


def differences(before: Sequence[Value], after: Sequence[Value]) -> Iterator[tuple[Way, Value | None, Value | None]]:
    """What is new, changed and gone, in the order of the values."""
    left = list(before)
    for value in after:
        held = next((one for one in left if _is_same(one, value)), None)
        if held is None:
            yield "new", None, value
            continue
        left.remove(held)
        if held.words != value.words:
            yield "changed", held, value
    for value in left:
        yield "gone", value, None


def _is_same(one: Value, other: Value) -> bool:
    if one.field != other.field:
        return False
    if one.same is not None and other.same is not None:
        return (one.key, one.same) == (other.key, other.same)
    return not {(cited.document, cited.spans) for cited in one.citations}.isdisjoint(
        (cited.document, cited.spans) for cited in other.citations
    )


def values_of(record: PairRecord, notebook: Notebook, codebook: Codebook) -> list[Value]:
    """The values of a pair's record, in the order of a brief."""
    found = [value for deal in record.arrangements for value in _of_deal(deal, record, notebook, codebook)]
    pair = record.pair.text
    for move in record.transfers:
        line = movement_line(move, notebook, codebook)
        found.append(Value(pair, "transfer", None, line.text, _borne(line.borne), move.citations))
    for step in record.proceedings:
        line = court_line(step, notebook, codebook)
        found.append(Value(pair, "court", None, line.text, _borne(line.borne), step.citations))
    for claim in record.contested:
        line = claim_line(claim, notebook, codebook)
        found.append(Value(pair, "contested claim", None, f"{line.text} ({line.aside})", "", (claim.citation,)))
    return found


def _of_deal(deal: Arrangement, record: PairRecord, notebook: Notebook, codebook: Codebook) -> Iterator[Value]:
    stood = standing(deal.reports)
    because = tuple(report.citation for report in stood.because)
    if stood.stage is not None:
        text = f"{label(codebook, 'stages', stood.stage)}, {date_of(stood.because[-1])}"
        graded = grade(because, record.origins, record.pair, stood.contested_by)
        yield Value(deal.key, "stage", "", text, _borne(notebook.borne(graded)), because)
    for report in stood.aside:
        text = f"{modality_words(report.modality)}: {label(codebook, 'stages', report.stage)}"
        yield Value(deal.key, "told, not counted", text, text, "", (report.citation,))
    for name, term, words in worded_terms(deal, codebook):
        mark = modality_words(term.modality)
        text = f"{mark}: {words}" if mark else words
        yield Value(deal.key, name.lower(), repr(term.value), text, _borne(notebook.borne(term.grade)), term.citations)


def _borne(borne: Borne | None) -> str:
    if borne is None:
        return ""
    who = ", ".join(dict.fromkeys(one.who for one in borne.contested_by))
    return f"{borne.words}; contested by {who}" if who else borne.words
