"""`transferwatch find WORDS`: documents on record that have certain words."""

from __future__ import annotations

from transferwatch.answers.finding import find
from transferwatch.cli.answering import as_of, checked_format, nothing_found, open_workspace, sheets, show
from transferwatch.errors import UsageError
from transferwatch.publish.sheet import finding_sheet


def run(words: list[str], data: str | None, known_on: str | None, format: str) -> int:
    """Print the documents; 1 where none has the words."""
    checked_format(format)
    asked = " ".join(words).split()
    if not any(sign.isalnum() for word in asked for sign in word):
        raise UsageError("no word to look for", expected="one word or more", item="WORDS")
    with open_workspace(data) as workspace:
        view = workspace.view(as_of(None, known_on))
        answer = find(view, " ".join(asked), workspace.codebook)
        if not answer.hits:
            return nothing_found(f"with all of the words {answer.asked!r}", view)
    show(answer, format, sheets(finding_sheet))
    return 0
