"""What the tagger finds in a marked text: how surely each sentence says what, and which mentions fill the roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import numpy as np

from transferwatch.readings.by_model.encoder import LONGEST, Array, heads, states
from transferwatch.readings.by_model.marking import MarkedText, Mention, pieces_of, windows
from transferwatch.readings.by_model.outputs import (
    FIGURES,
    KINDS,
    LABEL_NUMBER,
    LABELS,
    MODALITIES,
    REACH,
    ROLE_NAMES,
    ROLES,
    SPAN_TAGS,
)
from transferwatch.readings.reading import Modality

WIDTH = 64
# A sentence of which nothing is as sure as this says nothing (0 to 1); set on the open texts.
IDLE = 0.02
ROLE_NUMBER = {role: number for number, role in enumerate(ROLE_NAMES)}


@dataclass(frozen=True, slots=True)
class Filler:
    """A mention that may fill a role, and how surely (0 to 1)."""

    mention: Mention
    sure: float


@dataclass(frozen=True, slots=True)
class Unit:
    """What a sentence says with one label; `peak` is the token that speaks for it most."""

    label: str
    sentence: int
    sure: float
    peak: int
    asks: Array


@dataclass(slots=True)
class Scores:
    """The tagger's findings on one text, all between 0 and 1; `topic` is how surely there is anything to code in it."""

    marked: MarkedText
    labels: Array
    tags: Array
    figures: dict[int, Array]
    mentions: Array
    where: list[int]
    topic: float = 0.0
    gathered: dict[tuple[int, int], tuple[Array, int]] = field(default_factory=dict)

    def units(self, family: str, least: float) -> list[Unit]:
        """What the sentences say with labels of a family, at least so surely, in the order of the text."""
        found = []
        for label in LABELS:
            if not label.startswith(family + ":"):
                continue
            number = LABEL_NUMBER[label]
            for sentence in np.flatnonzero(self.labels[:, number] >= least):
                asks, peak = self.gathered[int(sentence), number]
                found.append(Unit(label.split(":")[1], int(sentence), float(self.labels[sentence, number]), peak, asks))
        return sorted(found, key=lambda unit: (unit.sentence, -unit.sure, unit.label))

    def surest_modality(self, family: str, unit: Unit) -> Modality:
        """The modality that the unit has most surely."""
        by_modality = self.modality(family, unit)
        return cast(Modality, max(by_modality, key=lambda code: by_modality[code]))

    def date(self, unit: Unit, least: float) -> Mention | None:
        """The date of what the unit tells, where one is at least so sure."""
        dates = self.fillers(unit, "when")
        return dates[0].mention if dates and dates[0].sure >= least else None

    def modality(self, family: str, unit: Unit) -> dict[str, float]:
        """How surely the unit has each modality."""
        logits = heads()[f"modality.{family}.weight"] @ unit.asks + heads()[f"modality.{family}.bias"]
        return dict(zip(MODALITIES, map(float, _sure(logits)), strict=True))

    def kind(self, unit: Unit) -> str:
        """The kind of arrangement that the unit tells of."""
        return KINDS[int(np.argmax(heads()["kind.weight"] @ unit.asks + heads()["kind.bias"]))]

    def temporary(self, unit: Unit) -> bool | None:
        """Whether a court's step holds for a time only; none where the text does not say."""
        logits = heads()["temporary.weight"] @ unit.asks + heads()["temporary.bias"]
        return (None, True, False)[int(np.argmax(logits))]

    def fillers(self, unit: Unit, role: str) -> list[Filler]:
        """The mentions of the role's kind, the surest first."""
        return self._fillers(unit.asks, unit.sentence, role)

    def of_figure(self, mention: int, role: str) -> list[Filler]:
        """The states that a number or an amount belongs to as sender or receiver, the surest first."""
        return self._fillers(self.mentions[mention] + heads()["figure_name"], self.where[mention], role)

    def _fillers(self, asks: Array, sentence: int, role: str) -> list[Filler]:
        kind, number = ROLES[role], ROLE_NUMBER[role]
        reach = REACH.get(kind, len(self.marked.sentences))
        rows = [
            n
            for n, mention in enumerate(self.marked.mentions)
            if mention.kind == kind and abs(self.where[n] - sentence) <= reach
        ]
        if not rows:
            return []
        at = slice(number * WIDTH, (number + 1) * WIDTH)
        asked = heads()["asks.weight"][at] @ asks + heads()["asks.bias"][at]
        answered = self.mentions[rows] @ heads()["answers.weight"][at].T + heads()["answers.bias"][at]
        far = [_bucket(self.where[row] - sentence) for row in rows]
        logits = answered @ asked / WIDTH**0.5 + heads()["distance"][number][far] + heads()["role_bias"][number]
        found = [Filler(self.marked.mentions[row], float(sure)) for row, sure in zip(rows, _sure(logits), strict=True)]
        return sorted(found, key=lambda filler: (-filler.sure, filler.mention.first))


