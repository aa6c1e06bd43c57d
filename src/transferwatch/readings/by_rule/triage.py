"""Which documents are worth a parse: a fast look for words of moving people beside a state's name."""

from __future__ import annotations

from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_rule.parsing import plain


@cache
def _movers(book: Codebook) -> AhoCorasick:
    words = book.words
    return AhoCorasick(sorted(words["removal_stems"]), matchkind=MatchKind.LeftmostLongest)


def on_topic(text: str, book: Codebook) -> bool:
    """Whether the text speaks of people who are moved at all; when it does not, nothing in it can be coded."""
    flat = plain(text).lower()
    return bool(_movers(book).find_matches_as_indexes(flat))
