"""`transferwatch review export SHEET`, `review import SHEET`: the round trip by spreadsheet."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from transferwatch.answers.withheld import full_names, veil_span
from transferwatch.cli.answering import open_workspace
from transferwatch.cli.signing import signed
from transferwatch.errors import UsageError
from transferwatch.matching.parties import parse_pair
from transferwatch.publish.controls import visible
from transferwatch.review.items import Checked, items_of
from transferwatch.review.sheets import SheetError, decisions_of, rows_of, sheet_rows, written
from transferwatch.storage.shelf import os_troubles
from transferwatch.workspace import Workspace


def run_export(sheet: str, data: str | None, pair: str | None, names: bool) -> int:
    """Write what is on record as a sheet; 1 where there is nothing."""
    path = Path(sheet)
    with open_workspace(data) as workspace:
        items = list(items_of(workspace.readings()))
        if pair is not None:
            meant = parse_pair(pair, workspace.codebook).text
            view = workspace.view()
            bearing = {one.about.document for one in items if meant in {two.text for two in view.bears_on(one.about.document)}}
            items = [one for one in items if one.about.document in bearing]
        if not items:
            sys.stderr.write("Nothing is on record to be checked.\n")
            return 1
        rows = list(rows_of(items, _withheld(workspace, items) if names else (), _words(workspace, items, names)))
    with os_troubles(path):
        number = written(rows, path)
    sys.stdout.write(f"{number:,} rows written to {path}\n")
    return 0


def run_import(sheet: str, data: str | None, by: str | None, reason: str | None, as_json: bool) -> int:
    """Take the decisions of an edited sheet, all or none; 2 where a row makes no sense."""
    path = Path(sheet)
    if not path.exists():
        raise UsageError("no such file", expected="a sheet that `review export` wrote", item=str(path))
    signature = signed(by, reason or "-")
    with open_workspace(data, create=True) as workspace:
        try:
            made = decisions_of(
                sheet_rows(path),
                items_of(workspace.readings()),
                by=signature["by"],
                at=signature["at"],
                reason=reason,
                sheet=str(path),
            )
        except SheetError as error:
            for bad in error.rows:
                told = {"row": bad.row, "reason": bad.reason}
                sys.stderr.write(json.dumps(told) + "\n" if as_json else f"row {bad.row}: {visible(bad.reason)}\n")
            raise
        new = workspace.decide(made)
    sys.stdout.write(json.dumps({"decisions": new}) + "\n" if as_json else f"{new:,} decisions taken.\n")
    return 0


def _words(workspace: Workspace, items: list[Checked], names: bool) -> dict[str, str]:
    """The words of each item, names withheld unless they are asked for."""
    view = workspace.view()
    shown = {}
    for one in items:
        withheld = () if names else view.document(one.about.document).withheld
        elsewhere = full_names(withheld)
        shown[one.id] = " … ".join(veil_span(span, withheld, elsewhere) for span in one.words)
    return shown


def _withheld(workspace: Workspace, items: list[Checked]) -> list[tuple[str, str]]:
    view = workspace.view()
    documents = sorted({one.about.document for one in items})
    return sorted({(document, span.text) for document in documents for span in view.document(document).withheld})
