"""The tables: one schema, on SQLite and on PostgreSQL; `migrations/` makes it and brings older ones up to it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

# What was captured: the bytes themselves are on the shelf.
captures = Table(
    "captures",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("path", Text),
    Column("media_type", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("captured_on", Date, nullable=False),
)

# The text that the spans count in, and the facts that hold for all items of a document.
documents = Table(
    "documents",
    metadata,
    Column("id", String(64), ForeignKey("captures.sha256"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("url", Text),
    Column("known_on", Date, nullable=False),
    Column("withheld", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("unread", Boolean, nullable=False),
    Column("reading", String(64), nullable=False),
    Column("facts", Text, nullable=False),
    Column("reader", Text, nullable=False),
)

# Every reading that was ever made of a document, by the digest of its JSON; `documents.reading` says which
# one counts.
readings = Table(
    "readings",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("document", String(64), ForeignKey("documents.id"), nullable=False),
    Column("body", Text, nullable=False),
    Index("readings_by_document", "document"),
)

# The items of the readings that count, as they were decided on, by what they bear on: an item that bears on two pairs has
# two rows.
items = Table(
    "items",
    metadata,
    Column("document", String(64), ForeignKey("documents.id"), nullable=False),
    Column("part", String(16), nullable=False),
    Column("number", Integer, nullable=False),
    Column("pair", String(64)),
    Column("state", String(2)),
    Column("tie", Text, nullable=False),
    Column("known_on", Date, nullable=False),
    Column("true_from", Date),
    Column("true_by", Date, nullable=False),
    Column("stage", String(16)),
    Column("modality", String(16)),
    Column("voices", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("items_by_pair", "pair", "known_on"),
    Index("items_by_state", "state", "known_on"),
    Index("items_by_document", "document"),
)

# What people decided, by the digest of its JSON.
decisions = Table(
    "decisions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("verb", String(16), nullable=False),
    Column("body", Text, nullable=False),
    Index("decisions_by_verb", "verb"),
)

# Which documents the items that a decision is about stand in.
decided_on = Table(
    "decided_on",
    metadata,
    Column("document", String(64), ForeignKey("documents.id"), primary_key=True),
    Column("decision", String(64), ForeignKey("decisions.digest"), primary_key=True),
)

# What documents must share one of to be compared for their origin, and which two were found to have one origin.
origin_keys = Table(
    "origin_keys",
    metadata,
    Column("key", String(16), primary_key=True),
    Column("document", String(64), ForeignKey("documents.id"), primary_key=True),
    Index("origin_keys_by_document", "document"),
    sqlite_with_rowid=False,
)
origin_links = Table(
    "origin_links",
    metadata,
    Column("first", String(64), ForeignKey("documents.id"), primary_key=True),
    Column("second", String(64), ForeignKey("documents.id"), primary_key=True),
    Column("reason", Text, nullable=False),
    Index("origin_links_by_second", "second"),
    sqlite_with_rowid=False,
)

# What answers keep of a pair until something on record of it changes, by what it is: never a source, and made anew at any time.
kept = Table(
    "kept",
    metadata,
    Column("kind", String(96), primary_key=True),
    Column("pair", String(64), primary_key=True),
    Column("body", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Index("kept_by_pair", "pair"),
    sqlite_with_rowid=False,
)

# What holds for the whole record, by name.
settings = Table(
    "settings",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)

# The lines of the ledger, written in one transaction with what they tell of; `end_at` is where a line ends in
# the file.
ledger_lines = Table(
    "ledger_lines",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("end_at", BigInteger, nullable=False, index=True),
)
