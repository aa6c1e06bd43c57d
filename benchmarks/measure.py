"""A measurement, and how time is taken: medians of several runs, the baseline's runs in between."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One figure beside its baseline; which of the two should be higher, `unit` says."""

    name: str
    value: float
    unit: str
    baseline: float
    against: str

    @property
    def ratio(self) -> float:
        """The figure over its baseline."""
        return self.value / self.baseline if self.baseline else 0.0


Benchmark = Callable[[], Iterator[Measured]]


def cpu_seconds(work: Callable[[], object]) -> float:
    """The processor time that the work takes, in this process: what others do on the machine counts little."""
    start = time.process_time()
    work()
    return time.process_time() - start


def seconds(work: Callable[[], object]) -> float:
    """The time that the work takes on the clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def medians(runs: int, clock: Callable[[Callable[[], object]], float], *works: Callable[[], object]) -> tuple[float, ...]:
    """The median time of each work; they take turns, so that a busy moment falls on all of them."""
    rounds = [tuple(clock(work) for work in works) for _ in range(runs)]
    return tuple(median(times) for times in zip(*rounds, strict=True))


def python(code: str, arguments: Sequence[str] = ()) -> Callable[[], object]:
    """Run the code in an interpreter of its own; CalledProcessError where it fails."""
    command = [sys.executable, "-c", code, *arguments]
    return lambda: subprocess.run(command, check=True, capture_output=True)
