"""The life of an arrangement on two clocks: which stage it had reached on a day, and by which words that is
known.

The rule.  Only reports with the modality `happened` count; `planned`, `possible`, `alleged` and `denied` ones
are kept and shown beside, and never promoted.  A report counts on a day when it was surely true by then, that
is when the last day that it can mean is not after the day; of those that count, the latest says the stage,
and of two of one day the one later in the life.

The last day of a report is the end of its date ("2024" ends on 31 December), but never after the day its
document was out; an undated report has only the latter.  Such a bound says "by then", not "then", and is no
evidence that an arrangement went back: a story of 2025 that mentions an old signing does not reopen what
ended in 2024.  So a report whose day is not exact is placed no later than any report of a stage later in life
that it may precede, in the same document or in another: it then stands on the same day, where the later stage
wins.  Only a report whose first possible day comes after the later stage reopens an arrangement.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from transferwatch.matching.match import Mention
from transferwatch.matching.parties import Pair
from transferwatch.readings.reading import ArrangementReport, Stage
from transferwatch.record.arrangement import StageReport
from transferwatch.record.grades import Denial, cite, denials

_CLOSED = frozenset({"ended", "refused"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an arrangement stood on a day.

    `stage` is null where nothing had surely happened by then.  `because` are the reports of that stage,
    `before` the reports that led to it, `after` the reports of what happened later or may not have happened
    yet; `aside` those that did not happen as far as is known, nearest first.  `contested_by` are the denials
    of the stage that nothing known answers, `answered` those that the same state took back by confirming
    later.
    """

    stage: Stage | None
    because: tuple[StageReport, ...]
    before: tuple[StageReport, ...]
    after: tuple[StageReport, ...]
    aside: tuple[StageReport, ...]
    contested_by: tuple[Denial, ...]
    answered: tuple[Denial, ...]

    @property
    def told(self) -> tuple[StageReport, ...]:
        """What bears the answer out: the reports of the stage, or where there is none those of the nearest
        one told of.
        """
        nearest = [report for report in self.aside if report.stage == self.aside[0].stage]
        return self.because or tuple(sorted(nearest, key=lambda report: report.modality == "denied"))


def stage_report(mention: Mention[ArrangementReport], pair: Pair) -> StageReport:
    """The report on record that a mention makes, not yet placed beside others."""
    item = mention.item
    denied = denials(mention, pair, item.stage) if item.modality == "denied" else ()
    by_day, bounded = mention.by_day, "its date" if mention.dated else "the day its document was out"
    if mention.from_day and item.when and item.when.endswith("/..") and mention.from_day <= mention.known:
        # "since 20 January": the stage was reached on that day
        by_day, bounded = mention.from_day, "since then"
    return StageReport(
        stage=item.stage,
        modality=item.modality,
        when=item.when,
        when_words=item.when_words,
        from_day=mention.from_day,
        by_day=by_day,
        bounded=bounded,
        actor=item.by,
        citation=cite(mention),
        denials=denied,
    )


def placed(given: Iterable[StageReport]) -> tuple[StageReport, ...]:
    """The reports in the order of the life, each placed by the rule above; the order that they come in does
    not matter.
    """
    reports = list(given)
    happened = [report for report in reports if report.modality == "happened"]
    settled = [report for report in reports if report.modality != "happened"]
    ahead: list[StageReport] = []  # those later in life, by the day by which they were true
    for _, alike in groupby(sorted(happened, key=lambda report: (-report.order, report_order(report))), lambda one: one.order):
        here = [_beside(report, ahead) for report in alike]
        settled += here
        ahead = sorted([*ahead, *here], key=report_order)
    return tuple(sorted(settled, key=report_order))


def _beside(report: StageReport, ahead: Sequence[StageReport]) -> StageReport:
    """The report no later than the first of those later in life that it may precede."""
    at = 0 if report.from_day is None else bisect_left(ahead, report.from_day, key=lambda other: other.by_day)
    if at == len(ahead) or ahead[at].by_day >= report.by_day:
        return report
    first = ahead[at]
    where = "the same document" if first.citation.document == report.citation.document else "another document"
    return replace(report, by_day=first.by_day, bounded=f"{where} puts it at {first.stage.replace('_', ' ')} by then")


def report_order(report: StageReport) -> tuple[date, int, str, date, str, tuple[tuple[int, int], ...]]:
    """The one order of reports: by day, then by stage, then by what makes them differ."""
    spans = tuple((span.start, span.end) for span in report.citation.spans)
    return (
        report.by_day,
        report.order,
        report.modality,
        report.citation.known,
        report.citation.document,
        spans,
    )


def standing(reports: Sequence[StageReport], true_on: date | None = None) -> Standing:
    """Where the arrangement stood on the day, by placed reports; without a day, where it stands by all that
    is known.
    """
    happened = [report for report in reports if report.modality == "happened"]
    counting = [report for report in happened if true_on is None or report.by_day <= true_on]
    after = [report for report in happened if report not in counting]
    aside = sorted(
        (report for report in reports if report.modality != "happened" and _told_by(report, true_on)),
        key=lambda report: (-report.order, report_order(report)),
    )
    if not counting:
        return Standing(
            stage=None,
            because=(),
            before=(),
            after=tuple(after),
            aside=tuple(aside),
            contested_by=tuple(denial for report in aside if report.stage == aside[0].stage for denial in report.denials),
            answered=(),
        )
    latest = max(counting, key=lambda report: (report.by_day, report.order))
    because = [report for report in counting if report.stage == latest.stage]
    before = [report for report in counting if report.stage != latest.stage]
    standing_denials, answered = _contest(latest, because, happened, aside)
    return Standing(
        stage=latest.stage,
        because=tuple(reversed(because)),
        before=tuple(reversed(before)),
        after=tuple(after),
        aside=tuple(aside),
        contested_by=standing_denials,
        answered=answered,
    )


def _told_by(report: StageReport, true_on: date | None) -> bool:
    """Whether what has not happened was told of by the day: a plan stands from when it is known, not from its
    own day.
    """
    return true_on is None or min(report.by_day, report.citation.known) <= true_on


def _contest(
    latest: StageReport,
    because: Sequence[StageReport],
    happened: Sequence[StageReport],
    aside: Iterable[StageReport],
) -> tuple[tuple[Denial, ...], tuple[Denial, ...]]:
    """The denials that bear on the stage: those that stand, and those that the same state answered by
    confirming later.

    A denial bears on its own stage and, as nothing can be signed that was not agreed, on the later ones of a
    life that goes on; not on a step that is dated after the denial.
    """
    standing_denials: list[Denial] = []
    answered: list[Denial] = []
    for denied in aside:
        bears = denied.stage == latest.stage or (denied.order < latest.order and latest.stage not in _CLOSED)
        came_after = any(report.from_day and report.from_day > denied.by_day for report in because)
        if denied.modality != "denied" or not bears or came_after:
            continue
        for denial in denied.denials:
            (answered if _confirmed(denial, denied, happened) else standing_denials).append(denial)
    return tuple(standing_denials), tuple(answered)


def _confirmed(denial: Denial, denied: StageReport, happened: Iterable[StageReport]) -> bool:
    """Whether an official of the denying state puts that stage, or a later one, as a fact in a document known
    later.
    """
    return denial.state is not None and any(
        report.order >= denied.order
        and report.citation.known > denied.citation.known
        and any(voice.kind == "official" and voice.state == denial.state for voice in report.citation.voices)
        for report in happened
    )
