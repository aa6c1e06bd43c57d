"""Which item of one reading is the same as which of another, and in which fields the two say the same.

The rules of the scorer that the coding manual comes with, kept as they are so that figures can be compared:
places in the text, parties, numbers and names decide, never the wording of a coder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transferwatch.readings.reading import (
    ArrangementReport,
    ContestedClaim,
    Measure,
    Proceeding,
    Span,
    Statement,
    Transfer,
)

# Of a statement's words, the least share that two codings of it have in common.
SAME_WORDS = 0.3
# Words that tell no speaker or court from another.
_NO_NAMES = frozenset({"the", "of", "and", "for", "us", "u", "s", "federal", "a", "in", "court", "judge"})
_WORD = re.compile(r"[a-z]{2,}")
_MONTH = re.compile(r"\d{4}(?:-\d\d)?")


# What makes two items the same --------------------------------------------------------------------


def overlap(left: Sequence[Span], right: Sequence[Span]) -> float:
    """The characters that two lists of spans share, over those of the shorter list."""
    one, other = _stretches(left), _stretches(right)
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
    sizes = (sum(end - start for start, end in one), sum(end - start for start, end in other))
    return shared / max(1, min(sizes))


def _stretches(spans: Sequence[Span]) -> list[tuple[int, int]]:
    """The spans without overlap, in the order of the text."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((span.start, span.end) for span in spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _names(*texts: str | None) -> set[str]:
    return {word for text in texts if text for word in _WORD.findall(text.lower())} - _NO_NAMES


def same_speaker(one: Statement, other: Statement) -> bool:
    """Whether the names have a word in common; where one is missing, whether all that is known of them has."""
    a, b = one.speaker, other.speaker
    if a.name and b.name:
        return bool(_names(a.name) & _names(b.name))
    return bool(_names(a.name, a.role, a.organisation) & _names(b.name, b.role, b.organisation))


def same_when(one: str | None, other: str | None) -> bool:
    """Whether two dates agree to the month, or to the year where one gives no more."""
    if not one or not other:
        return one == other
    return one[:7] == other[:7] or bool(set(_MONTH.findall(one)) & set(_MONTH.findall(other)))


def _like_reports(one: ArrangementReport, other: ArrangementReport) -> float:
    if one.receiving != other.receiving or not set(one.sending) & set(other.sending):
        return 0
    same_step = 2 * (one.stage == other.stage) + (one.modality == other.modality)
    shared = overlap(one.evidence, other.evidence)
    return same_step + shared if shared or same_step >= 2 else 0


def _like_transfers(one: Transfer, other: Transfer) -> float:
    if (one.from_, one.to) != (other.from_, other.to):
        return 0
    first = one.count.number if one.count else None
    second = other.count.number if other.count else None
    shared = overlap(one.evidence, other.evidence)
    if first is not None and first == second:
        return 2 + shared
    return 1 + shared if (first is None or second is None) and shared > 0 else 0


def _like_proceedings(one: Proceeding, other: Proceeding) -> float:
    return _like_proceedings_any_step(one, other) if one.step == other.step else 0


def _like_proceedings_any_step(one: Proceeding, other: Proceeding) -> float:
    shared = overlap(one.evidence, other.evidence)
    return 1 + shared + len(_names(one.court, one.judge) & _names(other.court, other.judge)) if shared > 0 else 0


def _like_statements(one: Statement, other: Statement) -> float:
    shared = overlap(one.evidence, other.evidence)
    return shared if shared >= SAME_WORDS and same_speaker(one, other) else 0


def _like_claims(one: ContestedClaim, other: ContestedClaim) -> float:
    shared = overlap(one.evidence, other.evidence)
    return shared + 0.2 * (one.topic == other.topic) if shared > 0 else 0


def _like_measures(one: Measure, other: Measure) -> float:
    return overlap(one.evidence, other.evidence) if one.state == other.state else 0


# What the reports of a reading tell, each thing once ----------------------------------------------


def _pairs(reports: Sequence[ArrangementReport]) -> set[tuple[object, ...]]:
    return {(sender, one.receiving) for one in reports for sender in one.sending or (None,)}


def _stages(reports: Sequence[ArrangementReport]) -> set[tuple[object, ...]]:
    return {(*pair, one.stage) for one in reports for pair in _pairs([one])}


def _modalities(reports: Sequence[ArrangementReport]) -> set[tuple[object, ...]]:
    return {(*pair, one.stage, one.modality) for one in reports for pair in _pairs([one])}


def _caps(reports: Sequence[ArrangementReport]) -> set[tuple[object, ...]]:
    return {(*pair, one.terms.cap.number) for one in reports if one.terms.cap for pair in _pairs([one])}


