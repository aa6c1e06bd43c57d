"""Measure the reader on a public set: `python -m evaluation.public --help`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evaluation.public.measured import Measured
from transferwatch.codebook.codebook import Codebook
from transferwatch.codebook.load import load
from transferwatch.errors import SourceError, TransferwatchError

SETS = {
    "polnear": "who says what: a folder of PolNeAR with attributions/*.ann and text/*.txt (data/dev)",
    "timeml": "dates: a folder of TimeML files (TimeBank, AQUAINT)",
    "factuality": "modality: dev.jsonl of UW event factuality, or its folder",
    "plover": "states of actors: the gold records of PLOVER, or their folder",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; 0 when every target is reached, 1 when one is not, 2 for bad input."""
    asked = _parser().parse_args(arguments)
    measure: Callable[[Path, Codebook], Measured] = import_module(f"evaluation.public.{asked.set}").measure
    try:
        if not asked.path.exists():
            raise SourceError("nothing there", expected=SETS[asked.set], item=str(asked.path))
        measured = measure(asked.path, load())
    except TransferwatchError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    if asked.json:
        print(json.dumps(_rows(asked.set, measured), indent=1))
    else:
        _print(asked.set, measured)
    for line in measured.misses if asked.misses else ():
        print(line)
    values = {figure.name: figure.value for figure in measured.figures}
    return 0 if all(values[name] >= target for name, target in measured.targets.items()) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.public",
        description="Measure the reader on a public set that is kept outside of the repository. Test halves are refused.",
        epilog="Example:  python -m evaluation.public timeml ../public/AQUAINT --json",
    )
    parser.add_argument("set", choices=SETS, help="; ".join(f"{name}: {what}" for name, what in SETS.items()))
    parser.add_argument("path", metavar="PATH", type=Path, help="where the set is")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON, no table")
    parser.add_argument("--misses", action="store_true", help="then a line for each thing that was read otherwise")
    return parser


def _rows(name: str, measured: Measured) -> list[dict[str, object]]:
    return [
        {
            "name": f"{name}.{figure.name}",
            "value": round(figure.value, 4),
            "unit": figure.unit,
            "of": figure.of,
            "target": measured.targets.get(figure.name),
        }
        for figure in measured.figures
    ]


def _print(name: str, measured: Measured) -> None:
    table = Table(title=name, title_justify="left", title_style="bold")
    for column in ("measure", "value", "of", "target"):
        table.add_column(column, justify="left" if column == "measure" else "right")
    for figure in measured.figures:
        target = measured.targets.get(figure.name)
        value = str(figure.value) if isinstance(figure.value, int) else f"{figure.value:.3f}"
        table.add_row(figure.name, value, str(figure.of), "" if target is None else f"{target:g}")
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