def score(marked: MarkedText) -> Scores:
    """The tagger's findings; a text longer than the encoder reads at once is read in overlapping windows."""
    count = len(marked.sentences)
    found = Scores(
        marked=marked,
        labels=np.zeros((count, len(LABELS)), dtype=np.float32),
        tags=np.zeros((len(marked.pieces), len(SPAN_TAGS)), dtype=np.float32),
        figures={},
        mentions=np.zeros((len(marked.mentions), heads()["label"].shape[1]), dtype=np.float32),
        where=_sentences_of(marked),
    )
    ranges = [pieces_of(marked, *sentence) for sentence in marked.sentences]
    done: dict[int, int] = {}
    for first, end in windows(marked, LONGEST):
        here = states(marked.pieces[first:end])
        about: Array = (
            _sure(heads()["topic.weight"] @ here.mean(axis=0) + heads()["topic.bias"]) if len(here) else np.zeros(1, np.float32)
        )
        found.topic = max(found.topic, float(about[0]))
        found.tags[first:end] = np.maximum(found.tags[first:end], _sure(here @ heads()["tag.weight"].T + heads()["tag.bias"]))
        for number, pieces in enumerate(ranges):
            if not pieces or pieces[0] < first or pieces[0] >= end:
                continue
            # A sentence in two windows is read where more stands around it.
            room = min(pieces[0] - first, end - pieces[-1])
            if done.get(number, -1) >= room:
                continue
            done[number] = room
            _read_sentence(found, number, here, pieces[0] - first, min(pieces[-1] + 1, end) - first, first)
            _read_mentions(found, number, here, first, end)
    return found


def _read_sentence(found: Scores, sentence: int, here: Array, first: int, end: int, offset: int) -> None:
    inside = here[first:end]
    weights = inside @ heads()["attention.weight"].T
    share = np.exp(weights - weights.max(axis=0))
    share /= share.sum(axis=0)
    mixed = np.tanh(inside @ heads()["mixed.weight"].T + heads()["mixed.bias"])
    logits = ((share.T @ mixed) * heads()["label"]).sum(-1) + heads()["label_bias"]
    found.labels[sentence] = _sure(logits)
    asks = share.T @ inside + heads()["label_name"]
    for number in range(len(LABELS)):
        peak = found.marked.token_of[offset + first + int(np.argmax(share[:, number]))]
        found.gathered[sentence, number] = (asks[number], peak)


def _read_mentions(found: Scores, sentence: int, here: Array, first: int, end: int) -> None:
    for number, mention in enumerate(found.marked.mentions):
        if found.where[number] != sentence:
            continue
        pieces = [piece for piece in pieces_of(found.marked, mention.first, mention.last) if first <= piece < end]
        if pieces:
            found.mentions[number] = here[pieces[0] - first : pieces[-1] + 1 - first].mean(axis=0)
            found.figures[number] = _sure(found.mentions[number] @ heads()["figure.weight"].T + heads()["figure.bias"])


def idle_sentences(found: Scores) -> frozenset[int]:
    """The sentences that say nothing of what is coded, as surely as the tagger can tell: they need no parse."""
    idle = set()
    telling = [SPAN_TAGS.index(tag) for tag in ("content", "cue", "speaker")]
    for number, (first, last) in enumerate(found.marked.sentences):
        pieces = pieces_of(found.marked, first, last)
        tags = found.tags[pieces[0] : pieces[-1] + 1, telling] if pieces else found.tags[:0, telling]
        if float(found.labels[number].max(initial=0.0)) < IDLE and float(tags.max(initial=0.0)) < IDLE:
            idle.add(number)
    return frozenset(idle)


def figure_tags(found: Scores, mention: int) -> dict[str, float]:
    """How surely a number or amount is a cap, or money pledged, paid, …"""
    if mention not in found.figures:
        return {}
    return dict(zip(FIGURES, map(float, found.figures[mention]), strict=True))


def _sentences_of(marked: MarkedText) -> list[int]:
    """The sentence of each mention."""
    firsts = np.array([first for first, _ in marked.sentences] or [0])
    return [max(0, int(np.searchsorted(firsts, mention.first, side="right")) - 1) for mention in marked.mentions]


def _bucket(distance: int) -> int:
    """The class of a distance in sentences: same, before by 1, 2-3, more, after by 1, 2-3, more."""
    size = abs(distance)
    if size == 0:
        return 0
    return (1 if size == 1 else 2 if size <= 3 else 3) + (0 if distance < 0 else 3)


def _sure(logits: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


def best_states(fillers: Sequence[Filler]) -> list[tuple[str, float]]:
    """The states among the fillers with how surely each is meant, the surest first."""
    found: dict[str, float] = {}
    for filler in fillers:
        if filler.mention.state is not None:
            found[filler.mention.state] = max(found.get(filler.mention.state, 0.0), filler.sure)
    return sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))
