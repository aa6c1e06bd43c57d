"""Compare mentions of one pair of states: which of them speak of the same arrangement, movement and court
step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from transferwatch.matching.match import Match, Mention
from transferwatch.readings.reading import ArrangementReport

# two papers may be so far apart about one signing; further apart, they are two
ONE_SIGNING = timedelta(days=60)
_BEGINS_ANEW = frozenset({"agreed", "signed"})
# said of "the deal" it stops whatever deal then stands
_STOPS_ALL = frozenset({"suspended", "blocked", "ended"})
_DAY = timedelta(days=1)

Reports = Match[ArrangementReport]
Report = Mention[ArrangementReport]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deal:
    """A stretch of time in which one deal of a pair is spoken of."""

    start: date
    told_apart_by: Literal["", "end", "signing"]
    reason: str


def deals(reports: Iterable[Report]) -> tuple[Reports, ...]:
    """The arrangements of one pair, in the order of their beginnings.

    One pair has one arrangement, unless an end is followed by a later agreement or signing, or two signings
    are dated so far apart that they cannot be one.  A report belongs to the latest arrangement begun by the
    day that bounds it; a stop that comes after two signings, with no end between them, is a stop of both.
    """
    known = sorted(reports, key=lambda report: report.place)
    if not known:
        return ()
    begun = _beginnings(known)
    if len(begun) == 1:
        return (Match(mentions=tuple(known), reason="the only arrangement of this pair on record"),)
    bounds = _bounds(known)
    members: list[list[Report]] = [[] for _ in begun]
    for report in known:
        for at in _deals_meant(report, bounds[report.place], begun):
            members[at].append(report)
    return tuple(Match(mentions=tuple(group), reason=deal.reason) for deal, group in zip(begun, members, strict=True) if group)


def _beginnings(reports: Sequence[Report]) -> list[_Deal]:
    dated = [report for report in reports if report.item.modality == "happened" and report.dated]
    ends = [report for report in dated if report.item.stage == "ended"]
    anew = [report for report in dated if report.item.stage in _BEGINS_ANEW]
    begun = [_Deal(start=date.min, told_apart_by="", reason="the first arrangement of this pair on record")]
    signed_by: date | None = None
    for report in sorted(anew, key=lambda report: (_first(report), report.by_day, report.place)):
        start = _first(report)
        ended = [end for end in ends if begun[-1].start <= _first(end) and end.by_day < start]
        if ended:
            end = min(ended, key=lambda end: (end.by_day, end.place))
            reason = f"{report.item.stage} ({report.when}) after an end ({end.when}) of the one before"
            begun.append(_Deal(start=end.by_day + _DAY, told_apart_by="end", reason=reason))
            signed_by = None
        elif report.item.stage == "signed" and signed_by is not None and start > signed_by + ONE_SIGNING:
            reason = f"signed ({report.when}) too long after the signing before it to be the same"
            begun.append(_Deal(start=start, told_apart_by="signing", reason=reason))
            signed_by = None
        if report.item.stage == "signed":
            signed_by = report.by_day if signed_by is None else max(signed_by, report.by_day)
    return begun


def _first(report: Report) -> date:
    return report.from_day or date.min


def _bounds(reports: Sequence[Report]) -> dict[tuple[str, str, int], date]:
    """The day by which each report was true; an undated one is bounded by what its own document dates later
    in life.
    """
    bounds = {}
    for report in reports:
        later = [
            other.by_day
            for other in reports
            if other.document == report.document
            and other.dated
            and other.item.modality == "happened"
            and LIFE.index(other.item.stage) > LIFE.index(report.item.stage)
        ]
        bounds[report.place] = min([report.by_day, *later]) if report.from_day is None else report.by_day
    return bounds


def _deals_meant(report: Report, bound: date, begun: Sequence[_Deal]) -> list[int]:
    latest = max((at for at, deal in enumerate(begun) if deal.start <= bound), default=0)
    meant = [latest]
    if report.item.stage in _STOPS_ALL:
        while begun[meant[-1]].told_apart_by == "signing":
            meant.append(meant[-1] - 1)
    return meant


LIFE: tuple[str, ...] = (
    "proposed",
    "in_talks",
    "agreed",
    "signed",
    "in_force",
    "operating",
    "suspended",
    "blocked",
    "ended",
    "refused",
)
