"""Which dollars, francs and crowns are meant."""

from __future__ import annotations

import pytest

from transferwatch.readings.by_rule.figures.money import find_money
from transferwatch.readings.by_rule.figures.whose_currency import with_currencies


@pytest.mark.parametrize(
    ("text", "states", "expected"),
    [
        ("It cost 41 million dollars.", {"US", "PW"}, [(41_000_000, "USD")]),
        ("It cost 41 million dollars.", {"AU", "MY"}, [(41_000_000, "AUD")]),
        ("It cost 41 million dollars.", {"AU", "CA"}, [(41_000_000, "USD")]),
        (
            "It gave 9 million Canadian dollars, of which 2 million dollars are spent.",
            {"CA", "US"},
            [(9_000_000, "CAD"), (2_000_000, "CAD")],
        ),
        ("It pays 12 million francs.", {"CH", "SN"}, [(12_000_000, "CHF")]),
        ("It pays 12 million francs.", {"SN", "ML"}, [(12_000_000, None)]),
        ("It pays 12 million crowns.", {"NO", "GE"}, [(12_000_000, "NOK")]),
        ("It pays 12 million crowns.", {"NO", "SE"}, [(12_000_000, None)]),
        ("It pays 12 million kroner.", {"DK", "XK"}, [(12_000_000, "DKK")]),
        ("It pays 30 billion won.", {"KR"}, [(30_000_000_000, "KRW")]),
        ("It pays 30 million pounds.", {"GB", "EG"}, [(30_000_000, "GBP")]),
    ],
)
def test_the_states_spoken_of_settle_the_currency(text: str, states: set[str], expected: list[tuple[int, str | None]]) -> None:
    assert [(one.amount, one.currency) for one in with_currencies(find_money(text), states)] == expected


def test_people_who_won_something_are_no_sum() -> None:
    assert find_money("Seven won asylum, two won appeals.") == ()


def test_a_part_has_the_magnitude_of_its_whole() -> None:
    found = with_currencies(find_money("Bern has paid 2.4 of the promised 6 million francs."), {"CH"})
    assert [(one.amount, one.currency) for one in found] == [(2_400_000, "CHF"), (6_000_000, "CHF")]


def test_a_conversion_in_brackets_lends_no_currency() -> None:
    text = "Australia pays 80 million Australian dollars (52 million US dollars) at once and 9 million a year."
    found = with_currencies(find_money(text), {"AU", "US"})
    assert [(one.amount, one.currency, one.converted) for one in found] == [
        (80_000_000, "AUD", False),
        (52_000_000, "USD", True),
        (9_000_000, "AUD", False),
    ]
