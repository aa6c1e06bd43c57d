"""Claims that one side asserts and another denies in one text.  The people and events are invented."""

from __future__ import annotations

from functools import cache

import pytest

from transferwatch.codebook.codebook import Codebook
from transferwatch.codebook.load import load
from transferwatch.readings.by_rule.actors import find_actors
from transferwatch.readings.by_rule.page import lay_open
from transferwatch.readings.by_rule.speech.attributions import find_attributions
from transferwatch.readings.by_rule.speech.contested import contested
from transferwatch.readings.by_rule.speech.statements import statements
from transferwatch.readings.reading import ContestedClaim


@cache
def book() -> Codebook:
    return load()


def read(text: str) -> tuple[ContestedClaim, ...]:
    page = lay_open(text, "2025-09-12", book())
    found = find_attributions(page, find_actors(page))
    claims = contested(page, found, statements(page, found, lambda first, last: ("SE-MW",)))
    for claim in claims:
        for span in claim.evidence:
            assert text[span.start : span.end] == span.text
    return claims


PAIRED = [
    (
        "UNHCR has expressed alarm that migrants in Malawi could face refoulement. Malawi, however, has denied those claims.",
        "refoulement",
        "UNHCR",
        "Malawi",
    ),
    (
        "Amnesty International said that deportees were beaten. The interior ministry of Malawi rejected the allegation.",
        "treatment",
        "Amnesty International",
        "interior ministry",
    ),
    (
        "Sweden said it had signed an agreement with Malawi on deportees. Malawi denied that there was any agreement.",
        "agreement",
        "Sweden",
        "Malawi",
    ),
    (
        "A Swedish official said that the deportees are members of a gang. Their families reject this.",
        "criminality",
        "Swedish official",
        "families",
    ),
]


@pytest.mark.parametrize(("text", "topic", "asserted", "denied"), PAIRED)
def test_a_denial_is_led_to_what_it_answers(text: str, topic: str, asserted: str, denied: str) -> None:
    (claim,) = read(text)
    assert claim.topic == topic
    assert asserted in claim.asserted_by[0]
    assert denied in claim.denied_by[0]
    assert len(claim.evidence) >= 2
    assert len(claim.sources) == 2


def test_reports_that_are_rejected_are_the_other_side() -> None:
    (claim,) = read("Malawi rejected reports that it had agreed to take deportees from Sweden.")
    assert claim.asserted_by == ("reports",)
    assert claim.denied_by == ("Malawi",)
    assert claim.topic == "agreement"


def test_a_suit_and_the_defence_against_it() -> None:
    (claim,) = read(
        "Lawyers and churches have gone to court over the legality of the deal on deportees; the government of Malawi "
        "opposes the case, arguing it acted within its powers."
    )
    assert claim.topic == "legality"
    assert claim.asserted_by == ("Lawyers and churches",)


def test_two_denials_of_one_claim_are_one() -> None:
    (claim,) = read(
        "Sweden said two states had signed agreements on deportees. Malawi denied any agreement with Sweden on deportees. "
        "Zambia denied any agreement with Sweden on deportees."
    )
    assert claim.denied_by == ("Malawi", "Zambia")


UNCONTESTED = [
    "Malawi denied any agreement with Sweden on deportees.",
    "Sweden said that 40 deportees had landed. Malawi said that 40 deportees had landed.",
    "Malawi said it had no agreement on deportees. Malawi denied any agreement on deportees.",
]


@pytest.mark.parametrize("text", UNCONTESTED)
def test_a_denial_of_what_nobody_asserts_is_none(text: str) -> None:
    assert read(text) == ()
