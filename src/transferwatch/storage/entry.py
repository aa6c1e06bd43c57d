"""All that goes on record with one document, and its form in the tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import Any, cast

from transferwatch.documents.document import Document
from transferwatch.matching.match import Filed, Item, Mention, Part, Voice
from transferwatch.matching.origins import Fingerprint
from transferwatch.readings import interchange
from transferwatch.readings.reading import ArrangementReport, DocumentFacts, ReaderFacts, Span
from transferwatch.record.decisions import item_adapter
from transferwatch.record.view import DocumentOnRecord
from transferwatch.sources.capture import Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """All that goes on record with one document, in one transaction; `codebook` is the digest of the one that `mentions` were
    derived with.
    """

    capture: Capture
    captured_on: date
    document: Document
    filed: Filed
    mentions: tuple[Mention[Item], ...]
    codebook: str
    unread: bool


def in_json(value: object) -> str:
    """Plain values as JSON, as they stand in a column."""
    return json.dumps(value, ensure_ascii=False)


def digest_of(text: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of_row(row: Mapping[str, Any], columns: Iterable[str]) -> str:
    """The SHA-256 of what these columns of a row hold."""
    held = {name: row[name].isoformat() if isinstance(row[name], date) else row[name] for name in columns}
    return digest_of(json.dumps(held, ensure_ascii=False, sort_keys=True))


# What the ledger binds of a capture and of a document besides its bytes, its text and its reading.
CAPTURE_FACTS = ("path", "media_type", "facts")
DOCUMENT_FACTS = ("url", "known_on", "withheld", "fingerprint", "unread", "facts", "reader")


def digest_of_kept(kind: str, pair: str, body: str) -> str:
    """By which it is seen that what an answer kept is no longer what it kept."""
    return digest_of("\0".join((kind, pair, body)))


def capture_row(entry: Entry) -> dict[str, Any]:
    """The row of `captures`."""
    capture = entry.capture
    return {
        "sha256": capture.sha256,
        "size": len(capture.content),
        "path": capture.path,
        "media_type": capture.media_type,
        "facts": in_json(asdict(capture.facts)),
        "captured_on": entry.captured_on,
    }


def document_row(filed: Filed, text: str, unread: bool, reading: str) -> dict[str, Any]:
    """The row of `documents`; `reading` is the digest of the reading that counts."""
    return {
        "id": filed.reading.document.id,
        "text": text,
        "url": filed.url,
        "known_on": filed.known,
        "withheld": in_json([asdict(span) for span in filed.withheld]),
        "fingerprint": in_json(asdict(filed.fingerprint)),
        "unread": unread,
        "reading": reading,
        "facts": in_json(asdict(filed.reading.document)),
        "reader": in_json(asdict(filed.reading.reader)),
    }


def item_row(mention: Mention[Item]) -> dict[str, Any]:
    """The row of `items`."""
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
        "voices": in_json([{"kind": one.kind, "name": one.name, "state": one.state} for one in mention.voices]),
        "body": item_adapter(mention.part).dump_json(item, by_alias=True).decode(),
    }


def mention_of(row: Any) -> Mention[Item]:
    """The mention that a row of `items` holds: document, part, number, pair, state, tie, known_on, voices, body."""
    document, part, number, pair, state, tie, known_on, voices, body = row
    return Mention(
        document=document,
        part=cast("Part", part),
        number=number,
        pair=pair,
        state=state,
        tie=tie,
        known=known_on,
        voices=_voices(voices),
        item=item_adapter(part).validate_json(body),
    )


@lru_cache(maxsize=4096)
def _voices(body: str) -> tuple[Voice, ...]:
    """Voices out of their JSON: the same few speak all the time."""
    return tuple(Voice(**voice) for voice in json.loads(body))


def filed_of(row: Any) -> Filed:
    """The reading on file that a row of `documents`, with the body of its reading, holds."""
    return Filed(
        reading=interchange.from_json(row.body),
        known=row.known_on,
        fingerprint=fingerprint_of(row.fingerprint),
        withheld=spans_of(row.withheld),
        url=row.url,
    )


def document_of(row: Any) -> DocumentOnRecord:
    """What a row of `documents` tells of a document."""
    return DocumentOnRecord(
        facts=DocumentFacts(**json.loads(row.facts)),
        reader=ReaderFacts(**json.loads(row.reader)),
        known=row.known_on,
        url=row.url,
        withheld=spans_of(row.withheld),
    )


def spans_of(body: str) -> tuple[Span, ...]:
    """Spans out of their JSON."""
    return tuple(Span(**span) for span in json.loads(body))


def fingerprint_of(body: str) -> Fingerprint:
    """A fingerprint out of its JSON."""
    parts: dict[str, Any] = {name: tuple(held) if isinstance(held, list) else held for name, held in json.loads(body).items()}
    return Fingerprint(**parts)
