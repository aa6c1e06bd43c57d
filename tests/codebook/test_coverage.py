"""What the codebook covers: every state, and exactly the codes that a reading may carry."""

from __future__ import annotations

from typing import get_args

import pytest

from transferwatch.codebook.load import VOCABULARIES, load
from transferwatch.readings import reading

# The member states of the United Nations, by ISO 3166-1 alpha-2 code (193 since South Sudan, 14 July 2011).
_MEMBERS = """
AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH
CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN
GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC
LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP
NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV
SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE VN VU WS YE ZA ZM ZW
"""
MEMBERS = frozenset(_MEMBERS.split())
OTHERS = frozenset({"VA", "PS", "XK", "TW", "EU"})
# No demonym and no capital of its own.
WITHOUT = frozenset({"EU"})

CODES = {
    "stages": reading.Stage,
    "kinds": reading.Kind,
    "modalities": reading.Modality,
    "steps": reading.Step,
    "stances": reading.Stance,
    "topics": reading.Topic,
}


def test_every_state_and_no_other() -> None:
    assert len(MEMBERS) == 193
    assert set(load().states) == MEMBERS | OTHERS


@pytest.mark.parametrize("code", sorted(MEMBERS | OTHERS))
def test_a_state_is_described(code: str) -> None:
    state = load().states[code]
    assert state.code == code
    assert state.name.strip()
    assert state.reference.strip()
    assert bool(state.demonyms) == (code not in WITHOUT)
    assert bool(state.capital) == (code not in WITHOUT)
    assert state.government
    assert state.region
    forms = (*state.names, *state.demonyms, *state.capital, *state.government, *state.places)
    assert all(form == form.strip() and form for form in forms)


def test_every_usual_name_means_its_own_state() -> None:
    book = load()
    assert {code: book.state_code(state.name) for code, state in book.states.items()} == {code: code for code in book.states}


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_a_vocabulary_has_exactly_the_codes_of_a_reading(vocabulary: str) -> None:
    terms = load().terms(vocabulary)
    assert set(terms) == set(get_args(CODES[vocabulary]))
    assert all(term.code == code for code, term in terms.items())
    assert all(term.label and term.definition and term.reference for term in terms.values())


def test_stages_stand_in_the_order_of_a_life() -> None:
    stages = load().terms("stages").values()
    in_order = sorted(stages, key=lambda term: term.order)
    assert tuple(term.code for term in in_order) == get_args(reading.Stage)
    assert len({term.order for term in stages}) == len(stages)


@pytest.mark.parametrize(
    ("surface", "code"),
    [
        ("UK", "GB"),
        ("Eswatini", "SZ"),
        ("Swaziland", "SZ"),
        ("Ivory Coast", "CI"),
        ("Holy See", "VA"),
        ("Palestine", "PS"),
        ("Kosovo", "XK"),
        ("European Union", "EU"),
        ("Turkey", "TR"),
        ("Czech Republic", "CZ"),
        ("South Sudan", "SS"),
        ("Equatorial Guinea", "GQ"),
    ],
)
def test_states_go_by_their_names_in_the_news(surface: str, code: str) -> None:
    assert load().state_code(surface) == code
