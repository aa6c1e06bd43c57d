"""Dates written by the calendar: "4 May 2025", "Sept. 19", "August", "2013-2014", "the summer of 2024"."""

from __future__ import annotations

import re
from functools import cache

from transferwatch.readings.by_rule.dates.date_meanings import (
    MONTHS,
    WEEKDAYS,
    Calendar,
    Fixed,
    Months,
    Rule,
    Written,
    written,
)
from transferwatch.readings.by_rule.figures.numbers import noun_follows, spaced
from transferwatch.readings.by_rule.figures.quantities import counts_persons, follows_taking_in

_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third"),
    *("twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth"),
    *("thirtieth", "thirty-first"),
)
# Seasons of the north as months; a winter is named for the year that it begins in.
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
# Month names that are also words or given names.
_DOUBLE_MONTHS = ("march", "april", "may", "june", "august")

_LETTERS = r"[^\W\d_]"
WEEKDAY = rf"(?:{'|'.join(day.capitalize() for day in WEEKDAYS)})"
_WEEKDAY_SHORT = rf"(?:{WEEKDAY}|Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\.?"
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
YEAR = r"(?P<year>(?:1[5-9]|20)[0-9]{2})(?![^\W_])(?![.,:][0-9])(?!-[0-9])"
YEAR_WORDS = "this|last|next|that(?: same)?|the (?:same|following|next|previous|preceding)"
_YEAR_BEHIND = rf"(?:(?:,? |,| of ){YEAR}|,? (?:of )?(?P<year_word>{YEAR_WORDS}) year\b)?"
_TH = r"(?:st|nd|rd|th)\b"
_JOINT = r"(?: ?[-\u2010-\u2015/] ?| to | and | & | or | through |, )"
_WHICH = "last|next|this(?: past| coming)?|that(?: same)?|the (?:following|next|previous|preceding|same)"


def rules() -> dict[str, Rule]:
    """The rules for dates of the calendar, the more telling before the less."""
    number = r"(?P<day>[0-9]{1,2})"
    ordinals = "|".join(word.replace("-", "(?:-| )") for word in sorted(_ORDINALS, key=len, reverse=True))
    days = rf"(?:{number}(?:{_TH})?(?:{_JOINT}(?P<last>[0-9]{{1,2}})(?:{_TH})?){{0,3}}|(?P<word>{ordinals}))"
    no_number = r"(?![0-9])(?!,[0-9]{3}(?![0-9]))(?!\.[0-9])(?!:[0-9])(?! ?%)"
    join = r"(?:(?P<dash> ?[-\u2010-\u2015/] ?| to | through )| and | & | or )"
    fiscal = r"(?:financial|fiscal|academic|school|budget|tax)"
    span = r"(?:1[5-9]|20)[0-9]{2}"
    return {
        "iso": (
            rf"(?P<year>{span})(?P<mark>[-/])(?P<month>[0-9]{{2}})(?P=mark)(?P<day>[0-9]{{2}})(?![0-9A-SU-Z-])",
            _iso,
        ),
        "fiscal": (
            (
                rf"(?:(?:the )?(?:{fiscal} year |FY ?|fiscal )(?P<first>{span})(?:[-/\u2013](?P<last>[0-9]{{2,4}}))?"
                rf"|(?P<first_>{span})(?:[-/\u2013](?P<last_>[0-9]{{2,4}}))?(?: |-){fiscal} year)\b"
            ),
            _fiscal,
        ),
        "iso_month": (r"(?P<year>(?:19|20)[0-9]{2})-(?P<month>0[1-9]|1[0-2])(?![0-9A-Za-z-])", _iso_month),
        "year_range": (
            rf"(?P<first>{span}) ?[-\u2013/] ?(?P<last>[0-9]{{4}}|[0-9]{{2}})(?![0-9A-Za-z-])",
            _year_range,
        ),
        "numeric": (
            (
                r"(?P<first>[0-9]{1,2})(?P<mark>[./-])(?P<second>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4}|[0-9]{2})"
                r"(?![^\W_])(?![./-][0-9])"
            ),
            _numeric,
        ),
        "day_first": (
            (
                rf"(?:(?P<weekday>{_WEEKDAY_SHORT}),? )?(?P<the>the )?{days}(?: of)?(?: |-)(?P<month>{MONTH})(?![^\W_])"
                rf"(?:-(?P<tight>{span})(?![0-9])|{_YEAR_BEHIND})"
            ),
            _day_first,
        ),
        "month_first": (
            (
                rf"(?:(?P<weekday>{_WEEKDAY_SHORT}),? )?(?P<month>{MONTH}) (?:the )?{number}(?P<ordinal>{_TH})?"
                rf"(?:{join}(?P<last>[0-9]{{1,2}})(?:{_TH})?(?![^\W_])){{0,1}}{no_number}(?![^\W_]){_YEAR_BEHIND}"
            ),
            _month_first,
        ),
        "season": (
            (
                rf"(?:(?P<which>{_WHICH}) )?(?:the )?(?P<season>spring|summer|autumn|fall|winter)\b"
                rf"(?:(?: of|,)? {YEAR.replace('(?!-[0-9])', '')}(?:[-/\u2013][0-9]{{2,4}})?)?"
            ),
            _season,
        ),
        "decade": (r"(?:the )?(?P<decade>(?:1[5-9]|20)[0-9])0['’]?s(?![^\W_])", _decade),
        "month": (rf"(?:(?P<which>{_WHICH}) )?(?P<month>{MONTH})(?![^\W_]){_YEAR_BEHIND}", _month),
        "ordinal_day": (rf"the {number}{_TH}", _ordinal_day),
        "year": (rf"(?:the year )?{YEAR}", _year),
    }


