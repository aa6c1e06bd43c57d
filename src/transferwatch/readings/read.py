"""Read a document: the default reader by rule, with every span checked against the text before it leaves."""

from __future__ import annotations

from typing import Protocol

from transferwatch.codebook.codebook import Codebook
from transferwatch.documents.document import Document
from transferwatch.readings.anchoring import held
from transferwatch.readings.reading import DocumentFacts, Note, ReaderFacts, Reading

ENGLISH = "en"


class Reader(Protocol):
    """What codes a document.  Installed packages register one under the entry point group `transferwatch.readers`."""

    def __call__(self, document: Document, book: Codebook) -> Reading:
        """The reading of the document."""
        ...


def read(document: Document, book: Codebook) -> Reading:
    """The coded reading of a document: each item's words stand at its spans, in the order of the text.

    A document in a language that the reader does not cover gives an empty reading with a note, never a wrong one.
    """
    from transferwatch.readings.parts import NAME, VERSION, read_parts

    facts = DocumentFacts(
        id=document.id,
        path=document.path,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        language=document.language,
    )
    reader = ReaderFacts(name=NAME, version=VERSION, codebook=book.digest)
    if document.language not in (None, ENGLISH):
        note = Note(reason="language_unread", words=f"no reader for language {document.language!r}: kept, not read")
        return Reading(document=facts, reader=reader, notes=(note,))
    parts = read_parts(document.text, document.published, book)
    reading = Reading(
        document=facts,
        reader=reader,
        arrangements=parts.arrangements,
        transfers=parts.transfers,
        proceedings=parts.proceedings,
        statements=parts.statements,
        contested=parts.contested,
        measures=parts.measures,
        notes=parts.notes,
        withheld=parts.withheld,
    )
    return held(document.text, reading)
