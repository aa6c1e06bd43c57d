"""Who says what: one family of sentences for each construction, with speaker, stance and what is said.

The people and events are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transferwatch.codebook.codebook import Codebook
from transferwatch.codebook.load import load
from transferwatch.readings.by_rule.actors import find_actors
from transferwatch.readings.by_rule.page import Page, lay_open
from transferwatch.readings.by_rule.speech.attributions import Attribution, attribute, find_attributions
from transferwatch.readings.by_rule.speech.quotes import find_quotes, quoted_text
from transferwatch.readings.by_rule.speech.statements import sources_of, statements
from transferwatch.readings.reading import Source, Statement

PUBLISHED = "2025-09-12"


@cache
def book() -> Codebook:
    return load()


def opened(text: str) -> tuple[Page, tuple[Attribution, ...]]:
    page = lay_open(text, PUBLISHED, book())
    return page, find_attributions(page, find_actors(page))


def read(text: str) -> tuple[Statement, ...]:
    page, found = opened(text)
    return statements(page, found, lambda first, last: ("US-RW",))


@dataclass(frozen=True)
class Said:
    """What one statement must hold: words of the speaker, stance, words of the evidence."""

    who: str
    stance: str
    what: str


def check(text: str, *expected: Said) -> tuple[Statement, ...]:
    """Each expected statement is among those read, and no more are read than expected."""
    found = read(text)
    for one in expected:
        match = [
            statement
            for statement in found
            if one.who in f"{statement.speaker.name} {statement.speaker.role} {statement.speaker.organisation}"
            and any(one.what in span.text for span in statement.evidence)
        ]
        assert match, f"{one} not among {found}"
        assert match[0].stance == one.stance, match[0]
    assert len(found) == len(expected), found
    for statement in found:
        for span in statement.evidence:
            assert text[span.start : span.end] == span.text
        if statement.quote:
            assert statement.quote in text
    return found


DIRECT = [
    (
        '"The deportees will stay in a hotel," said Foreign Minister Amos Tyrell of Malawi.',
        Said("Amos Tyrell", "says", "The deportees will stay in a hotel"),
    ),
    (
        'Interior Minister Rosa Lindqvist of Sweden said: "We are in talks with Malawi about deportees."',
        Said("Rosa Lindqvist", "says", "We are in talks with Malawi about deportees"),
    ),
    (
        '"The deportees," said Home Secretary Ann Corrigan, "will not be held for long."',
        Said("Ann Corrigan", "denies", "will not be held for long"),
    ),
    (
        "“Nobody asked the refugees,” says Helga Brandt, a lawyer for three of the migrants.",
        Said("Helga Brandt", "says", "Nobody asked the refugees"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), DIRECT[:2] + DIRECT[3:])
def test_direct_speech_before_and_after_its_verb(text: str, expected: Said) -> None:
    found = check(text, expected)
    assert found[0].quote is not None
    assert found[0].speaker.named


def test_a_split_quotation_is_one_statement() -> None:
    found = check(
        '"The deportees," said Home Secretary Ann Corrigan, "are guests of Malawi and will receive work permits."',
        Said("Ann Corrigan", "promises", "are guests of Malawi"),
    )
    assert found[0].quote == "are guests of Malawi and will receive work permits."


def test_a_quotation_alone_goes_to_the_last_speaker() -> None:
    found = check(
        '"Thirty days is nothing," said Lydia Marrow, director of Harbour Legal Aid. '
        '"Several of these refugees will be killed if they are deported."',
        Said("Lydia Marrow", "warns", "will be killed if they are deported"),
    )
    assert len(found[0].evidence) == 2


def test_a_quotation_in_a_paragraph_of_its_own_is_its_own_statement_of_the_last_speaker() -> None:
    found = read(
        "“We are in talks with the United States on deportees,” Foreign Minister Amos Tyrell of Malawi said.\n"
        "“They are not at a stage where we can give numbers of migrants.”"
    )
    assert [statement.speaker.name for statement in found] == ["Amos Tyrell", "Amos Tyrell"]
    assert [statement.quote for statement in found] == [
        "We are in talks with the United States on deportees,",
        "They are not at a stage where we can give numbers of migrants.",
    ]


INDIRECT = [
    ("Malawi said that 40 deportees had arrived from Sweden.", Said("Malawi", "says", "40 deportees had arrived")),
    (
        "Interior Minister Rosa Lindqvist told the BBC that the deportees would be released soon.",
        Said("Rosa Lindqvist", "says", "the deportees would be released soon"),
    ),
    (
        "Malawi's government confirmed that it had agreed to take deportees.",
        Said("government", "confirms", "it had agreed to take deportees"),
    ),
    ("Malawi denied that it had agreed to take deportees.", Said("Malawi", "denies", "that it had agreed to take deportees")),
    ("Malawi denied any deal with Sweden on deportees.", Said("Malawi", "denies", "any deal with Sweden")),
    ("Malawi denied having signed a deal with Sweden.", Said("Malawi", "denies", "having signed a deal")),
    (
        "Critics said the deportation flights were cruel.",
        Said("Critics", "says", "the deportation flights were cruel"),
    ),
    ("Rights groups criticised the agreement with Malawi.", Said("Rights groups", "criticises", "the agreement with Malawi")),
    (
        "Amnesty International warned of the danger of torture for those deported to Malawi.",
        Said("Amnesty International", "warns", "of the danger of torture"),
    ),
    (
        "Human Rights Watch accused Malawi of locking up deportees.",
        Said("Human Rights Watch", "alleges", "accused Malawi of locking up deportees"),
    ),
    (
        "UNHCR expressed alarm that refugees sent to Malawi could face refoulement.",
        Said("UNHCR", "warns", "refugees sent to Malawi could face refoulement"),
    ),
    (
        "The migrants claim to have been beaten before the flight.",
        Said("migrants", "says", "have been beaten before the flight"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), INDIRECT)
def test_indirect_speech(text: str, expected: Said) -> None:
    check(text, expected)


ACCORDING = [
    ("According to Malawi's foreign ministry 40 deportees have landed.", "foreign ministry", "40 deportees have landed"),
    ("40 deportees have landed, according to the Home Office.", "Home Office", "40 deportees have landed"),
    ("The deportees, officials say, are held in a hotel.", "officials", "are held in a hotel"),
    ("40 deportees, Malawi said, had landed before dawn.", "Malawi", "had landed before dawn"),
    (
        "In the words of Foreign Minister Amos Tyrell, the deal on deportees is young.",
        "Amos Tyrell",
        "the deal on deportees is young",
    ),
]


@pytest.mark.parametrize(("text", "who", "what"), ACCORDING)
def test_phrases_and_parentheses_that_attribute(text: str, who: str, what: str) -> None:
    check(text, Said(who, "says", what))


def test_what_follows_a_semicolon_is_not_said_by_the_phrase_before() -> None:
    found = check(
        "According to the Home Office 40 deportees have landed; the flight cost three million pounds.",
        Said("Home Office", "says", "40 deportees have landed"),
    )
    assert not any("three million" in span.text for span in found[0].evidence)


def test_nominal_cues() -> None:
    check(
        "The eastern administration of Libya issued its own denial of any agreement on migrants.",
        Said("administration", "denies", "issued its own denial of any agreement"),
    )
    check(
        "The refugee was deported following Iraq's allegations that he was a member of a gang.",
        Said("Iraq", "alleges", "he was a member of a gang"),
    )
    check(
        "Rights groups have raised concerns about the treatment of deportees, alleging abuse by guards.",
        Said("Rights groups", "warns", "about the treatment of deportees"),
        Said("Rights groups", "alleges", "abuse by guards"),
    )


def test_a_paper_speaks_for_its_owner() -> None:
    found = check(
        "A statement from Malawi's foreign ministry said that the deportees are guests.",
        Said("foreign ministry", "says", "the deportees are guests"),
    )
    assert found[0].venue == "statement"


def test_coordinated_verbs_are_one_statement_each() -> None:
    check(
        "Malawi has strongly denied those claims about refugees, accusing the agency of twisting the facts.",
        Said("Malawi", "denies", "denied those claims"),
        Said("Malawi", "alleges", "accusing the agency of twisting the facts"),
    )
    check(
        "The Home Office confirmed that the deportees had left and said that more flights are planned.",
        Said("Home Office", "confirms", "the deportees had left"),
        Said("Home Office", "says", "more flights are planned"),
    )


def test_a_bare_denial_and_the_words_that_spell_it_out_are_one() -> None:
    found = check(
        "Malawi disputes the claim about deportees. "
        '"Not one dollar has arrived," presidential adviser Tomas Mbewe of Malawi said.',
        Said("Tomas Mbewe", "denies", "Not one dollar has arrived"),
    )
    assert any("disputes the claim" in span.text for span in found[0].evidence)


def test_a_state_and_its_minister_in_one_sentence_are_one() -> None:
    found = check(
        "Malawi has confirmed that talks on deportees are under way, according to Foreign Minister Amos Tyrell of Malawi.",
        Said("Amos Tyrell", "confirms", "talks on deportees are under way"),
    )
    assert found[0].speaker.state == "MW"


def test_nested_speech_gives_both_speakers() -> None:
    check(
        "Human Rights Watch said that Malawi had denied that any deportees were beaten.",
        Said("Human Rights Watch", "says", "Malawi had denied"),
        Said("Malawi", "denies", "any deportees were beaten"),
    )


DECLINED = [
    "The Home Office declined to comment on the deportees.",
    "A Home Office spokesperson would not confirm how many deportees had left.",
    "The Home Office refused to discuss the deportees.",
    "The Home Office had no comment on the deportees.",
    "Asked about the deportees, the Home Office would neither confirm nor deny the flight.",
]


@pytest.mark.parametrize("text", DECLINED)
def test_refusals_to_speak_are_statements(text: str) -> None:
    found = read(text)
    assert [statement.stance for statement in found] == ["declines"]
    assert found[0].speaker.organisation == "Home Office"


SILENT = [
    "The Home Office did not say when the deportees would leave.",
    "The Home Office has not answered questions about the deportees.",
    "The Home Office did not respond to a request for comment on deportees.",
    "If Malawi says that it wants the deportees, a flight may follow.",
    "Sweden called off the agreement on deportees with Malawi.",
    "Malawi took in 40 deportees and held talks with Sweden.",
    "Nobody knows when the deportees will be flown out.",
    "The court denied the deportees asylum.",
    "We interviewed 34 deportees in Malawi.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_statement(text: str) -> None:
    assert read(text) == ()


def test_pronouns_go_back_to_the_speaker_who_fits() -> None:
    found = read(
        "Foreign Minister Amos Tyrell of Malawi met Ms Rosa Lindqvist, the interior minister of Sweden, on Monday. "
        "She said that 40 deportees would leave. He added that the migrants would be welcome."
    )
    assert [statement.speaker.name for statement in found] == ["Rosa Lindqvist", "Amos Tyrell"]


def test_two_antecedents_are_not_guessed_between() -> None:
    text = (
        "Talks between Amos Tyrell, a minister, and Peter Lindqvist, a minister, on deportees were short. "
        "He said that the deportees would leave."
    )
    page = lay_open(text, PUBLISHED, book())
    found = attribute(page, find_actors(page))
    assert found.attributions == ()
    assert [note.reason for note in found.notes] == ["speaker_unresolved"]


def test_it_and_the_ministry_go_back_to_the_body_named_before() -> None:
    found = read(
        "The Home Office said that 40 deportees had left. It added that more deportees would follow. "
        "The Department of Homeland Security received them. The department said the deportees were well."
    )
    assert [statement.speaker.organisation for statement in found] == [
        "Home Office",
        "Home Office",
        "Department of Homeland Security",
    ]


def test_an_official_told_of_before() -> None:
    found = read(
        "A Rwandan official told the agency that the accord on deportees was signed. "
        "The official said that Washington would pay."
    )
    assert [statement.speaker.role for statement in found] == ["Rwandan official", "Rwandan official"]
    assert {statement.speaker.state for statement in found} == {"RW"}
    assert not any(statement.speaker.named for statement in found)


def test_people_and_bodies_are_named_and_others_not() -> None:
    named = {
        "Reuters reported that 40 deportees had landed in Malawi.": True,
        "Malawi's foreign ministry said that 40 deportees had landed.": True,
        "A US official said that 40 deportees had landed in Malawi.": False,
        "Lawyers said that 40 deportees had landed in Malawi.": False,
        "Rights groups said that 40 deportees had landed in Malawi.": False,
    }
    for text, expected in named.items():
        found = read(text)
        assert len(found) == 1, text
        assert found[0].speaker.named is expected, text


def test_states_of_speakers() -> None:
    states = {
        "Malawi said that 40 deportees had landed.": "MW",
        "The Rwandan government said that 40 deportees had landed.": "RW",
        "A US official said that 40 deportees had landed in Malawi.": "US",
        "Human Rights Watch said that 40 deportees had landed in Malawi.": None,
        "Foreign Minister Amos Tyrell of Malawi said that 40 deportees had landed.": "MW",
    }
    for text, expected in states.items():
        assert [statement.speaker.state for statement in read(text)] == [expected], text


def test_when_it_is_said_and_where() -> None:
    found = read("Malawi's foreign ministry told the BBC on Monday that deportees would land on 3 October.")
    assert found[0].when == "2025-09-08"
    assert found[0].venue == "BBC"
    found = read("In a letter to parliament the ministry of justice of Malawi said that the deportees were safe.")
    assert found[0].when is None
    assert found[0].venue == "letter"


def test_turns_of_an_interview() -> None:
    found = read(
        "Amos Tyrell, foreign minister of Malawi, spoke to the paper.\n\nHas Malawi signed a deal on deportees?\n\n"
        "Amos Tyrell: No. There is no deal on deportees.\n\nWill it?\n\nAmos Tyrell: We have an open mind about migrants."
    )
    assert [statement.speaker.name for statement in found] == ["Amos Tyrell", "Amos Tyrell"]
    assert found[0].stance == "denies"


def test_sources_are_those_who_say_it_and_those_who_confirm_it() -> None:
    text = (
        "Sweden deported a Syrian refugee to Malawi. The move was confirmed by a Swedish official and corroborated through "
        "an internal communication. Amnesty International said that he had been beaten. The flight cost a million."
    )
    page, found = opened(text)

    def rests_on(words: str) -> tuple[Source, ...]:
        return sources_of(page, found, page.index_at(text.index(words)))

    assert [source.kind for source in rests_on("deported")] == ["official_unnamed", "document"]
    assert [source.kind for source in rests_on("been beaten")] == ["organisation"]
    assert rests_on("flight cost") == (Source(kind="publisher"),)


def test_quotations_with_straight_and_curly_marks() -> None:
    for text in ('He said "we will go" and left.', "He said “we will go” and left.", "He said ‘we will go’ and left."):
        page = lay_open(text, PUBLISHED, book())
        assert [quoted_text(page, quote) for quote in find_quotes(page)] == ["we will go"], text
    page = lay_open("The ministers' car and the deportees' bus left.", PUBLISHED, book())
    assert find_quotes(page) == ()


NAMES = ["Amos Tyrell", "Beatriz Okonjo", "Lars Hvidberg", "Siosaia Fifita", "Mehmet Arslanoglu"]


@settings(max_examples=12, deadline=None)
@given(name=st.sampled_from(NAMES), state=st.sampled_from([("Malawi", "MW"), ("Chad", "TD"), ("Fiji", "FJ"), ("Norway", "NO")]))
def test_other_names_and_states_change_nothing_else(name: str, state: tuple[str, str]) -> None:
    found = read(
        f"{state[0]}'s foreign minister, {name}, told reporters on Monday that 40 deportees had landed. "
        f"Human Rights Watch accused {state[0]} of beating them."
    )
    assert [(one.speaker.name, one.speaker.state, one.stance) for one in found] == [
        (name, state[1], "says"),
        (None, None, "alleges"),
    ]
