"""Movements of people out of the tagger's findings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import cast

from transferwatch.readings.by_model.marking import Mention
from transferwatch.readings.by_model.pairs import Pair
from transferwatch.readings.by_model.passages import passage
from transferwatch.readings.by_model.scores import Scores, Unit, best_states
from transferwatch.readings.by_rule.dates.when import when_fields
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
class Least:
    """How sure the tagger must be before something is coded (0 to 1); set on `evaluation/tuning`."""

    move: float = 0.65
    number: float = 0.6
    role: float = 0.5
    leading: float = 0.15
    fit: float = 0.6
    borne: float = 0.4
    nationality: float = 0.3
    count: float = 0.5
    date: float = 0.35


def movements(page: Page, scores: Scores, pairs: Collection[Pair] = (), least: Least | None = None) -> tuple[Movement, ...]:
    """The movements of a page, each once, in the order of the text.

    First those told by the number of the people, then those that a sentence tells without one.  `pairs` are those that the
    page has arrangements of: a movement of which one end is told runs between them.
    """
    least = least or Least()
    units = scores.units("move", least.move)
    teller = _Teller(page, scores, pairs, least, units)
    found: list[Movement] = []
    counted = scores.counted(least.number)
    numbers = {unit.number for unit in counted}
    told: dict[tuple[int, str], set[tuple[str | None, str | None]]] = {}
    for unit in counted:
        made = teller.counted(unit)
        found.extend(made)
        told.setdefault((unit.sentence, unit.label), set()).update((one.from_, one.to) for one in made)
    for unit in units:
        here = told.get((unit.sentence, unit.label), set())
        found.extend(one for one in teller.uncounted(unit, numbers) if one.count or (one.from_, one.to) not in here)
    return tuple(each_once([one for one in found if not _is_readmission(one)]))


def _is_readmission(one: Movement) -> bool:
    """Whether people are sent to the state whose nationals they are: no third state takes them in."""
    return one.leg == "outbound" and one.to is not None and one.nationalities == (one.to,)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Makes movements of what the tagger found in one page."""

    page: Page
    scores: Scores
    pairs: Collection[Pair]
    least: Least
    units: Sequence[Unit]

    def counted(self, unit: Unit) -> list[Movement]:
        """The movement of the people that a number counts: to nowhere in particular where they went to several states."""
        from_, to = self._ends(unit)
        if from_ is None or unit.number is None:
            return []
        return [self._made(unit, from_, to[0] if len(to) == 1 else None, unit.number)]

    def uncounted(self, unit: Unit, taken: Collection[Mention | None]) -> list[Movement]:
        """The movements that a sentence tells, with the numbers that count no other (`taken`)."""
        from_, to = self._ends(unit)
        if from_ is None:
            return []
        fillers = self.scores.fillers(unit, "count")
        numbers = sorted(
            (one.mention for one in fillers if one.sure >= self.least.count and one.mention not in taken),
            key=lambda mention: mention.first,
        )
        if len(to) <= 1:
            end = to[0] if to else None
            return [self._made(unit, from_, end, number) for number in numbers] or [self._made(unit, from_, end, None)]
        if len(numbers) == len(to):
            first = {one.mention.state: one.mention.first for one in reversed(self.scores.fillers(unit, "receiver"))}
            ordered = sorted(to, key=lambda state: first[state])
            return [self._made(unit, from_, state, number) for state, number in zip(ordered, numbers, strict=True)]
        # A number over several states is theirs together and nobody's alone: it is left out.
        return [self._made(unit, from_, state, None) for state in to]

    def _made(self, unit: Unit, from_: str, to: str | None, number: Mention | None) -> Movement:
        quantity = self.page.counts[number.index] if number else None
        date = self._date(unit)
        when, words = when_fields(self.page.dates[date.index] if date else None)
        nationalities = best_states(self.scores.fillers(unit, "nationality"))
        ends = (*self.scores.fillers(unit, "sender"), *self.scores.fillers(unit, "receiver"))
        marks = [one.mention.last for one in ends if one.sure >= self.least.role]
        marks += [number.first, number.last] if number else []
        return Movement(
            from_=from_,
            to=to,
            leg=cast(Leg, unit.label if unit.label in {"onward", "return"} else "outbound"),
            count=Quantity(number=quantity.number, bound=quantity.bound) if quantity else None,
            # Nobody is transferred by the state whose national he is.
            nationalities=tuple(sorted(st for st, sure in nationalities if sure >= self.least.nationality and st != from_)),
            who=None,
            when=when,
            when_words=words,
            modality=self.scores.surest_modality("move", unit),
            stopped=unit.label == "outbound_stopped",
            at=unit.peak,
            sentence=unit.sentence,
            evidence=(passage(self.page, unit.sentence, unit.peak, marks),),
        )

    def _date(self, unit: Unit) -> Mention | None:
        """The date of a movement; of one told by its number also that of its sentence, where that tells one movement."""
        own = self.scores.date(unit, self.least.date)
        if own is not None or unit.number is None:
            return own
        told = [one for one in self.units if one.sentence == unit.sentence]
        return self.scores.date(told[0], self.least.date) if len(told) == 1 and told[0].label == unit.label else None

    def _ends(self, unit: Unit) -> tuple[str | None, list[str]]:
        """Whence and whither: what the text tells surely of the unit, and, where that leaves one end open, what the page's
        pairs tell."""
        senders = best_states(self.scores.fillers(unit, "sender"))
        receivers = best_states(self.scores.fillers(unit, "receiver"))
        to = [state for state, sure in receivers if sure >= self.least.role]
        from_ = next((state for state, sure in senders if sure >= self.least.role and state not in to[:1]), None)
        outward = unit.label not in {"onward", "return"}
        if from_ is None and outward:
            known = {sender for sender, receiver in self.pairs if receiver in to}
            from_ = known.pop() if len(known) == 1 else None
        if from_ is None and not outward:
            known = {receiver for _, receiver in self.pairs}
            from_ = known.pop() if len(known) == 1 else None
        if from_ is None:
            from_ = next((state for state, sure in senders[:1] if sure >= self.least.leading and state not in to), None)
        if not to and outward and from_ is not None:
            # A doubtful end goes for one where the page has no deal of that sender, or one with that very state.
            known = {receiver for sender, receiver in self.pairs if sender == from_}
            doubtful = [state for state, sure in receivers[:1] if sure >= self.least.leading and state != from_]
            to = [state for state in doubtful if not known or state in known]
        if outward and from_ is not None:
            to = [state for state in to if self._fit(unit, from_, state) >= self.least.borne]
        if outward and (from_ is None or not to):
            from_, to = self._completed(unit, from_, to)
        return from_, [state for state in to if state != from_]

    def _fit(self, unit: Unit, from_: str, to: str) -> float:
        """How surely the unit is told of that pair."""
        return max((one.fit for one in self.scores.ranked(unit) if one.pair == (from_, to)), default=0.0)

    def _completed(self, unit: Unit, from_: str | None, to: list[str]) -> tuple[str | None, list[str]]:
        """The ends with the one that is open out of the pair that the unit is most surely told of."""
        for one in self.scores.ranked(unit):
            sender, receiver = one.pair
            if one.fit >= self.least.fit and from_ in {None, sender} and (not to or receiver in to):
                return sender, to or [receiver]
        return from_, to


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
