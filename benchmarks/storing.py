"""Putting documents on record beside a plain insert of the same rows."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median

from evaluation.corpus import CodedText, written_here

from benchmarks.measure import Measured, seconds
from transferwatch.codebook.codebook import Codebook
from transferwatch.documents.document import Document
from transferwatch.readings.agreement import nothing_read
from transferwatch.readings.reading import Reading

RUNS = 3
DAY = date(2026, 1, 1)


def add() -> Iterator[Measured]:
    """`add` of coded texts, their readings given, so that storing alone is timed."""
    from transferwatch.codebook.load import load
    from transferwatch.workspace import Workspace

    texts = [text for text in written_here() if text.half == "open"]
    gold = {text.text: text.gold for text in texts}

    def coded(document: Document, book: Codebook) -> Reading:
        reading = gold.get(document.text, nothing_read(document.id))
        return replace(
            reading,
            document=replace(reading.document, id=document.id, path=document.path, published=document.published),
            reader=replace(reading.reader, codebook=book.digest),
        )

    book, added, inserted = load(), [], []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            paths = _written(texts, folder)
            with Workspace.open(folder / "data", book, reader=coded, today=lambda: DAY) as workspace:
                added.append(seconds(lambda w=workspace, p=paths: list(w.add(p))))  # type: ignore[misc]
            inserted.append(_plain_insert(folder / "data" / "record.sqlite", folder / "plain.sqlite"))
    yield Measured(
        name="add.throughput",
        value=len(texts) / median(added),
        unit="documents per s (high is good)",
        baseline=len(texts) / median(inserted),
        against="plain insert of the same rows",
    )


def _written(texts: list[CodedText], folder: Path) -> list[str]:
    paths = []
    for text in texts:
        path = folder / f"{text.id}.txt"
        path.write_text(text.text, encoding="utf-8")
        if text.published:
            path.with_name(f"{path.name}.meta.json").write_text(f'{{"published": "{text.published}"}}')
        paths.append(str(path))
    return paths


def _plain_insert(full: Path, empty: Path) -> float:
    """The time that it takes to insert all rows of a database into empty tables of another, in one transaction."""
    with closing(sqlite3.connect(full)) as source, closing(sqlite3.connect(empty)) as target:
        made = source.execute("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
        for _, _, sql in made:
            target.execute(sql)
        tables = [name for name, kind, _ in made if kind == "table"]
        rows = {name: source.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}

        def insert() -> None:
            with target:
                for name, held in rows.items():
                    if held:
                        marks = ", ".join("?" * len(held[0]))
                        target.executemany(f'INSERT INTO "{name}" VALUES ({marks})', held)

        return seconds(insert)
