"""The ledger: one line for every capture and reading, each chained to the one before by its hash, and only
ever added to.

The lines are written in the same transaction as what they tell of, and then copied to a file, so that neither
can be ahead of the other after a crash: `Ledger.follow` cuts a torn line off and adds what is missing.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from transferwatch.errors import WorkspaceError
from transferwatch.storage.shelf import os_troubles, sync_folder

FIRST = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the ledger: its number from 1, its text without the line end, its hash, and where it ends in
    the file.
    """

    number: int
    text: str
    hash: str
    end: int


def following(last: Line | None, kind: str, what: Mapping[str, str | int | None]) -> Line:
    """The line that comes after `last` and tells of something."""
    number = last.number + 1 if last else 1
    previous = last.hash if last else FIRST
    entry = {"number": number, "kind": kind, **what, "previous": previous}
    digest = line_hash(entry)
    text = _canonical({**entry, "hash": digest})
    return Line(number=number, text=text, hash=digest, end=(last.end if last else 0) + len(text.encode()) + 1)


def line_hash(entry: Mapping[str, object]) -> str:
    """The SHA-256 of an entry without its hash; it holds the hash of the entry before."""
    return hashlib.sha256(_canonical(entry).encode()).hexdigest()


def first_break(texts: Iterable[str]) -> int | None:
    """The number of the first line that is not chained to the one before; None where all are."""
    previous, number = FIRST, 0
    for number, text in enumerate(texts, start=1):
        try:
            entry = json.loads(text)
            digest = entry.pop("hash")
        except (ValueError, KeyError, AttributeError):
            return number
        if entry.get("previous") != previous or entry.get("number") != number or line_hash(entry) != digest:
            return number
        previous = digest
    return None


def _canonical(entry: Mapping[str, object]) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The file that the lines are copied to."""

    path: Path

    def size(self) -> int:
        """Its length in bytes; 0 where there is none yet."""
        with os_troubles(self.path):
            return self.path.stat().st_size if self.path.exists() else 0

    def follow(self, keep: int, lines: Sequence[Line]) -> None:
        """Cut the file to `keep` bytes, which end a line, and add the lines; they are on disk when this
        returns.
        """
        if self.size() < keep:
            raise WorkspaceError(
                f"the ledger is shorter than its first {keep} bytes",
                expected="a file that is only ever added to",
                remedy="Put the ledger back from a copy of the workspace",
                item=str(self.path),
            )
        with os_troubles(self.path):
            new = not self.path.exists()
            with self.path.open("r+b" if not new else "wb") as file:
                file.truncate(keep)
                file.seek(keep)
                file.write("".join(f"{line.text}\n" for line in lines).encode())
                file.flush()
                os.fsync(file.fileno())
            if new:
                sync_folder(self.path.parent)

    def texts(self) -> list[str]:
        """Its lines, without line ends."""
        with os_troubles(self.path):
            return self.path.read_text(encoding="utf-8").split("\n")[:-1] if self.path.exists() else []
