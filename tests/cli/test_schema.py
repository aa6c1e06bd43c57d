"""`transferwatch schema`: what it prints is a JSON Schema, and it does not change by accident."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from transferwatch.cli.app import main

FROZEN = Path(__file__).parent / "reading.schema.json"


def test_the_schema_of_a_reading_is_frozen(capsys: pytest.CaptureFixture[str]) -> None:
    """Other programs read what we print: change the frozen file only with a line in the change log."""
    assert main(["schema", "reading"]) == 0
    assert capsys.readouterr().out == FROZEN.read_text(encoding="utf-8")


def test_it_is_a_json_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(FROZEN.read_text(encoding="utf-8")))


def test_an_unknown_name_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "nonsense"]) == 2
    assert "'nonsense'; expected reading" in capsys.readouterr().err
