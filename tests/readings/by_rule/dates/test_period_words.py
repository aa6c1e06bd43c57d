"""Quarters and halves of a year, with their year and without."""

from __future__ import annotations

import pytest

from transferwatch.readings.by_rule.dates.dates import find_dates

Q1_25, Q3_24, Q3_25, Q4_25 = "2025-01/2025-03", "2024-07/2024-09", "2025-07/2025-09", "2025-10/2025-12"


@pytest.mark.parametrize(
    ("text", "tense", "expected"),
    [
        ("in the third quarter of 2024", "past", [("the third quarter of 2024", Q3_24)]),
        ("removals fell in the third quarter", "past", [("the third quarter", Q3_25)]),
        ("its third-quarter report", "past", [("third-quarter", Q3_25)]),
        ("due in the first quarter", "past", [("the first quarter", Q1_25)]),
        ("due in the fourth quarter", "future", [("the fourth quarter", Q4_25)]),
        ("in the 2024 third quarter", "past", [("the 2024 third quarter", Q3_24)]),
        ("in this year's first quarter", "past", [("this year's first quarter", Q1_25)]),
        ("in last year's third quarter", "past", [("last year's third quarter", Q3_24)]),
        (
            "rose in the third quarter, from 20 a year earlier",
            "past",
            [("the third quarter", Q3_25), ("a year earlier", Q3_24)],
        ),
        (
            "In the third quarter 30 were flown out, and 20 in the year-earlier quarter. During the quarter one came back.",
            "past",
            [("the third quarter", Q3_25), ("the year-earlier quarter", Q3_24), ("the quarter", Q3_25)],
        ),
        ("in the quarter", "past", [("the quarter", None)]),
        ("the second half of the match", "past", []),
        ("a quarter of the men", "past", []),
        ("three quarters of a million", "past", []),
    ],
)
def test_periods(text: str, tense: str, expected: list[tuple[str, str | None]]) -> None:
    found = find_dates(text, published="2025-11-02", tense_at=lambda _: tense)
    assert [(mention.text, mention.edtf) for mention in found] == expected


@pytest.mark.parametrize(
    ("text", "tense", "expected"),
    [
        ("The deadline was extended to Jan. 14.", "past", "2026-01-14"),
        ("It is payable Jan. 14.", "past", "2026-01-14"),
        ("He was flown out on Jan. 14.", "past", "2025-01-14"),
        ("He was held until 14 May.", "past", "../2025-05-14"),
    ],
)
def test_what_was_fixed_may_lie_ahead(text: str, tense: str, expected: str) -> None:
    assert [mention.edtf for mention in find_dates(text, published="2025-12-20", tense_at=lambda _: tense)] == [expected]
