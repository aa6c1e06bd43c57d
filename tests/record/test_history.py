"""The stage on two clocks: what counts, what is only told, and what an undated report may not do."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from by_hand import CODEBOOK, Paper, first_case, official
from transferwatch.dates import AsOf
from transferwatch.matching.compare import LIFE
from transferwatch.record.history import Standing, standing
from transferwatch.record.settle import settle


def stood(*papers: Paper, pair: str = "US-RW", true_on: str | None = None, known_on: str | None = None) -> Standing:
    """How the only arrangement of the pair stood, which is the same for any order of the papers."""
    clocks = AsOf.from_texts(true_on=true_on, known_on=known_on)
    answers = []
    for order in itertools.islice(itertools.permutations(papers), 24):
        files = [paper.filed() for paper in order]
        known = [file for file in files if clocks.known_on is None or file.known <= clocks.known_on]
        found = [record for record in settle(known, CODEBOOK).pairs if record.pair.text == pair]
        reports = found[0].arrangements[0].reports if found else ()
        answers.append(standing(reports, clocks.true_on))
    assert all(answer == answers[0] for answer in answers)
    return answers[0]


@pytest.mark.parametrize(
    ("true_on", "stage"),
    [
        ("2021-12-31", None),
        ("2022-06-01", None),
        ("2022-12-31", "signed"),
        ("2023-06-01", "signed"),
        ("2024-06-01", "signed"),
        ("2024-12-31", "ended"),
        ("2025-01-01", "ended"),
        (None, "ended"),
    ],
)
def test_the_first_case(true_on: str | None, stage: str | None) -> None:
    assert stood(first_case(), pair="GB-RW", true_on=true_on).stage == stage


def test_the_first_case_is_told_by_two_spans() -> None:
    ended = stood(first_case(), pair="GB-RW", true_on="2025-01-01")
    words = [report.citation.spans[0].text for report in (*ended.because, *ended.before)]
    assert words == ["That deal was cancelled in 2024", "signed a deal with the United Kingdom in 2022"]


def test_nothing_is_known_before_the_document_is_out() -> None:
    assert stood(first_case(), pair="GB-RW", known_on="2025-05-04").stage is None
    assert stood(first_case(), pair="GB-RW", known_on="2025-05-05").stage == "ended"


def test_an_undated_document_is_known_from_its_capture() -> None:
    paper = Paper("x", published=None).report("US-RW", "agreed")
    assert stood(paper, known_on="2026-01-30").stage is None
    assert stood(paper, known_on="2026-01-31").stage == "agreed"


@pytest.mark.parametrize("modality", ["planned", "possible", "alleged", "denied"])
def test_what_did_not_happen_is_never_promoted(modality: str) -> None:
    talks = Paper("x").report("US-RW", "in_talks", when="2025-05-01")
    told = Paper("y", "2025-06-01").report("US-RW", "signed", modality, when="2025-05-20")
    answer = stood(talks, told)
    assert answer.stage == "in_talks"
    assert [report.modality for report in answer.aside] == [modality]
    assert stood(told).stage is None


def test_an_undated_background_report_does_not_override_what_its_document_dates_later() -> None:
    paper = Paper("x").report("GB-RW", "signed").report("GB-RW", "ended", when="2024")
    assert stood(paper, pair="GB-RW").stage == "ended"
    assert stood(paper, pair="GB-RW", true_on="2024-12-30").stage is None


def test_an_undated_report_of_another_document_does_not_reopen() -> None:
    ended = Paper("x", "2024-08-01").report("GB-RW", "ended", when="2024-07-06")
    background = Paper("y", "2025-09-01").report("GB-RW", "signed").report("GB-RW", "operating")
    answer = stood(ended, background, pair="GB-RW")
    assert answer.stage == "ended"
    assert {report.stage: report.bounded for report in answer.before} == {
        "operating": "another document puts it at ended by then",
        "signed": "the same document puts it at operating by then",
    }


def test_an_imprecise_date_does_not_reopen_either() -> None:
    suspended = Paper("x", "2025-06-02").report("US-RW", "suspended", when="2025-06-01")
    year = Paper("y", "2025-12-01").report("US-RW", "operating", when="2025")
    assert stood(suspended, year).stage == "suspended"


def test_a_dated_report_after_the_stop_does() -> None:
    suspended = Paper("x", "2025-06-02").report("US-RW", "suspended", when="2025-06-01")
    resumed = Paper("y", "2025-08-02").report("US-RW", "operating", when="2025-08-01")
    assert stood(suspended, resumed).stage == "operating"
    assert stood(suspended, resumed, true_on="2025-07-31").stage == "suspended"
    assert stood(suspended, resumed, known_on="2025-08-01").stage == "suspended"


def test_blocked_and_allowed_again_with_old_news_between() -> None:
    papers = (
        Paper("a", "2025-05-01").report("US-RW", "signed", when="2025-05-01"),
        Paper("b", "2025-05-20").report("US-RW", "blocked", when="2025-05-19"),
        Paper("c", "2025-05-25").report("US-RW", "signed"),
        Paper("d", "2025-06-24").report("US-RW", "operating", when="2025-06-23"),
        Paper("e", "2025-07-01").report("US-RW", "blocked"),
    )
    for day, stage in (("2025-05-18", "signed"), ("2025-05-31", "blocked"), ("2025-06-23", "operating")):
        assert stood(*papers, true_on=day).stage == stage


def test_since_a_day_counts_from_that_day() -> None:
    paper = Paper("x", "2025-06-01").report("US-RW", "operating", when="2025-01-20/..")
    assert stood(paper, true_on="2025-01-20").stage == "operating"
    assert stood(paper, true_on="2025-01-19").stage is None


def test_of_two_stages_of_one_day_the_later_in_life_stands() -> None:
    paper = Paper("x").report("US-RW", "agreed", when="2025-05-01").report("US-RW", "signed", when="2025-05-01")
    assert stood(paper).stage == "signed"


def test_an_event_dated_after_its_document_keeps_its_day() -> None:
    paper = Paper("x", "2025-05-05").report("US-RW", "signed", when="2025-06-01")
    assert stood(paper, true_on="2025-05-31").stage is None
    assert stood(paper, true_on="2025-06-01").stage == "signed"


def test_an_unknown_year_dates_nothing() -> None:
    paper = Paper("x").report("US-RW", "signed", when="XXXX-09-14")
    assert stood(paper, true_on="2025-05-04").stage is None
    assert stood(paper, true_on="2025-05-05").stage == "signed"


def test_a_denial_by_a_party_contests_and_says_who() -> None:
    said = Paper("x", "2025-05-05").report("US-RW", "signed")
    denied = Paper("y", "2025-05-06").report("US-RW", "agreed", "denied", sources=official("Rwanda"))
    answer = stood(said, denied)
    assert (answer.stage, [denial.state for denial in answer.contested_by]) == ("signed", ["RW"])


def test_a_denial_by_a_bystander_contests_nothing() -> None:
    said = Paper("x", "2025-05-05").report("US-RW", "signed")
    denied = Paper("y", "2025-05-06").report("US-RW", "agreed", "denied", sources=official("Kenya"))
    assert stood(said, denied).contested_by == ()


def test_denied_and_then_confirmed_by_the_same_state() -> None:
    denied = Paper("x", "2025-05-05").report("US-RW", "agreed", "denied", sources=official("Rwanda"))
    said = Paper("y", "2025-05-06").report("US-RW", "agreed")
    confirmed = Paper("z", "2025-08-05").report("US-RW", "agreed", sources=official("Rwanda"))
    assert [denial.state for denial in stood(denied, said).contested_by] == ["RW"]
    answer = stood(denied, said, confirmed)
    assert (answer.contested_by, [denial.state for denial in answer.answered]) == ((), ["RW"])
    assert [denial.state for denial in stood(denied, said, confirmed, known_on="2025-08-04").contested_by] == ["RW"]


def test_a_denial_does_not_bear_on_what_came_after_it() -> None:
    denied = Paper("x", "2025-05-05").report("US-RW", "agreed", "denied", sources=official("Rwanda"))
    signed = Paper("y", "2025-08-05").report("US-RW", "signed", when="2025-08-04")
    assert stood(denied, signed).contested_by == ()


def test_the_nearest_told_of_bears_the_answer_where_nothing_happened() -> None:
    paper = Paper("x").report("IL-UG", "agreed", "alleged").report("IL-UG", "agreed", "denied", sources=official("Uganda"))
    answer = stood(paper, pair="IL-UG")
    assert answer.stage is None
    assert [report.modality for report in answer.told] == ["alleged", "denied"]
    assert [denial.by for denial in answer.contested_by] == ["Uganda"]


REPORTS = st.lists(
    st.tuples(
        st.sampled_from(LIFE),
        st.sampled_from(["happened", "happened", "planned", "possible", "alleged", "denied"]),
        st.sampled_from([None, "2024", "2025-03", "2025-03-05", "2025-04-01/2025-06-30", "2025-01-20/.."]),
        st.sampled_from(["2025-03-06", "2025-04-30", "2025-12-01", None]),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None)
@given(REPORTS, st.sampled_from([None, "2024-12-31", "2025-03-31", "2025-12-31"]))
def test_the_stage_is_always_one_that_happened(
    reports: list[tuple[str, str, str | None, str | None]], true_on: str | None
) -> None:
    papers = [
        Paper(f"paper {number}", published).report("US-RW", stage, modality, when=when)
        for number, (stage, modality, when, published) in enumerate(reports)
    ]
    answer = stood(*papers, true_on=true_on)
    happened = {stage for stage, modality, _, _ in reports if modality == "happened"}
    assert answer.stage is None or answer.stage in happened
    assert all(report.modality == "happened" for report in (*answer.because, *answer.before, *answer.after))
    assert all(report.modality != "happened" for report in answer.aside)
