"""Compare mentions of one pair of states: which of them speak of the same arrangement, movement and court
step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from transferwatch.matching.match import UNDECIDED, Match, Mention, Place, Ties
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
    told_apart_by: Literal["", "end", "signing", "decision"]
    reason: str


def deals(reports: Iterable[Report], ties: Ties = UNDECIDED) -> tuple[Reports, ...]:
    """The arrangements of one pair, in the order of their beginnings.

    One pair has one arrangement, unless an end is followed by a later agreement or signing, or two signings
    are dated so far apart that they cannot be one.  A report belongs to the latest arrangement begun by the
    day that bounds it; a stop that comes after two signings, with no end between them, is a stop of both.
    What people decided goes before all of it.
    """
    known = sorted(reports, key=lambda report: report.place)
    if not known:
        return ()
    begun = _beginnings(known)
    if len(begun) == 1 and not ties.different:
        return (Match(mentions=tuple(known), reason="the only arrangement of this pair on record"),)
    bounds = _bounds(known)
    begun = _by_decision(begun, known, bounds, ties)
    if len(begun) == 1:
        return (Match(mentions=tuple(known), reason=begun[0].reason or "the only arrangement of this pair on record"),)
    members: list[list[Report]] = [[] for _ in begun]
    for report in known:
        for at in _deals_meant(report, bounds[report.place], begun):
            members[at].append(report)
    return tuple(
        Match(mentions=tuple(group), reason=deal.reason or "the first arrangement of this pair on record")
        for deal, group in zip(begun, members, strict=True)
        if group
    )


def _by_decision(begun: list[_Deal], reports: Sequence[Report], bounds: Mapping[Place, date], ties: Ties) -> list[_Deal]:
    """The beginnings, fewer by what people say is one deal and more by what they say is two."""
    if not ties.same and not ties.different:
        return begun
    kept = list(begun)
    for places, words in sorted(ties.same.items(), key=_first_places):
        first, second = sorted(bounds[report.place] for report in reports if report.place in places)
        between = [deal for deal in kept[1:] if first < deal.start <= second]
        kept = [deal for deal in kept if deal not in between]
        if between:
            at = max(at for at, deal in enumerate(kept) if deal.start <= first)
            kept[at] = replace(kept[at], reason=f"held to be one by {words}")
    for places, words in sorted(ties.different.items(), key=_first_places):
        two = sorted((report for report in reports if report.place in places), key=lambda report: bounds[report.place])
        first, second = (bounds[report.place] for report in two)
        if first < second and not any(first < deal.start <= second for deal in kept):
            # The later one begins where it can first have been.
            start = max(first + _DAY, min(_first(two[1]), second))
            kept.append(_Deal(start=start, told_apart_by="decision", reason=f"held to be another by {words}"))
    return sorted(kept, key=lambda deal: deal.start)


def _first_places(tie: tuple[frozenset[Place], str]) -> list[Place]:
    return sorted(tie[0])


def _beginnings(reports: Sequence[Report]) -> list[_Deal]:
    dated = [report for report in reports if report.item.modality == "happened" and report.dated]
    ends = [report for report in dated if report.item.stage == "ended"]
    anew = [report for report in dated if report.item.stage in _BEGINS_ANEW]
    begun = [_Deal(start=date.min, told_apart_by="", reason="")]
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


def _bounds(reports: Sequence[Report]) -> dict[Place, date]:
    """The day by which each report was true; an undated one is bounded by what its own document dates later
    in life.
    """
    dated: dict[str, list[Report]] = {}
    for report in reports:
        if report.item.modality == "happened" and report.dated:
            dated.setdefault(report.document, []).append(report)
    bounds = {}
    for report in reports:
        later = [
            other.by_day
            for other in dated.get(report.document, ())
            if LIFE.index(other.item.stage) > LIFE.index(report.item.stage)
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
