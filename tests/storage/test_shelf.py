"""Bytes on the shelf: whole, under their digest, and refused when they are no longer themselves."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transferwatch.errors import WorkspaceError
from transferwatch.storage.shelf import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(root=tmp_path / "shelf")


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=2000))
def test_what_is_put_is_there(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    shelf = Shelf(root=tmp_path_factory.mktemp("shelf"))
    sha256 = shelf.put(content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert shelf.put(content) == sha256
    assert shelf.get(sha256) == content
    assert shelf.place(sha256) == shelf.root / sha256[:2] / sha256
    assert [path.name for path in shelf.root.rglob("*") if path.is_file()] == [sha256]


def test_a_flipped_byte_is_refused(shelf: Shelf) -> None:
    sha256 = shelf.put(b"words")
    shelf.place(sha256).write_bytes(b"wordz")
    with pytest.raises(WorkspaceError, match="no longer those"):
        shelf.get(sha256)


def test_bytes_that_are_gone(shelf: Shelf) -> None:
    with pytest.raises(WorkspaceError, match="No such file"):
        shelf.get("0" * 64)


def test_a_half_written_file_is_written_anew(shelf: Shelf) -> None:
    sha256 = shelf.put(b"words")
    shelf.place(sha256).write_bytes(b"wo")
    shelf.put(b"words")
    assert shelf.get(sha256) == b"words"


def test_a_full_disk_leaves_nothing_half_written(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("transferwatch.storage.shelf.os.fsync", full)
    with pytest.raises(WorkspaceError, match=r"No space left.*--data"):
        shelf.put(b"words")
    assert [path for path in shelf.root.rglob("*") if path.is_file()] == []


def test_a_shelf_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "shelf").write_text("x")
    with pytest.raises(WorkspaceError):
        Shelf(root=tmp_path / "shelf").put(b"words")
