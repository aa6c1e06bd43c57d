"""Words at their place: an item whose words are not at its spans is refused, with the reason kept as a note."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transferwatch.readings.reading import Note, Reading, Span

PARTS = ("arrangements", "transfers", "proceedings", "statements", "contested", "measures")


def holds(text: str, span: Span) -> bool:
    """Whether the span's words stand at its place in the text."""
    return 0 <= span.start < span.end <= len(text) and text[span.start : span.end] == span.text


def held(text: str, reading: Reading) -> Reading:
    """The reading without the items whose words are not at their spans; a note names each that was refused."""
    kept: dict[str, Any] = {}
    refused: list[Note] = []
    for part in PARTS:
        good = []
        for item in getattr(reading, part):
            spans = (*item.evidence, *([item.content] if getattr(item, "content", None) else []))
            if item.evidence and all(holds(text, span) for span in spans):
                good.append(item)
            else:
                words = f"an item of {part} whose words are not at its spans: {item.evidence!r:.120}"
                refused.append(Note(reason="span_refused", words=words))
        kept[part] = tuple(good)
    return replace(reading, **kept, notes=(*reading.notes, *refused))
