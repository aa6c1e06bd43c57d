"""Copies and rewrites are one origin, in whatever order they are looked at."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from transferwatch.matching.origins import fingerprint, keys, links, origins, same_origin

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


FIGURES = "The ministry counted 1,247 people in 63 flights and paid 7.53 million for 318 beds"


def test_a_rewrite_with_the_odd_figures_of_an_agency() -> None:
    first = fingerprint(f"KIGALI (Reuters) - {FIGURES}, a spokesman said.")
    second = fingerprint("Beds for 318 were bought and 1,247 were flown, according to Reuters.")
    assert first.dateline == "kigali"
    assert first.figures == ("1,247", "318", "7.53")
    assert same_origin(first, second) == "the same odd figures (1,247, 318), credited to reuters"
    assert same_origin(first, fingerprint("Beds for 318 were bought and 1,247 were flown.")) == ""
    assert same_origin(first, fingerprint("Some 250 were flown in 2025, according to Reuters.")) == ""


def test_one_odd_figure_under_one_dateline() -> None:
    first = fingerprint("GENEVA, 3 May (AFP) - Some 247 people were moved, the office said.")
    second = fingerprint("GENEVA — The office spoke of a bad week in which 247 were put on planes, AFP (AFP) reports.")
    assert same_origin(first, second) == "the same dateline and the same odd figure (247), credited to afp"


def test_years_round_numbers_and_days_are_no_odd_figures() -> None:
    assert fingerprint("In 2025 some 1,200 of 5,000 left on 12/05/2025 for 7.5 million; model 747-400, page 12.").figures == ()


def test_only_what_shares_a_key_is_compared() -> None:
    assert not keys(fingerprint(STORY)) & keys(fingerprint(OTHER))
    assert links({"a": fingerprint(STORY), "b": fingerprint(OTHER)}) == ()
    (one,) = links({"b": fingerprint(STORY), "a": fingerprint(STORY + " More.")})
    assert (one.first, one.second, one.reason) == ("a", "b", "nearly the same text")


def test_short_texts_are_not_alike() -> None:
    assert same_origin(fingerprint("Yes"), fingerprint("No")) == ""


@settings(deadline=None)
@given(st.permutations(["a", "b", "c", "d", "e"]))
def test_any_order_of_documents(order: list[str]) -> None:
    texts = {"a": STORY, "b": STORY + " More.", "c": OTHER, "d": OTHER.lower(), "e": "Something else."}
    told = origins(order, links({name: fingerprint(texts[name]) for name in order}))
    assert [origin.documents for origin in told] == [("a", "b"), ("c", "d"), ("e",)]
    assert [origin.reason for origin in told] == [
        "nearly the same text",
        "the same text",
        "no other document carries this story",
    ]
