"""The brief: what it says, why, and what it withholds."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from by_hand import CODEBOOK, Paper, first_case, official, view_of
from transferwatch.answers.brief import Brief, brief
from transferwatch.answers.withheld import MARK
from transferwatch.matching.parties import parse_pair
from transferwatch.readings.reading import Cap, Money


def asked(pair: str, *papers: Paper, true_on: str | None = None, known_on: str | None = None) -> Brief:
    return brief(view_of(*papers, true_on=true_on, known_on=known_on), parse_pair(pair, CODEBOOK), CODEBOOK)


@pytest.mark.parametrize(("true_on", "stage"), [("2023-06-01", "signed"), ("2025-01-01", "ended")])
def test_the_first_case(true_on: str, stage: str) -> None:
    (deal,) = asked("UK-Rwanda", first_case(), true_on=true_on).deals
    assert deal.stage == stage
    assert [quote for line in (*deal.why, *deal.later) for quote in line.quotes] == (
        ["signed a deal with the United Kingdom in 2022", "That deal was cancelled in 2024"]
        if stage == "signed"
        else ["That deal was cancelled in 2024", "signed a deal with the United Kingdom in 2022"]
    )


def test_every_value_leads_to_its_words() -> None:
    answer = asked("US-RW", *story())
    numbers = [note.number for note in answer.footnotes]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(note.quotes for note in answer.footnotes)
    lines = [*answer.transfers, *answer.proceedings, *answer.statements, *answer.contested]
    for deal in answer.deals:
        lines += [*deal.why, *deal.later, *deal.aside, *(value for row in deal.terms for value in row.values)]
    assert lines
    assert all(line.notes and set(line.notes) <= set(numbers) for line in lines)


def story() -> tuple[Paper, ...]:
    first = (
        Paper(
            "Rwanda has agreed to take up to 250 people for $7.5m. "
            "Nadia Fernsby-Oakhollow, a teacher, was sent in April. "
            "“Nobody told Fernsby-Oakhollow's family,” her lawyer said.",
            "2025-08-05",
            title="Nadia Fernsby-Oakhollow was the first",
            url="https://news.example/nadia-fernsby-oakhollow",
            withheld=("Nadia Fernsby-Oakhollow",),
        )
        .report(
            "US-RW",
            "agreed",
            when="2025-08-05",
            sources=official("Rwanda"),
            words=("Rwanda has agreed to take up to 250 people",),
            terms={
                "cap": Cap(number=250, bound="at_most", period="total"),
                "payments": (Money(amount=7_500_000, currency="USD", status="pledged"),),
            },
        )
        .transfer(
            "US-RW",
            1,
            "2025-04",
            who="Nadia Fernsby-Oakhollow, a teacher",
            words=("Nadia Fernsby-Oakhollow, a teacher, was sent in April",),
        )
        .statement(
            "Ms Oakhollow's lawyer",
            None,
            "says",
            "Nobody told Fernsby-Oakhollow's family",
            about=("US-RW",),
            quote="Nobody told Fernsby-Oakhollow's family",
        )
        .proceeding("High Court", "RW", "filed", case="Fernsby-Oakhollow v. Minister", about="her removal")
        .claim("treatment", "Fernsby-Oakhollow was held", "her lawyer", "Rwanda")
    )
    second = Paper("NADIA FERNSBY-OAKHOLLOW spoke from Kigali.", "2025-09-01").transfer(
        "US-RW", 1, "2025-04", who="Nadia Fernsby-Oakhollow"
    )
    return first, second


def test_names_of_people_who_were_moved_never_come_out() -> None:
    answer = asked("US-RW", *story())
    plain = json.dumps(asdict(answer), ensure_ascii=False).casefold()
    for part in ("nadia", "fernsby", "oakhollow"):
        assert part not in plain
    assert MARK in plain
    assert answer.footnotes[0].title == f"{MARK} was the first"
    assert answer.footnotes[0].url is None


def test_terms_and_gaps() -> None:
    answer = asked("US-RW", *story())
    (deal,) = answer.deals
    assert {row.label: [value.text for value in row.values] for row in deal.terms} == {
        "Kind": ["third-country removal"],
        "Cap": ["up to 250 in all"],
        "Payments": ["USD 7.5 million pledged"],
    }
    assert deal.borne
    assert (deal.borne.code, deal.borne.origins) == ("official", 1)
    assert "nationalities" in answer.gaps
    assert answer.moved == "At least 1 person moved (the largest single movement on record)."


def test_nothing_is_known_before_the_document() -> None:
    assert asked("US-RW", *story(), known_on="2025-08-04").empty
    assert asked("US-RW", *story(), true_on="2025-08-04").deals[0].stage is None


def test_alleged_and_denied() -> None:
    paper = Paper("x").report("IL-UG", "agreed", "alleged").report("IL-UG", "agreed", "denied", sources=official("Uganda"))
    (deal,) = asked("IL-UG", paper).deals
    assert deal.headline == "Nothing is on record as reached; agreed: alleged; denied by Uganda."
    assert deal.stage is None
    assert [line.modality for line in deal.aside] == ["alleged", "denied"]
    assert deal.borne
    assert [one.who for one in deal.borne.contested_by] == ["Uganda"]


def test_the_headline_says_who_contests() -> None:
    said = Paper("x").report("US-RW", "signed", when="2025-05-01")
    denied = (
        Paper("No.", "2025-05-06")
        .statement("Ama Example", "RW", "denies", "No.", about=("US-RW",))
        .report("US-RW", "signed", "denied", sources=official("Ama Example"))
    )
    (deal,) = asked("US-RW", said, denied).deals
    assert deal.headline == "Signed, 1 May 2025 (one origin); contested by Ama Example (Rwanda)."


def test_two_deals_of_one_pair_come_latest_first() -> None:
    paper = (
        Paper("x", "2025-06-01")
        .report("US-GT", "signed", when="2019-07-26")
        .report("US-GT", "ended", when="2021-02-06")
        .report("US-GT", "agreed", when="2025-02-05")
    )
    answer = asked("US-GT", paper)
    assert [(deal.key, deal.stage) for deal in answer.deals] == [("US-GT.2", "agreed"), ("US-GT", "ended")]
    assert "after an end" in answer.deals[0].told_apart_by
    assert [deal.key for deal in asked("US-GT", paper, true_on="2022-01-01").deals] == ["US-GT"]


def test_matters_of_a_state_are_shown_apart() -> None:
    paper = first_case().proceeding("Supreme Court", "US", "blocked", when="2025-04").measure("US", "halted a programme")
    answer = asked("US-RW", paper)
    assert answer.proceedings == ()
    assert [row.label for row in answer.around] == ["Court matters: United States", "Measures: United States"]


def test_a_long_passage_is_cut_at_a_word() -> None:
    text = "word " * 200
    (note,) = asked("US-RW", Paper(text).report("US-RW", "agreed")).footnotes
    assert note.quotes[0].endswith("word …")
    assert len(note.quotes[0]) < 330


def test_a_document_without_a_title_goes_by_its_file_name_alone() -> None:
    paper = Paper("x", folder="/home/somebody/desk/").report("US-RW", "agreed")
    (note,) = asked("US-RW", paper).footnotes
    assert note.title == f"{paper.id[:8]}.txt"


def test_transfers_without_an_arrangement() -> None:
    answer = asked("US-SS", Paper("x").transfer("US-SS", 8, "2025-07-04"), true_on="2026-01-01")
    assert answer.deals == ()
    assert not answer.empty
    assert answer.gaps == "No report of an arrangement is on record."
