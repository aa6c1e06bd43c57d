"""What becomes of the tagger's and the rules' items where both speak."""

from __future__ import annotations

from dataclasses import replace

from transferwatch.readings.by_model.joined import joined_movements, joined_reports
from transferwatch.readings.by_rule.movement import Movement
from transferwatch.readings.reading import ArrangementReport, Modality, Span, Stage


def report(sender: str, receiver: str, stage: Stage, start: int, modality: Modality = "happened") -> ArrangementReport:
    return ArrangementReport(
        sending=(sender,),
        receiving=receiver,
        kind="unspecified",
        stage=stage,
        modality=modality,
        evidence=(Span(start=start, end=start + 1, text="x"),),
    )


MOVE = Movement(
    from_="NO",
    to="GH",
    leg="outbound",
    count=None,
    nationalities=(),
    who=None,
    when=None,
    when_words=None,
    modality="happened",
    stopped=False,
    at=5,
    sentence=0,
    evidence=((4, 6),),
)


def test_a_stage_that_only_the_rules_saw_is_kept_in_its_place() -> None:
    tagged, ruled = report("NO", "GH", "ended", 40), report("NO", "GH", "signed", 10)
    assert joined_reports([tagged], [ruled]) == (ruled, tagged)


def test_the_taggers_modality_stands_against_that_of_the_rules() -> None:
    tagged, ruled = report("NO", "GH", "signed", 10, "planned"), report("NO", "GH", "signed", 10)
    assert joined_reports([tagged], [ruled]) == (tagged,)


def test_a_pair_is_never_coded_both_ways_by_two_readers() -> None:
    tagged, ruled = report("NO", "GH", "signed", 10), report("GH", "NO", "ended", 40)
    assert joined_reports([tagged], [ruled]) == (tagged,)


def test_the_rules_alone_are_believed() -> None:
    ruled = report("NO", "GH", "signed", 10)
    assert joined_reports([], [ruled]) == (ruled,)


def test_one_sentence_is_not_told_twice() -> None:
    other = replace(MOVE, to="TG", at=9)
    later = replace(MOVE, to="BJ", at=20, sentence=1)
    assert joined_movements([MOVE], [other, later]) == (MOVE, later)
