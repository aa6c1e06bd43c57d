"""PostgreSQL: one database for many, with writers one after another."""

from __future__ import annotations

from sqlalchemy import URL, Connection, Engine, create_engine, text

from transferwatch.errors import UsageError

# A writer sees what others wrote while it waited for them.
WRITES = {"isolation_level": "READ COMMITTED"}
_WRITERS = 0x7477_7263  # the number of the lock that writers of a record take


def engine(url: URL) -> Engine:
    """The engine of the database at that URL; UsageError where the driver is not installed."""
    try:
        # Each transaction sees one state of the record, as on SQLite.
        return create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="REPEATABLE READ", pool_size=2)
    except ModuleNotFoundError as error:
        raise UsageError(
            "a PostgreSQL database is named and its driver is not installed",
            expected="the extra `postgres`",
            remedy="Run `pip install 'transferwatch[postgres]'`",
            item="--database",
        ) from error


def wait_for_others(connection: Connection) -> None:
    """Hold the writers' lock until the transaction ends: lines of the ledger follow one another."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _WRITERS})
