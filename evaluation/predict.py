"""Read the coded texts with the reader that is measured, as a user's document is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from evaluation.corpus import CodedText
from transferwatch.codebook.codebook import Codebook
from transferwatch.documents.document import Document
from transferwatch.documents.transcribe import transcribe
from transferwatch.errors import InternalError
from transferwatch.readings.agreement import nothing_read
from transferwatch.readings.reading import Reading
from transferwatch.sources.capture import Capture, KnownFacts

Reader = Callable[[Document, Codebook], Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A coded text with what the reader made of it; `trouble` says why it made nothing of it."""

    coded: CodedText
    reading: Reading
    trouble: str | None = None


def document_of(coded: CodedText) -> Document:
    """The document that a user would hand in: plain text, with title and date of publication known."""
    facts = KnownFacts(title=coded.title, published=coded.published)
    document = transcribe(Capture.of(coded.text.encode(), facts=facts))
    if document.text != coded.text:
        raise InternalError(f"transcribing {coded.id} changed its text", expected="the text as it is")
    return document


def predict(texts: Iterable[CodedText], reader: Reader, book: Codebook) -> Iterator[Result]:
    """What the reader makes of each text; one that it fails on counts as empty, with the trouble kept."""
    for coded in texts:
        document = document_of(coded)
        try:
            yield Result(coded=coded, reading=reader(document, book))
        except Exception as error:  # one bad text must not hide the figures of all others
            trouble = f"{type(error).__name__}: {error}"
            yield Result(coded=coded, reading=nothing_read(document.id), trouble=trouble)
