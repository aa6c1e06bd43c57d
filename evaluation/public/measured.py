"""What a measurement on a public set gives, and what the sets have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evaluation.scores import Figure
from transferwatch.errors import SourceError, UsageError
from transferwatch.readings.agreement import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The figures on one set, the first with the target that it is held to, and in what the reader was wrong."""

    figures: tuple[Figure, ...]
    targets: dict[str, float]
    misses: tuple[str, ...]


def figures_of(name: str, tally: Tally) -> tuple[Figure, ...]:
    """Precision, recall and F1 of a tally whose left is the gold."""
    return (
        Figure(name=f"{name}.f1", value=tally.f1, unit="F1", of=tally.left),
        Figure(name=f"{name}.precision", value=tally.precision, unit="share", of=tally.right),
        Figure(name=f"{name}.recall", value=tally.recall, unit="share", of=tally.left),
    )


def open_halves(paths: Iterable[Path], root: Path, *, expected: str, sealed: tuple[str, ...] = ("test",)) -> list[Path]:
    """The files in their order; UsageError for one of a test half, SourceError where there is none."""
    found = sorted(paths)
    for path in found:
        below = path.resolve().parts[len(root.resolve().parent.parts) :]
        if any(name.split(".")[0].lower() in sealed for name in below):
            raise UsageError(
                f"{path}, which belongs to a test half", expected="a half that may be looked at", remedy="Name its folder"
            )
    if not found:
        raise SourceError("nothing of the set", expected=expected, item=str(root))
    return found
