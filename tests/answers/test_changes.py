"""Changes: day by day, with the document that brought each."""

from __future__ import annotations

from datetime import date

from by_hand import CODEBOOK, Paper, official, view_of
from transferwatch.answers.changes import Changes, changes
from transferwatch.matching.parties import parse_pair

TALKS = Paper("The two are in talks.", "2025-05-04", title="Talks").report("US-RW", "in_talks", when="2025-05-04")
PLAN = Paper("They will sign in June.", "2025-05-20", title="Plan").report("US-RW", "signed", "planned", when="2025-06")
SIGNED = Paper("They signed on Monday. Up to 250 may come.", "2025-06-10", title="Signing").report(
    "US-RW", "signed", when="2025-06-09", sources=official("Rwanda")
)
AGAIN = Paper("The text was signed on 9 June, officials here say too.", "2025-06-12", title="Echo").report(
    "US-RW", "signed", when="2025-06-09", sources=official("United States")
)
DENIED = Paper("Rwanda denies that it was signed.", "2025-06-20", title="Denial").report(
    "US-RW", "signed", "denied", sources=official("Rwanda")
)
FLOWN = Paper("Seven people arrived in August.", "2025-08-30", title="Flight").transfer("US-RW", 7, "2025-08")
OTHER = Paper("It ended in 2024.", "2025-06-10", title="Other").report("GB-RW", "ended", when="2024")
ALL = (TALKS, PLAN, SIGNED, AGAIN, FLOWN, OTHER)


def told(answer: Changes) -> list[tuple[str, str, str, str]]:
    return [(one.day, one.key, one.field, one.way) for one in answer.changes]


def of(since: str, until: str | None = None, pair: str | None = None, papers: tuple[Paper, ...] = ALL) -> Changes:
    meant = parse_pair(pair, CODEBOOK) if pair else None
    last = date.fromisoformat(until) if until else None
    return changes(view_of(*papers), meant, date.fromisoformat(since), last, CODEBOOK)


def test_every_day_that_changed_something_is_told_in_order() -> None:
    assert told(of("2025-01-01", pair="US-RW")) == [
        ("2025-05-04", "US-RW", "stage", "new"),
        ("2025-05-04", "US-RW", "kind", "new"),
        ("2025-05-20", "US-RW", "told, not counted", "new"),
        ("2025-06-10", "US-RW", "stage", "changed"),
        ("2025-06-10", "US-RW", "kind", "changed"),
        ("2025-06-12", "US-RW", "stage", "changed"),
        ("2025-06-12", "US-RW", "kind", "changed"),
        ("2025-08-30", "US-RW", "transfer", "new"),
    ]


def test_a_change_says_what_was_before_and_names_the_document_of_that_day() -> None:
    answer = of("2025-06-01", "2025-06-11", "US-RW")
    stage = answer.changes[0]
    assert "talks" in stage.before
    assert stage.after == "signed, 9 June 2025 (one party on record)"
    titles = {note.number: note.title for note in answer.footnotes}
    assert [titles[number] for number in stage.notes] == ["Signing"]


def test_a_better_grade_is_a_change() -> None:
    stage = of("2025-06-12", "2025-06-12", "US-RW").changes[0]
    assert (stage.before, stage.after) == (
        "signed, 9 June 2025 (one party on record)",
        "signed, 9 June 2025 (both parties on record)",
    )


def test_a_denial_turns_the_stage_to_contested() -> None:
    stage = of("2025-06-20", pair="US-RW", papers=(TALKS, SIGNED, DENIED)).changes[0]
    assert stage.field == "stage"
    assert "contested by Rwanda" in stage.after
    assert "contested" not in stage.before


def test_a_plan_is_never_told_as_a_stage_reached() -> None:
    planned = of("2025-05-20", "2025-05-20").changes
    assert [(one.field, one.after) for one in planned] == [("told, not counted", "planned: signed")]


def test_all_pairs_and_days_without_change() -> None:
    assert ("2025-06-10", "GB-RW", "stage", "new") in told(of("2025-06-10", "2025-06-10"))
    assert not of("2025-07-01", "2025-07-31").changes
