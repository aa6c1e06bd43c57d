"""The record in a database: one transaction per document or decision, each with its lines of the ledger."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import Connection, delete, func, insert, select, text, update

from transferwatch.codebook.codebook import Codebook
from transferwatch.dates import AsOf
from transferwatch.documents.document import Document
from transferwatch.documents.spans import SourceMap
from transferwatch.errors import InputError, WorkspaceError
from transferwatch.matching.match import Filed
from transferwatch.matching.origins import keys, link
from transferwatch.matching.parties import mentions
from transferwatch.readings import interchange
from transferwatch.readings.reading import DocumentFacts
from transferwatch.record import decisions as deciding
from transferwatch.record.decisions import Decision, in_order
from transferwatch.record.settle import as_decided
from transferwatch.storage.database import Database
from transferwatch.storage.entry import (
    CAPTURE_FACTS,
    DOCUMENT_FACTS,
    Entry,
    capture_row,
    digest_of,
    digest_of_row,
    document_row,
    filed_of,
    fingerprint_of,
    item_row,
)
from transferwatch.storage.ledger import Ledger, Line, following
from transferwatch.storage.stored_view import StoredView
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
    settings,
)

_SHORTEST_DIGEST = 6  # signs of a digest that are enough to name it
CODEBOOK = "codebook"  # the setting that says what the items were derived with
_AT_ONCE = 400  # values in one question; databases allow some thousand


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is kept of some documents: texts by document, readings and decisions by digest, and the whole ledger; `lines` are
    those of it that tell of them, from 0.
    """

    texts: Mapping[str, str]
    readings: Mapping[str, str]
    decisions: Mapping[str, str]
    ledger: Sequence[str]
    lines: Sequence[int]


