"""PLOVER gold records (openeventdata): whether the states of an event's actors are read from its sentence.

Gold are the states that `source` and `target` are coded with; codes of no state (IGO, NGO) are passed over, and so is
the state of `eventLoc` where the record gives one, since no actor of the event need stand for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from evaluation.public.alpha3 import ALPHA_2
from evaluation.public.measured import Measured, figures_of, open_halves
from transferwatch.codebook.codebook import Codebook
from transferwatch.errors import SourceError
from transferwatch.readings.agreement import Tally

TARGETS = {"countries.f1": 0.85}
# Slips of the set: codes of older lists for the same states.
_SLIPS = {"JAP": "JP", "ITL": "IT", "VTN": "VN"}


def measure(path: Path, book: Codebook) -> Measured:
    """The figures on a file of records, or on PLOVER_GSR*.txt in or below the folder."""
    files = open_halves([path] if path.is_file() else path.rglob("PLOVER_GSR*.txt"), path, expected="PLOVER_GSR*.txt")
    tally = Tally()
    misses: list[str] = []
    for record in (record for file in files for record in records_of(file)):
        gold, place = actors_of(record), _place(record)
        found = _read(record["text"], record.get("date"), book) - (place - gold)
        tally += Tally(both=len(gold & found), left=len(gold), right=len(found))
        if gold != found:
            missed, more = (" ".join(sorted(codes)) or "-" for codes in (gold - found, found - gold))
            misses.append(f"{record.get('id')} missed {missed}, read too {more}: {record['text']}")
    return Measured(figures=figures_of("countries", tally), targets=TARGETS, misses=tuple(misses))


def records_of(file: Path) -> Iterator[dict[str, Any]]:
    """The records that have a text; SourceError where the file holds no list of them."""
    try:
        records = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise SourceError(f"no JSON ({error})", expected="a list of records", item=str(file)) from error
    if not isinstance(records, list):
        raise SourceError("JSON that is no list", expected="a list of records", item=str(file))
    for record in records:
        if isinstance(record, dict) and isinstance(record.get("text"), str):
            yield record


def actors_of(record: Mapping[str, Any]) -> set[str]:
    """The states of source and target, by alpha-2 code."""
    actors = [actor for side in ("source", "target") for actor in record.get(side) or () if isinstance(actor, dict)]
    codes = {str(actor.get("code"))[:3] for actor in actors}
    return {ALPHA_2.get(code) or _SLIPS.get(code) or "" for code in codes} - {""}


def _place(record: Mapping[str, Any]) -> set[str]:
    place = record.get("eventLoc")
    return {str(place.get("country code"))} if isinstance(place, dict) else set()


def _read(text: str, on: str | None, book: Codebook) -> set[str]:
    from transferwatch.readings.by_rule.actors import find_actors
    from transferwatch.readings.by_rule.page import lay_open

    page = lay_open(text, on, book)
    find_actors(page)
    return {state.code for state in page.states} | {body.state for body in page.bodies if body.state}
