"""Why: the words, the voices, the origins and the denials of one value."""

from __future__ import annotations

from by_hand import CODEBOOK, Paper, official, view_of
from transferwatch.answers.why import Why, why
from transferwatch.matching.parties import parse_pair
from transferwatch.readings.reading import Cap

STORY = (
    "Officials of the two states met in Kigali on Monday and put their names to an agreement on migrants, "
    "after three rounds of talks that began in the spring and nearly failed twice over money."
)
SIGNED = Paper(STORY, "2025-06-10", title="Signing").report("US-RW", "signed", when="2025-06-09", sources=official("Rwanda"))
COPY = Paper(f"{STORY} ", "2025-06-11", title="Copy", publisher="Another").report("US-RW", "signed", when="2025-06-09")
DENIED = Paper("The US embassy denied that.", "2025-06-12", title="Denial").report(
    "US-RW", "signed", "denied", sources=official("United States")
)
CAP = Paper("Up to 250 may come.", "2025-06-13").report(
    "US-RW", "signed", when="2025-06-09", terms={"cap": Cap(number=250, bound="at_most", period="total")}
)


def of(field: str, *papers: Paper, **clocks: str) -> Why:
    return why(view_of(*papers, **clocks), parse_pair("US-RW", CODEBOOK), field, CODEBOOK)


def test_a_stage_leads_to_every_word_that_it_rests_on() -> None:
    (reason,) = of("stage", SIGNED, COPY, DENIED).reasons
    assert reason.value == "signed, 9 June 2025"
    assert reason.grade == "one party on record"
    assert [told.by for told in reason.told] == ["publisher", "Rwanda"] or [told.by for told in reason.told] == [
        "Rwanda",
        "publisher",
    ]
    assert [one.who for one in reason.contested_by] == ["United States"]


def test_copies_of_one_story_are_one_origin_and_the_reason_is_told() -> None:
    (reason,) = of("stage", SIGNED, COPY).reasons
    assert [(one.reason, len(one.notes)) for one in reason.origins] == [("the same text", 2)]


def test_what_was_not_known_yet_bears_nothing_out() -> None:
    (reason,) = of("stage", SIGNED, COPY, DENIED, known_on="2025-06-10").reasons
    assert len(reason.told) == 1
    assert not reason.contested_by


def test_terms_transfers_and_nothing() -> None:
    assert [reason.value for reason in of("cap", CAP).reasons] == ["up to 250 in all"]
    assert not of("transfers", CAP).reasons
    moved = Paper("Seven were flown.", "2025-08-28").transfer("US-RW", 7, "2025-08")
    assert [reason.value for reason in of("transfers", moved).reasons] == ["7 people, United States to Rwanda, August 2025"]


def test_what_is_only_planned_is_told_as_not_reached() -> None:
    (reason,) = of("stage", Paper("They will sign.").report("US-RW", "signed", "planned")).reasons
    assert (reason.value, reason.modality) == ("not reached; told of: signed", "planned")
