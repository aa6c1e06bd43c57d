"""What the tagger finds in a marked text: how surely each sentence says what, and which mentions fill the roles."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import numpy as np

from transferwatch.readings.by_model.encoder import LONGEST, Array, heads, linear, logistic, states
from transferwatch.readings.by_model.marking import MarkedText, Mention, pieces_of, windows
from transferwatch.readings.by_model.outputs import (
    FIGURES,
    KINDS,
    LABEL_NUMBER,
    LABELS,
    MODALITIES,
    MOVES,
    REACH,
    ROLE_NAMES,
    ROLES,
    SPAN_TAGS,
    STANCES,
)
from transferwatch.readings.by_model.pairs import WIDTH, Pair, Ranked, bucket, ranked_pairs, related, wholes
from transferwatch.readings.reading import Modality

# The label of a unit that is a number or an amount.
FIGURE = "figure"
# A sentence of which nothing is as sure as this says nothing (0 to 1); set on `evaluation/tuning`.
IDLE = 0.02
ROLE_NUMBER = {role: number for number, role in enumerate(ROLE_NAMES)}


@dataclass(frozen=True, slots=True)
class Filler:
    """A mention that may fill a role, and how surely (0 to 1)."""

    mention: Mention
    sure: float


@dataclass(frozen=True, slots=True)
class Unit:
    """What a sentence says with one label; `peak` is the token that speaks for it most.

    `number` is the mention that counts the people, of a movement told by their number.
    """

    label: str
    sentence: int
    sure: float
    peak: int
    asks: Array
    number: Mention | None = None


@dataclass(slots=True)
class Scores:
    """The tagger's findings on one text, all between 0 and 1; `topic` is how surely there is anything to code in it."""

    marked: MarkedText
    labels: Array
    tags: Array
    figures: dict[int, Array]
    mentions: Array
    where: list[int]
    states: Array
    topic: float = 0.0
    whole: dict[Pair, float] = field(default_factory=dict)
    gathered: dict[tuple[int, int], tuple[Array, int]] = field(default_factory=dict)
    order: list[int] = field(init=False)
    places: list[int] = field(init=False)

    _answered: Array | None = None

    def __post_init__(self) -> None:
        # The mentions by their place in the text, to find those near a sentence in a long one.
        self.order = sorted(range(len(self.where)), key=lambda number: self.where[number])
        self.places = [self.where[number] for number in self.order]

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

    def counted(self, least: float) -> list[Unit]:
        """The movements told by the number of those who were moved, at least so surely, in the order of the text."""
        found = []
        for number, sure in self.figures.items():
            mention = self.marked.mentions[number]
            if mention.kind != "number":
                continue
            for move in MOVES:
                told = float(sure[FIGURES.index(f"moved:{move}")])
                if told >= least:
                    name = heads()["label_name"][LABEL_NUMBER[f"move:{move}"]]
                    asks = self.mentions[number] + heads()["figure_name"] + name
                    found.append(Unit(move, self.where[number], told, mention.first, asks, mention))
        return sorted(found, key=lambda unit: (unit.peak, -unit.sure, unit.label))

    def ranked(self, unit: Unit) -> list[Ranked]:
        """The pairs that the unit may be told of, the surest first."""
        rows, sends = self._filling(unit, "sender")
        _, receives = self._filling(unit, "receiver")
        states = [str(self.marked.mentions[row].state) for row in rows]
        return ranked_pairs(unit.asks, sends, receives, self.mentions[rows], states, self.whole) if rows else []

    def saying(self, parts: Mapping[str, Sequence[int]], sentence: int) -> Unit:
        """The saying whose parts (`cue`, `speaker`, `content`) have these pieces, to ask its stance and speaker's state of."""
        total = np.zeros(self.states.shape[1], dtype=np.float32)
        for part, pieces in parts.items():
            if len(pieces):
                mean = self.states[list(pieces)].astype(np.float32).mean(axis=0)
                total += linear(f"said.{part}", mean)
        return Unit("saying", sentence, 1.0, 0, np.tanh(total))

    def stances(self, saying: Unit) -> dict[str, float]:
        """How surely the saying has each stance; together 1."""
        logits = linear("stance", saying.asks)
        shares = np.exp(logits - logits.max())
        return dict(zip(STANCES, map(float, shares / shares.sum()), strict=True))

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
        logits = linear(f"modality.{family}", unit.asks)
        return dict(zip(MODALITIES, map(float, logistic(logits)), strict=True))

    def kind(self, unit: Unit) -> str:
        """The kind of arrangement that the unit tells of."""
        return KINDS[int(np.argmax(linear("kind", unit.asks)))]

    def temporary(self, unit: Unit) -> bool | None:
        """Whether a court's step holds for a time only; none where the text does not say."""
        logits = linear("temporary", unit.asks)
        return (None, True, False)[int(np.argmax(logits))]

    def of_figure(self, mention: int) -> Unit:
        """A number or an amount, to ask whose it is."""
        asks = self.mentions[mention] + heads()["figure_name"]
        return Unit(FIGURE, self.where[mention], 1.0, self.marked.mentions[mention].first, asks)

    def fillers(self, unit: Unit, role: str) -> list[Filler]:
        """The mentions of the role's kind near the unit, the surest first."""
        rows, logits = self._filling(unit, role)
        found = [Filler(self.marked.mentions[row], float(share)) for row, share in zip(rows, logistic(logits), strict=True)]
        return sorted(found, key=lambda filler: (-filler.sure, filler.mention.first))

    def _filling(self, unit: Unit, role: str) -> tuple[list[int], Array]:
        """The mentions of the role's kind near the unit, and the logits with which they fill it."""
        kind, number = ROLES[role], ROLE_NUMBER[role]
        reach = REACH[kind]
        low, high = bisect_left(self.places, unit.sentence - reach), bisect_right(self.places, unit.sentence + reach)
        rows = [n for n in self.order[low:high] if self.marked.mentions[n].kind == kind]
        if not rows:
            return [], np.zeros(0, dtype=np.float32)
        at = slice(number * WIDTH, (number + 1) * WIDTH)
        asked = heads()["asks.weight"][at] @ unit.asks + heads()["asks.bias"][at]
        far = [bucket(self.where[row] - unit.sentence) for row in rows]
        bias: Array = heads()["distance"][number][far] + heads()["role_bias"][number]
        return rows, self._answers()[rows, at] @ asked / WIDTH**0.5 + bias

    def _answers(self) -> Array:
        """What each mention answers to what is asked in any role."""
        if self._answered is None:
            self._answered = linear("answers", self.mentions)
        return self._answered


