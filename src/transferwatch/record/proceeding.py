"""What a court step on record is, and what a measure of one state alone is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from transferwatch.readings.reading import MeasureKind, Modality, Step
from transferwatch.record.grades import Citation, Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtStep:
    """One step in or by a court; the fullest name of court, judge and case that any document gives.

    `tie` says how it is known to belong to its pair, or why it belongs to none.
    """

    court: str | None
    state: str | None
    step: Step
    modality: Modality
    temporary: bool | None
    judge: str | None
    case: str | None
    whens: tuple[str, ...]
    from_day: date | None
    by_day: date
    about: tuple[str, ...]
    effect: tuple[str, ...]
    tie: str
    reason: str
    citations: tuple[Citation, ...]
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A measure: an act of one state alone that bears on transfers."""

    state: str
    kind: MeasureKind
    what: str
    effect: str | None
    modality: Modality
    when: str | None
    by_day: date
    instrument: str | None
    citations: tuple[Citation, ...]
    grade: Grade
