"""`transferwatch verify`: whether shelf, ledger and tables are whole and say the same."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from transferwatch.answers.wording import count_words
from transferwatch.cli.answering import open_workspace
from transferwatch.errors import UsageError
from transferwatch.publish.controls import visible


def run(data: str | None, head: str | None, as_json: bool) -> int:
    """Print what is wrong, an item a line; 0 where nothing is, 1 where anything is."""
    known = _known(head)
    with open_workspace(data) as workspace:
        columns = (TextColumn("Verifying"), BarColumn(), MofNCompleteColumn())
        console = Console(stderr=True)
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task("", total=workspace.store.counts()["documents"])
            found = workspace.verify(lambda _: bar.advance(task), known)
    if as_json:
        sys.stdout.write(json.dumps(asdict(found), ensure_ascii=False, indent=2) + "\n")
        return 1 if found.findings else 0
    for one in found.findings:
        sys.stdout.write(f"{one.where}: {visible(one.item)}: {visible(one.found)}\n")
    looked = (
        f"{count_words(found.documents, 'document')}, {count_words(found.spans, 'span')}, {count_words(found.lines, 'line')}"
    )
    verdict = f"{count_words(len(found.findings), 'fault')} found" if found.findings else "All whole"
    sys.stdout.write(f"{verdict}: {looked} of the ledger. Tree head {found.lines}@{found.head}\n")
    return 1 if found.findings else 0


def _known(head: str | None) -> tuple[int, str] | None:
    if head is None:
        return None
    size, sign, root = head.partition("@")
    if not (sign and size.isdecimal() and len(root) == 64 and set(root) <= set("0123456789abcdef")):
        raise UsageError(f"{head!r} is no tree head", expected="SIZE@HASH, as `verify` prints it", item="--head")
    return int(size), root
