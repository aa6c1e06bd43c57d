"""Which documents are worth a parse: a fast look for words of moving people beside a state's name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.parsing import plain

# How many sentences away the topic may be named.
_NEAR = 1
# How often it must be named for a text that also has words of another subject to be about it.
_MANY = 4
# How often where no other subject is in sight.
_AGAIN = 3


@cache
def _movers(book: Codebook) -> AhoCorasick:
    words = book.words
    return AhoCorasick(sorted(words["removal_stems"]), matchkind=MatchKind.LeftmostLongest)


def on_topic(text: str, book: Codebook) -> bool:
    """Whether the text speaks of people who are moved at all; when it does not, nothing in it can be coded."""
    flat = plain(text).lower()
    return bool(_movers(book).find_matches_as_indexes(flat))


@dataclass(frozen=True, slots=True)
class Topic:
    """How far a text is about people who are moved: in which sentences, by number, it names them, and how often."""

    sentences: frozenset[int]
    hits: int
    other: bool
    protection: int = 0

    @classmethod
    def of(cls, page: Page) -> Topic:
        """The topic's places in a page; `other` holds where words of another subject stand in it."""
        movers = _movers(page.book)
        flat = plain(page.text).lower()
        found = {}
        for number, sentence in enumerate(page.sentences):
            start, end = page.parse.offsets(sentence.start, sentence.end - 1)
            found[number] = len(movers.find_matches_as_indexes(flat[start:end]))
        named = frozenset(number for number, count in found.items() if count)
        last = len(page.parse.words) - 1
        other = page.phrase_in(page.book.words["look_alikes"], 0, last) is not None
        protection = sum(flat.count(stem) for stem in ("asylum", "refugee", "third-country", "resettl"))
        return cls(named, sum(found.values()), other, protection)

    @property
    def is_certain(self) -> bool:
        """Whether the text comes back to people who seek protection and has no word of another subject.

        Deportation alone is no sign: most of it is of a state's own nationals, home.
        """
        return self.protection >= _AGAIN and not self.other

    def near(self, number: int) -> bool:
        """Whether a sentence counts as on topic: all do in a text that keeps to it, else those near a mention."""
        if self.hits >= (_MANY if self.other else 1):
            return True
        return any(number + step in self.sentences for step in range(-_NEAR, _NEAR + 1))
