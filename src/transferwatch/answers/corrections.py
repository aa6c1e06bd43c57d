"""Corrections: the public log of what people decided, in order, each signed, dated and with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from transferwatch.answers.withheld import veil
from transferwatch.answers.wording import label
from transferwatch.codebook.codebook import Codebook
from transferwatch.record.decisions import About, Decision
from transferwatch.record.view import RecordView

_WHAT = {
    "accept": "accepted",
    "reject": "rejected",
    "correct": "corrected",
    "same": "held to be one",
    "different": "held to be two",
    "release": "a name released",
    "withhold": "a name withheld",
    "withdraw": "a document withdrawn",
    "restore": "a document restored",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One decision in words; `document` is what it is about, null for a name."""

    at: str
    by: str
    verb: str
    what: str
    about: str
    reason: str
    document: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """All decisions, the latest first."""

    corrections: tuple[Correction, ...]


def corrections(decisions: Iterable[Decision], view: RecordView, codebook: Codebook) -> Corrections:
    """The log; names that a document withholds, and names decided on, stay out of it."""
    return Corrections(corrections=tuple(_correction(one, view, codebook) for one in reversed(list(decisions))))


def _correction(decision: Decision, view: RecordView, codebook: Codebook) -> Correction:
    documents = decision.documents
    withheld = [span.text for document in documents for span in view.document(document).withheld]
    told = [_told(about, codebook) for about in decision.about]
    if decision.becomes is not None:
        told.append(_told(About(document="", part=decision.about[0].part, item=decision.becomes), codebook))
    link = {"correct": " → ", "same": " and ", "different": " and "}.get(decision.verb, "")
    text = link.join(told) or (_title(documents[0], view) if documents else "one name")
    hidden = [*withheld, *([decision.name] if decision.name and decision.verb == "withhold" else [])]
    return Correction(
        at=decision.at,
        by=decision.by,
        verb=decision.verb,
        what=_WHAT[decision.verb],
        about=veil(text, hidden),
        reason=veil(decision.reason, hidden),
        document=documents[0] if documents else None,
    )


def _title(document: str, view: RecordView) -> str:
    facts = view.document(document).facts
    return facts.title or facts.publisher or document[:12]


def _told(about: About, codebook: Codebook) -> str:
    item: Any = about.item
    when = getattr(item, "when", None)
    dated = f", {when}" if when else ""
    if about.part == "arrangements":
        mark = f" ({item.modality})" if item.modality != "happened" else ""
        pair = f"{'+'.join(item.sending)}-{item.receiving}"
        return f"{pair} {label(codebook, 'stages', item.stage)}{mark}{dated}"
    if about.part == "transfers":
        count = f"{item.count.number} people " if item.count else "people "
        return f"{count}{item.from_ or '?'}-{item.to or '?'} ({item.modality}){dated}"
    if about.part == "proceedings":
        return f"{item.court or 'a court'}: {item.step}{dated}"
    if about.part == "statements":
        speaker = item.speaker
        return f"{speaker.name or speaker.organisation or speaker.role or 'somebody'} {item.stance}{dated}"
    return f"{item.claim if about.part == 'contested' else item.what}{dated}"
