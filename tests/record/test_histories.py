"""Over invented histories the record says what their papers let anybody know, on every two days, and promotes nothing."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from by_hand import CODEBOOK, on_record
from histories import DAYS, FIRST, History, history
from transferwatch.dates import AsOf
from transferwatch.matching.parties import Pair
from transferwatch.record.decisions import Decision
from transferwatch.record.history import standing
from transferwatch.record.settle import exported, settle
from transferwatch.record.view import RecordView

SEEDS = range(12)
POINTS = 200


def settled(view: RecordView, pair: str) -> str | None:
    """The stage of the pair: that of its last arrangement that had reached any."""
    stage = None
    for deal in view.pair(Pair.from_text(pair)).arrangements:
        stood = standing(deal.reports, view.as_of.true_on)
        assert {report.modality for report in stood.because} <= {"happened"}
        stage = stood.stage or stage
    return stage


def points(seed: int, told: History) -> list[tuple[str, date, date]]:
    chance = random.Random(seed)
    pairs = sorted({event.pair for event in told.events})
    days = [event.day + timedelta(days=shift) for event in told.events for shift in (-1, 0, 1)]
    days += [FIRST + timedelta(days=chance.randrange(DAYS)) for _ in range(50)]
    return [(chance.choice(pairs), chance.choice(days), chance.choice(days)) for _ in range(POINTS)]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_stage_on_two_days(seed: int) -> None:
    told = history(seed)
    store = on_record(*told.papers)
    wrong = [
        (pair, true_on, known_on, expected, found)
        for pair, true_on, known_on in points(seed, told)
        if (expected := told.stage(pair, true_on, known_on))
        != (found := settled(store.view(AsOf(true_on=true_on, known_on=known_on)), pair))
    ]
    assert wrong == []


@pytest.mark.parametrize("seed", SEEDS)
def test_the_stage_once_the_errors_are_withdrawn(seed: int) -> None:
    told = history(seed)
    store = on_record(*told.papers)
    before = exported(settle(store.files(), CODEBOOK))
    signed = {"by": "A. Reviewer", "at": "2026-02-01T00:00:00Z", "reason": "retracted"}
    store.decide([Decision(verb="withdraw", document=document, **signed) for document in told.wrong], CODEBOOK)  # type: ignore[arg-type]
    for pair, true_on, known_on in points(seed + 1000, told):
        view = store.view(AsOf(true_on=true_on, known_on=known_on))
        assert settled(view, pair) == told.stage(pair, true_on, known_on, gone=told.wrong), (pair, true_on, known_on)
    again = {**signed, "at": "2026-02-02T00:00:00Z"}
    store.decide([Decision(verb="restore", document=document, **again) for document in told.wrong], CODEBOOK)  # type: ignore[arg-type]
    assert exported(settle(store.files(), CODEBOOK, store.decisions())) == before


def test_origins_are_counted_right() -> None:
    right = clusters = 0
    for seed in SEEDS:
        told = history(seed)
        home = {paper.id: number for number, story in enumerate(told.stories) for paper in story.papers}
        view = on_record(*told.papers).view()
        for pair in view.pairs():
            found = [set(origin.documents) for origin in view.pair(pair).origins]
            here = {document for group in found for document in group}
            for story in {home[document] for document in here}:
                clusters += 1
                right += {document for document in here if home[document] == story} in found
    assert clusters > 400
    assert right / clusters >= 0.95, f"{right} of {clusters}"
