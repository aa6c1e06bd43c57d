"""SQLite: one file, many readers, one writer at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, StaticPool

WAIT_MS = 30_000  # for another process that is writing


def engine(path: Path | None) -> Engine:
    """The engine of the database in that file; in memory where there is none."""
    made = create_engine(f"sqlite:///{path}", poolclass=NullPool) if path else create_engine("sqlite://", poolclass=StaticPool)

    # Transactions of our own making: the driver would begin them late, after the first read.
    @event.listens_for(made, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for setting in (f"busy_timeout={WAIT_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {setting}").close()

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return made
