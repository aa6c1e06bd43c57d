"""Checking the codebook: the built-in one is sound, and a planted problem of each sort is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from transferwatch.codebook.check import main, problems
from transferwatch.codebook.codebook import (
    Body,
    Codebook,
    Court,
    CourtPattern,
    Instrument,
    Leader,
    State,
    Term,
)
from transferwatch.codebook.load import load

OURS = "ours"


def with_state(book: Codebook, state: State) -> Codebook:
    return replace(book, states={**book.states, state.code: state})


def with_leader(book: Codebook, leader: Leader) -> Codebook:
    return replace(book, leaders=(*book.leaders, leader))


def planted() -> dict[str, Codebook]:
    """A book with one problem each, by the line that must name it."""
    book = load()
    rwanda = book.states["RW"]
    leader = Leader(name="A. B.", state="RW", office="Minister", from_="2024", reference=OURS)
    signed = Term(code="signed", label="signed", definition="Signed.", reference=" ")
    vocabularies = {**book.vocabularies, "stages": {**book.vocabularies["stages"], "signed": signed}}
    court = Court(name="Court of A", state="ZZ", level="appeal", reference=OURS)
    pattern = CourtPattern(name="P", regex=r"Court \d", state="RW", level="appeal", reference=OURS, examples=("Court A",))
    return {
        "State RW: no reference": with_state(book, replace(rwanda, reference="")),
        "Term signed: no reference": replace(book, vocabularies=vocabularies),
        "Leader A. B.: no reference": with_leader(book, replace(leader, reference="\n")),
        "Leader A. B.: state 'ZZ' is not in the codebook": with_leader(book, replace(leader, state="ZZ")),
        "Leader A. B.: 'last May' is no EDTF date": with_leader(book, replace(leader, until="last May")),
        "Leader A. B.: '24-05' is no EDTF date": with_leader(book, replace(leader, from_="24-05")),
        "Body A: state 'ZZ' is not in the codebook": replace(
            book, bodies=(*book.bodies, Body(name="A", kind="ngo", state="ZZ", reference=OURS))
        ),
        "Court Court of A: state 'ZZ' is not in the codebook": replace(book, courts=(*book.courts, court)),
        "Instrument A: state 'ZZ' is not in the codebook": replace(
            book,
            instruments=(*book.instruments, Instrument(name="A", kind="statute", state="ZZ", reference=OURS)),
        ),
        "CourtPattern P: does not find its example 'Court A'": replace(book, court_patterns=(*book.court_patterns, pattern)),
        "State 'RWA': no ISO 3166-1 alpha-2 code": with_state(book, State(code="RWA", name="Rwanda Two", reference=OURS)),
        "'Kigali' means RW, UG: declare it `ambiguous` in each": with_state(
            book, replace(book.states["UG"], names=("Kigali",))
        ),
    }


def test_the_built_in_codebook_has_none() -> None:
    assert list(problems(load())) == []


@pytest.mark.parametrize("line", planted())
def test_a_planted_problem_is_the_only_one_found(line: str) -> None:
    assert list(problems(planted()[line])) == [line]


def test_a_form_declared_ambiguous_in_each_is_none() -> None:
    book = load()
    rwanda = replace(book.states["RW"], ambiguous=("Kigali",))
    uganda = replace(book.states["UG"], names=("Kigali",), ambiguous=("Kigali",))
    assert list(problems(with_state(with_state(book, rwanda), uganda))) == []


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out.endswith(", 0 problems\n")
    (tmp_path / "leaders.yaml").write_text("- {name: A. B., state: ZZ, office: Minister, from: 2024, reference: ours}\n")
    assert main([str(tmp_path)]) == 1
    assert "Leader A. B.: state 'ZZ' is not in the codebook\n" in capsys.readouterr().out
    assert main([str(tmp_path / "elsewhere")]) == 2
    assert "elsewhere" in capsys.readouterr().err
