"""`transferwatch add PATH…`: keep documents and put what they say on record."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from transferwatch.answers.wording import count_words
from transferwatch.cli.answering import data_folder, open_workspace
from transferwatch.dates import parse
from transferwatch.errors import UsageError
from transferwatch.publish.controls import visible
from transferwatch.workspace import Added, AddOutcome, Already, Refused, Unread


def run(paths: list[str], data: str | None, published: str | None, as_json: bool) -> int:
    """Add the documents; 1 where there were none to add, 2 where any was refused."""
    if not paths:
        raise UsageError("no path is named", expected="files or folders", item="PATH")
    if published is not None:
        parse(published)
    folder = data_folder(data)
    counts: Counter[str] = Counter()
    with open_workspace(data, create=True) as workspace, _progress(paths) as progress:
        for outcome in workspace.add(paths, published=published, progress=progress):
            counts[type(outcome).__name__] += 1
            if as_json:
                sys.stdout.write(json.dumps(_plain(outcome), ensure_ascii=False) + "\n")
            elif trouble := _trouble(outcome):
                sys.stderr.write(f"{visible(trouble)}\n")
    if not as_json:
        sys.stdout.write(f"{_summary(counts, folder)}\n")
    if counts["Refused"]:
        return 2
    return 0 if counts else 1


def _plain(outcome: AddOutcome) -> dict[str, str | int | None]:
    if isinstance(outcome, Refused):
        return {"item": outcome.item, "outcome": "refused", "reason": str(outcome.error)}
    plain: dict[str, str | int | None] = {"item": outcome.item, "outcome": "", "sha256": outcome.sha256}
    if isinstance(outcome, Added):
        return {**plain, "outcome": "added", "items": outcome.items}
    if isinstance(outcome, Unread):
        return {**plain, "outcome": "unread", "language": outcome.language}
    return {**plain, "outcome": "already on record"}


def _trouble(outcome: AddOutcome) -> str:
    """What a person should know of an item; empty where all went as meant."""
    if isinstance(outcome, Refused):
        return f"refused: {outcome.error}"
    if isinstance(outcome, Already):
        return f"{outcome.item}: already on record, nothing changed"
    if isinstance(outcome, Unread):
        language = f"the language {outcome.language!r}" if outcome.language else "a language that is not told"
        return f"{outcome.item}: kept, and marked unread: it is in {language}, which no reader covers"
    return ""


def _summary(counts: Counter[str], folder: Path) -> str:
    if not counts:
        return "No document found: nothing added."
    parts = [f"{count_words(counts['Added'], 'document')} added to {folder}"]
    for kind, words in (("Already", "already on record"), ("Unread", "kept unread"), ("Refused", "refused")):
        if counts[kind]:
            parts.append(f"{counts[kind]:,} {words}")
    return f"{', '.join(parts)}."


@contextlib.contextmanager
def _progress(paths: Sequence[str]) -> Iterator[Callable[[str], None] | None]:
    """A bar on standard error where that is a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[item]}", markup=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=_how_many(paths) or None, item="", completed=-1)

        def show(item: str) -> None:
            name = visible(Path(item).name).replace("[", r"\[")
            bar.update(task, advance=1, item=name)

        yield show
        bar.update(task, advance=1)


def _how_many(paths: Sequence[str]) -> int:
    """How many files there are to read, sidecars left out; an estimate for the bar alone."""
    number = 0
    for path in paths:
        if Path(path).is_dir():
            for _, _, names in os.walk(path):
                number += sum(1 for name in names if not name.endswith(".meta.json"))
        else:
            number += 1
    return number
