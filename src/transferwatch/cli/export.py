"""`transferwatch export PAIR DIR`: the evidence of a pair, to be handed over."""

from __future__ import annotations

import sys
from pathlib import Path

from transferwatch.answers.wording import count_words
from transferwatch.cli.answering import as_of, nothing_found, open_workspace
from transferwatch.matching.parties import parse_pair


def run(pair: str, folder: str, data: str | None, true_on: str | None, known_on: str | None, time_stamp: str | None) -> int:
    """Write the bag; 1 where nothing is on record of the pair by then."""
    clocks = as_of(true_on, known_on)

    def stamp(head: bytes) -> bytes:
        from transferwatch.sources.time_stamps import time_stamp as stamped

        return stamped(head, time_stamp or "")

    with open_workspace(data) as workspace:
        meant = parse_pair(pair, workspace.codebook)
        number = workspace.export(meant, Path(folder), clocks, stamp if time_stamp else None)
        if not number:
            return nothing_found(f"about {meant.text} by then", workspace.view(clocks))
    sys.stdout.write(f"{count_words(number, 'file')} written to {folder}. To check it: python3 {folder}/data/verify.py\n")
    sys.stderr.write(
        "Originals, texts and readings name people as their publishers did: keep the bag as you would keep a case file.\n"
    )
    return 0
