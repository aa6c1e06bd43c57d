"""Gaps: unknown, contested, resting on one origin, stale."""

from __future__ import annotations

from datetime import date

from by_hand import CODEBOOK, Paper, official, view_of
from transferwatch.answers.gaps import Gaps, gaps
from transferwatch.matching.parties import parse_pair
from transferwatch.readings.reading import Cap

TODAY = date(2025, 7, 1)
SIGNED = Paper("They signed.", "2025-06-10").report("US-RW", "signed", when="2025-06-09", sources=official("Rwanda"))


def of(*papers: Paper, today: date = TODAY, true_on: str | None = None) -> Gaps:
    return gaps(view_of(*papers, true_on=true_on), None, CODEBOOK, today)


def told(answer: Gaps) -> set[tuple[str, str, str]]:
    return {(gap.reason, gap.what, gap.text) for gap in answer.gaps}


def test_terms_that_nobody_told_are_unknown() -> None:
    assert ("unknown", "terms", "not on record: cap, payments, nationalities and conditions") in told(of(SIGNED))


def test_of_an_arrangement_that_is_over_no_terms_are_asked() -> None:
    ended = Paper("It ended.", "2025-06-12").report("US-RW", "ended", when="2025-06-11")
    assert not [gap for gap in of(SIGNED, ended).gaps if gap.what == "terms"]


def test_a_stage_that_no_document_dates_is_unknown_in_part() -> None:
    undated = Paper("They have agreed.", "2025-06-10").report("US-RW", "agreed")
    assert ("unknown", "stage", "agreed: no document dates it") in told(of(undated))


def test_what_is_only_planned_leaves_the_stage_unknown() -> None:
    planned = Paper("They will sign.", "2025-06-10").report("US-RW", "signed", "planned")
    assert ("unknown", "stage", "no stage is on record as reached (planned: signed)") in told(of(planned))


def test_contested_and_differing_values_stand_with_their_words() -> None:
    denied = Paper("Rwanda denies it.", "2025-06-12").report("US-RW", "signed", "denied", sources=official("Rwanda"))
    caps = [
        Paper(f"Up to {number}.", "2025-06-13").report(
            "US-RW", "signed", when="2025-06-09", terms={"cap": Cap(number=number, bound="at_most", period="total")}
        )
        for number in (250, 300)
    ]
    said = Paper("They signed, Washington says.", "2025-06-10").report(
        "US-RW", "signed", when="2025-06-09", sources=official("United States")
    )
    found = told(of(said, denied, *caps))
    assert ("contested", "stage", "signed: denied by Rwanda") in found
    assert ("contested", "cap", "values that differ: up to 250 in all or up to 300 in all") in found


def test_one_origin_is_told_until_a_second_bears_it_out() -> None:
    first = Paper("People say that the two have signed it.", "2025-06-10").report("US-RW", "signed", when="2025-06-09")
    second = Paper("Both states put their names to a paper.", "2025-06-11").report("US-RW", "signed", when="2025-06-09")
    assert ("one_origin", "stage", "signed: one origin says so") in told(of(first))
    assert not [gap for gap in of(first, second).gaps if gap.reason == "one_origin" and gap.what == "stage"]


def test_silence_makes_what_goes_on_stale_and_leaves_what_is_over_alone() -> None:
    stale = [gap.text for gap in of(SIGNED, today=date(2026, 6, 10)).gaps if gap.reason == "stale"]
    assert stale == ["nothing heard since 10 June 2025, 365 days before 10 June 2026"]
    refused = Paper("Refused.", "2025-06-10").report("US-NG", "refused", when="2025-06-09")
    assert not [gap for gap in of(refused, today=date(2026, 6, 10)).gaps if gap.reason == "stale"]


def test_a_movement_without_number_or_day_is_asked_about_and_one_without_a_deal_too() -> None:
    moved = Paper("People were flown there.", "2025-06-10").transfer("US-RW")
    found = of(moved)
    assert [gap.what for gap in found.gaps if gap.reason == "unknown"] == ["arrangement", "transfer"]
    assert any(gap.text.startswith("number, day and nationalities not on record: ") for gap in found.gaps)


def test_of_one_pair_alone() -> None:
    other = Paper("They talk.", "2025-06-10").report("GB-RW", "in_talks")
    answer = gaps(view_of(SIGNED, other), parse_pair("GB-RW", CODEBOOK), CODEBOOK, TODAY)
    assert {gap.key for gap in answer.gaps} == {"GB-RW"}