def month_number(word: str) -> int:
    """1 to 12 for a month's name or abbreviation."""
    return next(number for number, name in enumerate(MONTHS, start=1) if name.startswith(word.lower()[:3]))


def _iso(text: str, match: re.Match[str]) -> Written | None:
    if _in_longer_sign(text, match.start()):
        return None
    return _full(match, int(match["year"]), int(match["month"]), int(match["day"]))


def _full(match: re.Match[str], year: int, month: int, day: int) -> Written:
    possible = 1 <= month <= 12 and 1 <= day <= 31
    return written(match, Calendar(year=year, month=month, day=day) if possible else Fixed(edtf=None))


def _fiscal(text: str, match: re.Match[str]) -> Written | None:
    del text
    first, last = int(match["first"] or match["first_"]), match["last"] or match["last_"]
    if last is None:
        return written(match, Calendar(year=first))
    return _years(match, first, int(last))


def _years(match: re.Match[str], first: int, last: int) -> Written | None:
    last = last if last > 99 else first - first % 100 + last
    if last < first and first % 100 == 99:
        last += 100  # "1999-00"
    return written(match, Fixed(edtf=f"{first}/{last}")) if first < last <= first + 120 else None


def _iso_month(text: str, match: re.Match[str]) -> Written | None:
    year, month = int(match["year"]), int(match["month"])
    if _in_longer_sign(text, match.start()):
        return None
    if year >= 2000 and month > year % 100:
        return written(match, Fixed(edtf=None))  # "2010-12": December 2010, or the years 2010 to 2012
    return written(match, Calendar(year=year, month=month))


def _year_range(text: str, match: re.Match[str]) -> Written | None:
    return None if _in_longer_sign(text, match.start()) else _years(match, int(match["first"]), int(match["last"]))


def _numeric(text: str, match: re.Match[str]) -> Written | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    short = len(match["year"]) < 4
    if _in_longer_sign(text, match.start()) or (short and match["mark"] != "/") or not (short or 1500 <= year < 2100):
        return None
    year = 2000 + year if short else year
    # Points are the European way, day first; in other figures the day shows itself only above twelve.
    if match["mark"] == "." or first > 12 or first == second:
        return _full(match, year, second, first)
    if second > 12:
        return _full(match, year, first, second)
    return written(match, Fixed(edtf=None))


def _day_first(text: str, match: re.Match[str]) -> Written | None:
    year = _int(match["year"] or match["tight"])
    if match["month"].islower() and not year:
        return None  # "20 may be sent"
    start, last = match.start(), None
    if match["word"]:
        if not match["the"]:
            return None
        day = _ORDINALS.index("-".join(re.split(r"[\s-]+", match["word"].lower()))) + 1
    else:
        day, last = int(match["day"]), _int(match["last"])
        if last is not None and last <= day:
            start, day, last = match.start("last"), last, None  # "room 10, 4 May"
    if not 1 <= day <= 31 or _in_longer_sign(text, start):
        return None
    meaning = Calendar(
        year=year,
        month=month_number(match["month"]),
        day=day,
        last_day=last,
        weekday=_weekday_number(match["weekday"]),
        year_word=_plain(match["year_word"]),
    )
    return Written(start=start, end=match.end(), meaning=meaning)


