"""From what the words of a date mean to EDTF, against the day of publication and the date before it in the text.

Where several days remain possible the coarser text stands (the month of publication for "on Tuesday"), or `XXXX` for a
year that nothing settles, or None: no day is guessed.
"""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

from transferwatch.dates import EdtfDate, day, parse
from transferwatch.errors import DateFormatError
from transferwatch.readings.by_rule.dates.date_counting import frame, shift, stretch, weekday, whole
from transferwatch.readings.by_rule.dates.date_meanings import (
    Calendar,
    Feast,
    Fixed,
    Meaning,
    Months,
    Part,
    Shift,
    Stretch,
    Weekday,
    Whole,
)
from transferwatch.readings.by_rule.dates.date_setting import Setting, add_months, day_of, month_of, quarter_of, year_of
from transferwatch.readings.by_rule.dates.feasts import on_day

# Clocks differ: what happened "on 5 May" somewhere may be published on 4 May elsewhere.
_CLOCK_SLACK = timedelta(days=1)
# Two years are equally near when their distances differ by less than two months.
_EQUALLY_NEAR = 62
_LATELY = 60
_MONTH_PARTS: dict[Part, tuple[int, int]] = {
    "early": (1, 10),
    "mid": (11, 20),
    "late": (21, 31),
    "half1": (1, 15),
    "half2": (16, 31),
    "week1": (1, 7),
    "week2": (8, 14),
    "week3": (15, 21),
    "week-1": (-6, 31),
}
_YEAR_PARTS: dict[Part, tuple[int, int]] = {
    "early": (1, 4),
    "mid": (5, 8),
    "late": (9, 12),
    "half1": (1, 6),
    "half2": (7, 12),
}
_DECADE_PARTS: dict[Part, tuple[int, int]] = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}


def resolve(meaning: Meaning, setting: Setting) -> str | None:
    """The EDTF text of a meaning in its setting, or None where it names no date."""
    try:
        text = _resolve(meaning, setting)
        return None if text is None else parse(text).text
    except (DateFormatError, ValueError, OverflowError):
        return None  # 31 February, or a year outside the calendar


def with_part(text: str, part: Part) -> str:
    """The part of the month, year or decade that the EDTF text names; any other text as it was."""
    plain = text.rstrip("~")
    if "/" in plain or not part:
        return text
    year, *rest = plain.split("-")
    if len(rest) == 1:
        return _part_of_month(year, int(rest[0]), part)
    if rest or year.endswith("XX"):
        return text
    if year.endswith("X"):
        first, last = _DECADE_PARTS.get(part, (0, 9))
        return text if part not in _DECADE_PARTS else f"{year[:3]}{first}/{year[:3]}{last}"
    if part in _YEAR_PARTS:
        first, last = _YEAR_PARTS[part]
        return f"{year}-{first:02}/{year}-{last:02}"
    if part in ("start", "end"):
        return f"{year}-{1 if part == 'start' else 12:02}~"
    return _part_of_month(year, 12 if part == "week-1" else 1, part)


def ends(text: str) -> tuple[str, str]:
    """The two sides of an interval; a single date is both."""
    first, slash, last = text.partition("/")
    return (first, last) if slash else (text, text)


def earlier_of_range(meaning: Meaning, last: EdtfDate) -> Meaning:
    """What begins a range that ends on `last`, where its own words settle no year or week: the nearest before."""
    if last.latest is None:
        return meaning
    if isinstance(meaning, Calendar) and meaning.month and not (meaning.year or meaning.year_word or meaning.which):
        first = date(last.latest.year, meaning.month, 1)
        return replace(meaning, year=last.latest.year if first <= last.latest else last.latest.year - 1)
    if isinstance(meaning, Weekday) and last.earliest == last.latest:
        back = (last.latest.weekday() - meaning.weekday) % 7
        return Fixed(edtf=day(last.latest - timedelta(days=back)))
    return meaning


def _part_of_month(year: str, month: int, part: Part) -> str:
    length = calendar.monthrange(int(year), month)[1] if year.isdigit() else calendar.monthrange(2001, month)[1]
    if part in ("start", "end"):
        return f"{year}-{month:02}-{1 if part == 'start' else length:02}~"
    first, last = _MONTH_PARTS[part]
    first = first if first > 0 else length + first
    return f"{year}-{month:02}-{first:02}/{year}-{month:02}-{min(last, length):02}"


