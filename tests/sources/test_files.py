"""Captures of files and folders: order, sidecars, and everything that cannot be read."""

from __future__ import annotations

import hashlib
import json
import os
import socket
from pathlib import Path

import pytest

from transferwatch.errors import (
    InputError,
    MetadataError,
    OversizedDocumentError,
    SourceError,
)
from transferwatch.sources import files
from transferwatch.sources.capture import Capture, KnownFacts, guess_media_type
from transferwatch.sources.collect import collect
from transferwatch.sources.source import Refusal


def only_refusal(*paths: str | Path, limit_bytes: int = 1_000_000) -> InputError:
    found = list(collect([str(path) for path in paths], limit_bytes=limit_bytes))
    assert len(found) == 1
    assert isinstance(found[0], Refusal)
    assert found[0].item == found[0].error.item
    return found[0].error


def names(found: list[Capture | Refusal]) -> list[str]:
    return [Path(one.path or "").name if isinstance(one, Capture) else f"!{one.item}" for one in found]


def write_sidecar(document: Path, value: object) -> Path:
    path = document.with_name(document.name + ".meta.json")
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def test_a_file_is_captured_byte_for_byte(tmp_path: Path) -> None:
    content = "Ruritania\r\nconfirms\x00".encode("utf-16")
    (tmp_path / "a.txt").write_bytes(content)
    (capture,) = collect([str(tmp_path / "a.txt")])
    assert isinstance(capture, Capture)
    assert capture.content == content
    assert capture.sha256 == hashlib.sha256(content).hexdigest()
    assert capture.path == str(tmp_path / "a.txt")
    assert capture.facts == KnownFacts()


def test_a_path_given_twice_is_captured_twice(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    assert names(list(collect([str(path), str(path)]))) == ["a.txt", "a.txt"]


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/deep/y.txt", "c.html", ".hidden", ".git/x.txt", "b.txt.meta.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}")
    assert names(list(collect([str(tmp_path)]))) == ["y.txt", "z.txt", "b.txt", "c.html"]


def test_files_are_opened_when_they_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.txt").write_text("x")
    found = collect([str(tmp_path)])
    next(found)
    (tmp_path / "b.txt").unlink()
    refusal = next(found)
    assert isinstance(refusal, Refusal)
    assert "no such file" in str(refusal.error)


def test_a_bad_item_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    found = list(collect([str(tmp_path / "missing"), str(tmp_path / "a.txt")]))
    assert names(found) == [f"!{tmp_path / 'missing'}", "a.txt"]


