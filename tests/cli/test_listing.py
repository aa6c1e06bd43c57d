"""`list`: every arrangement, as of two days."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.desk import filled
from transferwatch.cli import listing


def test_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert listing.run(filled(tmp_path), "2023-01-01", None, "json") == 0
    assert [row["stage"] for row in json.loads(capsys.readouterr().out)["rows"]] == ["signed"]


@pytest.mark.parametrize("format", ["terminal", "md", "html"])
def test_formats(tmp_path: Path, format: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert listing.run(filled(tmp_path), None, None, format) == 0
    assert "That deal was cancelled in 2024" in capsys.readouterr().out


def test_nothing_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert listing.run(filled(tmp_path), None, "2000-01-01", "terminal") == 1
    assert "Nothing found" in capsys.readouterr().err
