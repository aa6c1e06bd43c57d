"""Steps in and by courts: one family of sentences for each construction, with courts of several states."""

from __future__ import annotations

import pytest

from transferwatch.codebook.load import load
from transferwatch.readings.by_rule.actors import find_actors
from transferwatch.readings.by_rule.courts.proceedings import find_proceedings
from transferwatch.readings.by_rule.frames import find_frames
from transferwatch.readings.by_rule.groups import find_groups
from transferwatch.readings.by_rule.page import lay_open
from transferwatch.readings.reading import Proceeding

PUBLISHED = "2025-11-20"
# What the documents are about, without a word of courts.
UGANDA = "Uganda has agreed to take migrants deported by the United States. "
BRITAIN = "Britain wants to send asylum seekers to Rwanda. "
KENYA = "Kenya has an agreement with Denmark to receive asylum seekers. "


def read(text: str, published: str | None = PUBLISHED) -> tuple[Proceeding, ...]:
    page = lay_open(text, published, load())
    actors = find_actors(page)
    groups = find_groups(page)
    return find_proceedings(page, actors, groups, find_frames(page, actors, groups), lambda token: ())


def steps(text: str) -> list[str]:
    return [one.step for one in read(text)]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("The High Court in Kampala blocked the transfer of twelve deportees.", "blocked"),
        ("The Supreme Court halted the removals for now.", "blocked"),
        ("A federal judge issued an injunction against the deportations.", "blocked"),
        ("The deportations were stopped by a court in Boston.", "blocked"),
        ("The Constitutional Court ordered the government not to admit the deportees.", "blocked"),
        ("The Supreme Court lifted the injunction.", "allowed"),
        ("An appeals court stayed the ruling of the High Court.", "allowed"),
        ("The Court of Appeal cleared the way for the flight.", "allowed"),
        ("The Constitutional Court let the removals go ahead.", "allowed"),
        ("The High Court struck down the agreement.", "ruled_unlawful"),
        ("The Constitutional Court ruled that the deal was unconstitutional.", "ruled_unlawful"),
        ("The High Court held that the minister had no power to make the agreement.", "ruled_unlawful"),
        ("The Constitutional Court upheld the agreement.", "ruled_lawful"),
        ("The High Court found the agreement lawful.", "ruled_lawful"),
        ("The High Court ordered the release of the deportees.", "ordered"),
        ("The High Court ordered the government to bring the men back.", "ordered"),
        ("The judge ordered officials to publish the text of the deal.", "ordered"),
        ("The High Court dismissed the petition against the deal.", "dismissed"),
        ("The High Court refused to block the deportations.", "dismissed"),
        ("The Supreme Court threw out the case.", "dismissed"),
        ("The High Court heard the challenge to the deal.", "heard"),
        ("The High Court adjourned the case.", "heard"),
    ],
)
def test_a_court_acts(text: str, step: str) -> None:
    assert steps(UGANDA + text) == [step]


@pytest.mark.parametrize(
    "text",
    [
        "Lawyers have gone to court over the deal.",
        "Two rights groups sued the government over the deal.",
        "A union filed a petition at the High Court against the agreement.",
        "Opposition lawmakers challenged the agreement in the Constitutional Court.",
        "Relatives of the deportees asked the High Court to free them.",
        "The ministry has lodged an appeal with the Supreme Court.",
        "Denmark is taking Kenya to the International Court of Justice over the agreement.",
    ],
)
def test_a_party_turns_to_a_court(text: str) -> None:
    found = read(KENYA + text)
    assert [(one.step, one.modality) for one in found] == [("filed", "happened")]


@pytest.mark.parametrize("text", ["The union will sue the government.", "Lawyers will appeal to the Supreme Court."])
def test_a_suit_announced_is_planned(text: str) -> None:
    assert [(one.step, one.modality) for one in read(KENYA + text)] == [("filed", "planned")]


def test_a_hearing_is_set() -> None:
    found = read(KENYA + "The hearing in the High Court is set for 12 January 2026.")
    assert [(one.step, one.modality, one.when) for one in found] == [("heard", "planned", "2026-01-12")]


def test_a_case_is_acted_on_without_a_court_named() -> None:
    found = read(KENYA + "A case brought by local lawyers in Nairobi was adjourned in August.")
    assert {(one.step, one.when) for one in found} == {("filed", None), ("heard", "2025-08")}


@pytest.mark.parametrize(
    ("text", "court", "state"),
    [
        ("Uganda's Constitutional Court blocked the removals.", "Constitutional Court", "UG"),
        ("A judge in Nairobi blocked the removals.", "judge in Nairobi", "KE"),
        ("The US Supreme Court blocked the removals.", "US Supreme Court", "US"),
        ("The High Court of Ghana blocked the removals.", "High Court of Ghana", "GH"),
        ("The European Court of Human Rights blocked the removals.", "European Court of Human Rights", None),
    ],
)
def test_whose_court_it_is(text: str, court: str, state: str | None) -> None:
    (found,) = read(BRITAIN + text)
    assert (found.court, found.state, found.step) == (court, state, "blocked")


