"""Which reports are of one arrangement, and which of two."""

from __future__ import annotations

import itertools
from typing import cast

from by_hand import CODEBOOK, Paper
from transferwatch.matching.compare import Report, deals
from transferwatch.matching.parties import mentions


def told_apart(*papers: Paper) -> list[tuple[list[str], str]]:
    """The stages of each deal, and why it is one; the same for any order of the papers."""
    answers = set()
    for order in itertools.permutations(papers):
        reports = cast("list[Report]", [found for paper in order for found in mentions(paper.filed(), CODEBOOK)])
        answers.add(
            tuple(
                (
                    tuple(sorted(f"{one.item.stage} {one.when or ''}".strip() for one in deal.mentions)),
                    deal.reason,
                )
                for deal in deals(reports)
            )
        )
    assert len(answers) == 1
    return [(list(stages), reason) for stages, reason in answers.pop()]


def test_one_life_is_one_arrangement() -> None:
    paper = Paper("a").report("GB-RW", "signed", when="2022").report("GB-RW", "ended", when="2024")
    assert [stages for stages, _ in told_apart(paper)] == [["ended 2024", "signed 2022"]]


def test_an_end_and_a_later_signing_make_two() -> None:
    old = Paper("a").report("US-GT", "signed", when="2019-07-26").report("US-GT", "ended", when="2021-02-06")
    new = Paper("b").report("US-GT", "in_talks", when="2025-01").report("US-GT", "agreed", when="2025-02-05")
    found = told_apart(old, new)
    assert [stages for stages, _ in found] == [
        ["ended 2021-02-06", "signed 2019-07-26"],
        ["agreed 2025-02-05", "in_talks 2025-01"],
    ]
    assert found[1][1] == "agreed (2025-02-05) after an end (2021-02-06) of the one before"


def test_talks_after_an_end_do_not_make_a_new_arrangement() -> None:
    paper = Paper("a").report("GB-RW", "ended", when="2024").report("GB-RW", "in_talks", when="2025-03")
    assert len(told_apart(paper)) == 1


def test_signings_that_cannot_be_one_and_an_end_of_both() -> None:
    first = Paper("a").report("GB-RW", "signed", when="2022-04-14").report("GB-RW", "operating", when="2022-06")
    second = Paper("b").report("GB-RW", "signed", when="2023-12-05").report("GB-RW", "ended", when="2024-07")
    assert [stages for stages, _ in told_apart(first, second)] == [
        ["ended 2024-07", "operating 2022-06", "signed 2022-04-14"],
        ["ended 2024-07", "signed 2023-12-05"],
    ]


def test_papers_that_differ_by_weeks_are_about_one_signing() -> None:
    assert (
        len(
            told_apart(
                Paper("a").report("US-RW", "signed", when="2025-06"),
                Paper("b").report("US-RW", "signed", when="2025-08-04"),
            )
        )
        == 1
    )


def test_an_imprecise_date_does_not_make_two() -> None:
    papers = (
        Paper("a", "2025-12-31").report("US-RW", "signed", when="2025"),
        Paper("b", "2025-08-06").report("US-RW", "signed", when="2025-08-04"),
        Paper("c").report("US-RW", "signed"),
    )
    assert len(told_apart(*papers)) == 1


def test_an_undated_old_signing_stays_with_the_deal_that_its_document_ends() -> None:
    old = Paper("a", "2025-06-01").report("US-GT", "signed").report("US-GT", "ended", when="2021-02-06")
    new = Paper("b", "2025-06-01").report("US-GT", "signed", when="2025-05-01")
    assert [stages for stages, _ in told_apart(old, new)] == [
        ["ended 2021-02-06", "signed"],
        ["signed 2025-05-01"],
    ]


def test_plans_and_denials_begin_nothing() -> None:
    paper = Paper("a").report("GB-RW", "ended", when="2024").report("GB-RW", "signed", "planned", when="2025-12")
    assert len(told_apart(paper)) == 1
