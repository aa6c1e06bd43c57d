"""What a capture is: bytes exactly as found, their digest, and what is known of them from elsewhere."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePath

HTML = "text/html"
PLAIN = "text/plain"
XML = "application/xml"

_HTML_ENDINGS = frozenset({".html", ".htm", ".xhtml", ".xht", ".shtml"})

# Where a signature starts, its bytes, and the media type that it gives away; the more particular ones first.
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"%!PS", "application/postscript"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "application/x-xz"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"\x28\xb5\x2f\xfd", "application/zstd"),
    (0, b"WARC/1.", "application/warc"),
    (0, b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (4, b"ftyp", "video/mp4"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"\x7fELF", "application/x-executable"),
)
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
    (b"mimetypeapplication/epub+zip", "application/epub+zip"),
)
_HEAD = 4096
_COMMENT = re.compile(rb"\s*<!--.*?-->", re.DOTALL)
_DECLARATION = re.compile(rb"\s*<\?xml[^>]*>")
_PAGE_START = re.compile(
    rb"\s*<(?:!doctype\s+html|(?:html|head|body|title|meta|main|article|section|div|p|h1|table)[\s>])",
    re.IGNORECASE,
)
_PAGE_ROOT = re.compile(rb"<html[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFacts:
    """What is known of a document from elsewhere; `published` is EDTF text, `language` an ISO 639 code."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Bytes as they were found; `path` is null for what has none (standard input)."""

    content: bytes
    sha256: str
    path: str | None
    facts: KnownFacts
    media_type: str

    @classmethod
    def of(cls, content: bytes, *, path: str | None = None, facts: KnownFacts | None = None) -> Capture:
        """The capture of these bytes, digest and media type worked out."""
        return cls(
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            path=path,
            facts=facts or KnownFacts(),
            media_type=guess_media_type(content, path),
        )


def guess_media_type(content: bytes, path: str | None = None) -> str:
    """What the bytes say they are, then what the name says; plain text where neither says anything."""
    for start, signature, media_type in _SIGNATURES:
        if content.startswith(signature, start):
            return _inside_zip(content) if media_type == "application/zip" else media_type
    head = content[:_HEAD].removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    head = head.replace(b"\x00", b"")  # UTF-16 markup is told by its ASCII letters
    declared = _DECLARATION.match(head)
    if declared:
        head = head[declared.end() :]
    while comment := _COMMENT.match(head):
        head = head[comment.end() :]
    if _PAGE_START.match(head) or (declared and _PAGE_ROOT.search(head)):
        return HTML
    if path is not None and PurePath(path).suffix.lower() in _HTML_ENDINGS:
        return HTML
    return XML if declared else PLAIN


def _inside_zip(content: bytes) -> str:
    head = content[:_HEAD]
    for mark, media_type in _ZIPPED:
        if mark in head:
            return media_type
    return "application/zip"
