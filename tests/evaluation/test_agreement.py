"""Agreement of two sets of readings: the same either way round, alpha as published, and every difference told."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from evaluation.corpus import written_here
from hypothesis import given
from hypothesis import strategies as st
from planted import DAMAGES, Damage

from by_hand import Paper, first_case
from transferwatch.errors import InputError
from transferwatch.readings.agreement import Share, Tally, agree, alpha, by_document, compare, pair_up
from transferwatch.readings.likeness import overlap, same_when
from transferwatch.readings.reading import Span

spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda at: Span(start=at[0], end=at[0] + at[1], text="")),
    max_size=4,
)


@given(spans, spans)
def test_overlap_is_that_of_the_characters(left: list[Span], right: list[Span]) -> None:
    one = {place for span in left for place in range(span.start, span.end)}
    other = {place for span in right for place in range(span.start, span.end)}
    assert overlap(left, right) == len(one & other) / max(1, min(len(one), len(other)))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2025-05-04", "2025-05-04", True),
        ("2025-05-04", "2025-05", True),
        ("2025-05-04", "2025", False),
        ("2025", "2025~", True),
        ("2025-08-11/2025-09-02", "2025-09", True),
        ("2025-05", "2025-06", False),
        (None, None, True),
        (None, "2025", False),
    ],
)
def test_dates_agree_to_the_month(one: str | None, other: str | None, same: bool) -> None:
    assert same_when(one, other) is same


def test_the_most_alike_are_matched_first() -> None:
    paired = pair_up([1, 5, 9], [8, 2], lambda one, other: max(0, 3 - abs(one - other)))
    assert paired.matched == ((1, 2), (9, 8))
    assert (paired.only_left, paired.only_right) == ((5,), ())


def test_alpha_of_ten_units_by_hand() -> None:
    # Ten units coded by two: 4 a-a, 3 b-b, 2 a-b, 1 b-a.  a is used 11 times, b 9 times; so the disagreement expected
    # is (400 - 121 - 81) / (20 * 19) and observed 6 / 20.
    pairs = Counter({("a", "a"): 4, ("b", "b"): 3, ("a", "b"): 2, ("b", "a"): 1})
    assert alpha(pairs) == pytest.approx(1 - (6 / 20) / (198 / 380))


def test_alpha_says_nothing_where_nothing_varies() -> None:
    assert alpha(Counter()) is None
    assert alpha(Counter({("a", "a"): 7})) is None
    assert alpha(Counter({("a", "a"): 3, ("b", "b"): 3})) == 1


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_f1_is_the_same_either_way_round(damage: Damage) -> None:
    chance = random.Random(8)
    for text in written_here()[:5]:
        other = damage(text.text, text.gold, chance)
        there, back = compare(text.gold, other), compare(other, text.gold)
        for name in ("pair", "pair+stage", "pair+stage+modality", "cap", "payment"):
            assert there.tallies[name].f1 == back.tallies[name].f1
        for name, tally in there.tallies.items():
            assert (tally.left, tally.right) == (back.tallies[name].right, back.tallies[name].left)


def test_a_reading_agrees_with_itself() -> None:
    reading = first_case().reading()
    found = agree({"a": reading}, {"a": reading}).comparison
    assert found.differences == ()
    assert {tally.f1 for tally in found.tallies.values() if tally.left} == {1.0}
    assert found.alphas()["arrangement.stage"] == 1


def test_every_difference_is_told() -> None:
    text = "Chad signed a deal with Malta. Malta flew 9 people to Chad."
    one = Paper(text).report("MT-TD", "signed", words=("Chad signed a deal with Malta",)).reading()
    other = (
        Paper(text)
        .report("MT-TD", "agreed", words=("Chad signed a deal with Malta",))
        .transfer("MT-TD", 9, words=("Malta flew 9 people to Chad",))
        .reading()
    )
    differences = compare(one, other).differences
    assert [(told.part, told.field, told.left, told.right) for told in differences] == [
        ("arrangements", "stage", "signed", "agreed"),
        ("transfers", None, None, "MT-TD outbound exact 9 happened undated"),
    ]
    assert differences[1].evidence == other.transfers[0].evidence[0]


def test_a_step_coded_otherwise_is_a_difference_in_step() -> None:
    text = "The High Court of Malta stopped the removals."
    one = Paper(text).proceeding("High Court", "MT", "blocked").reading()
    other = Paper(text).proceeding("High Court", "MT", "ordered").reading()
    found = compare(one, other)
    assert found.tallies["proceeding"] == Tally(both=0, left=1, right=1)
    assert found.shares["proceeding.step"] == Share(same=0, of=1)
    assert found.codes["proceeding.step"] == Counter({("blocked", "ordered"): 1})


def test_documents_of_one_set_alone_are_named_and_not_counted() -> None:
    reading = first_case().reading()
    found = agree({"a": reading, "b": reading}, {"b": reading, "c": reading})
    assert (found.documents, found.only_left, found.only_right) == (("b",), ("a",), ("c",))
    assert found.comparison.tallies["pair"].left == 2


def test_two_readings_of_one_document_are_refused() -> None:
    reading = first_case().reading()
    other = replace(reading, document=replace(reading.document, id="other"))
    assert set(by_document([reading, other])) == {reading.document.id, "other"}
    with pytest.raises(InputError, match="two readings"):
        by_document([reading, reading])
