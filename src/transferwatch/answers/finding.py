"""Find: documents whose text has certain words, with the words around them, names withheld."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transferwatch.answers.footnotes import Notebook
from transferwatch.answers.withheld import full_names, veil_span
from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.reading import Span
from transferwatch.record.view import RecordView

AROUND = 90  # signs on either side of the words
MOST = 50  # documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A document that has the words; `pairs` are those that it bears on."""

    document: str
    title: str
    publisher: str | None
    known_on: str
    pairs: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The documents that have all the words, the best first."""

    asked: str
    hits: tuple[Hit, ...]


def find(view: RecordView, words: str, codebook: Codebook, limit: int = MOST) -> Finding:
    """The documents that have all these words, known by the day of the view.  A document is not found by a name that it
    withholds.
    """
    notebook = Notebook(view, codebook)
    hits = []
    for document, text in view.found(words, limit):
        found = view.document(document)
        place = _place(text, words)
        shown = veil_span(place, found.withheld, full_names(found.withheld))
        if not any(_has(shown, word) for word in words.split()):
            continue
        hits.append(
            Hit(
                document=document,
                title=notebook.veiled(found.facts.title or found.facts.publisher or document[:12], []),
                publisher=found.facts.publisher,
                known_on=found.known.isoformat(),
                pairs=tuple(pair.text for pair in view.bears_on(document)),
                words=" ".join(shown.split()),
            )
        )
    return Finding(asked=words, hits=tuple(hits))


def _place(text: str, words: str) -> Span:
    """Some words of the text around the first place where most of those asked for stand together."""
    starts = sorted(found.start() for word in words.split() for found in re.finditer(re.escape(word), text, re.IGNORECASE))
    best = max(starts, key=lambda start: (sum(start <= other < start + AROUND for other in starts), -start), default=0)
    start = max(0, best - AROUND)
    end = min(len(text), best + 2 * AROUND)
    start += len(re.match(r"\S*\s*", text[start:])[0]) if start else 0  # type: ignore[index]
    kept = re.sub(r"\s+\S*$", "", text[start:end]) if end < len(text) else text[start:end]
    return Span(start=start, end=start + len(kept), text=kept)


def _has(shown: str, word: str) -> bool:
    return word.casefold() in shown.casefold()
