"""Sheets for review: what is on record as rows that can be edited, and edited rows as decisions.

A row is an item, or a name that is withheld. An edited cell corrects its item; the columns `decision`, `same as` and
`different from` say the rest. A sheet with a row that makes no sense is refused as a whole, with the reason for every such row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from transferwatch.errors import InputError, UsageError
from transferwatch.record.decisions import Decision, checked
from transferwatch.review.items import FIELDS, Checked, cells_of, corrected

ASKED = ("decision", "reason", "same as", "different from")
FIXED = ("item", "part", "document", "published", "publisher", "words")
COLUMNS = (*ASKED, "item", "part", *FIELDS, "document", "published", "publisher", "words")
NAME = "name"
_DRIVING = ("=", "+", "-", "@", "\t", "\r")  # with which a cell would be a formula


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that makes no sense: its number in the sheet, from 1 for the heading, and why."""

    row: int
    reason: str


class SheetError(InputError):
    """A sheet of which nothing was taken; `rows` are those that make no sense."""

    def __init__(self, rows: Sequence[BadRow], item: str) -> None:
        self.rows = tuple(rows)
        super().__init__(
            f"{len(rows)} rows make no sense; nothing was taken",
            expected="rows as `review export` writes them, with decisions in the first columns",
            remedy="Mend the rows that are named, and import the sheet again",
            item=item,
        )


