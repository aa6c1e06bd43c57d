"""Which mentions tell of the same movement of people, and which of the same step of a court."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import ceil, floor, inf
from typing import Generic, TypeVar

from transferwatch.matching.match import UNDECIDED, Item, Match, Mention, Place, Ties
from transferwatch.matching.parties import fold
from transferwatch.readings.reading import Proceeding, Quantity, Transfer

ABOUT = 0.1  # "about 250" may be a tenth more or fewer
_NOISE = frozenset({"court", "the", "of", "a", "an", "s", "us", "federal"})
I_ = TypeVar("I_", bound=Item)


def movements(mentions: Iterable[Mention[Transfer]], ties: Ties = UNDECIDED) -> tuple[Match[Transfer], ...]:
    """Mentions of transfers, grouped by movement: same states, leg and course, and nothing stated that
    contradicts.

    Mentions that state neither a date nor a number are joined to a movement only where no other could be
    meant.  Two items of one document are two movements, except a denial and what it denies.  What people decided goes
    before all of it.
    """
    return _group(mentions, _Judge(_same_movement, ties), _says_which)


def court_steps(mentions: Iterable[Mention[Proceeding]], ties: Ties = UNDECIDED) -> tuple[Match[Proceeding], ...]:
    """Mentions of proceedings, grouped by step: same court, step and course, on days that can be one."""
    return _group(mentions, _Judge(_same_step, ties), lambda mention: mention.from_day is not None)


_Same = Callable[[Mention[I_], Mention[I_]], str]


@dataclass(frozen=True, slots=True)
class _Judge(Generic[I_]):
    """Says whether mentions are one thing: people first, then the rule."""

    rule: _Same[I_]
    ties: Ties

    def same(self, first: Mention[I_], second: Mention[I_]) -> str:
        """Why two mentions are one, in words; empty where they are not."""
        told = self.ties.of(first, second)
        return self.rule(first, second) if told is None else told

    def one(self, group: Sequence[Mention[I_]], other: Sequence[Mention[I_]]) -> bool:
        """Whether two groups are one: every two of their mentions are, or people joined some and parted none."""
        across = [(first, second) for first in group for second in other]
        told = [self.ties.of(first, second) for first, second in across]
        if "" in told:
            return False
        held = any(told) or self._held(group) or self._held(other)
        return (any if held else all)(self.same(first, second) for first, second in across)

    def _held(self, group: Sequence[Mention[I_]]) -> bool:
        return bool(self.ties.same) and any(self.ties.of(first, second) for first, second in combinations(group, 2))

    def decided(self, mention: Mention[I_]) -> bool:
        """Whether anybody said of it that it is one with another."""
        return any(mention.place in places for places in self.ties.same)


def _group(
    mentions: Iterable[Mention[I_]], judge: _Judge[I_], says_which: Callable[[Mention[I_]], bool]
) -> tuple[Match[I_], ...]:
    """Groups in which every two mentions are the same; which ones does not depend on the order of the
    mentions.
    """
    ordered = sorted(mentions, key=lambda mention: mention.place)
    clear = [mention for mention in ordered if says_which(mention) or judge.decided(mention)]
    groups: list[list[Mention[I_]]] = [[mention] for mention in clear]
    reasons: list[set[str]] = [set() for _ in clear]
    home = {mention.place: at for at, mention in enumerate(clear)}
    alike = [(first, second, reason) for first, second in _near(clear) if (reason := judge.same(first, second))]
    tied = combinations(clear, 2) if judge.ties.same else ()
    told = [(*two, words) for two in tied if (words := judge.ties.of(*two))]
    for first, second, reason in [*told, *sorted(alike, key=_closest_first)]:
        here, there = home[first.place], home[second.place]
        if here == there or not judge.one(groups[here], groups[there]):
            continue
        reasons[here] |= reasons[there] | {reason}
        groups[here].extend(groups[there])
        home.update({mention.place: here for mention in groups[there]})
        groups[there], reasons[there] = [], set()
    placed = {mention.place for mention in clear}
    vague = [mention for mention in ordered if mention.place not in placed]
    alone = _place_vague(vague, groups, reasons, judge)
    made = [_match(group, reason) for group, reason in zip(groups, reasons, strict=True) if group]
    return tuple(sorted([*made, *alone], key=lambda match: match.mentions[0].place))


def _near(mentions: Sequence[Mention[I_]]) -> Iterator[tuple[Mention[I_], Mention[I_]]]:
    """Every two mentions whose days can be one: those whose days share none are never one thing."""
    dated = sorted((mention.from_day, mention.by_day, mention.place, mention) for mention in mentions if mention.from_day)
    undated = [mention for mention in mentions if not mention.from_day]
    lying: list[tuple[date, Mention[I_]]] = []
    for start, end, _, mention in dated:
        lying = [(last, other) for last, other in lying if last >= start]
        yield from (_in_order(other, mention) for _, other in lying)
        lying.append((end, mention))
    for at, mention in enumerate(undated):
        yield from (_in_order(mention, other) for other in undated[at + 1 :])
        yield from (_in_order(mention, other) for _, _, _, other in dated)


def _in_order(first: Mention[I_], second: Mention[I_]) -> tuple[Mention[I_], Mention[I_]]:
    return (first, second) if first.place <= second.place else (second, first)


def _place_vague(
    vague: Sequence[Mention[I_]], groups: list[list[Mention[I_]]], reasons: list[set[str]], judge: _Judge[I_]
) -> list[Match[I_]]:
    """Join what says little to the one group that it can mean; give back what can mean none, or more than
    one.
    """
    settled = [tuple(group) for group in groups]  # so that one vague mention never opens the way for another
    homes: dict[int, list[Mention[I_]]] = {}
    alone = []
    for mention in vague:
        meant = [at for at, group in enumerate(settled) if group and judge.one([mention], group)]
        if len(meant) == 1:
            homes.setdefault(meant[0], []).append(mention)
        else:
            alone.append(_match([mention], {"which of several is meant is not said"} if meant else set()))
    for at, joined in homes.items():
        groups[at].extend(joined)
        reasons[at].add("no other on record can be meant")
    return alone


def _match(mentions: Sequence[Mention[I_]], reasons: set[str]) -> Match[I_]:
    ordered = tuple(sorted(mentions, key=lambda mention: mention.place))
    return Match(mentions=ordered, reason="; ".join(sorted(reasons)) or "told by one document only")


def _closest_first(two: tuple[Mention[I_], Mention[I_], str]) -> tuple[int, int, Place, Place]:
    """Exact agreement first, so that a loose fit never takes the place of a close one."""
    first, second, _ = two
    same_date = first.when is not None and first.when == second.when
    gap = abs((first.by_day - second.by_day).days)
    return (0 if same_date else 1, gap, first.place, second.place)


def _says_which(mention: Mention[Transfer]) -> bool:
    return mention.from_day is not None or mention.item.count is not None


def _same_movement(first: Mention[Transfer], second: Mention[Transfer]) -> str:
    """Why two mentions are one movement, in words; empty where they are not."""
    one, other = first.item, second.item
    if (one.from_, one.to, one.leg, one.stopped) != (other.from_, other.to, other.leg, other.stopped):
        return ""
    denial = "denied" in (one.modality, other.modality) and one.modality != other.modality
    if not denial and (first.document == second.document or _course(one) != _course(other)):
        return ""
    if not (_counts_agree(one.count, other.count) and _days_agree(first, second)):
        return ""
    if one.nationalities and other.nationalities and not set(one.nationalities) & set(other.nationalities):
        return ""
    if first.from_day is None and second.from_day is None and one.count != other.count:
        return ""
    return f"same states, {_agreement(first, second)}"


def _course(transfer: Transfer) -> str:
    """Done, to be done, or only talked of: what is planned is never the same as what was done."""
    return transfer.modality if transfer.modality in ("happened", "planned") else "said"


def _agreement(first: Mention[Transfer], second: Mention[Transfer]) -> str:
    agreed = []
    if first.from_day and second.from_day:
        agreed.append("days that can be one")
    if first.item.count and second.item.count:
        agreed.append("numbers that can be one")
    return " and ".join(agreed) or "nothing that tells them apart"


def _counts_agree(one: Quantity | None, other: Quantity | None) -> bool:
    if one is None or other is None:
        return True
    (low, high), (other_low, other_high) = bounds(one), bounds(other)
    return low <= other_high and other_low <= high


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


def _days_agree(first: Mention[I_], second: Mention[I_]) -> bool:
    if first.from_day is None or second.from_day is None:
        # An undated mention cannot tell of what came after its document.
        undated, dated = (first, second) if first.from_day is None else (second, first)
        return dated.from_day is None or dated.from_day <= undated.by_day
    return first.from_day <= second.by_day and second.from_day <= first.by_day


def _same_step(first: Mention[Proceeding], second: Mention[Proceeding]) -> str:
    one, other = first.item, second.item
    if first.document == second.document or (one.step, one.state, one.modality) != (
        other.step,
        other.state,
        other.modality,
    ):
        return ""
    if one.temporary is not None and other.temporary is not None and one.temporary != other.temporary:
        return ""
    if not (_names_agree(one.court, other.court) and _names_agree(one.case, other.case)):
        return ""
    return "same court, same step, days that can be one" if _days_agree(first, second) else ""


def _names_agree(one: str | None, other: str | None) -> bool:
    """Whether one name can be a shorter form of the other; an unstated name agrees with any."""
    if one is None or other is None:
        return True
    words, others = set(fold(one).split()) - _NOISE, set(fold(other).split()) - _NOISE
    return words <= others or others <= words


def disjoint(first: tuple[date, date], second: tuple[date, date]) -> bool:
    """Whether two stretches of days share none."""
    return first[1] < second[0] or second[1] < first[0]
