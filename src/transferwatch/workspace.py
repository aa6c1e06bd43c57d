"""The workspace, the library's front door: it alone knows stages, storage and clock, and wires them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from transferwatch.answers.brief import brief
from transferwatch.answers.values import evidence_of
from transferwatch.codebook.codebook import Codebook
from transferwatch.dates import AsOf
from transferwatch.documents.document import Document
from transferwatch.documents.transcribe import transcribe
from transferwatch.errors import InputError, WorkspaceError
from transferwatch.matching.match import file_reading
from transferwatch.matching.parties import Pair, mentions
from transferwatch.publish.bundle import Bundle, Proved, write_bag
from transferwatch.publish.page import brief_page
from transferwatch.readings.reading import Reading
from transferwatch.record.decisions import Decision, decided, withdrawn
from transferwatch.record.settle import settle
from transferwatch.record.view import Record, RecordView
from transferwatch.sources.capture import Capture
from transferwatch.sources.collect import collect
from transferwatch.sources.source import Refusal
from transferwatch.storage import merkle
from transferwatch.storage.database import Database
from transferwatch.storage.entry import Entry
from transferwatch.storage.ledger import Ledger
from transferwatch.storage.shelf import Shelf, os_troubles
from transferwatch.storage.store import Store
from transferwatch.storage.verify import Verified, verify


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A document is now on record, with so many items."""

    item: str
    sha256: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Already:
    """The very bytes were on record before; nothing changed."""

    item: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """The document is kept, and no reader covers its language (null: not told); it is never misread."""

    item: str
    sha256: str
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Nothing was kept of an item, and why."""

    item: str
    error: InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """A document was read again, and its reading is another now, or not."""

    item: str
    sha256: str
    changed: bool


AddOutcome: TypeAlias = Added | Already | Unread | Refused


Reader: TypeAlias = Callable[[Document, Codebook], Reading]


def _today() -> date:
    return datetime.now(tz=UTC).date()


def read_by_rule(document: Document, codebook: Codebook) -> Reading:
    """The reading that the default reader makes; its parser takes seconds to load, and is not before it is
    needed.
    """
    from transferwatch.readings.read import read

    return read(document, codebook)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """One folder: `record.sqlite` (or a database elsewhere), `shelf/` and `ledger.jsonl`.  `Workspace.open` opens it."""

    path: Path
    codebook: Codebook
    store: Store
    shelf: Shelf
    ledger: Ledger
    reader: Reader | None = None
    today: Callable[[], date] = _today

    @classmethod
    def open(
        cls,
        path: Path,
        codebook: Codebook,
        create: bool = True,
        *,
        database: str | None = None,
        reader: Reader | None = None,
        today: Callable[[], date] = _today,
    ) -> Workspace:
        """The workspace in that folder, made where there is none and `create` is set.

        `database` is the URL of one that holds the record in place of `record.sqlite`; the folder then holds the shelf and
        the ledger.  `reader` reads in place of the default one; `today` dates captures.
        """
        file = path / "record.sqlite"
        with os_troubles(path):
            if path.exists() and not path.is_dir():
                raise WorkspaceError("is a file", expected="a folder", remedy="Name another folder with --data", item=str(path))
            if not create and not database and not file.exists():
                raise WorkspaceError(
                    "holds no record yet",
                    expected="a folder that `transferwatch add` has filled",
                    remedy="Run `transferwatch add PATH…` first, or name another folder with --data",
                    item=str(path),
                )
            if create:
                path.mkdir(parents=True, exist_ok=True)
        opened = cls(
            path=path,
            codebook=codebook,
            store=Store(database=Database.open(database or file)),
            shelf=Shelf(root=path / "shelf"),
            ledger=Ledger(path=path / "ledger.jsonl"),
            reader=reader,
            today=today,
        )
        if create:
            opened.store.copy_ledger(opened.ledger)
            if opened.store.derived_by() not in (None, codebook.digest):
                # What items bear on depends on the codebook: never half by one and half by another.
                opened.store.rebuild(codebook)
        return opened

    def __enter__(self) -> Workspace:
        """The workspace itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self.store.database.close()

    def add(
        self,
        paths: Sequence[str],
        published: str | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> Iterator[AddOutcome]:
        """Put documents on record, one transaction each, in the order given; `progress` hears of each before
        it is read.

        What cannot be used is refused and the others go on.  WorkspaceError, which stops, leaves whole what
        was added before.
        """
        for found in collect(paths):
            name = found.item if isinstance(found, Refusal) else found.path or "standard input"
            if progress:
                progress(name)
            if isinstance(found, Refusal):
                yield Refused(item=name, error=found.error)
                continue
            try:
                yield self._add(found, name, published)
            except InputError as error:
                yield Refused(item=name, error=error)

    def _add(self, capture: Capture, name: str, published: str | None) -> AddOutcome:
        if self.store.holds(capture.sha256):
            return Already(item=name, sha256=capture.sha256)
        document = transcribe(capture, published=published)
        reading = (self.reader or read_by_rule)(document, self.codebook)
        unread = any(note.reason == "language_unread" for note in reading.notes)
        captured_on = self.today()
        filed = file_reading(reading, document, captured_on)
        found = mentions(filed, self.codebook)
        self.shelf.put(capture.content)
        entry = Entry(
            capture=capture,
            captured_on=captured_on,
            document=document,
            filed=filed,
            mentions=found,
            codebook=self.codebook.digest,
            unread=unread,
        )
        if not self.store.put(entry):
            return Already(item=name, sha256=capture.sha256)
        self.store.copy_ledger(self.ledger)
        if unread:
            return Unread(item=name, sha256=capture.sha256, language=document.language)
        return Added(item=name, sha256=capture.sha256, items=len({mention.place for mention in found}))

    def verify(self, progress: Callable[[str], None] = lambda name: None, known: tuple[int, str] | None = None) -> Verified:
        """Look whether shelf, ledger and tables are whole and say the same; `known` is the size and head of an earlier
        tree, `progress` hears of each document.
        """
        return verify(self.store.database, self.ledger, self.shelf, self.codebook, progress, known)

    def decide(self, decisions: Iterable[Decision]) -> int:
        """Put decisions on record, all or none; how many were not there before."""
        taken = self.store.decide(decisions, self.codebook)
        self.store.copy_ledger(self.ledger)
        return taken

    def readings(self) -> Iterator[Reading]:
        """The readings that count, by document, as people decided on them; withdrawn documents are left out."""
        made = self.store.decisions()
        gone = withdrawn(made)
        for file in self.store.files():
            if file.reading.document.id not in gone:
                yield decided(file.reading, made)

    def document(self, name: str) -> str:
        """The one document that goes by a name: the first signs of its SHA-256, its file's name or path, or its address."""
        found = self.store.named(name)
        if len(found) != 1:
            raise InputError(
                f"{len(found) or 'no'} documents on record go by that name",
                expected="the name of one: six or more signs of its SHA-256, its file's name or path, or its address",
                remedy="Call `transferwatch find WORDS` to look for it"
                if not found
                else f"One of {', '.join(one[:12] for one in found)}",
                item=name,
            )
        return found[0]

    def rebuild(self) -> int:
        """Derive everything that is derived anew, and bring the ledger up to the record; how many documents."""
        found = self.store.rebuild(self.codebook)
        self.store.copy_ledger(self.ledger)
        return found

    def export(self, pair: Pair, folder: Path, as_of: AsOf | None = None, stamp: Callable[[bytes], bytes] | None = None) -> int:
        """Write a bag with all that is on record of a pair; how many files it holds, 0 where nothing is on record.

        `stamp` gets the tree head ("SIZE@HASH") and gives its time-stamp.
        """
        view = self.store.view(as_of)
        record = view.pair(pair)
        values = evidence_of(record, view, self.codebook)
        wanted = sorted({cited["document"] for value in values for cited in value["citations"]})  # type: ignore[attr-defined]
        if not wanted:
            return 0
        held = self.store.evidence(wanted)
        tree = merkle.Tree([merkle.leaf(line.encode()) for line in held.ledger])
        head = (len(held.ledger), merkle.head(line.encode() for line in held.ledger).hex())
        told = brief(view, pair, self.codebook)
        bundle = Bundle(
            title=pair.text,
            as_of=told.as_of,
            values={"pair": pair.text, "as_of": told.as_of, "values": values},
            page=brief_page(told),
            originals=((document, self.shelf.get(document)) for document in wanted),
            texts=held.texts,
            readings=held.readings,
            decisions=held.decisions,
            lines=[
                Proved(number=at + 1, text=held.ledger[at], path=tuple(step.hex() for step in tree.inclusion(at)))
                for at in held.lines
            ],
            head=head,
            stamp=stamp(f"{head[0]}@{head[1]}".encode()) if stamp else None,
            made_on=self.today().isoformat(),
        )
        with os_troubles(folder):
            return write_bag(bundle, folder)

    def reread(self, progress: Callable[[str], None] | None = None) -> Iterator[Reread]:
        """Read every document again with the reader of today; what it reads otherwise counts from now on, the older readings
        are kept, and decisions hold over them.  `progress` hears of each before it is read.
        """
        for document, captured_on in self.store.documents():
            if progress:
                progress(document.path or document.id)
            reading = (self.reader or read_by_rule)(document, self.codebook)
            unread = any(note.reason == "language_unread" for note in reading.notes)
            filed = file_reading(reading, document, captured_on)
            changed = self.store.reread(filed, unread, self.today(), self.codebook)
            if changed:
                self.store.copy_ledger(self.ledger)
            yield Reread(item=document.path or document.id, sha256=document.id, changed=changed)

    def view(self, as_of: AsOf | None = None) -> RecordView:
        """The record as far as it was known on `as_of.known_on`."""
        return self.store.view(as_of)

    def record(self) -> Record:
        """The whole record, settled anew from every reading on file."""
        return settle(self.store.files(), self.codebook, self.store.decisions())
