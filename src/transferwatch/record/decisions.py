"""What people decide about the record: signed, dated, with a reason, and about an item by its words, never by row number.

accept     the item holds as it stood, whatever a later reader reads
reject     the item is left out of the record, and stays in the reading
correct    the item is to be read as `becomes`
same       two items tell of one thing
different  two items tell of two things
release    a name that was withheld is shown
withhold   a name that was shown is withheld
withdraw   a document no longer counts, with all that was read from it
restore    a withdrawn document counts again
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from pydantic import TypeAdapter, ValidationError

from transferwatch.errors import InputError
from transferwatch.matching.match import Item, Mention, Part, Ties
from transferwatch.readings.reading import (
    ArrangementReport,
    ContestedClaim,
    Measure,
    Proceeding,
    Reading,
    Span,
    Statement,
    Transfer,
)

Verb = Literal["accept", "reject", "correct", "same", "different", "release", "withhold", "withdraw", "restore"]
ON_ITEMS: Mapping[str, int] = {"accept": 1, "reject": 1, "correct": 1, "same": 2, "different": 2}
ON_NAMES = frozenset({"release", "withhold"})
ON_DOCUMENTS = frozenset({"withdraw", "restore"})
PARTS: Mapping[str, type] = {
    "arrangements": ArrangementReport,
    "transfers": Transfer,
    "proceedings": Proceeding,
    "statements": Statement,
    "contested": ContestedClaim,
    "measures": Measure,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """An item of a document, as it stood when it was decided on."""

    document: str
    part: Part
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision.  `at` is a time in UTC as RFC 3339 has it; `by` is who signs.

    `about` are the items, one or two; `becomes` is what a corrected item is to be read as; `name` and `document` are what
    decisions on names and documents are about.
    """

    verb: Verb
    by: str
    at: str
    reason: str
    about: tuple[About, ...] = ()
    becomes: Item | None = None
    document: str | None = None
    name: str | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of its JSON: what it is called by."""
        return hashlib.sha256(to_line(self).encode()).hexdigest()

    @property
    def order(self) -> tuple[str, str]:
        """Decisions count in the order in which they were made."""
        return (self.at, self.digest)

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents whose items it touches, sorted; none for a decision on a name."""
        return tuple(sorted({*([self.document] if self.document else []), *(about.document for about in self.about)}))


