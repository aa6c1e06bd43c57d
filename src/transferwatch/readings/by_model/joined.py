"""Reports and movements of the tagger, and beside them those of the rules that do not speak against them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transferwatch.readings.by_model.movements import each_once
from transferwatch.readings.by_rule.movement import Movement
from transferwatch.readings.reading import ArrangementReport, Terms


def joined_reports(tagged: Sequence[ArrangementReport], ruled: Sequence[ArrangementReport]) -> tuple[ArrangementReport, ...]:
    """All reports of the tagger, and those of the rules that tell of a pair and stage that it does not, in the order of the
    text; a pair that the tagger has the other way round is left to it."""
    told = {(sender, one.receiving, one.stage) for one in tagged for sender in one.sending}
    pairs = {(sender, receiver) for sender, receiver, _ in told}
    found = list(tagged)
    for one in ruled:
        ends = [(sender, one.receiving) for sender in one.sending]
        if any((*pair, one.stage) in told or (pair[1], pair[0]) in pairs for pair in ends):
            continue
        # The terms of a pair that the tagger has reports of are the tagger's to give.
        found.append(replace(one, terms=Terms()) if pairs & set(ends) else one)
    return tuple(sorted(found, key=lambda one: (one.evidence[0].start, one.stage, one.receiving)))


def joined_movements(tagged: Sequence[Movement], ruled: Sequence[Movement]) -> tuple[Movement, ...]:
    """All movements of the tagger, and those of the rules in sentences where it saw none."""
    seen = {one.sentence for one in tagged}
    return tuple(each_once([*tagged, *(one for one in ruled if one.sentence not in seen)]))
