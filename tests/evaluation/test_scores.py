"""The scorer: the same figures as the one that the coding manual comes with, and its own."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from evaluation.corpus import LOOK_ALIKE, CodedText
from evaluation.predict import Result, predict
from evaluation.scores import MAIN, Scores, by_kind, compared, score
from planted import DAMAGES, Damage, dropped, same

from evaluation import corpus
from transferwatch.codebook.load import load
from transferwatch.readings import interchange
from transferwatch.readings.agreement import nothing_read
from transferwatch.readings.read import read as read_by_rule
from transferwatch.readings.reading import Note, Span, Statement

needs_shared = pytest.mark.skipif(not corpus.SHARED.is_dir(), reason="the coded texts of ../shared are not here")


def _results(texts: Sequence[CodedText], damage: Damage) -> list[Result]:
    chance = random.Random(4)
    return [Result(coded=text, reading=damage(text.text, text.gold, chance)) for text in texts]


def _theirs(folder: Path, results: Sequence[Result]) -> dict[str, dict[str, float]]:
    """What the scorer of the manual says of these readings."""
    lines = [{**interchange.to_json(result.reading), "id": result.coded.id} for result in results]
    predictions = folder / "predictions.jsonl"
    predictions.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    shared = corpus.SHARED
    command: list[str | Path] = [
        sys.executable,
        shared / "score.py",
        shared / "texts.jsonl",
        shared / "gold.jsonl",
        predictions,
        "--json",
    ]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, dict[str, float]] = json.loads(printed)
    return found


def _ours(scores: Scores) -> dict[str, dict[str, float | None] | float]:
    """Our figures in the words and roundings of that scorer."""
    found: dict[str, dict[str, float | None] | float] = {}
    for name, tally in scores.comparison.tallies.items():
        rounded = {"P": round(tally.precision, 3), "R": round(tally.recall, 3), "F1": round(tally.f1, 3)}
        found[name] = {**rounded, "gold": tally.left, "pred": tally.right}
    for name, share in scores.comparison.shares.items():
        found[name] = {"right": None if share.value is None else round(share.value, 3), "of": share.of}
    # That scorer takes the mean of rounded figures.
    rounded_mean = sum(round(scores.comparison.tallies[name].f1, 3) for name in MAIN) / len(MAIN)
    found["mean F1 (pair+stage, transfer, proceeding, statement)"] = round(rounded_mean, 3)
    return found


@needs_shared
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_the_figures_are_those_of_the_manuals_scorer(damage: Damage, tmp_path: Path) -> None:
    results = _results(corpus.shared(), damage)
    theirs, ours = _theirs(tmp_path, results), _ours(score(results))
    assert {name: ours[name] for name in theirs} == theirs


@pytest.fixture(scope="module")
def texts() -> Sequence[CodedText]:
    return [text for text in corpus.written_here() if text.half == "open"][:20]


def test_gold_against_itself_is_perfect(texts: Sequence[CodedText]) -> None:
    scores = score(_results(texts, same))
    assert scores.mean_f1 == 1
    assert {tally.f1 for tally in scores.tallies.values()} == {1.0}
    assert {share.value for share in scores.shares.values()} == {1.0}
    assert (scores.held, scores.look_alike_items, scores.failed, scores.refused) == (1.0, 0, 0, 0)


def test_nothing_read_finds_nothing_and_makes_nothing_up(texts: Sequence[CodedText]) -> None:
    scores = score([Result(coded=text, reading=nothing_read(text.id), trouble="a mishap") for text in texts])
    assert scores.mean_f1 == 0
    assert {tally.right for tally in scores.tallies.values()} == {0}
    assert scores.failed == len(texts)


def test_dropped_items_cost_recall_and_no_precision(texts: Sequence[CodedText]) -> None:
    tally = score(_results(texts, dropped)).tallies["statement"]
    assert tally.precision == 1
    assert 0.4 < tally.recall < 0.9


def test_parts_that_were_not_coded_are_not_scored(texts: Sequence[CodedText]) -> None:
    coded = next(text for text in texts if text.gold.measures)
    without = replace(coded, parts=tuple(part for part in coded.parts if part != "measures"))
    bare = replace(without, gold=replace(without.gold, measures=()))
    tally = compared(Result(coded=bare, reading=coded.gold)).tallies["measure"]
    assert (tally.left, tally.right) == (0, 0)


def test_items_out_of_look_alikes_notes_and_spans_are_counted(texts: Sequence[CodedText]) -> None:
    coded = replace(next(text for text in texts if text.gold.statements), kind=LOOK_ALIKE)
    said = coded.gold.statements[0]
    moved = Span(start=0, end=4, text="no such words")
    statements: tuple[Statement, ...] = (said, replace(said, evidence=(moved,)))
    notes = (Note(reason="span_refused", words="refused"), Note(reason="two_antecedents", words="which"))
    reading = replace(nothing_read(coded.id), statements=statements, notes=notes)
    scores = score([Result(coded=coded, reading=reading)])
    assert (scores.look_alikes, scores.look_alike_items, scores.refused) == (1, 2, 1)
    assert (scores.spans.same, scores.spans.of) == (len(said.evidence), len(said.evidence) + 1)
    assert dict(scores.notes) == {"span_refused": 1, "two_antecedents": 1}


def test_kinds_of_text_are_scored_apart(texts: Sequence[CodedText]) -> None:
    kinds = by_kind(_results(texts, same))
    assert sum(scores.texts for scores in kinds.values()) == len(texts)
    assert list(kinds) == sorted(kinds, key=str.casefold)


def test_figures_have_names_of_their_own(texts: Sequence[CodedText]) -> None:
    names = [figure.name for figure in score(_results(texts, same)).figures()]
    assert len(set(names)) == len(names)
    assert {"pair.precision", "statement.stance", "look-alike.items", "spans.held"} <= set(names)


def test_a_reader_that_fails_on_a_text_hides_no_other(texts: Sequence[CodedText]) -> None:
    known = {text.text: text.gold for text in texts[1:]}
    results = list(predict(texts, lambda document, _: known[document.text], load()))
    assert [bool(result.trouble) for result in results] == [True] + [False] * (len(texts) - 1)


OWN = (
    "Tuvalu signed an agreement with Norway in March 2024 to take in asylum seekers whose claims Norway has rejected. "
    "Norway deported 12 Afghan asylum seekers to Tuvalu on 3 June 2024.\n\n"
    '"We are glad to help," said Tuvalu\'s foreign minister, Feleti Paneta. '
    "Amnesty International warned that the asylum seekers could be sent back to danger.\n"
)
EXPECTED = {
    "arrangements": [
        {
            "sending": ["NO"],
            "receiving": "TV",
            "kind": "asylum_transfer",
            "stage": stage,
            "modality": "happened",
            "when": when,
            "evidence": [words],
        }
        for stage, when, words in (
            ("signed", "2024-03", "Tuvalu signed an agreement with Norway in March 2024"),
            ("operating", "2024-06-03", "Norway deported 12 Afghan asylum seekers to Tuvalu on 3 June 2024"),
        )
    ],
    "transfers": [
        {
            "from": "NO",
            "to": "TV",
            "leg": "outbound",
            "count": {"number": 12, "bound": "exact"},
            "nationalities": ["AF"],
            "when": "2024-06-03",
            "modality": "happened",
            "evidence": ["Norway deported 12 Afghan asylum seekers to Tuvalu on 3 June 2024"],
        }
    ],
    "statements": [
        {
            "speaker": {
                "name": name,
                "role": role,
                "organisation": None,
                "state": state,
                "named": True,
            },
            "stance": stance,
            "cue": cue,
            "evidence": [words],
        }
        for name, role, state, stance, cue, words in (
            ("Feleti Paneta", "foreign minister", "TV", "says", "said", "We are glad to help"),
            (
                "Amnesty International",
                None,
                None,
                "warns",
                "warned that",
                "the asylum seekers could be sent back to danger",
            ),
        )
    ],
}


def test_the_reader_scores_on_plain_sentences_of_our_own() -> None:
    gold = corpus.anchored("own", OWN, EXPECTED)
    coded = CodedText(
        id="own",
        kind="news digest",
        half="open",
        title=None,
        published="2024-06-05",
        text=OWN,
        gold=gold,
        parts=("arrangements", "transfers", "proceedings", "statements", "contested", "measures"),
    )
    (result,) = predict([coded], read_by_rule, load())
    assert result.trouble is None
    scores = score([result])
    assert scores.tallies["pair"].precision == 1
    assert scores.tallies["pair+stage"].f1 >= 0.5
    assert scores.tallies["transfer"].f1 >= 0.5
    assert scores.tallies["statement"].f1 >= 0.5


def test_spans_hold_their_words_on_the_open_half(texts: Sequence[CodedText]) -> None:
    results = list(predict(texts, read_by_rule, load()))
    assert [result.trouble for result in results if result.trouble] == []
    scores = score(results)
    assert scores.refused == 0
    assert scores.held == 1
    assert scores.spans.of > len(texts)
