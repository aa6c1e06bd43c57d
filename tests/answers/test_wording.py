"""Dates, numbers and amounts in words."""

from __future__ import annotations

import pytest

from transferwatch.answers.wording import cap_words, date_words, listed, money_words, people_words
from transferwatch.readings.reading import Bound, Cap, Money, Quantity


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, ""),
        ("2025", "2025"),
        ("2025-05", "May 2025"),
        ("2025-05-04", "4 May 2025"),
        ("2025-05-XX", "May 2025"),
        ("202X", "the 2020s"),
        ("2025-05-04~", "about 4 May 2025"),
        ("2025-05-04?", "4 May 2025 (uncertain)"),
        ("2025-08-11/2025-08-20", "11–20 August 2025"),
        ("2025-07/2025-09", "July 2025 to September 2025"),
        ("2025-01-20/..", "since 20 January 2025"),
        ("../2025", "until 2025"),
        ("XXXX-09-14", "14 September, year not stated"),
        ("XXXX-09", "September, year not stated"),
        ("no date", "no date"),
    ],
)
def test_dates(text: str | None, words: str) -> None:
    assert date_words(text) == words


@pytest.mark.parametrize(
    ("number", "bound", "words"),
    [
        (1, "exact", "1 person"),
        (6500, "at_least", "at least 6,500 people"),
        (250, "at_most", "up to 250 people"),
        (40, "about", "about 40 people"),
    ],
)
def test_people(number: int, bound: Bound, words: str) -> None:
    assert people_words(Quantity(number=number, bound=bound)) == words


def test_caps_and_money() -> None:
    assert cap_words(Cap(number=250, bound="at_most", period="year")) == "up to 250 a year"
    assert money_words(Money(amount=5_100_000, currency="USD", status="paid")) == "USD 5.1 million paid"
    assert money_words(Money(amount=220_000_000, currency="GBP", status="withheld")) == "GBP 220 million withheld"
    assert money_words(Money(amount=1_234_567, currency="EUR", status="pledged")) == "EUR 1,234,567 pledged"
    assert money_words(Money(amount=2_000_000_000, currency="EUR", status="total_cost")) == "EUR 2 billion total cost"


def test_lists() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
