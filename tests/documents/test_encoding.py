"""Text in whatever encoding it comes."""

from __future__ import annotations

import pytest

from transferwatch.documents.encoding import declared_encoding, decode
from transferwatch.documents.transcribe import transcribe
from transferwatch.errors import BinaryContentError
from transferwatch.sources.capture import Capture

WESTERN = "Le ministre a confirmé: «préliminaire», señor — Zürich’s £290m, Málaga."
ASCII = "The minister confirmed it on Sunday.\r\nNobody was moved.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [WESTERN, ASCII, "Руанда подтвердила переговоры с США, сказал он."])
def test_unicode_with_and_without_a_mark(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    document = transcribe(Capture.of(text.encode(encoding)))
    assert document.text == text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (WESTERN, "cp1252"),
        ("El señor dijo que sí, mañana", "latin-1"),
        ("café", "latin-1"),
        ("The office’s “no” – £5m", "cp1252"),
        ("Władze Rwandy potwierdziły rozmowy w sprawie przyjęcia migrantów. Żądania są jasne.", "cp1250"),
        ("Правительство Руанды подтвердило переговоры с США о приёме мигрантов.", "cp1251"),
        ("Правительство Руанды подтвердило переговоры с США о приёме мигрантов.", "koi8-r"),
        ("رواندا تؤكد المحادثات مع الولايات المتحدة بشأن المهاجرين", "cp1256"),
        ("卢旺达证实与美国就接收移民进行谈判。政府发言人说。", "gb18030"),
        ("ルワンダは移民の受け入れについて米国と協議していることを確認した。", "shift_jis"),
    ],
)
def test_older_encodings_are_told_and_mapped(text: str, encoding: str) -> None:
    content = text.encode(encoding)
    document = transcribe(Capture.of(content))
    assert document.text == text
    middle = len(text) // 2
    places = document.source_map.places(middle, middle + 3)
    assert b"".join(content[one.start : one.end] for one in places).decode(encoding) == text[middle : middle + 3]


def test_a_broken_byte_in_good_utf_8_costs_one_character() -> None:
    content = "It’s “done”, says £".encode() + b"\xff" + " and more’s to come".encode()
    document = transcribe(Capture.of(content))
    assert document.text == "It’s “done”, says £\ufffd and more’s to come"
    at = document.text.index("\ufffd")
    (place,) = document.source_map.places(at, at + 1)
    assert content[place.start : place.end] == b"\xff"


def test_a_download_cut_inside_a_character_stays_utf_8() -> None:
    assert transcribe(Capture.of("Yes, it’s £5".encode() + b"\xe2\x80")).text == "Yes, it’s £5\ufffd\ufffd"


@pytest.mark.parametrize(
    "content",
    [
        b"\x00",
        b"abc\x00def",
        b"\x00\x01\x02\x03" * 50,
        bytes(range(1, 9)) * 20,
        b"\x1b[31mred\x1b[0m\x07\x08" * 10,
        b"\xff\xfe\x00\xd8\x00",
    ],
)
def test_binary_data_is_refused(content: bytes) -> None:
    with pytest.raises(BinaryContentError):
        decode(content)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b'<meta charset="windows-1251">', "cp1251"),
        (b'<META http-equiv=Content-Type content="text/html; charset=ISO-8859-1">', "cp1252"),
        (b'<?xml version="1.0" encoding="koi8-r"?>', "koi8-r"),
        (b"<meta charset=unicode_escape>", None),
        (b"<meta charset=utf-7>", None),
        (b"<meta charset=rot13>", None),
        (b"<meta charset=nonsense>", None),
        (b"<p>charset=cp1251</p>", None),
    ],
)
def test_what_a_page_declares(head: bytes, encoding: str | None) -> None:
    assert declared_encoding(head) == encoding


def test_a_declared_encoding_goes_before_a_guess_and_behind_utf_8() -> None:
    declared = b'<meta charset="cp1251">'
    assert decode("Да".encode("cp1251"), declared=declared_encoding(declared)).text == "Да"
    assert decode("Да".encode(), declared=declared_encoding(declared)).text == "Да"
