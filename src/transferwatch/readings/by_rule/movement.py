"""What a movement of people is to the reader, and the setting in which it is told."""

from __future__ import annotations

from dataclasses import dataclass

from transferwatch.readings.by_rule.deals import Deal
from transferwatch.readings.by_rule.directions import Directions, Focus, Pair
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.reading import Leg, Modality, Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One movement as one clause gives it; `at` is its verb or noun, `evidence` the first and last token of its words."""

    from_: str | None
    to: str | None
    leg: Leg
    count: Quantity | None
    nationalities: tuple[str, ...]
    who: tuple[int, int] | None
    when: str | None
    when_words: str | None
    modality: Modality
    stopped: bool
    at: int
    sentence: int
    evidence: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a document as a whole says: its directions, the pairs spoken of, its deals."""

    page: Page
    votes: Directions
    focus: Focus
    deals: tuple[Deal, ...]


def pair_of(movement: Movement) -> Pair | None:
    """The pair of an outbound movement whose ends are both known."""
    if movement.leg != "outbound" or movement.from_ is None or movement.to is None:
        return None
    return movement.from_, movement.to
