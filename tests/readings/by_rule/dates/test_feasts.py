"""Days that a calendar names, in the year that the text means."""

from __future__ import annotations

from datetime import date

import pytest

from transferwatch.readings.by_rule.dates.dates import find_dates
from transferwatch.readings.by_rule.dates.feasts import in_year


@pytest.mark.parametrize(
    ("name", "on"),
    [
        ("christmas day", date(2024, 12, 25)),
        ("thanksgiving", date(2024, 11, 28)),
        ("labor day", date(2024, 9, 2)),
        ("memorial day", date(2024, 5, 27)),
        ("election day", date(2024, 11, 5)),
        ("easter", date(2024, 3, 31)),
        ("good friday", date(2024, 3, 29)),
        ("easter monday", date(2024, 4, 1)),
    ],
)
def test_the_day_of_a_feast(name: str, on: date) -> None:
    assert in_year(name, 2024) == on


@pytest.mark.parametrize(("year", "on"), [(1961, (4, 2)), (2000, (4, 23)), (2008, (3, 23)), (2011, (4, 24)), (2025, (4, 20))])
def test_easter_as_published(year: int, on: tuple[int, int]) -> None:
    assert in_year("easter sunday", year) == date(year, *on)


@pytest.mark.parametrize(
    ("text", "published", "tense", "expected"),
    [
        ("freed on Christmas Eve", "2025-01-10", "past", [("Christmas Eve", "2024-12-24")]),
        ("landed on Thanksgiving Day", "2025-01-10", "past", [("Thanksgiving Day", "2024-11-28")]),
        ("since last Thanksgiving", "2025-01-10", "past", [("since last Thanksgiving", "2024-11-28/..")]),
        ("before Election Day", "2024-10-20", "future", [("Election Day", "../2024-11-05")]),
        ("on Election Day 2020", "2024-10-20", "past", [("Election Day 2020", "2020-11-03")]),
        ("on Christmas Day last year", "2025-06-01", "past", [("Christmas Day last year", "2024-12-25")]),
        ("on Easter Monday", "2025-04-10", "future", [("Easter Monday", "2025-04-21")]),
        ("on Independence Day", None, "past", [("Independence Day", None)]),
        ("to Easter Island", "2025-04-10", "past", []),
    ],
)
def test_the_year_of_a_feast(text: str, published: str | None, tense: str, expected: list[tuple[str, str | None]]) -> None:
    found = find_dates(text, published=published, tense_at=lambda _: tense)
    assert [(mention.text, mention.edtf) for mention in found] == expected
