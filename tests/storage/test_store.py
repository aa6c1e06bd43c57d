"""One transaction per document or decision, and two that write at once; the same on every database."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from by_hand import CODEBOOK, Paper, first_case, put
from transferwatch.dates import AsOf
from transferwatch.errors import InternalError, WorkspaceError
from transferwatch.matching.parties import parse_pair
from transferwatch.storage import store
from transferwatch.storage.database import Database
from transferwatch.storage.ledger import Ledger, first_break
from transferwatch.storage.store import Store


def test_adding_twice_changes_nothing(tmp_path: Path) -> None:
    record = Store(database=Database.open(tmp_path / "record.sqlite"))
    assert put(record, first_case())
    before = record.counts()
    assert not put(record, first_case())
    assert record.counts() == before == {"documents": 1, "unread": 0, "items": 3, "decisions": 0}
    record.database.close()


def test_what_is_put_is_there_when_opened_again(tmp_path: Path) -> None:
    record = Store(database=Database.open(tmp_path / "record.sqlite"))
    put(record, first_case())
    record.database.close()
    again = Store(database=Database.open(tmp_path / "record.sqlite"))
    assert [pair.text for pair in again.view().pairs()] == ["GB-RW", "US-RW"]
    assert again.view(AsOf.from_texts(known_on="2025-05-04")).pairs() == ()
    with pytest.raises(InternalError):
        again.view().document("0" * 64)


def test_a_failure_in_the_middle_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = Store(database=Database.open(tmp_path / "record.sqlite"))

    def fail(*_arguments: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patched:
        patched.setattr(store, "following", fail)
        with pytest.raises(RuntimeError):
            put(record, first_case())
    assert record.counts() == {"documents": 0, "unread": 0, "items": 0, "decisions": 0}
    assert put(record, first_case())


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    path, ledger = tmp_path / "record.sqlite", Ledger(path=tmp_path / "ledger.jsonl")
    Database.open(path).close()
    troubles: list[Exception] = []

    def write(name: str) -> None:
        record = Store(database=Database.open(path))
        try:
            for number in range(15):
                put(record, Paper(f"{name} {number}").report("US-RW", "agreed"))
                put(record, Paper(f"both {number}").report("US-RW", "agreed"))
                record.copy_ledger(ledger)
        except WorkspaceError as error:
            troubles.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    record = Store(database=Database.open(path))
    assert not troubles
    assert record.counts()["documents"] == 45
    assert first_break(ledger.texts()) is None
    assert len(ledger.texts()) == 90


def test_the_ledger_catches_up_after_a_crash(tmp_path: Path) -> None:
    record, ledger = Store(database=Database.open(tmp_path / "record.sqlite")), Ledger(path=tmp_path / "ledger.jsonl")
    put(record, first_case())
    record.copy_ledger(ledger)
    whole = ledger.path.read_bytes()
    for cut in (0, 1, len(whole) // 2, len(whole) - 1):
        ledger.path.write_bytes(whole[:cut])
        record.copy_ledger(ledger)
        assert ledger.path.read_bytes() == whole
    ledger.path.write_bytes(whole + b'{"torn')
    record.copy_ledger(ledger)
    assert ledger.path.read_bytes() == whole
    ledger.path.write_bytes(whole + whole)
    with pytest.raises(WorkspaceError, match="more than the record holds"):
        record.copy_ledger(ledger)


def test_nothing_asked_is_an_empty_answer() -> None:
    view = Store(database=Database.in_memory()).view()
    assert view.pairs() == ()
    assert view.pair(parse_pair("US-RW", CODEBOOK)).arrangements == ()
    assert view.state("US").measures == ()
    assert view.arrangement("US-RW") == ()
