"""`add`: exit codes, what it prints, and for whom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from by_hand import first_case, reader_of
from transferwatch.cli import add
from transferwatch.errors import DateFormatError, UsageError, WorkspaceError


@pytest.fixture(autouse=True)
def _by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transferwatch.workspace.read_by_rule", reader_of(first_case()))


@pytest.fixture
def story(tmp_path: Path) -> str:
    path = tmp_path / "story.txt"
    path.write_text(first_case().text)
    return str(path)


def test_a_document(tmp_path: Path, story: str, capsys: pytest.CaptureFixture[str]) -> None:
    data = str(tmp_path / "data")
    assert add.run([story], data, "2025-05-05", False) == 0
    assert capsys.readouterr() == (f"1 document added to {data}.\n", "")
    assert add.run([story], data, None, False) == 0
    out, err = capsys.readouterr()
    assert out == f"0 documents added to {data}, 1 already on record.\n"
    assert err == f"{story}: already on record, nothing changed\n"


def test_json_lines(tmp_path: Path, story: str, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    assert add.run([story, str(empty)], str(tmp_path / "data"), "2025-05-05", True) == 2
    first, second = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (first["item"], first["outcome"], first["items"]) == (story, "added", 3)
    assert (second["item"], second["outcome"]) == (str(empty), "refused")
    assert "empty" in second["reason"]


def test_the_folder_by_the_environment(tmp_path: Path, story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSFERWATCH_DATA", str(tmp_path / "elsewhere"))
    assert add.run([story], None, None, False) == 0
    assert (tmp_path / "elsewhere" / "record.sqlite").exists()


def test_an_empty_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert add.run([str(tmp_path / "empty")], str(tmp_path / "data"), None, False) == 2
    out, err = capsys.readouterr()
    assert out.startswith("0 documents added")
    assert "nothing to read" in err


def test_an_impossible_date_makes_no_workspace(tmp_path: Path, story: str) -> None:
    with pytest.raises(DateFormatError):
        add.run([story], str(tmp_path / "data"), "2025-02-30", False)
    assert not (tmp_path / "data").exists()


def test_no_path() -> None:
    with pytest.raises(UsageError):
        add.run([], None, None, False)


def test_a_workspace_that_is_a_file(tmp_path: Path, story: str) -> None:
    with pytest.raises(WorkspaceError, match="is a file"):
        add.run([story], story, None, False)
