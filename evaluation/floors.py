"""Floors: what a reader has reached on the test half, and may not fall below.

They belong to one corpus, named by its digest: on other texts, or with another coding, they say nothing until
they are pinned to it.  Floors only ever rise; a figure that should be low has a ceiling, which only falls.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from evaluation.corpus import ROOT
from evaluation.scores import LOW_IS_GOOD, Figure
from transferwatch.errors import InputError

FILE = ROOT / "evaluation" / "floors.yaml"
# A figure on fewer items says too little for a floor.
ENOUGH = 5
# These get no floor: the F1 of a tally stands for its recall; notes are neither good nor bad.
_NO_FLOOR = ("notes", ".recall")
_HEAD = """\
# What the reader has reached on the test half, and may not fall below (ceilings where low is good).
# Written by `python -m evaluation --raise-floors` and `--repin`; lowered by nobody.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """The floors by name of figure, and the digest of the corpus that they hold on (null: none yet)."""

    digest: str | None = None
    floors: Mapping[str, float] = field(default_factory=dict)

    def apply_to(self, digest: str) -> bool:
        """Whether the floors were reached on that corpus."""
        return self.digest == digest

    def under(self, figures: Iterable[Figure]) -> tuple[str, ...]:
        """One line for each floor that is not reached, be it that its figure is gone."""
        found = {figure.name: figure for figure in figures}
        return tuple(line for name, floor in self.floors.items() if (line := _under(name, floor, found.get(name))))

    def raised(self, figures: Iterable[Figure]) -> Floors:
        """The floors at the figures reached, wherever these are better; new figures get a floor."""
        raised = dict(self.floors)
        for figure in figures:
            if figure.name.endswith(_NO_FLOOR):
                continue
            if figure.low_is_good:
                raised[figure.name] = min(raised.get(figure.name, figure.value), figure.value)
            elif figure.of >= ENOUGH:
                reached = math.floor(figure.value * 1000) / 1000
                raised[figure.name] = max(raised.get(figure.name, reached), reached)
        return replace(self, floors=raised)

    def pinned_to(self, digest: str, figures: Iterable[Figure]) -> Floors:
        """The same floors for another corpus; InputError where a figure on it is under its floor."""
        under = self.under(figures)
        if under:
            raise InputError(
                f"the floors cannot be pinned to this corpus: {'; '.join(under)}",
                expected="every figure at its floor",
                remedy="Mend the reader first",
            )
        return replace(self, digest=digest)


def load(path: Path = FILE) -> Floors:
    """The floors of the file; none where there is no such file."""
    if not path.is_file():
        return Floors()
    held = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    floors = {str(name): float(value) for name, value in (held.get("floors") or {}).items()}
    return Floors(digest=held.get("digest"), floors=floors)


def save(floors: Floors, path: Path = FILE) -> None:
    """Write the floors, in the order of their names."""
    held = {"digest": floors.digest, "floors": dict(sorted(floors.floors.items()))}
    path.write_text(_HEAD + yaml.safe_dump(held, sort_keys=False), encoding="utf-8")


def _under(name: str, floor: float, figure: Figure | None) -> str | None:
    if figure is None:
        return f"{name} is measured no more, its floor is {floor:g}"
    if name in LOW_IS_GOOD:
        return f"{name} is {figure.value:g}, over its ceiling {floor:g}" if figure.value > floor else None
    return f"{name} is {figure.value:.3f}, under its floor {floor:.3f}" if figure.value < floor else None
