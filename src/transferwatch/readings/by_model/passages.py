"""The shortest passage that carries what a sentence says: from the words that speak for it to those that fill its roles."""

from __future__ import annotations

from collections.abc import Sequence

from transferwatch.readings.by_rule.page import Page

# Marks at which a passage may begin or end.
_CUTS = frozenset({",", ";", ":", "–", "—", "-", "(", ")", '"', "“", "”", "."})
# How far from the word that speaks for an item a mention may stand and still belong to its passage.
_NEAR = 25


def passage(page: Page, sentence: int, peak: int, marks: Sequence[int]) -> tuple[int, int]:
    """The first and last token of the passage around `peak` with those of the marks that stand near it, within the sentence
    and grown to the next cuts on both sides."""
    first, last = page.sentences[sentence].start, page.sentences[sentence].end - 1
    inside = [mark for mark in marks if first <= mark <= last and abs(mark - peak) <= _NEAR]
    low, high = min((peak, *inside)), max((peak, *inside))
    while low > first and page.word(low - 1) not in _CUTS:
        low -= 1
    while high < last and page.word(high + 1) not in _CUTS:
        high += 1
    while high > low and page.word(high) in _CUTS:
        high -= 1
    while low < high and page.word(low) in _CUTS:
        low += 1
    return low, high
