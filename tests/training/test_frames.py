"""Texts put together out of frames: what they say they tell is in them."""

from __future__ import annotations

import random
import re
from typing import Any, get_args

import pytest
import yaml
from training.frames import FRAMES, Maker

from transferwatch.codebook.load import load
from transferwatch.readings.reading import Leg, Modality, Stage

TOLD = re.compile(r"[a-z_]+:[a-z]+:[SRQP2,]+>[RSQPX2,=-]+(:[nm12])?(:stopped)?")


@pytest.fixture(scope="module")
def frames() -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load(FRAMES.read_text(encoding="utf-8"))
    return held


def test_every_frame_names_the_states_that_it_tells_of(frames: dict[str, Any]) -> None:
    for frame in (one for part in ("leads", "backgrounds", "moves", "others") for one in frames[part]):
        for told in (*frame.get("stages", ()), *frame.get("moves", ())):
            assert TOLD.fullmatch(told), frame
            code, modality, pair, *_ = told.split(":")
            assert code in (*get_args(Stage), *get_args(Leg))
            assert modality in get_args(Modality)
            # "The country" and "it" stand for the receiving state of the sentence before.
            named = (
                set(re.findall(r"\{([A-Z]2?)[.}]", frame["text"]))
                | {"-", "="}
                | ({"R"} if frame["text"].startswith(("The country", "It ")) else set())
            )
            assert set(re.split("[>,]", pair)) <= named, frame


def test_the_same_seed_gives_the_same_texts(frames: dict[str, Any]) -> None:
    first, second = (Maker(frames, load(None), random.Random(8)) for _ in range(2))
    texts = [first.text(number) for number in range(40)]
    assert texts == [second.text(number) for number in range(40)]
    assert all(words in text["text"] for text in texts for item in (*text["A"], *text["T"]) for words in item["ev"])
    assert all("{" not in text["text"] for text in texts)
    assert all({*item["s"]} - {item["r"]} for text in texts for item in text["A"])