def in_order(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Every decision once, in the order in which they were made."""
    return tuple(sorted({decision.digest: decision for decision in decisions}.values(), key=lambda decision: decision.order))


@cache
def item_adapter(part: str) -> TypeAdapter[Any]:
    """What turns the items of a part into JSON and back."""
    return TypeAdapter(PARTS[part])


def to_line(decision: Decision) -> str:
    """The decision as one line of JSON, the same bytes for the same decision."""
    plain = {
        "verb": decision.verb,
        "by": decision.by,
        "at": decision.at,
        "reason": decision.reason,
        "about": [
            {
                "document": about.document,
                "part": about.part,
                "item": item_adapter(about.part).dump_python(about.item, by_alias=True),
            }
            for about in decision.about
        ],
        "becomes": item_adapter(decision.about[0].part).dump_python(decision.becomes, by_alias=True)
        if decision.becomes
        else None,
        "document": decision.document,
        "name": decision.name,
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_line(line: str) -> Decision:
    """The decision that a line holds; InputError where it holds none."""
    try:
        plain = json.loads(line)
        about = tuple(
            About(document=one["document"], part=one["part"], item=item_adapter(one["part"]).validate_python(one["item"]))
            for one in plain["about"]
        )
        becomes = item_adapter(about[0].part).validate_python(plain["becomes"]) if plain["becomes"] else None
        decision = Decision(
            verb=plain["verb"],
            by=plain["by"],
            at=plain["at"],
            reason=plain["reason"],
            about=about,
            becomes=becomes,
            document=plain["document"],
            name=plain["name"],
        )
    except (ValueError, KeyError, TypeError, IndexError, ValidationError) as error:
        raise InputError("a line that is no decision", expected="JSON as the decisions of a record have it") from error
    return checked(decision)


def checked(decision: Decision) -> Decision:
    """The decision, where it is whole; InputError says what it lacks."""
    wanted = ON_ITEMS.get(decision.verb, 0)
    lacks = (
        (decision.verb not in get_args(Verb), f"the verb {decision.verb!r}", f"one of {', '.join(get_args(Verb))}"),
        (not decision.by.strip(), "nobody who signs it", "a name or a role"),
        (not decision.reason.strip(), "no reason", "a reason in words"),
        (len(decision.about) != wanted, f"{len(decision.about)} items", f"{wanted} for {decision.verb}"),
        (decision.verb == "correct" and decision.becomes is None, "nothing to be read instead", "the corrected item"),
        (decision.verb in ON_NAMES and not (decision.name or "").strip(), "no name", "the name as the document has it"),
        (decision.verb in ON_DOCUMENTS and not decision.document, "no document", "the SHA-256 of its bytes"),
        (len({about.part for about in decision.about}) > 1, "items of two kinds", "two items of one kind"),
    )
    for wrong, found, expected in lacks:
        if wrong:
            raise InputError(f"a decision that has {found}", expected=expected)
    return decision


def withdrawn(decisions: Iterable[Decision]) -> frozenset[str]:
    """The documents that no longer count."""
    last: dict[str, str] = {}
    for decision in in_order(decisions):
        if decision.verb in ON_DOCUMENTS and decision.document:
            last[decision.document] = decision.verb
    return frozenset(document for document, verb in last.items() if verb == "withdraw")


def decided(reading: Reading, decisions: Iterable[Decision]) -> Reading:
    """The reading as people decided on it.  What is accepted or corrected holds even where the reading lacks it."""
    document = reading.document.id
    parts: dict[str, list[Item]] = {part: list(getattr(reading, part)) for part in PARTS}
    for decision in in_order(decisions):
        if decision.verb not in ("accept", "reject", "correct") or decision.about[0].document != document:
            continue
        about = decision.about[0]
        items = parts[about.part]
        at = _place(about.item, about.part, items)
        if decision.verb == "reject":
            if at is not None:
                del items[at]
            continue
        holds = decision.becomes if decision.becomes is not None else about.item
        if at is None:
            at = _place(holds, about.part, items)
        if at is None:
            items.append(holds)
        else:
            items[at] = holds
    if all(tuple(items) == getattr(reading, part) for part, items in parts.items()):
        return reading
    # Two items may have been corrected into one.
    once: dict[str, Any] = {part: tuple(dict.fromkeys(items)) for part, items in parts.items()}
    facts = {"document": reading.document, "reader": reading.reader, "notes": reading.notes, "withheld": reading.withheld}
    return Reading(**facts, **once)  # type: ignore[arg-type]


def meant(about: About, mentions: Sequence[Mention[Any]], decisions: Sequence[Decision]) -> Mention[Any] | None:
    """The mention that a decision is about, followed through later corrections; None where it is no longer there."""
    here = [mention for mention in mentions if (mention.document, mention.part) == (about.document, about.part)]
    items = [mention.item for mention in here]
    item = about.item
    at = _place(item, about.part, items)
    if at is None:
        for decision in decisions:
            corrected = decision.about[0] if decision.verb == "correct" else about
            if decision.becomes is None or (corrected.document, corrected.part) != (about.document, about.part):
                continue
            if _alike(corrected.item, item, about.part):
                item = decision.becomes
                at = _place(item, about.part, items)
    return None if at is None else here[at]


def ties_of(mentions: Sequence[Mention[Any]], decisions: Iterable[Decision]) -> Ties:
    """Which of these mentions people say are one thing, and which are two; the later decision on two mentions counts."""
    ordered = in_order(decisions)
    same: dict[frozenset[tuple[str, str, int]], str] = {}
    different: dict[frozenset[tuple[str, str, int]], str] = {}
    for decision in ordered:
        if decision.verb not in ("same", "different"):
            continue
        two = [meant(about, mentions, ordered) for about in decision.about]
        places = frozenset(mention.place for mention in two if mention is not None)
        if len(places) != 2:
            continue
        words = f"{decision.by}, {decision.at[:10]}: {decision.reason}"
        held, other = (same, different) if decision.verb == "same" else (different, same)
        held[places] = words
        other.pop(places, None)
    return Ties(same=same, different=different)


def _place(item: Item, part: str, items: Sequence[Item]) -> int | None:
    """Where the item that says the same at the same words stands; the one with most words in common."""
    alike = [(_overlap(item, other), -at) for at, other in enumerate(items) if _alike(item, other, part)]
    return -max(alike)[1] if alike else None


def _alike(one: Item, other: Item, part: str) -> bool:
    return core(one, part) == core(other, part) and _overlap(one, other) > 0


def core(item: Any, part: str) -> tuple[object, ...]:
    """What an item is about: the fields without which it would be another item."""
    if part == "arrangements":
        return (tuple(sorted(item.sending)), item.receiving, item.stage, item.modality)
    if part == "transfers":
        return (item.from_, item.to, item.leg, item.modality, item.stopped)
    if part == "proceedings":
        return (item.state, item.step, item.modality)
    if part == "statements":
        return (item.speaker.name or item.speaker.organisation, item.stance)
    return (item.topic,) if part == "contested" else (item.state, item.kind)


def _overlap(one: Item, other: Item) -> int:
    return sum(_shared(first, second) for first in one.evidence for second in other.evidence)


def _shared(first: Span, second: Span) -> int:
    return max(0, min(first.end, second.end) - max(first.start, second.start))
