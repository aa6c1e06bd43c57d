"""Reading and triage beside the bare parse of the same texts, in processor time."""

from __future__ import annotations

from collections.abc import Iterator

from evaluation.corpus import LOOK_ALIKE, written_here
from evaluation.predict import document_of

from benchmarks.measure import Measured, cpu_seconds, medians

TEXTS = 20
RUNS = 3
TRIAGE_RUNS = 5
# Triage is too fast for one look at a text to be timed.
LOOKS = 20


def reading() -> Iterator[Measured]:
    """Time of reading topical texts, over `nlp(text)` with the whole pipeline as installed."""
    from transferwatch.codebook.load import load
    from transferwatch.readings.by_rule.parsing import pipeline
    from transferwatch.readings.by_rule.triage import on_topic
    from transferwatch.readings.read import read

    book, nlp = load(), pipeline()
    topical = [text for text in written_here() if text.half == "open" and text.kind != LOOK_ALIKE][:TEXTS]
    documents = [document_of(text) for text in topical]
    words = sum(len(document.text.split()) for document in documents)
    megabytes = sum(len(document.text.encode()) for document in documents) / 2**20

    def parse() -> None:
        for document in documents:
            nlp(document.text)

    def read_all() -> None:
        for document in documents:
            read(document, book)

    def triage() -> None:
        for _ in range(LOOKS):
            for document in documents:
                on_topic(document.text, book)

    for warm_up in (parse, read_all, triage):
        warm_up()
    reading_time, parsing_time = medians(RUNS, cpu_seconds, read_all, parse)
    (triage_time,) = medians(TRIAGE_RUNS, cpu_seconds, triage)
    thousands = words / 1000
    yield Measured(
        name="reading.time",
        value=reading_time / thousands,
        unit="cpu-s per 1,000 words (low is good)",
        baseline=parsing_time / thousands,
        against="bare parse",
    )
    yield Measured(
        name="triage.throughput",
        value=megabytes * LOOKS / triage_time,
        unit="MB per cpu-s (high is good)",
        baseline=megabytes / parsing_time,
        against="bare parse",
    )
