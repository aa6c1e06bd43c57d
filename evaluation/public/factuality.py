"""Event factuality (Lee et al. 2015, "UW"): whether an event is a fact, uncommitted or a counterfact, by our modality.

A line of dev.jsonl has a tokenised sentence and `targets` with the token and the mean judgment from -3 (certainly did
not happen) to 3 (certainly did).  An event is of the class whose own judgment, 3, 0 or -3, is nearest to its mean; where
the lines are drawn elsewhere, at 1 or 2, is a figure beside the first.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.public.measured import Measured, open_halves
from evaluation.scores import Figure
from transferwatch.codebook.codebook import Codebook
from transferwatch.errors import SourceError
from transferwatch.readings.agreement import Tally

if TYPE_CHECKING:
    from transferwatch.readings.by_rule.modality import Standing

TARGETS = {"macro.f1": 0.68}
CLASSES = ("fact", "uncommitted", "counterfact")
# Halfway between the judgments of two classes; and where else the lines may be drawn.
_LEAST = 1.5
_OTHER_LINES = (1.0, 2.0)
_AT_ONCE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The event word at [start, end) of a sentence, and how it was judged on the mean."""

    sentence: str
    start: int
    end: int
    label: float

    @property
    def judged(self) -> str:
        """The class of the mean judgment."""
        return judgment(self.label)


def measure(path: Path, book: Codebook) -> Measured:
    """The figures on dev.jsonl, or on dev.jsonl in the folder."""
    files = open_halves([path] if path.is_file() else path.glob("dev.jsonl"), path, expected="dev.jsonl")
    events = [event for file in files for event in events_of(file)]
    found = list(_classes(events, book))
    seen = _seen(events, found, _LEAST)
    tallies = {name: _tally(seen, name) for name in CLASSES}
    accuracy = sum(seen[name, name] for name in CLASSES) / max(1, len(events))
    return Measured(
        figures=(
            Figure(name="macro.f1", value=_macro(seen), unit="F1", of=len(events)),
            *(
                Figure(name=f"macro.f1.from.{line:g}", value=_macro(_seen(events, found, line)), unit="F1", of=len(events))
                for line in _OTHER_LINES
            ),
            Figure(name="accuracy", value=accuracy, unit="share", of=len(events)),
            *(Figure(name=f"{name}.f1", value=tally.f1, unit="F1", of=tally.left) for name, tally in tallies.items()),
            *(
                Figure(name=f"{gold}.read.{read}", value=times, unit="events", of=tallies[gold].left)
                for (gold, read), times in sorted(seen.items())
            ),
        ),
        targets=TARGETS,
        misses=tuple(
            f"{event.judged} read {code}: {event.sentence[: event.start]}[[{event.sentence[event.start : event.end]}]]"
            f"{event.sentence[event.end :]}"
            for event, code in zip(events, found, strict=True)
            if event.judged != code
        ),
    )


def events_of(file: Path) -> Iterator[Event]:
    """The judged events of a file, in its order; SourceError names a line that holds none."""
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            words = value["text"].split(" ")
            targets = [(*target["span1"], float(target["label"])) for target in value["targets"]]
        except (ValueError, KeyError, TypeError) as error:
            raise SourceError(
                f"{type(error).__name__}: {error}", expected="text and targets with span1 and label", item=f"{file}:{number}"
            ) from error
        for first, last, label in targets:
            start = sum(len(word) + 1 for word in words[:first])
            end = start + len(" ".join(words[first:last]))
            yield Event(sentence=" ".join(words), start=start, end=end, label=label)


def judgment(label: float, line: float = _LEAST) -> str:
    """The class of a mean judgment, where facts begin at the line and counterfacts at its negative."""
    return "fact" if label >= line else "counterfact" if label <= -line else "uncommitted"


def class_of(put: Standing) -> str:
    """The class of a standing: what is planned for certain counts as a fact here, as judges took "will" to mean."""
    if put.modality == "denied" or put.withheld:
        return "counterfact"
    if put.modality in ("happened", "planned"):
        if put.negated:
            return "counterfact"
        return "fact" if put.sure else "uncommitted"
    return "uncommitted"


def _classes(events: Sequence[Event], book: Codebook) -> Iterator[str]:
    """The class of each event, many sentences to a page."""
    from transferwatch.readings.by_rule.modality import standing
    from transferwatch.readings.by_rule.page import lay_open

    sentences = list(dict.fromkeys(event.sentence for event in events))
    places: dict[str, str] = {}
    for first in range(0, len(sentences), _AT_ONCE):
        some = sentences[first : first + _AT_ONCE]
        page = lay_open("\n".join(some), None, book)
        at = 0
        for sentence in some:
            for event in events:
                if event.sentence == sentence:
                    token = page.token(page.index_at(at + event.start))
                    places[f"{event.start} {sentence}"] = class_of(standing(page, token))
            at += len(sentence) + 1
    for event in events:
        yield places[f"{event.start} {event.sentence}"]


def _seen(events: Sequence[Event], found: Sequence[str], line: float) -> Counter[tuple[str, str]]:
    return Counter((judgment(event.label, line), code) for event, code in zip(events, found, strict=True))


def _macro(seen: Counter[tuple[str, str]]) -> float:
    return sum(_tally(seen, name).f1 for name in CLASSES) / len(CLASSES)


def _tally(seen: Counter[tuple[str, str]], name: str) -> Tally:
    return Tally(
        both=seen[name, name],
        left=sum(times for (gold, _), times in seen.items() if gold == name),
        right=sum(times for (_, read), times in seen.items() if read == name),
    )
