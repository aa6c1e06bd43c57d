"""Footnotes: for every value the document, publisher, day and quoted words that it rests on, with names
withheld.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from transferwatch.answers.withheld import full_names, veil, veil_span
from transferwatch.answers.wording import GRADES, day_words
from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.reading import Span
from transferwatch.record.grades import Citation, Denial, Grade
from transferwatch.record.view import DocumentOnRecord, RecordView

LONGEST_QUOTE = 320  # signs; a longer passage is cut at a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """Where a value stands: `title` is the document's title, or else its file's name; `quotes` are its words,
    verbatim.

    `published` is EDTF text, `known_on` the day from which the document counts as known.
    """

    number: int
    document: str
    title: str
    publisher: str | None
    published: str | None
    known_on: str
    url: str | None
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissent:
    """Who denies a value, and where they do."""

    who: str
    text: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Borne:
    """How a value is borne out: the grade in words, the rule that gave it, its origins counted, and who
    contests it.
    """

    code: str
    words: str
    rule: str
    origins: int
    documents: int
    contested_by: tuple[Dissent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """One thing said, with its footnotes; `aside` qualifies it in small print, `quotes` are the words it
    rests on.
    """

    text: str
    notes: tuple[int, ...]
    modality: str = "happened"
    aside: str = ""
    quotes: tuple[str, ...] = ()
    borne: Borne | None = None


class Notebook:
    """Collects the footnotes of one answer, numbered from 1 in the order of their first call."""

    def __init__(self, view: RecordView, codebook: Codebook) -> None:
        self._view = view
        self._codebook = codebook
        self._documents: dict[str, DocumentOnRecord] = {}
        self._names: tuple[str, ...] = ()
        self._numbers: dict[tuple[str, tuple[Span, ...]], int] = {}

    def expect(self, citations: Iterable[Citation]) -> None:
        """Learn which documents an answer may cite, so that a name withheld in one is withheld in the words
        of all.
        """
        new = {citation.document for citation in citations} - self._documents.keys()
        self._documents.update(self._view.documents(new))
        self._names = full_names(place for found in self._documents.values() for place in found.withheld)

    def notes(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """The numbers of the footnotes of these citations, smallest first."""
        numbers = set()
        for citation in citations:
            key = (citation.document, citation.spans)
            numbers.add(self._numbers.setdefault(key, len(self._numbers) + 1))
        return tuple(sorted(numbers))

    def veiled(self, text: str, citations: Sequence[Citation]) -> str:
        """Words coded from these documents, with the names that these documents withhold left out."""
        names = [place.text for citation in citations for place in self._document(citation.document).withheld]
        return veil(text, names, self._names)

    def quotes(self, citation: Citation) -> tuple[str, ...]:
        """The words at the spans of a citation, as its footnote shows them."""
        withheld = self._document(citation.document).withheld
        return tuple(veil_span(_cut(span), withheld, self._names) for span in citation.spans)

    def borne(self, grade: Grade) -> Borne:
        """The grade in words, with the footnotes of who contests it."""
        return Borne(
            code=grade.code,
            words=GRADES[grade.code],
            rule=grade.rule,
            origins=len(grade.origins),
            documents=len({document for origin in grade.origins for document in origin}),
            contested_by=tuple(self.dissent(denial) for denial in grade.contested_by),
        )

    def dissent(self, denial: Denial) -> Dissent:
        """A denial, with who denies in words."""
        state = self._codebook.state_name(denial.state) if denial.state else ""
        name = self.veiled(denial.by, [denial.citation]) if denial.by else ""
        who = f"{name} ({state})" if name and state and name != state else name or state or "an official"
        on = day_words(denial.citation.known)
        return Dissent(who=who, text=f"{who} denies it, {on}", notes=self.notes([denial.citation]))

    def footnotes(self) -> tuple[Footnote, ...]:
        """All that were called for, in order."""
        return tuple(self._footnote(number, document, spans) for (document, spans), number in self._numbers.items())

    def _footnote(self, number: int, document: str, spans: tuple[Span, ...]) -> Footnote:
        found = self._document(document)
        facts = found.facts
        names = [place.text for place in found.withheld]

        def shown(text: str) -> str:
            return veil(text, names, self._names)

        url = found.url if found.url and shown(found.url) == found.url else None
        return Footnote(
            number=number,
            document=document,
            title=shown(facts.title or _file_name(facts.path) or f"document {document[:12]}"),
            publisher=shown(facts.publisher) if facts.publisher else None,
            published=facts.published,
            known_on=found.known.isoformat(),
            url=url,
            quotes=tuple(veil_span(_cut(span), found.withheld, self._names) for span in spans),
        )

    def _document(self, document: str) -> DocumentOnRecord:
        if document not in self._documents:
            self._documents[document] = self._view.document(document)
        return self._documents[document]


def _file_name(path: str | None) -> str:
    """The last part of a path alone: where a user keeps documents, and under which name, is nobody else's
    business.
    """
    return PurePath(path.replace("\\", "/")).name if path else ""


def _cut(span: Span) -> Span:
    """The span, cut at a word where it is long; what is cut off is shown as …"""
    if len(span.text) <= LONGEST_QUOTE:
        return span
    kept = re.sub(r"\s+\S*$", "", span.text[:LONGEST_QUOTE]) or span.text[:LONGEST_QUOTE]
    return Span(start=span.start, end=span.start + len(kept), text=f"{kept} …")
