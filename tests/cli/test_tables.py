"""`changes`, `gaps`, `counts` and `why`: the verbs that answer with a table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.desk import filled
from transferwatch.cli import changes, counts, gaps, why
from transferwatch.cli.app import main
from transferwatch.errors import UsageError


@pytest.mark.parametrize("format", ["terminal", "md", "html"])
def test_changes_in_every_format(tmp_path: Path, format: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert changes.run("GB-RW", filled(tmp_path), "2025-05-01", None, format) == 0
    shown = capsys.readouterr().out
    assert "That deal was cancelled in 2024" in shown
    assert "Talks on migrants" in shown


def test_changes_as_json_and_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = filled(tmp_path)
    assert changes.run(None, data, "2025-05", "2025-05", "json") == 0
    told = json.loads(capsys.readouterr().out)["changes"]
    assert {(one["day"], one["key"], one["field"], one["way"]) for one in told} >= {
        ("2025-05-05", "US-RW", "stage", "new"),
        ("2025-05-05", "GB-RW", "stage", "new"),
    }
    assert changes.run(None, data, "2025-06", None, "terminal") == 1
    assert "since 1 June 2025" in capsys.readouterr().err


def test_days_the_wrong_way_round_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is before --since"):
        changes.run(None, filled(tmp_path), "2025-06", "2025-05", "json")
    with pytest.raises(UsageError, match="no first day"):
        changes.run(None, filled(tmp_path), "../2025", None, "json")


@pytest.mark.parametrize("format", ["terminal", "md", "html"])
def test_gaps_in_every_format(tmp_path: Path, format: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert gaps.run("US-RW", filled(tmp_path), None, None, format) == 0
    assert "not on record: cap, payments, nationalities and conditions" in " ".join(capsys.readouterr().out.split())


def test_gaps_before_anything_was_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gaps.run(None, filled(tmp_path), None, "2000-01-01", "json") == 1
    assert "Nothing found by then" in capsys.readouterr().err


def test_counts_where_nobody_is_on_record_as_moved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert counts.run(None, filled(tmp_path), None, None, "json") == 1
    assert "Nothing found" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["changes", "gaps", "counts", "why"])
def test_help_has_an_example(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([verb, "--help"]) == 0
    assert f"Example:  transferwatch {verb}" in capsys.readouterr().out


@pytest.mark.parametrize("format", ["terminal", "md", "html"])
def test_why_a_stage(tmp_path: Path, format: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert why.run("GB-RW", "stage", filled(tmp_path), None, None, format) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "That deal was cancelled in 2024" in shown
    assert "settled from" in shown
    assert "ended, 2024; signed, 2022" in shown


def test_why_as_json_and_what_cannot_be_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = filled(tmp_path)
    assert why.run("GB-RW", "stage", data, "2023", None, "json") == 0
    (reason,) = json.loads(capsys.readouterr().out)["reasons"]
    assert (reason["value"], reason["rule"]) == ("signed, 2022", "one origin says so")
    assert why.run("GB-RW", "cap", data, None, None, "json") == 1
    with pytest.raises(UsageError, match="no field 'price'"):
        why.run("GB-RW", "price", data, None, None, "json")
