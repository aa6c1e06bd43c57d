"""What a statement on record is: who said what, to whom, on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from transferwatch.readings.reading import Speaker, Stance
from transferwatch.record.grades import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement, by the fullest name of its speaker; `words` are those quoted, or else the longest passage.

    `reason` says why the documents cited are taken to give one statement.
    """

    speaker: Speaker
    stance: Stance
    cue: str
    quoted: bool
    words: str
    venue: str | None
    when: str | None
    by_day: date
    reason: str
    citations: tuple[Citation, ...]
