"""One person told without a number."""

from __future__ import annotations

import pytest

from transferwatch.readings.by_rule.figures.singles import single_persons


def _told(text: str, *demonyms: str) -> list[str]:
    places = [(text.index(word), text.index(word) + len(word)) for word in demonyms]
    return [one.text for one in single_persons(text, places)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They flew a young man to the island.", ["a young man"]),
        ("An asylum seeker was put on board.", ["An asylum seeker"]),
        ("Four stayed; one was sent home.", ["one"]),
        ("Four stayed and the fifth was sent home.", ["the fifth"]),
        ("One of them left in May, another followed.", ["One of them", "another"]),
        ("The men were flown out.", []),
        ("They won one of the seats.", []),
        ("The first flight left in May.", []),
    ],
)
def test_a_person_told_by_a_noun_or_a_word_alone(text: str, expected: list[str]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize(
    ("text", "demonym", "expected"),
    [
        ("A Fijian was flown to Apia.", "Fijian", ["A Fijian"]),
        ("They sent a sick Fijian to Apia.", "Fijian", ["a sick Fijian"]),
        ("A Fijian minister was flown to Apia.", "Fijian", []),
        ("Fijian officials flew to Apia.", "Fijian", []),
        ("The Fijians were flown to Apia.", "Fijians", []),
    ],
)
def test_a_demonym_is_a_person_only_where_no_noun_follows(text: str, demonym: str, expected: list[str]) -> None:
    assert _told(text, demonym) == expected


def test_each_counts_one_at_its_words() -> None:
    text = "They put a woman on the plane."
    (found,) = single_persons(text, ())
    assert (found.number, found.bound, text[found.start : found.end]) == (1, "exact", "a woman")
