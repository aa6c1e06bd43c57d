"""A database that holds a record: SQLite in the folder of a workspace, or PostgreSQL at a URL; its tables, and transactions."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from transferwatch.errors import UsageError, WorkspaceError
from transferwatch.storage import postgres, sqlite

VERSION = "first"  # the newest of migrations/versions
_REMEDIES = {
    True: "Put record.sqlite back from a copy, or name another folder with --data",
    False: "See that the server runs and that its user may write",
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Database:
    """An open database with the tables of this version; `name` is what messages call it."""

    engine: Engine
    name: str

    @classmethod
    def open(cls, place: Path | str) -> Database:
        """The database in that file or at that URL, its tables made or brought up to date.

        WorkspaceError where it holds something else, is newer, is broken or cannot be reached; UsageError where a URL is none.
        """
        engine, name = _engine(place)
        database = cls(engine=engine, name=name)
        try:
            database._prepare()
        except BaseException:
            database.close()
            raise
        return database

    @classmethod
    def in_memory(cls) -> Database:
        """A database that is gone when it is closed."""
        return cls.open("sqlite://")

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite."""
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        """Let go of it."""
        self.engine.dispose()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that reads one state of the record."""
        with self._troubles(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes; others that write wait until it ends."""
        with self._troubles(), self.engine.connect() as plain:
            connection = plain.execution_options(**({"writes": True} if self.is_sqlite else postgres.WRITES))
            with connection.begin():
                if not self.is_sqlite:
                    postgres.wait_for_others(connection)
                yield connection

    def _prepare(self) -> None:
        with self.reading() as connection:
            if self._version(connection) == VERSION:
                return
        with self.writing() as connection:
            if self._version(connection) != VERSION:
                self._migrate(connection)

    def _version(self, connection: Connection) -> str | None:
        """The version of the tables; None where there are none yet; WorkspaceError where they are not ours."""
        if self.is_sqlite and not connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one():
            return None
        names = set(inspect(connection).get_table_names())
        if "alembic_version" in names and {"captures", "ledger_lines"} <= names:
            version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
            if version in _versions():
                return version
        elif not names:
            return None
        raise WorkspaceError(
            "holds tables of another program or version",
            expected=f"a record of transferwatch with tables of version {VERSION!r} or older",
            remedy="Name another folder with --data, or use the version that wrote this one",
            item=self.name,
        )

    @staticmethod
    def _migrate(connection: Connection) -> None:
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(files("transferwatch.storage").joinpath("migrations")))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

    @contextlib.contextmanager
    def _troubles(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise WorkspaceError(
                f"the record cannot be used ({' '.join(str(error.orig).split())})",
                expected="a database that transferwatch wrote, with room, that can be written",
                remedy=_REMEDIES[self.is_sqlite] + ": the original bytes are safe on the shelf",
                item=self.name,
            ) from error


def _versions() -> frozenset[str]:
    folder = files("transferwatch.storage").joinpath("migrations", "versions")
    return frozenset(entry.name.removesuffix(".py") for entry in folder.iterdir() if entry.name.endswith(".py"))


def _engine(place: Path | str) -> tuple[Engine, str]:
    if isinstance(place, Path):
        return sqlite.engine(place), str(place)
    try:
        url = make_url(place)
        if url.get_backend_name() not in ("postgresql", "sqlite"):
            raise NoSuchModuleError(url.get_backend_name())
    except (ArgumentError, NoSuchModuleError) as error:
        raise UsageError(
            f"{place!r} names no database that can hold a record",
            expected="postgresql://USER@HOST/NAME or sqlite:///PATH",
            item="--database",
        ) from error
    if url.get_backend_name() == "sqlite":
        return sqlite.engine(Path(url.database) if url.database else None), place
    return postgres.engine(url), url.render_as_string(hide_password=True)
