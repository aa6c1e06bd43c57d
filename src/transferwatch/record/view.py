"""What can be asked of the record: the nouns it comes in, and the protocol that storage implements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from transferwatch.dates import AsOf
from transferwatch.matching.origins import Origin
from transferwatch.matching.parties import Pair
from transferwatch.readings.reading import DocumentFacts, ReaderFacts, Span
from transferwatch.record.arrangement import Arrangement
from transferwatch.record.claim import Claim
from transferwatch.record.proceeding import Act, CourtStep
from transferwatch.record.statement import Said
from transferwatch.record.transfer import Movement


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentOnRecord:
    """A document that something on record rests on.

    `known` is the day from which it counts as known.  `withheld` are the places where it names a private
    person: nothing that leaves the workspace shows their words.
    """

    facts: DocumentFacts
    reader: ReaderFacts
    known: date
    url: str | None
    withheld: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRecord:
    """All that is on record between sending and receiving states; every part is in an order of its own, never
    of arrival.
    """

    pair: Pair
    arrangements: tuple[Arrangement, ...] = ()
    transfers: tuple[Movement, ...] = ()
    proceedings: tuple[CourtStep, ...] = ()
    statements: tuple[Said, ...] = ()
    contested: tuple[Claim, ...] = ()
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRecord:
    """What is on record about one state that no single pair of states can be given for."""

    state: str
    transfers: tuple[Movement, ...] = ()
    proceedings: tuple[CourtStep, ...] = ()
    contested: tuple[Claim, ...] = ()
    measures: tuple[Act, ...] = ()
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The whole record: what the readings, the decisions and the codebook come to."""

    pairs: tuple[PairRecord, ...] = ()
    states: tuple[StateRecord, ...] = ()
    documents: tuple[DocumentOnRecord, ...] = ()


class RecordView(Protocol):
    """The record as far as it was known on `as_of.known_on`.  What is not there comes as an empty value,
    never as an error.
    """

    @property
    def as_of(self) -> AsOf:
        """The two clocks of the question."""
        ...

    def at(self, as_of: AsOf) -> RecordView:
        """The same record by other clocks."""
        ...

    def kept(self, kind: str) -> Mapping[str, str]:
        """What an answer kept of each pair, by the pair's text; what changed since is not in it.  Only of the whole record."""
        ...

    def keep(self, kind: str, bodies: Mapping[str, str]) -> None:
        """Keep what an answer made of pairs until something on record of them changes, where the record can be written."""
        ...

    def without(self, document: str) -> RecordView:
        """The same record as if that document did not count."""
        ...

    def bears_on(self, document: str) -> tuple[Pair, ...]:
        """The pairs that items of the document bear on, in order."""
        ...

    def arrivals(self, since: date, until: date | None) -> tuple[tuple[date, Pair], ...]:
        """The days, both included, on which documents that bear on a pair became known, with the pair, in order."""
        ...

    def pairs(self) -> tuple[Pair, ...]:
        """Every pair with something on record, in order."""
        ...

    def pair(self, pair: Pair) -> PairRecord:
        """All that is on record between these states."""
        ...

    def state(self, state: str) -> StateRecord:
        """What is on record about one state alone."""
        ...

    def arrangements(self) -> tuple[Arrangement, ...]:
        """Every arrangement on record, by pair and in the order of their beginnings."""
        ...

    def arrangement(self, key: str) -> tuple[Arrangement, ...]:
        """The arrangement of that key, alone; empty where there is none."""
        ...

    def document(self, document: str) -> DocumentOnRecord:
        """The facts of a document that something on record rests on."""
        ...

    def documents(self, wanted: Iterable[str]) -> Mapping[str, DocumentOnRecord]:
        """The facts of several documents, by id."""
        ...

    def found(self, words: str, limit: int) -> tuple[tuple[str, str], ...]:
        """Documents whose text has all these words, the best first, each with its text."""
        ...
