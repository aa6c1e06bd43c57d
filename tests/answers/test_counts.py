"""Counts: bounds for each kind of movement, none of them added to another."""

from __future__ import annotations

from by_hand import CODEBOOK, Paper, view_of
from transferwatch.answers.counts import counts
from transferwatch.readings.reading import Cap, Quantity

CASE = (
    Paper("Up to 160 may come; ten are to fly in October.", "2025-09-01")
    .report("US-SZ", "signed", when="2025-05", terms={"cap": Cap(number=160, bound="at_most", period="total")})
    .transfer("US-SZ", 10, "2025-10", modality="planned"),
    Paper("Five came in July.", "2025-08-01").transfer("US-SZ", 5, "2025-07"),
    Paper("At least ten came in October.", "2025-11-01").transfer("US-SZ", Quantity(number=10, bound="at_least"), "2025-10"),
    Paper("One was sent home.", "2025-11-02").transfer("SZ-JM", 1, "2025-09", leg="onward").report("US-SZ", "operating"),
    Paper("A flight with eight was stopped.", "2025-11-03").transfer("US-SZ", 8, "2025-06", modality="planned", stopped=True),
)


def told(**clocks: str) -> dict[str, tuple[int | None, int | None]]:
    answer = counts(view_of(*CASE, **clocks), None, CODEBOOK)
    return {count.what: (count.at_least, count.at_most) for count in answer.counts}


def test_each_kind_has_bounds_of_its_own() -> None:
    found = told()
    assert found["allowed"] == (None, 160)
    assert found["planned"] == (10, 10)
    assert found["moved"] == (15, None)
    assert found["stopped"] == (8, 8)
    assert found["sent on"] == (1, 1)
    assert "brought back" not in found


def test_both_clocks_bound_what_is_counted() -> None:
    assert told(known_on="2025-08-15")["moved"] == (5, 5)
    assert "moved" not in told(true_on="2025-06-30")


def test_every_count_leads_to_words() -> None:
    answer = counts(view_of(*CASE), None, CODEBOOK)
    quotes = {note.number: note.quotes for note in answer.footnotes}
    assert all(any(quotes[number] for number in count.notes) for count in answer.counts)
