"""Planted names never come out, whole or in part, however they are written; all are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transferwatch.answers.withheld import MARK, full_names, veil, veil_span
from transferwatch.readings.reading import Span

NAME = "Tomás Quillfeather Bramblewood"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"{NAME} was sent.", f"{MARK} was sent."),
        (f"they sent {NAME}’s brother", f"they sent {MARK}’s brother"),
        ("TOMAS QUILLFEATHER BRAMBLEWOOD", MARK),
        ("Bramblewood's lawyers", f"{MARK}'s lawyers"),
        ("the bramblewood case", f"the {MARK} case"),
        ("Bramblewood v. Example", f"{MARK} v. Example"),
        ("Bramblewood, Tomas", MARK),
        ("tomas-quillfeather_bramblewood.txt", f"{MARK}.txt"),
        ("Tomás\nQuillfeather\u00a0Bramblewood", MARK),
        ("Bram\u200bble\u00adwood", MARK),
        ("Tomás said", f"{MARK} said"),
        ("Brambleswood is a town", "Brambleswood is a town"),
        ("Nobody is named here", "Nobody is named here"),
        ("", ""),
    ],
)
def test_a_name_in_all_its_forms(text: str, shown: str) -> None:
    assert veil(text, [NAME]) == shown


def test_common_words_that_are_also_first_names_stay_in_lower_case() -> None:
    assert veil("they will hope; Hope Quarrington will", ["Hope Quarrington"]) == f"they will hope; {MARK} will"


def test_particles_alone_are_nobody() -> None:
    assert veil("de la Plaza and al fresco", ["Ines de la Thornmere"]) == "de la Plaza and al fresco"


def test_names_of_other_documents_are_withheld_whole() -> None:
    assert veil(f"{NAME} and Bramblewood", [], [NAME]) == f"{MARK} and Bramblewood"


def test_words_at_a_withheld_place_go_even_where_they_overlap_in_part() -> None:
    text = "They sent a man called X77 to Kigali."
    place = Span(start=19, end=26, text="led X77")
    assert veil_span(Span(start=10, end=26, text=text[10:26]), [place]) == f"a man cal{MARK}"
    assert veil_span(Span(start=23, end=36, text=text[23:36]), [place]) == f"{MARK} to Kigali"
    assert veil_span(Span(start=0, end=9, text=text[:9]), [place]) == "They sent"


def test_full_names_have_two_words() -> None:
    places = [
        Span(start=0, end=1, text="X"),
        Span(start=0, end=3, text="Y Z"),
        Span(start=9, end=12, text="Y Z"),
    ]
    assert full_names(places) == ("Y Z",)


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=40),
    st.sampled_from([NAME, NAME.upper(), "Bramblewood", "QUILLFEATHER", "quillfeather", "Bramblewood’s"]),
    st.text(max_size=40),
)
def test_no_planted_name_survives(before: str, name: str, after: str) -> None:
    shown = veil(f"{before} {name} {after}", [NAME]).casefold()
    assert "bramblewood" not in shown.replace("\u00ad", "")
    assert "quillfeather" not in shown
