"""What a match is: mentions in several readings that speak of one thing, and why they are taken to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Literal, TypeAlias, TypeVar

from transferwatch.dates import earliest_day, latest_day
from transferwatch.documents.document import Document
from transferwatch.matching.origins import Fingerprint, fingerprint
from transferwatch.readings.reading import (
    ArrangementReport,
    ContestedClaim,
    Measure,
    Proceeding,
    Reading,
    SourceKind,
    Span,
    Statement,
    Transfer,
)

Part = Literal["arrangements", "transfers", "proceedings", "statements", "contested", "measures"]
Item: TypeAlias = ArrangementReport | Transfer | Proceeding | Statement | ContestedClaim | Measure
T_co = TypeVar("T_co", bound=Item, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A reading on file: with the day on which its document was out, and what tells whether the text is a
    copy.

    `known` is the last day that the document's date of publication can mean, or the day of capture where it
    has none. `withheld` are the places where a private person is named, with their words.
    """

    reading: Reading
    known: date
    fingerprint: Fingerprint
    withheld: tuple[Span, ...] = ()
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Voice:
    """On whose word an item rests, and for which state it speaks, where document or codebook says so."""

    kind: SourceKind
    name: str | None
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Generic[T_co]):
    """One item of one reading, and what it bears on: one pair of states, or one state alone where no pair is
    settled.

    `pair` is the text of a pair ("US-RW").  `number` counts the items of that part in the reading, from 0.
    """

    document: str
    part: Part
    number: int
    pair: str | None
    state: str | None
    tie: str
    known: date
    voices: tuple[Voice, ...]
    item: T_co

    @property
    def place(self) -> tuple[str, str, int]:
        """Where the item stands among all readings: what everything is sorted by in the end."""
        return (self.document, self.part, self.number)

    @property
    def evidence(self) -> tuple[Span, ...]:
        """The words that it rests on."""
        return self.item.evidence

    @property
    def when(self) -> str | None:
        """Its EDTF date, where it has one."""
        return None if isinstance(self.item, ContestedClaim) else self.item.when

    @property
    def from_day(self) -> date | None:
        """The first day that its date can mean; None where it is undated or open."""
        return earliest_day(self.when)

    @property
    def by_day(self) -> date:
        """The last day by which it was true: its date, but not past the day it was known, unless it starts
        after that.
        """
        stated, start = latest_day(self.when), self.from_day
        if start is not None and start > self.known:
            return stated or start
        return self.known if stated is None else min(stated, self.known)

    @property
    def dated(self) -> bool:
        """Whether its date has a first and a last day."""
        return self.from_day is not None and latest_day(self.when) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Generic[T_co]):
    """Mentions of one thing, in the order of their places, with the reason in words."""

    mentions: tuple[Mention[T_co], ...]
    reason: str


Place: TypeAlias = tuple[str, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """Which two mentions, by their places, people say are one thing and which two, each with who says so and why."""

    same: Mapping[frozenset[Place], str] = field(default_factory=dict)
    different: Mapping[frozenset[Place], str] = field(default_factory=dict)

    def of(self, first: Mention[Item], second: Mention[Item]) -> str | None:
        """Why two mentions are one by decision; empty where they are two; None where nobody decided."""
        if not self.same and not self.different:
            return None
        places = frozenset((first.place, second.place))
        if places in self.different:
            return ""
        found = self.same.get(places)
        return None if found is None else f"held to be one by {found}"


UNDECIDED = Ties()


def file_reading(reading: Reading, document: Document, captured_on: date) -> Filed:
    """The reading on file, with the words of its withheld places."""
    places = sorted({(start, end) for start, end in reading.withheld if start < end})
    return Filed(
        reading=reading,
        known=latest_day(reading.document.published) or captured_on,
        fingerprint=fingerprint(document.text, reading.document.publisher),
        withheld=tuple(Span(start=start, end=end, text=document.text[start:end]) for start, end in places),
        url=document.url,
    )
