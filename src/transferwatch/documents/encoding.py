"""From bytes to text: byte order marks, UTF-8, UTF-16, what a page declares, and a guess at last."""

from __future__ import annotations

import codecs
import logging
import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from transferwatch.errors import BinaryContentError

# Formats that nothing here reads yet, by media type, and what to do about each.
_OFFICE = "Save it as text or HTML"
_PACKED = "Unpack it and give the files inside"
UNREAD_FORMATS: dict[str, tuple[str, str]] = {
    "application/pdf": ("PDF", "Save its text as .txt"),
    "application/postscript": ("PostScript", "Save its text as .txt"),
    "application/rtf": ("RTF", _OFFICE),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("Word (DOCX)", _OFFICE),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("Excel (XLSX)", _OFFICE),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (
        "PowerPoint (PPTX)",
        _OFFICE,
    ),
    "application/vnd.oasis.opendocument.text": ("OpenDocument text", _OFFICE),
    "application/epub+zip": ("EPUB", _PACKED),
    "application/x-ole-storage": ("older Office (DOC, XLS, MSG)", _OFFICE),
    "application/zip": ("ZIP", _PACKED),
    "application/gzip": ("gzip", _PACKED),
    "application/x-bzip2": ("bzip2", _PACKED),
    "application/x-xz": ("xz", _PACKED),
    "application/x-7z-compressed": ("7-Zip", _PACKED),
    "application/vnd.rar": ("RAR", _PACKED),
    "application/zstd": ("Zstandard", _PACKED),
    "application/warc": ("WARC", "Save the page as HTML"),
    "application/xml": ("XML", "Save the page that it describes as HTML"),
    "application/vnd.sqlite3": ("SQLite", "Export its text"),
    "application/x-executable": ("ELF (a program)", "Check the name"),
    "image/png": ("PNG", "Give the text that it shows"),
    "image/jpeg": ("JPEG", "Give the text that it shows"),
    "image/gif": ("GIF", "Give the text that it shows"),
    "image/tiff": ("TIFF", "Give the text that it shows"),
    "image/webp": ("WebP", "Give the text that it shows"),
    "audio/wav": ("WAV", "Give a transcript"),
    "audio/mpeg": ("MP3", "Give a transcript"),
    "audio/ogg": ("Ogg", "Give a transcript"),
    "video/mp4": ("MP4", "Give a transcript"),
    "video/webm": ("WebM or Matroska", "Give a transcript"),
}

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<meta\s[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_DECLARED_XML = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w:.-]+)""", re.IGNORECASE)
# Encodings that a page may declare: no transformations, nothing that can make a lone surrogate.
_DECLARABLE = re.compile(
    r"cp\d+|iso8859[-_]\d+|iso2022\w*|latin|koi8|mac[-_]|gb|big5|euc|shift|johab|hz|tis|kz|ptcp|ascii|viscii"
)
_TOO_MUCH_CONTROL = 1 / 200
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
BROKEN_BYTE = re.compile(r"[\udc80-\udcff]")  # as the error handler "surrogateescape" writes them
_HIGH = re.compile(r"[^\x00-\x7f]")
# A sign inside a word tells a wrong guess ("W³adze"); the apostrophes and hyphens of Western texts do not.
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])(?:[²³¹¼½¾]|[^\w\s\x00-\x7f’‘´·‐‑–—\xad])(?=[^\W\d_])")
_SAMPLE = 64 * 1024
_NEVER_GUESSED = ["utf_7", "utf_8", "utf_8_sig", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text decoded from bytes, without the byte order mark, line ends untouched.

    `mark` is the length of the byte order mark.  Bytes that are broken in otherwise good UTF-8 stand in
    `text` as one lone surrogate each (`BROKEN_BYTE`); whoever takes the text on replaces them with U+FFFD.
    """

    text: str
    encoding: str
    mark: int = 0


def declared_encoding(content: bytes) -> str | None:
    """The encoding that a page's markup names, if it names one that can be used."""
    head = content[:4096]
    found = _DECLARED_XML.search(head) or _DECLARED.search(head)
    if found is None:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
    except (LookupError, ValueError):
        return None
    if name in ("iso8859-1", "ascii"):
        return "cp1252"  # what the web means by them (WHATWG Encoding Standard, 4.2)
    return name if _DECLARABLE.match(name) else None


