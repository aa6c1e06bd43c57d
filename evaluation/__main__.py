"""Measure the reader: `python -m evaluation --help`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from evaluation import agreement, card, corpus, floors, table
from evaluation.corpus import CodedText
from evaluation.floors import Floors
from evaluation.predict import Result, predict
from evaluation.scores import Figure, by_kind, score
from evaluation.side_by_side import side_by_side
from transferwatch.errors import InputError, TransferwatchError, UsageError

OUTPUT = corpus.ROOT / "build" / "evaluation.json"
SETS = ("shared", "open", "tuning", "held", "test")
TITLES = {
    "shared": "The coded texts that the manual comes with (the rules were made with them in sight, the tagger trained on them)",
    "open": "Open half of our own texts (for reading, mending, and training the tagger)",
    "tuning": "Texts for setting the reader (looked at, never trained on)",
    "held": "News digests kept apart (measured only)",
    "test": "Test half of our own texts (measured only)",
}
MOST_DIFFERENCES = 60


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; 0 when every floor holds, 1 when one does not, 2 for bad input."""
    asked = _parser().parse_args(arguments)
    try:
        return _run(asked)
    except TransferwatchError as error:
        print(error, file=sys.stderr)
        return error.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description="Measure the reader on coded texts.")
    parser.add_argument("--set", choices=(*SETS, "all"), default="all", help="which texts [all]")
    parser.add_argument("--kind", metavar="KIND", help="texts of one kind only; floors do not apply then")
    parser.add_argument("--by-doc", action="store_true", help="a line for each text, too")
    parser.add_argument("--items", metavar="DOC", help="gold beside reading of one text, and nothing else")
    parser.add_argument("--unseal", action="store_true", help="let --items and --by-doc show texts of the test half")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON, no tables")
    parser.add_argument("--card", action="store_true", help="write docs/reader-card.md")
    parser.add_argument("--raise-floors", action="store_true", help="raise the floors to the figures reached")
    parser.add_argument("--repin", action="store_true", help="pin the floors to the present test half")
    parser.add_argument(
        "--agreement",
        metavar="FILE",
        nargs="*",
        type=Path,
        help="agreement of gold and second codings, or of two files of readings, and nothing else",
    )
    return parser


def _run(asked: argparse.Namespace) -> int:
    console = Console(soft_wrap=False) if sys.stdout.isatty() else Console(width=150)
    if asked.agreement is not None:
        return _agreement(asked.agreement, console)
    texts = _texts(asked, console)
    if asked.items:
        return _items(asked, texts, console)
    results = _results(texts)
    pinned = floors.load()
    halves = {half: [result for result in results if result.coded.half == half] for half in SETS}
    figures = {half: score(found).figures() for half, found in halves.items() if found}
    whole_test = bool(halves["test"]) and not asked.kind
    digest = corpus.digest(result.coded for result in halves["test"]) if whole_test else ""
    applied = pinned if whole_test and pinned.apply_to(digest) else None
    rows = [row for half, found in figures.items() for row in _rows(half, found, applied if half == "test" else None)]
    if asked.json:
        print(json.dumps(rows, indent=1))
    else:
        _print(asked, console, halves, applied)
    for result in results:
        if result.trouble:
            print(f"The reader failed on {result.coded.id}: {result.trouble}", file=sys.stderr)
    if not asked.kind:
        OUTPUT.parent.mkdir(exist_ok=True)
        OUTPUT.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    if asked.card:
        _write_card(asked, results)
    return _floors(asked, pinned, digest, figures.get("test", ())) if whole_test else _no_floors(asked)


def _texts(asked: argparse.Namespace, console: Console) -> list[CodedText]:
    wanted = SETS if asked.set == "all" or asked.items else (asked.set,)
    texts: list[CodedText] = []
    if "shared" in wanted:
        found = corpus.shared()
        if not found and not asked.json:
            console.print("The coded texts of ../shared are not here: skipped.")
        texts += found
    if "tuning" in wanted:
        texts += corpus.tuning()
    if "held" in wanted:
        texts += corpus.held()
    texts += [text for text in corpus.written_here() if text.half in wanted]
    if asked.kind:
        kind = corpus.kind_of(asked.kind)
        texts = [text for text in texts if text.kind == kind]
    if asked.items:
        texts = [text for text in texts if text.id == asked.items]
        if not texts:
            raise UsageError(f"no coded text has the id {asked.items!r}", expected="an id of evaluation/gold")
    return texts


