"""Date expressions of English news, resolved by the coding manual's rules."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transferwatch.dates import parse
from transferwatch.errors import DateFormatError
from transferwatch.readings.by_rule.dates.dates import DateMention, find_dates, published_from_dateline

# What stands in the text, when it was published, the tense of its clause, and the dates that are found.
Row = tuple[str, str | None, str, list[tuple[str, str | None]]]
ROWS: list[Row] = [
    ("It was signed on 4 May 2025.", "2025-08-29", "past", [("4 May 2025", "2025-05-04")]),
    ("It was signed on May 4, 2025.", "2025-08-29", "past", [("May 4, 2025", "2025-05-04")]),
    ("He spoke on Sunday, May 4, 2025, in Kigali.", "2025-08-29", "past", [("Sunday, May 4, 2025", "2025-05-04")]),
    ("He spoke on Sunday 4 May.", "2025-08-29", "past", [("Sunday 4 May", "2025-05-04")]),
    ("Signed on 19 September in Koror.", None, "past", [("19 September", "XXXX-09-19")]),
    ("Signed on 19 September in Koror.", "2025-08-29", "past", [("19 September", "2024-09-19")]),
    ("They will fly on 19 September.", "2025-08-29", "future", [("19 September", "2025-09-19")]),
    ("The 19 September flight", "2025-08-29", "unknown", [("The 19 September", "2025-09-19")]),
    ("on September 19", "2025-08-29", "future", [("September 19", "2025-09-19")]),
    ("on Sept. 19", "2025-08-29", "future", [("Sept. 19", "2025-09-19")]),
    ("on the 23rd of June", "2025-08-29", "past", [("the 23rd of June", "2025-06-23")]),
    (
        "on 23 June it ruled; on 24 June it asked.",
        "2025-06-24",
        "past",
        [("23 June", "2025-06-23"), ("24 June", "2025-06-24")],
    ),
    ("landed in August", "2025-08-29", "past", [("August", "2025-08")]),
    ("signed in May", "2025-08-29", "past", [("May", "2025-05")]),
    ("a deal last August fell", "2025-08-29", "past", [("last August", "2024-08")]),
    ("talks next March", "2025-08-29", "future", [("next March", "2026-03")]),
    ("twice this month", "2025-08-29", "past", [("this month", "2025-08")]),
    ("twice last month", "2025-08-29", "past", [("last month", "2025-07")]),
    ("earlier this month", "2025-08-29", "past", [("earlier this month", "2025-08")]),
    ("Earlier in the month Ms Makolo", "2025-08-29", "past", [("Earlier in the month", "2025-08")]),
    ("landed in mid-August", "2025-08-29", "past", [("mid-August", "2025-08-11/2025-08-20")]),
    ("landed in the middle of August", "2025-08-29", "past", [("the middle of August", "2025-08-11/2025-08-20")]),
    ("in early August", "2025-08-29", "past", [("early August", "2025-08-01/2025-08-10")]),
    ("in late August", "2025-08-29", "past", [("late August", "2025-08-21/2025-08-31")]),
    ("at the end of 2025", "2025-08-29", "future", [("the end of 2025", "2025-12~")]),
    ("at the start of 2025", "2025-08-29", "past", [("the start of 2025", "2025-01~")]),
    ("by the end of 2025", "2025-08-29", "future", [("the end of 2025", "../2025")]),
    ("dropped it in 2024", "2025-08-29", "past", [("2024", "2024")]),
    ("since January 20", "2025-08-29", "unknown", [("since January 20", "2025-01-20/..")]),
    ("since 2019", "2025-08-29", "past", [("since 2019", "2019/..")]),
    ("valid until March", "2025-08-29", "future", [("March", "../2026-03")]),
    ("done by 2026", "2025-08-29", "future", [("2026", "../2026")]),
    ("He said on Sunday", "2025-05-05", "past", [("Sunday", "2025-05-04")]),
    ("He said on Monday", "2025-05-05", "past", [("Monday", "2025-05-05")]),
    ("They will meet on Monday", "2025-05-06", "future", [("Monday", "2025-05-12")]),
    ("deported last week", "2025-02-19", "past", [("last week", "2025-02-10/2025-02-16")]),
    ("said this week", "2025-02-19", "past", [("this week", "2025-02-17/2025-02-23")]),
    ("said last Friday", "2025-02-19", "past", [("last Friday", "2025-02-14")]),
    ("meet next Tuesday", "2025-02-19", "future", [("next Tuesday", "2025-02-25")]),
    ("Uganda today confirmed", "2025-08-21", "past", [("today", "2025-08-21")]),
    ("yesterday", "2025-08-01", "past", [("yesterday", "2025-07-31")]),
    ("tonight", "2025-08-01", "past", [("tonight", "2025-08-01")]),
    ("tomorrow", "2025-08-31", "future", [("tomorrow", "2025-09-01")]),
    (
        "On 10 June it sued; two days earlier it had asked.",
        "2025-08-29",
        "past",
        [("10 June", "2025-06-10"), ("two days earlier", "2025-06-08")],
    ),
    (
        "On 10 June it sued; a day earlier it had asked.",
        "2025-08-29",
        "past",
        [("10 June", "2025-06-10"), ("a day earlier", "2025-06-09")],
    ),
    (
        "On 10 June it sued. The next day it lost. The same day it appealed.",
        "2025-08-29",
        "past",
        [("10 June", "2025-06-10"), ("The next day", "2025-06-11"), ("The same day", "2025-06-11")],
    ),
    (
        "On 10 June it sued. A week later it lost.",
        "2025-08-29",
        "past",
        [("10 June", "2025-06-10"), ("A week later", "2025-06-17~")],
    ),
    (
        "signed in 2022, was torn up two years later",
        "2025-05-05",
        "past",
        [("2022", "2022"), ("two years later", "2024")],
    ),
    ("three months ago", "2025-08-29", "past", [("three months ago", "2025-05")]),
    ("last year", "2025-08-29", "past", [("last year", "2024")]),
    ("this year", "2025-08-29", "past", [("this year", "2025")]),
    ("earlier this year", "2025-08-29", "past", [("earlier this year", "2025")]),
    (
        "In 2019 it opened; the following year it closed.",
        "2025-08-29",
        "past",
        [("2019", "2019"), ("the following year", "2020")],
    ),
    (
        "In May 2022 he left. That month she came. That year they won.",
        "2025-08-29",
        "past",
        [("May 2022", "2022-05"), ("That month", "2022-05"), ("That year", "2022")],
    ),
    (
        "In May 2022 he left, having come the previous month.",
        "2025-08-29",
        "past",
        [("May 2022", "2022-05"), ("the previous month", "2022-04")],
    ),
    (
        "It ended in 2022, having begun the year before.",
        "2025-08-29",
        "past",
        [("2022", "2022"), ("the year before", "2021")],
    ),
    ("in the first quarter of 2025", "2025-08-29", "past", [("the first quarter of 2025", "2025-01/2025-03")]),
    ("in the summer of 2024", "2025-08-29", "past", [("the summer of 2024", "2024-06/2024-08")]),
    ("between March and May 2025", "2025-08-29", "past", [("between March and May 2025", "2025-03/2025-05")]),
    ("from 2012 to 2021", "2025-08-29", "past", [("from 2012 to 2021", "2012/2021")]),
    ("in 2013-2014", "2025-08-29", "past", [("2013-2014", "2013/2014")]),
    ("the financial year 2025-26", "2025-08-29", "past", [("the financial year 2025-26", "2025/2026")]),
    (
        "in each of the years 2025-26 and 2026-27",
        "2025-08-29",
        "future",
        [("2025-26", "2025/2026"), ("2026-27", "2026/2027")],
    ),
    ("the 2024-25 fiscal year", "2025-08-29", "past", [("2024-25 fiscal year", "2024/2025")]),
    ("in the 1990s", "2025-08-29", "past", [("the 1990s", "199X")]),
    ("on 2025-05-04 at", "2025-08-29", "past", [("2025-05-04", "2025-05-04")]),
    ("on 04/05/2025", "2025-08-29", "past", [("04/05/2025", None)]),
    ("on 4.5.2025", "2025-08-29", "past", [("4.5.2025", "2025-05-04")]),
    ("on 25/04/2025", "2025-08-29", "past", [("25/04/2025", "2025-04-25")]),
    ("on 04/25/2025", "2025-08-29", "past", [("04/25/2025", "2025-04-25")]),
    ("on Thursday, 21st August, 2025", "2025-08-29", "past", [("Thursday, 21st August, 2025", "2025-08-21")]),
    ("over the weekend", "2025-05-06", "past", [("the weekend", "2025-05-03/2025-05-04")]),
    ("on the weekend", "2025-05-06", "past", [("the weekend", "2025-05-03/2025-05-04")]),
    ("in recent days", "2025-08-29", "past", [("recent days", None)]),
    ("section 432 of the Compact", "2025-08-29", "past", []),
    ("Bill 12-53 SD1", "2025-08-29", "past", []),
    ("the 1951 Refugee Convention", "2025-08-29", "past", [("1951", "1951")]),
    ("Late on Tuesday Uganda", "2018-04", "past", [("Tuesday", "2018-04")]),
    ("on Tuesday", "2018", "past", [("Tuesday", "2018")]),
    ("Ngerulmud, 19 January 2026. Palau's Senate", None, "past", [("19 January 2026", "2026-01-19")]),
    ("KIGALI, Rwanda, Aug. 5 (AP) - Rwanda", "2025-08-06", "past", [("Aug. 5", "2025-08-05")]),
    ("It may not, and they march on.", "2025-08-29", "past", []),
    ("May I go? Theresa May said so. Mrs May's deal. May said no.", "2025-08-29", "past", []),
    ("the Sunday Times and the Mail on Sunday", "2025-08-29", "past", []),
    ("In a May filing DHS complained", "2025-06-24", "past", [("May", "2025-05")]),
    ("the vote in the first week of June", "2025-08-29", "past", [("the first week of June", "2025-06-01/2025-06-07")]),
    ("In August 25 people were flown out", "2025-08-29", "past", [("August", "2025-08")]),
    ("On May 4 and 5", "2025-08-29", "past", [("May 4 and 5", "2025-05-04/2025-05-05")]),
    ("4-6 May 2025", "2025-08-29", "past", [("4-6 May 2025", "2025-05-04/2025-05-06")]),
    ("from 30 April to 2 May 2025", "2025-08-29", "past", [("from 30 April to 2 May 2025", "2025-04-30/2025-05-02")]),
    ("from November to February 2025", "2025-08-29", "past", [("from November to February 2025", "2024-11/2025-02")]),
    ("from March to December", "2025-06-01", "past", [("from March to December", "2024-03/2024-12")]),
    ("postponed from March to May 2025", "2025-08-29", "past", [("March", "2025-03"), ("May 2025", "2025-05")]),
    ("from 1 June onwards", "2025-08-29", "past", [("1 June onwards", "2025-06-01/..")]),
    ("Tuesday's ruling", "2025-05-08", "past", [("Tuesday", "2025-05-06")]),
    ("in the past two weeks", "2025-08-29", "past", [("the past two weeks", "2025-08-15/2025-08-29")]),
    ("in two weeks' time", "2025-08-29", "future", [("in two weeks' time", "2025-09-12~")]),
    ("every Friday and on Mondays", "2025-08-29", "past", [("every Friday", None), ("Mondays", None)]),
    ("One day after winning an order", "2025-08-29", "past", [("One day after", None)]),
    ("the day before yesterday", "2025-08-29", "past", [("the day before yesterday", "2025-08-27")]),
    ("19 September last year", "2025-08-29", "past", [("19 September last year", "2024-09-19")]),
    ("early next year", "2025-08-29", "future", [("early next year", "2026-01/2026-04")]),
    ("late last month", "2025-08-29", "past", [("late last month", "2025-07-21/2025-07-31")]),
    ("2000 migrants came", "2025-08-29", "past", []),
    ("took in 2000 migrants", "2025-08-29", "past", []),
    ("more than 2000 were", "2025-08-29", "past", []),
    ("in March 2021, deported in May", "2025-08-29", "past", [("March 2021", "2021-03"), ("May", "2021-05")]),
    ("in 2022 was cancelled in July", "2025-05-05", "past", [("2022", "2022"), ("July", "XXXX-07")]),
    ("on 31 February 2025", "2025-08-29", "past", [("31 February 2025", None)]),
    ("at the end of the month", "2025-08-29", "future", [("the end of the month", "2025-08-31~")]),
    ("later this week", "2025-02-19", "future", [("later this week", "2025-02-17/2025-02-23")]),
    ("Tuesday of next week", "2025-02-19", "future", [("Tuesday of next week", "2025-02-25")]),
    ("a year ago", "2025-08-29", "past", [("a year ago", "2024")]),
    ("about three years ago", "2025-08-29", "past", [("about three years ago", "2022~")]),
    ("24 hours later", "2025-05-05", "past", [("24 hours later", None)]),
    ("On New Year's Eve", "2025-08-29", "past", [("New Year's Eve", "2024-12-31")]),
    (
        "Immigration Act 2016 and the Compact Review Agreement of 2010",
        "2025-08-29",
        "past",
        [("2016", "2016"), ("2010", "2010")],
    ),
    ("Since the Compact began in 1994", None, "past", [("1994", "1994")]),
    ("after winning the 2024 election", "2025-08-29", "past", [("2024", "2024")]),
    ("last summer", "2025-08-29", "past", [("last summer", "2024-06/2024-08")]),
    ("flight 714 on 737-800 at 10:30, $2024, €2,024, No. 2024, 2024 km", "2025-08-29", "past", []),
    ("Monday to Wednesday", "2025-05-09", "past", [("Monday to Wednesday", "2025-05-05/2025-05-07")]),
    (
        "in March, April and May 2024",
        "2025-08-29",
        "past",
        [("March", "2024-03"), ("April", "2024-04"), ("May 2024", "2024-05")],
    ),
    ("in the year 2001", "2025-08-29", "past", [("the year 2001", "2001")]),
    ("mid-2025", "2025-08-29", "past", [("mid-2025", "2025-05/2025-08")]),
    ("around 4 May", "2025-08-29", "past", [("around 4 May", "2025-05-04~")]),
    ("before 19 June 2025", "2025-08-29", "past", [("19 June 2025", "../2025-06-19")]),
    ("the Monday to come", "2025-08-29", "past", [("Monday", "2025-08-25")]),
    ("on the 23rd, after", "2025-08-29", "past", [("the 23rd", "2025-08-23")]),
    (
        "On 20 June it met, and on the 23rd it voted.",
        "2025-08-29",
        "past",
        [("20 June", "2025-06-20"), ("the 23rd", "2025-06-23")],
    ),
    ("last week", "2025-05", "past", [("last week", "2025-05~")]),
    ("May 2025 talks", "2025-08-29", "past", [("May 2025", "2025-05")]),
    ("between 2013 and 2018", "2025-08-29", "past", [("between 2013 and 2018", "2013/2018")]),
    ("Q3 2025", "2025-08-29", "past", [("Q3 2025", "2025-07/2025-09")]),
    ("in December", "2025-06-15", "unknown", [("December", "XXXX-12")]),
    ("on 20 June", "2025-06-24", "future", [("20 June", "2025-06-20")]),
    (
        "4 May, 2025 and 06 JUNE 2025",
        "2025-08-29",
        "past",
        [("4 May, 2025", "2025-05-04"), ("06 JUNE 2025", "2025-06-06")],
    ),
    (
        "Officials said Monday that the flight left Friday.",
        "2025-08-29",
        "past",
        [("Monday", "2025-08-25"), ("Friday", "2025-08-29")],
    ),
    ("held since early March", "2025-08-29", "past", [("since early March", "2025-03-01/..")]),
    (
        "announced in April 2022, and stopped that June",
        "2025-08-29",
        "past",
        [("April 2022", "2022-04"), ("that June", "2022-06")],
    ),
    ("by mid-February 299 had come", "2025-08-29", "past", [("mid-February", "../2025-02-20")]),
    ("until 30 September 2026", "2025-08-29", "future", [("30 September 2026", "../2026-09-30")]),
    (
        "from January 2025 through December 2026",
        "2025-08-29",
        "future",
        [("from January 2025 through December 2026", "2025-01/2026-12")],
    ),
    ("Two weeks after the deal, they flew.", "2025-08-29", "past", [("Two weeks after", None)]),
    (
        "began in late 2024 and ended early in 2025",
        "2025-08-29",
        "past",
        [("late 2024", "2024-09/2024-12"), ("early in 2025", "2025-01/2025-04")],
    ),
    ("Spring 2025 saw flights", "2025-08-29", "past", [("Spring 2025", "2025-03/2025-05")]),
    ("on 20 Dec 2023", "2025-08-29", "past", [("20 Dec 2023", "2023-12-20")]),
    ("on June 14th, 2022,", "2025-08-29", "past", [("June 14th, 2022", "2022-06-14")]),
    ("for the past 12 months", "2025-08-29", "past", [("the past 12 months", "2024-08/2025-08")]),
    ("over the next three years", "2025-08-29", "future", [("the next three years", "2025/2028")]),
    ("after March 31", "2025-08-29", "past", [("March 31", "2025-03-31/..")]),
    ("in fiscal year 2026", "2025-08-29", "future", [("fiscal year 2026", "2026")]),
    ("July 2024-June 2025", "2025-08-29", "past", [("July 2024-June 2025", "2024-07/2025-06")]),
    ("2 June – 5 June", "2025-08-29", "past", [("2 June – 5 June", "2025-06-02/2025-06-05")]),
    (
        "12 January, 14 February and 3 March 2025",
        "2025-08-29",
        "past",
        [("12 January", "2025-01-12"), ("14 February", "2025-02-14"), ("3 March 2025", "2025-03-03")],
    ),
    ("on 18-Apr-2025", "2025-08-29", "past", [("18-Apr-2025", "2025-04-18")]),
    ("the week before last", "2025-08-29", "past", [("the week before last", "2025-08-11/2025-08-17")]),
    ("on or about May 20", "2025-08-29", "past", [("on or about May 20", "2025-05-20~")]),
    ("some time in May", "2025-08-29", "past", [("some time in May", "2025-05~")]),
    ("one Saturday", "2025-08-29", "past", [("Saturday", None)]),
    ("the late 1990s", "2025-08-29", "past", [("late 1990s", "1997/1999")]),
    ("at 2025-05-04T12:00:00Z", "2025-08-29", "past", [("2025-05-04", "2025-05-04")]),
    ("Rwanda Today reported", "2025-08-29", "past", []),
    ("April Jones said; June Smith; August Wilson", "2025-08-29", "past", []),
    ("in 2,025 cases and 1,951 more, on Boeing 737s", "2025-08-29", "past", []),
    (
        "It flew on Friday; the day after, it came back.",
        "2025-05-06",
        "past",
        [("Friday", "2025-05-02"), ("the day after", "2025-05-03")],
    ),
    ("the next day", None, "past", [("the next day", None)]),
    ("on 19 September; the next day", None, "past", [("19 September", "XXXX-09-19"), ("the next day", None)]),
    ("on Monday", None, "past", [("Monday", None)]),
    ("In May 2025 it met. On 6 June it voted.", None, "past", [("May 2025", "2025-05"), ("6 June", "2025-06-06")]),
    (
        "between 30 December and 2 January 2025",
        "2025-08-29",
        "past",
        [("between 30 December and 2 January 2025", "2024-12-30/2025-01-02")],
    ),
]


def dates(text: str, published: str | None = "2025-08-29", tense: str = "past") -> tuple[DateMention, ...]:
    return find_dates(text, published=published, tense_at=lambda _: tense)


@pytest.mark.parametrize(("text", "published", "tense", "expected"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_dates(text: str, published: str | None, tense: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(mention.text, mention.edtf) for mention in dates(text, published, tense)] == expected


def test_the_table_is_long_enough() -> None:
    assert len(ROWS) >= 150


@pytest.mark.parametrize(
    ("text", "attributive"),
    [
        ("a 2023 law", True),
        ("the 1951 Refugee Convention", True),
        ("the 1798 Alien Enemies Act", True),
        ("after winning the 2024 election", True),
        ("the Compact Review Agreement of 2010", True),
        ("the Immigration Act 2016", True),
        ("a UNHCR 2019 report", True),
        ("Tuesday's ruling", True),
        ("last week's flight", True),
        ("in a May filing", True),
        ("the 23 June order", True),
        ("its September 2024 deal", True),
        ("a Sunday interview", True),
        ("In 2019 Rwanda signed", False),
        ("signed in 2022, was torn up", False),
        ("On Monday officials said", False),
        ("On 23 June it ruled", False),
        ("In May 2025 officials said", False),
        ("by 2026 the number", False),
    ],
)
def test_a_date_that_belongs_to_a_noun(text: str, attributive: bool) -> None:
    assert [mention.attributive for mention in dates(text)] == [attributive]


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        ("on 4 May 2025", False),
        ("in 2024", False),
        ("on 4 May", True),
        ("on Monday", True),
        ("last week", True),
        ("from March to May 2025", False),
        ("from Monday to 4 May 2025", True),
    ],
)
def test_a_date_that_needs_another(text: str, relative: bool) -> None:
    assert [mention.relative for mention in dates(text)] == [relative]


@pytest.mark.parametrize(
    ("text", "frequency"),
    [("every Friday", "week"), ("on Mondays", "week"), ("each month", "month"), ("every other year", "year")],
)
def test_repetitions(text: str, frequency: str) -> None:
    assert [(mention.edtf, mention.frequency) for mention in dates(text)] == [(None, frequency)]


def test_the_name_of_a_law_is_no_day_to_count_from() -> None:
    found = dates("In 2022, under the 1951 Refugee Convention, it sued. Two years later it lost.")
    assert [mention.edtf for mention in found] == ["2022", "1951", "2024"]


def test_the_tense_is_asked_of_each_clause() -> None:
    text = "It flew on Monday and will fly on Friday."
    found = find_dates(
        text, published="2025-05-07", tense_at=lambda offset: "future" if offset > text.index("will") else "past"
    )
    assert [mention.edtf for mention in found] == ["2025-05-05", "2025-05-09"]


def test_a_published_that_is_no_date_is_refused() -> None:
    with pytest.raises(DateFormatError):
        dates("on Monday", published="last week")


def test_without_a_date_of_publication_the_dateline_stands_in() -> None:
    found = dates("Ngerulmud, 19 January 2026. The Senate voted on Friday.", published=None)
    assert [mention.edtf for mention in found] == ["2026-01-19", "2026-01-16"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("29 August 2025. Rwanda has taken in seven people.", "2025-08-29"),
        ("June 2025. One day after winning", "2025-06"),
        ("Ngerulmud, 19 January 2026. Palau's Senate", "2026-01-19"),
        ("KIGALI, Rwanda, Aug. 5 (Reuters) - Rwanda said", "XXXX-08-05"),
        ("LONDON, Jan 5 (Reuters) - Britain", "XXXX-01-05"),
        ("WASHINGTON, May 4, 2025 (AP) — The", "2025-05-04"),
        ("GENEVA (4 May 2025) – UN experts", "2025-05-04"),
        ("A headline of some words\n4 May 2025\nThe text", "2025-05-04"),
        ("Published: 4 May 2025\nThe text", "2025-05-04"),
        ("Posted on May 4, 2025 at 10:30", "2025-05-04"),
        ("Kigali — 4 May 2025", "2025-05-04"),
        ("2025-05-04\nThe text", "2025-05-04"),
        ("PRESS RELEASE\nFor immediate release\nThursday, 21st August, 2025\nThe text", "2025-08-21"),
        ("In May 2025, he said", None),
        ("On 4 May 2025 Rwanda signed.", None),
        ("May 2025 saw a deal.", None),
        ("Rwanda signed on 4 May 2025. Then", None),
        ("The US deported seven men on 4 August 2025.", None),
        ("", None),
    ],
)
def test_the_date_of_a_dateline(text: str, edtf: str | None) -> None:
    assert published_from_dateline(text) == edtf


def check(text: str, found: tuple[DateMention, ...]) -> None:
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        if mention.edtf is not None:
            parse(mention.edtf)
        end = mention.end


PIECES = re.split(
    " ",
    "may May 4 2025 the of in to and last next week Monday since 12,000 1st 31 February 30 99 XX ~ / - – , . : two "
    "years ago later earlier before after mid- end start 0000 9999 summer of that same day year quarter Q1 FY the "
    "23rd ’s 's 1999-00 00/00/0000 32/13/2025 13.13.2025 ſeven every between from until by K ı İ",
)
PUBLISHED = (None, "2025-08-29", "2025-05", "2022", "0001-01-01", "9999-12-31", "2025-01/2025-03", "XXXX-05", "../2025")


@given(
    st.lists(st.sampled_from([*PIECES, "\n\n", "\u00a0"]), max_size=30).map(" ".join),
    st.sampled_from(PUBLISHED),
    st.sampled_from(["past", "future", "unknown"]),
)
@settings(max_examples=400)
def test_spans_hold_their_words_in_order(text: str, published: str | None, tense: str) -> None:
    check(text, dates(text, published, tense))
    published_from_dateline(text)


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    check(text, dates(text))


def test_what_lasts_since_a_day_began_before_the_report() -> None:
    text = "GENEVA (11 March 2026) - Nobody else is to come. Since late November 29 men have been flown in."
    found = find_dates(text, published="2026-03-11", tense_at=lambda _: "past")
    assert [one.edtf for one in found] == ["2026-03-11", "2025-11-21/.."]
