"""The record is a function of its inputs, whatever their order, and storage gives the same record back."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from by_hand import CODEBOOK, Paper, first_case, official, on_record
from transferwatch.record.decisions import About, Decision
from transferwatch.record.settle import exported, settle

STORY = "Eswatini has taken in five people deported by the United States, its spokeswoman said on Wednesday in Mbabane. "
PAPERS = (
    first_case(),
    Paper(STORY, "2025-07-16")
    .report("US-SZ", "operating", when="2025-07", sources=official("Eswatini"))
    .transfer("US-SZ", 5, "2025-07", nationalities=("VN", "JM")),
    Paper(f"{STORY}More soon.", "2025-07-17")
    .report("US-SZ", "operating", terms={"conditions": ("temporary stay",)})
    .transfer("US-SZ", 5, "2025-07-16"),
    Paper("Ten more in October.", "2025-10-07").transfer("US-SZ", 10, "2025-10").transfer("US-SZ"),
    Paper("Some people were sent.", "2025-12-01").transfer("US-SZ").transfer("SZ-JM", 1, leg="onward"),
    Paper("Not so, says Rwanda.", "2025-05-06")
    .report("US-RW", "agreed", "denied", sources=official("Rwanda"))
    .report("US-RW", "agreed", "alleged"),
    Paper("Signed at last.", "2025-08-05")
    .report("US-RW", "signed", when="2025-08-04", sources=official("Rwanda"))
    .statement("Ama Example", "RW", "confirms", "Signed", about=("US-RW",)),
    Paper("An old deal with Guatemala.", "2025-06-01")
    .report("US-GT", "signed", when="2019-07-26")
    .report("US-GT", "ended", when="2021-02-06")
    .report("US-GT", "agreed", when="2025-02-05"),
    Paper("Courts at work.", None)
    .report("US-SS", "operating")
    .proceeding("US Supreme Court", "US", "allowed", when="2025-06-23", temporary=True)
    .claim("treatment", "they are held without charge", "lawyers", "the government")
    .measure("US", "invoked a statute"),
    Paper("Courts at work again, says another paper.", "2025-06-24")
    .report("US-SS", "blocked", when="2025-04-18")
    .proceeding("Supreme Court", "US", "allowed", when="2025-06"),
)
FILES = tuple(paper.filed() for paper in PAPERS)


@settings(max_examples=300, deadline=None)
@given(st.permutations(FILES), st.integers(min_value=1, max_value=len(FILES)))
def test_any_order_gives_the_same_bytes(order: list[object], number: int) -> None:
    some = order[:number]
    ordered = [file for file in FILES if file in some]
    assert exported(settle(some, CODEBOOK)) == exported(settle(ordered, CODEBOOK))  # type: ignore[arg-type]


@settings(max_examples=25, deadline=None)
@given(st.permutations(PAPERS))
def test_any_order_of_adding_gives_the_same_record(order: list[Paper]) -> None:
    record = on_record(*order)
    whole = settle(FILES, CODEBOOK)
    assert exported(settle(record.files(), CODEBOOK)) == exported(whole)
    view = record.view()
    assert tuple(view.pair(pair) for pair in view.pairs()) == whole.pairs
    assert all(view.state(state.state) == state for state in whole.states)
    assert all(view.document(document.facts.id) == document for document in whole.documents)
    assert view.arrangements() == tuple(found for pair in whole.pairs for found in pair.arrangements)
    assert [found.key for found in view.arrangement("US-GT.2")] == ["US-GT.2"]
    assert view.arrangement("US-GT.3") == ()


def test_settled_one_at_a_time_or_at_once_a_pair_depends_on_its_own_items_only() -> None:
    alone = settle([FILES[0]], CODEBOOK)
    whole = settle(FILES, CODEBOOK)
    gb_rw = [pair for pair in whole.pairs if pair.pair.text == "GB-RW"]
    assert gb_rw == [pair for pair in alone.pairs if pair.pair.text == "GB-RW"]


def test_the_export_is_json_without_paths() -> None:
    plain = json.loads(exported(settle(FILES, CODEBOOK)))
    assert sorted(plain) == ["documents", "pairs", "states"]
    assert all("path" not in document["facts"] for document in plain["documents"])


def test_a_rejected_item_falls_and_the_others_stand() -> None:
    paper = first_case()
    decision = Decision(
        verb="reject",
        by="A. Reviewer",
        at="2025-06-01T12:00:00Z",
        reason="not this deal",
        about=(About(document=paper.id, part="arrangements", item=paper.items["arrangements"][1]),),
    )
    (gb_rw, us_rw) = settle([paper.filed()], CODEBOOK, [decision]).pairs
    assert [report.stage for report in gb_rw.arrangements[0].reports] == ["signed"]
    assert [report.stage for report in us_rw.arrangements[0].reports] == ["in_talks"]


def test_nothing_in_nothing_out() -> None:
    assert settle([], CODEBOOK).pairs == ()
