"""The listing: a row for every arrangement, and unknown is never zero."""

from __future__ import annotations

from by_hand import CODEBOOK, Paper, first_case, official, view_of
from transferwatch.answers.listing import listing
from transferwatch.readings.reading import Cap, Money


def test_rows() -> None:
    rows = listing(view_of(first_case()), CODEBOOK).rows
    assert [(row.key, row.stage, row.since) for row in rows] == [
        ("GB-RW", "ended", "2024"),
        ("US-RW", "in_talks", "4 May 2025"),
    ]
    assert {row.moved_at_least for row in rows} == {None}


def test_as_of_a_day() -> None:
    assert [row.stage for row in listing(view_of(first_case(), true_on="2023-01-01"), CODEBOOK).rows] == ["signed"]
    assert listing(view_of(first_case(), known_on="2025-01-01"), CODEBOOK).rows == ()


def test_what_is_only_told_is_a_note() -> None:
    paper = Paper("x").report("IL-UG", "agreed", "alleged").report("IL-UG", "agreed", "denied", sources=official("Uganda"))
    (row,) = listing(view_of(paper), CODEBOOK).rows
    assert (row.stage, row.note, row.notes) == (None, "agreed: alleged; denied by Uganda", (1,))
    assert row.borne
    assert [one.who for one in row.borne.contested_by] == ["Uganda"]


def test_what_is_only_denied_has_no_grade() -> None:
    paper = Paper("x").report("US-LY", "agreed", "denied", sources=official("Libya"))
    (row,) = listing(view_of(paper), CODEBOOK).rows
    assert (row.stage, row.note, row.borne) == (None, "agreed: denied by Libya", None)


def test_caps_payments_and_people() -> None:
    terms = {
        "cap": Cap(number=160, bound="at_most", period="total"),
        "payments": (Money(amount=5_100_000, currency="USD", status="paid"),),
    }
    paper = (
        Paper("x", "2025-12-01")
        .report("US-SZ", "operating", when="2025-07", terms=terms)
        .transfer("US-SZ", 5, "2025-07")
        .transfer("US-SZ", 10, "2025-10")
    )
    (row,) = listing(view_of(paper), CODEBOOK).rows
    assert (row.caps, row.payments) == (("up to 160 in all",), ("USD 5.1 million paid",))
    assert (row.moved_at_least, row.moved_at_most) == (15, 15)


def test_people_moved_without_an_arrangement() -> None:
    (row,) = listing(view_of(Paper("x").transfer("US-SS", 8, "2025-04")), CODEBOOK).rows
    assert (row.key, row.stage, row.note) == ("US-SS", None, "people moved; no arrangement on record")
    assert row.moved_at_least == 8
