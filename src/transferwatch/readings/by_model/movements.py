"""Movements of people out of the tagger's findings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import cast

from transferwatch.readings.by_model.pairs import Pair
from transferwatch.readings.by_model.passages import passage
from transferwatch.readings.by_model.scores import Scores, Unit, best_states
from transferwatch.readings.by_rule.dates.when import when_fields
from transferwatch.readings.by_rule.movement import Movement
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.reading import Leg, Quantity


@dataclass(frozen=True, slots=True)
class Least:
    """How sure the tagger must be before something is coded (0 to 1); set on the open texts."""

    move: float = 0.5
    role: float = 0.4
    leading: float = 0.15
    nationality: float = 0.5
    count: float = 0.5
    date: float = 0.5


def movements(page: Page, scores: Scores, pairs: Collection[Pair] = (), least: Least | None = None) -> tuple[Movement, ...]:
    """The movements of a page, each once, in the order of the text.

    `pairs` are those that the page has arrangements of: a movement of which one end is told runs between them.
    """
    least = least or Least()
    found: list[Movement] = []
    for unit in scores.units("move", least.move):
        found.extend(_told(page, scores, unit, pairs, least))
    return tuple(each_once(found))


def _told(page: Page, scores: Scores, unit: Unit, pairs: Collection[Pair], least: Least) -> list[Movement]:
    senders, receivers = scores.fillers(unit, "sender"), scores.fillers(unit, "receiver")
    from_, to = _ends(unit, best_states(senders), best_states(receivers), pairs, least)
    counts = sorted(
        (filler.mention for filler in scores.fillers(unit, "count") if filler.sure >= least.count), key=lambda m: m.first
    )
    nationalities = tuple(
        sorted(state for state, sure in best_states(scores.fillers(unit, "nationality")) if sure >= least.nationality)
    )
    date = scores.date(unit, least.date)
    when, words = when_fields(page.dates[date.index] if date else None)
    if from_ is None:
        return []
    marks = [filler.mention.last for filler in (*senders, *receivers) if filler.sure >= least.role]
    marks += [mark for mention in counts for mark in (mention.first, mention.last)]
    leg = unit.label if unit.label in {"onward", "return"} else "outbound"

    def made(destination: str | None, count: Quantity | None) -> Movement:
        return Movement(
            from_=from_,
            to=destination,
            leg=cast(Leg, leg),
            count=count,
            nationalities=nationalities,
            who=None,
            when=when,
            when_words=words,
            modality=scores.surest_modality("move", unit),
            stopped=unit.label == "outbound_stopped",
            at=unit.peak,
            sentence=unit.sentence,
            evidence=(passage(page, unit.sentence, unit.peak, marks),),
        )

    numbers = [Quantity(number=page.quantities[m.index].number, bound=page.quantities[m.index].bound) for m in counts]
    if len(to) <= 1:
        destination = to[0] if to else None
        return [made(destination, number) for number in numbers] or [made(destination, None)]
    if len(numbers) == len(to):
        first = {filler.mention.state: filler.mention.first for filler in reversed(receivers)}
        ordered = sorted(to, key=lambda state: first[state])
        return [made(state, number) for state, number in zip(ordered, numbers, strict=True)]
    # A number over several states is theirs together and nobody's alone: it is left out.
    return [made(state, None) for state in to]


def each_once(found: Sequence[Movement]) -> list[Movement]:
    """Each movement once: of the same ends, leg and standing, with numbers and dates that can be one."""
    kept: list[Movement] = []
    # Those with a number first, so that a telling without one joins the one that it tells again.
    for one in sorted(found, key=lambda move: (move.count is None, move.to is None, move.sentence, move.at)):
        for place, known in enumerate(kept):
            if _is_told_again(known, one):
                kept[place] = replace(
                    known,
                    nationalities=known.nationalities or one.nationalities,
                    when=known.when or one.when,
                    when_words=known.when_words or one.when_words,
                    evidence=tuple(dict.fromkeys((*known.evidence, *one.evidence)))[:3],
                )
                break
        else:
            kept.append(one)
    return sorted(kept, key=lambda one: one.at)


def _is_told_again(known: Movement, one: Movement) -> bool:
    if (known.leg, known.stopped) != (one.leg, one.stopped) or known.from_ != one.from_:
        return False
    if (known.modality == "happened") != (one.modality == "happened"):
        return False
    alike = known.count is not None and one.count is not None and known.count.number == one.count.number
    if known.to != one.to:
        return alike and one.to is None
    if alike:
        return True
    if known.count is not None and one.count is not None:
        return False
    return not (known.when and one.when) or known.when[:7] == one.when[:7]


def _ends(
    unit: Unit,
    senders: Sequence[tuple[str, float]],
    receivers: Sequence[tuple[str, float]],
    pairs: Collection[Pair],
    least: Least,
) -> tuple[str | None, list[str]]:
    """Whence and whither: what the sentence tells surely, and, where it leaves one end open, what the page's pairs tell."""
    to = [state for state, sure in receivers if sure >= least.role]
    from_ = next((state for state, sure in senders if sure >= least.role and state not in to[:1]), None)
    outward = unit.label not in {"onward", "return"}
    if from_ is None and outward:
        known = {sender for sender, receiver in pairs if receiver in to}
        from_ = known.pop() if len(known) == 1 else None
    if from_ is None and not outward:
        known = {receiver for _, receiver in pairs}
        from_ = known.pop() if len(known) == 1 else None
    if from_ is None:
        from_ = next((state for state, sure in senders[:1] if sure >= least.leading and state not in to), None)
    if not to and outward and from_ is not None:
        to = [state for state, sure in receivers[:1] if sure >= least.leading and state != from_]
    return from_, [state for state in to if state != from_]
