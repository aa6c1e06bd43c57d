"""Numbers in English text, in figures and in words, and the words that bound them.

What a number counts is not decided here: `quantities`, `money` and the lengths of time in `date_patterns` do
that.  Figures are read in the groupings of the world's English press: `12,000`, `12 000`, `12.000` (three
digits after the point), `1,20,000`, and with a magnitude behind: `1.2 million`, `2 lakh`, `290m`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from transferwatch.readings.reading import Bound

# One gap between two words: a few blanks, or one line break, never an empty line.
GAP = r"(?:(?:[^\S\n]{1,4}\n?|\n)[^\S\n]{0,4})"

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {
    **{word: number for number, word in enumerate((*_ONES, *_TEENS), start=1)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
}
_MAGNITUDES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "k": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "mln": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
    "b": 1_000_000_000,
    "bn": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "tn": 1_000_000_000_000,
}
# "Hundreds" is at least two hundred (coding manual, Quantities), and so for every plural of a magnitude.
_PLURALS = {
    "tens": 10,
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    "thousands": 1_000,
    "millions": 1_000_000,
}
_LEAST_OF_PLURAL = 2
# Words that stand behind a number without being what it counts.
_FUNCTION_WORDS = (
    "of|in|on|at|to|for|from|by|with|without|into|under|over|after|before|during|until|since|about|against|between"
    "|as|than|that|which|who|whom|whose|where|when|while|if|because|though|and|or|but|nor|so|yet|not|also|only|just"
    "|is|are|was|were|be|been|being|has|have|had|will|would|may|might|can|could|should|must|shall|do|does|did"
    "|the|a|an|this|these|those|it|he|she|they|we|you|i|his|her|its|their|another|each|said|says|told|such|too"
    "|once|now|then|there|here|already|still|again|ago|per|all|both"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number at [start, end): its value, and how it is written.

    `vague` for plurals of a magnitude ("hundreds", "several hundred"), whose value is the least they mean.
    `magnitude` is the last word where that is a magnitude ("million", "m"), or empty.
    """

    start: int
    end: int
    value: Decimal
    spelled: bool
    vague: bool = False
    magnitude: str = ""

    @property
    def scale(self) -> int:
        """What the magnitude multiplies by; in "two to three million" it belongs to both numbers."""
        return _MAGNITUDES.get(self.magnitude, 1)


def find_numerals(text: str) -> Iterator[Numeral]:
    """Every number of the text in its order, without overlap; digits inside words ("F16", "2nd") are none."""
    for match in _numeral_pattern().finditer(text):
        made = _numeral(match)
        if made is not None:
            yield made


def numeral_at(text: str, start: int) -> Numeral | None:
    """The number that begins at the offset, whatever stands before it ("USD5m" at its 5), or None."""
    match = _bare_numeral_pattern().match(text, start)
    return None if match is None else _numeral(match)


def small_number(words: str) -> int | None:
    """The value of a number up to the hundreds, in words or figures ("a" and "an" are one), or None."""
    plain = words.strip().lower()
    if plain in ("a", "an"):
        return 1
    if plain.isascii() and plain.isdigit():
        return int(plain)
    if _spelled_pattern().fullmatch(plain) is None:
        return None
    return int(_spelled_value(plain))


def bound_before(text: str, start: int) -> tuple[int, Bound]:
    """Where the number's phrase begins with its bound words, and the bound; (start, "exact") if none."""
    bound: Bound = "exact"
    for _ in range(2):  # "up to about 250", "at least some 700": two at the most
        window = max(0, start - 40)
        match = _before_pattern().search(text[window:start])
        if match is None:
            break
        start = window + match.start()
        outer = _bound_named(match)
        # A limit outside wins over "about" inside; "just" and "only" change no bound.
        bound = bound if outer in ("exact", "about") and bound != "exact" else outer
    return start, bound


def bound_after(text: str, end: int) -> tuple[int, Bound | None]:
    """Where the number's phrase ends with bound words behind it, and that bound; (end, None) without any.

    Words that follow only after a noun ("250 people at most") bound the number and leave the end as it was.
    """
    match = _after_pattern().match(text, end)
    if match is not None:
        return match.end(), _bound_named(match)
    match = _after_noun_pattern().match(text, end)
    return end, (None if match is None else _bound_named(match))


