"""Markdown: footnotes with the quoted words, and documents that cannot write Markdown of their own."""

from __future__ import annotations

import pytest

from by_hand import CODEBOOK, Paper, first_case, view_of
from transferwatch.answers.brief import brief
from transferwatch.answers.listing import ListingRow, listing
from transferwatch.answers.timeline import timeline
from transferwatch.matching.parties import parse_pair
from transferwatch.publish.markdown import (
    brief_markdown,
    escaped,
    listing_markdown,
    moved_words,
    timeline_markdown,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words, 5–7 (about) end.", "plain words, 5–7 (about) end."),
        ("[a](b) *c* _d_ `e` <f> | g", r"\[a\](b) \*c\* \_d\_ \`e\` &lt;f> \| g"),
        ("# head", r"\# head"),
        ("1. item", r"1\. item"),
        ("- item\n- item", r"\- item - item"),
        ("> quote", r"\> quote"),
    ],
)
def test_words_stay_words(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_every_mark_has_its_footnote() -> None:
    view = view_of(first_case())
    pair = parse_pair("GB-RW", CODEBOOK)
    for made in (
        brief_markdown(brief(view, pair, CODEBOOK)),
        timeline_markdown(timeline(view, pair, CODEBOOK)),
        listing_markdown(listing(view, CODEBOOK)),
    ):
        assert "[^1]" in made
        assert "\n[^1]: Talks on migrants, The Test Paper, 5 May 2025: “That deal was cancelled in 2024”" in made or (
            "“signed a deal with the United Kingdom in 2022”" in made
        )
        assert made.endswith("\n")


def test_a_table_cell_cannot_be_left() -> None:
    paper = Paper("x").report("US-RW", "agreed", by="a | b\n| c")
    rows = timeline_markdown(timeline(view_of(paper), None, CODEBOOK)).splitlines()
    assert rows[6].replace(r"\|", "").count("|") == 5


def test_people_moved_in_words() -> None:
    def row(at_least: int | None, at_most: int | None) -> str:
        return moved_words(
            ListingRow(
                key="US-RW",
                pair="US-RW",
                sending="",
                receiving="",
                kind="",
                stage=None,
                stage_label="",
                since="",
                note="",
                borne=None,
                caps=(),
                payments=(),
                moved_at_least=at_least,
                moved_at_most=at_most,
                notes=(),
            )
        )

    assert [row(None, None), row(5, None), row(5, 5), row(5, 1200)] == [
        "",
        "at least 5",
        "at least 5",
        "5 to 1,200 on record",
    ]
