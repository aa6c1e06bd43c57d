"""The options that several verbs share, with one wording each."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from transferwatch.errors import UsageError

DEFAULT_DATA = "./transferwatch-data"


class Format(StrEnum):
    """How an answer is written."""

    TERMINAL = "terminal"
    MD = "md"
    HTML = "html"
    JSON = "json"


Data = Annotated[
    str,
    typer.Option("--data", metavar="DIR", envvar="TRANSFERWATCH_DATA", help="Folder of the workspace."),
]
Published = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        help="When the documents were published (EDTF: 2025-05-05, 2025-05); goes before what they say.",
    ),
]
Codebook = Annotated[
    str | None,
    typer.Option("--codebook", metavar="DIR", help="Folder of your own entries, laid over the codebook."),
]
TrueOn = Annotated[
    str | None,
    typer.Option("--true-on", metavar="DATE", help="What was true on that day (default: by now)."),
]
KnownOn = Annotated[
    str | None,
    typer.Option("--known-on", metavar="DATE", help="From what was known on that day (default: by now)."),
]
AsFormat = Annotated[
    Format | None,
    typer.Option("--format", help="How the answer is written.  [default: terminal]"),
]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who signs the decision: a name or a role.")]
Reason = Annotated[str | None, typer.Option("--reason", metavar="WORDS", help="Why; it stands in the public log.")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs: JSON with keys and entries in a stable order.")]


def chosen_format(asked: Format | None, as_json: bool) -> str:
    """The one format that --format and --json ask for; UsageError where they ask for two."""
    if as_json:
        if asked not in (None, Format.JSON):
            raise UsageError(f"--json and --format {asked}", expected="one format", remedy="Leave one of them out")
        return Format.JSON.value
    return (asked or Format.TERMINAL).value
