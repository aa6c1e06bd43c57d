"""The record through the protocol of `record.view`: what is asked about is settled from its items, and nothing else."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, delete, func, insert, literal_column, select, text

from transferwatch.dates import AsOf
from transferwatch.errors import InternalError, WorkspaceError
from transferwatch.matching.match import Item, Mention
from transferwatch.matching.origins import Link
from transferwatch.matching.parties import Pair
from transferwatch.record import decisions as deciding
from transferwatch.record.arrangement import Arrangement
from transferwatch.record.decisions import Decision, in_order
from transferwatch.record.naming import hidden
from transferwatch.record.settle import settle_pair, settle_state
from transferwatch.record.view import DocumentOnRecord, PairRecord, StateRecord
from transferwatch.storage.database import Database
from transferwatch.storage.entry import digest_of_kept, document_of, mention_of
from transferwatch.storage.tables import decided_on, decisions, documents, items, kept, origin_links

# From one pair to the next along the index: as many steps as pairs, and not as items.
_EACH_PAIR = text(
    "WITH RECURSIVE each(pair) AS (SELECT min(pair) FROM items UNION ALL "
    "SELECT (SELECT min(pair) FROM items WHERE items.pair > each.pair) FROM each WHERE each.pair IS NOT NULL) "
    "SELECT pair FROM each WHERE pair IS NOT NULL"
)
_AT_ONCE = 400  # values in one question; databases allow some thousand
_FACTS = [
    documents.c.id,
    documents.c.facts,
    documents.c.reader,
    documents.c.known_on,
    documents.c.url,
    documents.c.withheld,
]


_OF_ITEMS = [
    items.c.document,
    items.c.part,
    items.c.number,
    items.c.pair,
    items.c.state,
    items.c.tie,
    items.c.known_on,
    items.c.voices,
    items.c.body,
]


@dataclass(frozen=True, kw_only=True, eq=False)
class StoredView:
    """The record in a database, as of two days."""

    database: Database
    as_of: AsOf
    left_out: frozenset[str] = frozenset()

    def at(self, as_of: AsOf) -> StoredView:
        """The same record by other clocks."""
        return replace(self, as_of=as_of)

    def without(self, document: str) -> StoredView:
        """The same record as if that document did not count."""
        return replace(self, left_out=self.left_out | {document})

    def kept(self, kind: str) -> dict[str, str]:
        """What an answer kept of each pair; nothing where the question is not about the whole record by now."""
        if not self._is_whole:
            return {}
        with self.database.reading() as connection:
            found = connection.execute(select(kept).where(kept.c.kind == kind))
            return {row.pair: row.body for row in found if row.digest == digest_of_kept(kind, row.pair, row.body)}

    def keep(self, kind: str, bodies: Mapping[str, str]) -> None:
        """Keep what an answer made of pairs, where the record can be written."""
        if not self._is_whole or not bodies:
            return
        # A record on a disk that cannot be written is answered from all the same.
        with contextlib.suppress(WorkspaceError), self.database.writing() as connection:
            connection.execute(delete(kept).where(kept.c.kind != kind))
            for pair in bodies:
                connection.execute(delete(kept).where(kept.c.kind == kind, kept.c.pair == pair))
            rows = [
                {"kind": kind, "pair": pair, "body": body, "digest": digest_of_kept(kind, pair, body)}
                for pair, body in bodies.items()
            ]
            connection.execute(insert(kept), rows)

    @property
    def _is_whole(self) -> bool:
        return not self.left_out and self.as_of == AsOf()

    def bears_on(self, document: str) -> tuple[Pair, ...]:
        """The pairs that items of the document bear on, in order."""
        wanted = select(items.c.pair).where(items.c.document == document, items.c.pair.is_not(None), *self._known())
        with self.database.reading() as connection:
            return tuple(sorted(Pair.from_text(pair) for pair in set(connection.execute(wanted).scalars()) if pair))

    def arrivals(self, since: date, until: date | None) -> tuple[tuple[date, Pair], ...]:
        """The days, both included, on which documents that bear on a pair became known, with the pair, in order."""
        wanted = select(items.c.known_on, items.c.pair).where(
            items.c.pair.is_not(None),
            items.c.known_on >= since,
            *([items.c.known_on <= until] if until else []),
            *self._known(),
        )
        with self.database.reading() as connection:
            found = connection.execute(wanted.distinct()).all()
        return tuple(sorted((row.known_on, Pair.from_text(row.pair)) for row in found))

    def pairs(self) -> tuple[Pair, ...]:
        """Every pair with something on record, in order."""
        return self._pairs

    @cached_property
    def _pairs(self) -> tuple[Pair, ...]:
        wanted = select(items.c.pair).where(items.c.pair.is_not(None), *self._known()).distinct()
        with self.database.reading() as connection:
            found = connection.execute(wanted if self._known() else _EACH_PAIR).scalars().all()
        return tuple(sorted(Pair.from_text(pair) for pair in found if pair))

    def pair(self, pair: Pair) -> PairRecord:
        """All that is on record between these states."""
        with self.database.reading() as connection:
            found = self._items(connection, items.c.pair == pair.text)
            return settle_pair(pair, found, *self._beside(connection, items.c.pair == pair.text))

    def state(self, state: str) -> StateRecord:
        """What is on record about one state alone."""
        with self.database.reading() as connection:
            found = self._items(connection, items.c.state == state)
            return settle_state(state, found, *self._beside(connection, items.c.state == state))

    def arrangements(self) -> tuple[Arrangement, ...]:
        """Every arrangement on record, by pair and in the order of their beginnings."""
        return tuple(arrangement for pair in self.pairs() for arrangement in self.pair(pair).arrangements)

    def arrangement(self, key: str) -> tuple[Arrangement, ...]:
        """The arrangement of that key, alone; empty where there is none."""
        pair = Pair.from_text(key.partition(".")[0])
        return tuple(found for found in self.pair(pair).arrangements if found.key == key)

    def document(self, document: str) -> DocumentOnRecord:
        """The facts of a document that something on record rests on; names are withheld and released as people decided."""
        return self.documents([document])[document]

    def documents(self, wanted: Iterable[str]) -> dict[str, DocumentOnRecord]:
        """The facts of several documents, by id."""
        asked = sorted(set(wanted))
        found: dict[str, DocumentOnRecord] = {}
        with self.database.reading() as connection:
            named = self._naming(connection)
            columns = [*_FACTS, documents.c.text] if named else _FACTS
            for at in range(0, len(asked), _AT_ONCE):
                here = select(*columns).where(documents.c.id.in_(asked[at : at + _AT_ONCE]))
                for row in connection.execute(here):
                    one = document_of(row)
                    found[row.id] = hidden(one, row.text, named) if named else one
        for document in asked:
            if document not in found:
                raise InternalError(f"no document {document} is on record", expected="one that a value rests on")
        return found

    def found(self, words: str, limit: int) -> tuple[tuple[str, str], ...]:
        """Documents whose text has all these words, the best first, each with its text."""
        known_on = self.as_of.known_on
        known = [documents.c.known_on <= known_on] if known_on else []
        with self.database.reading() as connection:
            if self.database.is_sqlite:
                asked = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
                wanted = (
                    select(documents.c.id, documents.c.text)
                    .select_from(documents.join(text("words"), text("words.rowid = documents.rowid")))
                    .where(text("words MATCH :asked"), *known)
                    .order_by(literal_column("words.rank"), documents.c.id)
                    .limit(limit)
                )
                rows = connection.execute(wanted, {"asked": asked}).all()
            else:
                vector = func.to_tsvector(literal_column("'simple'"), documents.c.text)
                question = func.plainto_tsquery(literal_column("'simple'"), words)
                ranked = func.ts_rank(vector, question).desc()
                wanted = select(documents.c.id, documents.c.text).where(vector.op("@@")(question), *known)
                rows = connection.execute(wanted.order_by(ranked, documents.c.id).limit(limit)).all()
        return tuple((row.id, row.text) for row in rows)

    def _known(self) -> Iterable[Any]:
        known_on = self.as_of.known_on
        known = [items.c.known_on <= known_on] if known_on else []
        return [*known, items.c.document.not_in(sorted(self.left_out))] if self.left_out else known

    def _items(self, connection: Connection, about: Any) -> tuple[Mention[Item], ...]:
        return tuple(mention_of(row) for row in connection.execute(select(*_OF_ITEMS).where(about, *self._known())).all())

    def _beside(self, connection: Connection, about: Any) -> tuple[tuple[Link, ...], tuple[Decision, ...]]:
        """The links among the documents of these items, and the decisions on what of them is one thing and what is two."""
        here = select(items.c.document).where(about, *self._known())
        linked = select(origin_links).where(origin_links.c.first.in_(here), origin_links.c.second.in_(here))
        links = tuple(sorted(Link(first=row.first, second=row.second, reason=row.reason) for row in connection.execute(linked)))
        told = (
            select(decisions.c.body)
            .join_from(decided_on, decisions, decided_on.c.decision == decisions.c.digest)
            .where(decided_on.c.document.in_(here), decisions.c.verb.in_(("same", "different", "correct")))
        )
        return links, _decisions(connection.execute(told).scalars().all())

    @staticmethod
    def _naming(connection: Connection) -> tuple[Decision, ...]:
        told = select(decisions.c.body).where(decisions.c.verb.in_(sorted(deciding.ON_NAMES)))
        return _decisions(connection.execute(told).scalars().all())


def _decisions(bodies: Sequence[str]) -> tuple[Decision, ...]:
    return in_order(deciding.from_line(body) for body in bodies)