def score(marked: MarkedText) -> Scores:
    """The tagger's findings; a text longer than the encoder reads at once is read in overlapping windows."""
    count = len(marked.sentences)
    found = Scores(
        marked=marked,
        labels=np.zeros((count, len(LABELS)), dtype=np.float32),
        tags=np.zeros((len(marked.pieces), len(SPAN_TAGS)), dtype=np.float32),
        figures={},
        mentions=np.zeros((len(marked.mentions), heads()["label"].shape[1]), dtype=np.float32),
        states=np.zeros((len(marked.pieces), heads()["label"].shape[1]), dtype=np.float16),
        where=_sentences_of(marked),
    )
    ranges = [pieces_of(marked, *sentence) for sentence in marked.sentences]
    done: dict[int, int] = {}
    here_told: dict[int, list[int]] = {}
    for mention, sentence in enumerate(found.where):
        here_told.setdefault(sentence, []).append(mention)
    for first, end in windows(marked, LONGEST):
        here = states(marked.pieces[first:end])
        if len(here):
            found.topic = max(found.topic, float(logistic(linear("topic", here.mean(axis=0)))[0]))
        found.tags[first:end] = np.maximum(found.tags[first:end], logistic(linear("tag", here)))
        inside = [n for n, pieces in enumerate(ranges) if pieces and first <= pieces[0] < end]
        rows, mentions = _mentions_of(found, [m for n in inside for m in here_told.get(n, ())], here, first, end)
        place_of = {row: place for place, row in enumerate(rows)}
        for number, pieces in enumerate(ranges):
            if not pieces or pieces[0] < first or pieces[0] >= end:
                continue
            # A sentence in two windows is read where more stands around it.
            room = min(pieces[0] - first, end - pieces[-1])
            if done.get(number, -1) >= room:
                continue
            done[number] = room
            _read_sentence(found, number, here, pieces[0] - first, min(pieces[-1] + 1, end) - first, first)
            for mention in here_told.get(number, ()):
                if mention in place_of:
                    found.mentions[mention] = mentions[place_of[mention]]
                    found.figures[mention] = logistic(linear("figure", mentions[place_of[mention]]))
            found.states[pieces[0] : min(pieces[-1] + 1, end)] = here[pieces[0] - first : min(pieces[-1] + 1, end) - first]
        _read_pairs(found, rows, mentions)
    return found


