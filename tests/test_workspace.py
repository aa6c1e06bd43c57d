"""The front door: what becomes of each document, and of folders that cannot be used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from by_hand import CODEBOOK, first_case, reader_of
from transferwatch.dates import AsOf
from transferwatch.errors import DocumentError, WorkspaceError
from transferwatch.matching.parties import Pair
from transferwatch.record.history import standing
from transferwatch.record.settle import exported
from transferwatch.storage.ledger import first_break
from transferwatch.workspace import Added, Already, Refused, Unread, Workspace

GB_RW = Pair.of(["GB"], "RW")


def opened(folder: Path) -> Workspace:
    return Workspace.open(folder, CODEBOOK, reader=reader_of(first_case()), today=lambda: date(2026, 1, 31))


@pytest.fixture
def story(tmp_path: Path) -> str:
    path = tmp_path / "story.txt"
    path.write_text(first_case().text)
    return str(path)


def test_from_a_file_to_a_stage(tmp_path: Path, story: str) -> None:
    heard: list[str] = []
    with opened(tmp_path / "data") as workspace:
        (added,) = workspace.add([story], published="2025-05-05", progress=heard.append)
        assert isinstance(added, Added)
        assert (added.items, heard) == (3, [story])
        assert workspace.shelf.get(added.sha256) == first_case().text.encode()
        assert first_break(workspace.ledger.texts()) is None
        for day, stage in (("2023-06-01", "signed"), ("2025-01-01", "ended")):
            view = workspace.view(AsOf.from_texts(true_on=day))
            (deal,) = view.pair(GB_RW).arrangements
            assert standing(deal.reports, view.as_of.true_on).stage == stage


def test_the_same_bytes_twice_change_nothing(tmp_path: Path, story: str) -> None:
    with opened(tmp_path / "data") as workspace:
        list(workspace.add([story], published="2025-05-05"))
        before = (exported(workspace.record()), workspace.ledger.texts())
        outcomes = list(workspace.add([story, story], published="2020-01-01"))
        assert all(isinstance(outcome, Already) for outcome in outcomes)
        assert (exported(workspace.record()), workspace.ledger.texts()) == before


def test_a_refused_document_stops_nothing_and_leaves_nothing(tmp_path: Path, story: str) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    binary = tmp_path / "binary.txt"
    binary.write_bytes(bytes(range(256)) * 20)
    with opened(tmp_path / "data") as workspace:
        paths = [str(empty), str(binary), str(tmp_path / "gone.txt"), story]
        first, second, third, added = workspace.add(paths)
        assert isinstance(first, Refused)
        assert isinstance(first.error, DocumentError)
        assert isinstance(second, Refused)
        assert isinstance(third, Refused)
        assert isinstance(added, Added)
        assert workspace.store.counts()["documents"] == 1
        assert len([path for path in workspace.shelf.root.rglob("*") if path.is_file()]) == 1


def test_a_language_that_nothing_reads_is_kept_unread(tmp_path: Path) -> None:
    story = tmp_path / "habari.txt"
    story.write_text("Serikali imethibitisha kwamba mazungumzo yanaendelea kuhusu wahamiaji.")
    (tmp_path / "habari.txt.meta.json").write_text('{"language": "sw"}')
    with opened(tmp_path / "data") as workspace:
        (outcome,) = workspace.add([str(story)])
        assert isinstance(outcome, Unread)
        assert (outcome.language, workspace.shelf.get(outcome.sha256)) == ("sw", story.read_bytes())
        assert workspace.store.counts() == {"documents": 1, "unread": 1, "items": 0, "decisions": 0}


def test_no_record_yet(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="transferwatch add"):
        Workspace.open(tmp_path / "data", CODEBOOK, create=False)
    assert not (tmp_path / "data").exists()


def test_a_path_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    for create in (True, False):
        with pytest.raises(WorkspaceError, match="is a file"):
            Workspace.open(tmp_path / "data", CODEBOOK, create=create)
    with pytest.raises(WorkspaceError, match="--data"):
        Workspace.open(tmp_path / "data" / "below", CODEBOOK)


def test_a_folder_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(WorkspaceError, match=r"Permission denied.*--data"):
        Workspace.open(tmp_path / "data", CODEBOOK)


def test_any_order_of_files_gives_the_same_record(tmp_path: Path, story: str) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Nothing of note in this one.")
    records = []
    for number, order in enumerate([[story, str(other)], [str(other), story]]):
        with opened(tmp_path / f"data{number}") as workspace:
            list(workspace.add(order, published="2025-05-05"))
            records.append(exported(workspace.record()))
    assert records[0] == records[1]


def test_another_codebook_derives_the_items_anew(tmp_path: Path, story: str) -> None:
    data = tmp_path / "data"
    with opened(data) as workspace:
        list(workspace.add([story], published="2025-05-05"))
        before = exported(workspace.record())
    other = replace(CODEBOOK, digest="f" * 64)
    with Workspace.open(data, other, create=False) as looking:
        assert looking.store.derived_by() == CODEBOOK.digest
    with Workspace.open(data, other) as adding:
        assert adding.store.derived_by() == other.digest
        assert exported(adding.record()) == before
        assert adding.verify().findings == ()