@dataclass(frozen=True, kw_only=True, eq=False)
class Store:
    """The record of one workspace."""

    database: Database

    def holds(self, sha256: str) -> bool:
        """Whether bytes of that digest are on record."""
        with self.database.reading() as connection:
            return _holds(connection, sha256)

    def put(self, entry: Entry) -> bool:
        """Put a document on record, all or nothing; False, with nothing changed, where its bytes are on
        record already.
        """
        return self.put_all([entry]) == 1

    def put_all(self, entries: Iterable[Entry]) -> int:
        """Put documents on record in one transaction, all or none; how many were not on record before."""
        new = 0
        with self.database.writing() as connection:
            named = connection.execute(select(settings.c.value).where(settings.c.name == CODEBOOK)).scalar()
            for entry in entries:
                if named is None:
                    named = entry.codebook
                    connection.execute(insert(settings).values(name=CODEBOOK, value=named))
                if not _holds(connection, entry.capture.sha256):
                    self._put(connection, entry)
                    new += 1
        return new

    def _put(self, connection: Connection, entry: Entry) -> None:
        body = interchange.to_line(entry.filed.reading)
        digest = digest_of(body)
        on_capture, on_document = capture_row(entry), document_row(entry.filed, entry.document.text, entry.unread, digest)
        connection.execute(insert(captures).values(on_capture))
        connection.execute(insert(documents).values(on_document))
        connection.execute(insert(readings).values(digest=digest, document=entry.document.id, body=body))
        rows = [item_row(mention) for mention in entry.mentions]
        if rows:
            connection.execute(insert(items), rows)
        _forget(connection, [entry.document.id])
        self._link(connection, entry.filed)
        self._index_words(connection, entry.document.id)
        capture: dict[str, str | int] = {
            "sha256": entry.capture.sha256,
            "size": len(entry.capture.content),
            "facts": digest_of_row(on_capture, CAPTURE_FACTS),
            "on": entry.captured_on.isoformat(),
        }
        _tell(connection, ("capture", capture), ("reading", _reading_line(on_document, entry.captured_on)))

    def reread(self, filed: Filed, unread: bool, on: date, codebook: Codebook) -> bool:
        """Put a newer reading of a document on record; it counts from now on, and the older ones are kept.

        False, with nothing changed, where it reads the same.
        """
        document = filed.reading.document.id
        body = interchange.to_line(filed.reading)
        digest = digest_of(body)
        with self.database.writing() as connection:
            row = connection.execute(select(documents).where(documents.c.id == document)).one()
            if row.reading == digest:
                return False
            if connection.execute(select(readings.c.digest).where(readings.c.digest == digest)).first() is None:
                connection.execute(insert(readings).values(digest=digest, document=document, body=body))
            fresh = document_row(filed, row.text, unread, digest)
            connection.execute(update(documents).where(documents.c.id == document).values(fresh))
            _forget(connection, [document])
            self._derive(connection, [document], codebook)
            _forget(connection, [document])
            _tell(connection, ("reading", _reading_line(fresh, on)))
        return True

    def decide(self, made: Iterable[Decision], codebook: Codebook) -> int:
        """Put decisions on record, all or none; how many were not there before.  InputError where one is about a document that
        is not on record.
        """
        with self.database.writing() as connection:
            given = in_order(made)
            held = _among(connection, decisions.c.digest, [decision.digest for decision in given])
            new = [decision for decision in given if decision.digest not in held]
            touched = sorted({document for decision in new for document in decision.documents})
            known = _among(connection, documents.c.id, touched)
            for document in touched:
                if document not in known:
                    raise InputError(
                        "a decision about a document that is not on record",
                        expected="the SHA-256 of a document that was added",
                        remedy="Call `transferwatch find` to look for it",
                        item=document,
                    )
            for decision in new:
                body = deciding.to_line(decision)
                connection.execute(insert(decisions).values(digest=decision.digest, verb=decision.verb, body=body))
                for document in decision.documents:
                    connection.execute(insert(decided_on).values(document=document, decision=decision.digest))
            _forget(connection, touched)
            self._derive(connection, touched, codebook)
            _forget(connection, touched)
            if any(decision.verb in deciding.ON_NAMES for decision in new):
                connection.execute(delete(kept))
            _tell(connection, *(("decision", {"decision": one.digest, "verb": one.verb, "at": one.at}) for one in new))
        return len(new)

    def documents(self) -> Iterator[tuple[Document, date]]:
        """Every document, by id, with the day of its capture: its text and facts, without the way back to its bytes."""
        wanted = select(documents, captures.c.captured_on).join_from(documents, captures, documents.c.id == captures.c.sha256)
        with self.database.reading() as connection:
            rows = connection.execute(wanted.order_by(documents.c.id)).all()
        for row in rows:
            facts = DocumentFacts(**json.loads(row.facts))
            yield (
                Document(
                    id=row.id,
                    path=facts.path,
                    text=row.text,
                    title=facts.title,
                    publisher=facts.publisher,
                    published=facts.published,
                    language=facts.language,
                    url=row.url,
                    source_map=SourceMap(),
                ),
                row.captured_on,
            )

    def derived_by(self) -> str | None:
        """The codebook, by its digest, that the items were derived with; None where there are none."""
        with self.database.reading() as connection:
            return connection.execute(select(settings.c.value).where(settings.c.name == CODEBOOK)).scalar()

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision, in the order in which they were made."""
        with self.database.reading() as connection:
            return in_order(deciding.from_line(body) for body in connection.execute(select(decisions.c.body)).scalars())

    def rebuild(self, codebook: Codebook, progress: Callable[[int], None] = lambda done: None) -> int:
        """Derive every item anew from the readings, the decisions and this codebook; how many documents.  `progress` hears how
        many are done.
        """
        with self.database.writing() as connection:
            found = sorted(connection.execute(select(documents.c.id)).scalars())
            connection.execute(delete(kept))
            # Without its indexes a table takes rows several times as fast.
            for index in items.indexes:
                index.drop(connection)
            connection.execute(delete(items))
            for at in range(0, len(found), _AT_ONCE):
                self._derive(connection, found[at : at + _AT_ONCE], codebook, anew=True)
                progress(min(at + _AT_ONCE, len(found)))
            for index in sorted(items.indexes, key=lambda index: str(index.name)):
                index.create(connection)
            connection.execute(delete(settings).where(settings.c.name == CODEBOOK))
            connection.execute(insert(settings).values(name=CODEBOOK, value=codebook.digest))
        return len(found)

    def copy_ledger(self, ledger: Ledger) -> None:
        """Bring the ledger's file to where the tables are; other processes wait meanwhile."""
        with self.database.writing() as connection:
            size = ledger.size()
            last = connection.execute(select(func.max(ledger_lines.c.end_at))).scalar() or 0
            if size == last:
                return
            if size > last:
                # A torn line is cut off below; whole lines that the tables lack mean that the tables are
                # older.
                _refuse_newer(ledger, last)
            whole = select(func.max(ledger_lines.c.end_at)).where(ledger_lines.c.end_at <= size)
            keep = connection.execute(whole).scalar() or 0
            missing = select(ledger_lines).where(ledger_lines.c.end_at > keep).order_by(ledger_lines.c.number)
            ledger.follow(keep, [line_of(row) for row in connection.execute(missing)])

    def counts(self) -> dict[str, int]:
        """How many captures, unread documents, items and decisions there are."""
        with self.database.reading() as connection:

            def count(table: Any, *where: Any) -> int:
                return connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()

            return {
                "documents": count(documents),
                "unread": count(documents, documents.c.unread),
                "items": count(items),
                "decisions": count(decisions),
            }

    def files(self) -> tuple[Filed, ...]:
        """Every reading that counts, as it was filed: what the whole record can be settled from anew."""
        wanted = _on_file().order_by(documents.c.id)
        with self.database.reading() as connection:
            return tuple(filed_of(row) for row in connection.execute(wanted))

    def named(self, name: str) -> tuple[str, ...]:
        """The documents that go by a name, by id: the first signs of the SHA-256, a file's name or its path, or an address."""
        wanted = select(documents.c.id, documents.c.url, captures.c.path).join_from(
            documents, captures, documents.c.id == captures.c.sha256
        )
        with self.database.reading() as connection:
            rows = connection.execute(wanted.order_by(documents.c.id)).all()
        return tuple(row.id for row in rows if _goes_by(name, row))

    def evidence(self, wanted: Sequence[str]) -> Evidence:
        """What is kept of these documents; decisions on names are part of none."""
        with self.database.reading() as connection:
            texts: dict[str, str] = {}
            bodies: dict[str, str] = {}
            made: dict[str, str] = {}
            for some in _parts(wanted):
                here = select(documents.c.id, documents.c.text).where(documents.c.id.in_(some))
                texts |= {row.id: row.text for row in connection.execute(here)}
                read = select(readings).where(readings.c.document.in_(some))
                bodies |= {row.digest: row.body for row in connection.execute(read)}
                decided = select(decisions).where(
                    decisions.c.digest.in_(select(decided_on.c.decision).where(decided_on.c.document.in_(some)))
                )
                made |= {row.digest: row.body for row in connection.execute(decided)}
            ledger = connection.execute(select(ledger_lines.c.text).order_by(ledger_lines.c.number)).scalars().all()
        names = {"capture": "sha256", "reading": "document", "decision": "decision"}
        known = {*wanted, *made}
        lines = [at for at, line in enumerate(ledger) if (entry := json.loads(line))[names[entry["kind"]]] in known]
        return Evidence(texts=texts, readings=bodies, decisions=made, ledger=ledger, lines=lines)

    def view(self, as_of: AsOf | None = None) -> StoredView:
        """The record as far as it was known on the day asked about."""
        return StoredView(database=self.database, as_of=as_of or AsOf())

    def _derive(self, connection: Connection, touched: Sequence[str], codebook: Codebook, anew: bool = False) -> None:
        """Derive the items of these documents; `anew` where there are none yet."""
        if not touched:
            return
        made = self._decisions_on(connection, touched)
        gone = deciding.withdrawn(made)
        if not anew:
            connection.execute(delete(items).where(items.c.document.in_(touched)))
        rows = []
        for row in connection.execute(_on_file().where(documents.c.id.in_(touched))):
            filed = filed_of(row)
            if filed.reading.document.id not in gone:
                rows += [item_row(mention) for mention in mentions(as_decided(filed, made), codebook)]
        if rows:
            connection.execute(insert(items), rows)

    @staticmethod
    def _decisions_on(connection: Connection, touched: Sequence[str]) -> tuple[Decision, ...]:
        wanted = (
            select(decisions.c.body)
            .join_from(decided_on, decisions, decided_on.c.decision == decisions.c.digest)
            .where(decided_on.c.document.in_(touched))
        )
        return in_order(deciding.from_line(body) for body in connection.execute(wanted).scalars())

    @staticmethod
    def _link(connection: Connection, filed: Filed) -> None:
        """Compare a document with those that share a key with it; the cost is that of the documents like it."""
        document, own = filed.reading.document.id, sorted(keys(filed.fingerprint))
        alike = set()
        for at in range(0, len(own), _AT_ONCE):
            wanted = select(origin_keys.c.document).where(origin_keys.c.key.in_(own[at : at + _AT_ONCE])).distinct()
            alike |= set(connection.execute(wanted).scalars())
        others = sorted(alike - {document})
        found = []
        for at in range(0, len(others), _AT_ONCE):
            prints = select(documents.c.id, documents.c.fingerprint).where(documents.c.id.in_(others[at : at + _AT_ONCE]))
            for row in connection.execute(prints):
                one = link(document, filed.fingerprint, row.id, fingerprint_of(row.fingerprint))
                if one is not None:
                    found.append({"first": one.first, "second": one.second, "reason": one.reason})
        if found:
            connection.execute(insert(origin_links), found)
        if own:
            connection.execute(insert(origin_keys), [{"key": key, "document": document} for key in own])

    def _index_words(self, connection: Connection, document: str) -> None:
        if self.database.is_sqlite:
            adding = text("INSERT INTO words (rowid, text) SELECT rowid, text FROM documents WHERE id = :id")
            connection.execute(adding, {"id": document})


