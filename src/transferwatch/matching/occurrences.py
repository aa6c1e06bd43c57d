"""Which mentions tell of the same movement of people, and which of the same step of a court."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import ceil, floor, inf
from typing import Self

from transferwatch.matching.grouping import Seen, grouped
from transferwatch.matching.match import UNDECIDED, Match, Mention, Ties
from transferwatch.matching.parties import fold
from transferwatch.readings.reading import Proceeding, Quantity, Transfer

ABOUT = 0.1  # "about 250" may be a tenth more or fewer
_NOISE = frozenset({"court", "the", "of", "a", "an", "s", "us", "federal"})


def movements(mentions: Iterable[Mention[Transfer]], ties: Ties = UNDECIDED) -> tuple[Match[Transfer], ...]:
    """Mentions of transfers, grouped by movement: same states, leg and course, and nothing stated that
    contradicts.

    Mentions that state neither a date nor a number are joined to a movement only where no other could be
    meant.  Two items of one document are two movements, except a denial and what it denies.  What people decided goes
    before all of it.
    """
    return grouped([_Movement(mention) for mention in mentions], ties)


def court_steps(mentions: Iterable[Mention[Proceeding]], ties: Ties = UNDECIDED) -> tuple[Match[Proceeding], ...]:
    """Mentions of proceedings, grouped by step: same court, step and course, on days that can be one."""
    return grouped([_Step(mention) for mention in mentions], ties)


class _Movement(Seen[Transfer]):
    """A mention of a movement."""

    __slots__ = ("course", "ends", "range")

    def __init__(self, mention: Mention[Transfer]) -> None:
        super().__init__(mention)
        item = mention.item
        self.ends = (item.from_, item.to, item.leg, item.stopped)
        # Done, to be done, or only talked of: what is planned is never the same as what was done.
        self.course = item.modality if item.modality in ("happened", "planned") else "said"
        self.range = bounds(item.count) if item.count else None
        self.mark = item.count.number if item.count and item.count.bound == "exact" else None

    @property
    def says_which(self) -> bool:
        """Whether it states a date or a number."""
        return self.from_day is not None or self.range is not None

    def same(self, other: Self) -> str:
        """Why two mentions are one movement, in words; empty where they are not."""
        if self.ends != other.ends:
            return ""
        one, two = self.mention.item, other.mention.item
        denial = "denied" in (one.modality, two.modality) and one.modality != two.modality
        if not denial and (self.mention.document == other.mention.document or self.course != other.course):
            return ""
        if self.range and other.range and (self.range[0] > other.range[1] or other.range[0] > self.range[1]):
            return ""
        if not self.days_agree(other):
            return ""
        if one.nationalities and two.nationalities and not set(one.nationalities) & set(two.nationalities):
            return ""
        if self.from_day is None and other.from_day is None and one.count != two.count:
            return ""
        agreed = ["days that can be one"] if self.from_day and other.from_day else []
        if self.range and other.range:
            agreed.append("numbers that can be one")
        return f"same states, {' and '.join(agreed) or 'nothing that tells them apart'}"


class _Step(Seen[Proceeding]):
    """A mention of a step of a court."""

    __slots__ = ("step",)

    def __init__(self, mention: Mention[Proceeding]) -> None:
        super().__init__(mention)
        self.step = (mention.item.step, mention.item.state, mention.item.modality)

    @property
    def says_which(self) -> bool:
        """Whether it states a date."""
        return self.from_day is not None

    def same(self, other: Self) -> str:
        """Why two mentions are one step, in words; empty where they are not."""
        if self.step != other.step or self.mention.document == other.mention.document:
            return ""
        one, two = self.mention.item, other.mention.item
        if one.temporary is not None and two.temporary is not None and one.temporary != two.temporary:
            return ""
        if not (_names_agree(one.court, two.court) and _names_agree(one.case, two.case)):
            return ""
        return "same court, same step, days that can be one" if self.days_agree(other) else ""


def bounds(quantity: Quantity) -> tuple[float, float]:
    """The fewest and the most that a quantity can mean; infinity where nothing bounds it from above."""
    number = quantity.number
    if quantity.bound == "at_least":
        return number, inf
    if quantity.bound == "at_most":
        return 0, number
    if quantity.bound == "about":
        return floor(number * (1 - ABOUT)), ceil(number * (1 + ABOUT))
    return number, number


def _names_agree(one: str | None, other: str | None) -> bool:
    """Whether one name can be a shorter form of the other; an unstated name agrees with any."""
    if one is None or other is None:
        return True
    words, others = set(fold(one).split()) - _NOISE, set(fold(other).split()) - _NOISE
    return words <= others or others <= words


def disjoint(first: tuple[date, date], second: tuple[date, date]) -> bool:
    """Whether two stretches of days share none."""
    return first[1] < second[0] or second[1] < first[0]