def _month_first(text: str, match: re.Match[str]) -> Written | None:
    day, year, year_word = int(match["day"]), _int(match["year"]), _plain(match["year_word"])
    if match["month"].islower() and not year:
        return None  # "may 20 people be sent?"
    settled = bool(year or year_word or match["weekday"] or match["ordinal"])
    if not 1 <= day <= 31 or (not settled and _counts_behind_month(text, match)):
        return _bare_month(text, match)
    last, end = _int(match["last"]), match.end()
    counted = last is not None and not year and not match["dash"] and counts_persons(text, match.end("last"))
    if counted or (last is not None and not day < last <= 31):
        last, end = (
            None,
            match.end("ordinal") if match["ordinal"] else match.end("day"),
        )  # "May 4 and 20 people"
    meaning = Calendar(
        year=year,
        month=month_number(match["month"]),
        day=day,
        last_day=last,
        weekday=_weekday_number(match["weekday"]),
        year_word=year_word,
    )
    return Written(start=match.start(), end=end, meaning=meaning)


def _counts_behind_month(text: str, match: re.Match[str]) -> bool:
    """Whether the number behind a month counts something: "In August 25 people were flown out"."""
    end, left = match.end("day"), text[max(0, match.start() - 12) : match.start()]
    if counts_persons(text, end):
        return _day_before_pattern().search(left) is None
    return noun_follows(text, end) and _month_before_pattern().search(left) is not None


def _month(text: str, match: re.Match[str]) -> Written | None:
    year, which, year_word = _int(match["year"]), _plain(match["which"]), _plain(match["year_word"])
    # "Said that May would go": only "in that May" is settled by its "that".
    settled = bool(year or year_word or (which and which != "that"))
    if not _is_month_name(text, match.start("month"), match["month"], settled=settled):
        return None
    month = month_number(match["month"])
    return written(match, Calendar(year=year, month=month, which=which, year_word=year_word))


def _bare_month(text: str, match: re.Match[str]) -> Written | None:
    start, word = match.start("month"), match["month"]
    if not _is_month_name(text, start, word, settled=False):
        return None
    return Written(start=start, end=start + len(word), meaning=Calendar(month=month_number(word)))


def _is_month_name(text: str, at: int, word: str, *, settled: bool) -> bool:
    """Whether a month's name is none of the words and names that look like it."""
    base, end, left = word.rstrip(".").lower(), at + len(word), text[max(0, at - 32) : at]
    if settled:
        return True
    if word.islower() or (word.isupper() and base in ("may", "march", "mar", "jan")):
        return False
    timed = _time_before_pattern().search(left) is not None
    if base not in MONTHS:
        return timed and (word.endswith(".") or base not in ("jan", "mar", "jun", "sep", "apr"))
    if base not in _DOUBLE_MONTHS:
        return True
    if timed:
        return _march_on_pattern().match(text, at) is None
    # "Theresa May said", "June Rodgers", "May I", "the March on Washington"
    if _name_before_pattern().search(left) or _name_after_pattern().match(text, end):
        return False
    if base in ("may", "march"):
        return _qualified_pattern().search(left) is not None and noun_follows(text, end)
    return True


def _season(text: str, match: re.Match[str]) -> Written | None:
    season, which, year = match["season"], _plain(match["which"]), _int(match["year"])
    left = text[max(0, match.start() - 16) : match.start("season")]
    if not (which or year):
        behind = re.match(r"\s+of\b", text[match.end() : match.end() + 6])
        if season != season.lower() or behind or _in_season_pattern().search(left) is None:
            return None
    first, last = _SEASONS[season.lower()]
    return written(match, Months(first=first, last=last, year=year, which=which))


def _decade(text: str, match: re.Match[str]) -> Written | None:
    return None if _in_longer_sign(text, match.start("decade")) else written(match, Fixed(edtf=f"{match['decade']}X"))


def _ordinal_day(text: str, match: re.Match[str]) -> Written | None:
    """A day without its month ("on the 23rd"): of the month that the text is in."""
    left = text[max(0, match.start() - 10) : match.start()]
    if not 1 <= int(match["day"]) <= 31 or noun_follows(text, match.end()) or not _day_before_pattern().search(left):
        return None
    return written(match, Calendar(day=int(match["day"])))


def _year(text: str, match: re.Match[str]) -> Written | None:
    start, end, year = match.start("year"), match.end("year"), int(match["year"])
    left = text[max(0, start - 40) : start]
    if match["year"] != match.group():
        return written(match, Calendar(year=year))
    if _in_longer_sign(text, start) or _no_year_before_pattern().search(left):
        return None
    if _no_year_after_pattern().match(text, end):
        return None
    timed = _time_before_pattern().search(left) is not None
    if counts_persons(text, end) and (not timed or follows_taking_in(left)):
        return None
    if year < 1900 and not (timed or noun_follows(text, end)):
        return None
    return written(match, Calendar(year=year))


