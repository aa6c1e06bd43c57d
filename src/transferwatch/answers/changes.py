"""Changes: what the record says otherwise than it did, day by day as documents became known, and which document
changed it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from transferwatch.answers.footnotes import Borne, Footnote, Notebook
from transferwatch.answers.life import date_of
from transferwatch.answers.particulars import claim_line, court_line, movement_line, worded_terms
from transferwatch.answers.wording import day_words, label, modality_words
from transferwatch.codebook.codebook import Codebook
from transferwatch.dates import AsOf
from transferwatch.matching.parties import Pair
from transferwatch.record.arrangement import Arrangement
from transferwatch.record.grades import Citation, grade
from transferwatch.record.history import standing
from transferwatch.record.view import PairRecord, RecordView

Way = Literal["new", "changed", "gone"]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value that the record gives otherwise since a day: `before` is empty for what is new, `after` for what is
    gone.

    `notes` are the footnotes of the documents that became known on that day and that the change rests on.
    """

    day: str
    pair: str
    key: str
    field: str
    way: Way
    before: str
    after: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All changes from the first to the last day, in order; empty where nothing changed."""

    pair: str | None
    title: str
    since: str
    until: str | None
    period: str
    changes: tuple[Change, ...]
    footnotes: tuple[Footnote, ...]


@dataclass(frozen=True, slots=True)
class _Value:
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


def changes(view: RecordView, pair: Pair | None, since: date, until: date | None, codebook: Codebook) -> Changes:
    """What became known from `since` to `until`, both included, and what it changed on record."""
    notebook = Notebook(view, codebook)
    days: dict[Pair, list[date]] = {}
    for day, touched in view.arrivals(since, until):
        if pair is None or touched == pair:
            days.setdefault(touched, []).append(day)
    found: list[tuple[date, str, list[tuple[Way, _Value | None, _Value | None]]]] = []
    for touched, known in days.items():
        before = _values(_known(view, known[0] - _DAY).pair(touched), notebook, codebook)
        for day in known:
            after = _values(_known(view, day).pair(touched), notebook, codebook)
            found.append((day, touched.text, list(_differences(before, after))))
            before = after
    found.sort(key=lambda one: one[:2])
    notebook.expect(cited for day, _, told in found for one in told for cited in _causes(day, *one[1:]))
    return Changes(
        pair=pair.text if pair else None,
        title=pair.text if pair else "All pairs",
        since=since.isoformat(),
        until=until.isoformat() if until else None,
        period=f"from {day_words(since)} to {day_words(until)}" if until else f"since {day_words(since)}",
        changes=tuple(_change(day, text, one, notebook) for day, text, told in found for one in told),
        footnotes=notebook.footnotes(),
    )


def _known(view: RecordView, day: date) -> RecordView:
    return view.at(AsOf(true_on=view.as_of.true_on, known_on=day))


def _change(day: date, pair: str, difference: tuple[Way, _Value | None, _Value | None], notebook: Notebook) -> Change:
    way, before, after = difference
    value = after or before
    assert value is not None
    causes = _causes(day, before, after)
    return Change(
        day=day.isoformat(),
        pair=pair,
        key=value.key,
        field=value.field,
        way=way,
        before=notebook.veiled(before.words, before.citations) if before else "",
        after=notebook.veiled(after.words, after.citations) if after else "",
        notes=notebook.notes(causes),
    )


def _causes(day: date, before: _Value | None, after: _Value | None) -> list[Citation]:
    """The citations that the change brought; of what is gone, those that it rested on."""
    if after is None:
        return list(before.citations) if before else []
    held = set(before.citations) if before else set()
    return [one for one in after.citations if one not in held and one.known == day] or list(after.citations)


def _differences(before: Sequence[_Value], after: Sequence[_Value]) -> Iterator[tuple[Way, _Value | None, _Value | None]]:
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


def _is_same(one: _Value, other: _Value) -> bool:
    if one.field != other.field:
        return False
    if one.same is not None and other.same is not None:
        return (one.key, one.same) == (other.key, other.same)
    return not {(cited.document, cited.spans) for cited in one.citations}.isdisjoint(
        (cited.document, cited.spans) for cited in other.citations
    )


def _values(record: PairRecord, notebook: Notebook, codebook: Codebook) -> list[_Value]:
    """The values of a pair's record, in the order of a brief."""
    found = [value for deal in record.arrangements for value in _of_deal(deal, record, notebook, codebook)]
    pair = record.pair.text
    for move in record.transfers:
        line = movement_line(move, notebook, codebook)
        found.append(_Value(pair, "transfer", None, line.text, _borne(line.borne), move.citations))
    for step in record.proceedings:
        line = court_line(step, notebook, codebook)
        found.append(_Value(pair, "court", None, line.text, _borne(line.borne), step.citations))
    for claim in record.contested:
        line = claim_line(claim, notebook, codebook)
        found.append(_Value(pair, "contested claim", None, f"{line.text} ({line.aside})", "", (claim.citation,)))
    return found


def _of_deal(deal: Arrangement, record: PairRecord, notebook: Notebook, codebook: Codebook) -> Iterator[_Value]:
    stood = standing(deal.reports)
    because = tuple(report.citation for report in stood.because)
    if stood.stage is not None:
        text = f"{label(codebook, 'stages', stood.stage)}, {date_of(stood.because[-1])}"
        graded = grade(because, record.origins, record.pair, stood.contested_by)
        yield _Value(deal.key, "stage", "", text, _borne(notebook.borne(graded)), because)
    for report in stood.aside:
        text = f"{modality_words(report.modality)}: {label(codebook, 'stages', report.stage)}"
        yield _Value(deal.key, "told, not counted", text, text, "", (report.citation,))
    for name, term, words in worded_terms(deal, codebook):
        mark = modality_words(term.modality)
        text = f"{mark}: {words}" if mark else words
        yield _Value(deal.key, name.lower(), repr(term.value), text, _borne(notebook.borne(term.grade)), term.citations)


def _borne(borne: Borne | None) -> str:
    if borne is None:
        return ""
    who = ", ".join(dict.fromkeys(one.who for one in borne.contested_by))
    return f"{borne.words}; contested by {who}" if who else borne.words
