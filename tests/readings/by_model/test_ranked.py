"""Which pairs a sentence tells of, by how surely its mentions fill the roles."""

from __future__ import annotations

import pytest

from transferwatch.readings.by_model.arrangements import Least, pairs_of
from transferwatch.readings.by_model.marking import Mention
from transferwatch.readings.by_model.scores import Filler, Ranked, best_states

LEAST = Least(pair=0.2, role=0.5, neither=0.3, share=0.5, whole=0.3)


def ranked(senders: dict[str, float], receivers: dict[str, float], whole: float = 0.9) -> list[Ranked]:
    pairs = [(s, r) for s in senders for r in receivers if s != r]
    total = sum(senders[s] * receivers[r] for s, r in pairs)
    found = [Ranked((s, r), senders[s] * receivers[r] / total, senders[s], receivers[r], whole) for s, r in pairs]
    return sorted(found, key=lambda one: -one.share)


def test_a_state_is_as_sure_as_its_surest_mention() -> None:
    told = [Filler(Mention("state", place, place, place, "NO"), sure) for place, sure in enumerate((0.2, 0.9))]
    assert best_states(told) == [("NO", 0.9)]


@pytest.mark.parametrize(
    ("senders", "receivers", "pairs"),
    [
        ({"NO": 0.9, "GH": 0.1}, {"NO": 0.1, "GH": 0.9}, [("NO", "GH")]),
        ({"NO": 0.9}, {"GH": 0.9, "TG": 0.8}, [("NO", "GH"), ("NO", "TG")]),
        ({"NO": 0.9, "SE": 0.7}, {"GH": 0.9}, [("NO", "GH"), ("SE", "GH")]),
        ({"NO": 0.4}, {"GH": 0.4}, []),
        ({"NO": 0.9}, {}, []),
    ],
    ids=["one pair", "several receivers", "several senders", "not sure enough", "nobody receives"],
)
def test_pairs(senders: dict[str, float], receivers: dict[str, float], pairs: list[tuple[str, str]]) -> None:
    assert pairs_of(ranked(senders, receivers), LEAST) == pairs


def test_several_on_both_sides_are_left_unsettled() -> None:
    assert pairs_of(ranked({"NO": 0.9, "SE": 0.8}, {"GH": 0.9, "TG": 0.8}), LEAST) == []


def test_a_pair_that_the_text_as_a_whole_is_not_about_is_left_out() -> None:
    assert pairs_of(ranked({"NO": 0.9}, {"GH": 0.9}, whole=0.1), LEAST) == []
