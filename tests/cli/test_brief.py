"""`brief`: formats, clocks, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.desk import filled
from transferwatch.cli import brief
from transferwatch.errors import DateFormatError, UnknownStateError, UsageError, WorkspaceError


@pytest.mark.parametrize(("true_on", "stage"), [("2023-06-01", "signed"), ("2025-01-01", "ended")])
def test_the_first_case(tmp_path: Path, true_on: str, stage: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert brief.run("GB-RW", filled(tmp_path), true_on, None, "json") == 0
    (deal,) = json.loads(capsys.readouterr().out)["deals"]
    assert deal["stage"] == stage
    assert sum(len(line["quotes"]) for line in (*deal["why"], *deal["later"])) == 2


@pytest.mark.parametrize(
    ("format", "start"),
    [("terminal", "United Kingdom → Rwanda"), ("md", "# United"), ("html", "<!DOCTYPE html>")],
)
def test_formats(tmp_path: Path, format: str, start: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert brief.run("UK-Rwanda", filled(tmp_path), None, None, format) == 0
    out = capsys.readouterr().out
    assert out.startswith(start)
    assert "That deal was cancelled in 2024" in out


def test_nothing_found_says_what_is_on_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert brief.run("US-SZ", filled(tmp_path), None, None, "terminal") == 1
    out, err = capsys.readouterr()
    assert (out, err) == ("", "Nothing found about US-SZ. On record: GB-RW, US-RW.\n")
    assert brief.run("US-RW", filled(tmp_path), None, "2025-01-01", "terminal") == 1


def test_bad_input(tmp_path: Path) -> None:
    data = filled(tmp_path)
    with pytest.raises(UnknownStateError):
        brief.run("US-Atlantis", data, None, None, "terminal")
    with pytest.raises(UsageError):
        brief.run("US-RW", data, None, None, "pdf")
    with pytest.raises(DateFormatError):
        brief.run("US-RW", data, "yesterday", None, "terminal")
    with pytest.raises(WorkspaceError, match="transferwatch add"):
        brief.run("US-RW", str(tmp_path / "none"), None, None, "terminal")
