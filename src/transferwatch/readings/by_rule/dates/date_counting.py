"""Dates that count from another, resolved to EDTF: "on Monday", "last week", "three months ago", "that year"."""

from __future__ import annotations

from datetime import date, timedelta

from transferwatch.dates import EdtfDate, day
from transferwatch.readings.by_rule.dates.date_meanings import Shift, Stretch, Weekday, Whole
from transferwatch.readings.by_rule.dates.date_setting import Setting, add_months, day_of, month_of, quarter_of, year_of


def weekday(meaning: Weekday, setting: Setting) -> str | None:
    """The day of the week that is meant, from the day of publication or the date before it."""
    narrative = meaning.which.startswith(("that", "the "))
    base = setting.anchor if narrative else setting.published
    if base is None:
        return None
    on = day_of(base)
    if on is None:
        # A week is finer than what is known: the month or year of publication is as far as it goes.
        return None if narrative and "/" in base.text else base.text
    if meaning.week is not None:
        monday = on - timedelta(days=on.weekday()) + timedelta(weeks=meaning.week)
        return day(monday + timedelta(days=meaning.weekday))
    back, ahead = (on.weekday() - meaning.weekday) % 7, (meaning.weekday - on.weekday()) % 7
    word = meaning.which.split()[-1] if meaning.which else ""
    if word in ("last", "past", "previous", "preceding"):
        return day(on - timedelta(days=back or 7))
    if word in ("next", "following"):
        return day(on + timedelta(days=ahead or 7))
    if narrative:
        return day(on - timedelta(days=on.weekday()) + timedelta(days=meaning.weekday))
    if setting.tense == "future" or word == "coming":
        return day(on + timedelta(days=ahead))
    return day(on - timedelta(days=back))


def frame(meaning: Whole, setting: Setting) -> EdtfDate | None:
    """What a whole unit is counted from."""
    if meaning.frame == "published":
        return setting.published
    if meaning.frame == "anchor":
        return setting.anchor
    fine: object = year_of(setting.anchor) if meaning.unit == "year" else month_of(setting.anchor)
    if meaning.unit == "quarter":
        fine = quarter_of(setting.anchor)
    return setting.anchor if setting.near and fine is not None else setting.published or setting.anchor


def whole(meaning: Whole, base: EdtfDate, tense: str) -> str | None:
    """The day, week, month or year so many units from the base."""
    unit, offset = meaning.unit, meaning.offset
    on, month, year = day_of(base), month_of(base), year_of(base)
    if unit in ("day", "hour"):
        if on is None:
            # "Yesterday" in what came out in May 2025 is a day of May as far as one knows.
            return base.text if offset == 0 or meaning.frame == "published" else _about(base)
        return day(on + timedelta(days=offset))
    if unit == "week" and on is not None:
        return _week(on, offset)
    if unit == "weekend" and on is not None:
        return _weekend(on, offset, tense)
    if unit == "month" and month is not None:
        shifted = add_months(month, offset)
        return f"{shifted[0]:04}-{shifted[1]:02}"
    if unit == "quarter" and meaning.frame == "anchor" and quarter_of(base) is None:
        return None
    month = quarter_of(base) or month
    if unit == "quarter" and month is not None:
        shifted = add_months((month[0], (month[1] - 1) // 3 * 3 + 1), 3 * offset)
        return f"{shifted[0]:04}-{shifted[1]:02}/{shifted[0]:04}-{shifted[1] + 2:02}"
    if unit == "year" and year is not None:
        return f"{year + offset:04}"
    if unit == "decade" and year is not None:
        return f"{year // 10 + offset:03}X"
    return _about(base)


def _week(on: date, offset: int) -> str:
    """Monday to Sunday (ISO 8601)."""
    monday = on - timedelta(days=on.weekday()) + timedelta(weeks=offset)
    return f"{day(monday)}/{day(monday + timedelta(days=6))}"


def _weekend(on: date, offset: int, tense: str) -> str:
    """Saturday and Sunday: of this week for what is to come, else the last that has begun."""
    saturday = on + timedelta(days=5 - on.weekday())
    begun = saturday <= on
    if offset < 0 or (offset == 0 and tense != "future" and not begun):
        saturday -= timedelta(weeks=1)
    elif offset > 0 and begun:
        saturday += timedelta(weeks=1)
    return f"{day(saturday)}/{day(saturday + timedelta(days=1))}"


def shift(meaning: Shift, base: EdtfDate) -> str | None:
    """The point so many units from the base, as finely as its unit is."""
    mark = "~" if meaning.approximate else ""
    on, month, year = day_of(base), month_of(base), year_of(base)
    if meaning.unit in ("hour", "day", "week"):
        days = meaning.count * {"hour": 0, "day": 1, "week": 7}[meaning.unit]
        if meaning.unit == "hour":
            days = int(meaning.count / 24)
        if on is None:
            return _shift_days(base, days)
        # Writers count weeks by the day only roughly.
        return f"{day(on + timedelta(days=days))}{'~' if meaning.unit == 'week' else mark}"
    if meaning.unit == "month" and month is not None:
        shifted = add_months(month, meaning.count)
        return f"{shifted[0]:04}-{shifted[1]:02}{mark}"
    quarter = quarter_of(base)
    if meaning.unit == "year" and quarter is not None:
        return f"{quarter[0] + meaning.count:04}-{quarter[1]:02}/{quarter[0] + meaning.count:04}-{quarter[1] + 2:02}"
    if meaning.unit == "year" and year is not None:
        return f"{year + meaning.count:04}{mark}"
    if meaning.unit == "decade" and year is not None:
        return f"{year + 10 * meaning.count:04}~"
    return _about(base)


def _shift_days(base: EdtfDate, days: int) -> str | None:
    """An interval of days moves as a whole; a month or year stays, as "about"."""
    if "/" not in base.text or base.earliest is None or base.latest is None:
        return _about(base)
    if (base.latest - base.earliest).days > 31:
        return None
    by = timedelta(days=days)
    return f"{day(base.earliest + by)}/{day(base.latest + by)}"


def stretch(meaning: Stretch, published: EdtfDate) -> str | None:
    """The interval of so many units up to the day of publication, or on from it."""
    on, month, year = day_of(published), month_of(published), year_of(published)
    if meaning.unit in ("hour", "day", "week") and on is not None:
        days = {"hour": int(meaning.count / 24), "day": meaning.count, "week": 7 * meaning.count}[meaning.unit]
        first, last = sorted((on, on + timedelta(days=days)))
        return f"{day(first)}/{day(last)}"
    if meaning.unit in ("month", "quarter") and month is not None:
        months = sorted((month, add_months(month, meaning.count)))
        return "/".join(f"{at[0]:04}-{at[1]:02}" for at in months)
    if meaning.unit in ("year", "decade") and year is not None:
        years = sorted((year, year + meaning.count * (10 if meaning.unit == "decade" else 1)))
        return "/".join(f"{at:04}" for at in years)
    return None


def _about(base: EdtfDate) -> str | None:
    """The base itself, as "about", where it is less fine than the step from it."""
    if "/" in base.text or base.earliest is None:
        return None
    return f"{base.text.rstrip('~?%')}~"
