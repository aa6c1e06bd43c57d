"""The record in SQLite: one transaction per document, and the view that answers read through."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, cast

from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine, create_engine, event, func, insert, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool, StaticPool

from transferwatch.dates import AsOf
from transferwatch.documents.document import Document
from transferwatch.errors import InternalError, WorkspaceError
from transferwatch.matching.match import Filed, Item, Mention, Part, Voice
from transferwatch.matching.origins import Fingerprint
from transferwatch.matching.parties import Pair
from transferwatch.readings import interchange
from transferwatch.readings.reading import (
    ArrangementReport,
    ContestedClaim,
    DocumentFacts,
    Measure,
    Proceeding,
    ReaderFacts,
    Span,
    Statement,
    Transfer,
)
from transferwatch.record.arrangement import Arrangement
from transferwatch.record.settle import settle_pair, settle_state
from transferwatch.record.view import DocumentOnRecord, PairRecord, StateRecord
from transferwatch.sources.capture import Capture
from transferwatch.storage.ledger import Ledger, Line, following
from transferwatch.storage.tables import (
    SCHEMA,
    captures,
    documents,
    items,
    ledger_lines,
    metadata,
    readings,
)

WAIT_MS = 30_000  # for another process that is writing
_APPLICATION = 0x7477_7263  # "twrc" in the header of the file: this database is ours
_ITEMS: dict[str, Any] = {
    "arrangements": ArrangementReport,
    "transfers": Transfer,
    "proceedings": Proceeding,
    "statements": Statement,
    "contested": ContestedClaim,
    "measures": Measure,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """All that goes on record with one document, in one transaction."""

    capture: Capture
    captured_on: date
    document: Document
    filed: Filed
    mentions: tuple[Mention[Item], ...]
    unread: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class SqliteRecord:
    """The tables of one workspace, open."""

    engine: Engine
    path: Path | None

    @classmethod
    def open(cls, path: Path) -> SqliteRecord:
        """The record in that file, made where there is none; WorkspaceError where it is not ours, newer, or
        broken.
        """
        engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
        _set_up(engine)
        record = cls(engine=engine, path=path)
        record._prepare()
        return record

    @classmethod
    def in_memory(cls) -> SqliteRecord:
        """A record that is gone when it is closed."""
        engine = create_engine("sqlite://", poolclass=StaticPool)
        _set_up(engine)
        record = cls(engine=engine, path=None)
        record._prepare()
        return record

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    def _prepare(self) -> None:
        with self._reading() as connection:
            if self._is_current(connection):
                return
        with self._writing() as connection:
            if self._is_current(connection):
                return
            metadata.create_all(connection)
            connection.execute(text(f"PRAGMA application_id = {_APPLICATION}"))
            connection.execute(text(f"PRAGMA user_version = {SCHEMA}"))

    def _is_current(self, connection: Connection) -> bool:
        """Whether the tables are there; WorkspaceError where others are."""
        owner = connection.execute(text("PRAGMA application_id")).scalar_one()
        version = connection.execute(text("PRAGMA user_version")).scalar_one()
        tables = connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one()
        if not tables and not owner:
            return False
        if owner != _APPLICATION or version != SCHEMA:
            raise WorkspaceError(
                f"holds tables of another program or version (schema {version})",
                expected=f"a record of transferwatch with schema {SCHEMA}",
                remedy="Name another folder with --data, or use the version that wrote this one",
                item=str(self.path),
            )
        return True

    def holds(self, sha256: str) -> bool:
        """Whether bytes of that digest are on record."""
        with self._reading() as connection:
            return self._holds(connection, sha256)

    @staticmethod
    def _holds(connection: Connection, sha256: str) -> bool:
        found = select(captures.c.sha256).where(captures.c.sha256 == sha256)
        return connection.execute(found).first() is not None

    def put(self, entry: Entry) -> bool:
        """Put a document on record, all or nothing; False, with nothing changed, where its bytes are on
        record already.
        """
        body = interchange.to_line(entry.filed.reading)
        digest = hashlib.sha256(body.encode()).hexdigest()
        with self._writing() as connection:
            if self._holds(connection, entry.capture.sha256):
                return False
            connection.execute(insert(captures).values(_capture_row(entry)))
            connection.execute(insert(documents).values(_document_row(entry, digest)))
            connection.execute(insert(readings).values(digest=digest, document=entry.document.id, body=body))
            rows = [_item_row(mention) for mention in entry.mentions]
            if rows:
                connection.execute(insert(items), rows)
            self._tell(connection, entry, digest)
        return True

    @staticmethod
    def _tell(connection: Connection, entry: Entry, digest: str) -> None:
        newest = select(ledger_lines).order_by(ledger_lines.c.number.desc()).limit(1)
        row = connection.execute(newest).first()
        last = _line(row) if row else None
        on = entry.captured_on.isoformat()
        reader = entry.filed.reading.reader
        told = (
            ("capture", {"sha256": entry.capture.sha256, "size": len(entry.capture.content), "on": on}),
            (
                "reading",
                {
                    "document": entry.document.id,
                    "reading": digest,
                    "text": hashlib.sha256(entry.document.text.encode("utf-8", "surrogatepass")).hexdigest(),
                    "reader": f"{reader.name} {reader.version}",
                    "codebook": reader.codebook,
                    "on": on,
                },
            ),
        )
        for kind, what in told:
            last = following(last, kind, cast("dict[str, str | int | None]", what))
            row_of_line = {"number": last.number, "text": last.text, "hash": last.hash, "end_at": last.end}
            connection.execute(insert(ledger_lines).values(row_of_line))

    def copy_ledger(self, ledger: Ledger) -> None:
        """Bring the ledger's file to where the tables are; other processes wait meanwhile."""
        with self._writing() as connection:
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
            ledger.follow(keep, [_line(row) for row in connection.execute(missing)])

    def counts(self) -> dict[str, int]:
        """How many captures, unread documents and items there are."""
        with self._reading() as connection:
            return {
                "documents": connection.execute(select(func.count()).select_from(documents)).scalar_one(),
                "unread": connection.execute(
                    select(func.count()).select_from(documents).where(documents.c.unread)
                ).scalar_one(),
                "items": connection.execute(select(func.count()).select_from(items)).scalar_one(),
            }

    def files(self) -> tuple[Filed, ...]:
        """Every reading that counts, as it was filed: what the whole record can be settled from anew."""
        wanted = select(
            readings.c.body,
            documents.c.known_on,
            documents.c.fingerprint,
            documents.c.withheld,
            documents.c.url,
        ).join_from(documents, readings, documents.c.reading == readings.c.digest)
        with self._reading() as connection:
            rows = connection.execute(wanted.order_by(documents.c.id)).all()
        return tuple(
            Filed(
                reading=interchange.from_json(row.body),
                known=row.known_on,
                fingerprint=_fingerprint(row.fingerprint),
                withheld=_spans(row.withheld),
                url=row.url,
            )
            for row in rows
        )

    def view(self, as_of: AsOf | None = None) -> SqliteView:
        """The record as far as it was known on the day asked about."""
        return SqliteView(record=self, as_of=as_of or AsOf())

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._troubles(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._troubles(), self.engine.connect() as plain:
            connection = plain.execution_options(writes=True)
            with connection.begin():
                yield connection

    @contextlib.contextmanager
    def _troubles(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise WorkspaceError(
                f"the record cannot be used ({error.orig})",
                expected="a database that transferwatch wrote, in a folder with room that can be written",
                remedy="Put record.sqlite back from a copy, or name another folder with --data: "
                "the original bytes are safe on the shelf",
                item=str(self.path),
            ) from error


def _set_up(engine: Engine) -> None:
    """Transactions of our own making: the driver would begin them late, after the first read."""

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for setting in (f"busy_timeout={WAIT_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {setting}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


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


def _line(row: Any) -> Line:
    return Line(number=row.number, text=row.text, hash=row.hash, end=row.end_at)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _capture_row(entry: Entry) -> dict[str, Any]:
    capture = entry.capture
    return {
        "sha256": capture.sha256,
        "size": len(capture.content),
        "path": capture.path,
        "media_type": capture.media_type,
        "facts": _json(asdict(capture.facts)),
        "captured_on": entry.captured_on,
    }


def _document_row(entry: Entry, digest: str) -> dict[str, Any]:
    filed = entry.filed
    return {
        "id": entry.document.id,
        "text": entry.document.text,
        "url": filed.url,
        "known_on": filed.known,
        "withheld": _json([asdict(span) for span in filed.withheld]),
        "fingerprint": _json(asdict(filed.fingerprint)),
        "unread": entry.unread,
        "reading": digest,
        "facts": _json(asdict(filed.reading.document)),
        "reader": _json(asdict(filed.reading.reader)),
    }


def _item_row(mention: Mention[Item]) -> dict[str, Any]:
    item = mention.item
    return {
        "document": mention.document,
        "part": mention.part,
        "number": mention.number,
        "pair": mention.pair,
        "state": mention.state,
        "tie": mention.tie,
        "known_on": mention.known,
        "true_from": mention.from_day,
        "true_by": mention.by_day,
        "stage": item.stage if isinstance(item, ArrangementReport) else None,
        "modality": getattr(item, "modality", None),
        "voices": _json([asdict(voice) for voice in mention.voices]),
        "body": _adapter(mention.part).dump_json(item, by_alias=True).decode(),
    }


def _mention(row: Any) -> Mention[Item]:
    return Mention(
        document=row.document,
        part=cast("Part", row.part),
        number=row.number,
        pair=row.pair,
        state=row.state,
        tie=row.tie,
        known=row.known_on,
        voices=tuple(Voice(**voice) for voice in json.loads(row.voices)),
        item=_adapter(row.part).validate_json(row.body),
    )


@cache
def _adapter(part: str) -> TypeAdapter[Any]:
    return TypeAdapter(_ITEMS[part])


def _spans(body: str) -> tuple[Span, ...]:
    return tuple(Span(**span) for span in json.loads(body))


def _fingerprint(body: str) -> Fingerprint:
    parts = json.loads(body)
    return Fingerprint(
        text=parts["text"],
        sketch=tuple(parts["sketch"]),
        quotations=tuple(parts["quotations"]),
        credits=tuple(parts["credits"]),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class SqliteView:
    """The record through the protocol of `record.view`: what is asked about is settled from its items, and
    nothing else.
    """

    record: SqliteRecord
    as_of: AsOf

    def at(self, as_of: AsOf) -> SqliteView:
        """The same record by other clocks."""
        return self.record.view(as_of)

    def arrivals(self, since: date, until: date | None) -> tuple[tuple[date, Pair], ...]:
        """The days, both included, on which documents that bear on a pair became known, with the pair, in order."""
        wanted = select(items.c.known_on, items.c.pair).where(
            items.c.pair.is_not(None),
            items.c.known_on >= since,
            *([items.c.known_on <= until] if until else []),
            *self._known(),
        )
        with self.record._reading() as connection:
            found = connection.execute(wanted.distinct()).all()
        return tuple(sorted((row.known_on, Pair.from_text(row.pair)) for row in found))

    def pairs(self) -> tuple[Pair, ...]:
        """Every pair with something on record, in order."""
        return self._pairs

    @cached_property
    def _pairs(self) -> tuple[Pair, ...]:
        wanted = select(items.c.pair).where(items.c.pair.is_not(None), *self._known()).distinct()
        with self.record._reading() as connection:
            found = connection.execute(wanted).scalars().all()
        return tuple(sorted(Pair.from_text(pair) for pair in found if pair))

    def pair(self, pair: Pair) -> PairRecord:
        """All that is on record between these states."""
        found, fingerprints = self._items(items.c.pair == pair.text)
        return settle_pair(pair, found, fingerprints)

    def state(self, state: str) -> StateRecord:
        """What is on record about one state alone."""
        found, fingerprints = self._items(items.c.state == state)
        return settle_state(state, found, fingerprints)

    def arrangements(self) -> tuple[Arrangement, ...]:
        """Every arrangement on record, by pair and in the order of their beginnings."""
        return tuple(arrangement for pair in self.pairs() for arrangement in self.pair(pair).arrangements)

    def arrangement(self, key: str) -> tuple[Arrangement, ...]:
        """The arrangement of that key, alone; empty where there is none."""
        pair = Pair.from_text(key.partition(".")[0])
        return tuple(found for found in self.pair(pair).arrangements if found.key == key)

    def document(self, document: str) -> DocumentOnRecord:
        """The facts of a document that something on record rests on."""
        columns = (
            documents.c.facts,
            documents.c.reader,
            documents.c.known_on,
            documents.c.url,
            documents.c.withheld,
        )
        with self.record._reading() as connection:
            row = connection.execute(select(*columns).where(documents.c.id == document)).first()
        if row is None:
            raise InternalError(f"no document {document} is on record", expected="one that a value rests on")
        return DocumentOnRecord(
            facts=DocumentFacts(**json.loads(row.facts)),
            reader=ReaderFacts(**json.loads(row.reader)),
            known=row.known_on,
            url=row.url,
            withheld=_spans(row.withheld),
        )

    def _known(self) -> Iterable[Any]:
        known_on = self.as_of.known_on
        return [items.c.known_on <= known_on] if known_on else []

    def _items(self, about: Any) -> tuple[tuple[Mention[Item], ...], dict[str, Fingerprint]]:
        wanted = select(items).where(about, *self._known())
        prints = select(documents.c.id, documents.c.fingerprint).where(
            documents.c.id.in_(select(items.c.document).where(about, *self._known()))
        )
        with self.record._reading() as connection:
            found = tuple(_mention(row) for row in connection.execute(wanted))
            fingerprints = {row.id: _fingerprint(row.fingerprint) for row in connection.execute(prints)}
        return found, fingerprints
