"""Verify a record: shelf, ledger and tables say the same, every span holds its words, and nothing derived differs.

What is kept is held against the digests in the ledger, what is derived is derived anew.  So whatever could change an answer is
found; what a tamperer wrote into all places at once is found by a tree head that was handed out before.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, Table, text
from sqlalchemy.exc import DatabaseError

from transferwatch.codebook.codebook import Codebook
from transferwatch.errors import TransferwatchError, WorkspaceError
from transferwatch.matching.origins import keys, link
from transferwatch.matching.parties import mentions
from transferwatch.readings.reading import Reading
from transferwatch.record import decisions as deciding
from transferwatch.record.decisions import Decision
from transferwatch.record.settle import as_decided
from transferwatch.storage import merkle
from transferwatch.storage.database import Database
from transferwatch.storage.entry import (
    CAPTURE_FACTS,
    DOCUMENT_FACTS,
    digest_of,
    digest_of_kept,
    digest_of_row,
    filed_of,
    item_row,
)
from transferwatch.storage.ledger import Ledger, first_break
from transferwatch.storage.shelf import Shelf
from transferwatch.storage.tables import (
    captures,
    decided_on,
    decisions,
    documents,
    items,
    kept,
    ledger_lines,
    origin_keys,
    origin_links,
    readings,
)

_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, TransferwatchError)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """Something that is wrong: where (`shelf`, `ledger` or `database`), of which item, and what."""

    where: str
    item: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was looked at, and all that is wrong; `head` is the Merkle tree head over the lines of the ledger."""

    documents: int
    spans: int
    lines: int
    head: str
    findings: tuple[Finding, ...]


def verify(
    database: Database,
    ledger: Ledger,
    shelf: Shelf,
    codebook: Codebook,
    progress: Callable[[str], None] = lambda what: None,
    known: tuple[int, str] | None = None,
) -> Verified:
    """Look at everything; `progress` hears of each document, `known` is the size and the head of an earlier tree."""
    look = _Look(shelf=shelf, codebook=codebook, progress=progress)
    lines: list[str] = []
    try:
        with database.reading() as connection:
            look.tables(connection, database)
            lines = look.ledger(ledger, list(_rows(connection, ledger_lines)), known)
            look.captures(connection)
            look.decisions(connection)
            look.documents(connection)
            look.links(connection)
            look.kept(connection)
    except WorkspaceError as error:
        look.wrong("database", error.item, error.found)
    return Verified(
        documents=len(look.told["capture"]),
        spans=look.spans,
        lines=len(lines),
        head=merkle.head(line.encode() for line in lines).hex(),
        findings=tuple(sorted(set(look.findings))),
    )


