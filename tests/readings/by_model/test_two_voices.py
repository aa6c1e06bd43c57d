"""What the tagger and the rules make of one text together: which way a pair goes."""

from __future__ import annotations

import numpy as np

from transferwatch.readings.by_model.pairs import Pair
from transferwatch.readings.by_model.scores import Unit
from transferwatch.readings.by_model.told import Told, one_sided, one_way
from transferwatch.readings.by_rule.arrangements import Draft

UNIT = Unit("signed", 0, 0.9, 0, np.zeros(1, dtype=np.float32))


def told(*pair: str, sure: float = 0.9) -> Told:
    return Told((pair[0], pair[1]), "signed", "happened", sure, UNIT, (0, 1), (None, None))


def draft(*pair: str) -> Draft:
    return Draft(
        pair=(pair[0], pair[1]), stage="signed", modality="happened", at=0, evidence=(0, 1), sentence=0, by=None, firm=True
    )


def pairs(found: list[Told]) -> list[Pair]:
    return [one.pair for one in found]


def test_a_pair_is_turned_about_where_the_rules_and_another_pair_say_so() -> None:
    found = one_way([told("NO", "GH"), told("GH", "DK")], [draft("DK", "GH")])
    assert pairs(found) == [("NO", "GH"), ("DK", "GH")]


def test_the_rules_alone_turn_nothing_about() -> None:
    assert pairs(one_way([told("GH", "DK")], [draft("DK", "GH")])) == [("GH", "DK")]


def test_a_pair_that_the_rules_have_both_ways_stays() -> None:
    both = [draft("DK", "GH"), draft("GH", "DK")]
    assert pairs(one_way([told("NO", "GH"), told("GH", "DK")], both)) == [("NO", "GH"), ("GH", "DK")]


def test_what_a_surer_telling_speaks_against_is_doubtful() -> None:
    kept, doubtful = one_sided([told("NO", "GH"), told("GH", "DK", sure=0.5)], [])
    assert (pairs(kept), pairs(doubtful)) == ([("NO", "GH")], [("GH", "DK")])
