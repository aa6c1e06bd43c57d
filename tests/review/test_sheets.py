"""A sheet goes out and comes back as decisions, or is refused row by row with nothing taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from by_hand import first_case
from transferwatch.errors import InputError, UsageError
from transferwatch.readings.reading import Cap, Quantity
from transferwatch.record.decisions import decided
from transferwatch.review.items import cells_of, corrected, items_of
from transferwatch.review.sheets import COLUMNS, SheetError, decisions_of, rows_of, sheet_rows, written

PAPER = (
    first_case()
    .transfer("GB-RW", 4, "2024", nationalities=("SO", "SD"), words=("migrants",))
    .proceeding("Supreme Court", "GB", "ruled_unlawful", when="2023-11-15", temporary=False, words=("2024",))
    .statement("Jane Doe", "RW", "confirms", "=in talks with the United States"[1:], about=("US-RW",))
    .claim("safety", "it is safe", "Rwanda", "UNHCR", "migrants")
    .measure("US", "an order", "deal")
)
ITEMS = list(items_of([PAPER.reading()]))
SIGNED: dict[str, Any] = {"by": "A. Reviewer", "at": "2026-02-01T00:00:00Z", "reason": "checked", "sheet": "review.csv"}


def rows() -> list[dict[str, str]]:
    return list(rows_of(ITEMS, [(PAPER.id, "Ama Example")], {one.id: "=words" for one in ITEMS}))


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_out_and_back_unedited_is_no_decision(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"review{ending}"
    assert written(rows(), path) == len(ITEMS) + 1
    back = sheet_rows(path)
    assert back == rows()
    assert decisions_of(back, ITEMS, **SIGNED) == ()


def test_what_a_document_says_is_never_a_formula(tmp_path: Path) -> None:
    written(rows(), tmp_path / "review.csv")
    assert ",'=words" in (tmp_path / "review.csv").read_text(encoding="utf-8-sig")
    written(rows(), tmp_path / "review.xlsx")
    sheet = load_workbook(tmp_path / "review.xlsx").worksheets[0]
    assert {sheet.cell(row=2, column=COLUMNS.index("words") + 1).data_type} == {"s"}


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_edited_cells_become_corrections(tmp_path: Path, ending: str) -> None:
    edited = rows()
    edited[2] |= {"modality": "planned", "when": "2025-06", "reason": "will talk"}
    edited[0] |= {"decision": "accept"}
    edited[1] |= {"decision": "Reject"}
    edited[3] |= {"number": "5", "bound": "at_least", "nationalities": "SD", "stopped": "yes"}
    edited[4] |= {"same as": "", "temporary": "yes", "who": "Court of Appeal"}
    edited[-1] |= {"decision": "release"}
    path = tmp_path / f"review{ending}"
    written(edited, path)
    made = decisions_of(sheet_rows(path), ITEMS, **SIGNED)
    assert [one.verb for one in made] == ["accept", "reject", "correct", "correct", "correct", "release"]
    assert [one.reason for one in made] == ["checked", "checked", "will talk", "checked", "checked", "checked"]
    reading = decided(PAPER.reading(), made)
    assert [(one.stage, one.modality, one.when) for one in reading.arrangements] == [
        ("signed", "happened", "2022"),
        ("in_talks", "planned", "2025-06"),
    ]
    (move,) = reading.transfers
    assert (move.count, move.nationalities, move.stopped) == (Quantity(number=5, bound="at_least"), ("SD",), True)
    assert (reading.proceedings[0].court, reading.proceedings[0].temporary) == ("Court of Appeal", True)
    assert made[-1].name == "Ama Example"


def test_a_cap_is_added_and_taken_away() -> None:
    about = ITEMS[0].about
    capped = corrected(about, {**cells_of(about), "number": "250"})
    assert capped.terms.cap == Cap(number=250, bound="exact", period="total")  # type: ignore[union-attr]
    assert corrected(about, {**cells_of(about), "when": ""}).when is None  # type: ignore[union-attr]


def test_one_thing_and_two_things() -> None:
    edited = rows()
    edited[0]["different from"] = ITEMS[1].id
    edited[2]["same as"] = f"{ITEMS[0].id} {ITEMS[1].id}"
    made = decisions_of(edited, ITEMS, **SIGNED)
    assert [(one.verb, one.about[1].item) for one in made] == [
        ("different", ITEMS[1].about.item),
        ("same", ITEMS[0].about.item),
        ("same", ITEMS[1].about.item),
    ]


@pytest.mark.parametrize(
    ("number", "cells", "reason"),
    [
        (0, {"item": "ffff"}, "no item 'ffff' is on record"),
        (0, {"decision": "perhaps"}, "the decision 'perhaps'"),
        (0, {"decision": "correct"}, "a correction that changes nothing"),
        (0, {"decision": "reject", "stage": "ended"}, "rejected and edited"),
        (0, {"stage": "initialled"}, "the field 'stage' cannot be 'initialled'"),
        (0, {"when": "May 2025"}, "the date 'May 2025'"),
        (0, {"receiving": "Rwanda"}, "'Rwanda' in receiving"),
        (0, {"number": "many"}, "the number 'many'"),
        (0, {"stopped": "yes"}, "arrangements have no field 'stopped'"),
        (0, {"part": "transfers"}, "part 'transfers'"),
        (0, {"same as": "ffff"}, "no item 'ffff' in 'same as'"),
        (0, {"same as": ITEMS[0].id}, "the item itself in 'same as'"),
        (0, {"same as": ITEMS[3].id}, "items of two kinds"),
        (3, {"stopped": "perhaps"}, "'perhaps' in stopped"),
        (-1, {"decision": "accept"}, "the decision 'accept' on a name"),
    ],
)
def test_a_row_that_makes_no_sense_is_named_and_nothing_is_taken(number: int, cells: dict[str, str], reason: str) -> None:
    edited = rows()
    edited[1] |= {"decision": "accept"}
    edited[number] |= cells
    with pytest.raises(SheetError) as refused:
        decisions_of(edited, ITEMS, **SIGNED)
    (bad,) = refused.value.rows
    assert bad.row == (number % len(edited)) + 2
    assert reason in bad.reason


def test_a_decision_without_a_reason_is_refused() -> None:
    edited = rows()
    edited[0]["decision"] = "accept"
    with pytest.raises(SheetError) as refused:
        decisions_of(edited, ITEMS, **{**SIGNED, "reason": None})
    assert "no reason" in refused.value.rows[0].reason


def test_sheets_that_are_none(tmp_path: Path) -> None:
    for name, content in (("a.csv", b"\xff\xfe\x00"), ("b.csv", b"x,y\n1,2\n"), ("c.xlsx", b"no workbook"), ("d.csv", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError):
            sheet_rows(tmp_path / name)
    with pytest.raises(UsageError):
        sheet_rows(tmp_path / "e.ods")
    with pytest.raises(UsageError):
        written([], tmp_path / "e.ods")


def test_semicolons_and_reordered_columns_are_understood(tmp_path: Path) -> None:
    names = ["item", "part", "decision", "reason"]
    lines = [";".join(names), ";".join((ITEMS[0].id, "arrangements", "reject", "not so"))]
    (tmp_path / "a.csv").write_text("\n".join(lines) + "\n;;;\n", encoding="utf-8")
    (made,) = decisions_of(sheet_rows(tmp_path / "a.csv"), ITEMS, **SIGNED)
    assert (made.verb, made.reason) == ("reject", "not so")
