"""Items as people check them: each under an id made of what it says and where, and as cells that can be edited."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from transferwatch.dates import parse
from transferwatch.errors import DateFormatError, InputError
from transferwatch.matching.match import Item
from transferwatch.readings.reading import DocumentFacts, Reading, Span
from transferwatch.record.decisions import PARTS, About, item_adapter

ID_SIGNS = 12

# The cells of each part, by the path of the field in the item's JSON; what is not here stays as it was read.
CELLS: Mapping[str, Mapping[str, str]] = {
    "arrangements": {
        "sending": "sending",
        "receiving": "receiving",
        "kind": "kind",
        "stage": "stage",
        "modality": "modality",
        "when": "when",
        "nationalities": "terms.nationalities",
        "number": "terms.cap.number",
        "bound": "terms.cap.bound",
        "period": "terms.cap.period",
    },
    "transfers": {
        "sending": "from",
        "receiving": "to",
        "kind": "leg",
        "modality": "modality",
        "when": "when",
        "nationalities": "nationalities",
        "number": "count.number",
        "bound": "count.bound",
        "stopped": "stopped",
    },
    "proceedings": {
        "state": "state",
        "kind": "step",
        "modality": "modality",
        "when": "when",
        "who": "court",
        "temporary": "temporary",
    },
    "statements": {"state": "speaker.state", "kind": "stance", "when": "when", "who": "speaker.name"},
    "contested": {"kind": "topic", "what": "claim"},
    "measures": {"state": "state", "kind": "kind", "modality": "modality", "when": "when", "what": "what"},
}
FIELDS = tuple(dict.fromkeys(name for cells in CELLS.values() for name in cells))
_LISTS = frozenset({"sending", "terms.nationalities", "nationalities"})
_SWITCHES = frozenset({"stopped", "temporary"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An item on record, with its document."""

    id: str
    about: About
    facts: DocumentFacts

    @property
    def words(self) -> tuple[Span, ...]:
        """The words that it rests on."""
        return self.about.item.evidence


def items_of(readings: Iterable[Reading]) -> Iterator[Checked]:
    """Every item of the readings, by document and place in it."""
    for reading in sorted(readings, key=lambda one: one.document.id):
        for part in PARTS:
            for item in getattr(reading, part):
                about = About(document=reading.document.id, part=part, item=item)  # type: ignore[arg-type]
                yield Checked(id=item_id(about), about=about, facts=reading.document)


def item_id(about: About) -> str:
    """What an item is called by: it changes with what the item says."""
    body = item_adapter(about.part).dump_json(about.item, by_alias=True)
    return hashlib.sha256(b"\0".join((about.document.encode(), about.part.encode(), body))).hexdigest()[:ID_SIGNS]


def cells_of(about: About) -> dict[str, str]:
    """The fields of an item as cells; an empty cell is a field that is null."""
    plain = item_adapter(about.part).dump_python(about.item, mode="json", by_alias=True)
    return {name: _cell(_at(plain, path)) for name, path in CELLS[about.part].items()}


def corrected(about: About, cells: Mapping[str, str]) -> Item:
    """The item with what the cells say in place of what they said; InputError names the cell that makes no sense."""
    plain = item_adapter(about.part).dump_python(about.item, mode="json", by_alias=True)
    before = cells_of(about)
    for name, told in cells.items():
        if told == before.get(name):
            continue
        path = CELLS[about.part].get(name)
        if path is None:
            raise InputError(f"{about.part} have no field {name!r}", expected=f"one of {', '.join(CELLS[about.part])}")
        _check(name, told)
        _put(plain, path.split("."), _value(path, told))
    try:
        made: Item = item_adapter(about.part).validate_json(json.dumps(_without_halves(plain)))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputError(f"the field {where!r} cannot be {str(first['input'])[:60]!r}", expected=first["msg"]) from error
    return made


def _check(name: str, told: str) -> None:
    if name == "when" and told:
        try:
            parse(told)
        except DateFormatError as error:
            raise InputError(f"the date {told!r}", expected="a date in EDTF, such as 2025-05-04 or 2025-05") from error
    if name in ("sending", "receiving", "state", "nationalities"):
        for code in told.split("+") if told else ():
            if not (len(code) == 2 and code.isascii() and code.isupper()):
                raise InputError(f"{code!r} in {name}", expected="codes of two capitals (ISO 3166-1), joined by +")
    if name in ("number",) and told and not told.isdecimal():
        raise InputError(f"the number {told!r}", expected="digits alone")
    if name in _SWITCHES and told not in ("", "yes", "no"):
        raise InputError(f"{told!r} in {name}", expected="yes or no")


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return "+".join(str(one) for one in value)
    return "" if value is None else str(value)


def _value(path: str, told: str) -> Any:
    if path in _LISTS:
        return told.split("+") if told else []
    if told == "":
        return False if path == "stopped" else None
    if path in _SWITCHES:
        return told == "yes"
    return int(told) if path.endswith(".number") else told


def _at(plain: Any, path: str) -> Any:
    for name in path.split("."):
        plain = plain.get(name) if isinstance(plain, dict) else None
    return plain


def _put(plain: dict[str, Any], path: list[str], value: Any) -> None:
    for name in path[:-1]:
        if not isinstance(plain.get(name), dict):
            plain[name] = {}
        plain = plain[name]
    plain[path[-1]] = value


def _without_halves(plain: dict[str, Any]) -> dict[str, Any]:
    """A number that was taken away takes its bound and its period with it; one that was put there is exact, and in all."""
    for holder, name in ((plain.get("terms"), "cap"), (plain, "count")):
        found = holder.get(name) if isinstance(holder, dict) else None
        if isinstance(found, dict):
            if found.get("number") is None:
                holder[name] = None  # type: ignore[index]
            else:
                found["bound"] = found.get("bound") or "exact"
                if name == "cap":
                    found["period"] = found.get("period") or "total"
    return plain
