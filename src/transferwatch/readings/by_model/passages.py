"""The shortest passage that carries what a sentence says: from the words that speak for it to those that fill its roles."""

from __future__ import annotations

from collections.abc import Sequence

from transferwatch.readings.by_rule.page import Page

# Marks at which a passage may begin or end.
_CUTS = frozenset({",", ";", ":", "–", "—", "-", "(", ")", '"', "“", "”", "."})
_HYPHENS = frozenset({"-", "–", "—"})
# How far from the word that speaks for an item a mention may stand and still belong to its passage.
_NEAR = 25


def passage(page: Page, sentence: int, peak: int, marks: Sequence[int]) -> tuple[int, int]:
    """The first and last token of the passage around `peak` with those of the marks that stand near it, within the sentence
    and grown to the next cuts on both sides."""
    first, last = page.sentences[sentence].start, page.sentences[sentence].end - 1
    inside = [mark for mark in marks if first <= mark <= last and abs(mark - peak) <= _NEAR]
    low, high = min((peak, *inside)), max((peak, *inside))
    while low > first and not _cuts(page, low - 1):
        low -= 1
    while high < last and not _cuts(page, high + 1):
        high += 1
    while high > low and _cuts(page, high):
        high -= 1
    while low < high and _cuts(page, low):
        low += 1
    return low, high


def _cuts(page: Page, index: int) -> bool:
    """Whether the token is a mark at which a passage may end; a hyphen within a word ("Timor-Leste") is none."""
    if page.word(index) not in _CUTS:
        return False
    starts, ends = page.parse.starts, page.parse.ends
    inside = 0 < index < len(starts) - 1 and ends[index - 1] == starts[index] and ends[index] == starts[index + 1]
    return not (inside and page.word(index) in _HYPHENS)
