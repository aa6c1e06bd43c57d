"""Two processes that add at once lose nothing, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from by_hand import CODEBOOK, reader_of
from transferwatch.storage.ledger import first_break
from transferwatch.workspace import Workspace

TESTS = Path(__file__).parents[1]
WRITER = """
import sys
from datetime import date
from pathlib import Path
from by_hand import CODEBOOK, Paper, reader_of
from transferwatch.workspace import Workspace
DAY = lambda: date(2026, 1, 31)
folder, database, name = Path(sys.argv[1]), sys.argv[2] or None, sys.argv[3]
papers = [Paper(f"{name} {number} says so.").report("US-RW", "agreed") for number in range(480)]
papers += [Paper(f"Both {number} say so.").report("US-RW", "signed") for number in range(20)]
for number, paper in enumerate(papers):
    (folder / name).mkdir(exist_ok=True)
    (folder / name / f"{number}.txt").write_text(paper.text)
with Workspace.open(folder / "data", CODEBOOK, database=database, reader=reader_of(*papers), today=DAY) as space:
    print(len(list(space.add([str(folder / name)]))))
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", [pytest.param("sqlite", marks=pytest.mark.sqlite_only), "postgres"])
def test_a_thousand_documents_by_two(tmp_path: Path, kind: str, request: pytest.FixtureRequest) -> None:
    database = request.getfixturevalue("new_database") if kind == "postgres" else None
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), database or "", name],
            env={**os.environ, "PYTHONPATH": str(TESTS)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("One", "Other")
    ]
    told = [writer.communicate() for writer in writers]
    assert [(writer.returncode, out) for writer, (out, _) in zip(writers, told, strict=True)] == [(0, "500\n")] * 2, told
    with Workspace.open(tmp_path / "data", CODEBOOK, False, database=database, reader=reader_of()) as workspace:
        assert workspace.store.counts()["documents"] == 980
        (deal,) = workspace.view().arrangements()
        assert len(deal.reports) == 980
        assert first_break(workspace.ledger.texts()) is None
        assert len(workspace.ledger.texts()) == 2 * 980
        assert workspace.verify().findings == ()


def test_a_workspace_with_its_record_in_postgres(tmp_path: Path, new_database: str) -> None:
    story = tmp_path / "story.txt"
    story.write_text("A deal.")
    with Workspace.open(
        tmp_path / "data", CODEBOOK, database=new_database, reader=reader_of(), today=lambda: date(2026, 1, 1)
    ) as one:
        assert len(list(one.add([str(story)]))) == 1
    assert not (tmp_path / "data" / "record.sqlite").exists()
    with Workspace.open(tmp_path / "data", CODEBOOK, create=False, database=new_database) as again:
        assert again.store.counts()["documents"] == 1
        assert [document for document, _ in again.view().found("deal", 5)] == list(again.store.named("story.txt"))
        assert again.verify().findings == ()
