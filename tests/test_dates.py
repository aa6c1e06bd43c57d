"""EDTF: what a text of a date can mean, what is refused, and how dates are ordered."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transferwatch.dates import AsOf, EdtfDate, day, earliest_day, latest_day, parse, precision, sort_key
from transferwatch.errors import DateFormatError


def span(text: str) -> tuple[str | None, str | None]:
    parsed = parse(text)
    return (
        parsed.earliest.isoformat() if parsed.earliest else None,
        parsed.latest.isoformat() if parsed.latest else None,
    )


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-05-04", "2025-05-04", "2025-05-04"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2025-XX", "2025-01-01", "2025-12-31"),
        ("2025-05-XX", "2025-05-01", "2025-05-31"),
        ("XXXX-09-14", None, None),
        ("XXXX-02-29", None, None),
        ("XXXX-09", None, None),
        ("2025-05~", "2025-05-01", "2025-05-31"),
        ("2025?", "2025-01-01", "2025-12-31"),
        ("2025-08-11/2025-08-20", "2025-08-11", "2025-08-20"),
        ("2012/2021", "2012-01-01", "2021-12-31"),
        ("2025-01-20/..", "2025-01-20", None),
        ("../2026-03", None, "2026-03-31"),
        ("2024~/2025-03", "2024-01-01", "2025-03-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
    ],
)
def test_a_date_is_the_days_it_can_mean(text: str, earliest: str | None, latest: str | None) -> None:
    assert span(text) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "2025-02-30",
        "2025-13",
        "2025-00",
        "2025-05-00",
        "XXXX-02-30",
        "XXXX",
        "0000",
        "2025-5-4",
        "25-05-04",
        "4 May 2025",
        "2025-05-04T12:00:00Z",
        "2024-21",
        "2025/",
        "/2025",
        "../..",
        "..",
        "2025/2024",
        "2025-06/2025-05",
        "2025/2026/2027",
        "202X-05",
        "2025-XX-04",
        "-0044",
        "Y20250",
        "２０２５",
        "2025 ",
    ],
)
def test_what_is_no_date_is_refused_and_says_why(text: str) -> None:
    with pytest.raises(DateFormatError) as refused:
        parse(text)
    assert refused.value.found
    assert "2025-05-04" in refused.value.expected
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("text", "approximate"),
    [("2025~", True), ("2025-05?", True), ("2025%", True), ("2025-01~/..", True), ("2025", False)],
)
def test_about_and_uncertain_dates_are_approximate(text: str, approximate: bool) -> None:
    assert parse(text).approximate is approximate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-05-04", "day"),
        ("XXXX-09-14", "day"),
        ("2025-05~", "month"),
        ("2025-05-XX", "month"),
        ("XXXX-09", "month"),
        ("2025", "year"),
        ("2025-XX", "year"),
        ("202X", "decade"),
        ("20XX", "century"),
        ("2025-01-20/..", "interval"),
        ("2012/2021", "interval"),
    ],
)
def test_precision(text: str, expected: str) -> None:
    assert precision(text) == expected


def test_the_days_of_a_text_and_the_text_of_a_day() -> None:
    assert latest_day("2023") == date(2023, 12, 31)
    assert earliest_day("2023") == date(2023, 1, 1)
    assert latest_day(None) is None
    assert earliest_day(None) is None
    assert earliest_day("../2025") is None
    assert day(date(2025, 5, 4)) == "2025-05-04"


def test_a_date_covers_its_days() -> None:
    assert parse("2025-05").covers(date(2025, 5, 31))
    assert not parse("2025-05").covers(date(2025, 6, 1))
    assert parse("2025-01-20/..").covers(date(2030, 1, 1))
    assert not parse("../2025").covers(date(2026, 1, 1))


def test_a_less_precise_clock_means_its_last_day() -> None:
    assert AsOf.from_texts("2023", "2023-06") == AsOf(true_on=date(2023, 12, 31), known_on=date(2023, 6, 30))
    assert AsOf.from_texts(None, None) == AsOf()
    assert AsOf.from_texts("2024-01-01/2024-02").true_on == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["2023/..", "XXXX-09-14", "yesterday"])
def test_a_clock_without_a_last_day_is_refused(text: str) -> None:
    with pytest.raises(DateFormatError):
        AsOf.from_texts(text, None)


def test_dates_in_order() -> None:
    ordered = ["../2020", "2024", "2025-01-20", "2025-01-20/..", "2025-05", "XXXX-03-01", "XXXX-09", "no date", None]
    shuffled = ordered[4:] + ordered[:4]
    assert sorted(shuffled, key=sort_key) == ordered


@given(st.lists(st.one_of(st.none(), st.text(), st.dates().map(day), st.sampled_from(["2025", "202X", "2025/.."]))))
def test_the_order_is_total_and_never_raises(texts: list[str | None]) -> None:
    keys = [sort_key(text) for text in texts]
    assert sorted(keys) == sorted(keys, reverse=True)[::-1]
    assert len(set(zip(keys, texts, strict=True))) == len(set(texts))


@given(st.dates(), st.dates())
def test_an_interval_holds_its_ends(one: date, other: date) -> None:
    first, last = sorted((one, other))
    parsed = parse(f"{day(first)}/{day(last)}")
    assert parsed == EdtfDate(text=parsed.text, earliest=first, latest=last, approximate=False)


@given(st.text(alphabet="0123456789X-/.~? ", max_size=24))
def test_any_text_is_a_date_or_is_refused(text: str) -> None:
    try:
        parsed = parse(text)
    except DateFormatError:
        return
    assert parsed.text == text
    assert precision(text)
    if parsed.earliest and parsed.latest:
        assert parsed.earliest <= parsed.latest
