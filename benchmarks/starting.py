"""What a person at the terminal waits for: start-up, and one article read with the model loaded for it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from evaluation.corpus import CodedText, written_here

from benchmarks.measure import Measured, medians, python, seconds

RUNS = 7
READ_RUNS = 3
COMMAND = "import sys; from transferwatch.cli.app import main; sys.exit(main(sys.argv[1:]))"
MODEL = "import spacy; from transferwatch.readings.by_rule.parsing import PIPELINE; spacy.load(PIPELINE)"


def help_() -> Iterator[Measured]:
    """`transferwatch --help` beside an interpreter that does nothing."""
    helped, nothing = medians(RUNS, seconds, python(COMMAND, ["--help"]), python("pass"))
    yield Measured(name="help.time", value=helped, unit="s (low is good)", baseline=nothing, against="python -c pass")


def read() -> Iterator[Measured]:
    """`transferwatch read` on one article, end to end, beside loading the bare model."""
    with tempfile.TemporaryDirectory() as folder:
        path = _article(Path(folder))
        whole, model = medians(READ_RUNS, seconds, python(COMMAND, ["read", str(path), "--json"]), python(MODEL))
    yield Measured(name="read.time", value=whole, unit="s (low is good)", baseline=model, against="loading the bare model")


def _article(folder: Path) -> Path:
    """The longest wire report of the open half, as a file with its sidecar."""
    wires = [text for text in written_here() if text.half == "open" and text.kind == "wire report"]
    article: CodedText = max(wires, key=lambda text: len(text.text))
    path = folder / "article.txt"
    path.write_text(article.text, encoding="utf-8")
    sidecar = {"title": article.title, "published": article.published}
    path.with_name("article.txt.meta.json").write_text(json.dumps(sidecar), encoding="utf-8")
    return path