def is_range(text: str, low: tuple[int, int], high_start: int) -> bool:
    """Whether a number at [low) and one from `high_start` on are the ends of a range, or the sides of a vote.

    "Raised from 200 to 300" has two numbers, "ranging from 200 to 300" a range; "and" makes one after
    "between".
    """
    if high_start - low[1] > 10:
        return False
    joint = text[low[1] : high_start]
    if _dash_pattern().fullmatch(joint):
        # "6 May 2025 - Seven people": a dash set apart after a year ends a dateline.
        year = text[low[0] : low[1]]
        return not (joint != joint.strip() and len(year) == 4 and year[:2] in {"19", "20"} and year.isdigit())
    window = max(0, low[0] - 24)
    opening = _opening_pattern().search(text[window : low[0]])
    word = "" if opening is None else opening.group("word").lower()
    if joint.strip().lower() == "and":
        return word == "between"
    changed = opening is not None and word == "from" and not opening.group("ranging")
    return joint.strip().lower() == "to" and not changed


def range_start(text: str, start: int) -> int:
    """Where the phrase of a range begins, with its "between" or "ranging from"."""
    window = max(0, start - 24)
    opening = _opening_pattern().search(text[window:start])
    return start if opening is None else window + opening.start()


def noun_follows(text: str, end: int) -> bool:
    """Whether a content word stands behind the number, which it then counts or is part of."""
    return _noun_after_pattern().match(text, end) is not None


