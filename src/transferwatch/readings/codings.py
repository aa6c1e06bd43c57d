"""Codings: readings, and what people write down, brought to a form in which two of one document can be compared.

A reading has its evidence at places in the text.  A coding by hand may give the words alone; these get places where
the other coding has the same words, so that the text itself is not needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import PurePath
from typing import Any

from transferwatch.errors import InputError
from transferwatch.readings import interchange
from transferwatch.readings.agreement import nothing_read
from transferwatch.readings.anchoring import PARTS, holds
from transferwatch.readings.reading import Reading, Span

# A run of words in common by which two passages are laid over each other, unless one of them is shorter.
TELLING_RUN = 3
_FORM = f'a reading of `transferwatch read --json`, or an object with "id" and lists such as {", ".join(PARTS[:3])}'
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What was written down from one document; `placed` says that its words are at their places in the text.

    `parts` are those that were coded: a part that is left out was not looked for, an empty one was not found.
    """

    reading: Reading
    placed: bool
    parts: tuple[str, ...] = PARTS
    text: str | None = None

    @property
    def id(self) -> str:
        """The document's id, as the coding gives it."""
        return self.reading.document.id

    @property
    def names(self) -> frozenset[str]:
        """What else the document may go by: its id, and its file with and without ending."""
        path = self.reading.document.path
        return frozenset({self.id, *((PurePath(path).name, PurePath(path).stem) if path else ())})

    @property
    def label(self) -> str:
        """The document's name for people."""
        return self.reading.document.path or self.id[:16]


def from_line(line: str) -> Coding:
    """The coding that a line of JSON holds; InputError says what is wrong with it."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"a line that is not JSON ({error})", expected=_FORM) from error
    if not isinstance(value, dict):
        raise InputError(f"JSON that is no object, {line.strip()[:40]!r}", expected=_FORM)
    if "document" in value:
        return Coding(reading=interchange.from_json(value), placed=True)
    coded = value.get("coding", value)
    if not isinstance(value.get("id"), str) or not isinstance(coded, dict) or not any(part in coded for part in PARTS):
        raise InputError(f"an object with {', '.join(list(value)[:8]) or 'nothing in it'}", expected=_FORM)
    given = {part: coded[part] for part in PARTS if part in coded}
    facts = interchange.to_json(nothing_read(value["id"]))
    text = value.get("text")
    return Coding(
        reading=interchange.from_json({**facts, **{part: _with_spans(items) for part, items in given.items()}}),
        placed=not any(isinstance(words, str) for items in given.values() for words in _all_words(items)),
        parts=tuple(given),
        text=text if isinstance(text, str) else None,
    )


def same_documents(left: Sequence[Coding], right: Sequence[Coding]) -> list[tuple[Coding, Coding]]:
    """The codings of one document on both sides, by id, or else by the name of the file where only one goes by it."""
    by_id = {coding.id: coding for coding in right}
    pairs = [(coding, by_id[coding.id]) for coding in left if coding.id in by_id]
    met = {coding.id for pair in pairs for coding in pair}
    left_names, right_names = (_by_name(coding for coding in side if coding.id not in met) for side in (left, right))
    for name, coding in left_names.items():
        other = right_names.get(name)
        if other and coding.id not in met and other.id not in met:
            pairs.append((coding, other))
            met |= {coding.id, other.id}
    order = {coding.id: place for place, coding in enumerate(left)}
    return sorted(pairs, key=lambda pair: order[pair[0].id])


def comparable(left: Coding, right: Coding) -> tuple[Reading, Reading]:
    """The two as readings of the left's document, in the parts that both coded, with places for all words."""
    left_out: dict[str, Any] = {part: () for part in PARTS if part not in left.parts or part not in right.parts}
    one, other = replace(left.reading, **left_out), replace(right.reading, **left_out)
    other = replace(other, document=replace(other.document, id=left.id))
    if left.placed and right.placed:
        return one, other
    layout = _Layout(_known(left, right))
    return (
        one if left.placed else _laid(one, layout),
        other if right.placed else _laid(other, layout),
    )


