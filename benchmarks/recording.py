"""A record of a million items beside plain SQL that reads the same rows: briefs, the list, adding, rebuilding."""

from __future__ import annotations

import gc
import os
import random
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles

from benchmarks.measure import Measured, seconds
from benchmarks.synthetic import entries, filled
from transferwatch.codebook.codebook import Codebook
from transferwatch.storage.store import Store

ITEMS = int(os.environ.get("TRANSFERWATCH_BENCH_ITEMS", "1000000"))
SMALL = 10_000
BRIEFS = 200
ADDED = 60
LISTS = 5


def record() -> Iterator[Measured]:
    """Each figure beside its plain SQL; what was read before is read again, as by somebody who works with the record."""
    from transferwatch.codebook.load import load
    from transferwatch.storage.database import Database

    book = load()
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder) / "large.sqlite", Path(folder) / "small.sqlite"
        stores = {}
        for path, items in ((small, SMALL), (large, ITEMS)):
            print(f"  putting {items:,} items on record …", file=sys.stderr)
            stores[path] = Store(database=Database.open(path))
            filled(stores[path], book, items)
        yield from _briefs(stores[large], large, book)
        yield from _lists(stores[large], large, book)
        yield from _adds(stores[small], stores[large], book)
        yield from _rebuild(stores[large], large, book)


def _briefs(store: Store, path: Path, book: Codebook) -> Iterator[Measured]:
    from transferwatch.answers.brief import brief
    from transferwatch.dates import AsOf

    chance = random.Random(3)
    pairs = store.view().pairs()
    asked = []
    for _ in range(BRIEFS):
        known = date(2024, 1, 1) + timedelta(days=chance.randrange(700))
        asked.append((chance.choice(pairs), AsOf(true_on=date(2024, 1, 1), known_on=known)))
    with closing(sqlite3.connect(path)) as plain:
        sql = "SELECT * FROM items JOIN documents ON documents.id = items.document WHERE pair = ? AND items.known_on <= ?"
        works: list[Callable[[], object]] = []
        reads: list[Callable[[], object]] = []
        for pair, clocks in asked:
            works.append(lambda pair=pair, clocks=clocks: brief(store.view(clocks), pair, book))  # type: ignore[misc]
            values = (pair.text, str(clocks.known_on))
            reads.append(lambda values=values: plain.execute(sql, values).fetchall())  # type: ignore[misc]
        for work in (*works, *reads):
            work()
        # As the command line has it; and what the benchmark itself holds is not to be looked through for garbage.
        gc.set_threshold(100_000, 50, 50)
        gc.freeze()
        taken, read = [seconds(work) for work in works], [seconds(work) for work in reads]
        sizes = sorted(row[0] for row in plain.execute("SELECT count(*) FROM items WHERE pair IS NOT NULL GROUP BY pair"))
    shape = (
        f"plain SQL of the same; {len(sizes):,} pairs of {median(sizes):.0f} items, p95 {_p95(sizes):.0f}, most {sizes[-1]:,}"
    )
    yield Measured(
        name="brief.p50", value=median(taken) * 1000, unit="ms (low is good)", baseline=median(read) * 1000, against=shape
    )
    yield Measured(
        name="brief.p95", value=_p95(taken) * 1000, unit="ms (low is good)", baseline=_p95(read) * 1000, against=shape
    )


def _lists(store: Store, path: Path, book: Codebook) -> Iterator[Measured]:
    from transferwatch.answers.listing import listing

    first = seconds(lambda: listing(store.view(), book))
    taken = median(seconds(lambda: listing(store.view(), book)) for _ in range(LISTS))
    with closing(sqlite3.connect(path)) as plain:
        sql = "SELECT pair, stage, max(true_by), count(*) FROM items WHERE part = 'arrangements' GROUP BY pair, stage"
        read = median(seconds(lambda: plain.execute(sql).fetchall()) for _ in range(LISTS))
    yield Measured(name="list", value=taken, unit="s (low is good)", baseline=read, against="plain GROUP BY over all items")
    yield Measured(
        name="list.first", value=first, unit="s (low is good)", baseline=read, against="plain GROUP BY over all items"
    )


def _adds(small: Store, large: Store, book: Codebook) -> Iterator[Measured]:
    made = list(entries(book, ADDED * 14, seed=99))
    # They take turns, so that a busy moment falls on both.
    times = [(seconds(lambda one=one: large.put(one)), seconds(lambda one=one: small.put(one))) for one in made]  # type: ignore[misc]
    here, there = (median(column) * 1000 for column in zip(*times, strict=True))
    yield Measured(
        name="add.at_size",
        value=here,
        unit=f"ms a document at {ITEMS:,} items (low is good)",
        baseline=there,
        against=f"the same at {SMALL:,} items",
    )


def _rebuild(store: Store, path: Path, book: Codebook) -> Iterator[Measured]:
    items = store.counts()["items"]
    taken = seconds(lambda: store.rebuild(book))
    with closing(sqlite3.connect(path)) as plain, closing(sqlite3.connect(":memory:")) as empty:
        rows = plain.execute("SELECT * FROM items LIMIT 200000").fetchall()
        marks = ", ".join("?" * len(rows[0]))
        empty.execute(f"CREATE TABLE items ({', '.join(f'c{at}' for at in range(len(rows[0])))})")
        inserted = seconds(lambda: empty.executemany(f"INSERT INTO items VALUES ({marks})", rows))
    yield Measured(
        name="rebuild",
        value=items / taken,
        unit="items per s (high is good)",
        baseline=len(rows) / inserted,
        against="plain insert of finished rows into memory",
    )


def _p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20)[-1]
