"""JSON: stable in order, and the same words."""

from __future__ import annotations

import json

from by_hand import CODEBOOK, Paper, first_case, view_of
from transferwatch.answers.brief import brief
from transferwatch.answers.listing import listing
from transferwatch.matching.parties import parse_pair
from transferwatch.publish.as_json import to_json


def test_keys_in_the_order_of_the_nouns() -> None:
    plain = json.loads(to_json(brief(view_of(first_case()), parse_pair("GB-RW", CODEBOOK), CODEBOOK)))
    assert list(plain)[:4] == ["pair", "sending", "receiving", "as_of"]
    assert plain["deals"][0]["stage"] == "ended"
    assert plain["footnotes"][0]["quotes"] == ["That deal was cancelled in 2024"]


def test_the_same_for_the_same_record() -> None:
    assert to_json(listing(view_of(first_case()), CODEBOOK)) == to_json(listing(view_of(first_case()), CODEBOOK))


def test_signs_that_turn_text_are_escaped_and_kept() -> None:
    made = to_json(brief(view_of(Paper("a\u202eb").report("US-RW", "agreed")), parse_pair("US-RW", CODEBOOK), CODEBOOK))
    assert "\u202e" not in made
    assert json.loads(made)["footnotes"][0]["quotes"] == ["a\u202eb"]