def rows_of(items: Iterable[Checked], names: Iterable[tuple[str, str]], words: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The rows: one for each item, then one for each withheld name with its document; `words` are the words of items as they
    may be shown, by id.
    """
    for one in items:
        yield {
            **dict.fromkeys(COLUMNS, ""),
            **cells_of(one.about),
            "item": one.id,
            "part": one.about.part,
            "document": one.about.document,
            "published": one.facts.published or "",
            "publisher": one.facts.publisher or "",
            "words": words[one.id],
        }
    for document, name in names:
        yield {**dict.fromkeys(COLUMNS, ""), "part": NAME, "who": name, "document": document}


def decisions_of(
    rows: Sequence[Mapping[str, str]], items: Iterable[Checked], *, by: str, at: str, reason: str | None, sheet: str
) -> tuple[Decision, ...]:
    """The decisions that an edited sheet comes to; SheetError where any row makes no sense.

    `reason` stands for all rows that give none; `at` is when they are signed.
    """
    known = {one.id: one for one in items}
    made: list[Decision] = []
    bad: list[BadRow] = []
    for number, row in enumerate(rows, start=2):
        try:
            made += _decisions(row, known, {"by": by, "at": at, "reason": (row.get("reason") or reason or "").strip()})
        except InputError as error:
            bad.append(BadRow(row=number, reason=str(error)))
    if bad:
        raise SheetError(bad, sheet)
    return tuple(made)


def _decisions(row: Mapping[str, str], known: Mapping[str, Checked], signed: dict[str, str]) -> Iterator[Decision]:
    verb = row.get("decision", "").strip().lower()
    if row.get("part") == NAME:
        if verb:
            if verb not in ("release", "withhold"):
                raise InputError(f"the decision {verb!r} on a name", expected="release or withhold")
            yield checked(Decision(verb=verb, name=row.get("who", ""), **signed))  # type: ignore[arg-type]
        return
    item = known.get(row.get("item", ""))
    if item is None:
        raise InputError(
            f"no item {row.get('item', '')!r} is on record as the sheet has it",
            expected="the id in the column `item`, untouched",
            remedy="Export a sheet anew: it was read again, or decided on, since",
        )
    if row.get("part", item.about.part) != item.about.part:
        raise InputError(f"part {row['part']!r}", expected=item.about.part)
    becomes = corrected(
        item.about, {name: row[name].strip() for name in FIELDS if name in row and (row[name].strip() or _has(item, name))}
    )
    edited = becomes != item.about.item
    if verb and verb not in ("accept", "reject", "correct"):
        raise InputError(f"the decision {verb!r} on an item", expected="accept, reject, correct or nothing")
    if verb == "reject" and edited:
        raise InputError("a row that is rejected and edited", expected="one of the two")
    if verb == "correct" and not edited:
        raise InputError("a correction that changes nothing", expected="at least one edited cell")
    about: dict[str, Any] = {"about": (item.about,)}
    if edited:
        yield checked(Decision(verb="correct", becomes=becomes, **about, **signed))  # type: ignore[arg-type]
    elif verb:
        yield checked(Decision(verb=verb, **about, **signed))  # type: ignore[arg-type]
    for column, tie in (("same as", "same"), ("different from", "different")):
        for other in row.get(column, "").split():
            if other not in known:
                raise InputError(f"no item {other!r} in {column!r}", expected="the id of an item of the record")
            if other == item.id:
                raise InputError(f"the item itself in {column!r}", expected="the id of another item")
            yield checked(Decision(verb=tie, about=(item.about, known[other].about), **signed))  # type: ignore[arg-type]


def _has(item: Checked, name: str) -> bool:
    return name in cells_of(item.about)


def written(rows: Iterable[Mapping[str, str]], path: Path) -> int:
    """Write the rows as CSV or XLSX, by the ending of the name; how many."""
    kept = list(rows)
    if path.suffix.lower() == ".csv":
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows([_harmless(row[name]) for name in COLUMNS] for row in kept)
        # With the mark that spreadsheets know UTF-8 by.
        path.write_bytes(out.getvalue().encode("utf-8-sig"))
    elif path.suffix.lower() == ".xlsx":
        _write_xlsx(kept, path)
    else:
        raise _no_format(path)
    return len(kept)


def _write_xlsx(rows: Sequence[Mapping[str, str]], path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet("review")
    sheet.freeze_panes = "A2"
    from openpyxl.cell import WriteOnlyCell

    heading = [WriteOnlyCell(sheet, value=name) for name in COLUMNS]
    for cell in heading:
        cell.font = Font(bold=True)
    sheet.append(heading)
    for row in rows:
        cells = [WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("�", row[name]) or None) for name in COLUMNS]
        for cell in cells:
            if cell.value is not None:
                cell.data_type = "s"  # never a formula
        sheet.append(cells)
    book.save(path)


def sheet_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV or XLSX sheet, empty ones left out; InputError where it is none, or lacks a column."""
    if path.suffix.lower() == ".csv":
        try:
            content = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"cannot be read ({error})", expected="a CSV file in UTF-8", item=str(path)) from error
        dialect = "excel" if content.split("\n", 1)[0].count(",") >= content.split("\n", 1)[0].count(";") else None
        table = list(csv.reader(io.StringIO(content, newline=""), delimiter="," if dialect else ";"))
    elif path.suffix.lower() == ".xlsx":
        table = _read_xlsx(path)
    else:
        raise _no_format(path)
    heading = [name.strip().lower() for name in table[0]] if table else []
    lacking = [name for name in ("decision", "item", "part") if name not in heading]
    if lacking:
        raise InputError(
            f"a sheet without the column {lacking[0]!r}", expected="a sheet as `review export` writes it", item=str(path)
        )
    return [_row(heading, cells) for cells in table[1:] if any(cell.strip() for cell in cells)]


def _row(heading: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    padded = [*cells, *[""] * (len(heading) - len(cells))]
    return {name: _unmarked(cell) for name, cell in zip(heading, padded, strict=False) if name}


def _read_xlsx(path: Path) -> list[list[str]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
        return [["" if value is None else _text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError, IndexError) as error:
        raise InputError(f"cannot be read ({error})", expected="an XLSX workbook", item=str(path)) from error


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    # A day that a spreadsheet took for one of its own.
    return value.date().isoformat() if hasattr(value, "date") else str(value)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_DRIVING) else cell


def _unmarked(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_DRIVING) else cell


def _no_format(path: Path) -> UsageError:
    return UsageError(f"no format for {path.suffix or 'a name without an ending'}", expected=".csv or .xlsx", item=str(path))
