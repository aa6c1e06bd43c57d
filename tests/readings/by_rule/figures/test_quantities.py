"""Numbers that may count persons, their bounds and periods, as the coding manual takes them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transferwatch.readings.by_rule.figures.quantities import QuantityMention, find_quantities

# What stands in the text, and the one quantity in it: words, number, bound, period.
ONE: list[tuple[str, str, int, str, str | None]] = [
    ("seven people were moved", "seven", 7, "exact", None),
    ("Two groups have come", "Two", 2, "exact", None),
    ("13 have been repatriated", "13", 13, "exact", None),
    ("and 175 are still at the hotel", "175", 175, "exact", None),
    ("up to 250 people", "up to 250", 250, "at_most", None),
    ("at most 160 deportees", "at most 160", 160, "at_most", None),
    ("no more than 1,000 refugees", "no more than 1,000", 1000, "at_most", None),
    ("not more than 50 people", "not more than 50", 50, "at_most", None),
    ("as many as 300 migrants", "as many as 300", 300, "at_most", None),
    ("a maximum of 250 people", "a maximum of 250", 250, "at_most", None),
    ("a number not exceeding 250", "not exceeding 250", 250, "at_most", None),
    ("capped at 250 people", "capped at 250", 250, "at_most", None),
    ("limited to 40 people", "limited to 40", 40, "at_most", None),
    ("fewer than 300 people", "fewer than 300", 300, "at_most", None),
    ("less than 300 people", "less than 300", 300, "at_most", None),
    ("under 300 migrants", "under 300", 300, "at_most", None),
    ("just under 300 migrants", "just under 300", 300, "at_most", None),
    ("more than 6,500 arrived", "more than 6,500", 6500, "at_least", None),
    ("over 200 migrants", "over 200", 200, "at_least", None),
    ("well over 200 migrants", "well over 200", 200, "at_least", None),
    ("at least eight men", "at least eight", 8, "at_least", None),
    ("no fewer than 20 people", "no fewer than 20", 20, "at_least", None),
    ("in excess of 500 people", "in excess of 500", 500, "at_least", None),
    ("upwards of 500 people", "upwards of 500", 500, "at_least", None),
    ("300 or more people", "300 or more", 300, "at_least", None),
    ("300-plus people", "300-plus", 300, "at_least", None),
    ("300+ people", "300+", 300, "at_least", None),
    ("250 people or fewer", "250", 250, "at_most", None),
    ("250 people at most", "250", 250, "at_most", None),
    ("nearly 100 migrants", "nearly 100", 100, "about", None),
    ("almost 100 migrants", "almost 100", 100, "about", None),
    ("some 700 Afghans", "some 700", 700, "about", None),
    ("around 50 people", "around 50", 50, "about", None),
    ("roughly 50 people", "roughly 50", 50, "about", None),
    ("about 72,000 inhabitants", "about 72,000", 72000, "about", None),
    ("an estimated 300 people", "an estimated 300", 300, "about", None),
    ("close to 300 people", "close to 300", 300, "about", None),
    ("300 or so people", "300 or so", 300, "about", None),
    ("300-odd people", "300-odd", 300, "about", None),
    ("up to about 250 people", "up to about 250", 250, "at_most", None),
    ("at least some 700 people", "at least some 700", 700, "at_least", None),
    ("just four volunteers", "just four", 4, "exact", None),
    ("exactly 12 men", "exactly 12", 12, "exact", None),
    ("hundreds of migrants", "hundreds", 200, "at_least", None),
    ("Thousands of African migrants", "Thousands", 2000, "at_least", None),
    ("dozens were held", "dozens", 24, "at_least", None),
    ("scores of people", "scores", 40, "at_least", None),
    ("tens of thousands of people", "tens of thousands", 20000, "at_least", None),
    ("hundreds of thousands of people", "hundreds of thousands", 200000, "at_least", None),
    ("several hundred people", "several hundred", 200, "at_least", None),
    ("a few dozen men", "a few dozen", 24, "at_least", None),
    ("a dozen men", "a dozen", 12, "exact", None),
    ("at least a dozen states", "at least a dozen", 12, "at_least", None),
    ("two dozen men", "two dozen", 24, "exact", None),
    ("half a dozen men", "half a dozen", 6, "exact", None),
    ("a hundred people", "a hundred", 100, "exact", None),
    ("one hundred and twenty people", "one hundred and twenty", 120, "exact", None),
    ("three hundred people", "three hundred", 300, "exact", None),
    ("twenty-five men", "twenty-five", 25, "exact", None),
    ("1.2 million refugees", "1.2 million", 1200000, "exact", None),
    ("half a million refugees", "half a million", 500000, "exact", None),
    ("12,000 people", "12,000", 12000, "exact", None),
    ("12 000 people", "12 000", 12000, "exact", None),
    ("12.000 people", "12.000", 12000, "exact", None),
    ("1,20,000 people", "1,20,000", 120000, "exact", None),
    ("2 lakh people", "2 lakh", 200000, "exact", None),
    ("15k people", "15k", 15000, "exact", None),
    ("300 people a month", "300", 300, "exact", "month"),
    ("up to 300 a month", "up to 300", 300, "at_most", "month"),
    ("1,000 per year", "1,000", 1000, "exact", "year"),
    ("1,000 people a year", "1,000", 1000, "exact", "year"),
    ("250 refugees each year", "250", 250, "exact", "year"),
    ("250 refugees annually", "250", 250, "exact", "year"),
    ("20 people weekly", "20", 20, "exact", "week"),
    ("about six flights a week", "about six", 6, "about", "week"),
    ("an annual cap of 300", "cap of 300", 300, "at_most", "year"),
    ("a monthly quota of 20 people", "20", 20, "exact", "month"),
    ("each year up to 300 people", "up to 300", 300, "at_most", "year"),
    ("300 people a year ago", "300", 300, "exact", None),
    ("a total of 299 people", "a total of 299", 299, "exact", "total"),
    ("250 people in total", "250", 250, "exact", "total"),
    ("one person has gone back", "one", 1, "exact", None),
    ("one Iraqi man", "one", 1, "exact", None),
    ("took in 2000 refugees", "2000", 2000, "exact", None),
    ("In August 25 people were moved", "25", 25, "exact", None),
    ("20 may be sent", "20", 20, "exact", None),
    ("seventeen (17) men", "seventeen", 17, "exact", None),
    ("a 250-person cap", "250", 250, "exact", None),
    ("with eight to follow", "eight", 8, "exact", None),
]

RANGES: list[tuple[str, str, int, int]] = [
    ("250-300 people", "250-300", 250, 300),
    ("250–300 people", "250–300", 250, 300),
    ("200 to 300 people", "200 to 300", 200, 300),
    ("between 200 and 300 migrants", "between 200 and 300", 200, 300),
    ("ranging from 200 to 300 people", "ranging from 200 to 300", 200, 300),
    ("two to three million people", "two to three million", 2000000, 3000000),
    ("five or so, then ten to twelve men", "ten to twelve", 10, 12),
]

NONE = [
    "several people",
    "some people",
    "a group of men",
    "a handful of men",
    "both men",
    "a man",
    "a 35-year-old man",
    "a man aged 35",
    "Jane Doe, 35, said",
    "Jane Doe (35) said",
    "children under 18 are left out",
    "those over 65.",
    "section 432",
    "Article 3",
    "Articles 3, 6 and 13",
    "Section 235(b)",
    "Bill 12-53 SD1",
    "No. 12",
    "No 10 said",
    "Title 42",
    "Resolution 2254",
    "flight 714",
    "Boeing 737",
    "8 U.S.C. 1231",
    "F-16",
    "COVID-19",
    "G7",
    "in 2025",
    "In 2025 people left",
    "the 2024 election",
    "the 1990s",
    "2025-26",
    "2013-2014",
    "4 May 2025",
    "May 4, 2025",
    "on 14 and 15 June",
    "4-6 May",
    "Sept. 19",
    "2025-05-04",
    "04/05/2025",
    "4.5.2025",
    "at 10:30",
    "10 a.m.",
    "24/7",
    "1900 GMT",
    "$7.5 million",
    "£290m",
    "5.1 million US dollars",
    "20 euros",
    "100 million pounds, 50 million in each of the years",
    "hundreds of millions of dollars",
    "20 per cent",
    "20%",
    "two-thirds of them",
    "one in five",
    "nine out of ten",
    "six to three",
    "by 306 to 276",
    "a 5-4 decision",
    "a vote of 52 to 48",
    "1,600 km",
    "70 miles",
    "12 months",
    "three years",
    "three more years",
    "two-year",
    "for almost five years",
    "within 14 days",
    "the first 48 hours",
    "one of them",
    "one day",
    "no one",
    "the one in January",
    "one another",
    "1st",
    "the 19th",
    "+250 788 123 456",
    "https://example.org/2025/300",
    "1. The first point",
    "see [12]",
    "a three-judge panel",
    "3.5",
    "007",
]


@pytest.mark.parametrize(("text", "words", "number", "bound", "period"), ONE, ids=[row[0] for row in ONE])
def test_quantities(text: str, words: str, number: int, bound: str, period: str | None) -> None:
    found = find_quantities(text)
    assert [(one.text, one.number, one.bound, one.period) for one in found] == [(words, number, bound, period)]


@pytest.mark.parametrize(("text", "words", "low", "high"), RANGES, ids=[row[0] for row in RANGES])
def test_ranges_are_bounded_by_their_upper_end(text: str, words: str, low: int, high: int) -> None:
    found = find_quantities(text)[-1]
    assert (found.text, found.low, found.number, found.bound) == (words, low, high, "at_most")


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_quantity(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("five people in July and ten in October", [5, 10]),
        ("11 of the 14", [11, 14]),
        ("raised from 200 to 300 people", [200, 300]),
        ("more than 110,000 people to 185 countries", [110000, 185]),
        ("four and three left", [4, 3]),
        ("120 million pounds once 300 people had come", [300]),
    ],
)
def test_several_quantities(text: str, numbers: list[int]) -> None:
    assert [found.number for found in find_quantities(text)] == numbers


def test_words_are_told_from_figures() -> None:
    assert [found.spelled for found in find_quantities("seven men and 12 women")] == [True, False]


def check(text: str, found: tuple[QuantityMention, ...]) -> None:
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        assert mention.number >= 1
        assert mention.low is None or mention.low < mention.number
        end = mention.end


PIECES = [
    *("up to", "at least", "some", "no more than", "between", "and", "to", "of", "a", "half a", "dozen", "hundred"),
    *("hundreds", "thousand", "million", "one", "seven", "twenty-five", "250", "1,000", "12.000", "0", "-", "–", ","),
    *("people", "years", "per", "year", "$", "%", "(", ")", "or more", "ſeven", "K", "5m", "1,20,000", "2025", "May"),
    *("in total", "from", "ranging", "once", "\u00a0", "\n\n"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
@settings(max_examples=400)
def test_spans_hold_their_words_in_order(text: str) -> None:
    check(text, find_quantities(text))


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    check(text, find_quantities(text))


@given(st.integers(min_value=1, max_value=10**12))
def test_figures_in_groups_are_one_number(number: int) -> None:
    grouped = f"{number:,}"
    (found,) = find_quantities(f"about {grouped} people")
    assert (found.number, found.text) == (number, f"about {grouped}")
