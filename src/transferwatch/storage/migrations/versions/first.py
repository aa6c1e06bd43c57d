"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "first"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    digest, long = sa.String(64), sa.Text()
    op.create_table(
        "captures",
        sa.Column("sha256", digest, primary_key=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("path", long),
        sa.Column("media_type", long, nullable=False),
        sa.Column("facts", long, nullable=False),
        sa.Column("captured_on", sa.Date, nullable=False),
    )
    op.create_table(
        "documents",
        sa.Column("id", digest, sa.ForeignKey("captures.sha256"), primary_key=True),
        sa.Column("text", long, nullable=False),
        sa.Column("url", long),
        sa.Column("known_on", sa.Date, nullable=False),
        sa.Column("withheld", long, nullable=False),
        sa.Column("fingerprint", long, nullable=False),
        sa.Column("unread", sa.Boolean, nullable=False),
        sa.Column("reading", digest, nullable=False),
        sa.Column("facts", long, nullable=False),
        sa.Column("reader", long, nullable=False),
    )
    op.create_table(
        "readings",
        sa.Column("digest", digest, primary_key=True),
        sa.Column("document", digest, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("body", long, nullable=False),
    )
    op.create_index("readings_by_document", "readings", ["document"])
    op.create_table(
        "items",
        sa.Column("document", digest, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("part", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("pair", sa.String(64)),
        sa.Column("state", sa.String(2)),
        sa.Column("tie", long, nullable=False),
        sa.Column("known_on", sa.Date, nullable=False),
        sa.Column("true_from", sa.Date),
        sa.Column("true_by", sa.Date, nullable=False),
        sa.Column("stage", sa.String(16)),
        sa.Column("modality", sa.String(16)),
        sa.Column("voices", long, nullable=False),
        sa.Column("body", long, nullable=False),
    )
    op.create_index("items_by_pair", "items", ["pair", "known_on"])
    op.create_index("items_by_state", "items", ["state", "known_on"])
    op.create_index("items_by_document", "items", ["document"])
    op.create_table(
        "decisions",
        sa.Column("digest", digest, primary_key=True),
        sa.Column("verb", sa.String(16), nullable=False),
        sa.Column("body", long, nullable=False),
    )
    op.create_index("decisions_by_verb", "decisions", ["verb"])
    op.create_table(
        "decided_on",
        sa.Column("document", digest, sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("decision", digest, sa.ForeignKey("decisions.digest"), primary_key=True),
    )
    op.create_table(
        "origin_keys",
        sa.Column("key", sa.String(16), primary_key=True),
        sa.Column("document", digest, sa.ForeignKey("documents.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("origin_keys_by_document", "origin_keys", ["document"])
    op.create_table(
        "origin_links",
        sa.Column("first", digest, sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("second", digest, sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("reason", long, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("origin_links_by_second", "origin_links", ["second"])
    op.create_table(
        "kept",
        sa.Column("kind", sa.String(96), primary_key=True),
        sa.Column("pair", sa.String(64), primary_key=True),
        sa.Column("body", long, nullable=False),
        sa.Column("digest", digest, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("kept_by_pair", "kept", ["pair"])
    op.create_table(
        "settings",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("value", long, nullable=False),
    )
    op.create_table(
        "ledger_lines",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("text", long, nullable=False),
        sa.Column("hash", digest, nullable=False),
        sa.Column("end_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_ledger_lines_end_at", "ledger_lines", ["end_at"])
    if op.get_context().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE words USING fts5(text, content='documents', tokenize='unicode61 remove_diacritics 2')")
    else:
        op.execute("CREATE INDEX documents_by_words ON documents USING gin (to_tsvector('simple', text))")
