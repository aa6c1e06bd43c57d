"""The demo (`make demo`): put the desk on record, print a brief and the list, write the brief as a page.

Can be repeated: the demo's workspace is made anew each time.  Needs no network.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from pathlib import Path

from transferwatch.cli.app import main

ROOT = Path(__file__).resolve().parents[1]
DESK = Path("demo/desk")
DATA = Path("demo/transferwatch-data")
PAGE = Path("demo/brief.html")
PATTERNS = ("*.html", "*.txt")  # what is there to be read; README.md is no document of the desk
PROGRAM = ".venv/bin/transferwatch"
NEXT = (
    ("Where did Britain's deal with Rwanda stand in June 2023?", "brief GB-RW --true-on 2023-06-01"),
    ("What happened between the United States and Uganda, in order?", "timeline US-UG"),
    ("The whole list, for a program", "list --format json"),
)


def documents() -> list[str]:
    """The documents of the desk, in the order of their names."""
    return sorted(path.as_posix() for pattern in PATTERNS for path in DESK.glob(pattern))


def run() -> int:
    """Run the demo from the project's root; the exit code of the first command that fails, else 0."""
    os.chdir(ROOT)
    if DATA.exists():
        shutil.rmtree(DATA)
    data = ["--data", DATA.as_posix()]
    shown = " ".join((DESK / pattern).as_posix() for pattern in PATTERNS)
    _say(f"$ transferwatch add {shown}")
    if code := main(["add", *documents(), *data]):
        return code
    _say("\n$ transferwatch brief US-RW")
    if code := main(["brief", "US-RW", *data]):
        return code
    with contextlib.redirect_stdout(io.StringIO()) as page:
        code = main(["brief", "US-RW", *data, "--format", "html"])
    if code:
        return code
    PAGE.write_text(page.getvalue(), encoding="utf-8")
    _say("\n$ transferwatch list")
    if code := main(["list", *data]):
        return code
    _say(f"\nThe brief as a page: {PAGE.as_posix()}\n\nTry next:")
    for question, command in NEXT:
        _say(f"  # {question}\n  {PROGRAM} {command} {' '.join(data)}")
    return 0


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(run())