def test_a_judge_by_name_and_later_by_last_name() -> None:
    text = UGANDA + (
        "US District Judge Amara Quillfeather on Monday blocked the deportations. "
        "Quillfeather also ordered the government to return two men."
    )
    blocked, ordered = read(text)
    assert (blocked.judge, blocked.state, blocked.when) == ("Amara Quillfeather", "US", "2025-11-17")
    assert (ordered.step, ordered.judge) == ("ordered", "Amara Quillfeather")


def test_a_judge_explained_by_the_court() -> None:
    (found,) = read(UGANDA + "A federal judge in Texas, Corwin Ashdale, had blocked the deportations.")
    assert (found.court, found.judge, found.state) == ("federal judge in Texas", "Corwin Ashdale", "US")


def test_a_filing_and_an_order_by_their_nouns() -> None:
    text = UGANDA + (
        "In a May filing the department attacked the preliminary injunction of 18 April by Judge Amara Quillfeather of "
        "the District of Massachusetts, which barred the deportations."
    )
    found = {(one.step, one.when, one.court) for one in read(text)}
    assert found == {("filed", "2025-05", None), ("blocked", "2025-04-18", "District of Massachusetts")}


def test_a_ruling_stayed_at_once_is_two_steps() -> None:
    text = BRITAIN + "The High Court barred the flight on Monday. The Court of Appeal stayed that order on Tuesday."
    assert [(one.step, one.court, one.when) for one in read(text)] == [
        ("blocked", "High Court", "2025-11-17"),
        ("allowed", "Court of Appeal", "2025-11-18"),
    ]


def test_a_step_told_again_is_one_item() -> None:
    text = (
        "Kenyan court blocks deal on asylum seekers\n"
        "Kenya's High Court on Friday blocked an agreement to take asylum seekers from Denmark. "
        "The injunction was welcomed by lawyers. The High Court blocked the agreement until a full hearing."
    )
    found = [one for one in read(text) if one.step == "blocked"]
    assert len(found) == 1
    assert (found[0].state, found[0].when, found[0].temporary) == ("KE", "2025-11-14", True)


@pytest.mark.parametrize(
    ("text", "temporary"),
    [
        ("The High Court temporarily blocked the removals.", True),
        ("The High Court issued an interim injunction against the removals.", True),
        ("The High Court permanently barred the removals.", False),
        ("The High Court barred the removals.", None),
    ],
)
def test_for_a_time_or_for_good(text: str, temporary: bool | None) -> None:
    (found,) = read(BRITAIN + text)
    assert found.temporary is temporary


def test_holdings_of_several_courts_in_one_sentence() -> None:
    text = BRITAIN + (
        "The High Court found the policy lawful in December 2022, the Court of Appeal unlawful in June 2023, and the "
        "Supreme Court, unanimously, unlawful on 15 November 2023."
    )
    assert [(one.court, one.step, one.when) for one in read(text)] == [
        ("High Court", "ruled_lawful", "2022-12"),
        ("Court of Appeal", "ruled_unlawful", "2023-06"),
        ("Supreme Court", "ruled_unlawful", "2023-11-15"),
    ]


def test_the_name_of_the_case_is_kept() -> None:
    (found,) = read(UGANDA + "In Okelo v. Attorney General the High Court dismissed the petition against the deal.")
    assert found.case == "Okelo v. Attorney General"


@pytest.mark.parametrize(
    "text",
    [
        # A legislature's block, a remark, a request not granted, a case that is no step.
        UGANDA + "Parliament blocked the agreement.",
        UGANDA + "The opposition says that the deal is unconstitutional.",
        UGANDA + "The court has not ruled on the deal.",
        # Other matters of courts.
        "A court in Kampala sentenced a man to ten years for murder.",
        "The Court of Arbitration for Sport dismissed the appeal of the club over the transfer of a striker.",
        "The Supreme Court ruled that the suspect could be extradited to France for fraud.",
        "The tennis court was closed and the club filed a complaint.",
    ],
)
def test_nothing_is_read_out_of_other_matters(text: str) -> None:
    assert read(text) == ()


def test_every_span_holds_its_words() -> None:
    text = BRITAIN + "The “High Court” — sitting in London — blocked the flight; the Home Office has appealed."
    found = read(text)
    assert found
    for one in found:
        assert all(text[span.start : span.end] == span.text for span in one.evidence)


def test_swapping_states_and_names_swaps_nothing_else() -> None:
    text = "{a} has agreed to take migrants deported by {b}. The High Court of {a} blocked the deal in May; Judge {j} ruled."
    readings = [
        read(text.format(a=a, b=b, j=j))
        for a, b, j in (
            ("Uganda", "France", "Amara Quill"),
            ("Ghana", "Japan", "Odo Brandt"),
            ("Kenya", "Spain", "Li Ferro"),
        )
    ]
    assert {tuple((one.step, one.when, one.modality) for one in found) for found in readings} == {
        tuple((one.step, one.when, one.modality) for one in readings[0])
    }
    assert [found[0].state for found in readings] == ["UG", "GH", "KE"]
