"""The dates that a text speaks of, resolved to EDTF by the coding manual's rules (Conventions, Dates)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from transferwatch.dates import EdtfDate, parse
from transferwatch.errors import DateFormatError
from transferwatch.readings.by_rule.dates.date_meanings import (
    MONTHS,
    Calendar,
    Feast,
    Fixed,
    Meaning,
    Months,
    Part,
    Shift,
    Stretch,
    Vague,
    Weekday,
    Whole,
    Written,
)
from transferwatch.readings.by_rule.dates.date_patterns import find_written
from transferwatch.readings.by_rule.dates.date_resolution import earlier_of_range, ends, resolve, with_part
from transferwatch.readings.by_rule.dates.date_setting import Setting
from transferwatch.readings.by_rule.dates.datelines import published_from_dateline
from transferwatch.readings.by_rule.figures.numbers import noun_follows, spaced

# The front page of dates: a reader needs both, and nothing of the parts.
__all__ = ["DateMention", "find_dates", "published_from_dateline"]

# "Earlier in the month" counts from a date no farther away than this, in characters.
_NEAR = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date expression at [start, end) of the text.

    `edtf` is None where its words settle no date ("04/05/2025", "in recent days").  `relative`: the words alone do not
    give the date.  `attributive`: it belongs to a noun ("a 2023 law", "Tuesday's ruling"), and dates that, not the
    clause.  `frequency` is the unit of a repetition ("every Friday": week).  The prepositions "until", "by", "before"
    and "after" lie outside of the span and make `edtf` an interval with an open side; "since" and "between" lie inside.
    """

    start: int
    end: int
    text: str
    edtf: str | None
    relative: bool = False
    attributive: bool = False
    frequency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    """A written date with the words around it that shape it."""

    start: int
    end: int
    meaning: Meaning
    part: Part = ""
    about: bool = False
    bound: str = ""
    attributive: bool = False
    instrument: bool = False
    until: _Phrase | None = None  # the other end of a range


def find_dates(text: str, *, published: str | None, tense_at: Callable[[int], str]) -> tuple[DateMention, ...]:
    """The date expressions of the text in its order, without overlap.

    `published` is EDTF of any precision (DateFormatError otherwise); without it, a line of place and date at the head
    of the text stands in.  `tense_at(offset)` says 'past', 'future' or 'unknown' of the clause at the offset.
    """
    of_publication = _publication(text, published)
    phrases = _ranges(text, _share_years(text, [_phrase(text, item) for item in find_written(text)]))
    anchor: EdtfDate | None = None
    anchor_end = 0
    said: tuple[int, EdtfDate] | None = None
    found: list[DateMention] = []
    for phrase in phrases:
        setting = Setting(
            published=of_publication,
            anchor=anchor,
            near=anchor is not None and phrase.start - anchor_end <= _NEAR,
            said_year=said[1] if said is not None and _one_sentence(text, said[0], phrase.start) else None,
            tense=_tense(text, phrase, tense_at),
        )
        edtf = _edtf(phrase, setting)
        if phrase.bound == "since" and edtf is not None and _begins_after(edtf, of_publication):
            # What lasts since a day began before the report, whatever date stands near.
            edtf = _edtf(phrase, replace(setting, anchor=None, near=False, said_year=None))
        found.append(_mention(text, phrase, edtf))
        if edtf is None or phrase.instrument or _compares(phrase.meaning):
            continue
        anchor, anchor_end = _closed(edtf), phrase.end
        if isinstance(phrase.meaning, Calendar) and phrase.meaning.year is not None:
            said = (phrase.end, anchor)
    return tuple(found)


def _tense(text: str, phrase: _Phrase, tense_at: Callable[[int], str]) -> str:
    """The tense of the clause, unless the words at the date say better where it lies."""
    if phrase.bound == "since":
        return "past"
    tense = tense_at(phrase.start)
    if isinstance(phrase.meaning, Calendar) and (phrase.bound == "until" or _ending(text, phrase.start, _due_pattern())):
        return "due" if tense != "future" else tense
    if phrase.attributive and tense == "future" and isinstance(phrase.meaning, (Calendar, Weekday)):
        return "unknown"  # "would get round Wednesday's ruling": the clause looks ahead, and the ruling need not
    return tense


