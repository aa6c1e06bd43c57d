"""Sums over movements: only what cannot overlap is added."""

from __future__ import annotations

import pytest

from by_hand import Paper, view_of
from transferwatch.matching.parties import Pair
from transferwatch.readings.reading import Quantity
from transferwatch.record.transfer import Moved, moved

US_SZ = Pair.of(["US"], "SZ")


def total(*papers: Paper) -> Moved:
    return moved(view_of(*papers).pair(US_SZ).transfers)


def test_flights_on_different_days_add_up() -> None:
    found = total(Paper("a", "2025-12-01").transfer("US-SZ", 5, "2025-07").transfer("US-SZ", 10, "2025-10"))
    assert (found.at_least, found.at_most, found.movements) == (15, 15, 2)


def test_a_total_is_not_added_to_its_parts() -> None:
    parts = Paper("a", "2025-12-01").transfer("US-SZ", 5, "2025-07").transfer("US-SZ", 10, "2025-10")
    found = total(parts, Paper("b", "2025-12-05").transfer("US-SZ", 15))
    assert (found.at_least, found.at_most) == (15, 30)


def test_the_same_flight_in_two_papers_counts_once() -> None:
    assert total(Paper("a").transfer("US-SZ", 5, "2025-04"), Paper("b").transfer("US-SZ", 5, "2025-04-20")).at_most == 5


@pytest.mark.parametrize("modality", ["planned", "possible", "alleged", "denied"])
def test_what_did_not_happen_is_not_counted(modality: str) -> None:
    assert total(Paper("a").transfer("US-SZ", 160, modality=modality)).movements == 0


def test_stopped_and_onward_movements_are_not_counted() -> None:
    paper = Paper("a").transfer("US-SZ", 5, stopped=True).transfer("SZ-JM", 1, leg="onward").report("US-SZ", "agreed")
    assert total(paper) == Moved(at_least=0, at_most=0, movements=0, reason="no movement is on record as having happened")


def test_unknown_is_not_zero() -> None:
    assert total(Paper("a").transfer("US-SZ")).at_most is None
    assert total(Paper("a").transfer("US-SZ")).at_least == 1
    more = Quantity(number=200, bound="at_least")
    assert (
        total(Paper("a").transfer("US-SZ", more)).at_least,
        total(Paper("a").transfer("US-SZ", more)).at_most,
    ) == (
        200,
        None,
    )
