"""Dates that count from another: "on Monday", "last week", "three months ago", "the following year"."""

from __future__ import annotations

import re
from functools import cache
from typing import get_args

from transferwatch.readings.by_rule.dates.calendar_words import WEEKDAY
from transferwatch.readings.by_rule.dates.date_meanings import (
    WEEKDAYS,
    Frame,
    Part,
    Rule,
    Shift,
    Stretch,
    Unit,
    Vague,
    Weekday,
    Whole,
    Written,
    written,
)
from transferwatch.readings.by_rule.figures.numbers import small_number, spaced

_COUNT = (
    r"[0-9]{1,3}|an?|several|(?:a )?few|(?:a )?couple of|many"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:(?:-| )(?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen"
)
_SPAN = r"(?:hour|day|night|week|fortnight|month|year|decade)"
_TIME_OF_DAY = r"(?: (?:morning|afternoon|evening|night|lunchtime)\b)?"
_BACKWARD = ("ago", "back", "earlier", "before", "beforehand", "prior", "previously")
_OPENING_PARTS: tuple[tuple[str, Part], ...] = (
    ("start", "start"),
    ("beginning", "start"),
    ("middle", "mid"),
    ("end", "end"),
    ("close", "end"),
)


def rules() -> dict[str, Rule]:
    """The rules for dates that count from another, the more telling before the less."""
    about = r"(?:(?P<about>about|around|almost|nearly|some|roughly|more than|less than|over|under|at least) )?"
    sides = r"ago|earlier|later|beforehand|before|afterwards?|after|prior|previously|from now|hence|back"
    near = r"this(?: same| very| past| coming)?|that(?: same| very)?"
    told = r"the (?:very )?(?:same|following|next|previous|preceding|prior|subsequent|coming)(?: very)?"
    return {
        "deictic": (
            (
                r"the day before yesterday|the day after tomorrow|tonight|last (?:night|evening)"
                rf"|(?:(?:earlier|later|late|early) )?(?:today|yesterday|tomorrow)\b{_TIME_OF_DAY}"
                r"|(?:(?:earlier|later) )?this (?:morning|afternoon|evening)\b"
            ),
            _deictic,
        ),
        "frequency": (
            (
                rf"(?:every|each) (?:other |single |second )?(?P<unit>day|night|morning|weekend|week|month|quarter|year"
                rf"|{WEEKDAY})\b"
            ),
            _frequency,
        ),
        "weekday": (
            (
                rf"(?:(?P<week_before>last|next|this) week,? on )?(?:(?P<which>last|next|this(?: past| coming)?|that"
                rf"|the (?:following|next|previous|preceding|same)) )?(?P<weekday>{WEEKDAY})(?P<plural>s)?(?![^\W_])"
                rf"(?:,? (?:of |in )?(?P<week>last|next|this) week\b)?{_TIME_OF_DAY}"
            ),
            _weekday,
        ),
        "near": (
            (
                r"(?:earlier|later|early|late)(?: on)? in the (?P<unit>day|week|month|year)(?![^\W_])"
                r"|the (?P<part>end|start|beginning|close|middle) of the (?P<of>week|month|year)\b"
                r"|(?P<year_end>year(?:-| )end)"
            ),
            _near,
        ),
        "neighbour": (
            (
                r"the (?P<unit>day|night|week|weekend|month|year) (?P<side>before|after|prior|earlier|later)"
                r"(?P<last> last)?"
                r"(?![^\W_])"
            ),
            _neighbour,
        ),
        "whole": (
            (
                rf"(?:(?:earlier|later) )?(?P<which>{near}|{told}|last|next) (?P<unit>day|night|morning|afternoon"
                r"|evening|weekend|week|month|quarter|year|decade)(?![^\W_])(?! (?:of|old)\b)"
            ),
            _whole,
        ),
        "weekend": (r"the weekend\b", _weekend),
        "in_time": (rf"in (?:{about})(?P<count>{_COUNT}) (?P<unit>{_SPAN})s?['’]? time\b", _in_time),
        "stretch": (
            (
                rf"(?:(?:the|these) )?(?P<way>past|last|coming|next|recent) (?:(?P<count>{_COUNT}) )?"
                rf"(?P<unit>{_SPAN})(?P<plural>s)?(?![^\W_])(?! of\b)"
            ),
            _stretch,
        ),
        "shift": (
            rf"{about}(?:(?P<count>{_COUNT}) )?(?P<unit>{_SPAN})(?P<plural>s)? (?P<side>{sides})(?![^\W_])",
            _shift,
        ),
    }


def _deictic(text: str, match: re.Match[str]) -> Written | None:
    words = _plain(match.group())
    # "USA Today", "Russia Today" are newspapers and channels.
    if match.group().startswith("T") and _capital_before_pattern().search(text[max(0, match.start() - 12) : match.start()]):
        return None
    if "before yesterday" in words:
        offset = -2
    elif "after tomorrow" in words:
        offset = 2
    elif "yesterday" in words or words.startswith("last"):
        offset = -1
    else:
        offset = 1 if "tomorrow" in words else 0
    return written(match, Whole(unit="day", offset=offset, frame="published"))


def _frequency(text: str, match: re.Match[str]) -> Written | None:
    del text
    word = match["unit"].lower()
    return written(match, Vague(frequency="week" if word in WEEKDAYS else _unit(word)))


def _weekday(text: str, match: re.Match[str]) -> Written | None:
    weekday, which = match["weekday"], _plain(match["which"])
    left = text[max(0, match.start() - 16) : match.start()]
    if weekday.islower() or _newspaper_pattern().match(text, match.end("weekday")):
        return None
    if _named_day_pattern().search(left):
        return None
    if match["plural"] and not which:
        return written(match, Vague(frequency="week"))
    if match["plural"] or _any_pattern().search(left):
        return written(match, Vague())
    week = _plain(match["week"] or match["week_before"])
    meaning = Weekday(
        weekday=WEEKDAYS.index(weekday.lower()),
        which=which,
        week={"last": -1, "this": 0, "next": 1}.get(week),
    )
    return written(match, meaning)


def _near(text: str, match: re.Match[str]) -> Written | None:
    """A part of the month or year of the date before, or of publication: "earlier in the month"."""
    del text
    if match["year_end"]:
        return written(match, Whole(unit="year", offset=0, frame="near", part="end"))
    unit = _unit(match["unit"] or match["of"])
    word = (match["part"] or "").lower()
    part = next((part for opening, part in _OPENING_PARTS if opening == word), None)
    return written(match, Whole(unit=unit, offset=0, frame="near", part=part or ""))


def _neighbour(text: str, match: re.Match[str]) -> Written | None:
    """One unit from the date before ("the year after"), or two from publication ("the week before last")."""
    unit, side = _unit(match["unit"]), match["side"].lower()
    if match["last"]:
        return written(match, Whole(unit=unit, offset=-2, frame="published")) if side == "before" else None
    if side in ("before", "after") and not ends_clause(text, match.end()):
        return written(match, Vague())  # "the day before the ruling"
    return written(match, Whole(unit=unit, offset=1 if side in ("after", "later") else -1, frame="anchor"))


def _whole(text: str, match: re.Match[str]) -> Written | None:
    del text
    which, word = _plain(match["which"]), match["unit"].lower()
    unit = _unit(word)
    of_day = unit == "day"
    frame: Frame = "published"
    if which in ("last", "this", "this same", "this very", "this past", "this coming") and of_day:
        return None  # "his last day"; "last night" and "this morning" have a rule of their own
    if which in ("last", "this past"):
        offset = -1
    elif which in ("next", "this coming", "the coming"):
        offset, frame = 1, "anchor" if of_day else "published"
    elif which.startswith("this"):
        offset = 0
    else:
        frame = "anchor"
        offset = 0 if which.startswith("that") or "same" in which else 1
        offset = -1 if re.search("previous|preceding|prior", which) else offset
    return written(match, Whole(unit=unit, offset=offset, frame=frame))


def _weekend(text: str, match: re.Match[str]) -> Written | None:
    del text
    return written(match, Whole(unit="weekend", offset=0, frame="published"))


def _in_time(text: str, match: re.Match[str]) -> Written | None:
    """So much ahead of publication: "in two weeks' time"."""
    del text
    count = _count(match)
    if count is None:
        return written(match, Vague())
    return written(match, Shift(unit=_unit(match["unit"]), count=count, frame="published"))


def _stretch(text: str, match: re.Match[str]) -> Written | None:
    """A stretch such as "the past two weeks"; one without a number ("recent days") has no end to name."""
    del text
    way, plural = match["way"].lower(), bool(match["plural"])
    if match["count"] is None and not plural:
        if way == "recent" or match["unit"].lower() == "day" or not match.group().lower().startswith("the"):
            return None
        count: int | None = 1
    else:
        count = None if match["count"] is None or way == "recent" else _count(match)
    if count is None:
        return written(match, Vague())
    return written(match, Stretch(unit=_unit(match["unit"]), count=-count if way in ("past", "last") else count))


def _shift(text: str, match: re.Match[str]) -> Written | None:
    side = _plain(match["side"])
    if match["count"] is None and not match["plural"]:
        return None
    count = None if match["count"] is None else _count(match)
    if count is None or (side in ("before", "after") and not ends_clause(text, match.end())):
        return written(match, Vague())  # "days later", "a day after the ruling"
    frame: Frame = "published" if side in ("ago", "back", "from now", "hence") else "anchor"
    meaning = Shift(
        unit=_unit(match["unit"]),
        count=-count if side in _BACKWARD else count,
        frame=frame,
        approximate=bool(match["about"]) or "couple" in match["count"].lower(),
    )
    return written(match, meaning)


def ends_clause(text: str, end: int) -> bool:
    """Whether nothing hangs on the word that ends at the offset: "the day before." but not "the day before he"."""
    return _clause_end_pattern().match(text, end) is not None


def _count(match: re.Match[str]) -> int | None:
    """How many units the words say; None for "several", "a few" and the like."""
    words = _plain(match["count"])
    number = 2 if "couple" in words else small_number(words)
    doubled = match["unit"].lower() == "fortnight"
    return None if number is None else number * (2 if doubled else 1)


def _unit(word: str) -> Unit:
    plain = word.lower().removesuffix("s")
    if plain in ("night", "morning", "afternoon", "evening"):
        return "day"
    if plain == "fortnight":
        return "week"
    return next(unit for unit in get_args(Unit) if unit == plain)


def _plain(words: str | None) -> str:
    return " ".join((words or "").lower().replace("’", "'").split())


@cache
def _clause_end_pattern() -> re.Pattern[str]:
    words = "and|but|or|in|at|when|as|while|because|though|although|was|were|had|is|has|by|with|from|to|on"
    return spaced(rf"\s{{0,4}}(?:[.,;:!?)\]\"”’–—-]|\Z)| (?:{words})\b")


@cache
def _capital_before_pattern() -> re.Pattern[str]:
    return spaced(r"[^\W\d_a-z][^\W\d_]+ \Z", re.NOFLAG)


@cache
def _newspaper_pattern() -> re.Pattern[str]:
    titles = (
        "Times|Telegraph|Express|Mail|Mirror|Monitor|Vision|Nation|Standard|Independent|Post|World|Herald|Star|Tribune"
        "|Sun|People|Mercury|Observer|Business Post|Guardian|Age|Territorian|Tasmanian|School|Service|Prayers?"
    )
    return spaced(rf" (?:{titles})\b", re.NOFLAG)


@cache
def _named_day_pattern() -> re.Pattern[str]:
    return spaced(
        r"\b(?:Good|Black|Ash|Bloody|Palm|Easter|Super|Cyber|Giving|Shrove|Whit|Maundy|Mail on|Independent on"
        r"|Scotland on) \Z",
        re.NOFLAG,
    )


@cache
def _any_pattern() -> re.Pattern[str]:
    return spaced(r"\b(?:one|any|some|most|another) \Z")
