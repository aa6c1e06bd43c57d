"""The reader card: what was measured, on what, and where the reader is weak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from evaluation.corpus import ROOT, CodedText, digest
from evaluation.predict import Result
from evaluation.scores import MAIN, Scores, by_kind, score
from transferwatch.readings.agreement import Agreement
from transferwatch.readings.reading import ReaderFacts

FILE = ROOT / "docs" / "reader-card.md"
# Kinds with fewer texts than this are listed, but not called weak.
ENOUGH_TEXTS = 2
MOST_MISTAKES = 6
_PARTS = {
    "pair": "Pair of states",
    "pair+stage": "Arrangement: pair and stage",
    "pair+stage+modality": "Arrangement: pair, stage and modality",
    "cap": "Cap",
    "payment": "Payment",
    "transfer": "Transfer",
    "proceeding": "Proceeding (court and step)",
    "statement": "Statement (speaker and what is said)",
    "contested": "Contested claim",
    "measure": "Measure",
}


def write(results: Sequence[Result], second: Agreement | None, path: Path = FILE) -> Path:
    """Write the card of the reader that made these results."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_lines(results, second)) + "\n", encoding="utf-8")
    return path


def _lines(results: Sequence[Result], second: Agreement | None) -> Iterator[str]:
    halves = {
        half: [result for result in results if result.coded.half == half]
        for half in ("test", "held", "tuning", "open", "shared")
    }
    reader = next((result.reading.reader for result in results if result.trouble is None), None)
    yield "# Reader card"
    yield ""
    yield "Made by `python -m evaluation --card`; do not edit."
    yield ""
    yield from _subject(reader, halves)
    yield from _section("On the test half", score(halves["test"]))
    if halves["held"]:
        yield from _section("On news digests kept apart, measured only", score(halves["held"]))
    if halves["tuning"]:
        yield from _section("On the texts that the reader is set on, never trained on", score(halves["tuning"]))
    if halves["shared"]:
        yield from _section(
            "On the texts that the coding manual comes with, which the reader was built with", score(halves["shared"])
        )
    if halves["open"]:
        yield from _section("On the open half, which the reader was built with", score(halves["open"]))
    yield from _kinds(halves["test"] + halves["open"])
    yield from _weaknesses(halves["test"] + halves["open"])
    yield from _codings(second)


def _subject(reader: ReaderFacts | None, halves: Mapping[str, Sequence[Result]]) -> Iterator[str]:
    if reader:
        yield f"- Reader: `{reader.name}`, version {reader.version}, codebook `{reader.codebook[:12]}`."
    for half, results in halves.items():
        if results:
            texts: list[CodedText] = [result.coded for result in results]
            items = sum(len(getattr(text.gold, part)) for text in texts for part in text.parts)
            known = f"{len(texts)} texts with {items} coded items, digest `{digest(texts)[:12]}`"
            yield f"- {half.capitalize()}: {known}."
    yield "- An item is found when it is matched, one to one, with an item of the gold: by parties and stage,"
    yield "  by parties and number, or by its place in the text."
    yield "- A field is right, or not, in a matched item; in others it is not asked for."
    yield "- Texts are split by a hash of their id. Only the test half speaks for texts not seen before:"
    yield "  the rules were made with the open half and the texts of the coding manual in sight, and the tagger"
    yield "  was trained on both."
    yield ""


def _section(title: str, scores: Scores) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield "| | precision | recall | F1 | in the gold | read |"
    yield "|---|---:|---:|---:|---:|---:|"
    for name, tally in scores.tallies.items():
        figures = f"{tally.precision:.3f} | {tally.recall:.3f} | {tally.f1:.3f}"
        yield f"| {_PARTS.get(name, name)} | {figures} | {tally.left} | {tally.right} |"
    yield ""
    yield "| field of a matched item | right | of |"
    yield "|---|---:|---:|"
    for name, share in scores.shares.items():
        yield f"| {_in_words(name)} | {share.value:.3f} | {share.of} |"
    yield ""
    yield f"Spans that hold their words: {scores.held:.1%} of {scores.spans.of}."
    yield f"Items read out of {scores.look_alikes} look-alikes: {scores.look_alike_items}."
    yield f"Notes of abstention: {sum(scores.notes.values())}{_reasons(scores.notes)}."
    if scores.failed:
        yield f"The reader failed on {scores.failed} texts, which count as read empty."
    yield ""


