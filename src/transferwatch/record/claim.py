"""What a contested claim on record is: a proposition, who asserts it and who denies it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from transferwatch.readings.reading import Topic
from transferwatch.record.grades import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim as one document sets it out; `tie` says how it is known to belong where it stands."""

    topic: Topic
    claim: str
    asserted_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    by_day: date
    tie: str
    citation: Citation
