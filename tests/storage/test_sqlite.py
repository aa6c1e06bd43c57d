"""Files that are broken, or hold something else."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from transferwatch.errors import WorkspaceError
from transferwatch.storage.database import Database
from transferwatch.storage.store import Store

pytestmark = pytest.mark.sqlite_only


@pytest.mark.parametrize(
    "content", [b"not a database, and rather long for one " * 200, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_corrupt_database(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "record.sqlite").write_bytes(content)
    with pytest.raises(WorkspaceError, match=r"cannot be used.*copy"):
        Store(database=Database.open(tmp_path / "record.sqlite"))
    assert (tmp_path / "record.sqlite").read_bytes() == content


def test_a_database_of_somebody_else(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "record.sqlite") as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(WorkspaceError, match="another program or version"):
        Store(database=Database.open(tmp_path / "record.sqlite"))


def test_a_newer_schema(tmp_path: Path) -> None:
    Database.open(tmp_path / "record.sqlite").close()
    connection = sqlite3.connect(tmp_path / "record.sqlite")
    connection.execute("UPDATE alembic_version SET version_num = 'of the year 3000'")
    connection.commit()
    connection.close()
    with pytest.raises(WorkspaceError, match="another program or version"):
        Store(database=Database.open(tmp_path / "record.sqlite"))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="unable to open"):
        Store(database=Database.open(tmp_path / "nowhere" / "record.sqlite"))
