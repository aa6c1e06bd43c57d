"""The same statement in two papers, under whatever name of its speaker."""

from __future__ import annotations

from typing import Any

import pytest

from by_hand import CODEBOOK, Paper
from transferwatch.readings.reading import Speaker, Statement
from transferwatch.record.settle import settle

WORDS = "each person will be looked at by our own officials before arrival"


def paper(number: int, words: str, published: str = "2025-08-05", stance: str = "says", **speaker: Any) -> Paper:
    made = Paper(f"Paper {number}: {words}.", published)
    (content,) = made.spans(words)
    told = Speaker(**{"name": None, "role": None, "organisation": None, "state": "RW", "named": "name" in speaker, **speaker})
    quote = words if number % 2 else None
    made.items["statements"] = [
        Statement(speaker=told, stance=stance, cue="said", quote=quote, content=content, about=("US-RW",), evidence=(content,))  # type: ignore[arg-type]
    ]
    return made


def said(*papers: Paper) -> list[tuple[str | None, int]]:
    (pair,) = settle([one.filed() for one in papers], CODEBOOK).pairs
    return [(one.speaker.name or one.speaker.role, len(one.citations)) for one in pair.statements]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"name": "Olivia Muster", "role": "foreign minister"}, {"name": "Muster"}),
        ({"name": "Olivia Muster", "role": "foreign minister"}, {"role": "foreign minister"}),
        ({"name": "Minister Olivia Muster"}, {"name": "OLIVIA MUSTER", "state": None}),
        ({"organisation": "the interior ministry"}, {"organisation": "interior ministry"}),
    ],
)
def test_one_statement(first: dict[str, Any], second: dict[str, Any]) -> None:
    papers = [paper(1, WORDS, **first), paper(2, f"{WORDS} in Kigali", "2025-08-07", **second)]
    for order in (papers, papers[::-1]):
        assert [count for _, count in said(*order)] == [2]
    assert said(*papers)[0][0] == (first.get("name") or first.get("role") or None)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"name": "Olivia Muster"}, {"name": "Ama Muster"}),
        ({"name": "Olivia Muster", "role": "foreign minister"}, {"role": "interior minister"}),
        ({"name": "Olivia Muster", "role": "foreign minister"}, {"role": "foreign minister", "state": "US"}),
        ({"name": "Olivia Muster", "role": "foreign minister", "state": None}, {"role": "foreign minister", "state": None}),
        ({"role": "official"}, {"organisation": "interior ministry"}),
    ],
)
def test_two_speakers(first: dict[str, Any], second: dict[str, Any]) -> None:
    assert len(said(paper(1, WORDS, **first), paper(2, WORDS, **second))) == 2


def test_other_words_another_stance_or_another_time() -> None:
    one = paper(1, WORDS, name="Olivia Muster")
    assert len(said(one, paper(2, "nobody has been asked about any of that so far", name="Olivia Muster"))) == 2
    assert len(said(one, paper(2, WORDS, stance="denies", name="Olivia Muster"))) == 2
    assert len(said(one, paper(2, WORDS, "2026-01-05", name="Olivia Muster"))) == 2
    assert len(said(paper(1, "we deny it", name="Olivia Muster"), paper(2, "we deny it", name="Olivia Muster"))) == 2


def test_the_quoted_words_and_the_fullest_name_are_shown_with_the_reason() -> None:
    papers = [paper(2, WORDS, name="Muster"), paper(3, WORDS, stance="promises", name="Olivia Muster", role="foreign minister")]
    (pair,) = settle([one.filed() for one in papers], CODEBOOK).pairs
    (one,) = pair.statements
    assert (one.speaker.name, one.quoted, one.stance) == ("Olivia Muster", True, "promises")
    assert one.reason == "the same speaker, the same words"
