"""Attribution at large: who wants, knows, supports or refuses what; never among the statements."""

from __future__ import annotations

import pytest

from by_hand import CODEBOOK
from transferwatch.readings.by_rule.actors import find_actors
from transferwatch.readings.by_rule.page import lay_open
from transferwatch.readings.by_rule.speech.attributions import attribute


def told(text: str, *, attitudes: bool = True) -> list[tuple[str, str, str]]:
    """Source, cue and content of each attribution."""
    page = lay_open(text, "2025-05-05", CODEBOOK)
    found = attribute(page, find_actors(page), attitudes=attitudes).attributions
    return [
        (
            page.span(*one.speaker_span).text,
            page.span(*one.cue).text,
            " ".join(page.span(*run).text for run in one.content),
        )
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The villagers want to rebuild the bridge.", ("The villagers", "want", "to rebuild the bridge")),
        ("The poll did not ask about the bridge.", ("The poll", "did not ask", "about the bridge")),
        ("The law is opposed by the farmers.", ("the farmers", "is opposed", "The law")),
        ("The villagers are curious about the new bridge.", ("The villagers", "are curious", "about the new bridge")),
        ("The judge knew of his refusal to leave.", ("his", "refusal", "to leave")),
    ],
)
def test_attitudes(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)
    assert told(text, attitudes=False) == []


def test_what_is_said_is_no_attitude_besides() -> None:
    text = "The minister said that the bridge was safe."
    assert told(text) == told(text, attitudes=False)


def test_a_quotation_has_no_attitudes_of_its_own() -> None:
    text = "“They want to rebuild the bridge and we hope they do it,” the minister told reporters."
    assert len(told(text)) == 1
