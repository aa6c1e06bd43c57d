"""Which tellings are of one movement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transferwatch.readings.by_rule.movement import Movement
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.reading import Modality

_RANK: dict[Modality, int] = {"happened": 0, "planned": 1, "alleged": 2, "possible": 3, "denied": 4}


def merged_movements(found: Sequence[Movement]) -> list[Movement]:
    """One item for each movement: same ends and leg, counts and dates that can be one; a telling without a number joins one
    with a number, unless it stands otherwise (planned beside happened)."""
    out: list[Movement] = []
    for movement in sorted(found, key=lambda one: (one.count is None, one.sentence, one.at)):
        for index, known in enumerate(out):
            if _same(known, movement):
                out[index] = _joined(known, movement)
                break
        else:
            out.append(movement)
    return sorted(out, key=lambda one: one.at)


def without_parts(page: Page, found: Sequence[Movement]) -> list[Movement]:
    """Leave out a part of a movement that only a relative clause counts ("two men who had been taken there sued")."""
    out = []
    for one in found:
        relative = page.token(one.at).dep_ == "relcl" and one.modality == "happened" and one.count is not None
        larger = any(
            (o.from_, o.to, o.leg) == (one.from_, one.to, one.leg)
            and o.count
            and one.count
            and o.count.number > one.count.number
            for o in found
        )
        if not (relative and larger):
            out.append(one)
    return out


def _same(known: Movement, other: Movement) -> bool:
    if known.leg != other.leg or (known.from_ != other.from_ and known.from_ and other.from_):
        return False
    if known.to != other.to and known.to and other.to:
        return False
    if known.stopped != other.stopped:
        return False
    if known.count and other.count and known.count.number != other.count.number:
        return False
    if (known.modality == "happened") != (other.modality == "happened"):
        return False
    if known.nationalities and other.nationalities and not set(known.nationalities) & set(other.nationalities):
        return False
    if known.when and other.when and known.when[:7] != other.when[:7]:
        return bool(known.count and other.count) and False
    if (known.count is None) != (other.count is None):
        return abs(known.sentence - other.sentence) <= 3 or known.to == other.to
    return True


def _joined(known: Movement, other: Movement) -> Movement:
    best = known if _RANK[known.modality] <= _RANK[other.modality] else other
    return replace(
        known,
        from_=known.from_ or other.from_,
        to=known.to or other.to,
        count=known.count or other.count,
        nationalities=known.nationalities or other.nationalities,
        who=known.who or other.who,
        when=known.when or other.when,
        when_words=known.when_words or other.when_words,
        modality=best.modality,
        evidence=tuple(dict.fromkeys((*known.evidence, *other.evidence)))[:3],
    )
