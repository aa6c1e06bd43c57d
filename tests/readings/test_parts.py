"""A whole text: what must come out of it, and what must not, whoever the states are."""

from __future__ import annotations

import pytest

from transferwatch.codebook.load import load
from transferwatch.readings.parts import Parts, read_parts

SIGNED = (
    "{a} and {b} signed an agreement on Monday under which {b} will take in up to 300 asylum seekers whom {a} has turned down."
    " {a} paid $4 million in advance. A first group of 12 deportees was flown from {a} to {b} on Tuesday."
)
QUIET = (
    "{a} and {b} signed an agreement on Monday under which citizens of {b} may work on farms in {a} for a season."
    " Flights between the two countries will be cheaper from June."
)
STATES = [("Norway", "Ghana", "NO", "GH"), ("Chile", "Fiji", "CL", "FJ"), ("Japan", "Mongolia", "JP", "MN")]


def read(text: str) -> Parts:
    return read_parts(text, "2025-06-11", load(None))


@pytest.mark.parametrize(("a", "b", "sender", "receiver"), STATES)
def test_the_pair_is_found_for_any_states(a: str, b: str, sender: str, receiver: str) -> None:
    parts = read(SIGNED.format(a=a, b=b))
    assert {(one.sending, one.receiving) for one in parts.arrangements} == {((sender,), receiver)}
    assert ("signed", "happened") in {(one.stage, one.modality) for one in parts.arrangements}


@pytest.mark.parametrize(("a", "b", "sender", "receiver"), STATES)
def test_the_movement_is_found_for_any_states(a: str, b: str, sender: str, receiver: str) -> None:
    moved = [one for one in read(SIGNED.format(a=a, b=b)).transfers if one.modality == "happened"]
    assert [(one.from_, one.to, one.count.number if one.count else None) for one in moved] == [(sender, receiver, 12)]


@pytest.mark.parametrize(("a", "b", "sender", "receiver"), STATES)
def test_other_deals_of_two_states_give_nothing(a: str, b: str, sender: str, receiver: str) -> None:
    parts = read(QUIET.format(a=a, b=b))
    assert not parts.arrangements
    assert not parts.transfers


def test_the_same_text_gives_the_same_reading() -> None:
    text = SIGNED.format(a="Norway", b="Ghana")
    assert read(text) == read(text)


def test_every_span_holds_its_words() -> None:
    text = SIGNED.format(a="Norway", b="Ghana")
    parts = read(text)
    spans = [span for part in (parts.arrangements, parts.transfers, parts.statements) for one in part for span in one.evidence]
    assert spans
    assert all(text[span.start : span.end] == span.text for span in spans)
