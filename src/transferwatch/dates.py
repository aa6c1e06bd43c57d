"""Dates in EDTF (ISO 8601-2) as intervals with a precision, and the two clocks that every question may set.

Read here: `2025`, `2025-05`, `2025-05-04`, `202X`, `20XX`, `2025-XX`, `2025-05-XX`, a year that nothing
settles (`XXXX-09-14`, `XXXX-09`), any of these with `~` (about), `?` (uncertain) or `%` (both) behind, and
intervals `A/B`, `A/..` and `../B`.  Seasons, sets, times of day and years beyond 0001-9999 are refused: the
coding manual writes none.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from transferwatch.errors import DateFormatError

Precision = Literal["day", "month", "year", "decade", "century", "interval"]

_EXPECTED = "an EDTF date such as 2025, 2025-05, 2025-05-04, 2025-05/2025-08, 2025-01-20/.. or XXXX-09-14"
# Stands in for a year that is not known, so that XXXX-02-29 is possible and XXXX-02-30 is not.
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class EdtfDate:
    """The days that an EDTF text can mean: [earliest, latest], both included.

    A bound is None where there is none: an open end, or a year that is not known.  `approximate` holds for
    `~`, `?` and `%`.
    """

    text: str
    earliest: date | None
    latest: date | None
    approximate: bool

    def covers(self, on: date) -> bool:
        """Whether the day can be meant; an open end covers everything on its side."""
        after_start = self.earliest is None or self.earliest <= on
        return after_start and (self.latest is None or on <= self.latest)


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The clocks of a question: what was true on a day, as far as known on a day; None sets no bound."""

    true_on: date | None = None
    known_on: date | None = None

    @classmethod
    def from_texts(cls, true_on: str | None = None, known_on: str | None = None) -> AsOf:
        """The clocks set by EDTF texts; a less precise date means its last day (2023 is 2023-12-31)."""
        return cls(true_on=_clock(true_on), known_on=_clock(known_on))


def parse(text: str) -> EdtfDate:
    """The interval that an EDTF text means; DateFormatError where it is none, or no such day exists."""
    return _parse(text)


def day(on: date) -> str:
    """The EDTF text of one day."""
    return on.isoformat()


def earliest_day(text: str | None) -> date | None:
    """The first day that the EDTF text can mean; None for no text, an open start, or an unknown year."""
    return None if text is None else _parse(text).earliest


def latest_day(text: str | None) -> date | None:
    """The last day that the EDTF text can mean; None for no text, an open end, or an unknown year."""
    return None if text is None else _parse(text).latest


def precision(text: str) -> Precision:
    """How finely an EDTF text dates; DateFormatError where it is none."""
    _parse(text)
    if "/" in text:
        return "interval"
    year, *rest = text.rstrip("~?%").split("-")
    if year == "XXXX":
        return "day" if len(rest) == 2 else "month"
    if "X" in year:
        return "decade" if year[2] != "X" else "century"
    known = [part for part in rest if part != "XX"]
    names: tuple[Precision, ...] = ("year", "month", "day")
    return names[len(known)]


def sort_key(text: str | None) -> tuple[int, int, int, str]:
    """A total order over EDTF texts that never raises: by first day, then last day, then text.

    An open start comes first of all, an open end after every closed one of its first day.  Behind all of
    these come dates of an unknown year (by month and day), then texts that are no dates, then None.
    """
    if text is None:
        return (3, 0, 0, "")
    try:
        parsed = _parse(text)
    except DateFormatError:
        return (2, 0, 0, text)
    if parsed.earliest is None and parsed.latest is None:
        return (1, 0, 0, text)
    first = parsed.earliest.toordinal() if parsed.earliest else 0
    last = parsed.latest.toordinal() if parsed.latest else date.max.toordinal() + 1
    return (0, first, last, text)


def _clock(text: str | None) -> date | None:
    if text is None:
        return None
    latest = latest_day(text)
    if latest is None:
        raise DateFormatError(
            f"{text!r}, which has no last day",
            expected="a date whose last day is known, such as 2023, 2023-06 or 2023-06-01",
            remedy="Leave the option out to set no bound",
        )
    return latest


@lru_cache(maxsize=4096)
def _parse(text: str) -> EdtfDate:
    start_text, slash, end_text = text.partition("/")
    if not slash:
        return _parse_point(text, whole=text)
    if "/" in end_text:
        raise _refused(text, "An interval has one slash")
    if not start_text or not end_text:
        raise _refused(text, "Write .. for the side that is open")
    if start_text == end_text == "..":
        raise _refused(text, "Leave a date out where nothing is known of it")
    start = None if start_text == ".." else _parse_point(start_text, whole=text)
    end = None if end_text == ".." else _parse_point(end_text, whole=text)
    earliest = start.earliest if start else None
    latest = end.latest if end else None
    if earliest and latest and earliest > latest:
        raise _refused(text, "Put the earlier date first")
    approximate = bool(start and start.approximate) or bool(end and end.approximate)
    return EdtfDate(text=text, earliest=earliest, latest=latest, approximate=approximate)


def _parse_point(point: str, *, whole: str) -> EdtfDate:
    match = _point_pattern().fullmatch(point)
    if match is None:
        raise _refused(whole, _hint(point))
    year_text, month_text, day_text, mark = match.group("year", "month", "day", "mark")
    approximate = mark is not None
    if year_text == "XXXX":
        _check_unknown_year(month_text, day_text, whole)
        return EdtfDate(text=point, earliest=None, latest=None, approximate=approximate)
    first_year, last_year = int(year_text.replace("X", "0")), int(year_text.replace("X", "9"))
    if last_year == 0 or (first_year != last_year and month_text):
        raise _refused(whole, "A month needs a year that is known, or XXXX")
    first_year = max(first_year, 1)
    month = _number(month_text)
    if month is None:
        if _number(day_text) is not None:
            raise _refused(whole, "A day needs a month")
        earliest, latest = date(first_year, 1, 1), date(last_year, 12, 31)
    else:
        earliest, latest = _within_month(first_year, month, _number(day_text), whole)
    return EdtfDate(text=point, earliest=earliest, latest=latest, approximate=approximate)


def _within_month(year: int, month: int, day_number: int | None, whole: str) -> tuple[date, date]:
    if not 1 <= month <= 12:
        raise _refused(whole, _month_hint(month))
    length = calendar.monthrange(year, month)[1]
    if day_number is None:
        return date(year, month, 1), date(year, month, length)
    if not 1 <= day_number <= length:
        raise _refused(whole, f"That month has {length} days")
    on = date(year, month, day_number)
    return on, on


def _check_unknown_year(month_text: str | None, day_text: str | None, whole: str) -> None:
    month = _number(month_text)
    if month is None:
        raise _refused(whole, "Leave a date out where nothing is known of it")
    _within_month(_LEAP_YEAR, month, _number(day_text), whole)


def _number(text: str | None) -> int | None:
    return None if text is None or text == "XX" else int(text)


def _refused(found: str, remedy: str) -> DateFormatError:
    return DateFormatError(f"{found[:60]!r} is no date", expected=_EXPECTED, remedy=remedy)


def _month_hint(month: int) -> str:
    if 21 <= month <= 41:
        return "Write a season or quarter as an interval of months, such as 2024-06/2024-08"
    return "Months go from 01 to 12"


def _hint(point: str) -> str:
    if "T" in point or ":" in point:
        return "Leave the time of day out"
    if point.count("-") and not point.startswith("-"):
        return "Write months and days with two digits, the year first"
    return "Write the year with four digits, the year first"


@cache
def _point_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)"
        r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<mark>[~?%])?"
    )
