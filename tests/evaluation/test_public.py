"""Measures on public sets: each on a tiny sample written here in the set's form, and what is not of that form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from evaluation.public import factuality, plover, polnear, timeml
from evaluation.public.__main__ import SETS, main
from evaluation.public.alpha3 import ALPHA_2
from evaluation.public.measured import Measured

from by_hand import CODEBOOK

NEWS = "The mayor of Strelsau said that the bridge was safe. “It will stand,” Rudolf Elphberg told reporters.\n"
STORY = """<?xml version="1.0" ?>
<TimeML>
<DOCID>x</DOCID>
<DCT><TIMEX3 tid="t0" type="TIME" value="1999-03-10T08:00">March 10, 1999</TIMEX3></DCT>
<TEXT>
The deal was <EVENT eid="e1">signed</EVENT> on <TIMEX3 tid="t1" type="DATE" value="1999-03-08">March 8</TIMEX3>, and
<TIMEX3 tid="t2" type="DURATION" value="P3D">three days</TIMEX3> of talks began
<TIMEX3 tid="t3" type="DATE" value="1999-03-09">yesterday</TIMEX3>. It was first planned in
<TIMEX3 tid="t4" type="DATE" value="1996">1997</TIMEX3>, and is
<TIMEX3 tid="t5" type="DATE" value="PRESENT_REF">now</TIMEX3> done.
</TEXT>
</TimeML>
"""
EVENTS = [
    {
        "text": "The court did not block the flight .",
        "targets": [{"span1": [4, 5], "label": -2.8}],
    },
    {
        "text": "Troops may leave Strelsau , officials said .",
        "targets": [{"span1": [2, 3], "label": 0.4}, {"span1": [6, 7], "label": 3.0}],
    },
]
RECORDS: list[dict[str, Any]] = [
    {"id": "about", "event": "DOCUMENT"},
    {
        "id": "one",
        "text": "Senior Hungarian and Romanian officials met in Geneva on Monday.",
        "source": [{"code": "HUN"}, {"code": "ROU", "sector": "GOV"}],
        "target": [{"code": "IGO"}],
        "eventLoc": {"name": "Geneva", "country code": "CH"},
    },
    {"id": "two", "text": "Japan protested.", "source": [{"code": "JAP"}], "target": "diplomatic"},
]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a sample of every set."""
    for folder in ("polnear/text", "polnear/attributions", "timeml", "factuality", "plover"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "polnear/text/paper_one.txt").write_text(NEWS)
    lines = []
    for number, (source, cue, content) in enumerate(
        (
            ("The mayor of Strelsau", "said", "that the bridge was safe"),
            ("Rudolf Elphberg", "told", "“It will stand,”"),
            ("reporters", "stand", "bridge"),
        )
    ):
        for kind, words in (("Source", source), ("Cue", cue), ("Content", content)):
            start = NEWS.index(words)
            lines.append(f"T{number}{kind}\t{kind} {start} {start + len(words)}\t{words}")
        lines.append(f"E{number}\tAttribution:T9 Source:T{number}Source Cue:T{number}Cue Content:T{number}Content")
    (tmp_path / "polnear/attributions/paper_one_ab12.ann").write_text("\n".join(lines) + "\n")
    (tmp_path / "polnear/attributions/paper_one_zz99.ann").write_text("")  # a second annotator, who is not asked
    (tmp_path / "timeml/story.tml").write_text(STORY)
    (tmp_path / "factuality/dev.jsonl").write_text("".join(json.dumps(line) + "\n" for line in EVENTS))
    (tmp_path / "plover/PLOVER_GSR_X.txt").write_text(json.dumps(RECORDS))
    return tmp_path


def values(measured: Measured) -> dict[str, float]:
    return {figure.name: figure.value for figure in measured.figures}


def test_attributions_are_found_whole_or_not(desk: Path) -> None:
    measured = polnear.measure(desk / "polnear", CODEBOOK)
    found = values(measured)
    assert found["attribution.recall"] == pytest.approx(2 / 3)
    assert found["attribution.precision"] == 1
    assert found["indirect.recall"] == 0.5
    assert [line.split(" source")[0] for line in measured.misses] == ["paper_one_ab12 missed"]


def test_an_attribution_needs_cue_source_and_half_of_the_content() -> None:
    def told(source: range, cue: range, content: range) -> polnear.Told:
        return polnear.Told(source=frozenset(source), cue=frozenset(cue), content=frozenset(content), words="")

    gold = told(range(5), range(6, 9), range(10, 30))
    assert polnear.likeness(gold, told(range(4, 6), range(8, 10), range(10, 20))) == 0.5
    assert polnear.likeness(gold, told(range(4, 6), range(8, 10), range(10, 19))) == 0
    assert polnear.likeness(gold, told(range(5, 6), range(8, 10), range(10, 30))) == 0
    assert polnear.likeness(gold, told(range(4, 6), range(9, 10), range(10, 30))) == 0
    assert polnear.likeness(told(range(0), range(6, 9), range(10, 30)), gold) == 1


