"""Acts of one state alone: programmes, statutes invoked, laws, orders, sanctions, funds."""

from __future__ import annotations

import pytest

from transferwatch.codebook.load import load
from transferwatch.readings.by_rule.actors import find_actors
from transferwatch.readings.by_rule.frames import find_frames
from transferwatch.readings.by_rule.groups import find_groups
from transferwatch.readings.by_rule.measures import find_measures
from transferwatch.readings.by_rule.page import lay_open
from transferwatch.readings.reading import Measure

PUBLISHED = "2025-11-20"
SUBJECT = "Uganda may take migrants deported by the United States. "


def read(text: str) -> tuple[Measure, ...]:
    page = lay_open(SUBJECT + text, PUBLISHED, load())
    actors = find_actors(page)
    groups = find_groups(page)
    return find_measures(page, actors, groups, find_frames(page, actors, groups), lambda token: ())


@pytest.mark.parametrize(
    ("text", "kind", "state"),
    [
        ("Canada suspended its refugee resettlement programme in March.", "programme", "CA"),
        ("The Trump administration also attempted to halt the refugee resettlement program.", "programme", "US"),
        ("Australia has restored the humanitarian visa programme.", "programme", "AU"),
        ("Donald Trump invoked the Alien Enemies Act on 15 March.", "law", "US"),
        ("Denmark's parliament passed a law that allows asylum seekers to be moved abroad.", "law", "DK"),
        ("The US president signed an executive order on deportations.", "order", "US"),
        ("The Department of Homeland Security issued a memo on removals to third countries.", "policy", "US"),
        ("The United States imposed visa sanctions on Uganda.", "sanction", "US"),
        ("The United States cut aid to Uganda over the deportations.", "funding", "US"),
    ],
)
def test_kinds(text: str, kind: str, state: str) -> None:
    (found,) = read(text)
    assert (found.kind, found.state, found.modality) == (kind, state, "happened")


def test_a_statute_by_its_nickname() -> None:
    (found,) = read("The deportations had been pursued under a rarely invoked wartime statute.")
    assert (found.kind, found.state, found.instrument) == ("law", "US", "Alien Enemies Act")


def test_a_date_and_what_it_does() -> None:
    (found,) = read("In September Germany passed a law that lets the police send asylum seekers to third countries.")
    assert (found.state, found.when) == ("DE", "2025-09")
    assert found.effect is not None
    assert "send asylum seekers" in found.effect


def test_a_law_to_come_is_planned() -> None:
    (found,) = read("Germany's parliament will pass a law on removals next month.")
    assert (found.modality, found.when) == ("planned", "2025-12")


def test_one_act_told_twice_is_one_item() -> None:
    found = read("Trump invoked the Alien Enemies Act in March. He invoked the Alien Enemies Act against a gang.")
    assert [one.when for one in found] == ["2025-03"]


@pytest.mark.parametrize(
    "text",
    [
        "The two countries signed an agreement with Rwanda.",
        "The programme of the concert was changed.",
        "The court passed sentence on a smuggler.",
        "Parliament passed the budget for schools.",
    ],
)
def test_what_is_no_measure(text: str) -> None:
    assert read(text) == ()


def test_every_span_holds_its_words() -> None:
    text = "The “Trump administration” halted the refugee resettlement programme."
    for one in read(text):
        assert all((SUBJECT + text)[span.start : span.end] == span.text for span in one.evidence)
