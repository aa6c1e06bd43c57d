"""Tellings of one movement are one item."""

from __future__ import annotations

from dataclasses import replace

from transferwatch.readings.by_model.movements import Movement, each_once
from transferwatch.readings.reading import Quantity

MOVE = Movement(
    from_="NO",
    to="GH",
    leg="outbound",
    count=Quantity(number=7, bound="exact"),
    nationalities=(),
    who=None,
    when=None,
    when_words=None,
    modality="happened",
    stopped=False,
    at=5,
    sentence=0,
    evidence=((4, 6),),
)


def test_a_telling_without_a_number_joins_the_one_with_it_and_brings_its_day() -> None:
    later = replace(MOVE, count=None, when="2031-05", sentence=3, at=60, evidence=((58, 62),))
    assert each_once([later, MOVE]) == [replace(MOVE, when="2031-05", evidence=((4, 6), (58, 62)))]


def test_two_numbers_are_two_movements() -> None:
    other = replace(MOVE, count=Quantity(number=12, bound="exact"), at=60)
    assert each_once([MOVE, other]) == [MOVE, other]


def test_what_is_planned_is_not_what_happened() -> None:
    planned = replace(MOVE, count=None, modality="planned", at=60)
    assert each_once([MOVE, planned]) == [MOVE, planned]


def test_a_stopped_movement_stays_by_itself() -> None:
    stopped = replace(MOVE, stopped=True, modality="planned", at=60)
    assert each_once([MOVE, stopped]) == [MOVE, stopped]


def test_other_ends_are_another_movement() -> None:
    onward = replace(MOVE, from_="GH", to="TG", leg="onward", at=60)
    assert each_once([onward, MOVE]) == [MOVE, onward]
