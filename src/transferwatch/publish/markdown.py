"""An answer as Markdown, with footnotes; whatever the documents say stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from transferwatch.answers.brief import Brief, DealBrief
from transferwatch.answers.footnotes import Borne, Cited, Footnote
from transferwatch.answers.listing import Listing, ListingRow
from transferwatch.answers.timeline import Moment, Timeline
from transferwatch.answers.wording import date_words, listed
from transferwatch.publish.controls import visible, web_address
from transferwatch.publish.sheet import Cell, Sheet

_SPECIAL = re.compile(r"([\\`*_\[\]|~$])")
_AT_START = re.compile(r"^(\d*)([-+#>=:.)])")


def brief_markdown(brief: Brief) -> str:
    """The brief."""
    return _joined(_brief(brief))


def timeline_markdown(timeline: Timeline) -> str:
    """The timeline."""
    return _joined(_timeline(timeline))


def listing_markdown(listing: Listing) -> str:
    """The listing."""
    return _joined(_listing(listing))


def sheet_markdown(sheet: Sheet) -> str:
    """A table."""
    return _joined(_sheet(sheet))


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def escaped(text: str) -> str:
    """Words that Markdown and the HTML in it leave as they are."""
    plain = visible(text).replace("&", "&amp;").replace("<", "&lt;")
    return _AT_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", plain).strip())


def _notes(numbers: Sequence[int]) -> str:
    return "".join(f"[^{number}]" for number in numbers)


def _brief(brief: Brief) -> Iterator[str]:
    yield f"# {escaped(brief.sending)} → {escaped(brief.receiving)}"
    yield ""
    yield f"Where it stood {escaped(brief.as_of)}."
    for deal in brief.deals:
        yield from _deal(deal, alone=len(brief.deals) == 1)
    yield from _section("Transfers", brief.transfers, brief.moved)
    yield from _section("Courts", brief.proceedings)
    yield from _section("Who says what", brief.statements)
    yield from _section("Contested claims", brief.contested)
    for row in brief.around:
        yield from _section(row.label, row.values)
    if brief.gaps:
        yield from ("", "## Gaps", "", escaped(f"{brief.gaps[:1].upper()}{brief.gaps[1:]}."))
    yield from _footnotes(brief.footnotes)


def _deal(deal: DealBrief, *, alone: bool) -> Iterator[str]:
    if not alone:
        yield from ("", f"## {escaped(deal.key)}", "", escaped(deal.told_apart_by))
    yield from ("", f"**{escaped(deal.headline)}**")
    if deal.borne:
        yield from ("", escaped(_borne_words(deal.borne)))
        for dissent in deal.borne.contested_by:
            yield f"- contested: {escaped(dissent.text)} {_notes(dissent.notes)}"
    for dissent in deal.answered:
        yield f"- denied before, confirmed since: {escaped(dissent.text)} {_notes(dissent.notes)}"
    yield from _section("Why", deal.why)
    yield from _section("After that day, or not surely by then", deal.later)
    yield from _section("Told, not counted", deal.aside)
    if deal.terms:
        yield from ("", "## Terms", "")
        for row in deal.terms:
            yield from (_item(value, f"**{escaped(row.label)}:** ") for value in row.values)


def _section(title: str, values: Sequence[Cited], lead: str = "") -> Iterator[str]:
    if not values and not lead:
        return
    yield from ("", f"## {escaped(title)}", "")
    if lead:
        yield from (escaped(lead), "")
    for value in values:
        yield _item(value)


def _item(value: Cited, label: str = "") -> str:
    small = [value.aside] if value.aside else []
    if value.borne:
        small.append(value.borne.words)
        small += [f"contested by {one.who}" for one in value.borne.contested_by]
    qualified = f" *({escaped('; '.join(small))})*" if small else ""
    quoted = "".join(f"\n  > {escaped(quote)}" for quote in value.quotes)
    return f"- {label}{escaped(value.text)}{qualified}{_notes(value.notes)}{quoted}"


def _borne_words(borne: Borne) -> str:
    return f"{borne.words}: {borne.rule}"


def _footnotes(footnotes: Sequence[Footnote]) -> Iterator[str]:
    if footnotes:
        yield ""
    for note in footnotes:
        title = escaped(note.title)
        address = web_address(note.url)
        if address:
            title = f"[{title}](<{address.replace('>', '%3E').replace('<', '%3C')}>)"
        facts = [part for part in (note.publisher, date_words(note.published)) if part]
        quotes = " · ".join(f"“{escaped(quote)}”" for quote in note.quotes)
        yield f"[^{note.number}]: {title}{', ' if facts else ''}{escaped(', '.join(facts))}: {quotes}"


def _timeline(timeline: Timeline) -> Iterator[str]:
    yield f"# Timeline: {escaped(timeline.title)}"
    yield ""
    yield f"What happened, in order, {escaped(timeline.as_of)}."
    yield from ("", "| When | Pair | What | How borne out |", "|---|---|---|---|")
    for moment in timeline.moments:
        yield f"| {escaped(moment.when)} | {moment.pair} | {_moment(moment)} | {_how(moment.borne)} |"
    yield from _footnotes(timeline.footnotes)


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f"# {escaped(sheet.title)}"
    yield ""
    yield f"{escaped(sheet.lead[:1].upper() + sheet.lead[1:])}."
    yield from ("", f"| {' | '.join(sheet.columns)} |", "|---" * len(sheet.columns) + "|")
    for row in sheet.rows:
        yield f"| {' | '.join(_cell(cell) for cell in row)} |"
    yield from _footnotes(sheet.footnotes)


def _cell(cell: Cell) -> str:
    words = f"{escaped(cell.before)} → {escaped(cell.text)}" if cell.before else escaped(cell.text)
    return f"{words} {_notes(cell.notes)}".rstrip()


def _moment(moment: Moment) -> str:
    small = f" *({escaped(moment.aside)})*" if moment.aside else ""
    return f"{escaped(moment.text)}{small}{_notes(moment.notes)}"


def _how(borne: Borne | None) -> str:
    if borne is None:
        return ""
    contested = f"; contested by {listed([one.who for one in borne.contested_by])}" if borne.contested_by else ""
    return escaped(borne.words + contested)


def _listing(listing: Listing) -> Iterator[str]:
    yield "# Arrangements on record"
    yield ""
    yield f"Where they stood {escaped(listing.as_of)}."
    yield from (
        "",
        "| Pair | States | Kind | Stage | Since | How borne out | Cap | Payments | Moved |",
        "|---" * 9 + "|",
    )
    for row in listing.rows:
        cells = (
            row.key,
            f"{escaped(row.sending)} → {escaped(row.receiving)}",
            escaped(row.kind),
            f"{escaped(row.stage_label or row.note)}{_notes(row.notes)}",
            escaped(row.since),
            _how(row.borne),
            escaped("; ".join(row.caps)),
            escaped("; ".join(row.payments)),
            escaped(moved_words(row)),
        )
        yield f"| {' | '.join(cells)} |"
    yield from _footnotes(listing.footnotes)


def moved_words(row: ListingRow) -> str:
    """The bounds on people moved: empty where nothing is on record, which is not none."""
    if row.moved_at_least is None:
        return ""
    if row.moved_at_most in (None, row.moved_at_least):
        return f"at least {row.moved_at_least:,}"
    return f"{row.moved_at_least:,} to {row.moved_at_most:,} on record"
