"""When a text says of itself that it was published: the line of place and date at its head."""

from __future__ import annotations

import re
from functools import cache

from transferwatch.readings.by_rule.dates.date_meanings import Calendar
from transferwatch.readings.by_rule.dates.date_patterns import find_written
from transferwatch.readings.by_rule.dates.date_resolution import resolve
from transferwatch.readings.by_rule.dates.date_setting import Setting
from transferwatch.readings.by_rule.figures.numbers import spaced

# A dateline stands within so many characters and lines; headline, section and author may stand above it.
_HEAD = 600
_LINES = 8


def published_from_dateline(text: str) -> str | None:
    """The EDTF text of a line of place and date at the head of the text, or None; `XXXX` for a year not given."""
    for line in text[:_HEAD].splitlines(keepends=True)[:_LINES]:
        found = _dateline(line)
        if found is not None:
            return found
    return None


def _dateline(line: str) -> str | None:
    item = next((item for item in find_written(line[:200]) if isinstance(item.meaning, Calendar)), None)
    if item is None or not isinstance(item.meaning, Calendar) or item.meaning.month is None:
        return None
    if item.meaning.year is None and item.meaning.day is None:
        return None
    if not _dateline_before_pattern().fullmatch(line[: item.start]) or item.meaning.year_word or item.meaning.which:
        return None
    if not _dateline_after_pattern().match(line, item.end):
        return None
    return resolve(item.meaning, Setting(published=None, anchor=None, near=False, said_year=None, tense="unknown"))


@cache
def _dateline_before_pattern() -> re.Pattern[str]:
    """What may stand before the date of a dateline: nothing, a label, a place in capital words."""
    label = r"(?:(?i:published|posted|date|dated|updated|issued|released|last updated)(?: on| at)?:? )"
    no_place = r"(?!(?:On|In|Since|By|Until|From|During|After|Before|The|A|An|Last|Next|As|At|For)\b)"
    place = rf"{no_place}[^\W\d_a-z][\w.'’-]{{1,20}}(?: [^\W\d_a-z][\w.'’-]{{1,20}}){{0,3}}"
    agency = r"(?:\([^\W\d_]\w{1,20}(?: \w{1,20}){0,3}\) ?[-\u2010-\u2015]? ?)"
    return spaced(
        rf"\W{{0,3}}{label}?(?:{place}(?:, ?{place}){{0,2}}[,:]? ?[-\u2010-\u2015(|/]? ?{agency}?)?",
        re.NOFLAG,
    )


@cache
def _dateline_after_pattern() -> re.Pattern[str]:
    return re.compile(r"\)?\s{0,3}(?:[.:;|)\u2010-\u2015-]|\([^\W\d_]|,?\s*\Z|,?\s(?:at\s)?[0-9]{1,2}[:.][0-9]{2})")
