"""Nothing that could change an answer is altered unseen."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from by_hand import CODEBOOK, Paper, first_case, official, reader_of
from transferwatch.answers.brief import brief
from transferwatch.answers.listing import listing
from transferwatch.answers.timeline import timeline
from transferwatch.errors import WorkspaceError
from transferwatch.record.decisions import About, Decision
from transferwatch.record.settle import exported
from transferwatch.storage.verify import Verified
from transferwatch.workspace import Workspace

STORY = "Kigali says that 247 people will be taken in from the United States, and that each of them will be heard first. "
PAPERS = (
    first_case(),
    Paper(STORY + "Ama Example was on the list.", "2025-08-05", withheld=("Ama Example",))
    .report("US-RW", "agreed", when="2025-08-04", sources=official("Rwanda"), words=("will be taken in",))
    .transfer("US-RW", 247, modality="planned", words=("247 people",))
    .statement("Jane Doe", "RW", "announces", "each of them will be heard first", about=("US-RW",)),
    Paper(STORY + "Nothing else is known.", "2025-08-06").report("US-RW", "agreed", when="2025-08", words=("taken in",)),
    Paper("A court in Pretoria stopped it.", "2025-09-01").report("US-ZA", "blocked").proceeding("High Court", "ZA", "blocked"),
    Paper("Of roads and schools.", "2025-09-02"),
)


def opened(folder: Path, create: bool = True) -> Workspace:
    return Workspace.open(folder, CODEBOOK, create, reader=reader_of(*PAPERS), today=lambda: date(2026, 1, 31))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    for number, paper in enumerate(PAPERS):
        path = folder / f"{number}.txt"
        path.write_text(paper.text)
        path.with_name(f"{number}.txt.meta.json").write_text(json.dumps({"published": paper.published}))
    with opened(folder / "data") as workspace:
        assert len(list(workspace.add([str(folder / f"{number}.txt") for number in range(len(PAPERS))]))) == len(PAPERS)
        signed = PAPERS[0].items["arrangements"][0]
        about = (About(document=PAPERS[0].id, part="arrangements", item=signed),)
        told = {"by": "A. Reviewer", "at": "2026-02-01T00:00:00Z", "reason": "read it"}
        corrected = Decision(verb="correct", about=about, becomes=replace(signed, when="2022-04-14"), **told)
        assert len(listing(workspace.view(), CODEBOOK).rows) == 3
        workspace.decide([corrected, Decision(verb="release", name="Ama Example", **told)])  # type: ignore[arg-type]
        assert len(listing(workspace.view(), CODEBOOK).rows) == 3
    return folder / "data"


@pytest.fixture
def copy(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "copy"))


def looked(folder: Path) -> Verified:
    with opened(folder, create=False) as workspace:
        return workspace.verify()


pytestmark = pytest.mark.sqlite_only


def test_a_whole_record_is_clean(copy: Path) -> None:
    heard: list[str] = []
    with opened(copy, create=False) as workspace:
        verified = workspace.verify(heard.append)
        assert workspace.verify(known=(verified.lines, verified.head)).findings == ()
        (other,) = workspace.verify(known=(verified.lines, "0" * 64)).findings
    assert verified.findings == ()
    assert (verified.documents, verified.lines, len(heard)) == (5, 12, 5)
    assert verified.spans > 10
    assert "did not grow out of the tree of 12 lines" in other.found


def test_every_byte_of_the_ledger(copy: Path) -> None:
    path = copy / "ledger.jsonl"
    whole = path.read_bytes()
    chance = random.Random(1)
    with opened(copy, create=False) as workspace:
        for at in sorted({0, len(whole) - 1, *chance.sample(range(len(whole)), 150)}):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :])
            assert any(found.where == "ledger" for found in workspace.verify().findings), at
        path.write_bytes(whole)
        assert workspace.verify().findings == ()
        path.unlink()
        assert any("has 0 lines" in found.found for found in workspace.verify().findings)


def test_every_file_of_the_shelf(copy: Path) -> None:
    chance = random.Random(2)
    with opened(copy, create=False) as workspace:
        for path in sorted((copy / "shelf").glob("*/*")):
            whole = path.read_bytes()
            at = chance.randrange(len(whole))
            for torn in (whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :], whole[:-1], whole + b"x", None):
                path.unlink() if torn is None else path.write_bytes(torn)
                (found,) = workspace.verify().findings
                assert (found.where, found.item) == ("shelf", str(path))
            path.write_bytes(whole)


def test_what_a_crash_left_on_the_shelf_is_no_fault(copy: Path) -> None:
    with opened(copy) as workspace:
        workspace.shelf.put(b"came, and was not put on record")
        (copy / "shelf" / "ab").mkdir(exist_ok=True)
        (copy / "shelf" / "ab" / ".new-xyz").write_bytes(b"half")
        assert workspace.verify().findings == ()


Change = Callable[[sqlite3.Connection, random.Random], str]


def a_value(connection: sqlite3.Connection, chance: random.Random) -> str:
    table, rowid = _row(connection, chance)
    column = chance.choice([row[1] for row in connection.execute(f"PRAGMA table_info({table})")])
    key = "rowid" if rowid is not None else None
    old = connection.execute(f"SELECT {column} FROM {table} WHERE {key} = ?", (rowid,)).fetchone()[0]
    new = _other(old, chance)
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (new, rowid))
    return f"{table}.{column}: {old!r} to {new!r}"


def a_lost_row(connection: sqlite3.Connection, chance: random.Random) -> str:
    table, rowid = _row(connection, chance)
    connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))
    return f"{table}: row {rowid} deleted"


def a_row_twice(connection: sqlite3.Connection, chance: random.Random) -> str:
    _, rowid = _row(connection, chance, ("items",))
    connection.execute("INSERT INTO items SELECT * FROM items WHERE rowid = ?", (rowid,))
    return f"items: row {rowid} doubled"


def an_origin(connection: sqlite3.Connection, chance: random.Random) -> str:
    kind = chance.choice(("key", "link", "unlink", "reason", "new key"))
    documents = [row[0] for row in connection.execute("SELECT id FROM documents ORDER BY id")]
    if kind == "key":
        keys = connection.execute("SELECT key, document FROM origin_keys ORDER BY 1, 2").fetchall()
        connection.execute("DELETE FROM origin_keys WHERE key = ? AND document = ?", chance.choice(keys))
    elif kind == "new key":
        connection.execute(
            "INSERT INTO origin_keys VALUES (?, ?)", (f"{chance.getrandbits(64):016x}", chance.choice(documents))
        )
    elif kind == "link":
        held = {tuple(row) for row in connection.execute("SELECT first, second FROM origin_links")}
        free = [(a, b) for a in documents for b in documents if a < b and (a, b) not in held]
        connection.execute("INSERT INTO origin_links VALUES (?, ?, 'the same text')", chance.choice(free))
    elif kind == "unlink":
        connection.execute("DELETE FROM origin_links")
    else:
        connection.execute("UPDATE origin_links SET reason = 'the same text'")
    return f"origins: {kind}"


def a_word(connection: sqlite3.Connection, chance: random.Random) -> str:
    rowid = connection.execute("SELECT min(rowid) FROM documents").fetchone()[0]
    text = connection.execute("SELECT text FROM documents WHERE rowid = ?", (rowid,)).fetchone()[0]
    connection.execute("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", (rowid, text))
    if chance.random() < 0.5:
        connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (rowid, text + " refoulement"))
    return "words"


TABLES = ("captures", "documents", "readings", "items", "decisions", "decided_on", "ledger_lines")


def _row(connection: sqlite3.Connection, chance: random.Random, tables: tuple[str, ...] = TABLES) -> tuple[str, int]:
    table = chance.choice(tables)
    return table, chance.choice([row[0] for row in connection.execute(f"SELECT rowid FROM {table} ORDER BY rowid")])


def _other(old: object, chance: random.Random) -> object:
    if old is None:
        return chance.choice(("US-RW", "RW", "2024-01-01", 7))
    if isinstance(old, int):
        return old + chance.choice((-1, 1, 1000))
    if not isinstance(old, str) or not old:
        return "x"
    at = chance.randrange(len(old))
    kinds = (old[:at] + chr(ord(old[at]) ^ 1) + old[at + 1 :], old[:at] + old[at + 1 :], old + " ", old[::-1] + "x", None)
    return chance.choice(kinds)


def a_kept_answer(connection: sqlite3.Connection, chance: random.Random) -> str:
    pair, body = chance.choice(connection.execute("SELECT pair, body FROM kept ORDER BY pair").fetchall())
    connection.execute("UPDATE kept SET body = ? WHERE pair = ?", (_other(body, chance) or "", pair))
    return f"kept: {pair}"


CHANGES: tuple[Change, ...] = (a_kept_answer, a_value, a_value, a_value, a_value, a_lost_row, a_row_twice, an_origin, a_word)


def test_five_hundred_changes_of_the_tables(filled: Path, tmp_path: Path) -> None:
    chance = random.Random(3)
    folder = Path(shutil.copytree(filled, tmp_path / "copy"))
    database = folder / "record.sqlite"
    sqlite3.connect(database).execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    whole = database.read_bytes()
    done = 0
    while done < 500:
        _restore(folder, whole)
        connection = sqlite3.connect(database)
        try:
            what = chance.choice(CHANGES)(connection, chance)
            connection.commit()
        except sqlite3.IntegrityError:
            continue  # the tables themselves refuse it
        finally:
            connection.close()
        assert looked(folder).findings, what
        done += 1
    _restore(folder, whole)
    assert looked(folder).findings == ()


def _restore(folder: Path, whole: bytes) -> None:
    for path in folder.glob("record.sqlite*"):
        path.unlink()
    (folder / "record.sqlite").write_bytes(whole)


def test_flipped_bytes_of_the_database_file(filled: Path, tmp_path: Path) -> None:
    """Where nothing is found, no answer changes: the byte lay where nothing is held."""
    chance = random.Random(4)
    folder = Path(shutil.copytree(filled, tmp_path / "copy"))
    database = folder / "record.sqlite"
    sqlite3.connect(database).execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    whole = database.read_bytes()
    expected = _answers(folder)
    found = 0
    for _ in range(600):
        at = chance.randrange(len(whole))
        if not whole[at]:
            continue
        _restore(folder, whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :])
        try:
            clean = not looked(folder).findings
        except WorkspaceError:
            clean = False
        found += not clean
        assert not clean or _answers(folder) == expected, at
    assert found > 100


def _answers(folder: Path) -> str:
    with opened(folder, create=False) as workspace:
        view = workspace.view()
        briefs = [str(brief(view, pair, CODEBOOK)) for pair in view.pairs()]
        found = view.found("heard first", 10)
        listed = str(listing(view, CODEBOOK))
        return "\n".join([listed, exported(workspace.record()), *briefs, str(timeline(view, None, CODEBOOK)), str(found)])
