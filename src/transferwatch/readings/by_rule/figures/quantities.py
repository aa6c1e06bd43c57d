"""Numbers in the text that may count persons, with their bounds (coding manual, Quantities).

What is surely something else is left out here: dates, times, ages, money, shares, references, votes,
distances and lengths of time.  Whether a number that stays counts people, flights or countries is for the
sentence's parse to say.  Words without a number ("several", "some", "a group") are no quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from transferwatch.readings.by_rule.figures.numbers import (
    Numeral,
    bound_after,
    bound_before,
    find_numerals,
    is_range,
    noun_follows,
    range_start,
    spaced,
)
from transferwatch.readings.reading import Bound, Period

# Heads that a count of persons can have.  They decide only where the figures alone could be a year or a day.
PERSONS = (
    "people|persons?|individuals|men|women|children|minors|boys|girls|adults|youths|migrants|refugees|deportees"
    "|detainees|prisoners|inmates|asylum|nationals|citizens|foreigners|immigrants|claimants|applicants|evacuees"
    "|families|returnees|volunteers|passengers|others|removals|deportations|arrivals|transfers|relocations|places"
    "|workers|students|victims|members|[A-Z][a-z]+(?:ans|ese|is|eans|ians)"
)
_CURRENCIES = (
    "dollars?|pounds?|euros?|francs?|shillings?|rands?|naira|cedis?|rupees?|yuan|yen|shekels?|pesos?|kron(?:a|or|er)"
    "|kina|kwacha|emalangeni|lilangeni|colones|lempiras|quetzales|cents?|pence"
)
_UNITS = (
    "seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|fortnights?|months?|quarters|years?|decades?"
    "|centur(?:y|ies)|generations?|times?|terms?|occasions?|km2?|kms|kilomet(?:er|re)s?|miles?|met(?:er|re)s?"
    "|feet|foot|ft|inch(?:es)?|cm|mm|yards?|kg|kilos?|kilograms?|grams?|tons?|tonnes?|lit(?:er|re)s?|gallons?|barrels?|hectares?|acres?|sq|square"
    "|degrees?|mph|kph|knots?|megawatts?|MW|GW|kW|GB|MB|points?|pages?|votes?|seats|goals|percent|pct|percentage"
)

# "5m" is money or metres; people are "5 million".
_MONEY_SUFFIXES = ("m", "b", "bn", "mn", "mln", "tn")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityMention:
    """A number at [start, end) of the text, its bound words included, that may count persons.

    `low` is the lower end of a range: "250-300" is at_most 300 with low 250.  `period` is the time over which
    the number is meant where the clause says so ("300 people a year"); its words lie outside of the span.
    """

    start: int
    end: int
    text: str
    number: int
    bound: Bound
    period: Period | None
    spelled: bool
    low: int | None = None


def find_quantities(text: str) -> tuple[QuantityMention, ...]:
    """The quantities of the text in its order, without overlap."""
    found: list[QuantityMention] = []
    for low, high in _ranges(text):
        made = _quantity(text, low, high)
        if made is None or (found and (made.start < found[-1].end or _repeats(text, found[-1], made))):
            continue
        found.append(made)
    return tuple(found)


def _repeats(text: str, earlier: QuantityMention, later: QuantityMention) -> bool:
    """Whether figures in brackets say a number over again: "seventeen (17)"."""
    between = text[earlier.end : later.start] if later.start - earlier.end < 4 else ""
    return between.strip() == "(" and text.startswith(")", later.end) and earlier.number == later.number


def _ranges(text: str) -> Iterator[tuple[Numeral | None, Numeral]]:
    """Single numbers as (None, number), ranges such as "200 to 300" as (low, high); votes are dropped."""
    waiting: Numeral | None = None
    for numeral in find_numerals(text):
        if waiting is None:
            waiting = numeral
        elif not is_range(text, (waiting.start, waiting.end), numeral.start):
            yield None, waiting
            waiting = numeral
        else:
            # The higher number first, "306 to 276" or "6-3", is a vote or a score.
            if waiting.value * (1 if waiting.magnitude else numeral.scale) < numeral.value:
                yield waiting, numeral
            waiting = None
    if waiting is not None:
        yield None, waiting


def _quantity(text: str, low: Numeral | None, high: Numeral) -> QuantityMention | None:
    first = low or high
    if high.value < 1 or high.value != int(high.value) or high.magnitude in _MONEY_SUFFIXES:
        return None
    if low is not None and not _is_counted_range(text, low, high):
        return None
    if _is_other_by_left(text, first, high) or _is_other_by_right(text, first, high):
        return None
    start, bound = bound_before(text, first.start)
    end, bound_behind = bound_after(text, high.end)
    if bound == "exact" and bound_behind is not None:
        bound = bound_behind
    if _is_age(text, start, high):
        return None
    low_number = None
    if low is not None:
        start = min(start, range_start(text, first.start))
        bound, low_number = "at_most", int(low.value * (1 if low.magnitude else high.scale))
    elif high.vague:
        bound = "at_least"
    return QuantityMention(
        start=start,
        end=end,
        text=text[start:end],
        number=int(high.value),
        bound=bound,
        period=_period(text, start, end),
        spelled=high.spelled,
        low=low_number,
    )


def _is_other_by_left(text: str, first: Numeral, high: Numeral) -> bool:
    left = text[max(0, first.start - 48) : first.start]
    if _never_before_pattern().search(left):
        return True
    if text[first.start : high.end].lower() == "one" and _pronoun_before_pattern().search(left):
        return True
    if first.spelled:
        return False
    if _reference_before_pattern().search(left):
        return True
    return high.value <= 31 and bool(_month_before_pattern().search(left)) and not counts_persons(text, high.end)


def _is_other_by_right(text: str, first: Numeral, high: Numeral) -> bool:
    if _never_after_pattern().match(text, high.end):
        return True
    if text[first.start : high.end].lower() == "one" and not noun_follows(text, high.end):
        return True
    if high.value >= 1_000_000 and not high.vague and not noun_follows(text, high.end):
        # "50 million in each of the years" goes on with the money spoken of before.
        return bool(_money_pattern().search(text, max(0, first.start - 200), first.start))
    if high.spelled:
        return False
    if high.value <= 31 and _month_after_pattern().match(text, high.end):
        return True
    figures = text[first.start : first.end]
    if len(figures) == 4 and figures.isdigit() and "1500" <= figures <= "2099":
        return _is_year(text, first, high)
    return figures.startswith("0") or _is_list_mark(text, first, high)


def _is_year(text: str, first: Numeral, high: Numeral) -> bool:
    """Four bare figures count persons only before a noun for persons, and not after a preposition of time."""
    if not counts_persons(text, high.end):
        return True
    left = text[max(0, first.start - 30) : first.start]
    return bool(_time_before_pattern().search(left)) and not follows_taking_in(left)


def _is_age(text: str, start: int, high: Numeral) -> bool:
    if not 10 <= high.value <= 99:
        return False
    left = text[max(0, start - 30) : start]
    # "Jane Doe, 35, said" and "Jane Doe (35)"
    if not high.spelled and _name_before_pattern().search(left) and text[high.end : high.end + 1] in (",", ")"):
        return True
    # "under 18", "over 65" with no noun behind them.
    limit = text[start : high.start].strip().lower()
    return limit in ("under", "over", "below", "above") and not noun_follows(text, high.end)


def _is_list_mark(text: str, first: Numeral, high: Numeral) -> bool:
    before, after = text[max(0, first.start - 4) : first.start], text[high.end : high.end + 2]
    at_line_start = before.strip(" \t(") == "" or before.rstrip(" \t(").endswith("\n")
    if before.endswith("[") and after.startswith("]"):
        return True
    return at_line_start and re.match(r"[.):](?:\s|\Z)", after) is not None


def _is_counted_range(text: str, low: Numeral, high: Numeral) -> bool:
    """A dash between figures is a range only before a noun ("250-300 people"); "Bill 12-53" is a name."""
    if low.spelled or text[low.end : high.start].strip().isalpha():
        return True
    return noun_follows(text, high.end)


def follows_taking_in(left: str) -> bool:
    """Whether the words left of a number end in "took in" and its like, whose "in" is no preposition of time."""
    return _taking_in_pattern().search(left) is not None


def counts_persons(text: str, end: int) -> bool:
    """Whether a noun for persons follows within two words of the number that ends at the offset."""
    return _persons_after_pattern().match(text, end) is not None


def _period(text: str, start: int, end: int) -> Period | None:
    match = _period_after_pattern().match(text, end)
    if match is not None:
        return "total" if match.group("total") else _unit(match.group("unit") or match.group("adverb"))
    before = _period_before_pattern().search(text[max(0, start - 48) : start])
    if before is not None:
        return _unit(before.group("adjective"))
    return "total" if _total_pattern().search(text[max(0, start - 12) : end]) else None


def _unit(word: str) -> Period:
    lowered = word.lower()
    if "year" in lowered or lowered.startswith("ann"):
        return "year"
    return "month" if "month" in lowered else "week"


@cache
def _months_source() -> str:
    names = (
        "Jan(?:uary)? Feb(?:ruary)? Mar(?:ch)? Apr(?:il)? May June? July? Aug(?:ust)? Sept?(?:ember)?"
        " Oct(?:ober)? Nov(?:ember)? Dec(?:ember)? JAN(?:UARY)? FEB(?:RUARY)? MARCH APRIL JUNE JULY"
        " AUG(?:UST)? SEPT(?:EMBER)? OCT(?:OBER)? NOV(?:EMBER)? DEC(?:EMBER)?"
    )
    return rf"(?:{'|'.join(names.split())})\b\.?"


@cache
def _never_before_pattern() -> re.Pattern[str]:
    """Left of any number: what makes it money, an age, a share, a vote, a rank, or part of a longer sign."""
    money = r"[$£€¥₦₹₪₵₱₩] ?|\b(?:usd|eur|gbp|aud|nzd|cad|rs|ksh|ush|sh|rwf|ugx|kes|zar)\b\.? ?"
    age = r"\b(?:aged?|ages)(?: of| between| from)? "
    share = r"\b(?:one|two|three|four|five|six|seven|eight|nine|[0-9]{1,3}) (?:in|out of)(?: every)? "
    vote = r"\b(?:vot(?:es?|ed|ing)|(?:vote|margin|majority) of|(?:ruled|split|divided)(?: by)?) "
    rank = r"\b(?:top|numbers?|covid) "
    sign = r"[^\W_][-/'’]|[/#=_&@+.]"
    return spaced(rf"(?:{money}|{age}|{share}|{vote}|{rank}|{sign})\Z")


@cache
def _pronoun_before_pattern() -> re.Pattern[str]:
    return spaced(r"\b(?:no|any|every|each|this|that|which|the|other|another|some|last|first) \Z")


@cache
def _reference_before_pattern() -> re.Pattern[str]:
    anywhere = (
        r"[Ss]ections?|SECTION|[Aa]rticles?|[Aa]rts?\.|[Pp]aragraphs?|[Pp]aras?\.?|[Cc]lauses?|[Cc]hapters?"
        r"|[Pp]ages?|pp?\.|[Ff]lights?|[Rr]esolutions?|[Aa]nnex|[Aa]ppendix|[Ss]chedule|[Rr]ooms?"
        r"|[Nn]os?\.|[Nn]umber|№|§{1,2}"
        r"|U\.? ?S\.? ?C\.?|C\.?F\.?R\.?"
    )
    named = (
        r"No|Nos|Bill|Rules?|Part|Title|Order|Law|Act|Form|Item|Phase|Round|Level|Tier|Group|Class|Category|Case"
        r"|Docket|Protocol|Amendment|Regulation|Directive|Decree|Proclamation|Terminal|Gate|Route|Highway|Channel"
        r"|Day|Boeing|Airbus|Gulfstream|Antonov|Unit|Block|Wing|Building|Floor|Camp|Exhibit|Figure|Table|Chapter"
    )
    more = r"(?:[0-9]{1,5}(?:\([0-9a-zA-Z]\))?(?:,? and|,? or| to|,) ){0,4}"
    return spaced(rf"(?<![^\W_])(?:{anywhere}|{named}) ?{more}\Z", re.NOFLAG)


@cache
def _month_before_pattern() -> re.Pattern[str]:
    more = r"(?:[0-9]{1,2}(?:,? and|,? or| to|,) ){0,3}"
    return spaced(rf"\b{_months_source()} (?:the )?{more}\Z", re.NOFLAG)


@cache
def _month_after_pattern() -> re.Pattern[str]:
    more = r"(?:(?:,? and |,? or | to |, |[-\u2013])[0-9]{1,2}(?:st|nd|rd|th)?){0,3}"
    return spaced(rf"{more}(?: of)? {_months_source()}", re.NOFLAG)


@cache
def _never_after_pattern() -> re.Pattern[str]:
    """Right of any number: what it counts, where that is no person; or the rest of a longer sign."""
    between = r"(?: (?:more|further|additional|extra|full|whole|consecutive|successive|straight|nautical|working))?"
    units = rf"(?:{between}(?: of)? |-)(?:{_UNITS}|{_CURRENCIES})\b"
    money = rf" (?:[a-z.]+ ){{1,2}}(?:{_CURRENCIES})\b| (?:usd|eur|gbp|aud|nzd|cad|rwf|ugx|kes|zar|chf|pgk)\b"
    share = r" ?(?:%|‰|°|per ?cent\b)|(?:-| )(?:half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|tenths?)\b"
    share += r"| (?:in|out of)(?: every)? (?:[0-9]{1,3}|two|three|four|five|six|seven|eight|nine|ten)\b(?! [a-z])"
    clock = r":[0-9]| ?(?:[ap]\.?m\b|o['’]clock|gmt\b|utc\b|hrs?\b|local time)"
    law = r" (?:u\.? ?s\.? ?c\b|c\.?f\.?r\b|f\.[234]d|u\.s\. [0-9])"
    sign = r"-(?!strong\b|person\b|people\b|plus\b|odd\b)[^\W_]|[/=_@&][^\W_]|\.[0-9]"
    return spaced(rf"(?:{units}|{money}|{share}|{clock}|{law}|{sign})")


@cache
def _persons_after_pattern() -> re.Pattern[str]:
    return spaced(rf"(?: [^\W\d_][\w-]{{0,20}}){{0,2}} (?:{PERSONS})\b", re.NOFLAG)


@cache
def _time_before_pattern() -> re.Pattern[str]:
    return spaced(r"\b(?:in|since|by|until|till|before|after|during|from|of|early|late|mid|year) \Z")


@cache
def _taking_in_pattern() -> re.Pattern[str]:
    return spaced(r"\b(?:t(?:ake|akes|aking|aken|ook)|let(?:s|ting)?|brought|bring(?:s|ing)?|flown|flew) in \Z")


@cache
def _name_before_pattern() -> re.Pattern[str]:
    return spaced(r"(?<![^\W_])[A-Z][^\W\d_]+(?:['’-][^\W\d_]+)?(?:,| \() ?\Z", re.NOFLAG)


@cache
def _money_pattern() -> re.Pattern[str]:
    return re.compile(rf"[$£€¥₦₹₪]|\b(?:{_CURRENCIES})\b", re.IGNORECASE)


@cache
def _period_after_pattern() -> re.Pattern[str]:
    unit = r"(?:an?|per|each|every) (?P<unit>year|annum|month|week)\b"
    unit += r"(?! (?:ago|earlier|later|before|after|old|on)\b)"
    adverb = r"(?P<adverb>annually|yearly|monthly|weekly)\b"
    total = r"(?P<total>in total|in all|altogether|overall)\b"
    return spaced(rf"(?: [^\W\d_][\w'’-]{{0,24}}){{0,4}}? (?:{unit}|{adverb}|{total})")


@cache
def _period_before_pattern() -> re.Pattern[str]:
    adjective = r"annual(?:ly)?|yearly|monthly|weekly|(?:each|every) (?:year|month|week)"
    return spaced(rf"\b(?P<adjective>{adjective})(?:,? [^\W\d_][\w'’-]{{0,24}}){{0,3}},? \Z")


@cache
def _total_pattern() -> re.Pattern[str]:
    return re.compile(r"\btotal\b", re.IGNORECASE)
