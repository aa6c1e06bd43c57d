"""Which pairs a sentence tells of, by how surely its mentions fill the roles."""

from __future__ import annotations

import numpy as np
import pytest

from transferwatch.readings.by_model.encoder import heads
from transferwatch.readings.by_model.marking import Mention
from transferwatch.readings.by_model.pairs import Pair, Ranked, buckets, ranked_pairs, related
from transferwatch.readings.by_model.scores import Filler, best_states
from transferwatch.readings.by_model.told import Least, Ruled, pairs_of

LEAST = Least(stage=0.5, softly=0.2, fit=0.5, ruled=0.3, beside=0.75, certain=0.4)
NORWAY_GHANA, NORWAY_TOGO = ("NO", "GH"), ("NO", "TG")
RULED_HERE = Ruled([NORWAY_GHANA], [NORWAY_GHANA])


def test_a_state_is_as_sure_as_its_surest_mention() -> None:
    told = [Filler(Mention("state", place, place, place, "NO"), sure) for place, sure in enumerate((0.2, 0.9))]
    assert best_states(told) == [("NO", 0.9)]


@pytest.mark.parametrize(
    ("fits", "certain", "ruled", "pairs"),
    [
        ({NORWAY_GHANA: 0.9}, {NORWAY_GHANA: 0.9}, Ruled(), [NORWAY_GHANA]),
        ({NORWAY_GHANA: 0.9, NORWAY_TOGO: 0.6}, {NORWAY_GHANA: 0.9, NORWAY_TOGO: 0.5}, Ruled(), [NORWAY_GHANA, NORWAY_TOGO]),
        ({NORWAY_GHANA: 0.4}, {NORWAY_GHANA: 0.9}, Ruled(), []),
        ({NORWAY_GHANA: 0.9}, {NORWAY_GHANA: 0.3}, Ruled(), []),
        ({NORWAY_GHANA: 0.4}, {NORWAY_GHANA: 0.3}, Ruled([NORWAY_GHANA]), [NORWAY_GHANA]),
        ({NORWAY_GHANA: 0.2}, {NORWAY_GHANA: 0.9}, Ruled([NORWAY_GHANA]), []),
        ({NORWAY_GHANA: 0.6, NORWAY_TOGO: 0.6}, {NORWAY_GHANA: 0.6, NORWAY_TOGO: 0.6}, RULED_HERE, [NORWAY_GHANA]),
        ({NORWAY_GHANA: 0.6, NORWAY_TOGO: 0.9}, {NORWAY_GHANA: 0.6, NORWAY_TOGO: 0.9}, RULED_HERE, [NORWAY_GHANA, NORWAY_TOGO]),
        ({}, {}, RULED_HERE, []),
    ],
    ids=["one", "several", "does not fit", "sure nowhere", "ruled too", "ruled alone", "ruled here", "both", "no states"],
)
def test_pairs(fits: dict[Pair, float], certain: dict[Pair, float], ruled: Ruled, pairs: list[Pair]) -> None:
    ranked = [Ranked(pair, share=0.5, fit=fit) for pair, fit in fits.items()]
    assert [one.pair for one in pairs_of(0.9, ranked, certain, ruled, LEAST)] == pairs


@pytest.mark.parametrize(("ruled", "pairs"), [(Ruled([NORWAY_GHANA]), []), (RULED_HERE, [NORWAY_GHANA])])
def test_what_is_heard_softly_needs_the_rules_for_the_same_words(ruled: Ruled, pairs: list[Pair]) -> None:
    ranked = [Ranked(pair, share=0.5, fit=0.9) for pair in (NORWAY_GHANA, NORWAY_TOGO)]
    certain = {NORWAY_GHANA: 0.3, NORWAY_TOGO: 0.3}
    assert [one.pair for one in pairs_of(0.3, ranked, certain, ruled, LEAST)] == pairs


def test_a_pair_is_ranked_by_the_ends_that_fill_its_roles() -> None:
    width = heads()["label"].shape[1]
    mentions = np.random.default_rng(5).normal(size=(3, width)).astype(np.float32)
    sends, receives = np.array([6, -6, -6], dtype=np.float32), np.array([-6, 6, -6], dtype=np.float32)
    told = ranked_pairs(mentions[0], sends, receives, mentions, ["NO", "GH", "TG"], {})
    assert next(one.pair for one in told) == NORWAY_GHANA
    assert len(told) == 6
    assert sum(one.share for one in told) == pytest.approx(1, abs=1e-4)
    assert ranked_pairs(mentions[0], sends[:1], receives[:1], mentions[:1], ["NO"], {}) == []


def test_what_mentions_hear_of_each_other_does_not_depend_on_their_order() -> None:
    width = heads()["label"].shape[1]
    mentions = np.random.default_rng(6).normal(size=(4, width)).astype(np.float32)
    of, who, turned = np.array([0, 0, 2, 5]), np.array([0, 1, 0, 2]), np.array([2, 0, 3, 1])
    told = related(mentions, of, who)
    np.testing.assert_allclose(related(mentions[turned], of[turned], who[turned]), told[turned], atol=1e-4)


def test_distances_are_classed_by_side_and_size() -> None:
    assert buckets(np.array([0, -1, -2, -9, 1, 3, 4])).tolist() == [0, 1, 2, 3, 4, 5, 6]