def _resolve(meaning: Meaning, setting: Setting) -> str | None:
    if isinstance(meaning, Fixed):
        return meaning.edtf
    if isinstance(meaning, Calendar):
        return _calendar(meaning, setting)
    if isinstance(meaning, Months):
        return _months(meaning, setting)
    if isinstance(meaning, Feast):
        year = _worded_year(meaning.year_word, setting) if meaning.year_word else meaning.year
        on = on_day(meaning, setting, year)
        return None if on is None else day(on)
    if isinstance(meaning, Weekday):
        return weekday(meaning, setting)
    if isinstance(meaning, Whole):
        base = frame(meaning, setting)
        text = None if base is None else whole(meaning, base, setting.tense)
        return None if text is None else with_part(text, meaning.part)
    if isinstance(meaning, Shift):
        base = setting.published if meaning.frame == "published" else setting.anchor
        if meaning.unit == "year" and setting.near and quarter_of(setting.anchor):
            base = setting.anchor  # "in the third quarter ..., up from two million a year ago"
        return None if base is None else shift(meaning, base)
    if isinstance(meaning, Stretch):
        return None if setting.published is None else stretch(meaning, setting.published)
    return None


# --- The calendar


def _calendar(meaning: Calendar, setting: Setting) -> str | None:
    if meaning.month is None and meaning.day is not None:
        return _day_alone(meaning.day, setting)
    year: int | None
    if meaning.year is not None:
        year = meaning.year
    elif meaning.year_word:
        year = _worded_year(meaning.year_word, setting)
    elif meaning.month is None:
        return None
    elif meaning.which and meaning.day is None:
        year = _worded_month(meaning.which, meaning.month, setting)
    else:
        year = _near_year(meaning, setting)
    return _calendar_text(year, meaning)


def _calendar_text(year: int | None, meaning: Calendar) -> str | None:
    if meaning.month is None:
        return None if year is None else f"{year:04}"
    text = f"{'XXXX' if year is None else f'{year:04}'}-{meaning.month:02}"
    if meaning.day is None:
        return text
    if meaning.last_day is None:
        return f"{text}-{meaning.day:02}"
    return f"{text}-{meaning.day:02}/{text}-{meaning.last_day:02}"


def _day_alone(number: int, setting: Setting) -> str | None:
    """A day alone: of the month of the date before it, or of the nearest month that fits the tense."""
    month = month_of(setting.anchor) if setting.anchor is not None and setting.near else None
    if month is None and setting.published is not None:
        month = month_of(setting.published)
        on = day_of(setting.published)
        if month is not None and on is not None and setting.tense != "future" and number > on.day + 1:
            month = add_months(month, -1)
        elif month is not None and on is not None and setting.tense == "future" and number < on.day:
            month = add_months(month, 1)
    return None if month is None else f"{month[0]:04}-{month[1]:02}-{number:02}"


def _worded_year(word: str, setting: Setting) -> int | None:
    """The year of "last year" and its like behind a date; "that year" and its like count from the date before."""
    offset = _offset(word)
    base = setting.published if word in ("this", "last", "next", "the") else setting.anchor
    year = year_of(base)
    return None if year is None else year + offset


def _offset(word: str) -> int:
    last = word.rpartition(" ")[2]
    if last in ("last", "previous", "preceding", "past", "prior"):
        return -1
    return 1 if last in ("next", "following", "coming", "subsequent") else 0


def _worded_month(word: str, month: int, setting: Setting) -> int | None:
    """The year of "last August", "next March", "this May"; "that May" and its like count from the date before."""
    from_published = word.startswith(("last", "next", "this"))
    base = setting.published if from_published else setting.anchor
    at = month_of(base)
    year = year_of(base)
    offset = _offset(word)
    if at is None:
        return year if year is not None and offset == 0 else None
    if offset < 0:
        return at[0] if month < at[1] else at[0] - 1
    if offset > 0:
        return at[0] if month > at[1] else at[0] + 1
    return at[0]


