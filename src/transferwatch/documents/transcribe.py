"""Transcribe a capture: the document that its bytes hold."""

from __future__ import annotations

from typing import TypeVar

from transferwatch import dates
from transferwatch.documents import language
from transferwatch.documents.document import Document
from transferwatch.documents.encoding import (
    BROKEN_BYTE,
    UNREAD_FORMATS,
    declared_encoding,
    decode,
)
from transferwatch.documents.from_text import dateline, from_text
from transferwatch.errors import BinaryContentError, DocumentError, EmptyDocumentError
from transferwatch.sources.capture import HTML, Capture, KnownFacts

_Error = TypeVar("_Error", bound=DocumentError)


def transcribe(capture: Capture, *, published: str | None = None) -> Document:
    """The document that the capture holds; `published` (EDTF) beats the sidecar, the sidecar beats the page.

    DocumentError names the capture where no readable text comes out of it; DateFormatError where `published`
    is no date.
    """
    if published is not None:
        dates.parse(published)
    try:
        return _transcribe(capture, published)
    except DocumentError as error:
        raise _named(error, capture.path or "standard input") from error


def _transcribe(capture: Capture, published: str | None) -> Document:
    if capture.media_type in UNREAD_FORMATS:
        name, remedy = UNREAD_FORMATS[capture.media_type]
        raise BinaryContentError(f"a file in {name} format, which is not read yet", expected="text or HTML", remedy=remedy)
    is_page = capture.media_type == HTML
    decoded = decode(capture.content, declared=declared_encoding(capture.content) if is_page else None)
    if not decoded.text.strip().strip("\ufeff\u200b\u2060"):
        raise EmptyDocumentError(
            "nothing in it but white space" if capture.content else "an empty file",
            expected="text or HTML",
            remedy="Check that it was saved whole",
        )
    if is_page:
        from transferwatch.documents.from_html import from_html

        markup = BROKEN_BYTE.sub("\ufffd", decoded.text).replace("\r\n", "\n").replace("\r", "\n")
        text, source_map, stated = from_html(markup)
    else:
        text, source_map = from_text(decoded, len(capture.content))
        stated = KnownFacts()
    known = capture.facts
    return Document(
        id=capture.sha256,
        path=capture.path,
        text=text,
        title=known.title or stated.title,
        publisher=known.publisher or stated.publisher,
        published=published or known.published or stated.published,
        dateline=dateline(text),
        # A page's own word on its language is often that of its template: what the text shows goes before it.
        language=known.language or language.detect(text) or stated.language,
        url=known.url or stated.url,
        source_map=source_map,
    )


def _named(error: _Error, item: str) -> _Error:
    return type(error)(error.found, expected=error.expected, remedy=error.remedy, item=item)
