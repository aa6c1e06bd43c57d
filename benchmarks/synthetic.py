"""A record of any size for the benchmarks: invented documents on invented deals, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from transferwatch.codebook.codebook import Codebook
from transferwatch.documents.document import Document
from transferwatch.documents.spans import SourceMap
from transferwatch.matching.match import file_reading
from transferwatch.matching.parties import mentions
from transferwatch.readings.reading import (
    ArrangementReport,
    Cap,
    DocumentFacts,
    Proceeding,
    Quantity,
    ReaderFacts,
    Reading,
    Source,
    Span,
    Speaker,
    Stage,
    Statement,
    Terms,
    Transfer,
)
from transferwatch.sources.capture import Capture
from transferwatch.storage.entry import Entry
from transferwatch.storage.store import Store

PAIRS = 3_000
ITEMS_IN_A_DOCUMENT = 14  # as in the demo
AT_ONCE = 500
_STAGES: tuple[Stage, ...] = (
    "proposed",
    "in_talks",
    "agreed",
    "signed",
    "in_force",
    "operating",
    "suspended",
    "blocked",
    "ended",
)
_WORDS = (
    *("people", "court", "deal", "minister", "flight", "transfer", "asylum", "centre", "agreement", "talks"),
    *("sent", "held", "signed", "said", "denied", "planned"),
)
_FIRST, _DAYS = date(2015, 1, 1), 4_000


def entries(codebook: Codebook, items: int, seed: int = 1) -> Iterator[Entry]:
    """Documents with about so many items; a few pairs have most of them, as in the news."""
    chance = random.Random(seed)
    codes = sorted(codebook.states)
    pairs = [tuple(chance.sample(codes, 2)) for _ in range(PAIRS)]
    weights = [1 / (rank + 100) for rank in range(PAIRS)]
    for number in range(max(1, items // ITEMS_IN_A_DOCUMENT)):
        told = chance.choices(pairs, weights, k=2)
        yield _entry(codebook, chance, f"{seed}-{number}", told)


def filled(store: Store, codebook: Codebook, items: int, seed: int = 1) -> None:
    """Put so many items on record."""
    made = entries(codebook, items, seed)
    while some := list(islice(made, AT_ONCE)):
        store.put_all(some)


def _entry(codebook: Codebook, chance: random.Random, name: str, pairs: list[tuple[str, ...]]) -> Entry:
    day = _FIRST + timedelta(days=chance.randrange(_DAYS))
    text = f"Document {name}. " + " ".join(chance.choice(_WORDS) + str(chance.randrange(1000)) for _ in range(120))
    capture = Capture.of(text.encode())
    span = Span(start=0, end=len(name) + 9, text=text[: len(name) + 9])
    sources = (
        (Source(kind="official", name=codebook.state_name(pairs[0][1])),)
        if chance.random() < 0.5
        else (Source(kind="publisher"),)
    )
    reading = Reading(
        document=DocumentFacts(
            id=capture.sha256,
            path=None,
            title=f"Document {name}",
            publisher=f"Paper {chance.randrange(400)}",
            published=day.isoformat(),
            language="en",
        ),
        reader=ReaderFacts(name="synthetic", version="1", codebook=codebook.digest),
        arrangements=tuple(_report(chance, chance.choice(pairs), day, span, sources) for _ in range(4)),
        transfers=tuple(_transfer(chance, chance.choice(pairs), day, span, sources) for _ in range(3)),
        proceedings=(_proceeding(codebook, pairs[0], day, span),),
        statements=tuple(_statement(chance, chance.choice(pairs), span) for _ in range(6)),
    )
    document = Document(
        id=capture.sha256,
        path=None,
        text=text,
        published=day.isoformat(),
        publisher=reading.document.publisher,
        url=None,
        source_map=SourceMap(),
    )
    filed = file_reading(reading, document, day)
    return Entry(
        capture=capture,
        captured_on=day,
        document=document,
        filed=filed,
        mentions=mentions(filed, codebook),
        codebook=codebook.digest,
        unread=False,
    )


def _report(
    chance: random.Random, pair: tuple[str, ...], day: date, span: Span, sources: tuple[Source, ...]
) -> ArrangementReport:
    cap = Cap(number=chance.choice((75, 160, 250)), bound="at_most", period="total") if chance.random() < 0.2 else None
    return ArrangementReport(
        sending=(pair[0],),
        receiving=pair[1],
        kind="third_country_removal",
        stage=chance.choice(_STAGES),
        modality=chance.choice(("happened", "happened", "planned", "alleged", "denied")),
        when=(day - timedelta(days=chance.randrange(60))).isoformat() if chance.random() < 0.6 else None,
        terms=Terms(cap=cap),
        sources=sources,
        evidence=(span,),
    )


def _transfer(chance: random.Random, pair: tuple[str, ...], day: date, span: Span, sources: tuple[Source, ...]) -> Transfer:
    return Transfer(
        from_=pair[0],
        to=pair[1],
        leg="outbound",
        count=Quantity(number=chance.choice((1, 5, 7, 8, 14, 120)), bound="exact") if chance.random() < 0.8 else None,
        when=(day - timedelta(days=chance.randrange(30))).isoformat() if chance.random() < 0.7 else None,
        modality=chance.choice(("happened", "happened", "planned")),
        sources=sources,
        evidence=(span,),
    )


def _proceeding(codebook: Codebook, pair: tuple[str, ...], day: date, span: Span) -> Proceeding:
    about = f"removals to {codebook.state_name(pair[1])}"
    return Proceeding(
        court="High Court",
        state=pair[1],
        step="heard",
        modality="happened",
        when=day.isoformat(),
        about=about,
        evidence=(span,),
    )


def _statement(chance: random.Random, pair: tuple[str, ...], span: Span) -> Statement:
    speaker = Speaker(name=f"Speaker {chance.randrange(50)}", role="minister", organisation=None, state=pair[1], named=True)
    return Statement(
        speaker=speaker, stance="says", cue="said", content=span, about=(f"{pair[0]}-{pair[1]}",), evidence=(span,)
    )