def _near_year(meaning: Calendar, setting: Setting) -> int | None:
    """The year of a day or month without one: the nearest that fits the tense, None where nothing settles it."""
    base = setting.published
    if base is None:
        base = setting.anchor
        # What stands before in the text settles a year only as finely as it is dated itself.
        if base is None or month_of(base) is None:
            return None
    if base.earliest is None or base.latest is None:
        return None
    chosen = _nearest(meaning, base, setting.tense if setting.published else "unknown")
    said = setting.said_year
    if said is None or said.earliest is None or setting.tense == "future":
        return chosen
    if chosen is not None and _distance(_candidate(meaning, chosen), base) <= _LATELY:
        return chosen
    if month_of(said) is None:
        # "In 2022 ... in July": of that year or of this one?
        return chosen if chosen == said.earliest.year else None
    following = said.earliest.year
    return following if meaning.month is None or meaning.month >= said.earliest.month else following + 1


def _nearest(meaning: Calendar, base: EdtfDate, tense: str) -> int | None:
    if base.earliest is None or base.latest is None:
        return None
    ranked: list[tuple[int, int, bool]] = []
    for year in range(base.earliest.year - 1, base.latest.year + 2):
        candidate = _candidate(meaning, year)
        if candidate is None:
            continue
        fits = (
            (tense in ("past", "due") and candidate[0] <= base.latest + _CLOCK_SLACK)
            or (tense == "future" and candidate[1] >= base.earliest)
            or tense not in ("past", "due", "future")
        )
        ranked.append((_distance(candidate, base), year, fits))
    on_weekday = [entry for entry in ranked if _falls_on(meaning, entry[1])]
    ranked = sorted(on_weekday or ranked)
    fitting = [entry for entry in ranked if entry[2]]
    if not fitting:
        return None
    best = fitting[0]
    if tense == "future" and best[0] > 300 and ranked[0][0] <= 31:
        return ranked[0][1]  # "would be sent on 20 June", told on 24 June
    if tense == "due" and best[0] > 270 and ranked[0][0] <= _LATELY:
        return ranked[0][1]  # "extended to Jan. 14", told on 6 January
    if len(fitting) > 1 and tense not in ("past", "due", "future") and fitting[1][0] - best[0] < _EQUALLY_NEAR:
        return None
    return best[1]


def _candidate(meaning: Calendar, year: int) -> tuple[date, date] | None:
    if meaning.month is None or not 1 <= year <= 9999:
        return None
    length = calendar.monthrange(year, meaning.month)[1]
    if meaning.day is None:
        return date(year, meaning.month, 1), date(year, meaning.month, length)
    if meaning.day > length:
        return None
    on = date(year, meaning.month, meaning.day)
    return on, on


def _falls_on(meaning: Calendar, year: int) -> bool:
    candidate = _candidate(meaning, year)
    return meaning.weekday is not None and candidate is not None and candidate[0].weekday() == meaning.weekday


def _distance(candidate: tuple[date, date] | None, base: EdtfDate) -> int:
    """The days between two intervals, 0 where they touch."""
    if candidate is None or base.earliest is None or base.latest is None:
        return 0
    return max(0, (candidate[0] - base.latest).days, (base.earliest - candidate[1]).days)


def _months(meaning: Months, setting: Setting) -> str | None:
    year = meaning.year
    if year is None and meaning.year_word:
        year = _worded_year(meaning.year_word, setting)
    elif year is None:
        year = _season_year(meaning, setting)
    if year is None:
        return None
    last_year = year if meaning.first <= meaning.last else year + 1
    return f"{year:04}-{meaning.first:02}/{last_year:04}-{meaning.last:02}"


def _season_year(meaning: Months, setting: Setting) -> int | None:
    opening = Calendar(month=meaning.first)
    base = setting.anchor if meaning.which.startswith(("that", "the")) else setting.published
    if base is None or base.earliest is None or base.latest is None:
        return None
    offset = _offset(meaning.which) if meaning.which else None
    if offset is None:
        return _nearest(opening, base, setting.tense)
    if offset == 0:
        return year_of(base)
    years = range(base.earliest.year - 2, base.latest.year + 3)
    wraps = meaning.last < meaning.first
    closing = {year: _candidate(Calendar(month=meaning.last), year + wraps) for year in years}
    if offset < 0:
        over = [year for year, months in closing.items() if months is not None and months[1] < base.earliest]
        return max(over, default=None)
    starts = {year: _candidate(opening, year) for year in years}
    return min((year for year, months in starts.items() if months and months[0] > base.latest), default=None)
