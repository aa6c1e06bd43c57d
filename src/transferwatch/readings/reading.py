"""What a reading is: the seven parts of the coding manual, each item with the words that it rests on.

Field names, codes and shapes are those of the coding manual and of `transferwatch schema reading`.  Dates are EDTF text
(ISO 8601-2), states ISO 3166-1 alpha-2 codes (with XK and EU), currencies ISO 4217.  Offsets count Unicode code points of
the document's text; `end` is exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

Stage = Literal[
    "proposed",
    "in_talks",
    "agreed",
    "signed",
    "in_force",
    "operating",
    "suspended",
    "blocked",
    "ended",
    "refused",
]
Kind = Literal[
    "third_country_removal",
    "asylum_transfer",
    "safe_third_country",
    "detention_hosting",
    "transit",
    "resettlement",
    "unspecified",
]
Modality = Literal["happened", "planned", "possible", "alleged", "denied"]
Bound = Literal["exact", "at_least", "at_most", "about"]
Period = Literal["total", "year", "month", "week"]
MoneyStatus = Literal["pledged", "paid", "total_cost", "withheld"]
SourceKind = Literal[
    "official",
    "official_unnamed",
    "document",
    "court",
    "organisation",
    "media",
    "affected",
    "unnamed",
    "publisher",
]
Leg = Literal["outbound", "onward", "return"]
Step = Literal[
    "filed",
    "heard",
    "blocked",
    "allowed",
    "ruled_unlawful",
    "ruled_lawful",
    "ordered",
    "dismissed",
    "other",
]
Stance = Literal[
    "confirms",
    "announces",
    "denies",
    "alleges",
    "warns",
    "criticises",
    "defends",
    "promises",
    "declines",
    "says",
]
Topic = Literal[
    "refoulement",
    "treatment",
    "legality",
    "agreement",
    "facts_of_transfer",
    "criminality",
    "safety",
    "other",
]
MeasureKind = Literal["programme", "law", "order", "policy", "sanction", "funding"]
NoteReason = Literal[
    "parties_unresolved",
    "two_antecedents",
    "speaker_unresolved",
    "date_contradicts",
    "receiving_state_unnamed",
    "language_unread",
    "span_refused",
]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """`text` stands at [start, end) of the document's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number of persons and how it is bounded."""

    number: int
    bound: Bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """The most that an arrangement allows, and over which period."""

    number: int
    bound: Bound
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount in whole units of an ISO 4217 currency, never converted, and what it is."""

    amount: int
    currency: str
    status: MoneyStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an arrangement allows, costs, leaves out and requires, as far as the report says."""

    cap: Cap | None = None
    payments: tuple[Money, ...] = ()
    nationalities: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Source:
    """On whose word an item rests; `name` is null for the publisher's own voice."""

    kind: SourceKind
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangementReport:
    """One arrangement at one stage, as the document gives it."""

    sending: tuple[str, ...]
    receiving: str
    kind: Kind
    stage: Stage
    modality: Modality
    when: str | None = None
    when_words: str | None = None
    by: str | None = None
    terms: Terms = field(default_factory=Terms)
    sources: tuple[Source, ...] = ()
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One movement of people across a border by state action: done, planned, or stopped."""

    from_: Annotated[str | None, Field(alias="from")]
    to: str | None
    leg: Leg
    count: Quantity | None = None
    nationalities: tuple[str, ...] = ()
    who: str | None = None
    when: str | None = None
    when_words: str | None = None
    modality: Modality
    stopped: bool = False
    legal_basis: tuple[str, ...] = ()
    conditions_after: str | None = None
    sources: tuple[Source, ...] = ()
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proceeding:
    """A step in or by a court, tribunal or treaty body."""

    court: str | None
    state: str | None
    step: Step
    modality: Modality
    temporary: bool | None = None
    judge: str | None = None
    case: str | None = None
    when: str | None = None
    when_words: str | None = None
    about: str | None = None
    effect: str | None = None
    sources: tuple[Source, ...] = ()
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who says something; `named` is true for named people and named bodies."""

    name: str | None
    role: str | None
    organisation: str | None
    state: str | None
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who says what, direct or indirect."""

    speaker: Speaker
    stance: Stance
    cue: str
    quote: str | None = None
    content: Span | None = None
    when: str | None = None
    when_words: str | None = None
    venue: str | None = None
    about: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestedClaim:
    """A proposition that one side asserts and another denies within the document."""

    topic: Topic
    claim: str
    asserted_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    sources: tuple[Source, ...] = ()
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """An act of one state or body alone that bears on transfers."""

    state: str | None
    kind: MeasureKind
    what: str
    effect: str | None = None
    when: str | None = None
    when_words: str | None = None
    modality: Modality
    instrument: str | None = None
    sources: tuple[Source, ...] = ()
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the reader saw and did not settle, and why."""

    reason: NoteReason
    words: str
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """Which document was read; `id` is the SHA-256 of its bytes in hexadecimal."""

    id: str
    path: str | None
    title: str | None
    publisher: str | None
    published: str | None
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderFacts:
    """Which reader read it, with the digest of the codebook that it used."""

    name: str
    version: str
    codebook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was coded from one document, in the order of the text.

    `withheld` are the places where a private person is named: nothing that leaves the workspace shows their words.
    """

    document: DocumentFacts
    reader: ReaderFacts
    arrangements: tuple[ArrangementReport, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    proceedings: tuple[Proceeding, ...] = ()
    statements: tuple[Statement, ...] = ()
    contested: tuple[ContestedClaim, ...] = ()
    measures: tuple[Measure, ...] = ()
    notes: tuple[Note, ...] = ()
    withheld: tuple[tuple[int, int], ...] = ()
