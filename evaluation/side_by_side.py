"""Gold beside reading, item by item, for reading the differences of one text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from evaluation.predict import Result
from transferwatch.readings.agreement import pair_up
from transferwatch.readings.likeness import RULES
from transferwatch.readings.reading import Note, Span

_LEFT_OUT = frozenset({"evidence", "content", "when_words"})
# Codings word these freely: a difference in them is no mistake.
_FREE = frozenset({"by", "about", "effect", "who", "cue", "claim", "sources", "what", "judge", "case", "conditions_after"})


def side_by_side(result: Result) -> RenderableType:
    """The text, then each part: what is matched on one line, what differs in colour."""
    coded = result.coded
    head = f"{coded.id} · {coded.kind} · {coded.half} · {coded.published or 'undated'} · {coded.title or ''}"
    parts: list[RenderableType] = [Panel(Text(coded.text), title=Text(head))]
    if result.trouble:
        parts.append(Text(f"The reader failed: {result.trouble}", style="bold red"))
    for part in coded.parts:
        gold, read = getattr(coded.gold, part), getattr(result.reading, part)
        if gold or read:
            parts.append(_part(part, gold, read))
    parts += [Text(f"note: {note.reason}: {_words(note)}", style="dim") for note in result.reading.notes]
    return Group(*parts)


def _part(part: str, gold: tuple[Any, ...], read: tuple[Any, ...]) -> Table:
    likeness = next(rule.likeness for rule in RULES if rule.part == part)
    paired = pair_up(gold, read, likeness)
    table = Table(
        title=f"{part}: gold {len(gold)}, read {len(read)}",
        title_justify="left",
        show_lines=True,
        expand=True,
    )
    table.add_column("gold", ratio=1)
    table.add_column("read", ratio=1)
    for one, other in paired.matched:
        table.add_row(_item(one, other, "green"), _item(other, one, "red"))
    for one in paired.only_left:
        table.add_row(_item(one, None, "yellow"), Text("missed", style="yellow"))
    for other in paired.only_right:
        table.add_row(Text("not in the gold", style="red"), _item(other, None, "red"))
    return table


def _item(item: Any, other: Any, style: str) -> Text:
    """The fields that say something, those that differ from the other item in colour, and the words."""
    told = Text()
    theirs = dict(_fields(other)) if other else {}
    for name, value in _fields(item):
        differs = other is not None and name not in _FREE and theirs.get(name) != value
        if value != "-" or differs:
            told.append(f"{name}: {value}\n", style=style if differs or other is None else "")
    for span in item.evidence:
        told.append(f"[{span.start}-{span.end}] {' '.join(span.text.split())}\n", style="dim")
    return told


def _fields(item: Any) -> Iterator[tuple[str, str]]:
    for field in fields(item):
        if field.name not in _LEFT_OUT:
            yield field.name.rstrip("_"), _value(getattr(item, field.name))


def _value(value: Any) -> str:
    if isinstance(value, Span):
        return value.text
    if is_dataclass(value):
        told = [f"{name} {told}" for name, told in _fields(value) if told != "-"]
        return ", ".join(told) or "-"
    if isinstance(value, tuple):
        return "; ".join(_value(one) for one in value) or "-"
    return "-" if value is None else str(value)


def _words(note: Note) -> str:
    return " ".join(note.words.split())[:160]
