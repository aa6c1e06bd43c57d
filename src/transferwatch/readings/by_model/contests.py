"""Contested claims that the tagger finds where the rules led no denial to what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from transferwatch.readings.by_model.outputs import LABEL_NUMBER
from transferwatch.readings.by_model.scores import Scores
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.speech.attributions import Attribution
from transferwatch.readings.by_rule.speech.statements import shown, speaker_name
from transferwatch.readings.reading import ContestedClaim, Source, Span, Topic

# How sure the tagger must be that a sentence takes a side in a dispute (0 to 1); set on `evaluation/tuning`.
LEAST = 0.5
# How many sentences may lie between a claim and its denial.
_REACH = 8
_ANSWERS = ("denies", "defends", "declines")


def with_contests(
    page: Page, scores: Scores, attributions: Sequence[Attribution], ruled: Sequence[ContestedClaim]
) -> tuple[ContestedClaim, ...]:
    """The claims found by rule, and beside them those of which the tagger sees both sides, in the order of the text."""
    found = list(ruled)
    for unit in scores.units("contested", LEAST):
        sides = [
            one
            for one in attributions
            if abs(one.sentence - unit.sentence) <= _REACH
            and float(scores.labels[one.sentence, _number(unit.label)]) >= LEAST / 2
        ]
        made = _claim(page, cast(Topic, unit.label), sides)
        if made is not None and not any(_shares(one, made) for one in found):
            found.append(made)
    return tuple(sorted(found, key=lambda claim: claim.evidence[0].start))


def _claim(page: Page, topic: Topic, sides: Sequence[Attribution]) -> ContestedClaim | None:
    denying = [one for one in sides if one.stance in _ANSWERS[:2]]
    asserting = [one for one in sides if one.stance not in _ANSWERS]
    if not denying or not asserting:
        return None
    # The denial that comes first after a claim is the one that answers it.
    denial = min(denying, key=lambda one: min(abs(one.sentence - other.sentence) for other in asserting))
    nearest = min(abs(denial.sentence - one.sentence) for one in asserting)
    claims = [one for one in asserting if abs(denial.sentence - one.sentence) == nearest and _name(one) != _name(denial)]
    if not claims:
        return None
    spans = [page.span(first, last) for one in (*claims, denial) for first, last in shown(one)]
    lead = page.span(*shown(claims[0])[0])
    return ContestedClaim(
        topic=topic,
        claim=" ".join(lead.text.split()),
        asserted_by=tuple(dict.fromkeys(_name(one) for one in claims)),
        denied_by=(_name(denial),),
        sources=tuple(dict.fromkeys(Source(kind=one.kind, name=speaker_name(one.speaker)) for one in (*claims, denial))),
        evidence=_apart(spans),
    )


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for span in sorted(set(spans), key=lambda one: (one.start, -one.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return tuple(found)


def _shares(one: ContestedClaim, other: ContestedClaim) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence)


def _name(one: Attribution) -> str:
    return speaker_name(one.speaker) or ""


def _number(topic: str) -> int:
    return LABEL_NUMBER[f"contested:{topic}"]
