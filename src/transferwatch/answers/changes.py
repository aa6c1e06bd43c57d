"""Changes: what the record says otherwise than it did, day by day as documents became known, and which document
changed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from transferwatch.answers.footnotes import Footnote, Notebook
from transferwatch.answers.values import Value, Way, differences, values_of
from transferwatch.answers.wording import day_words
from transferwatch.codebook.codebook import Codebook
from transferwatch.dates import AsOf
from transferwatch.matching.parties import Pair
from transferwatch.record.grades import Citation
from transferwatch.record.view import RecordView

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


def changes(view: RecordView, pair: Pair | None, since: date, until: date | None, codebook: Codebook) -> Changes:
    """What became known from `since` to `until`, both included, and what it changed on record."""
    # Two notebooks: what is compared is not all called for in the end.
    notebook, scratch = Notebook(view, codebook), Notebook(view, codebook)
    days: dict[Pair, list[date]] = {}
    for day, touched in view.arrivals(since, until):
        if pair is None or touched == pair:
            days.setdefault(touched, []).append(day)
    found: list[tuple[date, str, list[tuple[Way, Value | None, Value | None]]]] = []
    for touched, known in days.items():
        before = values_of(_known(view, known[0] - _DAY).pair(touched), scratch, codebook)
        for day in known:
            after = values_of(_known(view, day).pair(touched), scratch, codebook)
            found.append((day, touched.text, list(differences(before, after))))
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


def _change(day: date, pair: str, difference: tuple[Way, Value | None, Value | None], notebook: Notebook) -> Change:
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


def _causes(day: date, before: Value | None, after: Value | None) -> list[Citation]:
    """The citations that the change brought; of what is gone, those that it rested on."""
    if after is None:
        return list(before.citations) if before else []
    held = set(before.citations) if before else set()
    return [one for one in after.citations if one not in held and one.known == day] or list(after.citations)
