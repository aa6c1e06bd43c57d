"""One person told without a number: "a Jamaican man", "another", "the fifth was sent home", "one of them"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from transferwatch.readings.by_rule.figures.quantities import QuantityMention

_PERSON = (
    "man|woman|person|individual|migrant|national|citizen|deportee|detainee|refugee|child|boy|girl|prisoner|inmate"
    "|passenger|volunteer|minor|teenager|foreigner|immigrant|claimant|applicant|evacuee|returnee|convict|seeker"
)
_ORDINAL = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|other|only|lone"
_ARTICLE = rf"(?:an?|the|another|that|this|(?:the|an?)\s+(?:{_ORDINAL}))"
# What may follow where the person is not named by a noun.
_VERB = "was|has|had|is|who|whom|went|left|later|returned|died|came|got|followed|landed|arrived"


def single_persons(text: str, demonyms: Iterable[tuple[int, int]]) -> tuple[QuantityMention, ...]:
    """The places where one person is told by article and noun, or by a word alone, each as a quantity of exactly 1, in the
    order of the text and without overlap.  `demonyms` are the offsets of the names of a state's people.
    """
    found = [match.span() for match in _noun_pattern().finditer(text)]
    found += [match.span() for match in _alone_pattern().finditer(text)]
    for start, end in demonyms:
        before = _article_pattern().search(text, max(0, start - 24), start)
        several = text[start:end].endswith(("s", "ese"))
        if before is not None and not several and _stops_pattern().match(text, end):
            found.append((before.start(), end))
    made: list[QuantityMention] = []
    for start, end in sorted(set(found)):
        if not made or start >= made[-1].end:
            made.append(
                QuantityMention(start=start, end=end, text=text[start:end], number=1, bound="exact", period=None, spelled=True)
            )
    return tuple(made)


@cache
def _noun_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b{_ARTICLE}\s+(?:[\w'-]+\s+){{0,3}}?(?:{_PERSON})\b", re.IGNORECASE)


@cache
def _alone_pattern() -> re.Pattern[str]:
    ordinal = rf"(?:the|an?)\s+(?:{_ORDINAL})(?=,?\s+(?:{_VERB})\b)"
    return re.compile(
        rf"\b(?:one\s+of\s+(?:them|whom)|one(?=,?\s+(?:{_VERB})\b)|another(?=,?\s+(?:{_VERB})\b)|{ordinal})", re.IGNORECASE
    )


@cache
def _article_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b{_ARTICLE}\s+(?:[a-z][\w'-]*\s+)?\Z", re.IGNORECASE)


@cache
def _stops_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:[,.;:)]|\b(?:{_VERB}|and|to|in|on|at|from|aged|held|sent|deported|flown|by)\b)")
