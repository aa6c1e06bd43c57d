"""`transferwatch read`: what documents say, as a listing or as JSON; nothing is kept."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from transferwatch import dates
from transferwatch.answers.withheld import MARK as WITHHELD
from transferwatch.answers.withheld import veil
from transferwatch.cli.output import Mark, bracketed, complain, harmless, stretches, write
from transferwatch.documents.transcribe import transcribe
from transferwatch.errors import DateFormatError, InputError, OversizedDocumentError
from transferwatch.readings import interchange
from transferwatch.readings.reading import (
    ArrangementReport,
    ContestedClaim,
    Measure,
    Money,
    Proceeding,
    Quantity,
    Reading,
    Source,
    Span,
    Statement,
    Transfer,
)
from transferwatch.sources.capture import Capture
from transferwatch.sources.collect import LIMIT_BYTES, collect
from transferwatch.sources.source import Refusal

if TYPE_CHECKING:
    from transferwatch.documents.document import Document

STANDARD_INPUT = "-"

# Parts with the letter of their labels and their colour on a terminal.
_PARTS = {
    "arrangements": ("A", "bold green"),
    "transfers": ("T", "bold cyan"),
    "proceedings": ("P", "bold magenta"),
    "statements": ("S", "yellow"),
    "contested": ("C", "red"),
    "measures": ("M", "blue"),
}

_Item = ArrangementReport | Transfer | Proceeding | Statement | ContestedClaim | Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One item of a reading, ready to print."""

    label: str
    part: str
    headline: str
    details: tuple[str, ...]
    words: tuple[Span, ...]
    sources: tuple[Source, ...]


def run(paths: Sequence[str], published: str | None, codebook: str | None, as_json: bool) -> int:
    """Read every file in the order given; 2 at the end if one of them could not be read."""
    if published is not None:
        try:
            dates.parse(published)
        except DateFormatError as error:
            raise DateFormatError(error.found, expected=error.expected, remedy=error.remedy, item="--published") from error
    from transferwatch.codebook.load import load

    book = load(Path(codebook) if codebook else None)
    failed = False
    for number, found in enumerate(_captures(paths)):
        try:
            if isinstance(found, Refusal):
                raise found.error
            document = transcribe(found, published=published)
            from transferwatch.readings.read import read

            reading = read(document, book)
        except InputError as error:
            complain(error)
            failed = True
            continue
        _warn_unread(document, reading)
        if as_json:
            write(interchange.to_line(reading) + "\n")
        else:
            if number:
                write("\n")
            show(document, reading)
    return 2 if failed else 0


def show(document: Document, reading: Reading) -> None:
    """Print the listing: in colour on a terminal, with brackets anywhere else."""
    entries = list(_entries(reading))
    marks = [
        Mark(start=span.start, end=span.end, label=entry.label, part=entry.part) for entry in entries for span in entry.words
    ]
    names = _withheld_names(document, reading)
    pieces = list(stretches(document.text, marks, reading.withheld, WITHHELD))
    header = [document.title or document.path or "standard input"]
    about = (document.path, document.publisher, document.published, document.language)
    header.append(" · ".join(part for part in about if part) or "nothing else is known of it")
    listing = _veiled("\n".join(_listing(entries, reading)), names)
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.text import Text

        console = Console(file=sys.stdout, highlight=False)
        if not console.no_color:
            marked = Text()
            for piece in pieces:
                styles = [_PARTS[mark.part][1] for mark in piece.marks]
                marked.append(_veiled(piece.text, names), style=styles[0] if styles else "")
            legend = Text("  ").join(Text(part, style=style) for part, (_, style) in _PARTS.items())
            console.print(Text(_veiled(header[0], names), style="bold"))
            console.print(Text(_veiled(header[1], names), style="dim"), "", marked, "", legend, sep="\n")
            console.print(Text(listing))
            return
    write("\n".join([*(_veiled(line, names) for line in header), "", _veiled(bracketed(pieces), names)]))
    write("\n" + listing + "\n")


def _captures(paths: Sequence[str]) -> Iterator[Capture | Refusal]:
    for path in paths:
        if path == STANDARD_INPUT:
            yield _standard_input()
        else:
            yield from collect([path])


def _standard_input() -> Capture | Refusal:
    content = sys.stdin.buffer.read(LIMIT_BYTES + 1)
    if len(content) > LIMIT_BYTES:
        name = "standard input"
        limit = f"{LIMIT_BYTES // 2**20} MiB"
        error = OversizedDocumentError(f"more than {limit}", expected=f"at most {limit}", item=name)
        return Refusal(item=name, error=error)
    return Capture.of(content)


def _warn_unread(document: Document, reading: Reading) -> None:
    if any(note.reason == "language_unread" for note in reading.notes):
        name = document.path or "standard input"
        language = f"language {document.language!r}" if document.language else "a language"
        complain(f"{name}: in {language} that no reader here covers; nothing coded.")