def _reasons(notes: Counter[str]) -> str:
    told = ", ".join(f"{reason.replace('_', ' ')} {times}" for reason, times in sorted(notes.items()))
    return f" ({told})" if told else ""


def _kinds(results: Sequence[Result]) -> Iterator[str]:
    yield "## By kind of text, both halves"
    yield ""
    yield "| kind | texts | pair P | stage F1 | transfer F1 | proceeding F1 | statement F1 | mean F1 |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for kind, scores in by_kind(results).items():
        tallies = scores.tallies
        pair = f"{tallies['pair'].precision:.2f}" if "pair" in tallies else "-"
        cells = (f"{tallies[name].f1:.2f}" if name in tallies else "-" for name in MAIN)
        mean = f"{_mean(scores):.2f}" if tallies else "-"
        yield f"| {kind} | {scores.texts} | {pair} | {' | '.join(cells)} | {mean} |"
    yield ""


def _weaknesses(results: Sequence[Result]) -> Iterator[str]:
    whole = score(results)
    kinds = {kind: one for kind, one in by_kind(results).items() if one.tallies and one.texts >= ENOUGH_TEXTS}
    yield "## Known weaknesses"
    yield ""
    worst = sorted(kinds, key=lambda kind: _mean(kinds[kind]))[:3]
    if worst:
        yield f"- Read worst: {', '.join(f'{kind} (mean F1 {_mean(kinds[kind]):.2f})' for kind in worst)}."
    parts = sorted(whole.tallies, key=lambda name: whole.tallies[name].f1)[:3]
    if parts:
        told = ", ".join(f"{_lower(name)} (F1 {whole.tallies[name].f1:.2f})" for name in parts)
        yield f"- Found worst: {told}."
    fields = sorted(whole.shares, key=lambda name: whole.shares[name].value or 0)[:5]
    if fields:
        told = ", ".join(f"{_in_words(name)} ({whole.shares[name].value:.2f})" for name in fields)
        yield f"- Wrong most often among matched items: {told}."
    for name in ("arrangement.stage", "arrangement.modality", "statement.stance", "proceeding.step"):
        told = _mistaken(whole.comparison.codes.get(name, Counter()))
        if told:
            yield f"- Taken for another, {_in_words(name)}: {told}."
    yield "- Reads English only; a document in another language is kept and marked unread."
    yield ""


def _mistaken(codes: Counter[tuple[str, str]]) -> str:
    wrong = [(times, gold, read) for (gold, read), times in codes.items() if gold != read]
    worst = sorted(wrong, key=lambda one: (-one[0], one[1:]))[:MOST_MISTAKES]
    return ", ".join(f"{gold} read as {read} ({times})" for times, gold, read in worst)


def _codings(second: Agreement | None) -> Iterator[str]:
    yield "## How far two people agree"
    yield ""
    if second is None:
        yield "No text of this corpus has been coded twice yet."
        return
    yield f"{len(second.documents)} texts were coded twice, independently."
    yield ""
    yield "| | F1 |"
    yield "|---|---:|"
    for name, tally in second.comparison.tallies.items():
        if tally.left or tally.right:
            yield f"| {_PARTS.get(name, name)} | {tally.f1:.3f} |"
    yield ""
    yield "| field | the same | of | alpha |"
    yield "|---|---:|---:|---:|"
    alphas = second.comparison.alphas()
    for name, share in second.comparison.shares.items():
        if share.of:
            chance = alphas.get(name)
            told = "-" if chance is None else f"{chance:.3f}"
            yield f"| {_in_words(name)} | {share.value:.3f} | {share.of} | {told} |"


def _mean(scores: Scores) -> float:
    """The mean F1 of those of the main parts that the texts have."""
    return _average(scores.tallies[name].f1 for name in MAIN if name in scores.tallies)


def _average(values: Iterable[float]) -> float:
    kept = list(values)
    return sum(kept) / len(kept) if kept else 0.0


def _in_words(name: str) -> str:
    return name.replace(".", ": ").replace("_", " ")


def _lower(name: str) -> str:
    words = _PARTS.get(name, name)
    return words[:1].lower() + words[1:]
