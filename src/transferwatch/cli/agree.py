"""`transferwatch agree`: how far two sets of readings say the same, and every point in which they differ."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from transferwatch.answers.withheld import veil, veil_span
from transferwatch.answers.wording import count_words
from transferwatch.cli.output import complain, harmless, write
from transferwatch.errors import InputError, SourceError, UsageError
from transferwatch.readings.agreement import Agreement, Difference, agree
from transferwatch.readings.anchoring import PARTS
from transferwatch.readings.codings import Coding, comparable, from_line, same_documents
from transferwatch.readings.reading import Reading, Span

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """The agreement, with what is needed to tell of it: file names, documents' names, names to withhold."""

    files: tuple[str, str]
    found: Agreement
    labels: Mapping[str, str]
    withheld: Mapping[str, tuple[Span, ...]]
    not_coded: Counter[str]


def run(left: str, right: str, as_json: bool) -> int:
    """Print agreement and differences; 1 where no document is on both sides, 2 where a line could not be used."""
    if left == right == STANDARD_INPUT:
        raise UsageError("- given twice", expected="standard input on one side at most", item="A B")
    one, trouble = _codings(left)
    other, more_trouble = _codings(right)
    compared = _compare((left, right), one, other)
    if as_json:
        write(json.dumps(_plain(compared), indent=1, ensure_ascii=False) + "\n")
    else:
        console = Console(file=sys.stdout, highlight=False)
        for part in _tables(compared):
            console.print(part, soft_wrap=isinstance(part, Text))
    if trouble or more_trouble:
        return 2
    return 0 if compared.found.documents else 1


# What is read -------------------------------------------------------------------------------------


def _codings(path: str) -> tuple[list[Coding], bool]:
    """The codings of a file, one of each document, and whether a line was complained of."""
    kept: dict[str, Coding] = {}
    trouble = False
    for number, line in _lines(path):
        try:
            coding = from_line(line)
            if coding.id in kept:
                raise InputError(
                    f"document {coding.label} again",
                    expected="one reading of each document",
                    remedy="Leave one of them out; the first is taken",
                )
        except InputError as error:
            complain(type(error)(error.found, expected=error.expected, remedy=error.remedy, item=f"{path}:{number}"))
            trouble = True
            continue
        kept[coding.id] = coding
    if not kept and not trouble:
        raise InputError("no line in it", expected="readings, one a line", remedy="See `transferwatch read --json`", item=path)
    return list(kept.values()), trouble


def _lines(path: str) -> Iterator[tuple[int, str]]:
    try:
        content = sys.stdin.buffer.read() if path == STANDARD_INPUT else Path(path).read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        what = error.strerror or str(error)
        raise SourceError(what, expected="a file of readings, one a line", remedy="Check the name", item=path) from error
    except UnicodeDecodeError as error:
        raise SourceError(
            f"bytes that are not UTF-8 at {error.start}",
            expected="a file of readings, one a line",
            remedy="Make one with `transferwatch read --json`",
            item=path,
        ) from error
    # Not splitlines: a line of JSON may hold U+2028 and its like.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def _compare(files: tuple[str, str], left: Sequence[Coding], right: Sequence[Coding]) -> _Compared:
    pairs = same_documents(left, right)
    readings = [comparable(one, other) for one, other in pairs]
    met = [{one.id for one, _ in pairs}, {other.id for _, other in pairs}]
    lone = [[coding for coding in side if coding.id not in ids] for side, ids in zip((left, right), met, strict=True)]
    labels = {coding.id: coding.label for coding in [*lone[0], *lone[1]]}
    labels |= {one.id: one.reading.document.path or other.label for one, other in pairs}
    both = {one.document.id: one for one, _ in readings}
    return _Compared(
        files=files,
        found=Agreement(
            documents=tuple(both),
            only_left=tuple(coding.id for coding in lone[0]),
            only_right=tuple(coding.id for coding in lone[1]),
            comparison=agree(both, {other.document.id: other for _, other in readings}).comparison,
        ),
        labels=labels,
        withheld={one.document.id: _withheld(one, other) for one, other in readings},
        not_coded=Counter(part for one, other in pairs for part in PARTS if part not in one.parts or part not in other.parts),
    )