def _read_sentence(found: Scores, sentence: int, here: Array, first: int, end: int, offset: int) -> None:
    inside = here[first:end]
    weights = inside @ heads()["attention.weight"].T
    share = np.exp(weights - weights.max(axis=0))
    share /= share.sum(axis=0)
    mixed = np.tanh(linear("mixed", inside))
    logits = ((share.T @ mixed) * heads()["label"]).sum(-1) + heads()["label_bias"]
    found.labels[sentence] = logistic(logits)
    # Only what may be asked for is kept: a long text has thousands of sentences.
    for number in np.flatnonzero(found.labels[sentence] >= IDLE):
        asks = share[:, number] @ inside + heads()["label_name"][number]
        peak = found.marked.token_of[offset + first + int(np.argmax(share[:, number]))]
        found.gathered[sentence, int(number)] = (asks, peak)


def _mentions_of(found: Scores, told: Sequence[int], here: Array, first: int, end: int) -> tuple[list[int], Array]:
    """Those of the mentions that stand in a window, and their states with what they hear of each other."""
    rows, means, who = [], [], []
    numbers: dict[str, int] = {}
    for number in told:
        mention = found.marked.mentions[number]
        pieces = [piece for piece in pieces_of(found.marked, mention.first, mention.last) if first <= piece < end]
        if pieces:
            rows.append(number)
            means.append(here[pieces[0] - first : pieces[-1] + 1 - first].mean(axis=0))
            who.append(numbers.setdefault(mention.state or str(number), len(numbers)))
    if not rows:
        return [], found.mentions[:0]
    return rows, related(np.stack(means), np.array([found.where[row] for row in rows]), np.array(who))


def _read_pairs(found: Scores, rows: Sequence[int], mentions: Array) -> None:
    """How surely the text is about each two of the states that stand in one window."""
    own = [place for place, row in enumerate(rows) if found.marked.mentions[row].state is not None]
    if len(own) < 2:
        return
    states = [str(found.marked.mentions[rows[place]].state) for place in own]
    logits = wholes(mentions[own], np.array([found.where[rows[place]] for place in own]))
    for a, sender in enumerate(states):
        for b, receiver in enumerate(states):
            if sender != receiver:
                known = found.whole.get((sender, receiver), -np.inf)
                found.whole[sender, receiver] = max(float(known), float(logits[a, b]))


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


def best_states(fillers: Sequence[Filler]) -> list[tuple[str, float]]:
    """The states among the fillers with how surely each is meant, the surest first."""
    found: dict[str, float] = {}
    for filler in fillers:
        if filler.mention.state is not None:
            found[filler.mention.state] = max(found.get(filler.mention.state, 0.0), filler.sure)
    return sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))
