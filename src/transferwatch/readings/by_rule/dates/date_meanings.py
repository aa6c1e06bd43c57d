"""What the words of a date can mean, before it is asked which day that is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from re import Match
from typing import Literal

Unit = Literal["hour", "day", "weekend", "week", "month", "quarter", "year", "decade"]
# What a relative date counts from: the day of publication, the date before it in the text, or the nearer of both.
Frame = Literal["published", "anchor", "near"]
# Which part of a month or year is meant: "early", "mid-", "late", the very start or end, a half, a week of it.
Part = Literal["", "early", "mid", "late", "start", "end", "half1", "half2", "week1", "week2", "week3", "week-1"]

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A date of the calendar, as far as its words go.

    `which` stands before the month ("last August"), `year_word` behind the date ("4 May last year"); `last_day`
    ends a run of days ("4-6 May").  `weekday` counts from 0 for Monday.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    weekday: int | None = None
    which: str = ""
    year_word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """The months from `first` to `last` of a year: a season, a quarter, a half; into the next when last < first.

    `which` stands before a season ("last summer"), `year_word` behind a quarter ("of this year").
    """

    first: int
    last: int
    year: int | None = None
    which: str = ""
    year_word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feast:
    """A day that the calendar names: "last Thanksgiving", "Election Day 2024"; the fields are those of a month."""

    name: str
    year: int | None = None
    which: str = ""
    year_word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A date whose words say everything, or leave open for good which day they mean (None)."""

    edtf: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday:
    """A day of the week: "on Monday", "last Friday", "Tuesday of next week" (`week` 1)."""

    weekday: int
    which: str = ""
    week: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A whole day, week, month or year, counted from its frame: "yesterday", "last week", "that month"."""

    unit: Unit
    offset: int
    frame: Frame
    part: Part = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A point so many units from its frame: "three months ago" (-3), "two days later" (2)."""

    unit: Unit
    count: int
    frame: Frame
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """So many units up to the day of publication, or on from it: "in the past two weeks" (-2)."""

    unit: Unit
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague:
    """Words of time that give no date; `frequency` where they say how often ("every Friday")."""

    frequency: str | None = None


Meaning = Calendar | Months | Feast | Fixed | Weekday | Whole | Shift | Stretch | Vague


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What the words at [start, end) say of a date."""

    start: int
    end: int
    meaning: Meaning


# A pattern in which each blank stands for one gap between words, and what is made of a match (None: no date after all).
Rule = tuple[str, Callable[[str, Match[str]], Written | None]]


def written(match: Match[str], meaning: Meaning) -> Written:
    """The meaning at the place of the whole match."""
    return Written(start=match.start(), end=match.end(), meaning=meaning)
