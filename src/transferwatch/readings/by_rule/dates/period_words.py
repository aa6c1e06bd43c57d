"""Periods of a year: "the third quarter", "this year's first half", "Q2 2025", "the year-earlier quarter"."""

from __future__ import annotations

import re

from transferwatch.readings.by_rule.dates.calendar_words import YEAR, YEAR_WORDS
from transferwatch.readings.by_rule.dates.date_meanings import Months, Rule, Shift, Whole, Written, written

_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}


def rules() -> dict[str, Rule]:
    """The rules for quarters and halves, the more telling before the less."""
    nth = "|".join(_NTH)
    before = r"(?:(?P<year_before>(?:1[5-9]|20)[0-9]{2}|(?:this|last|next) year['’]s) )?"
    return {
        "quarter": (
            (
                rf"(?:(?:the )?(?P<nth>{nth}|final|last) (?P<span>quarter|half)(?: of)?|Q(?P<q>[1-4])(?: of)?) "
                rf"(?:{YEAR}|(?P<year_word>{YEAR_WORDS}|the) year\b)"
            ),
            _quarter,
        ),
        "bare_quarter": (
            (
                rf"(?:the )?{before}(?:(?:fiscal|financial)(?: |-))?(?P<nth>{nth})(?: |-)(?:fiscal )?(?P<span>quarter)"
                r"(?![^\W_])(?! of (?!(?:the|this|last|next) year))|Q(?P<q>[1-4])(?![^\W_])"
            ),
            _quarter,
        ),
        "other_quarter": (
            (
                r"(?:the )?(?:year(?:-| )(?:ago|earlier) (?:quarter|period)|(?:same|corresponding|comparable)"
                r" (?:quarter|period) (?:last year|a year (?:ago|earlier)|of (?:last|the previous) year))(?![^\W_])"
            ),
            _other_quarter,
        ),
        "year_ago": (r"year-(?:ago|earlier)(?![^\W_])", _other_quarter),
        "latest_quarter": (r"the (?:latest|most recent|current) (?P<unit>quarter|year)(?![^\W_])", _latest),
        "said_quarter": (r"(?:in|for|during|throughout) (?P<the>the quarter)(?![^\W_])(?! of\b)", _said),
    }


def _quarter(text: str, match: re.Match[str]) -> Written | None:
    del text
    parts = match.groupdict()
    half = (parts["span"] or "").lower() == "half"
    count, length = (2, 6) if half else (4, 3)
    nth = int(parts["q"]) if parts["q"] else _NTH.get((parts["nth"] or "").lower(), count)
    if nth > count:
        return None
    first = (nth - 1) * length + 1
    before = (parts.get("year_before") or "").lower()
    year = parts.get("year") or (before if before.isdigit() else None)
    word = " ".join((parts.get("year_word") or "").lower().split()) or ("" if year else before.partition(" ")[0])
    return written(match, Months(first=first, last=first + length - 1, year=int(year) if year else None, year_word=word))


def _other_quarter(text: str, match: re.Match[str]) -> Written | None:
    """The like period of the year before that of the date before it."""
    del text
    return written(match, Shift(unit="year", count=-1, frame="anchor"))


def _latest(text: str, match: re.Match[str]) -> Written | None:
    del text
    quarter = match["unit"].lower() == "quarter"
    meaning = Whole(unit="quarter", offset=0, frame="near") if quarter else Whole(unit="year", offset=0, frame="published")
    return written(match, meaning)


def _said(text: str, match: re.Match[str]) -> Written | None:
    del text
    return Written(start=match.start("the"), end=match.end(), meaning=Whole(unit="quarter", offset=0, frame="anchor"))
