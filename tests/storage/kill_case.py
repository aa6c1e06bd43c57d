"""What is killed: a workspace, new or with a document in it, to which papers are added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from by_hand import CODEBOOK, Paper, first_case, reader_of
from transferwatch.record.decisions import Decision
from transferwatch.record.settle import exported, settle
from transferwatch.workspace import Added, Workspace

PAPERS = (
    first_case(),
    Paper("Eswatini took in five people from the United States.", "2025-07-16")
    .report("US-SZ", "operating")
    .transfer("US-SZ", 5),
    Paper("Ghana took in fourteen.", "2025-09-10").report("US-GH", "operating").transfer("US-GH", 14, "2025-09-06"),
)
WITHDRAWAL = Decision(verb="withdraw", document=PAPERS[1].id, by="A. Reviewer", at="2026-02-01T00:00:00Z", reason="retracted")


def opened(data: Path) -> Workspace:
    """The workspace, as `add` opens it."""
    return Workspace.open(data, CODEBOOK, reader=reader_of(*PAPERS), today=lambda: date(2026, 1, 31))


def added(workspace: Workspace, done: Callable[[str], None]) -> None:
    """Add the papers and withdraw one; each is told once it is acknowledged."""
    with workspace:
        for outcome in workspace.add([str(_file(workspace.path, number)) for number in range(len(PAPERS))]):
            if isinstance(outcome, Added):
                done(outcome.sha256)
        if workspace.decide([WITHDRAWAL]):
            done(WITHDRAWAL.digest)


def _file(data: Path, number: int) -> Path:
    return data / "desk" / f"{number}.txt"


def _new(data: Path) -> None:
    (data / "desk").mkdir(parents=True)
    for number, paper in enumerate(PAPERS):
        _file(data, number).write_text(paper.text)
        Path(f"{_file(data, number)}.meta.json").write_text(f'{{"published": "{paper.published}"}}')


def _with_one(data: Path) -> None:
    _new(data)
    with opened(data) as workspace:
        assert len(list(workspace.add([str(_file(data, 0))]))) == 1


CASES: dict[str, Callable[[Path], None]] = {"new": _new, "with one": _with_one}


def reopened(data: Path, acknowledged: Sequence[str]) -> dict[str, Any]:
    """What is there when it is opened again: what is lost or wrong, and whether going on makes it as it should be."""
    with opened(data) as workspace:
        held = {file.reading.document.id for file in workspace.store.files()}
        held |= {decision.digest for decision in workspace.store.decisions()}
        wrong = [f"{one.where}: {one.item}: {one.found}" for one in workspace.verify().findings]
        view = workspace.view()
        whole = settle(workspace.store.files(), CODEBOOK, workspace.store.decisions())
        half = tuple(view.pair(pair) for pair in view.pairs()) != whole.pairs
    with opened(data) as workspace:
        added(workspace, lambda _: None)
        wrong += [f"then {one.item}: {one.found}" for one in workspace.verify().findings]
    with opened(data) as workspace:
        as_meant = exported(workspace.record()) == exported(settle([paper.filed() for paper in PAPERS], CODEBOOK, [WITHDRAWAL]))
    return {"lost": sorted(set(acknowledged) - held), "wrong": wrong, "half": half, "as_meant": as_meant}
