"""Readings planted for the tests of the scorer: gold with known damage done to it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transferwatch.readings.anchoring import PARTS
from transferwatch.readings.reading import Reading, Span

STAGES = ("proposed", "in_talks", "agreed", "signed", "operating", "ended")
Damage = Callable[[str, Reading, random.Random], Reading]


def same(text: str, gold: Reading, chance: random.Random) -> Reading:
    """The gold itself."""
    del text, chance
    return gold


def dropped(text: str, gold: Reading, chance: random.Random) -> Reading:
    """A third of the items is gone."""
    del text
    kept: dict[str, Any] = {part: tuple(item for item in getattr(gold, part) if chance.random() > 1 / 3) for part in PARTS}
    return replace(gold, **kept)


def other_codes(text: str, gold: Reading, chance: random.Random) -> Reading:
    """Half of the stages, modalities, legs, steps, stances and topics are others."""
    del text

    def changed(item: Any, **codes: tuple[str, ...]) -> Any:
        return replace(item, **{name: chance.choice(one) for name, one in codes.items() if chance.random() > 0.5})

    modalities = ("happened", "planned", "denied")
    return replace(
        gold,
        arrangements=tuple(changed(one, stage=STAGES, modality=modalities) for one in gold.arrangements),
        transfers=tuple(changed(one, modality=modalities, leg=("onward", "return")) for one in gold.transfers),
        proceedings=tuple(changed(one, step=("filed", "heard", "blocked")) for one in gold.proceedings),
        statements=tuple(changed(one, stance=("says", "denies", "warns")) for one in gold.statements),
        contested=tuple(changed(one, topic=("legality", "safety")) for one in gold.contested),
    )


def wrong_pairs(text: str, gold: Reading, chance: random.Random) -> Reading:
    """Half of the receiving states are Fiji, a third of the numbers one more, and half of the dates gone."""
    del text

    def moved(item: Any) -> Any:
        made = replace(item, to="FJ") if chance.random() > 0.5 else item
        if made.count and chance.random() > 2 / 3:
            made = replace(made, count=replace(made.count, number=made.count.number + 1))
        return replace(made, when=None, nationalities=("FJ",)) if chance.random() > 0.5 else made

    return replace(
        gold,
        arrangements=tuple(replace(one, receiving="FJ") if chance.random() > 0.5 else one for one in gold.arrangements),
        transfers=tuple(map(moved, gold.transfers)),
    )


def shifted(text: str, gold: Reading, chance: random.Random) -> Reading:
    """Every span begins and ends somewhere else."""

    def move(span: Span) -> Span:
        by = chance.randint(-60, 60)
        start = max(0, min(len(text) - 2, span.start + by))
        end = max(start + 1, min(len(text), span.end + by + chance.randint(-20, 20)))
        return Span(start=start, end=end, text=text[start:end])

    moved: dict[str, Any] = {
        part: tuple(replace(item, evidence=tuple(map(move, item.evidence))) for item in getattr(gold, part)) for part in PARTS
    }
    return replace(gold, **moved)


def repeated(text: str, gold: Reading, chance: random.Random) -> Reading:
    """Every item is there twice, in another order."""
    del text
    twice: dict[str, Any] = {}
    for part in PARTS:
        items = [*getattr(gold, part), *getattr(gold, part)]
        chance.shuffle(items)
        twice[part] = tuple(items)
    return replace(gold, **twice)


def all_of_it(text: str, gold: Reading, chance: random.Random) -> Reading:
    """Everything at once."""
    for damage in (repeated, wrong_pairs, other_codes, shifted, dropped):
        gold = damage(text, gold, chance)
    return gold


DAMAGES: tuple[Damage, ...] = (same, dropped, other_codes, wrong_pairs, shifted, repeated, all_of_it)
