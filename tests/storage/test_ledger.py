"""The ledger: chained, and whole again after a crash at any byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from transferwatch.errors import WorkspaceError
from transferwatch.storage.ledger import Ledger, Line, first_break, following


def lines(number: int) -> list[Line]:
    made: list[Line] = []
    for at in range(number):
        made.append(following(made[-1] if made else None, "capture", {"sha256": f"{at:064x}", "note": "é"}))
    return made


def test_the_chain_holds_and_breaks_where_it_is_touched() -> None:
    texts = [line.text for line in lines(5)]
    assert first_break(texts) is None
    assert first_break([]) is None
    assert first_break([*texts[:2], texts[2].replace("capture", "capturE"), *texts[3:]]) == 3
    assert first_break([*texts[:2], *texts[3:]]) == 3
    assert first_break(texts[1:]) == 1
    assert first_break([texts[0], "{"]) == 2


def test_ends_are_bytes_of_the_file(tmp_path: Path) -> None:
    made, ledger = lines(3), Ledger(path=tmp_path / "ledger.jsonl")
    assert ledger.size() == 0
    ledger.follow(0, made)
    assert ledger.size() == made[-1].end
    assert ledger.texts() == [line.text for line in made]


def test_a_torn_line_is_cut_off(tmp_path: Path) -> None:
    made, ledger = lines(3), Ledger(path=tmp_path / "ledger.jsonl")
    ledger.follow(0, made[:2])
    with ledger.path.open("ab") as file:
        file.write(made[2].text.encode()[:20])
    ledger.follow(made[1].end, made[2:])
    assert ledger.texts() == [line.text for line in made]


def test_a_ledger_that_lost_lines(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="shorter"):
        Ledger(path=tmp_path / "ledger.jsonl").follow(10, [])
