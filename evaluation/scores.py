"""The scores of a reader: what it found of the gold, and how often the fields of it are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from evaluation.corpus import LOOK_ALIKE
from evaluation.predict import Result
from transferwatch.readings.agreement import Comparison, Share, Tally, compare, together
from transferwatch.readings.anchoring import PARTS, holds

# The mean of their F1 is the one figure that the coding manual's scorer ends with.
MAIN = ("pair+stage", "transfer", "proceeding", "statement")
# Figures that should be low: their floor is a ceiling.
LOW_IS_GOOD = frozenset({"look-alike.items", "texts.failed", "spans.refused"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number out of the evaluation; `of` is on how many items it rests."""

    name: str
    value: float
    unit: str
    of: int

    @property
    def low_is_good(self) -> bool:
        """Whether less is better."""
        return self.name in LOW_IS_GOOD


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """All that was measured on some texts."""

    texts: int
    comparison: Comparison
    look_alikes: int
    look_alike_items: int
    spans: Share
    refused: int
    failed: int
    notes: Counter[str]

    @property
    def tallies(self) -> Mapping[str, Tally]:
        """Items found, missed and made up, by what is counted; what neither side has is left out."""
        return {name: tally for name, tally in self.comparison.tallies.items() if tally.left or tally.right}

    @property
    def shares(self) -> Mapping[str, Share]:
        """Fields right among matched items; what was never asked is left out."""
        return {name: share for name, share in self.comparison.shares.items() if share.of}

    @property
    def mean_f1(self) -> float:
        """The mean F1 of pair and stage, transfers, proceedings and statements."""
        return sum(self.comparison.tallies.get(name, Tally()).f1 for name in MAIN) / len(MAIN)

    def figures(self) -> tuple[Figure, ...]:
        """Every figure by name, in a stable order."""
        found = [Figure(name="mean.f1", value=self.mean_f1, unit="F1", of=self.texts)]
        for name, tally in self.tallies.items():
            found.append(Figure(name=f"{name}.precision", value=tally.precision, unit="share", of=tally.right))
            found.append(Figure(name=f"{name}.recall", value=tally.recall, unit="share", of=tally.left))
            found.append(Figure(name=f"{name}.f1", value=tally.f1, unit="F1", of=tally.left))
        for name, share in self.shares.items():
            found.append(Figure(name=name, value=share.value or 0.0, unit="share", of=share.of))
        found += [
            Figure(name="look-alike.items", value=self.look_alike_items, unit="items", of=self.look_alikes),
            Figure(name="spans.held", value=self.held, unit="share", of=self.spans.of),
            Figure(name="spans.refused", value=self.refused, unit="items", of=self.texts),
            Figure(name="texts.failed", value=self.failed, unit="texts", of=self.texts),
            Figure(name="notes", value=sum(self.notes.values()), unit="notes", of=self.texts),
        ]
        return tuple(found)

    @property
    def held(self) -> float:
        """The share of spans that hold the words they say they hold; 1 where there is no span."""
        return 1.0 if self.spans.value is None else self.spans.value


def score(results: Iterable[Result]) -> Scores:
    """The scores over all these texts together, every item counting the same."""
    kept = list(results)
    look_alikes = [result for result in kept if result.coded.kind == LOOK_ALIKE]
    return Scores(
        texts=len(kept),
        comparison=together(compared(result) for result in kept),
        look_alikes=len(look_alikes),
        look_alike_items=sum(items(result) for result in look_alikes),
        spans=sum((spans_held(result) for result in kept), Share()),
        refused=sum(note.reason == "span_refused" for result in kept for note in result.reading.notes),
        failed=sum(result.trouble is not None for result in kept),
        notes=Counter(note.reason for result in kept for note in result.reading.notes),
    )


def by_kind(results: Sequence[Result]) -> dict[str, Scores]:
    """The scores of each kind of text that occurs, by its name."""
    kinds = sorted({result.coded.kind for result in results}, key=str.casefold)
    return {kind: score(result for result in results if result.coded.kind == kind) for kind in kinds}


def compared(result: Result) -> Comparison:
    """Gold (left) against reading (right), in the parts that were coded."""
    left_out: dict[str, Any] = {part: () for part in PARTS if part not in result.coded.parts}
    return compare(result.coded.gold, replace(result.reading, **left_out))


def items(result: Result) -> int:
    """How many items the reader made of a text."""
    return sum(len(getattr(result.reading, part)) for part in PARTS)


def spans_held(result: Result) -> Share:
    """How many of the spans of a reading hold their words."""
    found = [
        holds(result.coded.text, span)
        for part in PARTS
        for item in getattr(result.reading, part)
        for span in (*item.evidence, *([item.content] if getattr(item, "content", None) else ()))
    ]
    return Share(same=sum(found), of=len(found))
