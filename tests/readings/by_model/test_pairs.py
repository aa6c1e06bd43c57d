"""Which pairs a sentence tells of, by how surely its mentions fill the roles."""

from __future__ import annotations

import pytest

from transferwatch.readings.by_model.arrangements import Least, pairs_of
from transferwatch.readings.by_model.marking import Mention
from transferwatch.readings.by_model.pairs import joint
from transferwatch.readings.by_model.scores import Filler, best_states

LEAST = Least(pair=0.3, role=0.5)


def fillers(**sure: float) -> list[Filler]:
    return [Filler(Mention("state", place, place, place, code), value) for place, (code, value) in enumerate(sure.items())]


def test_a_state_is_as_sure_as_its_surest_mention() -> None:
    twice = [*fillers(NO=0.2), *fillers(NO=0.9)]
    assert best_states(twice) == [("NO", 0.9)]


def test_a_state_does_not_send_to_itself() -> None:
    assert joint(fillers(NO=0.9), fillers(NO=0.9)) == []


@pytest.mark.parametrize(
    ("senders", "receivers", "pairs"),
    [
        (fillers(NO=0.9, GH=0.1), fillers(NO=0.1, GH=0.9), [("NO", "GH")]),
        (fillers(NO=0.9), fillers(GH=0.9, TG=0.8), [("NO", "GH"), ("NO", "TG")]),
        (fillers(NO=0.9, SE=0.7), fillers(GH=0.9), [("NO", "GH"), ("SE", "GH")]),
        (fillers(NO=0.5), fillers(GH=0.5), []),
        (fillers(NO=0.9), [], []),
    ],
    ids=["one pair", "several receivers", "several senders", "not sure enough", "nobody receives"],
)
def test_pairs(senders: list[Filler], receivers: list[Filler], pairs: list[tuple[str, str]]) -> None:
    assert pairs_of(senders, receivers, LEAST) == pairs


def test_several_on_both_sides_are_left_unsettled() -> None:
    assert pairs_of(fillers(NO=0.9, SE=0.8), fillers(GH=0.9, TG=0.8), LEAST) == []