@dataclass(slots=True, kw_only=True)
class _Look:
    """What was seen so far; `told` is what the ledger tells of each capture, document and decision, the last line of each."""

    shelf: Shelf
    codebook: Codebook
    progress: Callable[[str], None]
    findings: list[Finding] = field(default_factory=list)
    told: dict[str, dict[str, dict[str, Any]]] = field(default_factory=lambda: {"capture": {}, "reading": {}, "decision": {}})
    read: dict[str, str] = field(default_factory=dict)
    prints: dict[str, Any] = field(default_factory=dict)
    made: list[Decision] = field(default_factory=list)
    spans: int = 0

    def wrong(self, where: str, item: str, found: str) -> None:
        """Note something that is wrong."""
        self.findings.append(Finding(where=where, item=item, found=found))

    def tables(self, connection: Connection, database: Database) -> None:
        """Whether the file of the database is whole, its indexes and the words that are searched by included."""
        if not database.is_sqlite:
            return
        for row in connection.execute(text("PRAGMA integrity_check(20)")).scalars():
            if row != "ok":
                self.wrong("database", database.name, str(row))
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            self.wrong("database", f"{row[0]}, row {row[1]}", f"points at nothing in {row[2]}")
        # The question is put as a row to be written; nothing is.
        asking = connection.begin_nested()
        try:
            connection.execute(text("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)"))
        except DatabaseError:
            self.wrong("database", "words", "the index of words is not that of the texts")
        finally:
            asking.rollback()

    def ledger(self, ledger: Ledger, rows: Sequence[Mapping[str, Any]], known: tuple[int, str] | None) -> list[str]:
        """Whether file and tables have the same lines, chained from the first to the last."""
        held = [str(row["text"]) for row in rows]
        end = 0
        for number, row in enumerate(rows, start=1):
            end += len(held[number - 1].encode()) + 1
            if (row["number"], row["end_at"]) != (number, end) or f'"hash":"{row["hash"]}"' not in held[number - 1]:
                self.wrong("database", f"ledger_lines, line {number}", "is not put where it belongs")
        try:
            lines = ledger.texts()
        except (TransferwatchError, UnicodeDecodeError) as error:
            self.wrong("ledger", str(ledger.path), f"cannot be read ({error})")
            lines = []
        if ledger.path.exists() and ledger.size() != sum(len(line.encode()) + 1 for line in lines):
            self.wrong("ledger", str(ledger.path), "does not end with a whole line")
        for name, found in ((str(ledger.path), lines), ("ledger_lines", held)):
            broken = first_break(found)
            if broken is not None:
                self.wrong(
                    "ledger" if found is lines else "database", f"{name}, line {broken}", "is not chained to the line before"
                )
        for number, (one, other) in enumerate(zip(lines, held, strict=False), start=1):
            if one != other:
                self.wrong("ledger", f"{ledger.path}, line {number}", "is not the line that the database holds")
                break
        if len(lines) != len(held):
            self.wrong("ledger", str(ledger.path), f"has {len(lines)} lines, and the database {len(held)}")
        if known is not None:
            size, head = known
            if len(lines) < size or merkle.head(line.encode() for line in lines[:size]).hex() != head:
                self.wrong("ledger", str(ledger.path), f"did not grow out of the tree of {size} lines with the head {head}")
        for line in held:
            try:
                entry = json.loads(line)
                name = {"capture": "sha256", "reading": "document", "decision": "decision"}[entry["kind"]]
                self.told[entry["kind"]][entry[name]] = entry
                if entry["kind"] == "reading":
                    self.read[entry["reading"]] = entry["document"]
            except _UNREADABLE:
                continue  # a broken chain, told above
        return lines

    def captures(self, connection: Connection) -> None:
        """Whether every capture has its bytes and its row, and no row is without a capture."""
        rows = {row["sha256"]: row for row in _rows(connection, captures)}
        for sha256, line in self.told["capture"].items():
            self._bytes(sha256, line.get("size"))
            row = rows.pop(sha256, None)
            if row is None:
                self.wrong("database", f"capture {sha256}", "is in the ledger and has no row")
            elif (_digest(row, CAPTURE_FACTS), row["size"], str(row["captured_on"])) != (
                line.get("facts"),
                line.get("size"),
                line.get("on"),
            ):
                self.wrong("database", f"capture {sha256}", "is not as the ledger has it")
        for sha256 in rows:
            self.wrong("database", f"capture {sha256}", "is in no line of the ledger")
        for path in sorted(self.shelf.root.glob("*/*")):
            # What a crash left before its transaction is no document, and still must be what its name says.
            if path.name not in self.told["capture"] and not path.name.startswith("."):
                self._bytes(path.name, None)

    def _bytes(self, sha256: str, size: int | None) -> None:
        try:
            content = self.shelf.get(sha256)
        except TransferwatchError as error:
            self.wrong("shelf", error.item, error.found)
            return
        if size is not None and len(content) != size:
            self.wrong("shelf", str(self.shelf.place(sha256)), f"has {len(content)} bytes, and the ledger tells of {size}")

    def decisions(self, connection: Connection) -> None:
        """Whether every decision is as the ledger has it, and is told to bear on its documents and no other."""
        rows = {row["digest"]: row for row in _rows(connection, decisions)}
        bearing: set[tuple[str, str]] = set()
        for digest in self.told["decision"]:
            row = rows.pop(digest, None)
            if row is None:
                self.wrong("database", f"decision {digest}", "is in the ledger and has no row")
                continue
            try:
                decision = deciding.from_line(row["body"])
            except _UNREADABLE:
                self.wrong("database", f"decision {digest}", "is no decision any more")
                continue
            if (digest_of(row["body"]), row["verb"]) != (digest, decision.verb):
                self.wrong("database", f"decision {digest}", "is not the one that was signed")
            self.made.append(decision)
            bearing |= {(document, digest) for document in decision.documents}
        for digest in rows:
            self.wrong("database", f"decision {digest}", "is in no line of the ledger")
        held = {(row["document"], row["decision"]) for row in _rows(connection, decided_on)}
        for document, digest in held ^ bearing:
            self.wrong("database", f"decision {digest}", f"is put to document {document}, or is not, otherwise than it says")

    def documents(self, connection: Connection) -> None:
        """Whether every document, reading and item is as it was read, and every span holds its words."""
        bodies = {row["digest"]: row for row in _rows(connection, readings)}
        for digest, document in self.read.items():
            row = bodies.get(digest)
            if row is None or (digest_of(str(row["body"])), row["document"]) != (digest, document):
                self.wrong("database", f"reading {digest}", "is gone, or is not the one that was made")
        for digest in bodies.keys() - self.read.keys():
            self.wrong("database", f"reading {digest}", "is in no line of the ledger")
        held: dict[str, Counter[str]] = {}
        for row in _rows(connection, items):
            held.setdefault(row["document"], Counter())[_plain(row)] += 1
        gone = deciding.withdrawn(self.made)
        seen = set()
        for row in _rows(connection, documents):
            document = row["id"]
            seen.add(document)
            self.progress(document)
            line, body = self.told["reading"].get(document), bodies.get(row["reading"])
            if line is None:
                self.wrong("database", f"document {document}", "is in no line of the ledger")
            elif body is None or (row["reading"], digest_of(str(row["text"])), _digest(row, DOCUMENT_FACTS)) != (
                line.get("reading"),
                line.get("text"),
                line.get("facts"),
            ):
                self.wrong("database", f"document {document}", "is not as the ledger has it")
            else:
                self._derived(row, body["body"], held.get(document, Counter()), document in gone)
        for document in self.told["reading"].keys() - seen:
            self.wrong("database", f"document {document}", "is in the ledger and has no row")
        for document in held.keys() - seen:
            self.wrong("database", f"document {document}", "has items and no row")

    def _derived(self, row: Mapping[str, Any], body: str, held: Counter[str], is_gone: bool) -> None:
        """Hold the items of a document against those that its reading and the decisions on it come to."""
        name = f"document {row['id']}"
        try:
            filed = filed_of(SimpleNamespace(**{**row, "known_on": date.fromisoformat(str(row["known_on"])), "body": body}))
            found = () if is_gone else mentions(as_decided(filed, self.made), self.codebook)
            expected = Counter(_plain(item_row(mention)) for mention in found)
        except _UNREADABLE as error:
            self.wrong("database", name, f"cannot be derived anew ({error})")
            return
        self.prints[row["id"]] = filed.fingerprint
        if expected != held:
            differ = ((expected - held) + (held - expected)).total()
            self.wrong("database", name, f"{differ} items are not those of its reading and the decisions on it")
        for span in (*_spans(filed.reading), *filed.withheld):
            self.spans += 1
            if row["text"][span.start : span.end] != span.text:
                self.wrong("database", name, f"{span.text[:60]!r} does not stand at {span.start}")

    def links(self, connection: Connection) -> None:
        """Whether documents are linked that have one origin, and no others."""
        own = {document: keys(found) for document, found in self.prints.items()}
        held = {(row["key"], row["document"]) for row in _rows(connection, origin_keys)}
        expected = {(key, document) for document, found in own.items() for key in found}
        for _, document in held ^ expected:
            self.wrong("database", f"document {document}", "is to be found by keys that are not its own, or lacks some")
        holders: dict[str, list[str]] = {}
        for key, document in sorted(expected):
            holders.setdefault(key, []).append(document)
        twos = {(one, other) for found in holders.values() for at, one in enumerate(found) for other in found[at + 1 :]}
        made = (link(one, self.prints[one], other, self.prints[other]) for one, other in twos)
        should = {(one.first, one.second, one.reason) for one in made if one}
        linked = {(row["first"], row["second"], row["reason"]) for row in _rows(connection, origin_links)}
        for first, second, _ in should ^ linked:
            self.wrong("database", f"documents {first} and {second}", "are held to be one origin, or two, against their texts")

    def kept(self, connection: Connection) -> None:
        """Whether what answers keep is what they kept."""
        for row in _rows(connection, kept):
            if row["digest"] != digest_of_kept(*(str(row[name]) for name in ("kind", "pair", "body"))):
                self.wrong("database", f"what is kept of {row['pair']}", "is not what an answer kept")


def _rows(connection: Connection, table: Table) -> Iterator[Mapping[str, Any]]:
    """The rows as they lie there, whatever they hold, in the order of their first column."""
    first = table.columns[0].name
    for row in connection.execute(text(f"SELECT * FROM {table.name} ORDER BY {first}")).mappings():
        yield {**row, "unread": bool(row["unread"])} if "unread" in row else dict(row)


def _digest(row: Mapping[str, Any], columns: Sequence[str]) -> str:
    try:
        return digest_of_row(row, columns)
    except TypeError:
        return "bytes, where text was"


def _plain(row: Mapping[str, Any]) -> str:
    return json.dumps({name: None if value is None else str(value) for name, value in row.items()}, sort_keys=True)


def _spans(reading: Reading) -> Iterable[Any]:
    for part in deciding.PARTS:
        for item in getattr(reading, part):
            yield from item.evidence
            if part == "statements" and item.content is not None:
                yield item.content
    for note in reading.notes:
        yield from note.evidence