def _listing(entries: Sequence[_Entry], reading: Reading) -> Iterator[str]:
    """Lines of the parts, of the sources, and of the notes."""
    if not entries:
        yield ""
        yield "Nothing coded."
    for part in _PARTS:
        of_part = [entry for entry in entries if entry.part == part]
        if of_part:
            yield ""
            yield part.capitalize()
        for entry in of_part:
            yield f"  {entry.label:<4}{entry.headline}"
            for detail in entry.details:
                yield f"      {detail}"
            for span in entry.words:
                yield f"      “{_one_line(span.text)}”"
    resting = Counter(source for entry in entries for source in set(entry.sources))
    if resting:
        yield ""
        yield "Sources"
        for source, times in sorted(resting.items(), key=lambda pair: (-pair[1], _source(pair[0]))):
            yield f"  {_source(source)}: {times} {'item' if times == 1 else 'items'}"
    if reading.notes:
        yield ""
        yield "Notes"
        for note in reading.notes:
            yield f"  {_code(note.reason)}: “{_one_line(note.words)}”"
    if reading.withheld:
        yield ""
        yield f"{WITHHELD} stands for the name of a private person."


def _entries(reading: Reading) -> Iterator[_Entry]:
    for part, (letter, _) in _PARTS.items():
        items: tuple[_Item, ...] = getattr(reading, part)
        for number, item in enumerate(items, start=1):
            headline, details = _described(item)
            when = getattr(item, "when", None)
            when_words = getattr(item, "when_words", None)
            if when or when_words:
                headline += f", {when or 'undated'}" + (f" (“{when_words}”)" if when_words else "")
            if item.sources:
                details.append("source: " + "; ".join(map(_source, item.sources)))
            words = item.evidence
            if isinstance(item, Statement) and item.content and not words:
                words = (item.content,)
            yield _Entry(
                label=f"{letter}{number}",
                part=part,
                headline=_one_line(headline),
                details=tuple(map(_one_line, details)),
                words=words,
                sources=item.sources,
            )


def _described(item: _Item) -> tuple[str, list[str]]:
    match item:
        case ArrangementReport():
            return _arrangement(item)
        case Transfer():
            return _transfer(item)
        case Proceeding():
            head = f"{item.court or 'a court'} ({item.state or '?'}): {_code(item.step)}, {item.modality}"
            if item.temporary:
                head += ", for the time being"
            return head, _given(judge=item.judge, case=item.case, about=item.about, effect=item.effect)
        case Statement():
            who = ", ".join(part for part in (item.speaker.name, item.speaker.role, item.speaker.organisation) if part)
            head = f"{who or 'somebody unnamed'} ({item.speaker.state or '?'}): {item.stance} (“{item.cue}”)"
            return head, _given(quote=f"“{item.quote}”" if item.quote else None, venue=item.venue, about=", ".join(item.about))
        case ContestedClaim():
            return f"{_code(item.topic)}: {item.claim}", _given(
                asserted_by="; ".join(item.asserted_by), denied_by="; ".join(item.denied_by)
            )
        case Measure():
            return f"{item.state or '?'}: {item.what} ({item.kind}), {item.modality}", _given(
                effect=item.effect, instrument=item.instrument
            )


def _arrangement(item: ArrangementReport) -> tuple[str, list[str]]:
    terms = item.terms
    head = f"{' '.join(item.sending)} → {item.receiving}: {_code(item.stage)}, {item.modality}"
    cap = None
    if terms.cap:
        cap = _quantity(Quantity(number=terms.cap.number, bound=terms.cap.bound))
        cap += " in total" if terms.cap.period == "total" else f" a {terms.cap.period}"
    return head, _given(
        kind=None if item.kind == "unspecified" else _code(item.kind),
        by=item.by,
        cap=cap,
        payments="; ".join(map(_money, terms.payments)),
        nationalities=", ".join(terms.nationalities),
        excludes=", ".join(terms.excludes),
        conditions=", ".join(terms.conditions),
    )


def _transfer(item: Transfer) -> tuple[str, list[str]]:
    head = f"{item.from_ or '?'} → {item.to or '?'} ({item.leg}): {item.modality}"
    if item.stopped:
        head += ", stopped"
    return head, _given(
        count=_quantity(item.count) if item.count else None,
        nationalities=", ".join(item.nationalities),
        who=item.who,
        legal_basis=", ".join(item.legal_basis),
        conditions_after=item.conditions_after,
    )


def _given(**fields: str | None) -> list[str]:
    return [f"{_code(name)}: {value}" for name, value in fields.items() if value]


def _quantity(quantity: Quantity) -> str:
    before = "" if quantity.bound == "exact" else f"{_code(quantity.bound)} "
    return f"{before}{quantity.number:,}"


def _money(money: Money) -> str:
    return f"{money.currency} {money.amount:,} {_code(money.status)}"


def _source(source: Source) -> str:
    return f"{source.name} ({_code(source.kind)})" if source.name else _code(source.kind)


def _code(code: str) -> str:
    return code.replace("_", " ")


def _one_line(text: str) -> str:
    return harmless(" ".join(text.split()))


def _withheld_names(document: Document, reading: Reading) -> tuple[str, ...]:
    return tuple(dict.fromkeys(document.text[start:end] for start, end in reading.withheld))


def _veiled(text: str, names: tuple[str, ...]) -> str:
    return veil(text, names) if names else text
