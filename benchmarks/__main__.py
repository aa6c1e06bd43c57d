"""Run the benchmarks: `python -m benchmarks [NAME…]`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import reading, recording, starting, storing
from benchmarks.measure import Benchmark, Measured

OUTPUT = Path(__file__).resolve().parent.parent / "build" / "bench.json"
BENCHMARKS: dict[str, Benchmark] = {
    "help": starting.help_,
    "read": starting.read,
    "reading": reading.reading,
    "add": storing.add,
    "record": recording.record,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run those that are named, or all; print a table and write build/bench.json."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Time, beside a baseline of the same run.")
    parser.add_argument("names", metavar="NAME", nargs="*", help=f"which to run: {', '.join(BENCHMARKS)} [all]")
    names = parser.parse_args(arguments).names or list(BENCHMARKS)
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no benchmark is called {unknown[0]!r}; expected {', '.join(BENCHMARKS)}")
    found: list[Measured] = []
    for name in names:
        print(f"{name} …", file=sys.stderr)
        found += BENCHMARKS[name]()
    console = Console() if sys.stdout.isatty() else Console(width=130)
    console.print(_table(found))
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps([_row(one) for one in found], indent=1) + "\n", encoding="utf-8")
    return 0


def _table(found: Sequence[Measured]) -> Table:
    table = Table(title="Benchmarks", title_justify="left", title_style="bold")
    table.add_column("measure")
    for name in ("value", "baseline", "ratio"):
        table.add_column(name, justify="right")
    table.add_column("unit")
    table.add_column("baseline is")
    for one in found:
        numbers = (f"{one.value:.3g}", f"{one.baseline:.3g}", f"{one.ratio:.2f}")
        table.add_row(one.name, *numbers, one.unit, one.against)
    return table


def _row(one: Measured) -> dict[str, str | float]:
    return {
        "name": one.name,
        "value": float(f"{one.value:.4g}"),
        "unit": one.unit,
        "baseline": float(f"{one.baseline:.4g}"),
        "ratio": float(f"{one.ratio:.4g}"),
    }


if __name__ == "__main__":
    sys.exit(main())
