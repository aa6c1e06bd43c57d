"""What people decide about the record: inputs of `settle`, applied by what they are about and never by row
number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from transferwatch.matching.match import Item, Mention, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's decision about the items of one part of a document whose evidence starts and ends there,
    with a reason.

    Only `reject` is decided so far: the item is left out of the record, and stays in the reading.
    """

    verb: Literal["reject"]
    document: str
    part: Part
    start: int
    end: int
    by: str
    on: date
    reason: str


def upheld(mentions: Iterable[Mention[Item]], decisions: Sequence[Decision]) -> tuple[Mention[Item], ...]:
    """The items that no decision rejects."""
    rejected = {(decision.document, decision.part, decision.start, decision.end) for decision in decisions}
    return tuple(
        mention
        for mention in mentions
        if not any((mention.document, mention.part, span.start, span.end) in rejected for span in mention.evidence)
    )
