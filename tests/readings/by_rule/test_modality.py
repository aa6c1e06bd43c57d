"""How the text puts a step: by negation, modals, governors and what stands alone."""

from __future__ import annotations

import pytest

from by_hand import CODEBOOK
from transferwatch.readings.by_rule.modality import Standing, standing
from transferwatch.readings.by_rule.page import lay_open


def stands(text: str) -> Standing:
    """How the word in square brackets stands."""
    place = text.index("[")
    page = lay_open(text.replace("[", "").replace("]", ""), "2025-05-05", CODEBOOK)
    return standing(page, page.token(page.index_at(place)))


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Rwanda [signed] the agreement on Sunday.", "happened"),
        ("Rwanda will [sign] the agreement.", "planned"),
        ("The men must be [returned] by Friday.", "planned"),
        ("Rwanda may [sign] the agreement.", "possible"),
        ("Rwanda should [accept] the men.", "possible"),
        ("Rwanda denied that it had [signed] the agreement.", "denied"),
        ("The [deported] men may appeal.", "happened"),
        ("The men [deported] in May could return.", "happened"),
        ("Flights will stay grounded because the court [blocked] them.", "happened"),
        ("The [agreement] could collapse.", "happened"),
        ("An [agreement] could be reached.", "possible"),
        ("The ministry asked them to sign and [leave].", "planned"),
        ("They were forced to [leave].", "happened"),
    ],
)
def test_modality(text: str, modality: str) -> None:
    assert stands(text).modality == modality


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Rwanda has not [signed] the agreement.", True),
        ("No agreement was [signed].", True),
        ("Nobody was [deported] under it.", True),
        ("No one has been [deported].", True),
        ("The court did not think that they had [left].", True),
        ("It was not until Tuesday that Rwanda [signed].", False),
        ("The ministry did not know which of them had [left].", False),
        ("They are not there because they were [deported].", False),
        ("Rwanda [signed] an agreement that nobody has read.", False),
    ],
)
def test_negation(text: str, negated: bool) -> None:
    assert stands(text).negated is negated


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Rwanda will [accept] them.", True),
        ("Rwanda has agreed to [accept] them.", True),
        ("Rwanda wants to [accept] them.", False),
        ("The lawyers urged Rwanda to [accept] them.", False),
        ("The men must be [returned].", False),
        ("Any [removal] would be unlawful.", False),
        ("Will Rwanda [accept] them?", False),
    ],
)
def test_what_is_sure_to_come(text: str, sure: bool) -> None:
    assert stands(text).sure is sure


@pytest.mark.parametrize(
    ("text", "withheld"),
    [
        ("Rwanda refused to [accept] them.", True),
        ("The government failed to [return] him.", True),
        ("They were unable to [leave].", True),
        ("The order prevents the state from [removing] them.", True),
        ("Rwanda agreed to [accept] them.", False),
    ],
)
def test_what_is_refused_or_failed(text: str, withheld: bool) -> None:
    assert stands(text).withheld is withheld