def _in_longer_sign(text: str, start: int) -> bool:
    """Whether figures go on to the left of the offset: "/2025", "12-2024", "3.4 May"."""
    before = text[start - 1] if start else " "
    if before in "/=_#@+$£€¥§\\":
        return True
    return before in "-.,:–" and start > 1 and text[start - 2].isdigit()


def _int(figures: str | None) -> int | None:
    return None if figures is None else int(figures)


def _plain(words: str | None) -> str:
    return " ".join((words or "").lower().replace("’", "'").split())


def _weekday_number(word: str | None) -> int | None:
    if word is None:
        return None
    return next(number for number, name in enumerate(WEEKDAYS) if name.startswith(word.lower()[:3]))


@cache
def _time_before_pattern() -> re.Pattern[str]:
    prepositions = (
        "in|since|by|until|till|from|during|throughout|through|before|after|between|around|early|late|mid|pre|post|of|on|circa"
    )
    months = rf"{MONTH},? (?:and|or|to|through) "
    return spaced(rf"(?:(?<![^\W_])(?:{prepositions})(?: (?:early |late |the )?|-)|{months})\Z")


@cache
def _march_on_pattern() -> re.Pattern[str]:
    return spaced(r"March (?:on|for|of|against) [^\W\d_a-z]", re.NOFLAG)


@cache
def _name_before_pattern() -> re.Pattern[str]:
    """A capital word before the month, as in "Theresa May", that does not merely begin a sentence."""
    plain = "The|A|An|In|Since|By|Until|From|During|After|Before|Its|His|Her|Their|This|That|Last|Next|Early|Late|And"
    return spaced(rf"(?<![^\W_])(?!(?:{plain})\b)[^\W\d_a-z]{_LETTERS}*\.? \Z", re.NOFLAG)


@cache
def _name_after_pattern() -> re.Pattern[str]:
    return spaced(
        r"['’]s\b| [^\W\d_a-z][^\W\d_]+| (?:said|told|says|had|has|was|is|would|did|and her|and his)\b",
        re.NOFLAG,
    )


@cache
def _qualified_pattern() -> re.Pattern[str]:
    return spaced(r"(?<![^\W_])(?:a|an|the|its|his|her|their|late|early|mid|each|every|['’]s)(?: |-)\Z")


@cache
def _in_season_pattern() -> re.Pattern[str]:
    return spaced(r"\b(?:in|during|over|by|since|until|before|after|for|late|early|of)(?: the)? \Z")


@cache
def _day_before_pattern() -> re.Pattern[str]:
    return spaced(r"\b(?:on|since|until|till|by|from|of|before|after|between|and|to) \Z")


@cache
def _month_before_pattern() -> re.Pattern[str]:
    return spaced(r"\b(?:in|during|throughout|last|next|this) \Z")


@cache
def _no_year_before_pattern() -> re.Pattern[str]:
    references = (
        r"sections?|articles?|arts?\.|paras?\.?|paragraphs?|nos?\.?|numbers?|resolutions?|flights?|rooms?|pages?|pp?\."
        r"|bills?|orders?|forms?|decrees?|rules?|clauses?|case|cases|docket|laws? no\.?|directive|regulation"
    )
    bounds = (
        r"more than|less than|fewer than|at least|at most|up to|nearly|almost|over|under|some|about|roughly|as many as"
        r"|only|just|approximately|exceeding|maximum of|total of|cap of|another|additional|further|at"
    )
    return spaced(rf"(?:(?<![^\W_])(?:{references}|{bounds}|covid|rs\.?|usd|eur|gbp) |[$£€¥§#№] ?)\Z")


@cache
def _no_year_after_pattern() -> re.Pattern[str]:
    units = (
        r"km|kms|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|feet|kg|tonnes?|tons?|hectares?|acres?|dollars?|pounds?|euros?"
        r"|francs?|rands?|rupees?|shillings?|GMT|UTC|hours|hrs|local time|per ?cent|million|billion|votes?|times"
        r"|square|degrees|days|weeks|months|years|words|beds|seats"
    )
    return spaced(rf" ?%| (?:{units})\b|[.,:][0-9]|/[0-9]|-(?!era\b|style\b|based\b|old\b)[^\W_]")
