"""Group mentions that tell of one thing: people say so first, then the rule of the thing, whatever the order they come in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Generic, Self, TypeVar

from transferwatch.matching.match import Item, Match, Mention, Ties

I_ = TypeVar("I_", bound=Item)


class Seen(ABC, Generic[I_]):
    """A mention with what it is compared by, reckoned once."""

    __slots__ = ("by_day", "from_day", "mark", "mention", "place", "when")

    def __init__(self, mention: Mention[I_]) -> None:
        self.mention = mention
        self.place = mention.place
        self.when = mention.when
        self.from_day = mention.from_day
        self.by_day = mention.by_day
        # Two mentions with two marks are never one thing.
        self.mark: Hashable = None

    @property
    @abstractmethod
    def says_which(self) -> bool:
        """Whether it says enough to tell which of several things it means."""

    @abstractmethod
    def same(self, other: Self) -> str:
        """Why two mentions tell of one thing, in words; empty where they do not."""

    def days_agree(self, other: Self) -> bool:
        """Whether the days of two mentions can be one; an undated mention cannot tell of what came after its document."""
        if self.from_day is None:
            return other.from_day is None or other.from_day <= self.by_day
        if other.from_day is None:
            return self.from_day <= other.by_day
        return self.from_day <= other.by_day and other.from_day <= self.by_day


S = TypeVar("S", bound=Seen)  # type: ignore[type-arg]


def grouped(seen: Sequence[Seen[I_]], ties: Ties) -> tuple[Match[I_], ...]:
    """Groups in which every two mentions are the same, or which people made; which ones does not depend on the order."""
    known = sorted(seen, key=lambda one: one.place)
    clear = [at for at, one in enumerate(known) if one.says_which or any(one.place in places for places in ties.same)]
    likeness = _Likeness(known, clear, ties)
    groups: list[list[int]] = [[at] for at in clear]
    reasons: list[set[str]] = [set() for _ in clear]
    home = {at: number for number, at in enumerate(clear)}
    for first, second in likeness.closest_first():
        here, there = home[first], home[second]
        if here == there or not likeness.one(groups[here], groups[there]):
            continue
        reasons[here] |= reasons[there] | {likeness.reasons[first, second]}
        groups[here].extend(groups[there])
        home.update(dict.fromkeys(groups[there], here))
        groups[there], reasons[there] = [], set()
    alone = _place_vague(sorted(set(range(len(known))) - set(clear)), groups, reasons, likeness)
    made = [_match([known[at] for at in group], reason) for group, reason in zip(groups, reasons, strict=True) if group]
    alone_made = [_match([known[at]], reason) for at, reason in alone]
    return tuple(sorted([*made, *alone_made], key=lambda match: match.mentions[0].place))


class _Likeness(Generic[I_]):
    """Which of the mentions, by their number, are the same as which others, and why."""

    def __init__(self, known: Sequence[Seen[I_]], clear: Sequence[int], ties: Ties) -> None:
        self.known = known
        self.clear = frozenset(clear)
        self.reasons: dict[tuple[int, int], str] = {}
        self.alike: list[set[int]] = [set() for _ in known]
        self.apart: list[set[int]] = [set() for _ in known]
        self.tied: list[set[int]] = [set() for _ in known]
        for first, second in _near(known, clear):
            self._note(first, second, known[first].same(known[second]))
        self.decided = bool(ties.same or ties.different)
        if self.decided:
            for first, second in combinations(range(len(known)), 2):
                told = ties.of(known[first].mention, known[second].mention)
                if told is not None:
                    self._decide(first, second, told)

    def _note(self, first: int, second: int, reason: str) -> None:
        if reason:
            self.reasons[first, second] = reason
            self.alike[first].add(second)
            self.alike[second].add(first)

    def _decide(self, first: int, second: int, told: str) -> None:
        for one, other in ((first, second), (second, first)):
            self.alike[one].discard(other)
            (self.tied if told else self.apart)[one].add(other)
        self.reasons.pop((first, second), None)
        self._note(first, second, told)

    def closest_first(self) -> list[tuple[int, int]]:
        """The clear mentions that are the same, two by two: what people decided, then exact agreement, so that a loose fit
        never takes the place of a close one.
        """

        def order(two: tuple[int, int]) -> tuple[bool, bool, int, int, int]:
            first, second = self.known[two[0]], self.known[two[1]]
            same_date = first.when is not None and first.when == second.when
            return two[1] not in self.tied[two[0]], not same_date, abs((first.by_day - second.by_day).days), *two

        return sorted((two for two in self.reasons if self.clear.issuperset(two)), key=order)

    def one(self, group: Sequence[int], other: Sequence[int]) -> bool:
        """Whether two groups are one: every two of their mentions are, or people joined some and parted none."""
        across = set(other)
        if self.decided and any(self.apart[at] & across for at in group):
            return False
        if self.decided and any(self.tied[at] for at in (*group, *other)):
            return any(self.alike[at] & across for at in group)
        return all(self.alike[at] >= across for at in group)


def _near(known: Sequence[Seen[I_]], clear: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Every two clear mentions whose days can be one, and each vague one with every clear one, the earlier first; those whose
    days share none, or whose marks differ, are never one thing.
    """
    dated: list[tuple[date, int]] = sorted((start, at) for at in clear if (start := known[at].from_day) is not None)
    lying: list[int] = []
    for start, at in dated:
        lying = [other for other in lying if known[other].by_day >= start]
        yield from ((min(at, other), max(at, other)) for other in lying)
        lying.append(at)
    by_mark: dict[Hashable, list[int]] = {}
    for _, at in dated:
        by_mark.setdefault(known[at].mark, []).append(at)
    for at in clear:
        if known[at].from_day is not None:
            continue
        mark = known[at].mark
        yield from _with_mark(at, mark, by_mark)
        by_mark.setdefault(mark, []).append(at)
    for at in sorted(set(range(len(known))) - set(clear)):
        yield from _with_mark(at, known[at].mark, by_mark)


def _with_mark(at: int, mark: Hashable, by_mark: Mapping[Hashable, Sequence[int]]) -> Iterator[tuple[int, int]]:
    near = by_mark.values() if mark is None else (by_mark.get(mark, ()), by_mark.get(None, ()))
    return ((min(at, other), max(at, other)) for others in near for other in others)


def _place_vague(
    vague: Sequence[int], groups: list[list[int]], reasons: list[set[str]], likeness: _Likeness[I_]
) -> list[tuple[int, set[str]]]:
    """Join what says little to the one group that it can mean; give back what can mean none, or more than
    one.
    """
    settled = [tuple(group) for group in groups]  # so that one vague mention never opens the way for another
    homes: dict[int, list[int]] = {}
    alone: list[tuple[int, set[str]]] = []
    for at in vague:
        if not likeness.alike[at]:
            alone.append((at, set()))
            continue
        meant = [number for number, group in enumerate(settled) if group and likeness.one([at], group)]
        if len(meant) == 1:
            homes.setdefault(meant[0], []).append(at)
        else:
            alone.append((at, {"which of several is meant is not said"} if meant else set()))
    for number, joined in homes.items():
        groups[number].extend(joined)
        reasons[number].add("no other on record can be meant")
    return alone


def _match(seen: Sequence[Seen[I_]], reasons: set[str]) -> Match[I_]:
    if len(seen) == 1 and not reasons:
        return Match(mentions=(seen[0].mention,), reason="told by one document only")
    ordered = tuple(sorted((one.mention for one in seen), key=lambda mention: mention.place))
    return Match(mentions=ordered, reason="; ".join(sorted(reasons)) or "told by one document only")
