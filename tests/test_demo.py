"""The demo runs, runs again, and what it says to try next works as typed."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import transferwatch
from transferwatch.cli.app import main
from transferwatch.sources.capture import Capture

ROOT = Path(__file__).parents[1]
PARTS = ("arrangements", "transfers", "proceedings", "statements", "contested", "measures")
MAIN_PAIRS = {"US-RW", "GB-RW", "US-SZ", "US-UG", "US-PW", "US-SV", "IT-AL", "AU-NR", "US-GH"}
PASSING_PAIRS = {"AU-PG", "US-SS", "US-GQ", "US-NG", "US-HN"}
LOOK_ALIKES = ("16-record-window", "17-doha-exchange", "18-amritsar-flight")


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The demo's module, with a folder of its own for its root."""
    shutil.copytree(ROOT / "demo" / "desk", tmp_path / "demo" / "desk")
    (tmp_path / ".venv").symlink_to(sys.prefix)
    monkeypatch.chdir(tmp_path)
    spec = importlib.util.spec_from_file_location("demo_run", ROOT / "demo" / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    return module


def test_make_demo_runs_it() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^demo:.*\n\t@?\S+ demo/run\.py$", makefile, re.MULTILINE)


def test_the_desk_is_read_and_its_notes_are_not(demo: ModuleType) -> None:
    documents = demo.documents()
    assert len(documents) == 18
    assert {Path(path).suffix for path in documents} == {".txt", ".html"}
    assert all(Path(f"{path}.meta.json").is_file() for path in documents)


def test_it_runs_and_runs_again(demo: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.run() == 0
    first, page = capsys.readouterr(), Path("demo/brief.html").read_text(encoding="utf-8")
    assert "18 documents added to demo/transferwatch-data." in first.out
    assert "United States → Rwanda" in first.out
    assert page.startswith("<!DOCTYPE html>")
    assert "Rwanda" in page
    for _, command in demo.NEXT:
        assert f"  .venv/bin/transferwatch {command} --data demo/transferwatch-data\n" in first.out

    assert demo.run() == 0
    assert capsys.readouterr() == first
    assert Path("demo/brief.html").read_text(encoding="utf-8") == page

    typed = re.findall(r"^  (\.venv/bin/transferwatch .*)$", first.out, re.MULTILINE)
    assert len(typed) == 3
    for line in typed:
        done = subprocess.run(line, shell=True, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), line
        assert done.stdout

    assert main(["list", "--json", "--data", "demo/transferwatch-data"]) == 0
    listed = json.loads(capsys.readouterr().out)
    pairs = {row["pair"] for row in listed["rows"]}
    assert pairs >= MAIN_PAIRS
    assert pairs <= MAIN_PAIRS | PASSING_PAIRS, "a wrong pair of states is the worst error there is"
    assert len({row["key"] for row in listed["rows"] if row["stage"]}) >= 7


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_nothing_is_read_from_a_look_alike(name: str) -> None:
    (capture,) = transferwatch.collect([str(ROOT / "demo" / "desk" / f"{name}.txt")])
    assert isinstance(capture, Capture)
    reading = transferwatch.read(transferwatch.transcribe(capture), transferwatch.load_codebook())
    assert {part: getattr(reading, part) for part in PARTS if getattr(reading, part)} == {}


def test_a_desk_that_cannot_be_read_ends_it(demo: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    for path in demo.documents():
        Path(path).write_bytes(b"")
    assert demo.run() == 2
    assert "refused" in capsys.readouterr().err
    assert not Path("demo/brief.html").exists()