def line_of(row: Any) -> Line:
    """The line that a row of `ledger_lines` holds."""
    return Line(number=row.number, text=row.text, hash=row.hash, end=row.end_at)


def _on_file() -> Any:
    return select(
        readings.c.body,
        documents.c.known_on,
        documents.c.fingerprint,
        documents.c.withheld,
        documents.c.url,
    ).join_from(documents, readings, documents.c.reading == readings.c.digest)


def _forget(connection: Connection, touched: Sequence[str]) -> None:
    """Forget what is kept of the pairs that these documents bear on."""
    for some in _parts(touched):
        bearing = select(items.c.pair).where(items.c.document.in_(some), items.c.pair.is_not(None))
        connection.execute(delete(kept).where(kept.c.pair.in_(bearing)))


def _goes_by(name: str, row: Any) -> bool:
    whole = row.path.replace("\\", "/") if row.path else ""
    is_digest = len(name) >= _SHORTEST_DIGEST and row.id.startswith(name.lower())
    return is_digest or name in (row.url, whole, whole.rpartition("/")[2] or None)


def _holds(connection: Connection, sha256: str) -> bool:
    found = select(captures.c.sha256).where(captures.c.sha256 == sha256)
    return connection.execute(found).first() is not None


def _among(connection: Connection, column: Any, values: Sequence[str]) -> set[str]:
    """Those of the values that a column holds."""
    found: set[str] = set()
    for some in _parts(values):
        found |= set(connection.execute(select(column).where(column.in_(some))).scalars())
    return found


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))


