"""`transferwatch reread`: read every document again with the reader of today."""

from __future__ import annotations

import json
import sys

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from transferwatch.answers.wording import count_words
from transferwatch.cli.answering import open_workspace


def run(data: str | None, as_json: bool) -> int:
    """Read them; 1 where there is none."""
    changed = []
    with open_workspace(data) as there:
        number = there.store.counts()["documents"]
    with open_workspace(data, create=True) as workspace:
        columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        console = Console(stderr=True)
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task("", total=number)
            for one in workspace.reread():
                bar.advance(task)
                if one.changed:
                    changed.append(one)
    if as_json:
        told = {"documents": number, "changed": [{"item": one.item, "sha256": one.sha256} for one in changed]}
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(f"{count_words(number, 'document')} read again, {len(changed):,} of them otherwise than before.\n")
    return 0 if number else 1