# Words to places ----------------------------------------------------------------------------------


class _Layout:
    """Stretches of a text, as far as they are known, on which words find their place."""

    def __init__(self, known: Sequence[Span]) -> None:
        self.known = list(known)

    def place(self, words: str) -> Span:
        """The words where a known stretch has them, or most of them; behind all stretches where none has."""
        for stretch in self.known:
            at = stretch.text.find(words)
            if at >= 0:
                return _at(stretch.start + at, words)
        best, start = 0, -1
        for stretch in self.known:
            run, shift = _longest_run(stretch.text, words)
            if run > best and stretch.start + shift >= 0:
                best, start = run, stretch.start + shift
        found = _at(start, words)
        if not best:
            # The gap keeps words that run over either end from meeting what they have no word in common with.
            behind = max((stretch.end for stretch in self.known), default=0)
            found = _at(behind + 2000 + len(words), words)
        self.known.append(found)
        return found


def _at(start: int, words: str) -> Span:
    return Span(start=start, end=start + len(words), text=words)


def _longest_run(known: str, words: str) -> tuple[int, int]:
    """How many words the longest telling run in common has, and where `words` then begins, counted from `known`."""
    one, other = list(_WORD.finditer(known)), list(_WORD.finditer(words))
    first, second = ([found[0].lower() for found in side] for side in (one, other))
    run = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    if not run.size or run.size < min(TELLING_RUN, len(first), len(second)):
        return 0, 0
    return run.size, one[run.a].start() - other[run.b].start()


def _known(left: Coding, right: Coding) -> tuple[Span, ...]:
    """What is known of the text: all of it, where a side brings it along and the other's places fit it."""
    spans = [span for side in (left, right) if side.placed for span in _spans(side.reading)]
    for text in (left.text, right.text):
        if text and all(holds(text, span) for span in spans):
            return (_at(0, text),)
    return tuple(spans)


def _spans(reading: Reading) -> list[Span]:
    found = []
    for part in PARTS:
        for item in getattr(reading, part):
            found += [*item.evidence, *([item.content] if getattr(item, "content", None) else ())]
    return found


def _laid(reading: Reading, layout: _Layout) -> Reading:
    """The reading with every span where the layout has its words; the longest first, to hold the others."""
    longest = sorted({span.text for span in _spans(reading)}, key=lambda words: (-len(words), words))
    places = {words: layout.place(words) for words in longest}
    laid: dict[str, Any] = {}
    for part in PARTS:
        items = []
        for item in getattr(reading, part):
            moved: dict[str, Any] = {"evidence": tuple(places[span.text] for span in item.evidence)}
            if getattr(item, "content", None):
                moved["content"] = places[item.content.text]
            items.append(replace(item, **moved))
        laid[part] = tuple(items)
    return replace(reading, **laid)


def _with_spans(items: Any) -> Any:
    """The items with words alone made into spans at no place; what is not as it should be stays, to be refused."""
    if not isinstance(items, list):
        return items
    made = []
    for item in items:
        if not isinstance(item, dict):
            return items
        spanned: dict[str, Any] = {}
        if isinstance(item.get("evidence"), list):
            spanned["evidence"] = [_span(words) for words in item["evidence"]]
        if item.get("content"):
            spanned["content"] = _span(item["content"])
        made.append({**item, **spanned})
    return made


def _span(words: Any) -> Any:
    return {"start": 0, "end": len(words), "text": words} if isinstance(words, str) else words


def _all_words(items: Sequence[Mapping[str, Any]]) -> list[Any]:
    return [words for item in items for words in (*item["evidence"], item.get("content"))]


def _by_name(codings: Iterable[Coding]) -> dict[str, Coding]:
    """The codings by every name that only one of them goes by."""
    named: dict[str, list[Coding]] = {}
    for coding in codings:
        for name in sorted(coding.names):
            named.setdefault(name, []).append(coding)
    return {name: found[0] for name, found in named.items() if len(found) == 1}
