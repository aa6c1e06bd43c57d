"""A workspace on disk with the first case in it, for the tests of the verbs that answer."""

from __future__ import annotations

from pathlib import Path

from by_hand import CODEBOOK, first_case, reader_of
from transferwatch.workspace import Workspace


def filled(folder: Path) -> str:
    """The folder of a workspace that holds the first case."""
    story = folder / "story.txt"
    story.write_text(first_case().text)
    with Workspace.open(folder / "data", CODEBOOK, reader=reader_of(first_case())) as workspace:
        list(workspace.add([str(story)], published="2025-05-05"))
    return str(folder / "data")
