"""Whatever comes, in whatever order: the record on file is what settling its readings and decisions at once comes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from by_hand import CODEBOOK, Paper, official, on_record, put
from transferwatch.matching.match import Filed
from transferwatch.readings.reading import Reading
from transferwatch.record.decisions import PARTS, About, Decision
from transferwatch.record.settle import exported, settle

PAIRS = ("US-RW", "GB-RW", "US-UG")
STORY = (
    "Rwanda says that it will take in two hundred and fifty people, each of whom its officials will look at, and house them. "
)
DAYS = ("2025-05", "2025-06-01", "2025-08-05", None)


def paper(number: int, pair: str, stage: str, modality: str, when: str | None) -> Paper:
    """One of few papers, so that copies, repetitions and conflicts come about."""
    made = Paper(f"{STORY}{number}.", f"2025-0{1 + number % 9}-11", publisher=f"Paper {number % 3}")
    made.report(pair, stage, modality, when=when, sources=official("Rwanda") if number % 2 else ())
    made.transfer(pair, number % 4 + 1, when, modality="happened" if number % 3 else "planned")
    return made.statement("Jane Doe", "RW", "says", "each of whom", about=(pair,))


PAPERS = st.builds(
    paper,
    st.integers(0, 11),
    st.sampled_from(PAIRS),
    st.sampled_from(("agreed", "signed", "operating", "ended")),
    st.sampled_from(("happened", "planned", "denied")),
    st.sampled_from(DAYS),
)


class AnyCourse(RuleBasedStateMachine):
    """Documents come, are read again, decided on, withdrawn and restored."""

    def __init__(self) -> None:
        super().__init__()
        self.store = on_record()
        self.files: dict[str, Filed] = {}
        self.texts: dict[str, Paper] = {}
        self.decisions: list[Decision] = []

    @rule(made=PAPERS)
    def a_document_comes(self, made: Paper) -> None:
        assert put(self.store, made) == (made.id not in self.files)
        self.files.setdefault(made.id, made.filed())
        self.texts.setdefault(made.id, made)

    @precondition(lambda self: self.files)
    @rule(data=st.data(), again=PAPERS)
    def a_newer_reader_reads_it(self, data: st.DataObject, again: Paper) -> None:
        document = data.draw(st.sampled_from(sorted(self.files)))
        old = self.files[document]
        kept = data.draw(st.booleans())
        items = {part: getattr(old.reading if kept else again.reading(), part) for part in PARTS}
        within = all(
            span.end <= len(self.texts[document].text) for found in items.values() for one in found for span in one.evidence
        )
        reading = Reading(
            document=old.reading.document, reader=replace(old.reading.reader, version="2"), **(items if within else {})
        )
        newer = replace(old, reading=reading)
        self.store.reread(newer, False, date(2026, 2, 1), CODEBOOK)
        self.files[document] = newer

    @precondition(lambda self: self.files)
    @rule(data=st.data(), verb=st.sampled_from(("accept", "reject", "correct", "same", "different", "withdraw", "restore")))
    def a_person_decides(self, data: st.DataObject, verb: str) -> None:
        told: dict[str, Any] = {"verb": verb, "by": "A", "at": f"2026-03-01T00:00:{len(self.decisions):02}Z", "reason": "read"}
        if verb in ("withdraw", "restore"):
            made = Decision(document=data.draw(st.sampled_from(sorted(self.files))), **told)
        else:
            items = [
                About(document=document, part=part, item=item)
                for document, file in sorted(self.files.items())
                for part in ("arrangements", "transfers")
                for item in getattr(file.reading, part)
            ]
            if not items:
                return
            first = data.draw(st.sampled_from(items))
            about = [first]
            if verb in ("same", "different"):
                others = [one for one in items if one.part == first.part and one != first]
                if not others:
                    return
                about.append(data.draw(st.sampled_from(others)))
            becomes = None
            if verb == "correct":
                item: Any = first.item
                becomes = replace(item, when=data.draw(st.sampled_from(DAYS)), modality="alleged")
            made = Decision(about=tuple(about), becomes=becomes, **told)
        self.store.decide([made], CODEBOOK)
        self.decisions.append(made)

    @rule()
    def it_is_rebuilt(self) -> None:
        self.store.rebuild(CODEBOOK)

    @invariant()
    def it_is_what_settling_at_once_comes_to(self) -> None:
        whole = settle(self.files.values(), CODEBOOK, self.decisions)
        view = self.store.view()
        assert tuple(view.pair(pair) for pair in view.pairs()) == whole.pairs
        backwards = settle(list(self.files.values())[::-1], CODEBOOK, self.decisions[::-1])
        assert exported(backwards) == exported(whole)
        for pair in whole.pairs:
            for deal in pair.arrangements:
                assert all(report.citation.spans for report in deal.reports)

    def teardown(self) -> None:
        self.store.database.close()


TestAnyCourse = AnyCourse.TestCase
TestAnyCourse.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
