"""What the verbs that answer share: which folder, which day, which format, and where the answer goes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from rich.console import Console

from transferwatch.answers.brief import Brief
from transferwatch.answers.changes import Changes
from transferwatch.answers.corrections import Corrections
from transferwatch.answers.counts import Counts
from transferwatch.answers.finding import Finding
from transferwatch.answers.gaps import Gaps
from transferwatch.answers.listing import Listing
from transferwatch.answers.timeline import Timeline
from transferwatch.answers.why import Why
from transferwatch.answers.withdrawal import Withdrawal
from transferwatch.codebook.load import load
from transferwatch.dates import AsOf
from transferwatch.errors import UsageError
from transferwatch.publish.as_json import to_json
from transferwatch.publish.markdown import sheet_markdown
from transferwatch.publish.page import sheet_page
from transferwatch.publish.sheet import Sheet
from transferwatch.publish.terminal import print_sheet
from transferwatch.record.view import RecordView
from transferwatch.workspace import Workspace

FORMATS = ("terminal", "md", "html", "json")
A = TypeVar("A", Brief, Timeline, Listing, Changes, Gaps, Counts, Why, Withdrawal, Finding, Corrections)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderings(Generic[A]):
    """How one kind of answer is shown."""

    terminal: Callable[[A, Console], None]
    markdown: Callable[[A], str]
    page: Callable[[A], str]


def data_folder(data: str | None) -> Path:
    """The workspace's folder: as named, or by TRANSFERWATCH_DATA, or `transferwatch-data` here."""
    return Path(data or os.environ.get("TRANSFERWATCH_DATA") or "transferwatch-data")


def checked_format(format: str) -> str:
    """The format, where it is one of those there are."""
    if format not in FORMATS:
        raise UsageError(f"no format {format!r}", expected=f"one of {', '.join(FORMATS)}", item="--format")
    return format


def database_url() -> str | None:
    """The URL of a database in place of `record.sqlite`, by TRANSFERWATCH_DATABASE."""
    return os.environ.get("TRANSFERWATCH_DATABASE") or None


def open_workspace(data: str | None, create: bool = False) -> Workspace:
    """The workspace that is there; WorkspaceError where none is, and `create` is not set."""
    return Workspace.open(data_folder(data), load(), create, database=database_url())


def as_of(true_on: str | None, known_on: str | None) -> AsOf:
    """The two clocks as given on the command line."""
    return AsOf.from_texts(true_on=true_on, known_on=known_on)


def show(answer: A, format: str, renderings: Renderings[A]) -> None:
    """Write the answer to standard output."""
    if format == "terminal":
        renderings.terminal(answer, Console(highlight=False))
        return
    made = {"md": renderings.markdown, "html": renderings.page, "json": to_json}[format](answer)
    sys.stdout.write(made if made.endswith("\n") else f"{made}\n")


def sheets(made: Callable[[A], Sheet]) -> Renderings[A]:
    """How an answer is shown that is a table."""
    return Renderings(
        terminal=lambda answer, console: print_sheet(made(answer), console),
        markdown=lambda answer: sheet_markdown(made(answer)),
        page=lambda answer: sheet_page(made(answer)),
    )


def nothing_found(what: str, view: RecordView) -> int:
    """Say on standard error that nothing is on record, and what is; the exit code 1."""
    pairs = [pair.text for pair in view.pairs()]
    known = f"On record: {', '.join(pairs)}" if pairs else "Nothing is on record yet: run `transferwatch add PATH…`"
    sys.stderr.write(f"Nothing found {what}. {known}.\n")
    return 1
