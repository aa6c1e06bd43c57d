"""The gold holds what it should, and no text changes sides."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from evaluation.corpus import GOLD, KINDS, LOOK_ALIKE, UNLISTED, digest, half_of, kind_of, shared, written_here

from transferwatch import dates
from transferwatch.codebook.load import load
from transferwatch.errors import InputError
from transferwatch.readings.anchoring import PARTS

FILES = sorted(GOLD.glob("*.json"))
FIELDS = {"id", "kind_of_text", "published", "title", "text", "coding"}


def _held(path: Path) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return held


def _items(held: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(part, item) for part, items in held["coding"].items() for item in items]


def _states(item: dict[str, Any]) -> list[str]:
    # Terms may name a region in words: only their codes are looked at.
    terms = [code for code in item.get("terms", {}).get("nationalities", ()) if len(code) == 2]
    found = [*item.get("sending", ()), *item.get("nationalities", ()), *terms]
    found += [item.get(name) for name in ("receiving", "from", "to", "state")]
    found.append(item.get("speaker", {}).get("state"))
    return [state for state in found if state is not None]


def test_every_file_is_named_for_its_id_and_ids_are_unique() -> None:
    ids = [_held(path)["id"] for path in FILES]
    assert ids == [path.stem for path in FILES]
    assert len(set(ids)) == len(ids)


def test_every_file_has_its_fields_and_all_six_parts() -> None:
    wrong = [path.name for path in FILES if set(_held(path)) != FIELDS or set(_held(path)["coding"]) != set(PARTS)]
    assert not wrong


def test_codes_and_shapes_are_those_of_a_reading() -> None:
    # Loading validates every item against the nouns of a reading: codes, bounds, currencies, types.
    assert len(written_here()) == len(FILES)


def test_every_piece_of_evidence_is_verbatim() -> None:
    missing = [
        (path.stem, part, words)
        for path in FILES
        for held in [_held(path)]
        for part, item in _items(held)
        for words in [*item["evidence"], *([item["quote"]] if item.get("quote") else [])]
        if words not in held["text"] or not words.strip()
    ]
    assert not missing


def test_no_item_without_evidence() -> None:
    bare = [(path.stem, part) for path in FILES for part, item in _items(_held(path)) if not item["evidence"]]
    assert not bare


def test_states_are_those_of_the_codebook() -> None:
    known = load().states
    wrong = [
        (path.stem, part, state)
        for path in FILES
        for part, item in _items(_held(path))
        for state in _states(item)
        if state not in known
    ]
    assert not wrong


def test_currencies_are_three_capitals() -> None:
    wrong = [
        (path.stem, money["currency"])
        for path in FILES
        for part, item in _items(_held(path))
        if part == "arrangements"
        for money in item["terms"]["payments"]
        if not (len(money["currency"]) == 3 and money["currency"].isalpha() and money["currency"].isupper())
    ]
    assert not wrong


def test_dates_can_be_parsed() -> None:
    for path in FILES:
        held = _held(path)
        for when in [held["published"], *(item.get("when") for _, item in _items(held))]:
            if when is not None:
                dates.parse(when)


def test_look_alikes_give_nothing() -> None:
    assert not [text.id for text in written_here() if text.kind == LOOK_ALIKE and any(_items(_held(GOLD / f"{text.id}.json")))]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("wire report", "wire report"),
        ("wire report (rewrite of a001)", "wire rewrite"),
        ("restated news digest", "news digest"),
        ("look-alike: seasonal workers", LOOK_ALIKE),
        ("look-alike (extradition, prisoner swap)", LOOK_ALIKE),
        ("interview, question and answer", "interview"),
        ("Editorial", "opinion"),
        *[(kind, kind) for kind in KINDS],
    ],
)
def test_kinds_of_text_are_brought_to_one_list(said: str, kind: str) -> None:
    assert kind_of(said) == kind


def test_every_kind_of_text_is_in_the_list() -> None:
    assert not [text.id for text in written_here() if text.kind == UNLISTED]


def test_an_unknown_kind_of_text_is_refused() -> None:
    with pytest.raises(InputError, match="horoscope"):
        kind_of("horoscope")


def test_a_text_never_changes_sides() -> None:
    # The hashes of these ids decide, for good: floors would mean nothing if texts moved.
    halves = {name: half_of(name) for name in ("a001", "a002", "a003", "a005", "b001", "x")}
    assert halves == {"a001": "open", "a002": "test", "a003": "open", "a005": "test", "b001": "open", "x": "open"}
    assert {text.half for text in written_here()} == {"open", "test"}


def test_the_digest_is_that_of_the_set_whatever_its_order() -> None:
    texts = written_here()[:6]
    assert digest(texts) == digest(tuple(reversed(texts)))
    assert digest(texts) != digest(texts[1:])
    assert digest(texts) != digest((replace(texts[0], text=texts[0].text + " "), *texts[1:]))
    assert digest(texts) != digest((replace(texts[0], gold=texts[1].gold), *texts[1:]))


def test_without_the_shared_texts_there_are_none(tmp_path: Path) -> None:
    assert shared(tmp_path) == ()


def test_a_file_that_is_wrong_is_named(tmp_path: Path) -> None:
    held = _held(FILES[0])
    held["coding"]["arrangements"] = [{"sending": ["US"], "evidence": []}]
    (tmp_path / "odd.json").write_text(json.dumps(held))
    with pytest.raises(InputError, match=r"odd\.json"):
        written_here(tmp_path)
    (tmp_path / "odd.json").write_text("{}")
    with pytest.raises(InputError, match=r"odd\.json"):
        written_here(tmp_path)