def spaced(source: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """The pattern, with each blank of its source standing for one gap between words."""
    return re.compile(source.replace(" ", GAP), flags)


def _bound_named(match: re.Match[str]) -> Bound:
    if match.group("at_most"):
        return "at_most"
    if match.group("at_least"):
        return "at_least"
    return "about" if match.group("about") else "exact"


def _numeral(match: re.Match[str]) -> Numeral | None:
    start, end = match.span()
    if not re.sub(r"\s", "", match.group()).isascii():
        return None  # letters that only case folding makes ours, such as the long s
    if match.group("plural"):
        value = Decimal(_LEAST_OF_PLURAL)
        for word in re.findall(r"[a-z]+", match.group("plural").lower()):
            value *= _PLURALS.get(word, _MAGNITUDES.get(word, 1))
        return Numeral(start=start, end=end, value=value, spelled=True, vague=True)
    if match.group("half"):
        words = match.group("half").lower().split()
        return Numeral(start=start, end=end, value=Decimal(_MAGNITUDES[words[-1]]) / 2, spelled=True)
    if match.group("spelled"):
        last = re.split(r"[\s-]", match.group("spelled").lower())[-1]
        last = last if last in _MAGNITUDES else ""
        value = _spelled_value(match.group("spelled"))
        return Numeral(start=start, end=end, value=value, spelled=True, magnitude=last)
    magnitude = (match.group("word") or match.group("suffix") or "").lower()
    singular = magnitude.rstrip("s") if len(magnitude) > 2 else magnitude
    value = _figures_value(match.group("figures"), scaled=bool(magnitude))
    value *= _MAGNITUDES.get(singular, 1)
    return Numeral(start=start, end=end, value=value, spelled=False, magnitude=singular)


def _figures_value(figures: str, *, scaled: bool) -> Decimal:
    plain = re.sub(r"\s", "", figures)
    grouped_by_points = re.fullmatch(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+", plain)
    # "12.000" is twelve thousand, but "1.250 million" is a decimal fraction.
    if grouped_by_points and (not scaled or plain.count(".") > 1):
        plain = plain.replace(".", "")
    return Decimal(plain.replace(",", ""))


def _spelled_value(words: str) -> Decimal:
    total, group = 0, 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in ("a", "an"):
            group = 1
        elif word in _SMALL:
            group += _SMALL[word]
        elif word != "and":
            factor = _MAGNITUDES[word if word in _MAGNITUDES else word.rstrip("s")]
            if factor < 1_000:
                group = max(group, 1) * factor
            else:
                total, group = total + max(group, 1) * factor, 0
    return Decimal(total + group)


@cache
def _spelled_source() -> str:
    ones, teens, tens = "|".join(_ONES), "|".join(_TEENS), "|".join(_TENS)
    join = rf"(?:-|{GAP})"
    small = rf"(?:(?:{tens})(?:{join}(?:{ones})\b)?|{teens}|{ones})"
    group = rf"(?:(?:{small}|a){join}hundred(?:{GAP}(?:and{GAP})?{small}\b)?|{small})"
    big = r"(?:thousand|million|billion|trillion|lakhs?|crores?)"
    rest = rf"(?:{GAP}(?:and{GAP})?{group}(?:{join}{big})?\b){{0,3}}"
    return rf"(?:(?:{group}|a){join}{big}{rest}|(?:{small}|a){join}dozen|{group})\b"


@cache
def _spelled_pattern() -> re.Pattern[str]:
    return re.compile(_spelled_source(), re.IGNORECASE)


@cache
def _numeral_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?<![0-9][.,:]){_numeral_source()}", re.IGNORECASE)


@cache
def _bare_numeral_pattern() -> re.Pattern[str]:
    return re.compile(_numeral_source(), re.IGNORECASE)


@cache
def _numeral_source() -> str:
    figures = (
        r"[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,6})?"
        r"|[0-9]{1,2}(?:,[0-9]{2}){1,4},[0-9]{3}"
        r"|[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3}){1,4}"
        r"|[0-9]{1,3}(?:\.[0-9]{3}){1,4}"
        r"|[0-9]{1,15}(?:\.[0-9]{1,6})?"
    )
    magnitude = (
        rf"(?:-|{GAP})(?P<word>hundred|thousand|million|billion|trillion|dozen|lakhs?|crores?|bn|mn|mln)"
        r"|(?P<suffix>bn|mn|mln|tn|[mbk])"
    )
    plural = (
        rf"(?:(?:tens|dozens|scores|hundreds){GAP}of{GAP})?(?:hundreds|thousands|millions|dozens)"
        rf"|scores(?={GAP}of\b)"
        rf"|(?:several|many|a{GAP}few){GAP}(?:hundred|thousand|million|dozen)s?"
    )
    half = rf"half(?:{GAP}a|-a)(?:{GAP}|-)(?:dozen|hundred|thousand|million|billion)"
    return (
        rf"(?:(?P<figures>{figures})(?![0-9])(?![.,][0-9])(?:(?:{magnitude})(?![^\W_]))?(?![^\W_])"
        rf"|(?P<plural>{plural})\b|(?P<half>{half})\b|(?P<spelled>{_spelled_source()}))"
    )


@cache
def _before_pattern() -> re.Pattern[str]:
    shade = r"(?:(?:just|well|slightly|only|far|a little|a bit|significantly) )?"
    at_most = (
        r"up to|(?:an? )?maximum(?: of)?|at (?:the |a )?(?:very )?most|at (?:a )?maximum"
        r"|as many as|as much as"
        r"|no(?:t)? (?:more|higher|greater) than|(?:not|never) (?:to )?exceed(?:ing)?|capped at|(?:a )?cap of"
        r"|limited to|(?:a )?limit of|(?:a )?ceiling of"
        rf"|{shade}(?:fewer than|less than|under|below|short of)"
    )
    at_least = (
        r"at (?:the )?(?:very )?least|no(?:t)? (?:fewer|less|lower) than|(?:an? )?minimum(?: of)?|as few as"
        rf"|in excess of|upwards? of|exceeding|{shade}(?:more than|greater than|over|above)"
    )
    about = (
        r"about|around|roughly|approximately|approx\.?|circa|ca\.|some|nearly|almost|close to"
        r"|(?:an )?estimated|in the region of|something like|virtually|practically|(?:very )?nearly"
    )
    exact = r"exactly|precisely|just|only|(?:a )?total of"
    # The search takes the leftmost that reaches the number, so "no more than" before its own "more than".
    source = rf"(?<![^\W_])(?:(?P<at_most>{at_most})|(?P<at_least>{at_least})|(?P<about>{about})|{exact}) \Z"
    return spaced(source)


@cache
def _after_pattern() -> re.Pattern[str]:
    return _after(
        at_most=r" or (?:fewer|less|under|below)| at (?:the )?most| maximum",
        at_least=r"-plus|\+| or (?:more|above|over|greater)| and (?:more|counting|above)| at (?:the )?least",
        about=r" or so|-odd| odd",
    )


@cache
def _after_noun_pattern() -> re.Pattern[str]:
    noun = r"(?: [^\W\d_]+){1,2}"
    return _after(
        at_most=rf"{noun} (?:or fewer|or less|at (?:the )?most|maximum)",
        at_least=rf"{noun} (?:or more|at (?:the )?least|minimum)",
        about=rf"{noun} or so",
    )


def _after(*, at_most: str, at_least: str, about: str) -> re.Pattern[str]:
    source = rf"(?:(?P<at_most>{at_most})|(?P<at_least>{at_least})|(?P<about>{about}))(?![^\W_])"
    return spaced(source)


@cache
def _dash_pattern() -> re.Pattern[str]:
    return spaced(" ?[-\u2010-\u2015] ?")


@cache
def _opening_pattern() -> re.Pattern[str]:
    return spaced(r"\b(?:(?P<ranging>ranging|anywhere|range) )?(?P<word>between|from) \Z")


@cache
def _noun_after_pattern() -> re.Pattern[str]:
    return spaced(rf" (?!(?:{_FUNCTION_WORDS})\b)[^\W\d_]")
