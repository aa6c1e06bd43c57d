"""A sheet: an answer that is a table, ready to be shown in any format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from transferwatch.answers.changes import Change, Changes
from transferwatch.answers.corrections import Correction, Corrections
from transferwatch.answers.counts import Count, Counts
from transferwatch.answers.finding import Finding, Hit
from transferwatch.answers.footnotes import Footnote
from transferwatch.answers.gaps import Gap, Gaps
from transferwatch.answers.why import Reason, Why
from transferwatch.answers.withdrawal import Effect, Withdrawal
from transferwatch.answers.wording import count_words

_WAYS = {"new": "new", "changed": "changed", "gone": "no longer on record"}
_REASONS = {"unknown": "unknown", "contested": "contested", "one_origin": "one origin or unnamed", "stale": "stale"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Words with their footnotes; `before` is what stood there earlier."""

    text: str
    notes: tuple[int, ...] = ()
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A title, one line under it, columns by name, rows of as many cells, and the footnotes that they call for."""

    kind: str
    title: str
    lead: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    footnotes: tuple[Footnote, ...]


def changes_sheet(changes: Changes) -> Sheet:
    """The changes, a row each."""
    return Sheet(
        kind="changes",
        title=f"Changes: {changes.title}",
        lead=f"what became known {changes.period}, and what it changed",
        columns=("Known", "Of", "What", "How", "Changed"),
        rows=tuple(_change(change) for change in changes.changes),
        footnotes=changes.footnotes,
    )


def _change(change: Change) -> tuple[Cell, ...]:
    value = Cell(text=change.after or change.before, notes=change.notes, before=change.before if change.after else "")
    return (*_cells(change.day, change.key, change.field, _WAYS[change.way]), value)


def gaps_sheet(gaps: Gaps) -> Sheet:
    """The gaps, a row each."""
    return Sheet(
        kind="gaps",
        title=f"Gaps: {gaps.title}",
        lead=f"what is unknown, contested, weakly borne out or stale {gaps.as_of}",
        columns=("Of", "What", "Why", "Open"),
        rows=tuple(_gap(gap) for gap in gaps.gaps),
        footnotes=gaps.footnotes,
    )


def _gap(gap: Gap) -> tuple[Cell, ...]:
    return (*_cells(gap.key, gap.what, _REASONS[gap.reason]), Cell(text=gap.text, notes=gap.notes))


def counts_sheet(counts: Counts) -> Sheet:
    """The counts, a row each."""
    return Sheet(
        kind="counts",
        title=f"People: {counts.title}",
        lead=f"bounds by what is on record {counts.as_of}; rows may count the same people and are not to be added up",
        columns=("Of", "People", "At least", "At most", "Come by"),
        rows=tuple(_count(count) for count in counts.counts),
        footnotes=counts.footnotes,
    )


def _count(count: Count) -> tuple[Cell, ...]:
    least = "" if count.at_least is None else f"{count.at_least:,}"
    most = "not bounded" if count.at_most is None else f"{count.at_most:,}"
    how = f"{count.reason}; {count_words(count.movements, 'movement')}" if count.movements else count.reason
    return (*_cells(count.pair, count.what, least, most), Cell(text=how, notes=count.notes))


def withdrawal_sheet(withdrawal: Withdrawal) -> Sheet:
    """What becomes of the values that rest on a document, a row each."""
    return Sheet(
        kind="withdrawal",
        title=f"Without: {withdrawal.title}",
        lead=f"what the record would say if document {withdrawal.document[:12]} did not count",
        columns=("Of", "What", "How", "Value"),
        rows=tuple(_effect(effect) for effect in withdrawal.effects),
        footnotes=withdrawal.footnotes,
    )


def _effect(effect: Effect) -> tuple[Cell, ...]:
    differs = effect.after not in ("", effect.before)
    value = Cell(text=effect.after or effect.before, notes=effect.notes, before=effect.before if differs else "")
    return (*_cells(effect.key, effect.field, effect.outcome), value)


def finding_sheet(finding: Finding) -> Sheet:
    """The documents found, a row each."""
    return Sheet(
        kind="find",
        title=f"Found: {finding.asked}",
        lead=f"{count_words(len(finding.hits), 'document')}, the best first",
        columns=("Document", "Known", "Of", "Words"),
        rows=tuple(_hit(hit) for hit in finding.hits),
        footnotes=(),
    )


def _hit(hit: Hit) -> tuple[Cell, ...]:
    where = f"{hit.title}, {hit.publisher}" if hit.publisher and hit.publisher != hit.title else hit.title
    return _cells(f"{hit.document[:12]} {where}", hit.known_on, ", ".join(hit.pairs), f"… {hit.words} …")


def corrections_sheet(log: Corrections) -> Sheet:
    """The decisions, a row each."""
    return Sheet(
        kind="corrections",
        title="Corrections",
        lead="what people decided, the latest first",
        columns=("At", "By", "What", "Of", "Reason"),
        rows=tuple(_correction(one) for one in log.corrections),
        footnotes=(),
    )


def _correction(one: Correction) -> tuple[Cell, ...]:
    return _cells(one.at[:10], one.by, one.what, one.about, one.reason)


def why_sheet(why: Why) -> Sheet:
    """Every value with its reasons: a row for the value, then one for each thing that it rests on."""
    return Sheet(
        kind="why",
        title=f"Why: {why.title}",
        lead=f"what it rests on {why.as_of}",
        columns=("By", "What it rests on"),
        rows=tuple(row for reason in why.reasons for row in _reason(reason)),
        footnotes=why.footnotes,
    )


def _reason(reason: Reason) -> Iterator[tuple[Cell, ...]]:
    yield _cells(reason.key, reason.value)
    yield _cells("grade", f"{reason.grade}: {reason.rule}")
    for told in reason.told:
        words = " … ".join(f"“{words}”" for words in told.words)
        yield Cell(text=f"{told.by}; known {told.known}"), Cell(text=words, notes=told.notes)
    for dissent in reason.contested_by:
        yield Cell(text=f"contested by {dissent.who}"), Cell(text=dissent.text, notes=dissent.notes)
    for number, origin in enumerate(reason.origins, start=1):
        yield Cell(text=f"origin {number} of {len(reason.origins)}"), Cell(text=origin.reason, notes=origin.notes)
    if len(reason.steps) > 1:
        yield _cells("settled from", "; ".join(reason.steps))
    if reason.matched:
        yield _cells("taken for one", reason.matched)


def _cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text=text) for text in texts)
