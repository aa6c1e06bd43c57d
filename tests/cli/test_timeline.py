"""`timeline`: of a pair and of all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.desk import filled
from transferwatch.cli import timeline


def test_of_a_pair_and_of_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = filled(tmp_path)
    for pair, number in ((None, 3), ("UK-RW", 2)):
        assert timeline.run(pair, data, None, None, "json") == 0
        assert len(json.loads(capsys.readouterr().out)["moments"]) == number


@pytest.mark.parametrize("format", ["terminal", "md", "html"])
def test_formats(tmp_path: Path, format: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert timeline.run(None, filled(tmp_path), None, None, format) == 0
    assert "That deal was cancelled in 2024" in capsys.readouterr().out


def test_nothing_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert timeline.run(None, filled(tmp_path), "2000-01-01", None, "terminal") == 1
    assert "On record: GB-RW, US-RW" in capsys.readouterr().err
