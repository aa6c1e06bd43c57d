"""URLs that name no database, or one that is not there."""

from __future__ import annotations

import pytest

from transferwatch.errors import UsageError, WorkspaceError
from transferwatch.storage.database import Database


@pytest.mark.parametrize("place", ["mysql://host/name", "nonsense", "postgres://host/name"])
def test_what_names_no_database(place: str) -> None:
    with pytest.raises(UsageError, match="names no database"):
        Database.open(place)


def test_a_server_that_is_not_there(tmp_path: object) -> None:
    with pytest.raises(WorkspaceError, match="See that the server runs") as refused:
        Database.open(f"postgresql://someone:secret@/name?host={tmp_path}")
    assert "secret" not in str(refused.value)


def test_a_database_of_somebody_else(new_database: str) -> None:
    import psycopg

    with psycopg.connect(new_database, autocommit=True) as connection:
        connection.execute("CREATE TABLE t (x integer)")
    with pytest.raises(WorkspaceError, match="another program"):
        Database.open(new_database)