def test_a_sidecar_says_what_is_known(tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text("x")
    facts = {
        "$schema": "x",
        "note": "Sent by a colleague",
        "title": " A title ",
        "publisher": "The Lantern",
        "published": "2025-05",
        "url": None,
        "language": "en-GB",
    }
    write_sidecar(document, "\ufeff" + json.dumps(facts))
    (capture,) = collect([str(tmp_path)])
    assert isinstance(capture, Capture)
    assert capture.facts == KnownFacts(title="A title", publisher="The Lantern", published="2025-05", language="en")


@pytest.mark.parametrize(
    ("sidecar", "named"),
    [
        ({"titel": "x"}, "'titel'"),
        ({"published": "5 May 2025"}, "'published'"),
        ({"published": "2025-02-30"}, "'published'"),
        ({"published": 2025}, "'published'"),
        ({"title": ["x"]}, "'title'"),
        ({"publisher": "  "}, "'publisher'"),
        ({"language": "English, mostly"}, "'language'"),
        ([1, 2], "[1, 2]"),
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_a_bad_sidecar_is_named_with_its_field(tmp_path: Path, sidecar: object, named: str) -> None:
    document = tmp_path / "a.txt"
    document.write_text("x")
    path = write_sidecar(document, sidecar)
    (refusal,) = collect([str(document)])
    assert isinstance(refusal, Refusal)
    assert isinstance(refusal.error, MetadataError)
    assert refusal.item == str(document)
    assert str(path) in str(refusal.error)
    assert named in str(refusal.error)


def test_a_sidecar_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "a.txt.meta.json").write_bytes(b'{"title": "\xff"}')
    (refusal,) = collect([str(tmp_path)])
    assert isinstance(refusal, Refusal)
    assert isinstance(refusal.error, MetadataError)


def test_a_sidecar_is_no_document(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.meta.json"
    path.write_text("{}")
    error = only_refusal(path)
    assert isinstance(error, SourceError)
    assert str(tmp_path / "a.txt") in str(error)


@pytest.mark.parametrize("name", ["missing.txt", "", "nul\x00byte"])
def test_what_is_not_there_is_said(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert isinstance(only_refusal(name), SourceError)


def test_a_folder_with_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "empty").mkdir()
    error = only_refusal(tmp_path)
    assert isinstance(error, SourceError)
    assert "nothing to read" in str(error)


def test_links_in_circles_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text("x")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    found = list(collect([str(tmp_path)]))
    assert names(found) == [
        f"!{tmp_path / 'a' / 'up'}",
        "x.txt",
        f"!{tmp_path / 'gone'}",
        f"!{tmp_path / 'self'}",
    ]
    messages = [str(one.error) for one in found if isinstance(one, Refusal)]
    assert "back to a folder above" in messages[0]
    assert "not there" in messages[1]
    assert "leads to itself" in messages[2]


def test_pipes_sockets_and_devices_never_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "a named pipe" in str(only_refusal(tmp_path / "pipe"))
    assert "a device" in str(only_refusal("/dev/zero"))
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(tmp_path / "s"))
        assert "a socket" in str(only_refusal(tmp_path / "s"))


def test_a_pipe_put_in_the_place_of_a_file_never_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    regular = tmp_path / "a.txt"
    regular.write_text("x")
    status = regular.stat()
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(files, "_look", lambda path: status)
    with pytest.raises(SourceError, match="a named pipe"):
        files.read_bytes(str(tmp_path / "pipe"), 100)


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (PermissionError(13, "Permission denied"), "not allowed"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_an_unreadable_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: OSError, said: str) -> None:
    (tmp_path / "a.txt").write_text("x")

    def refuse(*_: object) -> int:
        raise failure

    monkeypatch.setattr(os, "open", refuse)
    error = only_refusal(tmp_path / "a.txt")
    assert isinstance(error, SourceError)
    assert said in str(error)
    assert str(tmp_path / "a.txt") in str(error)


def test_an_unreadable_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> list[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "listdir", refuse)
    assert "not allowed" in str(only_refusal(tmp_path))


def test_the_limit_holds_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 100)
    (capture,) = collect([str(path)], limit_bytes=100)
    assert isinstance(capture, Capture)
    path.write_bytes(b"x" * 101)
    error = only_refusal(path, limit_bytes=100)
    assert isinstance(error, OversizedDocumentError)
    assert "100 bytes" in str(error)


def test_a_name_that_is_not_utf_8_can_be_printed(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    except OSError:
        pytest.skip("this file system has no such names")
    os.write(descriptor, b"x")
    os.close(descriptor)
    (capture,) = collect([str(tmp_path)])
    assert isinstance(capture, Capture)
    assert (capture.path or "").endswith("\ufffd.txt")
    assert (capture.path or "").encode("utf-8")


@pytest.mark.parametrize(
    ("content", "path", "media_type"),
    [
        (b"", None, "text/plain"),
        (b"Ruritania", "a.txt", "text/plain"),
        (b"Ruritania", "a.HTM", "text/html"),
        (b"<!DOCTYPE html><p>x", None, "text/html"),
        (b"\xef\xbb\xbf\n<!-- saved --><html><p>x", "a.txt", "text/html"),
        ("<html><p>x".encode("utf-16"), None, "text/html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html xmlns="y">', None, "text/html"),
        (b'<?xml version="1.0"?><rss></rss>', "feed", "application/xml"),
        (b"<3 is no tag", "a.txt", "text/plain"),
        (b"%PDF-1.7", "a.html", "application/pdf"),
        (b"PK\x03\x04....[Content_Types].xml..word/document.xml", None, "application/vnd.openxmlformats"),
        (b"PK\x03\x04 other", None, "application/zip"),
        (b"\x89PNG\r\n\x1a\n", None, "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", None, "image/webp"),
        (b"WARC/1.1\r\n", None, "application/warc"),
    ],
)
def test_media_types_are_told_by_content_then_by_name(content: bytes, path: str | None, media_type: str) -> None:
    assert guess_media_type(content, path).startswith(media_type)