def _payments(reports: Sequence[ArrangementReport]) -> set[tuple[object, ...]]:
    return {
        (*pair, money.amount, money.currency)
        for one in reports
        for money in one.terms.payments
        if money.amount
        for pair in _pairs([one])
    }


TOLD: Mapping[str, Callable[[Sequence[ArrangementReport]], set[tuple[object, ...]]]] = {
    "pair": _pairs,
    "pair+stage": _stages,
    "pair+stage+modality": _modalities,
    "cap": _caps,
    "payment": _payments,
}


# Whether matched items say the same in a field; None where neither says anything ------------------

Same = Callable[[Any, Any], bool | None]


def _equal(name: str) -> Same:
    return lambda one, other: bool(getattr(one, name) == getattr(other, name))


def _when(one: Any, other: Any) -> bool:
    return same_when(one.when, other.when)


def _words(name: str) -> Same:
    """Whether two wordings have a word in common, or no word ("X", "a court") that tells them apart."""

    def same(one: Any, other: Any) -> bool | None:
        first, second = getattr(one, name), getattr(other, name)
        if not first and not second:
            return None
        listed = [value if isinstance(value, tuple) else (value,) for value in (first, second)]
        names, others = _names(*listed[0]), _names(*listed[1])
        return bool(names & others) or (bool(first and second) and not names and not others)

    return same


def _source_kind(one: Any, other: Any) -> bool | None:
    if not one.sources and not other.sources:
        return None
    return bool({source.kind for source in one.sources} & {source.kind for source in other.sources})


def _cap(one: ArrangementReport, other: ArrangementReport) -> bool | None:
    return None if one.terms.cap is other.terms.cap is None else one.terms.cap == other.terms.cap


def _payment(one: ArrangementReport, other: ArrangementReport) -> bool | None:
    first, second = set(one.terms.payments), set(other.terms.payments)
    return first == second if first or second else None


def _count(one: Transfer, other: Transfer) -> bool | None:
    return None if one.count is other.count is None else one.count == other.count


def _nationalities(one: Transfer, other: Transfer) -> bool:
    return set(one.nationalities) == set(other.nationalities)


def _speaker_state(one: Statement, other: Statement) -> bool:
    return one.speaker.state == other.speaker.state


def _speaker_named(one: Statement, other: Statement) -> bool:
    return one.speaker.named == other.speaker.named


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How the items of a part are matched, whether they are counted, and what is asked of matched ones."""

    item: str
    part: str
    likeness: Callable[[Any, Any], float]
    counted: bool = True
    fields: Mapping[str, Same]
    codes: tuple[str, ...] = ()


RULES: tuple[Rule, ...] = (
    Rule(
        item="arrangement",
        part="arrangements",
        likeness=_like_reports,
        counted=False,  # counted by what they tell: two reports of one step are one
        fields={
            "kind": _equal("kind"),
            "stage": _equal("stage"),
            "modality": _equal("modality"),
            "when": _when,
            "cap": _cap,
            "payment": _payment,
            "source_kind": _source_kind,
        },
        codes=("stage", "modality", "kind"),
    ),
    Rule(
        item="transfer",
        part="transfers",
        likeness=_like_transfers,
        fields={
            "modality": _equal("modality"),
            "when": _when,
            "nationalities": _nationalities,
            "leg": _equal("leg"),
            "count": _count,
            "stopped": _equal("stopped"),
            "source_kind": _source_kind,
        },
        codes=("modality", "leg"),
    ),
    Rule(
        item="proceeding",
        part="proceedings",
        likeness=_like_proceedings,
        fields={
            "court": _words("court"),
            "state": _equal("state"),
            "modality": _equal("modality"),
            "temporary": _equal("temporary"),
            "when": _when,
        },
        codes=("modality",),
    ),
    Rule(
        item="proceeding",
        part="proceedings",
        likeness=_like_proceedings_any_step,
        counted=False,
        fields={"step": _equal("step")},
        codes=("step",),
    ),
    Rule(
        item="statement",
        part="statements",
        likeness=_like_statements,
        fields={
            "stance": _equal("stance"),
            "speaker_state": _speaker_state,
            "named": _speaker_named,
            "when": _when,
            "venue": _words("venue"),
        },
        codes=("stance",),
    ),
    Rule(
        item="contested",
        part="contested",
        likeness=_like_claims,
        fields={
            "topic": _equal("topic"),
            "asserted_by": _words("asserted_by"),
            "denied_by": _words("denied_by"),
        },
        codes=("topic",),
    ),
    Rule(
        item="measure",
        part="measures",
        likeness=_like_measures,
        fields={"kind": _equal("kind"), "modality": _equal("modality"), "when": _when},
        codes=("kind",),
    ),
)
