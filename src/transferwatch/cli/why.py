"""`transferwatch why PAIR FIELD`: what a value rests on."""

from __future__ import annotations

from transferwatch.answers.why import FIELDS, why
from transferwatch.cli.answering import as_of, checked_format, nothing_found, open_workspace, sheets, show
from transferwatch.errors import UsageError
from transferwatch.matching.parties import parse_pair
from transferwatch.publish.sheet import why_sheet


def run(pair: str, field: str, data: str | None, true_on: str | None, known_on: str | None, format: str) -> int:
    """Print what the values of a field rest on; 1 where nothing is on record of it by then."""
    checked_format(format)
    if field not in FIELDS:
        raise UsageError(f"no field {field!r}", expected=f"one of {', '.join(FIELDS)}", item="FIELD")
    clocks = as_of(true_on, known_on)
    with open_workspace(data) as workspace:
        meant = parse_pair(pair, workspace.codebook)
        view = workspace.view(clocks)
        answer = why(view, meant, field, workspace.codebook)
        if not answer.reasons:
            return nothing_found(f"about {meant.text}, {field}, by then", view)
    show(answer, format, sheets(why_sheet))
    return 0
