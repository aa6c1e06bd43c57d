"""What a source is: something that captures come from, where a bad item never stops the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from transferwatch.errors import InputError
from transferwatch.sources.capture import Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One item of a source that could not be captured, and why; the others go on."""

    item: str
    error: InputError


class Source(Protocol):
    """Files and folders today; feeds, pages and web archives come in by the same door."""

    def captures(self) -> Iterator[Capture | Refusal]:
        """Captures and refusals in the order of the source, each made when it is asked for."""
        ...
