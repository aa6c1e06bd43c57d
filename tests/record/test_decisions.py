"""What people decide: applied by what it is about, whatever a later reader reads, and undone by a later decision."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from by_hand import CODEBOOK, Paper, first_case, on_record
from transferwatch.errors import InputError
from transferwatch.matching.parties import Pair
from transferwatch.readings.reading import Reading, Span
from transferwatch.record.decisions import (
    About,
    Decision,
    checked,
    decided,
    from_line,
    in_order,
    to_line,
    withdrawn,
)
from transferwatch.record.naming import hidden
from transferwatch.record.settle import exported, settle

US_RW = Pair.of(["US"], "RW")


def decision(verb: str, paper: Paper | None = None, part: str = "arrangements", number: int = 0, **more: Any) -> Decision:
    about = (About(document=paper.id, part=part, item=paper.items[part][number]),) if paper else ()  # type: ignore[arg-type]
    told: dict[str, Any] = {
        "verb": verb,
        "by": "A. Reviewer",
        "at": "2026-02-01T10:00:00Z",
        "reason": "read it",
        "about": about,
    }
    return Decision(**{**told, **more})


def stages(paper: Paper, *made: Decision, reading: Reading | None = None) -> list[tuple[str, str, str]]:
    found = decided(reading or paper.reading(), made)
    return [(f"{'+'.join(one.sending)}-{one.receiving}", one.stage, one.modality) for one in found.arrangements]


def test_what_is_rejected_is_gone_and_may_be_accepted_again() -> None:
    paper = first_case()
    no, yes = decision("reject", paper), decision("accept", paper, at="2026-02-02T10:00:00Z")
    assert [stage for _, stage, _ in stages(paper, no)] == ["ended", "in_talks"]
    assert sorted(stage for _, stage, _ in stages(paper, no, yes)) == ["ended", "in_talks", "signed"]
    assert stages(paper, yes, no) == stages(paper, no, yes)


def test_a_correction_holds_where_the_item_was_and_through_a_newer_reading() -> None:
    paper = first_case()
    item = paper.items["arrangements"][2]
    planned = decision("correct", paper, number=2, becomes=replace(item, modality="planned"))
    assert stages(paper, planned)[2] == ("US-RW", "in_talks", "planned")
    missed = replace(paper.reading(), arrangements=paper.reading().arrangements[:2])
    assert stages(paper, planned, reading=missed)[-1] == ("US-RW", "in_talks", "planned")
    (first,) = item.evidence
    shorter = Span(start=first.start, end=first.end - 7, text=first.text[:-7])
    moved = replace(item, evidence=(shorter,), when=None)
    newer = replace(paper.reading(), arrangements=(*paper.reading().arrangements[:2], moved))
    assert stages(paper, planned, reading=newer) == stages(paper, planned)
    already = replace(newer, arrangements=(*newer.arrangements[:2], replace(moved, modality="planned")))
    assert stages(paper, planned, reading=already) == stages(paper, planned)


def test_a_rejection_is_of_what_was_said_and_not_of_the_words() -> None:
    paper = first_case()
    no = decision("reject", paper, number=2)
    other = replace(paper.items["arrangements"][2], stage="agreed")
    newer = replace(paper.reading(), arrangements=(*paper.reading().arrangements[:2], other))
    assert stages(paper, no, reading=newer)[2] == ("US-RW", "agreed", "happened")


def test_a_correction_of_a_correction() -> None:
    paper = first_case()
    item = paper.items["arrangements"][2]
    once = replace(item, stage="agreed")
    twice = replace(once, receiving="UG")
    first = decision("correct", paper, number=2, becomes=once)
    about = (About(document=paper.id, part="arrangements", item=once),)
    second = decision("correct", about=about, becomes=twice, at="2026-02-03T10:00:00Z")
    assert stages(paper, second, first)[2] == ("US-UG", "agreed", "happened")


def test_items_that_nobody_decided_on_are_the_very_same() -> None:
    reading = first_case().reading()
    assert decided(reading, [decision("reject", Paper("Another paper.").report("US-RW", "signed"))]) is reading


def two_papers() -> tuple[Paper, Paper]:
    one = Paper("Eight were flown in May.", "2025-06-01").transfer("US-RW", 8, "2025-05")
    other = Paper("Seven and a citizen were flown in the spring.", "2025-07-01").transfer("US-RW", 7, "2025-05-20")
    return one, other


def held(verb: str, one: Paper, other: Paper, part: str = "transfers", **more: Any) -> Decision:
    about = tuple(About(document=paper.id, part=part, item=paper.items[part][0]) for paper in (one, other))  # type: ignore[arg-type]
    return decision(verb, about=about, **more)


def test_two_movements_that_are_one() -> None:
    one, other = two_papers()
    files = [one.filed(), other.filed()]
    (pair,) = settle(files, CODEBOOK).pairs
    assert len(pair.transfers) == 2
    (pair,) = settle(files, CODEBOOK, [held("same", one, other)]).pairs
    (move,) = pair.transfers
    assert sorted(count.number for count in move.counts) == [7, 8]
    assert move.reason == "held to be one by A. Reviewer, 2026-02-01: read it"
    undone = held("different", one, other, at="2026-03-01T10:00:00Z")
    (pair,) = settle(files, CODEBOOK, [undone, held("same", one, other)]).pairs
    assert len(pair.transfers) == 2


def test_one_movement_that_is_two_and_a_third_that_fits_both() -> None:
    papers = [Paper(f"Eight, says paper {name}.", "2025-06-01").transfer("US-RW", 8, "2025-05-20") for name in "abc"]
    files = [paper.filed() for paper in papers]
    assert len(settle(files, CODEBOOK).pairs[0].transfers) == 1
    parted = settle(files, CODEBOOK, [held("different", papers[0], papers[1])]).pairs[0].transfers
    assert sorted(len(move.citations) for move in parted) == [1, 2]


def test_ties_follow_a_correction() -> None:
    one, other = two_papers()
    ends = replace(one.items["transfers"][0], from_="GB")
    made = [
        held("same", one, other),
        decision("correct", one, "transfers", becomes=ends, at="2026-02-02T10:00:00Z"),
    ]
    assert len(settle([one.filed(), other.filed()], CODEBOOK, made).pairs) == 2


def test_deals_of_one_pair_joined_and_parted() -> None:
    one = Paper("Signed in January.", "2024-01-20").report("US-RW", "signed", when="2024-01-10")
    other = Paper("Signed in June.", "2024-06-20").report("US-RW", "signed", when="2024-06-10")
    files = [one.filed(), other.filed()]
    assert len(settle(files, CODEBOOK).pairs[0].arrangements) == 2
    (deal,) = settle(files, CODEBOOK, [held("same", one, other, "arrangements")]).pairs[0].arrangements
    assert deal.reason == "held to be one by A. Reviewer, 2026-02-01: read it"
    near = Paper("Signed in February.", "2024-02-20").report("US-RW", "signed", when="2024-02-10")
    files = [one.filed(), near.filed()]
    assert len(settle(files, CODEBOOK).pairs[0].arrangements) == 1
    first, second = settle(files, CODEBOOK, [held("different", one, near, "arrangements")]).pairs[0].arrangements
    assert [report.when for report in first.reports] == ["2024-01-10"]
    assert [report.when for report in second.reports] == ["2024-02-10"]
    assert second.reason == "held to be another by A. Reviewer, 2026-02-01: read it"


def test_a_withdrawn_document_is_gone_until_it_is_restored() -> None:
    paper = first_case()
    gone = decision("withdraw", document=paper.id)
    back = decision("restore", document=paper.id, at="2026-02-05T10:00:00Z")
    assert settle([paper.filed()], CODEBOOK, [gone]).pairs == ()
    assert settle([paper.filed()], CODEBOOK, [gone]).documents == ()
    assert withdrawn([back, gone]) == frozenset()
    assert exported(settle([paper.filed()], CODEBOOK, [back, gone])) == exported(settle([paper.filed()], CODEBOOK))


def test_names_are_released_and_withheld_one_by_one() -> None:
    paper = Paper(
        "Ama Example and Kofi Muster were flown out. AMA EXAMPLE spoke to Minister Jane Doe.",
        withheld=("Ama Example", "Kofi Muster"),
    )
    paper.report("US-RW", "operating")
    (document,) = settle([paper.filed()], CODEBOOK).documents
    release = decision("release", name="ama example")
    assert [span.text for span in hidden(document, paper.text, [release]).withheld] == ["Kofi Muster"]
    withhold = decision("withhold", name="Jane Doe", at="2026-02-03T10:00:00Z")
    again = decision("withhold", name="Ama Example", at="2026-02-04T10:00:00Z")
    shown = hidden(document, paper.text, [withhold, release, again])
    assert [span.text for span in shown.withheld] == ["Ama Example", "Kofi Muster", "AMA EXAMPLE", "Jane Doe"]
    assert all(paper.text[span.start : span.end] == span.text for span in shown.withheld)


def test_decisions_go_into_a_line_and_come_back() -> None:
    one, other = two_papers()
    paper = first_case()
    becomes = replace(paper.items["arrangements"][2], modality="planned")
    made = (
        decision("accept", paper),
        decision("correct", paper, number=2, becomes=becomes),
        held("same", one, other),
        decision("release", name="Ama Example"),
        decision("withdraw", document=paper.id),
    )
    assert tuple(from_line(to_line(one)) for one in made) == made
    assert in_order([*made, *made]) == in_order(made)
    assert len({one.digest for one in made}) == len(made)


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda paper: decision("accept"), "0 items; expected 1 for accept"),
        (lambda paper: decision("correct", paper), "nothing to be read instead"),
        (lambda paper: decision("accept", paper, by=" "), "nobody who signs it"),
        (lambda paper: decision("accept", paper, reason=""), "no reason"),
        (lambda paper: decision("release"), "no name"),
        (lambda paper: decision("withdraw"), "no document"),
        (lambda paper: decision("praise"), "the verb 'praise'"),
    ],
)
def test_what_is_no_decision_is_refused(made: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        checked(made(first_case()))


def test_a_line_that_is_none() -> None:
    for line in ("", "{}", "[]", '{"verb": "accept"}', to_line(decision("accept", first_case())).replace("signed", "sung")):
        with pytest.raises(InputError):
            from_line(line)


def test_on_record_and_settled_anew_decisions_come_to_the_same() -> None:
    one, other = two_papers()
    paper = first_case()
    made = [
        held("same", one, other),
        decision("reject", paper),
        decision("correct", paper, number=2, becomes=replace(paper.items["arrangements"][2], receiving="UG")),
    ]
    store = on_record(one, paper, other)
    assert store.decide(made[:2], CODEBOOK) == 2
    assert store.decide(made, CODEBOOK) == 1
    assert store.decide(made, CODEBOOK) == 0
    whole = settle(store.files(), CODEBOOK, store.decisions())
    view = store.view()
    assert tuple(view.pair(pair) for pair in view.pairs()) == whole.pairs
    assert [pair.pair.text for pair in whole.pairs] == ["GB-RW", "US-RW", "US-UG"]
    assert len(view.pair(US_RW).transfers) == 1
    store.decide([decision("withdraw", document=other.id)], CODEBOOK)
    assert [citation.document for move in view.pair(US_RW).transfers for citation in move.citations] == [one.id]
    store.rebuild(CODEBOOK)
    assert tuple(view.pair(pair) for pair in store.view().pairs()) == settle(store.files(), CODEBOOK, store.decisions()).pairs


def test_a_decision_on_what_is_not_on_record_is_refused_and_nothing_is_taken() -> None:
    paper = first_case()
    store = on_record(paper)
    with pytest.raises(InputError, match="not on record"):
        store.decide([decision("reject", paper), decision("withdraw", document="0" * 64)], CODEBOOK)
    assert store.decisions() == ()


def test_a_newer_reading_counts_and_decisions_hold_over_it() -> None:
    paper = first_case()
    store = on_record(paper)
    item = paper.items["arrangements"][2]
    store.decide([decision("correct", paper, number=2, becomes=replace(item, receiving="UG"))], CODEBOOK)
    newer = replace(paper.filed(), reading=replace(paper.reading(), arrangements=paper.reading().arrangements[1:]))
    assert store.reread(newer, False, paper.filed().known, CODEBOOK)
    assert not store.reread(newer, False, paper.filed().known, CODEBOOK)
    view = store.view()
    assert [pair.text for pair in view.pairs()] == ["GB-RW", "US-UG"]
    assert [report.stage for report in view.arrangements()[0].reports] == ["ended"]
    assert store.reread(paper.filed(), False, paper.filed().known, CODEBOOK)
    assert [len(deal.reports) for deal in store.view().arrangements()] == [2, 1]
