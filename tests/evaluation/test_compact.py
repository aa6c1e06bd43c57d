"""The short form of coded texts gives the full one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from evaluation.compact import expanded, lines_of
from evaluation.corpus import anchored, held, practice, tuning

from transferwatch.errors import InputError

SHORT = {
    "id": "x1",
    "kind_of_text": "news digest",
    "published": "2025-06-11",
    "text": "Norway signed a deal with Ghana, a minister said. Nine men were flown there.",
    "A": [
        {
            "s": ["NO"],
            "r": "GH",
            "stage": "signed",
            "cap": [300, "at_most"],
            "pay": [[4000000, "USD", "paid"]],
            "ev": "Norway signed a deal with Ghana",
        }
    ],
    "T": [{"f": "NO", "t": "GH", "n": 9, "ev": ["Nine men were flown there"]}],
    "S": [{"role": "minister", "named": False, "cue": "said", "ev": ["Norway signed a deal with Ghana"]}],
}


def test_what_is_left_out_is_the_usual() -> None:
    coding = expanded(SHORT)["coding"]
    (report,), (move,), (statement,) = coding["arrangements"], coding["transfers"], coding["statements"]
    assert (report["modality"], report["kind"], report["sources"]) == (
        "happened",
        "unspecified",
        [{"kind": "publisher", "name": None}],
    )
    assert report["terms"]["cap"] == {"number": 300, "bound": "at_most", "period": "total"}
    assert report["terms"]["payments"] == [{"amount": 4000000, "currency": "USD", "status": "paid"}]
    assert (move["leg"], move["count"], move["stopped"]) == ("outbound", {"number": 9, "bound": "exact"}, False)
    assert (statement["stance"], statement["speaker"]["named"]) == ("says", False)


def test_the_full_form_is_a_reading() -> None:
    full = expanded(SHORT)
    reading = anchored(full["id"], full["text"], full["coding"])
    assert reading.arrangements[0].evidence[0].text == "Norway signed a deal with Ghana"


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text(json.dumps(SHORT) + "\n" + json.dumps({**SHORT, "A": [{"s": ["NO"]}]}) + "\n")
    with pytest.raises(InputError, match=r"some\.jsonl:2"):
        lines_of(path)


def test_every_text_of_practice_is_a_reading_whose_words_are_in_the_text() -> None:
    texts = practice()
    assert len(texts) > 5000
    assert len({text.id for text in texts}) == len(texts)
    for text in texts:
        for report in text.gold.arrangements:
            assert report.evidence, f"{text.id}: {report.stage}"


def test_no_text_that_is_measured_was_practised_on() -> None:
    practised = {text.text for text in practice()}
    names = {text.id for text in practice()}
    kept = (*tuning(), *held())
    assert len(kept) > 100
    assert not any(text.text in practised or text.id in names for text in kept)
    assert not {text.id for text in tuning()} & {text.id for text in held()}
