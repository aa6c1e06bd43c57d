"""What holds in every test: nothing beyond this machine is reached, and no setting of one's own counts."""

from __future__ import annotations

import socket
from typing import Any

import pytest

SETTINGS = ("TRANSFERWATCH_DATA", "TRANSFERWATCH_DEBUG", "FORCE_COLOR", "CLICOLOR_FORCE")
HERE = ("127.0.0.1", "::1", "localhost")


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
