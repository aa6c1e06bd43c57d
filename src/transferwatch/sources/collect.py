"""Collect captures from what was named on a command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transferwatch.sources.capture import Capture
from transferwatch.sources.files import FileSource
from transferwatch.sources.source import Refusal

LIMIT_BYTES = 64 * 1024 * 1024


def collect(paths: Sequence[str], *, limit_bytes: int = LIMIT_BYTES) -> Iterator[Capture | Refusal]:
    """Captures of files and of folders with all that is in them, in the order given, one in memory at a time.

    What cannot be captured comes as a `Refusal` in its place.  A path given twice is captured twice.
    """
    for path in paths:
        yield from FileSource(path=path, limit_bytes=limit_bytes).captures()
