"""What an arrangement on record is: the reports of its life, and its terms, every one with its words and both
clocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from transferwatch.matching.compare import LIFE
from transferwatch.matching.parties import Pair
from transferwatch.readings.reading import Cap, Modality, Money, Stage
from transferwatch.record.grades import Citation, Denial, Grade

V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReport:
    """One document's report that a stage was reached, is planned, possible, alleged or denied.

    True clock: `when` as the document dates it (EDTF, null where it does not), `from_day` its first day where
    known, and `by_day` the day by which it was true, placed by the rule of `history.placed`, with `bounded`
    saying in words what bounds it.  Known clock: the citation's `known`.
    """

    stage: Stage
    modality: Modality
    when: str | None
    when_words: str | None
    from_day: date | None
    by_day: date
    bounded: str
    actor: str | None
    citation: Citation
    denials: tuple[Denial, ...] = ()

    @property
    def by_another(self) -> bool:
        """Whether another report bounds it, and not its own date or document."""
        return self.bounded.endswith("by then")

    @property
    def order(self) -> int:
        """The place of the stage in the order of a life, from 0."""
        return LIFE.index(self.stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Generic[V]):
    """One value of one term; values that differ stand side by side.

    `modality` is `happened` where any report puts it as a fact, or else `planned`, `possible`, `alleged`,
    `denied`, in this order.  `by_day` is the first day by which it was true.
    """

    value: V
    modality: Modality
    by_day: date
    citations: tuple[Citation, ...]
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """One understanding between sending and receiving states; `key` is "US-RW", or "US-RW.2" for the second
    of a pair.
    """

    key: str
    pair: Pair
    number: int
    reason: str
    reports: tuple[StageReport, ...]
    kinds: tuple[Term[str], ...] = ()
    caps: tuple[Term[Cap], ...] = ()
    payments: tuple[Term[Money], ...] = ()
    nationalities: tuple[Term[str], ...] = ()
    excludes: tuple[Term[str], ...] = ()
    conditions: tuple[Term[str], ...] = ()
