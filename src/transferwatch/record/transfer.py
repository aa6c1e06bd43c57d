"""What a transfer on record is: one movement of people, with all that is reported of it, and honest sums over
several.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from transferwatch.matching.occurrences import bounds, disjoint
from transferwatch.readings.reading import Leg, Modality, Quantity
from transferwatch.record.grades import Citation, Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One movement across a border by state action; `counts` holds every number reported, never averaged.

    `tie` says how it is known to belong to its pair, `reason` why its mentions are taken for one movement.
    """

    from_state: str | None
    to_state: str | None
    leg: Leg
    modality: Modality
    stopped: bool
    counts: tuple[Quantity, ...]
    nationalities: tuple[str, ...]
    who: tuple[str, ...]
    whens: tuple[str, ...]
    from_day: date | None
    by_day: date
    legal_basis: tuple[str, ...]
    conditions_after: tuple[str, ...]
    tie: str
    reason: str
    citations: tuple[Citation, ...]
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How many people were moved: at least `at_least`, and at most `at_most` of those on record (null:
    nothing bounds it).

    `reason` says in words how the bounds were come by.
    """

    at_least: int
    at_most: int | None
    movements: int
    reason: str


def moved(movements: Sequence[Movement]) -> Moved:
    """Bounds on the people moved outbound by what is on record, adding only what cannot overlap."""
    outbound = [movement for movement in movements if movement.leg == "outbound" and not movement.stopped]
    return people_in([movement for movement in outbound if movement.modality == "happened"], "happened")


def people_in(done: Sequence[Movement], what: str = "told") -> Moved:
    """Bounds on the people in movements of one kind, adding only what cannot overlap; `what` is said of them where there
    are none.

    At least: the largest number of one movement, or the sum over movements whose days share none, whichever
    is more.  At most: the sum over all, where each has a number that is bounded from above.
    """
    ranges = [_range(movement) for movement in done]
    most = sum(high for _, high in ranges)
    largest = max((low for low, _ in ranges), default=0)
    apart = _most_apart([(movement, low) for movement, (low, _) in zip(done, ranges, strict=True)])
    reason = "the largest single movement on record"
    if apart > largest:
        reason = "movements on days that cannot overlap, added up"
    if not done:
        reason = f"no movement is on record as {'having happened' if what == 'happened' else what}"
    return Moved(
        at_least=max(largest, apart),
        at_most=None if most == inf else int(most),
        movements=len(done),
        reason=reason,
    )


def _range(movement: Movement) -> tuple[int, float]:
    """The fewest and the most that any report allows; a movement without a number moved at least one."""
    if not movement.counts:
        return 1, inf
    ranges = [bounds(count) for count in movement.counts]
    return max(1, int(min(low for low, _ in ranges))), max(high for _, high in ranges)


def _most_apart(movements: Sequence[tuple[Movement, int]]) -> int:
    """The largest sum over movements with days that do not overlap (weighted interval scheduling)."""
    dated = [
        (movement.from_day, movement.by_day, low)
        for movement, low in movements
        if movement.from_day is not None and movement.from_day <= movement.by_day
    ]
    dated.sort(key=lambda stretch: (stretch[1], stretch[0], stretch[2]))
    best = [0]
    for at, (start, end, low) in enumerate(dated):
        before = max(
            (best[earlier + 1] for earlier in range(at) if disjoint(dated[earlier][:2], (start, end))),
            default=0,
        )
        best.append(max(best[-1], before + low))
    return best[-1]
