"""`transferwatch list`: every arrangement on record, with its stage and how it is borne out."""

from __future__ import annotations

from transferwatch.answers.listing import listing
from transferwatch.cli.answering import Renderings, as_of, checked_format, nothing_found, open_workspace, show
from transferwatch.publish.markdown import listing_markdown
from transferwatch.publish.page import listing_page
from transferwatch.publish.terminal import print_listing


def run(data: str | None, true_on: str | None, known_on: str | None, format: str) -> int:
    """Print the list; 1 where no arrangement is on record by then."""
    checked_format(format)
    clocks = as_of(true_on, known_on)
    with open_workspace(data) as workspace:
        view = workspace.view(clocks)
        answer = listing(view, workspace.codebook)
        if not answer.rows:
            return nothing_found("by then", view)
    show(answer, format, Renderings(terminal=print_listing, markdown=listing_markdown, page=listing_page))
    return 0
