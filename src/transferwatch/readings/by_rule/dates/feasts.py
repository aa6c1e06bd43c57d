"""Days that a calendar names and a year places: "Thanksgiving", "Election Day", "Easter Sunday", "Christmas"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from transferwatch.readings.by_rule.dates.date_meanings import Feast, Rule, Written, written
from transferwatch.readings.by_rule.dates.date_setting import Setting

# Feasts on one day of the year, by month and day.
_FIXED = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "independence day": (7, 4),
    "veterans day": (11, 11),
    "armistice day": (11, 11),
    "bastille day": (7, 14),
    "valentine's day": (2, 14),
    "juneteenth": (6, 19),
    "halloween": (10, 31),
}
# The nth weekday (from 0 for Monday) of a month; -1 for the last.
_WEEKDAYS = {
    "thanksgiving": (11, 3, 4),
    "thanksgiving day": (11, 3, 4),
    "labor day": (9, 0, 1),
    "memorial day": (5, 0, -1),
    "presidents day": (2, 0, 3),
    "presidents' day": (2, 0, 3),
    "columbus day": (10, 0, 2),
    "martin luther king day": (1, 0, 3),
    "martin luther king jr. day": (1, 0, 3),
}
# Days from Easter Sunday.
_FROM_EASTER = {
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "easter sunday": 0,
    "easter": 0,
    "easter monday": 1,
    "ascension day": 39,
    "whit monday": 50,
}
# The Tuesday after the first Monday of November (United States Code, title 2, section 7).
_ELECTION = "election day"


def rules() -> dict[str, Rule]:
    """The one rule for feasts."""
    names = sorted({*_FIXED, *_WEEKDAYS, *_FROM_EASTER, _ELECTION}, key=len, reverse=True)
    worded = "|".join(" ".join(word.capitalize() for word in name.split()).replace("'", "['’]") for name in names)
    year = r"(?:,? (?:of )?(?P<year>(?:19|20)[0-9]{2})(?![^\W_])|,? (?P<year_word>this|last|next) year\b)?"
    return {"feast": (rf"(?:(?P<which>last|next|this(?: past| coming)?) )?(?P<feast>{worded})(?![^\W_]){year}", _feast)}


def on_day(meaning: Feast, setting: Setting, year: int | None) -> date | None:
    """The day of the feast: of the year, else the nearest to publication that fits its words and the tense."""
    if year is not None:
        return in_year(meaning.name, year)
    base = setting.published
    if base is None or base.earliest is None or base.latest is None:
        return None
    first, last = base.earliest, base.latest
    days = [in_year(meaning.name, first.year + offset) for offset in (-1, 0, 1)]
    word = meaning.which.rpartition(" ")[2]
    if word in ("last", "past"):
        return max((day for day in days if day < first), default=None)
    if word in ("next", "coming"):
        return min((day for day in days if day > last), default=None)
    fitting = [day for day in days if setting.tense != "future" or day >= first]
    fitting = [day for day in fitting if setting.tense != "past" or day <= last + timedelta(days=1)]
    return min(fitting, key=lambda day: abs((day - first).days), default=None)


def in_year(name: str, year: int) -> date:
    """The day of a feast in a year."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _FROM_EASTER:
        return _easter(year) + timedelta(days=_FROM_EASTER[name])
    if name == _ELECTION:
        return _nth_weekday(year, 11, 0, 1) + timedelta(days=1)
    return _nth_weekday(year, *_WEEKDAYS[name])


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    if nth < 0:
        last = date(year, month + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm; Meeus, Astronomical Algorithms, 1991)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _feast(text: str, match: re.Match[str]) -> Written | None:
    name = _plain(match["feast"])
    if match["feast"][0].islower() or re.match(r" (?:Island|Offensive|Rising|Massacre|Uprising)\b", text[match.end() :][:12]):
        return None
    year = int(match["year"]) if match["year"] else None
    return written(match, Feast(name=name, which=_plain(match["which"]), year=year, year_word=_plain(match["year_word"])))


def _plain(words: str | None) -> str:
    return " ".join((words or "").lower().replace("’", "'").split())
