"""Pairs as people write them, what an item bears on, and for whom a source speaks."""

from __future__ import annotations

import pytest

from by_hand import CODEBOOK, Paper, official
from transferwatch.errors import UnknownStateError, UsageError
from transferwatch.matching.parties import Pair, mentions, parse_pair, state_of, states_named
from transferwatch.readings.reading import Source


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("US-RW", "US-RW"),
        ("us-rw", "US-RW"),
        ("US-Rwanda", "US-RW"),
        ("GB-RW", "GB-RW"),
        ("UK-RW", "GB-RW"),
        ("UK→Rwanda", "GB-RW"),
        ("US-Guinea-Bissau", "US-GW"),
        ("Guinea-Bissau-Rwanda", "GW-RW"),
        ("GB+DK-RW", "DK+GB-RW"),
        (" US - Rwanda ", "US-RW"),
    ],
)
def test_pairs_by_code_or_name(text: str, pair: str) -> None:
    assert parse_pair(text, CODEBOOK).text == pair
    assert Pair.from_text(pair).text == pair


@pytest.mark.parametrize("text", ["US-Atlantis", "Atlantis-RW", "-RW", "US-"])
def test_unknown_state(text: str) -> None:
    with pytest.raises(UnknownStateError, match="no state goes by"):
        parse_pair(text, CODEBOOK)


@pytest.mark.parametrize("text", ["USRW", "", "US-United States"])
def test_no_pair(text: str) -> None:
    with pytest.raises(UsageError):
        parse_pair(text, CODEBOOK)


def test_states_named_reads_names_and_not_the_pronoun() -> None:
    assert states_named("told us about the U.S. and Rwanda's capital", CODEBOOK) == {"US", "RW"}
    assert states_named("South Sudan", CODEBOOK) == {"SS"}


def test_an_official_speaks_for_the_state_of_the_statement() -> None:
    paper = Paper("A minister spoke.").statement("Ama Example", "RW", "says", "A minister spoke")
    reading = paper.reading()
    assert state_of(Source(kind="official", name="Ama Example"), reading, CODEBOOK) == "RW"
    assert state_of(Source(kind="official", name="Example"), reading, CODEBOOK) == "RW"
    assert state_of(Source(kind="official", name="Other Person"), reading, CODEBOOK) is None
    assert state_of(Source(kind="official", name="Rwandan government"), reading, CODEBOOK) == "RW"
    assert state_of(Source(kind="organisation", name="Rwanda Watch"), reading, CODEBOOK) is None


def bearings(paper: Paper) -> list[tuple[str, str | None, str | None]]:
    return [(found.part, found.pair, found.state) for found in mentions(paper.filed(), CODEBOOK)]


def test_a_proceeding_belongs_to_the_only_pair() -> None:
    paper = Paper("x").report("US-RW", "agreed").proceeding("High Court", "RW", "filed")
    assert ("proceedings", "US-RW", None) in bearings(paper)


def test_a_proceeding_in_a_document_of_two_pairs_is_the_states_own_matter() -> None:
    paper = Paper("x").report("US-RW", "agreed").report("GB-RW", "ended").proceeding("Supreme Court", "US", "blocked")
    assert ("proceedings", None, "US") in bearings(paper)


def test_a_proceeding_about_a_named_state_belongs_to_that_pair() -> None:
    paper = (
        Paper("x")
        .report("US-RW", "agreed")
        .report("US-SS", "operating")
        .proceeding("Supreme Court", "US", "allowed", about="removals to South Sudan")
    )
    assert ("proceedings", "US-SS", None) in bearings(paper)


def test_a_proceeding_about_another_state_is_not_given_to_the_only_pair() -> None:
    paper = Paper("x").report("US-RW", "agreed").proceeding("High Court", "KE", "filed", about="removals to Kenya")
    assert ("proceedings", None, "KE") in bearings(paper)


def test_claims_transfers_statements_and_measures() -> None:
    paper = (
        Paper("x")
        .report("US-RW", "agreed")
        .report("GB-RW", "ended")
        .claim("refoulement", "those sent may be returned", "UNHCR", "Rwanda")
        .transfer("RW-UG", 3, leg="onward")
        .transfer("RW-US", 1, leg="return")
        .transfer("US-", 5)
        .statement("A", "RW", "says", "x", about=("US-RW", "GB-RW", "words"))
        .measure("US", "halted a programme")
    )
    assert bearings(paper)[2:] == [
        ("transfers", None, "RW"),
        ("transfers", "US-RW", None),
        ("transfers", None, "US"),
        ("statements", "GB-RW", None),
        ("statements", "US-RW", None),
        ("contested", None, "RW"),
        ("measures", None, "US"),
    ]


def test_an_official_source_is_a_voice_of_its_state() -> None:
    paper = Paper("x").report("US-RW", "agreed", sources=official("Rwanda"))
    assert mentions(paper.filed(), CODEBOOK)[0].voices[0].state == "RW"
