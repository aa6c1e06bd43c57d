"""Which mentions are of one movement, and which of one court step."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from by_hand import CODEBOOK, Paper
from transferwatch.matching.occurrences import bounds, court_steps, movements
from transferwatch.matching.parties import mentions
from transferwatch.readings.reading import Bound, Quantity


def grouped(match: Any, part: str, *papers: Paper) -> list[int]:
    """How many mentions each group has, the same for any order of the papers."""
    answers = set()
    for order in itertools.permutations(papers):
        found = [one for paper in order for one in mentions(paper.filed(), CODEBOOK) if one.part == part]
        answers.add(tuple(sorted(len(group.mentions) for group in match(found))))
    assert len(answers) == 1
    return list(answers.pop())


def test_two_papers_about_one_flight() -> None:
    one = Paper("a").transfer("US-RW", 7, "2025-08-11/2025-08-20")
    other = Paper("b").transfer("US-RW", 7, "2025-08")
    assert grouped(movements, "transfers", one, other) == [2]


@pytest.mark.parametrize(
    "other",
    [
        Paper("b").transfer("US-RW", 10, "2025-08"),
        Paper("b").transfer("US-RW", 7, "2025-10"),
        Paper("b").transfer("US-UG", 7, "2025-08"),
        Paper("b").transfer("US-RW", 7, "2025-08", leg="return"),
        Paper("b").transfer("US-RW", 7, "2025-08", modality="planned"),
        Paper("b").transfer("US-RW", 7, "2025-08", stopped=True),
        Paper("b").transfer("US-RW", 7, "2025-08", nationalities=("CU",)),
    ],
)
def test_what_tells_movements_apart(other: Paper) -> None:
    one = Paper("a").transfer("US-RW", 7, "2025-08", nationalities=("VN",))
    assert grouped(movements, "transfers", one, other) == [1, 1]


def test_two_items_of_one_document_are_two_movements() -> None:
    paper = Paper("a").transfer("US-SZ", 5, "2025-07").transfer("US-SZ", 5, "2025-07")
    assert grouped(movements, "transfers", paper) == [1, 1]


def test_a_denial_stands_with_what_it_denies() -> None:
    paper = Paper("a").transfer("US-RW", 7, "2025-08").transfer("US-RW", 7, "2025-08", modality="denied")
    assert grouped(movements, "transfers", paper) == [2]


def test_a_vague_mention_joins_the_only_movement_and_never_two() -> None:
    july, october = Paper("a").transfer("US-SZ", 5, "2025-07"), Paper("b").transfer("US-SZ", 10, "2025-10")
    vague = Paper("c", "2025-12-01").transfer("US-SZ")
    assert grouped(movements, "transfers", july, vague) == [2]
    assert grouped(movements, "transfers", july, october, vague) == [1, 1, 1]


def test_a_paper_cannot_tell_of_what_came_after_it() -> None:
    later = Paper("a", "2025-12-01").transfer("US-SZ", 5, "2025-11")
    assert grouped(movements, "transfers", later, Paper("b", "2025-08-01").transfer("US-SZ")) == [1, 1]


@pytest.mark.parametrize(
    ("bound", "expected"),
    [("exact", (250, 250)), ("at_most", (0, 250)), ("about", (225, 275))],
)
def test_bounds(bound: Bound, expected: tuple[float, float]) -> None:
    assert bounds(Quantity(number=250, bound=bound)) == expected


def test_more_than_agrees_with_more() -> None:
    more = Quantity(number=200, bound="at_least")
    one = Paper("a").transfer("US-CR", more, "2025-02")
    assert grouped(movements, "transfers", one, Paper("b").transfer("US-CR", 299, "2025-02")) == [2]
    assert grouped(movements, "transfers", one, Paper("b").transfer("US-CR", 119, "2025-02")) == [1, 1]


def test_court_steps() -> None:
    one = Paper("a").proceeding("US Supreme Court", "US", "allowed", when="2025-06-23", temporary=True)
    same = Paper("b").proceeding("Supreme Court", "US", "allowed", when="2025-06")
    blocked = Paper("c").proceeding("Supreme Court", "US", "blocked", when="2025-06-23")
    elsewhere = Paper("d").proceeding("District Court of Massachusetts", "US", "allowed", when="2025-06-23")
    assert grouped(court_steps, "proceedings", one, same, blocked, elsewhere) == [1, 1, 2]


def test_every_group_says_why() -> None:
    papers = (Paper("a").transfer("US-RW", 7, "2025-08"), Paper("b").transfer("US-RW", 7, "2025-08"))
    (match,) = movements([one for paper in papers for one in mentions(paper.filed(), CODEBOOK)])  # type: ignore[misc]
    assert match.reason == "same states, days that can be one and numbers that can be one"
