"""`transferwatch rebuild`: derive everything that is derived anew."""

from __future__ import annotations

import sys

from transferwatch.answers.wording import count_words
from transferwatch.cli.answering import open_workspace


def run(data: str | None) -> int:
    """Derive the items anew from readings, decisions and codebook, and bring the ledger up to the record."""
    with open_workspace(data) as workspace:
        number = workspace.rebuild()
    sys.stdout.write(f"Derived anew from {count_words(number, 'document')}.\n")
    return 0
