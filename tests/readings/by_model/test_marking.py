"""What the encoder is shown: no state in particular, every piece at its token, long texts in windows."""

from __future__ import annotations

import itertools

import pytest

from transferwatch.codebook.codebook import Codebook
from transferwatch.codebook.load import load
from transferwatch.readings.by_model.marking import MarkedText, mark, pieces_of, stand_in_pieces, windows
from transferwatch.readings.by_rule.page import open_text


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load(None)


def marked(text: str, book: Codebook) -> MarkedText:
    return mark(open_text(text, "2025-06-30", book))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norway will send migrants to Ghana.", "Chile will send migrants to Fiji."),
        ("Oslo and Accra signed; the Ghanaian side was pleased.", "Santiago and Suva signed; the Fijian side was pleased."),
        ("South Sudan took nine men from Sri Lanka.", "New Zealand took nine men from Costa Rica."),
    ],
)
def test_two_texts_that_differ_in_their_states_only_look_the_same(one: str, other: str, book: Codebook) -> None:
    assert marked(one, book).pieces == marked(other, book).pieces


def test_every_mention_of_a_state_carries_its_stand_in(book: Codebook) -> None:
    found = marked("Norway asked Ghana. Accra refused; Oslo asked the Ghanaians again.", book)
    assert [slot for _, slot, _ in found.stand_ins] == [0, 1, 1, 0, 1]
    assert [found.pieces[place] for place, _, _ in found.stand_ins] == [
        stand_in_pieces()[slot][column] for _, slot, column in found.stand_ins
    ]
    assert [mention.state for mention in found.mentions if mention.kind == "state"] == ["NO", "GH", "GH", "NO", "GH"]


def test_numbers_amounts_and_dates_may_fill_roles(book: Codebook) -> None:
    found = marked("On 3 June 2025 Norway paid $4 million for 120 people.", book)
    assert {mention.kind for mention in found.mentions} == {"state", "date", "money", "number"}


def test_the_pieces_of_a_word_lead_back_to_it(book: Codebook) -> None:
    text = "Norway dispatched deportees."
    opening = open_text(text, None, book)
    found = mark(opening)
    at = opening.tokens.words.index("deportees")
    assert len(pieces_of(found, at, at)) > 1
    assert all(found.token_of[piece] == at for piece in pieces_of(found, at, at))


def test_a_long_text_is_read_in_windows_that_overlap_and_leave_nothing_out(book: Codebook) -> None:
    found = marked("Norway sent nine men to Ghana on Monday. " * 60, book)
    cut = windows(found, 100)
    covered = {piece for first, end in cut for piece in range(first, end)}
    assert covered == set(range(len(found.pieces)))
    assert all(end - first <= 100 for first, end in cut)
    assert all(later[0] < earlier[1] for earlier, later in itertools.pairwise(cut))


def test_a_sentence_longer_than_a_window_is_cut_and_does_no_harm(book: Codebook) -> None:
    found = marked("Norway " + "and Ghana " * 400 + "agreed.", book)
    assert all(end - first <= 100 for first, end in windows(found, 100))


def test_an_empty_text_has_no_pieces(book: Codebook) -> None:
    assert marked("", book).pieces == ()
    assert windows(marked("", book), 100) == []


def test_two_texts_that_differ_in_their_people_only_look_the_same(book: Codebook) -> None:
    one = marked("Norway's foreign minister, Ingrid Osei, said no. Osei left.", book)
    other = marked("Norway's foreign minister, Tomas Lindqvist, said no. Lindqvist left.", book)
    assert one.pieces == other.pieces
