"""The grade of a value, by the best rule that its sources meet."""

from __future__ import annotations

import pytest

from by_hand import Paper, official, view_of
from transferwatch.matching.parties import Pair
from transferwatch.readings.reading import Source
from transferwatch.record.grades import Grade

US_RW = Pair.of(["US"], "RW")
DOCUMENT = (Source(kind="document", name="a copy of the accord"),)
UNNAMED = (Source(kind="official_unnamed", name="a US official"),)
STORY = "Kigali will take in people deported by others, its spokeswoman told a crowded room on a rainy Tuesday. "


def cap_grade(*sources: tuple[Source, ...], texts: tuple[str, ...] = ()) -> Grade:
    cap = {"number": 250, "bound": "at_most", "period": "total"}
    papers = [
        Paper(texts[number] if texts else f"paper {number} {'tale ' * number}").report(
            "US-RW", "agreed", sources=found, terms={"conditions": (f"cap {cap['number']}",)}
        )
        for number, found in enumerate(sources)
    ]
    return view_of(*papers).pair(US_RW).arrangements[0].conditions[0].grade


@pytest.mark.parametrize(
    ("sources", "code"),
    [
        ((official("Rwanda"), official("United States")), "both_parties"),
        ((official("Rwanda") + DOCUMENT,), "both_parties"),
        ((official("Rwanda"), DOCUMENT), "both_parties"),
        ((official("Rwanda"),), "official"),
        ((official("Somebody in office"), official("Somebody else")), "official"),
        ((official("Kenya"),), "single_origin"),
        ((UNNAMED, UNNAMED), "unnamed_only"),
        ((UNNAMED, (Source(kind="publisher"),)), "single_origin"),
        (((Source(kind="publisher"),), (Source(kind="media", name="AFP"),)), "corroborated"),
        (((Source(kind="publisher"),),), "single_origin"),
        ((DOCUMENT,), "single_origin"),
    ],
)
def test_grades(sources: tuple[tuple[Source, ...], ...], code: str) -> None:
    assert cap_grade(*sources).code == code


def test_reprints_are_one_origin() -> None:
    publisher = (Source(kind="publisher"),)
    grade = cap_grade(publisher, publisher, texts=(STORY, f"{STORY}More soon."))
    assert (grade.code, len(grade.origins), len(grade.origins[0])) == ("single_origin", 1, 2)


def test_a_denied_cap_is_contested() -> None:
    terms = {"conditions": ("vetting",)}
    papers = (
        Paper("a").report("US-RW", "agreed", terms=terms),
        Paper("b").report("US-RW", "agreed", "denied", terms=terms, sources=official("Rwanda")),
    )
    (arrangement,) = view_of(*papers).pair(US_RW).arrangements
    assert [denial.state for denial in arrangement.conditions[0].grade.contested_by] == ["RW"]
    assert not arrangement.kinds[0].grade.contested
