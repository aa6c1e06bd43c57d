"""The timeline: in order of days, what is only told marked as such."""

from __future__ import annotations

from by_hand import CODEBOOK, Paper, first_case, official, view_of
from transferwatch.answers.timeline import timeline
from transferwatch.matching.parties import parse_pair


def test_in_order_over_all_pairs() -> None:
    moments = timeline(view_of(first_case()), None, CODEBOOK).moments
    assert [(moment.when, moment.pair, moment.text) for moment in moments] == [
        ("2022", "GB-RW", "signed"),
        ("2024", "GB-RW", "ended"),
        ("4 May 2025", "US-RW", "in talks"),
    ]
    assert [moment.notes for moment in moments] == [(1,), (2,), (3,)]


def test_of_one_pair_up_to_a_day() -> None:
    view = view_of(first_case(), true_on="2023-01-01")
    answer = timeline(view, parse_pair("GB-RW", CODEBOOK), CODEBOOK)
    assert [moment.text for moment in answer.moments] == ["signed"]
    assert timeline(view, parse_pair("US-RW", CODEBOOK), CODEBOOK).moments == ()


def test_two_papers_on_one_stage_and_day_are_one_moment() -> None:
    papers = [Paper(text).report("US-RW", "signed", when="2025-05-01") for text in ("This one.", "That one.")]
    (moment,) = timeline(view_of(*papers), None, CODEBOOK).moments
    assert len(moment.notes) == 2
    assert moment.borne
    assert moment.borne.code == "corroborated"


def test_plans_and_denials_are_marked() -> None:
    paper = (
        Paper("x", "2025-05-05")
        .report("US-RW", "signed", "planned", when="2025-06")
        .report("US-RW", "agreed", "denied", sources=official("Rwanda"))
        .transfer("US-RW", 250, modality="planned")
        .proceeding("High Court", "RW", "filed", when="2025-05-01")
    )
    moments = timeline(view_of(paper, true_on="2025-05-31"), None, CODEBOOK).moments
    assert [moment.text for moment in moments] == [
        "High Court (Rwanda): filed",
        "denied: agreed, by word of Rwanda",
        "planned: 250 people, United States to Rwanda",
        "planned: signed",
    ]
