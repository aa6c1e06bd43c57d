"""An answer for the terminal; whatever the documents say is printed as text, never as markup or escapes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from transferwatch.answers.brief import Brief, DealBrief
from transferwatch.answers.footnotes import Borne, Cited, Footnote
from transferwatch.answers.life import LifePoint
from transferwatch.answers.listing import Listing
from transferwatch.answers.timeline import Timeline
from transferwatch.answers.wording import date_words
from transferwatch.publish.controls import visible
from transferwatch.publish.markdown import moved_words
from transferwatch.publish.sheet import Cell, Sheet

_STAGES = {
    "proposed": "cyan",
    "in_talks": "cyan",
    "agreed": "blue",
    "signed": "blue",
    "in_force": "blue",
    "operating": "green",
    "suspended": "yellow",
    "blocked": "yellow",
    "ended": "red",
    "refused": "red",
}
_POINTS = {"passed": "●", "current": "◉", "later": "○", "aside": "◌", "open": "·"}
_MODALITIES = {"planned": "yellow", "possible": "yellow", "alleged": "magenta", "denied": "red"}


def print_brief(brief: Brief, console: Console) -> None:
    """The brief."""
    console.print(_brief(brief))


def print_timeline(timeline: Timeline, console: Console) -> None:
    """The timeline."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
    for name, style in (("When", "cyan"), ("Pair", "bold"), ("What", ""), ("How borne out", "dim")):
        table.add_column(name, style=style, no_wrap=name == "Pair")
    for moment in timeline.moments:
        what = _text(moment.text, _MODALITIES.get(moment.modality, ""), moment.notes)
        if moment.aside:
            what.append(f"\n{visible(moment.aside)}", "dim")
        table.add_row(visible(moment.when), moment.pair, what, _borne(moment.borne))
    console.print(_head(f"Timeline: {timeline.title}", timeline.as_of), table, *_footnotes(timeline.footnotes))


def print_listing(listing: Listing, console: Console) -> None:
    """The listing."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
    for name in ("Pair", "Kind", "Stage", "Since", "How borne out", "Cap", "Payments", "Moved"):
        table.add_column(name, no_wrap=name == "Pair")
    for row in listing.rows:
        stage = _text(row.stage_label or row.note, _STAGES.get(row.stage or "", "dim"), row.notes)
        cells = (row.since, _borne(row.borne), "\n".join(row.caps), "\n".join(row.payments), moved_words(row))
        table.add_row(Text(row.key, "bold"), visible(row.kind), stage, *cells)
    console.print(_head("Arrangements on record", listing.as_of), table, *_footnotes(listing.footnotes))


def print_sheet(sheet: Sheet, console: Console) -> None:
    """A table."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
    for name in sheet.columns:
        # The words are what is read: what stands before them may wrap early.
        first = name == sheet.columns[0] and len(sheet.columns) == 2
        table.add_column(
            name, no_wrap=name in ("Of", "Known"), style="bold" if name == "Of" else "", max_width=26 if first else None
        )
    for row in sheet.rows:
        table.add_row(*(_cell(cell) for cell in row))
    console.print(_head(sheet.title, sheet.lead), table, *_footnotes(sheet.footnotes))


def _cell(cell: Cell) -> Text:
    before = Text(f"{visible(cell.before)} → ", "dim") if cell.before else Text()
    return before.append_text(_text(cell.text, "", cell.notes))


def _brief(brief: Brief) -> RenderableType:
    parts: list[RenderableType] = [_head(f"{brief.sending} → {brief.receiving}", brief.as_of)]
    for deal in brief.deals:
        parts += _deal(deal, alone=len(brief.deals) == 1)
    parts += _section("Transfers", brief.transfers, brief.moved)
    parts += _section("Courts", brief.proceedings)
    parts += _section("Who says what", brief.statements)
    parts += _section("Contested claims", brief.contested)
    for row in brief.around:
        parts += _section(row.label, row.values)
    if brief.gaps:
        parts += [Text("\nGaps", "bold"), Padding(Text(visible(brief.gaps)), (0, 0, 0, 2))]
    return Group(*parts, *_footnotes(brief.footnotes))