def _begins_after(edtf: str, published: EdtfDate | None) -> bool:
    """Whether a stretch of time begins after the day of publication."""
    begun = parse(edtf.partition("/")[0])
    return bool(published and begun and published.latest and begun.earliest and begun.earliest > published.latest)


def _compares(meaning: Meaning) -> bool:
    """Whether it only measures by the year before ("up from two million a year earlier"): the story does not go there."""
    return isinstance(meaning, Shift) and meaning.unit == "year" and meaning.count == -1


def _publication(text: str, published: str | None) -> EdtfDate | None:
    edtf = published if published is not None else published_from_dateline(text)
    parsed = None if edtf is None else parse(edtf)
    # A day of an unknown year settles nothing.
    return parsed if parsed is not None and (parsed.earliest or parsed.latest) else None


# --- The words around a date


def _phrase(text: str, item: Written) -> _Phrase:
    phrase = _Phrase(start=item.start, end=item.end, meaning=item.meaning)
    if isinstance(item.meaning, Vague):
        return phrase
    if _takes_part(item.meaning):
        phrase = _with_part_before(text, phrase)
    dated = isinstance(item.meaning, Calendar) and item.meaning.day is not None
    about = _ending(text, phrase.start, _about_pattern())
    if about is not None and (dated or phrase.part or about.group("sure")):
        phrase = replace(phrase, start=_offset(phrase.start, about), about=True)
    attributive = _is_attributive(text, phrase, item)
    phrase = replace(phrase, attributive=attributive, instrument=attributive and _is_instrument(text, phrase))
    return phrase if attributive else _with_bound(text, phrase)


def _takes_part(meaning: Meaning) -> bool:
    if isinstance(meaning, Calendar):
        return meaning.day is None
    if isinstance(meaning, Whole):
        return meaning.unit in ("month", "year", "decade") and not meaning.part
    return isinstance(meaning, Fixed) and meaning.edtf is not None and meaning.edtf.endswith("X")


def _with_part_before(text: str, phrase: _Phrase) -> _Phrase:
    match = _ending(text, phrase.start, _part_pattern())
    if match is None:
        return phrase
    name = match.lastgroup or ""
    parts: dict[str, Part] = {
        "early": "early",
        "mid": "mid",
        "late": "late",
        "start": "start",
        "end": "end",
        "half_one": "half1",
        "half_two": "half2",
        "week_one": "week1",
        "week_two": "week2",
        "week_three": "week3",
        "week_last": "week-1",
    }
    return replace(phrase, start=_offset(phrase.start, match), part=parts[name])


def _with_bound(text: str, phrase: _Phrase) -> _Phrase:
    if isinstance(phrase.meaning, Stretch):
        return phrase
    match = _ending(text, phrase.start, _bound_pattern())
    if match is None:
        return phrase
    if match.group("since"):
        return replace(phrase, start=_offset(phrase.start, match), bound="since")
    if match.group("until"):
        return replace(phrase, bound="until")
    if match.group("after"):
        return replace(phrase, bound="after")
    onward = _onward_pattern().match(text, phrase.end)
    return phrase if onward is None else replace(phrase, end=onward.end(), bound="since")


def _is_attributive(text: str, phrase: _Phrase, item: Written) -> bool:
    """Whether the date belongs to the noun behind it, or as a year to the name before it."""
    if re.match(r"['’]s?(?![^\W_])", text[phrase.end : phrase.end + 3]):
        return re.match(r"['’]s", text[phrase.end : phrase.end + 2]) is not None or text[phrase.end - 1] == "s"
    year_alone = isinstance(item.meaning, Calendar) and item.meaning.month is None and item.meaning.day is None
    if year_alone and _named_before_pattern().search(text[max(0, phrase.start - 40) : phrase.start]):
        return True
    hyphened = re.match(r"-[^\W\d_]", text[phrase.end : phrase.end + 2]) is not None
    if not (noun_follows(text, phrase.end) or hyphened):
        return False
    left = text[max(0, phrase.start - 24) : phrase.start]
    if year_alone:
        return hyphened or (left.strip() != "" and _time_before_pattern().search(left) is None)
    if isinstance(item.meaning, Calendar):
        article = text[phrase.start : phrase.start + 4].lower() == "the "
        return article or _determiner_pattern().search(left) is not None
    return isinstance(item.meaning, Weekday) and _determiner_pattern().search(left) is not None


