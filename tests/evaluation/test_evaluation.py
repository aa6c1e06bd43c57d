"""The command: what it prints and writes, what it refuses, and its exit codes; with a planted reader."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from evaluation.corpus import CodedText
from evaluation.predict import Result
from planted import DAMAGES, dropped, same

from evaluation import __main__ as command
from evaluation import card, corpus, floors
from transferwatch.readings import interchange

Plant = Callable[[Any], Path]


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Plant:
    """Puts a reader that gives gold with a damage in the place of the true one, and all files into a folder."""

    def put(damage: Any) -> Path:
        def results(texts: Sequence[CodedText]) -> list[Result]:
            chance = random.Random(1)
            return [Result(coded=text, reading=damage(text.text, text.gold, chance)) for text in texts]

        monkeypatch.setattr(command, "_results", results)
        return tmp_path

    (tmp_path / "build").mkdir()
    monkeypatch.setattr(corpus, "ROOT", tmp_path)
    monkeypatch.setattr(command, "OUTPUT", tmp_path / "build" / "evaluation.json")
    monkeypatch.setattr(floors.load, "__defaults__", (tmp_path / "floors.yaml",))
    monkeypatch.setattr(floors.save, "__defaults__", (tmp_path / "floors.yaml",))
    monkeypatch.setattr(card.write, "__defaults__", (tmp_path / "docs" / "reader-card.md",))
    return put


def test_it_prints_tables_and_writes_every_figure(plant: Plant, capsys: pytest.CaptureFixture[str]) -> None:
    folder = plant(same)
    assert command.main([]) == 0
    printed = capsys.readouterr()
    assert "Test half of our own texts" in printed.out
    assert "By kind of text" in printed.out
    assert "no corpus yet" in printed.err
    rows = json.loads((folder / "build" / "evaluation.json").read_text())
    assert {tuple(row) for row in rows} == {("name", "value", "unit", "baseline", "ratio")}
    assert {"open.pair.precision", "test.mean.f1", "test.look-alike.items"} <= {row["name"] for row in rows}


def test_floors_are_pinned_raised_and_then_guard(plant: Plant, capsys: pytest.CaptureFixture[str]) -> None:
    plant(same)
    assert command.main(["--set", "test", "--raise-floors"]) == 2
    assert command.main(["--set", "test", "--repin", "--raise-floors"]) == 0
    assert command.main(["--set", "test"]) == 0
    plant(dropped)
    capsys.readouterr()
    assert command.main(["--set", "test"]) == 1
    assert "statement.f1 is 0." in capsys.readouterr().err
    assert command.main(["--set", "test", "--raise-floors"]) == 1
    assert floors.load().floors["statement.f1"] == 1


def test_the_floors_show_in_table_and_rows(plant: Plant, capsys: pytest.CaptureFixture[str]) -> None:
    plant(same)
    command.main(["--set", "test", "--repin", "--raise-floors"])
    capsys.readouterr()
    assert command.main(["--set", "test", "--json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["test.pair.precision"]["baseline"] == 1
    assert rows["test.pair.precision"]["ratio"] == 1


def test_texts_of_the_test_half_stay_sealed(plant: Plant, capsys: pytest.CaptureFixture[str]) -> None:
    plant(DAMAGES[-1])
    sealed = next(text.id for text in corpus.written_here() if text.half == "test")
    unsealed = next(text for text in corpus.written_here() if text.half == "open" and text.gold.statements)
    assert command.main(["--items", sealed]) == 2
    assert "measured and not looked at" in capsys.readouterr().err
    assert command.main(["--items", sealed, "--unseal"]) == 0
    capsys.readouterr()
    assert command.main(["--items", unsealed.id]) == 0
    assert "statements: gold" in capsys.readouterr().out
    assert command.main(["--set", "all", "--by-doc"]) == 0
    printed = capsys.readouterr().out
    assert f"│ {unsealed.id} " in printed
    assert f"│ {sealed} " not in printed


def test_one_kind_of_text_is_measured_without_floors(plant: Plant, capsys: pytest.CaptureFixture[str]) -> None:
    folder = plant(same)
    assert command.main(["--kind", "tracker", "--set", "open"]) == 0
    assert "tracker" in capsys.readouterr().out
    assert not (folder / "build" / "evaluation.json").exists()
    assert command.main(["--kind", "tracker", "--repin"]) == 2
    assert command.main(["--kind", "horoscope"]) == 2


def test_the_card_tells_what_was_measured(plant: Plant) -> None:
    folder = plant(DAMAGES[-1])
    assert command.main(["--card"]) == 0
    told = (folder / "docs" / "reader-card.md").read_text()
    for heading in ("## On the test half", "## By kind of text", "## Known weaknesses", "## How far two people agree"):
        assert heading in told
    assert "read as" in told
    assert command.main(["--card", "--set", "test"]) == 2


def test_agreement_of_two_files(plant: Plant, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plant(same)
    readings = [text.gold for text in corpus.written_here()[:3]]
    left, right = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    left.write_text("\n".join(map(interchange.to_line, readings)))
    right.write_text("\n".join(map(interchange.to_line, readings[1:])))
    assert command.main(["--agreement", str(left), str(right)]) == 0
    printed = capsys.readouterr().out
    assert "2 documents" in printed
    assert f"Only on the left: {readings[0].document.id}" in printed
    assert command.main(["--agreement", str(left)]) == 2
    assert command.main(["--agreement", str(left), str(tmp_path / "none.jsonl")]) == 2
