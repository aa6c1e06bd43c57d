"""`transferwatch corrections`: the log of what people decided."""

from __future__ import annotations

import sys

from transferwatch.answers.corrections import corrections
from transferwatch.cli.answering import checked_format, open_workspace, sheets, show
from transferwatch.publish.sheet import corrections_sheet


def run(data: str | None, format: str) -> int:
    """Print the log; 1 where nothing was decided."""
    checked_format(format)
    with open_workspace(data) as workspace:
        answer = corrections(workspace.store.decisions(), workspace.view(), workspace.codebook)
    if not answer.corrections:
        sys.stderr.write("Nobody decided anything yet.\n")
        return 1
    show(answer, format, sheets(corrections_sheet))
    return 0