def _is_instrument(text: str, phrase: _Phrase) -> bool:
    """Whether the year names a law or treaty ("the 1951 Refugee Convention"): no story counts its days from that."""
    right = text[phrase.end : phrase.end + 12]
    if re.match(r"\s{1,4}[^\W\d_a-z]", right):
        return True
    return _named_before_pattern().search(text[max(0, phrase.start - 40) : phrase.start]) is not None


def _ending(text: str, at: int, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """The pattern's match in the words that end at the offset."""
    return pattern.search(text[max(0, at - 48) : at])


def _offset(at: int, match: re.Match[str]) -> int:
    return at - (len(match.string) - match.start())


# --- Dates that stand together


def _share_years(text: str, phrases: list[_Phrase]) -> list[_Phrase]:
    """The phrases, a year said once holding for the dates joined with it: "in March and May 2025"."""
    shared = list(phrases)
    for at in range(len(shared) - 2, -1, -1):
        left, right = shared[at].meaning, shared[at + 1].meaning
        if _lacks_year(left) and _has_year(right) and _joined(text, shared[at], shared[at + 1]):
            shared[at] = replace(shared[at], meaning=_borrow(left, right, before=True))
    for at in range(1, len(shared)):
        left, right = shared[at - 1].meaning, shared[at].meaning
        if _has_year(left) and _lacks_year(right) and _joined(text, shared[at - 1], shared[at]):
            shared[at] = replace(shared[at], meaning=_borrow(right, left, before=False))
    return shared


def _lacks_year(meaning: Meaning) -> bool:
    if not isinstance(meaning, Calendar) or meaning.month is None:
        return False
    return meaning.year is None and not meaning.year_word and not meaning.which


def _has_year(meaning: Meaning) -> bool:
    return isinstance(meaning, Calendar) and meaning.month is not None and meaning.year is not None


def _borrow(borrower: Meaning, lender: Meaning, *, before: bool) -> Meaning:
    if not (isinstance(borrower, Calendar) and isinstance(lender, Calendar)):
        return borrower
    month, year = borrower.month or 0, lender.year or 0
    if before:
        return replace(borrower, year=year if month <= (lender.month or 0) else year - 1)
    return replace(borrower, year=year if month >= (lender.month or 0) else year + 1)


def _joined(text: str, left: _Phrase, right: _Phrase) -> bool:
    between = text[left.end : right.start] if right.start - left.end <= 16 else "."
    return _joint_pattern().fullmatch(between) is not None


def _ranges(text: str, phrases: list[_Phrase]) -> list[_Phrase]:
    """The phrases, with the two ends of each range made one."""
    made: list[_Phrase] = []
    for phrase in phrases:
        start = _range_start(text, made[-1], phrase) if made and made[-1].until is None else None
        if start is None:
            made.append(phrase)
        else:
            first = made[-1]
            made[-1] = replace(first, start=start, end=phrase.end, until=phrase, bound="", attributive=phrase.attributive)
    return made


def _range_start(text: str, left: _Phrase, right: _Phrase) -> int | None:
    """Where the range of two dates begins, with its "from" or "between"; None where they make none."""
    if right.start - left.end > 12 or not (_ends_range(left.meaning) and _ends_range(right.meaning)):
        return None
    joint = _range_joint_pattern().fullmatch(text[left.end : right.start])
    if joint is None or left.bound == "since":
        return None
    opening = _ending(text, left.start, _opening_pattern())
    word = "" if opening is None else opening.group("word").lower()
    if joint.group("and"):
        return _offset(left.start, opening) if opening is not None and word == "between" else None
    if opening is not None and word == "from":
        return None if opening.group("moved") else _offset(left.start, opening)
    return left.start if _alike(left.meaning, right.meaning) else None


def _ends_range(meaning: Meaning) -> bool:
    if isinstance(meaning, Fixed):
        return meaning.edtf is not None and "/" not in meaning.edtf
    return isinstance(meaning, (Calendar, Weekday, Whole, Months))


def _alike(left: Meaning, right: Meaning) -> bool:
    if isinstance(left, Calendar) and isinstance(right, Calendar):
        return (left.month is None) == (right.month is None) and (left.day is None) == (right.day is None)
    return isinstance(left, Weekday) and isinstance(right, Weekday)


def _one_sentence(text: str, start: int, end: int) -> bool:
    return end - start <= _NEAR and _sentence_end_pattern().search(text, start, end) is None


# --- From phrase to mention


def _edtf(phrase: _Phrase, setting: Setting) -> str | None:
    if phrase.until is not None:
        return _range_edtf(phrase, phrase.until, setting)
    edtf = _point(phrase, setting)
    if edtf is None or not phrase.bound:
        return edtf
    first, last = ends(edtf)
    # "By the end of 2025" is any time up to its last day: the end adds nothing.
    if phrase.bound == "until":
        if phrase.part == "end":
            last = ends(resolve(phrase.meaning, setting) or last)[1]
        return _checked(f"../{last}")
    if phrase.bound == "since" and phrase.part == "start":
        first = ends(resolve(phrase.meaning, setting) or first)[0]
    return _checked(f"{first if phrase.bound == 'since' else last}/..")


def _point(phrase: _Phrase, setting: Setting) -> str | None:
    edtf = resolve(phrase.meaning, setting)
    if edtf is None:
        return None
    edtf = with_part(edtf, phrase.part)
    if phrase.about and "/" not in edtf and not edtf.endswith("~"):
        edtf += "~"
    return _checked(edtf)


def _range_edtf(first: _Phrase, last: _Phrase, setting: Setting) -> str | None:
    closing = _point(last, setting)
    if closing is None:
        return None
    opening = _point(first, setting)
    made = None if opening is None else _checked(f"{ends(opening)[0]}/{ends(closing)[1]}")
    if made is not None and "XXXX" not in made:
        return made
    moved = replace(first, meaning=earlier_of_range(first.meaning, parse(closing)))
    opening = _point(moved, setting)
    return made if opening is None else _checked(f"{ends(opening)[0]}/{ends(closing)[1]}")


def _checked(edtf: str) -> str | None:
    """The text where it is EDTF; None where the parts make none, such as a range that ends before it begins."""
    if edtf.count("/") > 1 or edtf in ("../..",):
        return None
    try:
        return parse(edtf).text
    except DateFormatError:
        return None


def _closed(edtf: str) -> EdtfDate:
    """What later words count from: of an open interval, the end that is known."""
    first, last = ends(edtf)
    if first == "..":
        return parse(last)
    return parse(first if last == ".." else edtf)


def _mention(text: str, phrase: _Phrase, edtf: str | None) -> DateMention:
    return DateMention(
        start=phrase.start,
        end=phrase.end,
        text=text[phrase.start : phrase.end],
        edtf=edtf,
        relative=_is_relative(phrase.meaning) or (phrase.until is not None and _is_relative(phrase.until.meaning)),
        attributive=phrase.attributive,
        frequency=phrase.meaning.frequency if isinstance(phrase.meaning, Vague) else None,
    )


def _is_relative(meaning: Meaning) -> bool:
    if isinstance(meaning, (Calendar, Months, Feast)):
        return meaning.year is None
    return not isinstance(meaning, Fixed)


@cache
def _part_pattern() -> re.Pattern[str]:
    of = "(?: of| in)(?: the)? "
    parts = {
        "half_one": rf"(?:the )?first half{of}",
        "half_two": rf"(?:the )?(?:second|latter) half{of}",
        "week_one": rf"(?:the )?(?:first|opening) week{of}",
        "week_two": rf"(?:the )?second week{of}",
        "week_three": rf"(?:the )?third week{of}",
        "week_last": rf"(?:the )?(?:last|final) week{of}",
        "start": rf"(?:the )?(?:very )?(?:beginning|start|outset){of}",
        "end": rf"(?:the )?(?:very )?(?:end|close){of}|end-",
        "early": rf"(?:the )?(?:early|first|opening) (?:days|weeks|months|part){of}|early(?: in| on)?(?: the)?(?: |-)",
        "mid": rf"(?:the )?(?:very )?middle{of}|mid(?:way through)?(?:-| |)",
        "late": rf"(?:the )?(?:last|final|latter) (?:days|weeks|months|part){of}|late(?: in| on)?(?: the)?(?: |-)",
    }
    branches = "|".join(rf"(?P<{name}>{source})" for name, source in parts.items())
    return spaced(rf"(?<![^\W_])(?:{branches})\Z")


@cache
def _about_pattern() -> re.Pattern[str]:
    sure = r"around|circa|ca?\.|approximately|roughly|on or (?:about|around)|some ?time (?:in|around)"
    return spaced(rf"(?<![^\W_])(?:(?P<sure>{sure})|about)(?: the)? \Z")


@cache
def _bound_pattern() -> re.Pattern[str]:
    since = r"(?:ever )?since(?: at least| about| around)?|(?:starting|beginning)(?: in| on| from)?"
    until = r"(?:up )?until|till|up to|through(?: to)?|by|no later than|before|ahead of|prior to"
    return spaced(rf"(?<![^\W_])(?:(?P<since>{since})|(?P<until>{until})|(?P<after>after)|from)(?: the)?(?: early| late)? \Z")


@cache
def _due_pattern() -> re.Pattern[str]:
    fixed = "set|scheduled|slated|planned|due|extended|postponed|delayed|deferred|moved|adjourned|fixed|expected|put off"
    due = "effective|payable|due|redeemable|maturing|expiring|expires?|deadline(?: of| is)?|of record(?: on)?|no later than"
    return spaced(rf"(?<![^\W_])(?:{due}|(?:{fixed}) (?:for|to|until|till|on|by))(?: on| by| in)?(?: the)? \Z")


@cache
def _onward_pattern() -> re.Pattern[str]:
    return spaced(r" (?:onwards?|on)(?![^\W_])(?= ?[,.;]|\Z| (?:the|all|no|any|and|it|they|he|she)\b)|,? and (?:after|later)\b")


@cache
def _named_before_pattern() -> re.Pattern[str]:
    """A name before a year that is part of it: "Immigration Act 2016", "the Compact Review Agreement of 2010"."""
    opening = "In|Since|By|Until|Till|From|To|During|Throughout|Before|After|Between|Around|And|Or|The|But|For|Early|Late"
    months = "|".join(month.capitalize() for month in MONTHS)
    plain = rf"(?!(?:{opening}|{months}|Spring|Summer|Autumn|Fall|Winter)\b)"
    return spaced(rf"(?<![^\W_]){plain}[^\W\d_a-z][^\W\d_]+\)?(?: of(?: the year)?)? \Z", re.NOFLAG)


@cache
def _time_before_pattern() -> re.Pattern[str]:
    words = (
        "in|since|of|by|until|till|from|during|throughout|through|before|after|between|around|early|late|mid|and|or|to"
        "|for|on|circa|about|than"
    )
    return spaced(rf"(?:(?<![^\W_])(?:{words})(?: (?:early|late))?(?: |-)|[.;:!?(\"“—–] ?|,)\s{{0,2}}\Z")


@cache
def _determiner_pattern() -> re.Pattern[str]:
    return spaced(r"(?:(?<![^\W_])(?:an?|the|its|their|his|her|our|my|your|another|each|this|that)|['’]s|s['’]) \Z")


@cache
def _joint_pattern() -> re.Pattern[str]:
    words = "and|or|to|until|till|through|&"
    return spaced(rf",? (?:{words}) (?:(?:in|on|by|from) )?(?:the )?|, (?:(?:in|on) )?| ?[-\u2010-\u2015] ?")


@cache
def _range_joint_pattern() -> re.Pattern[str]:
    return spaced(r" (?:to|until|till|through) (?:the )?|(?P<and> and )(?:the )?| ?[-\u2010-\u2015] ?")


@cache
def _opening_pattern() -> re.Pattern[str]:
    moved = r"(?:postponed|moved|pushed(?: back)?|changed|delayed|rescheduled|brought forward|extended|shifted)"
    return spaced(rf"(?<![^\W_])(?:(?P<moved>{moved}) )?(?P<word>between|from)(?: the)? \Z")


@cache
def _sentence_end_pattern() -> re.Pattern[str]:
    return re.compile(r"[.!?][\"'”’)]{0,2}\s+[\"'“‘(]?[^\W\d_a-z]|\n[^\S\n]{0,8}\n")
