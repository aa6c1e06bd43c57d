"""`transferwatch brief PAIR`: where an arrangement stood on a day, and by which words that is known."""

from __future__ import annotations

from transferwatch.answers.brief import brief
from transferwatch.cli.answering import Renderings, as_of, checked_format, nothing_found, open_workspace, show
from transferwatch.matching.parties import parse_pair
from transferwatch.publish.markdown import brief_markdown
from transferwatch.publish.page import brief_page
from transferwatch.publish.terminal import print_brief


def run(pair: str, data: str | None, true_on: str | None, known_on: str | None, format: str) -> int:
    """Print the brief; 1 where nothing is on record of the pair by then."""
    checked_format(format)
    clocks = as_of(true_on, known_on)
    with open_workspace(data) as workspace:
        meant = parse_pair(pair, workspace.codebook)
        view = workspace.view(clocks)
        if meant not in view.pairs():
            return nothing_found(f"about {meant.text}", view)
        answer = brief(view, meant, workspace.codebook)
    show(answer, format, Renderings(terminal=print_brief, markdown=brief_markdown, page=brief_page))
    return 0
