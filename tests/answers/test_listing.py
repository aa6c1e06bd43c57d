"""The listing: a row for every arrangement, and unknown is never zero."""

from __future__ import annotations

from sqlalchemy import select

from by_hand import CODEBOOK, Paper, first_case, official, on_record, put, view_of
from transferwatch.answers.listing import listing
from transferwatch.readings.reading import Cap, Money
from transferwatch.record.decisions import Decision
from transferwatch.storage.store import Store
from transferwatch.storage.tables import kept


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


def test_what_is_kept_changes_with_the_record() -> None:
    store = on_record(first_case())
    first = listing(store.view(), CODEBOOK)
    assert listing(store.view(), CODEBOOK) == first
    assert len(store.view().kept(next(iter(_kinds(store))))) == 2
    later = Paper("Rwanda denies the talks.", "2025-05-06").report("US-RW", "in_talks", "denied", sources=official("Rwanda"))
    put(store, later)
    second = listing(store.view(), CODEBOOK)
    assert second.rows[0] == first.rows[0]
    assert second.rows[1] != first.rows[1]
    assert [note.number for note in second.footnotes] == list(range(1, len(second.footnotes) + 1))
    store.decide([withdrawal(later.id)], CODEBOOK)
    assert listing(store.view(), CODEBOOK) == first
    store.rebuild(CODEBOOK)
    assert listing(store.view(), CODEBOOK) == first


def withdrawal(document: str) -> Decision:
    return Decision(verb="withdraw", document=document, by="A. Reviewer", at="2026-02-01T00:00:00Z", reason="retracted")


def _kinds(store: Store) -> set[str]:
    with store.database.reading() as connection:
        return set(connection.execute(select(kept.c.kind)).scalars())


def test_kept_rows_and_rows_made_anew_are_the_same() -> None:
    papers = [
        Paper(f"Deal {number}.", "2025-05-05")
        .report(f"US-{state}", "agreed")
        .report(f"US-{state}", "agreed", "denied", sources=official("Kigali"))
        for number, state in enumerate(("RW", "UG", "GH"))
    ]
    store = on_record(*papers)
    kept_first = listing(store.view(), CODEBOOK)
    put(store, Paper("Signed.", "2025-06-01").report("US-UG", "signed"))
    mixed = listing(store.view(), CODEBOOK)
    fresh = listing(view_of(*papers, Paper("Signed.", "2025-06-01").report("US-UG", "signed")), CODEBOOK)
    assert mixed == fresh
    assert mixed != kept_first
