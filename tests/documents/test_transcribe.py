"""Whatever bytes come, a document or a clear refusal comes of them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transferwatch.documents.document import Document
from transferwatch.documents.encoding import UNREAD_FORMATS
from transferwatch.documents.from_text import dateline
from transferwatch.documents.transcribe import transcribe
from transferwatch.errors import (
    BinaryContentError,
    DateFormatError,
    DocumentError,
    EmptyDocumentError,
)
from transferwatch.sources.capture import Capture, KnownFacts

PAGE = b"""<!doctype html><html lang="en"><head><title>Page title</title>
<meta name="date" content="2025-05-05T10:00"><meta name="publisher" content="Page publisher">
<link rel="canonical" href="https://page.example/x"></head>
<body><article><p>Ruritania has confirmed talks with Grand Fenwick about deported migrants.</p></article>"""


def of_text(text: str) -> Document:
    return transcribe(Capture.of(text.encode()))


def test_plain_text_is_unchanged_but_for_its_line_ends() -> None:
    text = "  One\r\ntwo\rthree\n\n\tfour  \x0cfive\u00a0six\u200b "
    document = of_text(text)
    assert document.text == "  One\ntwo\nthree\n\n\tfour  \x0cfive\u00a0six\u200b "
    assert (document.title, document.publisher, document.published, document.url) == (None,) * 4


def test_the_id_is_the_digest_of_the_bytes() -> None:
    capture = Capture.of(b"Ruritania", path="a.txt")
    document = transcribe(capture)
    assert document.id == capture.sha256
    assert document.path == "a.txt"


def test_the_same_bytes_give_the_same_document() -> None:
    assert transcribe(Capture.of(PAGE)) == transcribe(Capture.of(PAGE))


def test_published_is_taken_from_the_argument_then_the_sidecar_then_the_page() -> None:
    beside = KnownFacts(published="2025-04")
    assert transcribe(Capture.of(PAGE)).published == "2025-05-05"
    assert transcribe(Capture.of(PAGE, facts=beside)).published == "2025-04"
    assert transcribe(Capture.of(PAGE, facts=beside), published="2024").published == "2024"
    assert of_text("Nothing is said").published is None


def test_a_sidecar_goes_before_the_page() -> None:
    beside = KnownFacts(title="Known", publisher="Beside", language="fr", url="https://k.example")
    document = transcribe(Capture.of(PAGE, facts=beside))
    assert (document.title, document.publisher) == ("Known", "Beside")
    assert (document.language, document.url) == ("fr", "https://k.example")
    document = transcribe(Capture.of(PAGE))
    assert (document.title, document.publisher) == ("Page title", "Page publisher")
    assert (document.language, document.url) == ("en", "https://page.example/x")


def test_an_impossible_date_is_refused() -> None:
    with pytest.raises(DateFormatError):
        transcribe(Capture.of(PAGE), published="2025-02-30")


def test_the_text_goes_before_what_the_page_says_of_its_language() -> None:
    page = (
        "<html lang=en><body><p>El ministro dijo que las conversaciones estaban en una fase inicial y nada"
        " se había firmado con los Estados Unidos.</p>"
    )
    assert of_text(page).language == "es"


@pytest.mark.parametrize("content", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff\x00\n", "\u200b\u00a0".encode()])
def test_an_empty_document_is_said_to_be_empty(content: bytes) -> None:
    with pytest.raises(EmptyDocumentError, match=r"a\.txt: "):
        transcribe(Capture.of(content, path="a.txt"))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00word/document.xml", "DOCX"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "older Office"),
        (b"{\\rtf1\\ansi Ruritania}", "RTF"),
        (b"WARC/1.1\r\nWARC-Type: response", "WARC"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "XML"),
    ],
)
def test_a_format_that_is_not_read_is_named(content: bytes, name: str) -> None:
    with pytest.raises(BinaryContentError, match=rf"b\.bin: a file in .*{name}.* format"):
        transcribe(Capture.of(content, path="b.bin"))


def test_every_unread_format_has_a_name_and_a_remedy() -> None:
    assert all(name and remedy for name, remedy in UNREAD_FORMATS.values())


def test_binary_data_is_named() -> None:
    with pytest.raises(BinaryContentError, match="standard input: binary data"):
        transcribe(Capture.of(b"\x00\x01\x02\x03"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("KIGALI, Rwanda (AP) — Rwanda has confirmed", "KIGALI, Rwanda (AP)"),
        ("WASHINGTON (Reuters) - The US", "WASHINGTON (Reuters)"),
        ("STRELSAU, May 5 (Lantern) -- Talks", "STRELSAU, May 5 (Lantern)"),
        ("LONDON — The Home Office", "LONDON"),
        ("Headline of a story\n\nKIGALI – Rwanda", "KIGALI"),
        ("Ngerulmud, 19 January 2026. Palau's Senate", "Ngerulmud, 19 January 2026"),
        ("29 August 2025. Rwanda has taken in", "29 August 2025"),
        ("June 2025. One day after", "June 2025"),
        ("Geneva, Monday 5 May 2025 – The agency", "Geneva, Monday 5 May 2025"),
        ("Port-of-Spain, Trinidad, May 5, 2025: The", "Port-of-Spain, Trinidad, May 5, 2025"),
        ("Rwanda has confirmed talks - or so it says", None),
        ("The US said on May 5, 2025 that it would", None),
        ("US-Rwanda talks go on", None),
        ("A\nB\nC\nD\nLONDON — too late", None),
        ("", None),
    ],
)
def test_datelines(text: str, words: str | None) -> None:
    assert dateline(text) == words


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_twenty_megabytes_are_read_in_a_few_seconds(line_end: str) -> None:
    line = "Rwanda’s minister said that it was “at an early stage”, and nothing more was to be had from him."
    content = (line + line_end).encode() * (20_000_000 // len(line))
    before = time.process_time()
    document = transcribe(Capture.of(content))
    assert time.process_time() - before < 10
    assert document.text.count("\n") == content.count(b"\n")
    (place,) = document.source_map.places(len(document.text) - 4, len(document.text) - 1)
    assert content[place.start : place.end] == b"im."


def test_bytes_are_not_touched_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x\r\n")
    transcribe(Capture.of(path.read_bytes(), path=str(path)))
    assert list(tmp_path.iterdir()) == [path]


def document_or_refusal(content: bytes, path: str | None) -> None:
    try:
        document = transcribe(Capture.of(content, path=path))
    except DocumentError:
        return
    assert document.text.strip()
    document.text.encode("utf-8")
    assert "\x00" not in document.text
    for segment in document.source_map.segments:
        assert 0 <= segment.start <= segment.end <= len(document.text)


@given(st.binary(max_size=400), st.sampled_from([None, "a.txt", "a.html"]))
@settings(deadline=None)
def test_any_bytes_give_a_document_or_a_refusal(content: bytes, path: str | None) -> None:
    document_or_refusal(content, path)


PIECES = st.sampled_from(
    [
        *(
            b"<p>",
            b"</p>",
            b"<html>",
            b"<table><tr><td>",
            b"</td><td>",
            b"<pre>\n",
            b"<h1>",
            b"<br>",
            b"<o:p>",
        ),
        *(
            b"&#0;",
            b"&#1;",
            b"&#xD800;",
            b"&#xF0000;",
            b"&nbsp;",
            b"&shy;",
            b"<!--",
            b"-->",
            b"<script>",
            b"\x01",
        ),
        *(b"Ruritania ", b"signed", b"\xff", "é’".encode(), b"\r\n", b"<svg><title>x", b"\xef\xbf\xbf"),
        *("\U000f0001x".encode(), b"<?pi x?>", b"<![CDATA[x]]>", b"<a b:c=1>", b"<div hidden>", b"<title>"),
        b'<script type="application/ld+json">[[{"@type":"Article","publisher":[[1]]}]</script>',
        b'<script type="application/ld+json">{"@type":"Article","datePublished":"2025-99-99"}</script>',
    ]
)


@given(st.lists(PIECES, max_size=30).map(b"".join))
@settings(deadline=None)
def test_any_markup_gives_a_document_or_a_refusal(content: bytes) -> None:
    document_or_refusal(content, "a.html")
