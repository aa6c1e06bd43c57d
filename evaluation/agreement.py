"""The agreement of two codings: a second coder's beside the gold, or two files of readings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evaluation.corpus import SECOND, CodedText, written_here
from transferwatch.errors import SourceError
from transferwatch.readings import interchange
from transferwatch.readings.agreement import Agreement, agree, by_document
from transferwatch.readings.reading import Reading


def with_second_coding(texts: Sequence[CodedText], folder: Path = SECOND) -> Agreement | None:
    """The gold (left) beside the independent second codings; None where there are none."""
    second = {coded.id: coded.gold for coded in written_here(folder)}
    if not second:
        return None
    return agree({coded.id: coded.gold for coded in texts if coded.id in second}, second)


def of_files(left: Path, right: Path) -> Agreement:
    """Two files with one reading a line, as `transferwatch read --json` prints them."""
    return agree(_readings(left), _readings(right))


def _readings(path: Path) -> dict[str, Reading]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            str(error),
            expected="a file of readings, one a line",
            remedy="See `transferwatch read --json`",
            item=str(path),
        ) from error
    return by_document(interchange.from_json(line) for line in lines if line.strip())
