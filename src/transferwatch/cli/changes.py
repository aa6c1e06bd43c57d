"""`transferwatch changes [PAIR] --since DATE`: what became known, and which document changed what."""

from __future__ import annotations

from datetime import date

from transferwatch.answers.changes import changes
from transferwatch.cli.answering import checked_format, nothing_found, open_workspace, sheets, show
from transferwatch.dates import AsOf, earliest_day
from transferwatch.errors import UsageError
from transferwatch.matching.parties import parse_pair
from transferwatch.publish.sheet import changes_sheet


def run(pair: str | None, data: str | None, since: str, until: str | None, format: str) -> int:
    """Print the changes of a pair, or of all; 1 where nothing changed."""
    checked_format(format)
    first, last = _first_day(since), AsOf.from_texts(known_on=until).known_on
    if last is not None and last < first:
        raise UsageError(f"--until {until} is before --since {since}", expected="a later day", item="--until")
    with open_workspace(data) as workspace:
        meant = parse_pair(pair, workspace.codebook) if pair else None
        view = workspace.view()
        answer = changes(view, meant, first, last, workspace.codebook)
        if not answer.changes:
            return nothing_found(f"about {meant.text} {answer.period}" if meant else answer.period, view)
    show(answer, format, sheets(changes_sheet))
    return 0


def _first_day(since: str) -> date:
    AsOf.from_texts(known_on=since)  # refuses what is no date
    day = earliest_day(since)
    if day is None:
        raise UsageError(f"--since {since} has no first day", expected="a date such as 2025-05-04", item="--since")
    return day