def _results(texts: Sequence[CodedText]) -> list[Result]:
    from transferwatch.codebook.load import load
    from transferwatch.readings import parts as _  # noqa: F401 -- a reader that is broken says so once
    from transferwatch.readings.read import read

    return list(predict(texts, read, load()))


def _items(asked: argparse.Namespace, texts: Sequence[CodedText], console: Console) -> int:
    if texts[0].half in corpus.SEALED and not asked.unseal:
        raise UsageError(
            f"{asked.items} belongs to texts that are measured and not looked at",
            expected="a text of the open half",
            remedy="Choose another, or give --unseal and leave the reader as it is afterwards",
        )
    for result in _results(texts):
        console.print(side_by_side(result))
    return 0


def _print(asked: argparse.Namespace, console: Console, halves: dict[str, list[Result]], applied: Floors | None) -> None:
    for half, results in halves.items():
        if results:
            title = f"{TITLES[half]}: {len(results)} texts"
            console.print(table.of_scores(title, score(results), applied if half == "test" else None))
    own = halves["open"] + halves["test"]
    if own:
        console.print(table.of_kinds("By kind of text, our own texts", by_kind(own)))
    if asked.by_doc:
        shown = [
            result
            for results in halves.values()
            for result in results
            if asked.unseal or result.coded.half not in corpus.SEALED
        ]
        console.print(table.of_texts(shown))


def _rows(half: str, figures: Sequence[Figure], applied: Floors | None) -> list[dict[str, Any]]:
    rows = []
    for figure in figures:
        floor = applied.floors.get(figure.name) if applied else None
        rows.append(
            {
                "name": f"{half}.{figure.name}",
                "value": round(figure.value, 4),
                "unit": figure.unit,
                "baseline": floor,
                "ratio": round(figure.value / floor, 4) if floor else None,
            }
        )
    return rows


def _write_card(asked: argparse.Namespace, results: Sequence[Result]) -> None:
    if asked.set != "all" or asked.kind:
        raise UsageError("a card of some texts only", expected="--card without --set and --kind")
    path = card.write(results, agreement.with_second_coding(corpus.written_here()))
    print(f"Wrote {path.relative_to(corpus.ROOT)}.", file=sys.stderr)


def _floors(asked: argparse.Namespace, pinned: Floors, digest: str, figures: Sequence[Figure]) -> int:
    if asked.repin:
        pinned = pinned.pinned_to(digest, figures)
        floors.save(pinned)
        print(f"Floors pinned to the test half {digest[:12]}.", file=sys.stderr)
    if not pinned.apply_to(digest):
        reached = f"the test half {pinned.digest[:12]}" if pinned.digest else "no corpus yet"
        words = f"The floors are pinned to {reached}, this one is {digest[:12]}"
        if asked.raise_floors:
            raise InputError(words, expected="floors of this corpus", remedy="Pin them to it with --repin")
        print(f"{words}: they do not apply until pinned to it with --repin.", file=sys.stderr)
        return 0
    under = pinned.under(figures)
    for line in under:
        print(f"Floor broken: {line}.", file=sys.stderr)
    if asked.raise_floors:
        raised = pinned.raised(figures)
        floors.save(raised)
        better = sum(raised.floors[name] != pinned.floors.get(name) for name in raised.floors)
        print(f"Raised {better} floors.", file=sys.stderr)
    return 1 if under else 0


def _no_floors(asked: argparse.Namespace) -> int:
    if asked.repin or asked.raise_floors:
        raise UsageError("floors of part of the test half", expected="--set test or all, without --kind")
    return 0


def _agreement(files: Sequence[Path], console: Console) -> int:
    if len(files) not in (0, 2):
        raise UsageError(f"{len(files)} files", expected="two files of readings, or none for the second codings")
    found = agreement.of_files(*files) if files else agreement.with_second_coding(corpus.written_here())
    if found is None:
        console.print("No text has a second coding (evaluation/second/*.json).")
        return 0
    for one in table.of_agreement("Agreement", found):
        console.print(one)
    console.print(table.of_differences(found, MOST_DIFFERENCES))
    for side, missing in (("left", found.only_left), ("right", found.only_right)):
        if missing:
            console.print(f"Only on the {side}: {', '.join(one[:12] for one in missing)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
