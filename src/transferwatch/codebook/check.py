"""Lint the codebook: `python -m transferwatch.codebook.check [FOLDER]` prints what is wrong and exits 1, or counts entries."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from transferwatch.codebook.codebook import Body, Codebook, Court, CourtPattern, Instrument, Leader, State, Term
from transferwatch.codebook.load import BUILT_IN, load
from transferwatch.errors import CodebookError

Entry = State | Leader | Body | Court | CourtPattern | Instrument | Term
EDTF = re.compile(r"\d{4}(-\d\d(-\d\d)?)?[~?]?")


def problems(book: Codebook) -> Iterator[str]:
    """One line for each entry that breaks a rule: a reference, known states, no form that means two things undeclared."""
    everything: tuple[Entry, ...] = (
        *book.states.values(),
        *book.leaders,
        *book.bodies,
        *book.courts,
        *book.court_patterns,
        *book.instruments,
        *(term for terms in book.vocabularies.values() for term in terms.values()),
    )
    for entry in everything:
        name = getattr(entry, "code", "") or getattr(entry, "name", "")
        if not entry.reference.strip():
            yield f"{type(entry).__name__} {name}: no reference"
        state = getattr(entry, "state", None)
        if state and state not in book.states:
            yield f"{type(entry).__name__} {name}: state {state!r} is not in the codebook"
    yield from _state_problems(book)
    for leader in book.leaders:
        for date in (leader.from_, leader.until):
            if date and not EDTF.fullmatch(date):
                yield f"Leader {leader.name}: {date!r} is no EDTF date"
    for pattern in book.court_patterns:
        for example in pattern.examples:
            if not re.search(pattern.regex, example):
                yield f"CourtPattern {pattern.name}: does not find its example {example!r}"


def _state_problems(book: Codebook) -> Iterator[str]:
    owners: dict[str, set[str]] = {}
    for state in book.states.values():
        if not re.fullmatch(r"[A-Z]{2}", state.code):
            yield f"State {state.code!r}: no ISO 3166-1 alpha-2 code"
        for form in (state.name, *state.names, *state.government, *state.capital):
            if form not in state.ambiguous:
                owners.setdefault(form, set()).add(state.code)
    for form, codes in sorted(owners.items()):
        if len(codes) > 1:
            yield f"{form!r} means {', '.join(sorted(codes))}: declare it `ambiguous` in each"


def main(arguments: list[str]) -> int:
    """Print the findings; 0 when there are none, 1 when there are, 2 when a file cannot be used."""
    try:
        book = load(Path(arguments[0]) if arguments else None)
    except CodebookError as error:
        print(f"codebook: {error}", file=sys.stderr)
        return error.exit_code
    found = list(problems(book))
    for line in found:
        print(line)
    entries = len(book.states) + len(book.leaders) + len(book.bodies) + len(book.courts) + len(book.instruments)
    print(f"codebook {book.digest[:12]} in {BUILT_IN.name}: {entries} entries, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