def decode(content: bytes, *, declared: str | None = None) -> Decoded:
    """The text that the bytes hold; BinaryContentError where they hold none in any encoding."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            decoded = _strictly(content[len(mark) :], encoding, mark=len(mark))
            if decoded is not None:
                return _checked(decoded)
    if b"\x00" in content:
        decoded = _as_utf16(content)
        if decoded is None:
            raise BinaryContentError(
                "binary data (it holds NUL bytes)",
                expected="text or HTML",
                remedy="Convert it to text first",
            )
        return _checked(decoded)
    decoded = (
        _strictly(content, "utf-8")
        or _broken_utf8(content)
        or (_strictly(content, declared) if declared else None)
        or _guessed(content)
    )
    if decoded is None:
        raise BinaryContentError(
            "binary data, or text in an encoding that cannot be told",
            expected="text in UTF-8, UTF-16 or a well-known older encoding",
            remedy="Save it as UTF-8",
        )
    return _checked(decoded)


def _strictly(content: bytes, encoding: str, *, mark: int = 0) -> Decoded | None:
    try:
        return Decoded(text=content.decode(encoding), encoding=encoding, mark=mark)
    except (UnicodeDecodeError, LookupError):
        return None


def _as_utf16(content: bytes) -> Decoded | None:
    """UTF-16 without a mark: its NULs, the upper halves of ASCII, all stand on even or all on odd places."""
    even, odd = content[:_SAMPLE:2].count(0), content[1:_SAMPLE:2].count(0)
    more, fewer = max(even, odd), min(even, odd)
    if len(content) % 2 or more * 20 < min(len(content), _SAMPLE) // 2 or fewer * 20 > more:
        return None
    decoded = _strictly(content, "utf-16-le" if odd > even else "utf-16-be")
    if decoded is None or "\x00" in decoded.text:
        return None
    sample = decoded.text[:_SAMPLE]
    legible = sum(letter.isprintable() or letter.isspace() for letter in sample)
    return decoded if legible * 100 >= len(sample) * 97 else None


def _broken_utf8(content: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes, as a cut download or a careless paste leaves it."""
    text = content.decode("utf-8", errors="surrogateescape")
    broken = len(BROKEN_BYTE.findall(text))
    sound = len(_HIGH.findall(text)) - broken
    if sound >= 3 * broken or (sound and broken <= 3 and not BROKEN_BYTE.search(text[:-broken])):
        return Decoded(text=text, encoding="utf-8")
    return None


def _guessed(content: bytes) -> Decoded | None:
    """An older encoding; Western (Windows-1252) wherever nothing speaks against it."""
    logging.getLogger("charset_normalizer").addHandler(logging.NullHandler())
    import charset_normalizer

    sample = _sample(content)
    western = _strictly(content, "cp1252")
    high = sum(byte >= 0x80 for byte in sample)
    if western and (high * 10 > len(sample) * 3 or _SIGN_IN_WORD.search(western.text)):
        western = None
    matches = list(charset_normalizer.from_bytes(sample, cp_exclusion=_NEVER_GUESSED))
    if western:
        if not matches or high < 12:
            return western
        alike = [match for match in matches if {"cp1252", "latin_1"} & set(match.could_be_from_charset)]
        if alike and alike[0].chaos <= matches[0].chaos and alike[0].coherence > matches[0].coherence - 0.1:
            return western
    decoded = [_strictly(content, match.encoding) for match in matches]
    sound = [one for one in decoded if one is not None]
    likely = [one for one in sound if not _SIGN_IN_WORD.search(one.text[:_SAMPLE])]
    return next(iter(likely + sound), western)


def _sample(content: bytes) -> bytes:
    """A stretch of the bytes around the first that is not ASCII, cut at line ends where there are any."""
    if len(content) <= _SAMPLE:
        return content
    found = re.search(rb"[\x80-\xff]", content)
    first = found.start() if found else 0
    start = content.rfind(b"\n", 0, first) + 1
    end = content.rfind(b"\n", start, start + _SAMPLE)
    return content[start : end if end > first else start + _SAMPLE]


def _checked(decoded: Decoded) -> Decoded:
    """The same again, unless control characters show that it is no text."""
    if "\x00" in decoded.text or len(_CONTROL.findall(decoded.text)) > len(decoded.text) * _TOO_MUCH_CONTROL:
        raise BinaryContentError(
            "binary data (it is full of control characters)",
            expected="text or HTML",
            remedy="Convert it to text first",
        )
    return decoded


def widths(decoded: Decoded, size: int) -> list[tuple[str, int]] | None:
    """Classes of characters (regular expressions) and the bytes that each takes; None where they cannot be
    told.

    `size` is the number of bytes without the mark.
    """
    if decoded.encoding == "utf-8":
        return [
            (r"[\x00-\x0c\x0e-\x7f]+", 1),
            (r"[\x80-\u07ff]+", 2),
            (r"[\udc80-\udcff]+", 1),
            (r"[\u0800-\udc7f\ue000-\uffff]+", 3),
            (r"[\U00010000-\U0010ffff]+", 4),
        ]
    if decoded.encoding.startswith("utf-16"):
        return [(r"[\x00-\x0c\x0e-\uffff]+", 2), (r"[\U00010000-\U0010ffff]+", 4)]
    if decoded.encoding.startswith("utf-32"):
        return [(r"[^\r]+", 4)]
    if len(decoded.text) == size:
        return [(r"[^\r]+", 1)]
    return _measured(decoded, size)


def _measured(decoded: Decoded, size: int) -> list[tuple[str, int]] | None:
    """Widths in an older encoding of several bytes, measured; None where they do not add up."""
    lengths: dict[str, int] = {}
    letters = Counter(decoded.text)
    try:
        for letter in letters:
            lengths[letter] = len(letter.encode(decoded.encoding))
    except UnicodeEncodeError:
        return None
    if sum(lengths[letter] * times for letter, times in letters.items()) != size:
        return None
    by_width = sorted((width, letter) for letter, width in lengths.items() if letter != "\r")
    return [
        ("[" + "".join(re.escape(letter) for _, letter in group) + "]+", width)
        for width, group in groupby(by_width, key=lambda pair: pair[0])
    ]
