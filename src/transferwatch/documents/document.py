"""What a document is: one text, what is known of its publication, and a recorded map back to the original."""

from __future__ import annotations

from dataclasses import dataclass

from transferwatch.documents.spans import SourceMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text to read.

    `id` is the SHA-256 of the original bytes in hexadecimal.  `text` is the decoded text with "\\n" line ends and otherwise
    unchanged (for plain text), so that offsets, which count its code points, hold in any other program too.
    `published` is EDTF text, `language` an ISO 639-1 code, or null where not stated.  `dateline` holds the words of the
    place-and-date line, if there is one.
    """

    id: str
    path: str | None
    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    dateline: str | None = None
    language: str | None = None
    url: str | None = None
    source_map: SourceMap
