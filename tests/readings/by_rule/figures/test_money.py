"""Amounts of money, their currencies and bounds, as the coding manual takes them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transferwatch.readings.by_rule.figures.money import MoneyMention, find_money

# What stands in the text, and the one amount in it: words, amount, currency, bound.
ONE: list[tuple[str, str, int, str | None, str]] = [
    ("$7.5 million", "$7.5 million", 7_500_000, "USD", "exact"),
    ("US$7.5m", "US$7.5m", 7_500_000, "USD", "exact"),
    ("US $7.5 million", "US $7.5 million", 7_500_000, "USD", "exact"),
    ("$7.5 m", "$7.5 m", 7_500_000, "USD", "exact"),
    ("$6m", "$6m", 6_000_000, "USD", "exact"),
    ("£290m", "£290m", 290_000_000, "GBP", "exact"),
    ("£0.5m", "£0.5m", 500_000, "GBP", "exact"),
    ("£1.5bn", "£1.5bn", 1_500_000_000, "GBP", "exact"),
    ("£20,000 each", "£20,000", 20_000, "GBP", "exact"),
    ("290 million pounds", "290 million pounds", 290_000_000, "GBP", "exact"),
    ("10m pounds", "10m pounds", 10_000_000, "GBP", "exact"),
    ("twenty million pounds sterling", "twenty million pounds sterling", 20_000_000, "GBP", "exact"),
    ("7.5 million dollars", "7.5 million dollars", 7_500_000, "USD", "exact"),
    ("5 million U.S. dollars", "5 million U.S. dollars", 5_000_000, "USD", "exact"),
    ("a 7.5-million-dollar deal", "7.5-million-dollar", 7_500_000, "USD", "exact"),
    ("a $5.1m payment", "$5.1m", 5_100_000, "USD", "exact"),
    ("€670 million", "€670 million", 670_000_000, "EUR", "exact"),
    ("€ 12.000", "€ 12.000", 12_000, "EUR", "exact"),
    ("670 million euros", "670 million euros", 670_000_000, "EUR", "exact"),
    ("A$2.5 billion", "A$2.5 billion", 2_500_000_000, "AUD", "exact"),
    ("AU$408 million", "AU$408 million", 408_000_000, "AUD", "exact"),
    ("AUD 408 million", "AUD 408 million", 408_000_000, "AUD", "exact"),
    ("2.5 billion Australian dollars", "2.5 billion Australian dollars", 2_500_000_000, "AUD", "exact"),
    ("seven million New Zealand dollars", "seven million New Zealand dollars", 7_000_000, "NZD", "exact"),
    ("NZ$ 5 million", "NZ$ 5 million", 5_000_000, "NZD", "exact"),
    ("C$12m", "C$12m", 12_000_000, "CAD", "exact"),
    ("HK$50", "HK$50", 50, "HKD", "exact"),
    ("$5 million USD", "$5 million USD", 5_000_000, "USD", "exact"),
    ("USD 5 million", "USD 5 million", 5_000_000, "USD", "exact"),
    ("USD5m", "USD5m", 5_000_000, "USD", "exact"),
    ("5 million USD", "5 million USD", 5_000_000, "USD", "exact"),
    ("CHF 3.2m", "CHF 3.2m", 3_200_000, "CHF", "exact"),
    ("20,000 Rwandan francs", "20,000 Rwandan francs", 20_000, "RWF", "exact"),
    ("3 billion CFA francs", "3 billion CFA francs", 3_000_000_000, None, "exact"),
    ("KSh500", "KSh500", 500, "KES", "exact"),
    ("Ksh1.2 billion", "Ksh1.2 billion", 1_200_000_000, "KES", "exact"),
    ("Sh1.2bn", "Sh1.2bn", 1_200_000_000, None, "exact"),
    ("Rs 4 crore", "Rs 4 crore", 40_000_000, None, "exact"),
    ("2 lakh Indian rupees", "2 lakh Indian rupees", 200_000, "INR", "exact"),
    ("K500m", "K500m", 500_000_000, None, "exact"),
    ("R2 million", "R2 million", 2_000_000, "ZAR", "exact"),
    ("20 million rand", "20 million rand", 20_000_000, "ZAR", "exact"),
    ("E5m", "E5m", 5_000_000, "SZL", "exact"),
    ("50 million emalangeni", "50 million emalangeni", 50_000_000, "SZL", "exact"),
    ("kr 100 million", "kr 100 million", 100_000_000, None, "exact"),
    ("₦2bn", "₦2bn", 2_000_000_000, "NGN", "exact"),
    ("¥300m", "¥300m", 300_000_000, None, "exact"),
    ("$1,234.56", "$1,234.56", 1235, "USD", "exact"),
    ("some 700 million pounds", "some 700 million pounds", 700_000_000, "GBP", "about"),
    ("nearly $8 million", "nearly $8 million", 8_000_000, "USD", "about"),
    ("up to £120m", "up to £120m", 120_000_000, "GBP", "at_most"),
    ("more than $100,000 per person", "more than $100,000", 100_000, "USD", "at_least"),
    ("$250,000-plus", "$250,000-plus", 250_000, "USD", "at_least"),
    ("a million dollars", "a million dollars", 1_000_000, "USD", "exact"),
    ("half a million dollars", "half a million dollars", 500_000, "USD", "exact"),
    ("millions of dollars", "millions of dollars", 2_000_000, "USD", "at_least"),
    ("tens of millions of pounds", "tens of millions of pounds", 20_000_000, "GBP", "at_least"),
    ("several million euros", "several million euros", 2_000_000, "EUR", "at_least"),
]

RANGES: list[tuple[str, str, int, int]] = [
    ("between $4m and $6m", "between $4m and $6m", 4_000_000, 6_000_000),
    ("$4-6 million", "$4-6 million", 4_000_000, 6_000_000),
    ("$4 million to $6 million", "$4 million to $6 million", 4_000_000, 6_000_000),
    ("between 4 and 6 million pounds", "between 4 and 6 million pounds", 4_000_000, 6_000_000),
    ("£1.5bn-£2bn", "£1.5bn-£2bn", 1_500_000_000, 2_000_000_000),
]

NONE = [
    "300 people",
    "1.2 million refugees",
    "300 pounds of cocaine",
    "weighing 150 pounds",
    "the R2 road, the E10 and K2",
    "no money",
    "the dollar fell",
    "20 per cent",
    "2025",
]


@pytest.mark.parametrize(("text", "words", "amount", "currency", "bound"), ONE, ids=[row[0] for row in ONE])
def test_money(text: str, words: str, amount: int, currency: str | None, bound: str) -> None:
    found = find_money(text)
    assert [(one.text, one.amount, one.currency, one.bound) for one in found] == [(words, amount, currency, bound)]
    assert not found[0].converted
    assert not found[0].shared


@pytest.mark.parametrize(("text", "words", "low", "high"), RANGES, ids=[row[0] for row in RANGES])
def test_ranges_are_bounded_by_their_upper_end(text: str, words: str, low: int, high: int) -> None:
    (found,) = find_money(text)
    assert (found.text, found.low, found.amount, found.bound) == (words, low, high, "at_most")


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_money(text: str) -> None:
    assert find_money(text) == ()


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("5.1 million US dollars (3.8 million pounds)", [(5_100_000, False), (3_800_000, True)]),
        ("£290m ($370m; €340m)", [(290_000_000, False), (370_000_000, True), (340_000_000, True)]),
        ("£290m (about $370m)", [(290_000_000, False), (370_000_000, True)]),
        ("7.5 million dollars, or 5.6 million pounds,", [(7_500_000, False), (5_600_000, True)]),
        ("S$3m or about US$2.2m", [(3_000_000, False), (2_200_000, True)]),
        ("£290m and €340m", [(290_000_000, False), (340_000_000, False)]),
        ("£290m (£50m of it at once)", [(290_000_000, False), (50_000_000, False)]),
    ],
)
def test_the_same_amount_over_again_is_a_conversion(text: str, amounts: list[tuple[int, bool]]) -> None:
    assert [(found.amount, found.converted) for found in find_money(text)] == amounts


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        (
            "100 million pounds, 50 million in each of the years 2025-26, besides 120 million once all came",
            [(100_000_000, False), (50_000_000, True), (120_000_000, True)],
        ),
        ("700 million pounds, 290 million of it paid to Rwanda", [(700_000_000, False), (290_000_000, True)]),
        ("£100m for 1.2 million refugees", [(100_000_000, False)]),
        ("It paid £100m. Some 50 million were displaced.", [(100_000_000, False)]),
        ("1.2 million refugees and $5 million", [(5_000_000, False)]),
    ],
)
def test_a_bare_number_shares_the_currency_beside_it(text: str, amounts: list[tuple[int, bool]]) -> None:
    found = find_money(text)
    assert [(one.amount, one.shared) for one in found] == amounts
    assert len({one.currency for one in found}) == 1


def test_a_sign_of_several_currencies_is_kept_for_the_caller() -> None:
    assert [(found.currency, found.symbol) for found in find_money("Sh1.2bn")] == [(None, "Sh")]


def check(text: str, found: tuple[MoneyMention, ...]) -> None:
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        assert mention.symbol
        assert mention.low is None or mention.low < mention.amount
        end = mention.end


PIECES = [
    *("$", "US$", "£", "€", "Sh", "R", "K", "USD", "$4", "£290m", "R2", "5", "7.5", "290", "million", "bn", "-", "–"),
    *("dollars", "pounds", "euros", "US", "Australian", "francs", "of", "and", "or", "to", "between", "from", "about"),
    *("(", ")", ";", ".", ",", "some", "millions", "people", "half a", "one", "twenty", "\u00a0", "\n\n", "ſ", "K"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
@settings(max_examples=400)
def test_spans_hold_their_words_in_order(text: str) -> None:
    check(text, find_money(text))


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    check(text, find_money(text))
