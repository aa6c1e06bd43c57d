"""Readings made by hand: papers whose items name their words, for tests of everything behind reading."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from transferwatch.codebook.codebook import Codebook
from transferwatch.codebook.load import load
from transferwatch.dates import AsOf
from transferwatch.documents.document import Document
from transferwatch.documents.spans import SourceMap
from transferwatch.matching.match import Filed, file_reading
from transferwatch.matching.parties import mentions
from transferwatch.readings.reading import (
    ArrangementReport,
    ContestedClaim,
    DocumentFacts,
    Measure,
    Note,
    Proceeding,
    Quantity,
    ReaderFacts,
    Reading,
    Source,
    Span,
    Speaker,
    Statement,
    Terms,
    Transfer,
)
from transferwatch.record.view import RecordView
from transferwatch.sources.capture import Capture
from transferwatch.storage.database import Database
from transferwatch.storage.entry import Entry
from transferwatch.storage.store import Store

CODEBOOK = load()
CAPTURED = date(2026, 1, 31)
PUBLISHER = (Source(kind="publisher", name=None),)


def official(name: str) -> tuple[Source, ...]:
    """The word of an official."""
    return (Source(kind="official", name=name),)


class Paper:
    """A text and what a careful coder wrote down from it."""

    def __init__(
        self,
        text: str,
        published: str | None = "2025-05-05",
        *,
        title: str | None = None,
        publisher: str | None = "The Test Paper",
        withheld: tuple[str, ...] = (),
        url: str | None = None,
        folder: str = "",
    ) -> None:
        self.folder = folder
        self.text, self.published, self.title, self.publisher, self.url = (
            text,
            published,
            title,
            publisher,
            url,
        )
        self.items: dict[str, list[Any]] = {}
        self.withheld = tuple((text.index(name), text.index(name) + len(name)) for name in withheld)

    @property
    def id(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    def spans(self, *words: str) -> tuple[Span, ...]:
        """The first places of these words; the whole text for none."""
        return tuple(
            Span(start=self.text.index(word), end=self.text.index(word) + len(word), text=word)
            for word in words or (self.text,)
        )

    def report(self, pair: str, stage: str, modality: str = "happened", when: str | None = None, **more: Any) -> Paper:
        """An arrangement report; `words` is its evidence, `terms` a dict."""
        sending, receiving = pair.split("-")
        terms = Terms(**more.pop("terms", {}))
        evidence = self.spans(*more.pop("words", ()))
        return self._add(
            "arrangements",
            ArrangementReport(
                sending=tuple(sending.split("+")),
                receiving=receiving,
                kind=more.pop("kind", "third_country_removal"),
                stage=stage,  # type: ignore[arg-type]
                modality=modality,  # type: ignore[arg-type]
                when=when,
                terms=terms,
                sources=more.pop("sources", PUBLISHER),
                evidence=evidence,
                **more,
            ),
        )

    def transfer(self, pair: str, count: int | Quantity | None = None, when: str | None = None, **more: Any) -> Paper:
        """A transfer from one state to another."""
        from_, to = pair.split("-")
        quantity = Quantity(number=count, bound="exact") if isinstance(count, int) else count
        evidence = self.spans(*more.pop("words", ()))
        return self._add(
            "transfers",
            Transfer(
                from_=from_ or None,
                to=to or None,
                leg=more.pop("leg", "outbound"),
                count=quantity,
                when=when,
                modality=more.pop("modality", "happened"),
                sources=more.pop("sources", PUBLISHER),
                evidence=evidence,
                **more,
            ),
        )

    def proceeding(self, court: str | None, state: str | None, step: str, **more: Any) -> Paper:
        """A court step."""
        evidence = self.spans(*more.pop("words", ()))
        return self._add(
            "proceedings",
            Proceeding(
                court=court,
                state=state,
                step=step,  # type: ignore[arg-type]
                modality=more.pop("modality", "happened"),
                sources=more.pop("sources", PUBLISHER),
                evidence=evidence,
                **more,
            ),
        )

    def statement(self, name: str | None, state: str | None, stance: str, words: str, **more: Any) -> Paper:
        """A statement; `words` are its content."""
        (content,) = self.spans(words)
        speaker = Speaker(name=name, role=more.pop("role", None), organisation=None, state=state, named=name is not None)
        return self._add(
            "statements",
            Statement(
                speaker=speaker,
                stance=stance,  # type: ignore[arg-type]
                cue=more.pop("cue", "said"),
                content=content,
                evidence=(content,),
                **more,
            ),
        )

    def claim(self, topic: str, claim: str, asserted: str, denied: str, *words: str) -> Paper:
        """A contested claim."""
        return self._add(
            "contested",
            ContestedClaim(
                topic=topic,  # type: ignore[arg-type]
                claim=claim,
                asserted_by=(asserted,),
                denied_by=(denied,),
                evidence=self.spans(*words),
            ),
        )

    def measure(self, state: str, what: str, *words: str) -> Paper:
        """A measure of one state."""
        return self._add(
            "measures",
            Measure(state=state, kind="programme", what=what, modality="happened", evidence=self.spans(*words)),
        )

    def _add(self, part: str, item: Any) -> Paper:
        self.items.setdefault(part, []).append(item)
        return self

    def reading(self) -> Reading:
        """The coded reading."""
        facts = DocumentFacts(
            id=self.id,
            path=f"{self.folder}{self.id[:8]}.txt",
            title=self.title,
            publisher=self.publisher,
            published=self.published,
            language="en",
        )
        reader = ReaderFacts(name="by hand", version="1", codebook="0" * 64)
        parts = {part: tuple(items) for part, items in self.items.items()}
        return Reading(document=facts, reader=reader, withheld=self.withheld, **parts)

    def document(self) -> Document:
        """The document that was read."""
        return Document(
            id=self.id,
            path=None,
            text=self.text,
            published=self.published,
            publisher=self.publisher,
            url=self.url,
            source_map=SourceMap(),
        )

    def filed(self) -> Filed:
        """The reading on file."""
        return file_reading(self.reading(), self.document(), CAPTURED)


def first_case() -> Paper:
    """The case that must hold: one story of 2025 about talks, with an older deal in its background."""
    return (
        Paper(
            "Rwanda is in talks with the United States about taking migrants. It signed a deal with "
            "the United Kingdom in 2022. That deal was cancelled in 2024.",
            "2025-05-05",
            title="Talks on migrants",
        )
        .report("GB-RW", "signed", when="2022", words=("signed a deal with the United Kingdom in 2022",))
        .report("GB-RW", "ended", when="2024", words=("That deal was cancelled in 2024",))
        .report(
            "US-RW",
            "in_talks",
            when="2025-05-04",
            kind="unspecified",
            words=("in talks with the United States",),
            sources=official("Rwanda"),
        )
    )


def put(record: Store, paper: Paper) -> bool:
    """Put a paper on record; False where it is there already."""
    filed = paper.filed()
    return record.put(
        Entry(
            capture=Capture.of(paper.text.encode()),
            captured_on=CAPTURED,
            document=paper.document(),
            filed=filed,
            mentions=mentions(filed, CODEBOOK),
            codebook=CODEBOOK.digest,
            unread=False,
        )
    )


def on_record(*papers: Paper) -> Store:
    """A record in memory that holds the papers."""
    record = Store(database=Database.in_memory())
    for paper in papers:
        assert put(record, paper)
    return record


def view_of(*papers: Paper, true_on: str | None = None, known_on: str | None = None) -> RecordView:
    """The view of a record that holds the papers, as of two days."""
    return on_record(*papers).view(AsOf.from_texts(true_on=true_on, known_on=known_on))


def reader_of(*papers: Paper) -> Callable[[Document, Codebook], Reading]:
    """A reader that knows these papers by their texts, and finds nothing in any other."""
    known = {paper.text: paper for paper in papers}

    def read(document: Document, codebook: Codebook) -> Reading:
        made = known.get(document.text, Paper(document.text)).reading()
        facts = replace(
            made.document,
            id=document.id,
            path=document.path,
            title=document.title or made.document.title,
            published=document.published,
        )
        notes = (Note(reason="language_unread", words=""),) if document.language == "sw" else ()
        return replace(made, document=facts, notes=notes)

    return read
