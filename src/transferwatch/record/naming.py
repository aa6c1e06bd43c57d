"""Which names are withheld: those that the reader withheld, less those that people released, and those that they withheld."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from transferwatch.matching.parties import fold
from transferwatch.readings.reading import Span
from transferwatch.record.decisions import ON_NAMES, Decision, in_order
from transferwatch.record.view import DocumentOnRecord


def hidden(document: DocumentOnRecord, text: str, decisions: Iterable[Decision]) -> DocumentOnRecord:
    """The document with its withheld places as people decided, name by name; the later decision on a name counts.

    A name is released or withheld as it is written, whatever its case and accents, and no part of it alone.
    """
    last: dict[str, str] = {}
    for decision in in_order(decisions):
        if decision.verb in ON_NAMES and decision.name:
            last[fold(decision.name)] = decision.verb
    kept = {span for span in document.withheld if last.get(fold(span.text)) != "release"}
    for decision in in_order(decisions):
        if decision.name and last.get(fold(decision.name)) == "withhold":
            kept |= set(_places(decision.name, text))
    return replace(document, withheld=tuple(sorted(kept)))


def _places(name: str, text: str) -> Iterable[Span]:
    wanted = r"(?<!\w)" + r"\s+".join(re.escape(word) for word in name.split()) + r"(?!\w)"
    for found in re.finditer(wanted, text, re.IGNORECASE):
        yield Span(start=found.start(), end=found.end(), text=found[0])
