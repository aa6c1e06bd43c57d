"""Amounts of money in the text, in whole units of their currency, never converted (coding manual, Money)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache

from transferwatch.readings.by_rule.figures.currencies import (
    ADJECTIVES,
    CODES,
    LETTERS,
    OPEN_ADJECTIVES,
    SIGNS,
    WORDS,
    of_sign,
    of_words,
)
from transferwatch.readings.by_rule.figures.numbers import (
    Numeral,
    bound_after,
    bound_before,
    find_numerals,
    is_range,
    noun_follows,
    numeral_at,
    range_start,
    spaced,
)
from transferwatch.readings.reading import Bound

_MILLION = 1_000_000
# How far an amount lends its currency to bare numbers behind it, in characters of one sentence.
_SHARING_DISTANCE = 240
# Between a part and its whole: "3.1 of the promised 9 million francs".
_PART = r" of (?:the |a )?(?:promised |agreed |total )?"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyMention:
    """An amount at [start, end) of the text, its bound words included.

    `currency` is None where the words leave it open ("Sh1.2bn", "francs"), and `symbol` holds the words of
    the currency.  `low` is the lower end of a range.  `converted`: the amount before over again in another
    currency.  `shared`: a bare number with the currency of an amount near it ("100 million pounds, 50 million
    of it at once").  `usual`: what its word alone means, where the states of the text have made it another's.
    """

    start: int
    end: int
    text: str
    amount: int
    currency: str | None
    symbol: str
    bound: Bound
    low: int | None = None
    converted: bool = False
    shared: bool = False
    usual: str | None = None

    def of(self, states: Collection[str]) -> str | None:
        """The currency, where these states are those who pay and are paid: a word that several currencies share ("dollars")
        means the usual one unless one of them issues another."""
        if self.usual is None or self.currency is None or self.currency[:2] in states:
            return self.currency
        return self.usual


@dataclass(frozen=True, slots=True, kw_only=True)
class _Amount:
    """A number and the sign or word of its currency (or none), at [start, end) without bounds."""

    start: int
    end: int
    numeral: Numeral
    value: int
    symbol: str = ""
    currency: str | None = None
    shared: bool = False

    @property
    def scaled(self) -> bool:
        """Whether a magnitude is written with the number."""
        return self.numeral.magnitude != "" or self.value >= _MILLION


def find_money(text: str) -> tuple[MoneyMention, ...]:
    """The amounts of money of the text in its order, without overlap."""
    found: list[MoneyMention] = []
    for low, high in _ranges(text, _with_shared(text, list(_amounts(text)))):
        made = _mention(text, low, high)
        if found and made.start < found[-1].end:
            continue
        if found and _is_conversion(text, found[-1], made):
            made = replace(made, converted=True)
        found.append(made)
    return tuple(found)


def _amounts(text: str) -> Iterator[_Amount]:
    """Every number that may be money, in the order of the text."""
    glued = list(_glued_sign_pattern().finditer(text))
    taken, at = 0, 0
    for numeral in find_numerals(text):
        while at < len(glued) and glued[at].start() < numeral.start:
            amount = _glued(text, glued[at])
            at += 1
            if amount is not None and amount.start >= taken:
                taken = amount.end
                yield amount
        if numeral.start >= taken:
            amount = _amount(text, numeral)
            taken = amount.end
            yield amount
    for match in glued[at:]:
        amount = _glued(text, match)
        if amount is not None and amount.start >= taken:
            taken = amount.end
            yield amount


def _glued(text: str, match: re.Match[str]) -> _Amount | None:
    """An amount whose sign is letters written onto its figures: "Sh1.2bn", "R2 million", "USD5m"."""
    numeral = numeral_at(text, match.end())
    if numeral is None or numeral.spelled:
        return None
    sign = match.group()
    if sign in LETTERS and numeral.scale == 1 and numeral.value < 10_000:
        return None
    return _signed(text, numeral, match.start(), sign)


def _amount(text: str, numeral: Numeral) -> _Amount:
    window = max(0, numeral.start - 8)
    sign = None if numeral.spelled else _sign_pattern().search(text[window : numeral.start])
    if sign is not None:
        return _signed(text, numeral, window + sign.start(), sign.group().strip())
    words = _words_pattern().match(text, numeral.end)
    if words is None or (words.group("of") and not numeral.vague) or _is_weight(text, numeral, words):
        return _Amount(start=numeral.start, end=numeral.end, numeral=numeral, value=_whole(numeral))
    currency = words.group("code") or of_words(words.group("word"), words.group("adjective") or "")
    if currency == "KRW" and words.group("word") and numeral.scale < _MILLION:
        # "Two won", "seven won asylum": no sum of that currency is so small.
        return _Amount(start=numeral.start, end=numeral.end, numeral=numeral, value=_whole(numeral))
    return _Amount(
        start=numeral.start,
        end=words.end(),
        numeral=numeral,
        value=_whole(numeral),
        symbol=words.group().strip(" \t\n\u00a0-"),
        currency=currency,
    )


def _signed(text: str, numeral: Numeral, start: int, sign: str) -> _Amount:
    value, end = _whole(numeral), numeral.end
    million = _loose_million_pattern().match(text, end) if not numeral.magnitude else None
    if million is not None:
        value, end = int(numeral.value * _MILLION), million.end()
    currency = of_sign(sign)
    words = _words_pattern().match(text, end)
    # "$5 million USD", "$2.5 billion Australian dollars": the words say more than the sign.
    if words is not None and (words.group("code") or words.group("adjective")):
        currency = words.group("code") or of_words(words.group("word"), words.group("adjective"))
        end = words.end()
    return _Amount(start=start, end=end, numeral=numeral, value=value, symbol=sign, currency=currency)


def _is_weight(text: str, numeral: Numeral, words: re.Match[str]) -> bool:
    """Whether the pounds are no money: "300 pounds of cocaine", "weighing 150 pounds"."""
    if words.group("adjective") or (words.group("word") or "").lower() not in ("pound", "pounds"):
        return False
    if numeral.scale >= _MILLION or numeral.vague:
        return False
    left = text[max(0, numeral.start - 24) : numeral.start].lower()
    return "weigh" in left or _of_goods_pattern().match(text, words.end()) is not None


def _whole(numeral: Numeral) -> int:
    return int(numeral.value.to_integral_value())


def _with_shared(text: str, amounts: list[_Amount]) -> list[_Amount]:
    """The amounts that have a currency, their own or one they share; what else was a number is left out."""
    kept: list[_Amount] = []
    lender: _Amount | None = None
    for index, amount in enumerate(amounts):
        made = amount
        if not amount.symbol:
            following = amounts[index + 1] if index + 1 < len(amounts) else None
            lending = _lender(text, amount, lender, following)
            if lending is None:
                continue
            made = replace(amount, symbol=lending.symbol, currency=lending.currency, shared=True)
            if lending is following and _part_pattern().fullmatch(text[amount.end : following.start]) and not amount.scaled:
                made = replace(made, value=int(amount.numeral.value * following.numeral.scale))
        kept.append(made)
        if lender is None or not _bracket_pattern().fullmatch(text[lender.end : made.start]):
            # What a bracket says over again in another currency lends nothing.
            lender = made
    return kept


def _lender(text: str, bare: _Amount, before: _Amount | None, after: _Amount | None) -> _Amount | None:
    """The amount whose currency a bare number shares: beside it, or earlier in the sentence."""
    if after is not None and after.symbol and _coordinated(text, bare, after):
        return after
    if before is None or not _one_sentence(text, before.end, bare.start):
        return None
    if is_range(text, (before.start, before.end), bare.start):
        return before  # "$4-6 million"
    if bare.scaled and bare.numeral.scale >= _MILLION and not noun_follows(text, bare.end):
        return before
    return None


def _coordinated(text: str, left: _Amount, right: _Amount) -> bool:
    """Whether the word behind the right number is the left one's too: "between 4 and 6 million pounds"."""
    if right.start < right.numeral.start or right.numeral.vague or right.start - left.end > 18:
        return False
    if not _joint_pattern().fullmatch(text[left.end : right.start]):
        return False
    if _part_pattern().fullmatch(text[left.end : right.start]):
        return right.scaled
    return left.scaled or is_range(text, (left.start, left.end), right.start)


def _one_sentence(text: str, start: int, end: int) -> bool:
    if end - start > _SHARING_DISTANCE:
        return False
    return _sentence_end_pattern().search(text, start, end) is None


def _ranges(text: str, amounts: list[_Amount]) -> Iterator[tuple[_Amount | None, _Amount]]:
    """Single amounts as (None, amount), ranges such as "between $4m and $6m" as (low, high)."""
    waiting: _Amount | None = None
    for amount in amounts:
        if waiting is not None and _is_money_range(text, waiting, amount):
            yield waiting, amount
            waiting = None
            continue
        if waiting is not None:
            yield None, waiting
        waiting = amount
    if waiting is not None:
        yield None, waiting


def _is_money_range(text: str, low: _Amount, high: _Amount) -> bool:
    if low.currency != high.currency or not is_range(text, (low.start, low.end), high.start):
        return False
    return _low(low, high) < high.value


def _low(low: _Amount, high: _Amount) -> int:
    """In "$4-6 million" the magnitude belongs to both."""
    return low.value if low.scaled else int(low.numeral.value * high.numeral.scale)


def _mention(text: str, low: _Amount | None, high: _Amount) -> MoneyMention:
    first = low or high
    start, bound = bound_before(text, first.start)
    end, bound_behind = bound_after(text, high.end)
    if bound == "exact" and bound_behind is not None:
        bound = bound_behind
    if low is not None:
        start, bound = min(start, range_start(text, first.start)), "at_most"
    elif high.numeral.vague:
        bound = "at_least"
    return MoneyMention(
        start=start,
        end=end,
        text=text[start:end],
        amount=high.value,
        currency=high.currency,
        symbol=high.symbol,
        bound=bound,
        low=None if low is None else _low(low, high),
        shared=first.shared and high.shared,
    )


def _is_conversion(text: str, earlier: MoneyMention, later: MoneyMention) -> bool:
    """Whether the later amount says the earlier one over again: "7.5 million dollars (5.6m pounds)"."""
    if later.start - earlier.end > 40 or (later.symbol == earlier.symbol and later.currency == earlier.currency):
        return False
    between = text[earlier.end : later.start]
    if _bracket_pattern().fullmatch(between):
        return True
    if earlier.converted and between.strip() in (";", ",", "/", "or", "; or", ", or", "and"):
        return True
    return later.currency is not None and _equivalent_pattern().fullmatch(between) is not None


def _longest_first(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _sign_pattern() -> re.Pattern[str]:
    signs = _longest_first((*SIGNS, *CODES))
    return spaced(rf"(?<![^\W_])(?:(?:US|U\.S\.) (?=\$))?(?:{signs}) ?\Z", re.NOFLAG)


@cache
def _glued_sign_pattern() -> re.Pattern[str]:
    lettered = tuple(sign for sign in (*SIGNS, *CODES, *LETTERS) if sign[-1].isalpha())
    return re.compile(rf"(?<![^\W_])(?:{_longest_first(lettered)})(?=[0-9])")


@cache
def _words_pattern() -> re.Pattern[str]:
    adjectives = {adjective for known in ADJECTIVES.values() for adjective in known} | set(OPEN_ADJECTIVES)
    adjective = _longest_first(tuple(adjectives - {"us", "uk"})).replace("\\ ", " ")
    words = _longest_first(tuple(WORDS))
    before = rf"(?P<of>of )?(?:(?P<adjective>u\.?s\.?|u\.?k\.?|{adjective}) )?"
    codes = "|".join(CODES)
    return spaced(rf"(?:-| )(?:{before}(?P<word>(?:{words})s?)\b(?: sterling\b)?|(?P<code>(?-i:{codes}))\b)")


@cache
def _loose_million_pattern() -> re.Pattern[str]:
    return spaced(r" [mM](?![^\W_])", re.NOFLAG)


@cache
def _of_goods_pattern() -> re.Pattern[str]:
    return spaced(r" of (?!(?:aid|funding|funds|support|taxpayer|public|government|money|debt|fees|savings)\b)")


@cache
def _joint_pattern() -> re.Pattern[str]:
    return spaced(r" ?[-\u2010-\u2015] ?|,? (?:and|or|to) |" + _PART)


@cache
def _part_pattern() -> re.Pattern[str]:
    return spaced(_PART)


@cache
def _sentence_end_pattern() -> re.Pattern[str]:
    return re.compile(r"[.!?][\"'”’)]{0,2}\s+[\"'“‘(]?[^\W\d_a-z]|\n[^\S\n]{0,8}\n")


@cache
def _bracket_pattern() -> re.Pattern[str]:
    return re.compile(r"\s{0,3}[(\[][^()\[\]0-9]{0,30}")


@cache
def _equivalent_pattern() -> re.Pattern[str]:
    return spaced(r",? (?:or|equal to|equivalent to|the equivalent of|worth)(?: around| about| some)? | ?/ ?| ?= ?")