def _withheld(*readings: Reading) -> tuple[Span, ...]:
    """The places of private people's names, with the words as far as evidence shows them."""
    found = set()
    for reading in readings:
        spans = [span for part in PARTS for item in getattr(reading, part) for span in item.evidence]
        for start, end in reading.withheld:
            for span in spans:
                if span.start <= start and end <= span.end:
                    found.add(Span(start=start, end=end, text=span.text[start - span.start : end - span.start]))
    return tuple(sorted(found))


# What is told -------------------------------------------------------------------------------------


def _plain(compared: _Compared) -> dict[str, Any]:
    found, labels = compared.found, compared.labels
    alphas = found.comparison.alphas()
    return {
        "left": compared.files[0],
        "right": compared.files[1],
        "documents": [labels[name] for name in found.documents],
        "only_left": [labels[name] for name in found.only_left],
        "only_right": [labels[name] for name in found.only_right],
        "not_compared": dict(compared.not_coded),
        "items": {
            name: {"both": tally.both, "left": tally.left, "right": tally.right, "f1": round(tally.f1, 4)}
            for name, tally in found.comparison.tallies.items()
        },
        "fields": {
            name: {"same": share.same, "of": share.of, "share": _rounded(share.value), "alpha": _rounded(alphas.get(name))}
            for name, share in found.comparison.shares.items()
        },
        "differences": [
            {"document": labels[one.document], "part": one.part, "field": one.field} | _told(one, compared)
            for one in found.comparison.differences
        ],
    }


def _told(one: Difference, compared: _Compared) -> dict[str, str | None]:
    """Both values and the words of a difference, without the names of private people."""
    hidden = compared.withheld[one.document]
    names = tuple(place.text for place in hidden)
    left, right = (None if value is None else veil(value, names) for value in (one.left, one.right))
    return {"left": left, "right": right, "words": veil_span(one.evidence, hidden) if one.evidence else None}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _tables(compared: _Compared) -> Iterator[RenderableType]:
    found = compared.found
    head = f"{count_words(len(found.documents), 'document')} on both sides"
    yield Text(head, style="bold")
    for side, file, lone in zip(("left", "right"), compared.files, (found.only_left, found.only_right), strict=True):
        yield Text(f"  {side}: {harmless(file)}" + (f", which alone has {len(lone)} more:" if lone else ""))
        for name in lone:
            yield Text(f"    {harmless(compared.labels[name])}")
    for part, documents in compared.not_coded.items():
        yield Text(f"  not compared: {part}, in {count_words(documents, 'document')} where a side did not code them")
    if not found.documents:
        return
    yield from ("", _items(found), "", _fields(found))
    differences = found.comparison.differences
    yield Text(f"\n{count_words(len(differences), 'difference')}" if differences else "\nNo differences.", style="bold")
    for document in found.documents:
        of_document = [one for one in differences if one.document == document]
        if of_document:
            yield Text(f"\n{harmless(compared.labels[document])}", style="bold cyan")
            yield _differences(of_document, compared)


def _items(found: Agreement) -> Table:
    table = _table("item", numbers=("both", "left", "right", "F1"))
    for name, tally in found.comparison.tallies.items():
        if tally.left or tally.right:
            table.add_row(name, str(tally.both), str(tally.left), str(tally.right), f"{tally.f1:.3f}")
    return table


def _fields(found: Agreement) -> Table:
    table = _table("field of items in both", numbers=("same", "of", "share", "alpha"))
    alphas = found.comparison.alphas()
    for name, share in found.comparison.shares.items():
        if share.of:
            table.add_row(name, str(share.same), str(share.of), _three_places(share.value), _three_places(alphas.get(name)))
    return table


def _differences(differences: Sequence[Difference], compared: _Compared) -> Table:
    table = _table("part", "field", "left", "right", "words")
    for one in differences:
        told = _told(one, compared)
        cells = [one.part, one.field or "the item", *(told[name] or "-" for name in ("left", "right"))]
        words = f"“{told['words']}”" if told["words"] else ""
        table.add_row(*(Text(_one_line(cell)) for cell in cells), Text(_one_line(words), style="dim"))
    return table


def _table(*columns: str, numbers: Sequence[str] = ()) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name, overflow="fold")
    for name in numbers:
        table.add_column(name, justify="right")
    return table


def _three_places(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _one_line(text: str) -> str:
    return harmless(" ".join(text.split()))
