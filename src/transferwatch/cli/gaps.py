"""`transferwatch gaps [PAIR]`: what is unknown, contested, resting on one origin, or stale."""

from __future__ import annotations

from transferwatch.answers.gaps import gaps
from transferwatch.cli.answering import as_of, checked_format, nothing_found, open_workspace, sheets, show
from transferwatch.matching.parties import parse_pair
from transferwatch.publish.sheet import gaps_sheet


def run(pair: str | None, data: str | None, true_on: str | None, known_on: str | None, format: str) -> int:
    """Print the gaps of a pair, or of all; 1 where there is none by then."""
    checked_format(format)
    clocks = as_of(true_on, known_on)
    with open_workspace(data) as workspace:
        meant = parse_pair(pair, workspace.codebook) if pair else None
        view = workspace.view(clocks)
        answer = gaps(view, meant, workspace.codebook, workspace.today())
        if not answer.gaps:
            return nothing_found(f"about {meant.text} by then" if meant else "by then", view)
    show(answer, format, sheets(gaps_sheet))
    return 0