def test_dates_are_right_where_found_with_the_same_value(desk: Path) -> None:
    measured = timeml.measure(desk / "timeml", CODEBOOK)
    found = values(measured)
    assert found["calendar.recall"] == pytest.approx(2 / 3)
    assert found["calendar.precision"] == pytest.approx(2 / 3)
    assert found["found.f1"] == 1
    assert found["all.types.recall"] == pytest.approx(2 / 5)
    assert measured.misses[0].startswith("story 1999-03-10 1996 read 1997: ")


@pytest.mark.parametrize(
    ("edtf", "value"),
    [
        ("1999", "1999"),
        ("1999-03~", "1999-03"),
        ("XXXX-09-14", "XXXX-09-14"),
        ("199X", "199"),
        ("19XX", "19"),
        ("1999-03-XX", "1999-03"),
        ("1999-03-08/1999-03-14", "1999-W10"),
        ("1999-03-13/1999-03-14", "1999-W10-WE"),
        ("1999-03-11/1999-03-20", "1999-03"),
        ("1999-04-01/1999-06-30", "1999-Q2"),
        ("1999-07/1999-12", "1999-H2"),
        ("1999-06/1999-08", "1999-SU"),
        ("1998-12/1999-02", "1998-WI"),
        ("1990/1999", "199"),
        ("1999-01/1999-04", "1999"),
        ("1999-03-08/..", "1999-03-08"),
        ("../1999-03-08", "1999-03-08"),
        ("1999-03-08/1999-03-10", "1999-03"),
        ("1999-03-30/1999-04-02", None),
    ],
)
def test_edtf_as_timex_values(edtf: str, value: str | None) -> None:
    assert timeml.timex_value(edtf) == value


def test_events_are_classed_by_modality(desk: Path) -> None:
    measured = factuality.measure(desk / "factuality", CODEBOOK)
    found = values(measured)
    assert found["macro.f1"] == found["accuracy"] == 1
    assert found["macro.f1.from.2"] == 1
    assert not measured.misses


@pytest.mark.parametrize(
    ("label", "judged"), [(3, "fact"), (1.5, "fact"), (1.4, "uncommitted"), (-1.4, "uncommitted"), (-1.5, "counterfact")]
)
def test_the_nearest_judgment_is_the_class(label: float, judged: str) -> None:
    assert factuality.judgment(label) == judged


def test_states_of_actors_by_their_codes(desk: Path) -> None:
    assert values(plover.measure(desk / "plover", CODEBOOK))["countries.f1"] == 1
    assert plover.actors_of(RECORDS[1]) == {"HU", "RO"}
    assert plover.actors_of(RECORDS[2]) == {"JP"}


def test_alpha_3_codes_of_every_state_of_the_codebook() -> None:
    assert set(CODEBOOK.states) - {"EU"} <= set(ALPHA_2.values())


@pytest.mark.parametrize("name", SETS)
def test_the_command_prints_figures_and_tells_by_its_exit_code(
    name: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reached = name in ("factuality", "plover")
    assert main([name, str(desk / name), "--json"]) == (0 if reached or name == "polnear" else 1)
    rows = json.loads(capsys.readouterr().out)
    assert rows[0]["name"].startswith(f"{name}.")
    assert isinstance(rows[0]["target"], float)
    main([name, str(desk / name), "--misses"])
    assert rows[0]["name"].partition(".")[2] in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["timeml", "nowhere"], "nowhere: nothing there"),
        (["timeml", "polnear"], "nothing of the set"),
        (["timeml", "test"], "which belongs to a test half"),
        (["factuality", "test.jsonl"], "which belongs to a test half"),
        (["factuality", "bad.jsonl"], "bad.jsonl:1"),
        (["timeml", "bad.tml"], "no XML"),
        (["timeml", "empty.tml"], "no TEXT"),
        (["plover", "bad.txt"], "no JSON"),
        (["plover", "object.txt"], "no list"),
        (["polnear", "bad"], "p_a.ann:1"),
        (["polnear", "lone"], "no text that it annotates"),
    ],
)
def test_what_is_not_of_the_form_is_named(
    arguments: list[str], complaint: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("test", "bad/attributions", "bad/text", "lone/attributions"):
        (desk / folder).mkdir(parents=True)
    for name, content in {
        "test/story.tml": STORY,
        "test.jsonl": "{}",
        "bad.jsonl": "{}",
        "bad.tml": "<a>",
        "empty.tml": "<a/>",
        "bad.txt": "{",
        "object.txt": "{}",
        "bad/text/p.txt": "x",
        "bad/attributions/p_a.ann": "T1\tSource x y\tz",
        "lone/attributions/p_a.ann": "",
    }.items():
        (desk / name).write_text(content)
    assert main([arguments[0], str(desk / arguments[1])]) == 2
    assert complaint in capsys.readouterr().err