def _head(title: str, as_of: str) -> Group:
    return Group(
        Rule(Text(visible(title), "bold"), align="left", style="dim"),
        Text(f"{visible(as_of)}\n", "dim italic"),
    )


def _deal(deal: DealBrief, *, alone: bool) -> list[RenderableType]:
    parts: list[RenderableType] = []
    if not alone:
        parts.append(Text(f"\n{deal.key}  {visible(deal.told_apart_by)}", "bold dim"))
    parts.append(Text(visible(deal.headline), f"bold {_STAGES.get(deal.stage or '', '')}".strip()))
    parts.append(_life(deal.life))
    if deal.borne:
        parts.append(Text(f"{deal.borne.words}: {deal.borne.rule}", "dim"))
        for dissent in deal.borne.contested_by:
            parts.append(_text(f"contested: {dissent.text}", "red", dissent.notes))
    for dissent in deal.answered:
        parts.append(_text(f"denied before, confirmed since: {dissent.text}", "dim", dissent.notes))
    parts += _section("Why", deal.why)
    parts += _section("After that day, or not surely by then", deal.later)
    parts += _section("Told, not counted", deal.aside)
    if deal.terms:
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, show_edge=False)
        table.add_column(style="cyan", no_wrap=True)
        table.add_column()
        for row in deal.terms:
            table.add_row(row.label, Group(*(_value(value) for value in row.values)))
        parts += [Text("\nTerms", "bold"), Padding(table, (0, 0, 0, 2))]
    return parts


def _life(points: Sequence[LifePoint]) -> Text:
    line = Text()
    for point in points:
        style = {"current": "bold", "open": "dim", "later": "dim", "aside": "magenta"}.get(point.state, "")
        line.append(" ─ " if line else "", "dim").append(f"{_POINTS[point.state]} {visible(point.label)}", style)
        if point.when:
            line.append(f" {visible(point.when)}", "dim")
    return line


def _section(title: str, values: Sequence[Cited], lead: str = "") -> list[RenderableType]:
    if not values and not lead:
        return []
    parts: list[RenderableType] = [Text(f"\n{visible(title)}", "bold")]
    if lead:
        parts.append(Padding(Text(visible(lead)), (0, 0, 0, 2)))
    grid = Table.grid(padding=(0, 1))
    for value in values:
        grid.add_row(Text("  •", "dim"), _value(value))
    return [*parts, grid]


def _value(value: Cited) -> Text:
    text = _text(value.text, _MODALITIES.get(value.modality, ""), value.notes)
    for quote in value.quotes:
        text.append(f"\n“{visible(quote)}”", "not bold italic")
    small = [value.aside] if value.aside else []
    if value.borne:
        small.append(_borne(value.borne).plain)
    if small:
        text.append(f"  {visible('; '.join(small))}", "dim")
    return text


def _text(words: str, style: str, notes: Sequence[int]) -> Text:
    text = Text(visible(words), style)
    if notes:
        text.append(f" [{','.join(str(number) for number in notes)}]", "not bold cyan")
    return text


def _borne(borne: Borne | None) -> Text:
    if borne is None:
        return Text()
    text = Text(borne.words)
    if borne.contested_by:
        who = ", ".join(dict.fromkeys(visible(one.who) for one in borne.contested_by))
        text.append(f"; contested by {who}", "red")
    return text


def _footnotes(footnotes: Sequence[Footnote]) -> Iterable[RenderableType]:
    if not footnotes:
        return
    yield Text("\nFootnotes", "bold")
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", style="cyan")
    grid.add_column()
    for note in footnotes:
        facts = [part for part in (note.title, note.publisher, date_words(note.published)) if part]
        line = Text(visible(", ".join(facts)), "dim")
        for quote in note.quotes:
            line.append(f"\n“{visible(quote)}”", "not dim")
        grid.add_row(f"[{note.number}]".replace("[", r"\["), line)
    yield grid