def _reading_line(row: Mapping[str, Any], on: date) -> dict[str, str]:
    reader = json.loads(row["reader"])
    return {
        "document": row["id"],
        "reading": row["reading"],
        "text": digest_of(row["text"]),
        "facts": digest_of_row(row, DOCUMENT_FACTS),
        "reader": f"{reader['name']} {reader['version']}",
        "codebook": reader["codebook"],
        "on": on.isoformat(),
    }


def _tell(connection: Connection, *told: tuple[str, Mapping[str, str | int]]) -> None:
    newest = select(ledger_lines).order_by(ledger_lines.c.number.desc()).limit(1)
    row = connection.execute(newest).first()
    last = line_of(row) if row else None
    lines = []
    for kind, what in told:
        last = following(last, kind, cast("Mapping[str, str | int | None]", what))
        lines.append({"number": last.number, "text": last.text, "hash": last.hash, "end_at": last.end})
    if lines:
        connection.execute(insert(ledger_lines), lines)


def _refuse_newer(ledger: Ledger, end: int) -> None:
    with ledger.path.open("rb") as file:
        file.seek(end)
        if b"\n" in file.read():
            raise WorkspaceError(
                "the ledger tells of more than the record holds",
                expected="a record that is as new as its ledger",
                remedy="Put record.sqlite back from the copy that goes with this ledger, or add the "
                "documents anew to another folder",
                item=str(ledger.path),
            )
