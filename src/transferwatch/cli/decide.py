"""`transferwatch decide VERB ITEM…`: one decision, signed and with a reason."""

from __future__ import annotations

import sys

from transferwatch.cli.answering import open_workspace
from transferwatch.cli.signing import signed
from transferwatch.errors import InputError, UsageError
from transferwatch.record.decisions import ON_ITEMS, ON_NAMES, Decision, checked
from transferwatch.review.items import Checked, corrected, items_of


def run(verb: str, things: list[str], data: str | None, by: str | None, reason: str | None, changes: list[str]) -> int:
    """Take the decision; InputError where it is about nothing on record."""
    wanted = 1 if verb in ON_NAMES else ON_ITEMS.get(verb)
    if wanted is None:
        raise UsageError(f"no decision {verb!r}", expected=f"one of {', '.join((*ON_ITEMS, *sorted(ON_NAMES)))}", item="VERB")
    if len(things) != wanted:
        raise UsageError(f"{len(things)} items", expected=f"{wanted} for {verb}", item="ITEM")
    if bool(changes) != (verb == "correct"):
        raise UsageError("--set goes with `correct`, and `correct` with --set", expected="FIELD=VALUE", item="--set")
    signature = signed(by, reason)
    with open_workspace(data, create=True) as workspace:
        if verb in ON_NAMES:
            made = Decision(verb=verb, name=things[0], **signature)  # type: ignore[arg-type]
        else:
            known = list(items_of(workspace.readings()))
            about = tuple(_meant(thing, known).about for thing in things)
            becomes = corrected(about[0], _cells(changes)) if verb == "correct" else None
            made = Decision(verb=verb, about=about, becomes=becomes, **signature)  # type: ignore[arg-type]
        new = workspace.decide([checked(made)])
    sys.stdout.write("Decided.\n" if new else "This was decided before.\n")
    return 0


def _meant(thing: str, known: list[Checked]) -> Checked:
    found = [one for one in known if one.id == thing]
    if not found:
        raise InputError(
            "no item of that id is on record",
            expected="an id of the column `item` of `transferwatch review export`",
            remedy="Export anew: an item that was corrected or read again goes by another id",
            item=thing,
        )
    return found[0]


def _cells(changes: list[str]) -> dict[str, str]:
    cells = {}
    for change in changes:
        name, equals, value = change.partition("=")
        if not equals:
            raise UsageError(f"{change!r}", expected="FIELD=VALUE, as in modality=planned", item="--set")
        cells[name.strip()] = value.strip()
    return cells
