"""What surrounds a date in its text, and how finely a date is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from transferwatch.dates import EdtfDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What surrounds a date in its text.

    `anchor` is the date before it, `near` whether that stands close by, `said_year` a date with its year that the
    same sentence has before it; `tense` is 'past', 'future', 'unknown', or 'due' for what was fixed and may lie ahead
    ("extended to Jan. 14").
    """

    published: EdtfDate | None
    anchor: EdtfDate | None
    near: bool
    said_year: EdtfDate | None
    tense: str


def day_of(base: EdtfDate | None) -> date | None:
    """The day, where it is one."""
    return base.earliest if base is not None and base.earliest == base.latest else None


def month_of(base: EdtfDate | None) -> tuple[int, int] | None:
    """The year and month that hold the whole interval."""
    if base is None or base.earliest is None or base.latest is None:
        return None
    first, last = (base.earliest.year, base.earliest.month), (base.latest.year, base.latest.month)
    return first if first == last else None


def year_of(base: EdtfDate | None) -> int | None:
    """The year that holds the whole interval."""
    if base is None or base.earliest is None or base.latest is None:
        return None
    return base.earliest.year if base.earliest.year == base.latest.year else None


def add_months(at: tuple[int, int], count: int) -> tuple[int, int]:
    """So many months on from a year and month."""
    total = at[0] * 12 + at[1] - 1 + count
    return total // 12, total % 12 + 1


def quarter_of(base: EdtfDate | None) -> tuple[int, int] | None:
    """Year and first month, where the interval is a quarter of a year."""
    if base is None or "/" not in base.text or base.earliest is None or base.latest is None:
        return None
    first, last = base.earliest, base.latest
    whole = first.day == 1 and first.year == last.year and last.month == first.month + 2 and last.day > 29
    return (first.year, first.month) if whole and first.month % 3 == 1 else None
