"""Floors hold on one corpus, only rise, and say which figure broke them."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluation.floors import Floors, load, save
from evaluation.scores import Figure

from transferwatch.errors import InputError


def figure(name: str, value: float, of: int = 100) -> Figure:
    return Figure(name=name, value=value, unit="share", of=of)


FLOORS = Floors(digest="d1", floors={"pair.precision": 0.9, "look-alike.items": 2})


def test_figures_at_their_floors_hold() -> None:
    assert FLOORS.under([figure("pair.precision", 0.9), figure("look-alike.items", 2)]) == ()


def test_a_figure_under_its_floor_is_named() -> None:
    (line,) = FLOORS.under([figure("pair.precision", 0.899), figure("look-alike.items", 0)])
    assert "pair.precision" in line
    assert "0.899" in line


def test_a_ceiling_breaks_upwards() -> None:
    (line,) = FLOORS.under([figure("pair.precision", 1.0), figure("look-alike.items", 3)])
    assert "look-alike.items" in line


def test_a_figure_that_is_gone_breaks_its_floor() -> None:
    (line,) = FLOORS.under([figure("look-alike.items", 2)])
    assert "pair.precision is measured no more" in line


def test_floors_rise_and_never_fall() -> None:
    better = FLOORS.raised([figure("pair.precision", 0.95678), figure("look-alike.items", 0)])
    assert better.floors == {"pair.precision": 0.956, "look-alike.items": 0}
    assert better.raised([figure("pair.precision", 0.5), figure("look-alike.items", 9)]) == better
    assert better.under([figure("pair.precision", 0.95678), figure("look-alike.items", 0)]) == ()


def test_few_items_and_notes_get_no_floor() -> None:
    raised = Floors().raised([figure("cap.f1", 1, of=2), figure("notes", 7), figure("cap.recall", 1), figure("cap.f2", 1)])
    assert set(raised.floors) == {"cap.f2"}


def test_floors_belong_to_one_corpus() -> None:
    assert FLOORS.apply_to("d1")
    assert not FLOORS.apply_to("d2")
    assert not Floors().apply_to("d1")


def test_pinning_anew_keeps_the_floors_and_refuses_to_go_down() -> None:
    good = [figure("pair.precision", 0.95), figure("look-alike.items", 1)]
    assert FLOORS.pinned_to("d2", good) == Floors(digest="d2", floors=FLOORS.floors)
    with pytest.raises(InputError, match=r"pair\.precision"):
        FLOORS.pinned_to("d2", [figure("pair.precision", 0.5), figure("look-alike.items", 1)])


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "floors.yaml"
    assert load(path) == Floors()
    save(FLOORS, path)
    assert load(path) == FLOORS
    assert path.read_text().startswith("#")
