"""`transferwatch timeline [PAIR]`: what happened, in order."""

from __future__ import annotations

from transferwatch.answers.timeline import timeline
from transferwatch.cli.answering import Renderings, as_of, checked_format, nothing_found, open_workspace, show
from transferwatch.matching.parties import parse_pair
from transferwatch.publish.markdown import timeline_markdown
from transferwatch.publish.page import timeline_page
from transferwatch.publish.terminal import print_timeline


def run(pair: str | None, data: str | None, true_on: str | None, known_on: str | None, format: str) -> int:
    """Print the timeline of a pair, or of all; 1 where nothing is on record by then."""
    checked_format(format)
    clocks = as_of(true_on, known_on)
    with open_workspace(data) as workspace:
        meant = parse_pair(pair, workspace.codebook) if pair else None
        view = workspace.view(clocks)
        answer = timeline(view, meant, workspace.codebook)
        if not answer.moments:
            return nothing_found(f"about {meant.text} by then" if meant else "by then", view)
    show(
        answer,
        format,
        Renderings(terminal=print_timeline, markdown=timeline_markdown, page=timeline_page),
    )
    return 0
