"""Examples as the tagger is shown them."""

from __future__ import annotations

import random
from typing import Any

from training.batches import LONGEST, batched, cut, drawn, joined, varied

from transferwatch.readings.by_model.marking import stand_in_pieces


def example(name: str, *, pieces: int = 6, state: str = "NO") -> dict[str, Any]:
    """A text of one sentence with one state, one number that was moved and one saying."""
    return {
        "id": name,
        "coded": ("stage", "move", "step"),
        "share": 1.0,
        "pieces": list(range(2000, 2000 + pieces)),
        "stand_ins": [(0, 0, 0)],
        "sentences": [(0, pieces)],
        "mentions": [["state", 0, 1, state], ["number", 2, 3, None]],
        "where": [0, 0],
        "units": [{"sentence": 0, "label": "move:outbound", "count": [1], "when": [], "court": [], "others": []}],
        "figures": [{"mention": 1, "tag": "moved:outbound", "when": []}],
        "tags": {"content": [4], "cue": [], "speaker": [], "person": []},
        "sayings": [{"cue": [], "speaker": [], "content": [4], "sentence": 0, "stance": "says", "state": []}],
    }


def test_two_texts_in_one_keep_what_belongs_to_each() -> None:
    both = joined(example("a", state="NO"), example("b", state="GH"))
    assert [mention[3] for mention in both["mentions"] if mention[0] == "state"] == ["NO", "GH"]
    assert [place[1] for place in both["stand_ins"]] == [0, 1], "two states stand behind two stand-ins"
    assert both["sentences"] == [(0, 6), (6, 12)]
    assert [unit["count"] for unit in both["units"]] == [[1], [3]]
    assert [figure["mention"] for figure in both["figures"]] == [1, 3]
    assert both["tags"]["content"] == [4, 10]
    assert [saying["content"] for saying in both["sayings"]] == [[4], [10]]


def test_one_state_in_two_texts_is_one_stand_in() -> None:
    both = joined(example("a", state="NO"), example("b", state="NO"))
    assert [place[1] for place in both["stand_ins"]] == [0, 0]


def test_what_the_encoder_has_no_room_for_is_left_out() -> None:
    long = example("a", pieces=4)
    long["pieces"] += list(range(LONGEST))
    long["sentences"].append((4, 4 + LONGEST))
    long["units"].append({"sentence": 1, "label": "stage:agreed", "count": [], "when": [], "court": [], "others": []})
    kept = cut(long)
    assert len(kept["pieces"]) == 4
    assert [unit["label"] for unit in kept["units"]] == ["move:outbound"]
    assert kept["sayings"] == [], "its words stood behind the cut"


def test_states_change_their_stand_ins_and_nothing_else_of_the_text_changes_but_hidden_pieces() -> None:
    random.seed(1)
    one = example("a", pieces=40)
    shown = {varied(one, [])["pieces"][0] for _ in range(60)}
    assert len(shown) > 10
    assert shown <= {pieces[0] for pieces in stand_in_pieces()}
    assert one["pieces"][0] == 2000, "the text itself stays"


def test_texts_are_drawn_by_their_share() -> None:
    random.seed(2)
    texts = [{**example("a"), "share": 2.0}] + [{**example("b"), "share": 0.3}] * 100
    names = [one["id"] for one in drawn(texts)]
    assert names.count("a") == 2
    assert 15 < names.count("b") < 45


def test_batches_hold_about_so_many_pieces() -> None:
    sizes = [sum(len(one["pieces"]) for one in batch) for batch in batched([example("a")] * 10, 20)]
    assert sizes == [18, 18, 18, 6]
