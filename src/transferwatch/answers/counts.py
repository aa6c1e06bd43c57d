"""Counts: how many people were to be moved, were moved, were stopped, sent on and brought back, with honest bounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from transferwatch.answers.footnotes import Footnote, Notebook
from transferwatch.answers.particulars import told_by, worded_terms
from transferwatch.answers.wording import as_of_words
from transferwatch.codebook.codebook import Codebook
from transferwatch.matching.parties import Pair
from transferwatch.record.transfer import Movement, people_in
from transferwatch.record.view import PairRecord, RecordView


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Bounds on the people of one kind of movement of one pair.

    `at_least` people are in movements of that kind, `at_most` in all that is on record (null: nothing bounds it); the two
    are null where no such movement is on record, which is not the same as nobody.  `reason` says how the bounds were come by.
    """

    pair: str
    what: str
    at_least: int | None
    at_most: int | None
    movements: int
    reason: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Counts by pair; people counted under one heading may be those counted under another, and are never added up."""

    pair: str | None
    title: str
    as_of: str
    true_on: str | None
    known_on: str | None
    counts: tuple[Count, ...]
    footnotes: tuple[Footnote, ...]


# Each kind of movement, by what is on record of it.
KINDS: dict[str, Callable[[Movement], bool]] = {
    "planned": lambda one: one.leg == "outbound" and one.modality == "planned" and not one.stopped,
    "possible or alleged": lambda one: one.leg == "outbound" and one.modality in ("possible", "alleged") and not one.stopped,
    "moved": lambda one: one.leg == "outbound" and one.modality == "happened" and not one.stopped,
    "stopped": lambda one: one.leg == "outbound" and one.stopped,
    "sent on": lambda one: one.leg == "onward" and one.modality == "happened" and not one.stopped,
    "to be sent on": lambda one: one.leg == "onward" and one.modality == "planned" and not one.stopped,
    "brought back": lambda one: one.leg == "return" and one.modality == "happened" and not one.stopped,
}


def counts(view: RecordView, pair: Pair | None, codebook: Codebook) -> Counts:
    """The counts of a pair, or of all, as of the two clocks of the view."""
    records = [view.pair(one) for one in ([pair] if pair else view.pairs())]
    notebook = Notebook(view, codebook)
    for record in records:
        notebook.expect(citation for move in record.transfers for citation in move.citations)
        notebook.expect(report.citation for deal in record.arrangements for report in deal.reports)
    found = [count for record in records for count in _counts(record, notebook, codebook, view)]
    return Counts(
        pair=pair.text if pair else None,
        title=pair.text if pair else "All pairs",
        as_of=as_of_words(view.as_of),
        true_on=view.as_of.true_on.isoformat() if view.as_of.true_on else None,
        known_on=view.as_of.known_on.isoformat() if view.as_of.known_on else None,
        counts=tuple(found),
        footnotes=notebook.footnotes(),
    )


def _counts(record: PairRecord, notebook: Notebook, codebook: Codebook, view: RecordView) -> list[Count]:
    true_on = view.as_of.true_on
    found = []
    for deal in record.arrangements:
        for name, term, words in worded_terms(deal, codebook):
            if name == "Cap" and told_by([term], true_on):
                found.append(
                    Count(
                        pair=deal.key,
                        what="allowed",
                        at_least=None,
                        at_most=term.value.number if term.value.bound in ("exact", "at_most") else None,
                        movements=0,
                        reason=f"the arrangement allows {words}",
                        notes=notebook.notes(term.citations),
                    )
                )
    movements = told_by(record.transfers, true_on)
    for what, meant in KINDS.items():
        told = [movement for movement in movements if meant(movement)]
        if told:
            bounds = people_in(told)
            found.append(
                Count(
                    pair=record.pair.text,
                    what=what,
                    at_least=bounds.at_least,
                    at_most=bounds.at_most,
                    movements=bounds.movements,
                    reason=bounds.reason,
                    notes=notebook.notes(citation for movement in told for citation in movement.citations),
                )
            )
    return found
