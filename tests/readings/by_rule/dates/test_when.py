"""Which date dates a step: that of its own clause, of its own noun, or the one that joined verbs share."""

from __future__ import annotations

import pytest

from transferwatch.codebook.load import load
from transferwatch.readings.by_rule.dates.when import date_of, entry_date, when_fields
from transferwatch.readings.by_rule.page import lay_open

PUBLISHED = "2025-06-25"


def when_at(text: str, word: str, published: str | None = PUBLISHED) -> tuple[str | None, str | None]:
    page = lay_open(text, published, load())
    token = next(token for token in page.parse.doc if page.parse.words[token.i] == word)
    return when_fields(date_of(page, token))


@pytest.mark.parametrize(
    ("text", "word", "when"),
    [
        ("Rwanda signed the accord in 2022.", "signed", "2022"),
        ("The US flew eight men to Ghana last month.", "flew", "2025-05"),
        ("They agreed to take 250 people next year.", "take", "2026"),
        ("Since January 20, the US has deported many people.", "deported", "2025-01-20/.."),
        ("The hearing is set for 12 May 2026.", "set", "2026-05-12"),
        ("The Court of Appeal found it unlawful in June 2023.", "found", "2023-06"),
    ],
)
def test_a_verb_is_dated_by_its_own_clause(text: str, word: str, when: str) -> None:
    assert when_at(text, word)[0] == when


@pytest.mark.parametrize(
    ("text", "word", "when"),
    [
        ("A deal signed in 2022 was cancelled in 2024.", "signed", "2022"),
        ("A deal signed in 2022 was cancelled in 2024.", "cancelled", "2024"),
        ("Panama said on Wednesday that Ghana had signed a deal.", "signed", None),
        ("Panama said on Wednesday that Ghana had signed a deal in 2021.", "signed", "2021"),
        ("The court, which sat on Monday, dismissed the appeal.", "dismissed", None),
        ("The court gave the state until 9 April.", "gave", None),
    ],
)
def test_another_clause_s_date_never_counts(text: str, word: str, when: str | None) -> None:
    assert when_at(text, word)[0] == when


@pytest.mark.parametrize(
    ("text", "word", "when"),
    [
        ("The injunction of 18 April barred removals.", "injunction", "2025-04-18"),
        ("The injunction of 18 April barred removals.", "barred", None),
        ("The 23 June order lets them go.", "order", "2025-06-23"),
        ("In a May filing the department complained.", "filing", "2025-05"),
        ("The order, dated 21 May, stands.", "order", "2025-05-21"),
        ("The government filed an appeal on 3 June.", "appeal", "2025-06-03"),
        ("The appeal was dismissed on 3 June.", "appeal", None),
    ],
)
def test_a_noun_has_its_own_date(text: str, word: str, when: str | None) -> None:
    assert when_at(text, word)[0] == when


def test_joined_verbs_share_the_date_at_the_head_of_the_sentence() -> None:
    text = "On Wednesday, Rwanda met envoys and signed the accord."
    assert when_at(text, "met")[0] == "2025-06-25"
    assert when_at(text, "signed")[0] == "2025-06-25"


def test_words_are_kept_where_the_date_is_not_settled() -> None:
    assert when_at("Rwanda signed the accord on 14 September.", "signed", None) == ("XXXX-09-14", "14 September")
    assert when_fields(None) == (None, None)


def test_an_entry_that_begins_with_a_time_speaks_of_the_day() -> None:
    page = lay_open("09.40 The court has dismissed it.\nThe court has dismissed it.", PUBLISHED, load())
    first, second = (token for token in page.parse.doc if page.parse.words[token.i] == "dismissed")
    assert entry_date(page, first) == PUBLISHED
    assert entry_date(page, second) is None
