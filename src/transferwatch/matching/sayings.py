"""Which mentions tell of the same statement: one speaker, under whatever name, and the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Self

from transferwatch.matching.grouping import Seen, grouped
from transferwatch.matching.match import UNDECIDED, Match, Mention, Ties
from transferwatch.matching.parties import fold
from transferwatch.readings.reading import Speaker, Statement

FEWEST_WORDS = 5  # fewer may be said twice
SAME_WORDS = 0.6  # of the words of both, from which two passages are one
NEWS = timedelta(days=30)  # so long an undated statement is told of as news
_WORD = re.compile(r"\w+")
_TITLES = frozenset(
    {"mr", "mrs", "ms", "dr", "president", "minister", "prime", "foreign", "secretary", "spokesman", "spokeswoman"}
)


def statements(mentions: Iterable[Mention[Statement]], ties: Ties = UNDECIDED) -> tuple[Match[Statement], ...]:
    """Mentions of statements, grouped by statement: speakers that can be one, the same words or nearly, days that can be one.

    A name may be a shorter form of another; an office without a name is that of who is named with it, for the same state.
    """
    return grouped([_Saying(mention) for mention in mentions], ties)


class _Saying(Seen[Statement]):
    """A mention of a statement."""

    __slots__ = ("name", "office", "told", "words")

    def __init__(self, mention: Mention[Statement]) -> None:
        super().__init__(mention)
        item = mention.item
        said = item.quote or (item.content.text if item.content else "")
        self.told = " ".join(_WORD.findall(fold(said)))
        self.words = frozenset(self.told.split())
        self.name = _name(item.speaker)
        self.office = frozenset(_WORD.findall(fold(item.speaker.role or item.speaker.organisation or "")))
        self.mark = self.name[-1] if self.name else None

    @property
    def says_which(self) -> bool:
        """Whether it has words enough to be known by."""
        return len(self.words) >= FEWEST_WORDS

    def same(self, other: Self) -> str:
        """Why two mentions are one statement, in words; empty where they are not."""
        if self.mention.document == other.mention.document or not self._same_words(other):
            return ""
        if (self.mention.item.stance == "denies") != (other.mention.item.stance == "denies"):
            return ""
        speaker = self._same_speaker(other)
        dated = self.from_day is not None and other.from_day is not None
        near = self.days_agree(other) if dated else abs(self.mention.known - other.mention.known) <= NEWS
        return f"{speaker}, the same words" if speaker and near else ""

    def _same_words(self, other: Self) -> bool:
        if min(len(self.words), len(other.words)) < FEWEST_WORDS:
            return False
        if self.told in other.told or other.told in self.told:
            return True
        return len(self.words & other.words) >= SAME_WORDS * len(self.words | other.words)

    def _same_speaker(self, other: Self) -> str:
        """Why the two speakers are one; empty where they are not known to be."""
        one, two = self.mention.item.speaker, other.mention.item.speaker
        if one.state and two.state and one.state != two.state:
            return ""
        if self.name and other.name:
            first, second = set(self.name), set(other.name)
            return "the same speaker" if first <= second or second <= first else ""
        if not (self.office and other.office) or not (self.office <= other.office or other.office <= self.office):
            return ""
        if self.name or other.name:
            return "the holder of that office of one state" if one.state and one.state == two.state else ""
        return "the same office" if one.state == two.state else ""


def _name(speaker: Speaker) -> tuple[str, ...]:
    """The words of a name without titles."""
    return tuple(word for word in _WORD.findall(fold(speaker.name or "")) if word not in _TITLES)
