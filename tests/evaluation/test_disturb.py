"""Disturbed texts mean what they meant."""

from __future__ import annotations

import random

import pytest
from evaluation.robustness.__main__ import items
from evaluation.robustness.disturb import DISTURBANCES, persons_renamed, quotes_changed, states_renamed

from transferwatch.codebook.load import load
from transferwatch.readings.parts import Parts
from transferwatch.readings.reading import ArrangementReport, Span

TEXT = 'Norway signed a deal with Ghana. "It holds," Ghanaian minister Ingrid Osei said in Oslo. Osei left.'
BOOK = load(None)


def test_states_are_renamed_alike_at_every_mention() -> None:
    done = states_renamed(TEXT, None, BOOK, random.Random(1))
    assert set(done.states) == {"NO", "GH"}
    assert not {"Norway", "Ghana", "Ghanaian", "Oslo"} & set(done.text.replace(".", "").split())
    assert BOOK.states[done.states["NO"]].capital[0] in done.text


def test_persons_are_renamed_alike_at_every_mention() -> None:
    done = persons_renamed(TEXT, None, BOOK, random.Random(1))
    assert "Osei" not in done.text
    family = done.text.split(" minister ")[1].split()[1]
    assert done.text.count(family) == 2


def test_quotation_marks_are_exchanged_for_the_other_kind_and_back() -> None:
    curly = quotes_changed(TEXT, None, BOOK, random.Random(1)).text
    assert "“It holds,”" in curly
    assert quotes_changed(curly, None, BOOK, random.Random(1)).text == TEXT


@pytest.mark.parametrize("name", sorted(DISTURBANCES))
def test_the_same_chance_disturbs_alike(name: str) -> None:
    one, other = (DISTURBANCES[name](TEXT * 9, None, BOOK, random.Random(3)).text for _ in range(2))
    assert one == other


def test_items_are_compared_with_their_states_exchanged() -> None:
    def parts(sender: str) -> Parts:
        span = Span(start=0, end=1, text="x")
        report = ArrangementReport(
            sending=(sender,), receiving="GH", kind="unspecified", stage="signed", modality="happened", evidence=(span,)
        )
        return Parts(arrangements=(report,))

    assert items(parts("NO"), {"NO": "CL"}) == items(parts("CL"))
    assert items(parts("NO")) != items(parts("CL"))
