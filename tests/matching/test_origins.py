"""Copies and rewrites are one origin, in whatever order they are looked at."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from transferwatch.matching.origins import fingerprint, origins, same_origin

STORY = (
    "Rwanda has agreed to take in up to 250 people deported by the United States, its spokeswoman said on "
    "Tuesday, adding that each of them would be vetted before arrival and given training and a home."
)
QUOTE = "“We will decide on every single person who is proposed to us,” she said"
OTHER = "Ministers in Kigali met on Thursday to talk about the budget for roads, schools and the new airport."


def test_the_same_text_but_for_spaces_and_case() -> None:
    assert same_origin(fingerprint(STORY), fingerprint(STORY.upper().replace(" ", "\n"))) == "the same text"


def test_a_reprint_with_a_new_ending() -> None:
    reprint = fingerprint(STORY + " Reporting by a friend.")
    assert same_origin(fingerprint(STORY), reprint) == "nearly the same text"


def test_two_stories() -> None:
    assert same_origin(fingerprint(STORY), fingerprint(OTHER)) == ""


def test_a_rewrite_with_the_quotation_and_the_credit_of_an_agency() -> None:
    first = fingerprint(f"Kigali confirmed it, according to AFP. {QUOTE}.")
    second = fingerprint(f"The deal is real (AFP). A government voice put it so: {QUOTE}, and left it there.")
    assert same_origin(first, second) == "the same quotation, credited to afp"
    assert same_origin(first, fingerprint(f"{OTHER} {QUOTE}.")) == ""
    assert same_origin(first, fingerprint(f"{OTHER} (AFP)")) == ""
    assert same_origin(first, fingerprint(f"{OTHER} {QUOTE}.", "AFP")) != ""


def test_short_texts_are_not_alike() -> None:
    assert same_origin(fingerprint("Yes"), fingerprint("No")) == ""


@settings(deadline=None)
@given(st.permutations(["a", "b", "c", "d", "e"]))
def test_any_order_of_documents(order: list[str]) -> None:
    texts = {"a": STORY, "b": STORY + " More.", "c": OTHER, "d": OTHER.lower(), "e": "Something else."}
    told = origins({name: fingerprint(texts[name]) for name in order})
    assert [origin.documents for origin in told] == [("a", "b"), ("c", "d"), ("e",)]
    assert [origin.reason for origin in told] == [
        "nearly the same text",
        "the same text",
        "no other document carries this story",
    ]
