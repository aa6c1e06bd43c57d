"""What the tagger finds in a marked text: how surely each sentence says what, and which mentions fill the roles."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
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
    MOVES,
    REACH,
    ROLE_NAMES,
    ROLES,
    SPAN_TAGS,
    STANCES,
)
from transferwatch.readings.reading import Modality

Pair = tuple[str, str]

WIDTH = 64
# What the text as a whole is worth beside the unit itself.
_WHOLE = 0.8
# The label of a unit that is a number or an amount.
FIGURE = "figure"
# What two states are worth as a pair that never stand in one window.
_FAR = -8.0
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


@dataclass(frozen=True, slots=True)
class Ranked:
    """A pair that a unit may be told of, all between 0 and 1: `share` of all pairs of the text, how surely its ends fill the
    unit's roles, and how surely the text is about it anywhere."""

    pair: Pair
    share: float
    sender: float
    receiver: float
    whole: float


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
        # A figure is told of by its own clause, whatever else the text is about.
        weight = 0.0 if unit.label == FIGURE else _WHOLE
        senders, receivers = dict(best_states(self.fillers(unit, "sender"))), dict(best_states(self.fillers(unit, "receiver")))
        pairs = [(sender, receiver) for sender in senders for receiver in receivers if sender != receiver]
        if not pairs:
            return []
        wholes = [self.whole.get(pair, _FAR) for pair in pairs]
        worth = [_logit(senders[s]) + _logit(receivers[r]) + weight * w for (s, r), w in zip(pairs, wholes, strict=True)]
        top = max(worth)
        shares = np.exp(np.array(worth) - top)
        shares /= shares.sum()
        found = [
            Ranked(pair, float(share), senders[pair[0]], receivers[pair[1]], float(about))
            for pair, share, about in zip(pairs, shares, _sure(np.array(wholes, dtype=np.float32)), strict=True)
        ]
        return sorted(found, key=lambda one: (-one.share, one.pair))

    def saying(self, parts: Mapping[str, Sequence[int]], sentence: int) -> Unit:
        """The saying whose parts (`cue`, `speaker`, `content`) have these pieces, to ask its stance and speaker's state of."""
        total = np.zeros(self.states.shape[1], dtype=np.float32)
        for part, pieces in parts.items():
            if len(pieces):
                mean = self.states[list(pieces)].astype(np.float32).mean(axis=0)
                total += heads()[f"said.{part}.weight"] @ mean + heads()[f"said.{part}.bias"]
        return Unit("saying", sentence, 1.0, 0, np.tanh(total))

    def stances(self, saying: Unit) -> dict[str, float]:
        """How surely the saying has each stance; together 1."""
        logits = heads()["stance.weight"] @ saying.asks + heads()["stance.bias"]
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
        logits = heads()[f"modality.{family}.weight"] @ unit.asks + heads()[f"modality.{family}.bias"]
        return dict(zip(MODALITIES, map(float, _sure(logits)), strict=True))

    def kind(self, unit: Unit) -> str:
        """The kind of arrangement that the unit tells of."""
        return KINDS[int(np.argmax(heads()["kind.weight"] @ unit.asks + heads()["kind.bias"]))]

    def temporary(self, unit: Unit) -> bool | None:
        """Whether a court's step holds for a time only; none where the text does not say."""
        logits = heads()["temporary.weight"] @ unit.asks + heads()["temporary.bias"]
        return (None, True, False)[int(np.argmax(logits))]

    def of_figure(self, mention: int) -> Unit:
        """A number or an amount, to ask whose it is."""
        asks = self.mentions[mention] + heads()["figure_name"]
        return Unit(FIGURE, self.where[mention], 1.0, self.marked.mentions[mention].first, asks)

    def fillers(self, unit: Unit, role: str) -> list[Filler]:
        """The mentions of the role's kind near the unit, the surest first."""
        asks, sentence = unit.asks, unit.sentence
        kind, number = ROLES[role], ROLE_NUMBER[role]
        reach = REACH[kind]
        low, high = bisect_left(self.places, sentence - reach), bisect_right(self.places, sentence + reach)
        rows = [n for n in self.order[low:high] if self.marked.mentions[n].kind == kind]
        if not rows:
            return []
        at = slice(number * WIDTH, (number + 1) * WIDTH)
        asked = heads()["asks.weight"][at] @ asks + heads()["asks.bias"][at]
        far = [_bucket(self.where[row] - sentence) for row in rows]
        logits = (
            self._answers()[rows, at] @ asked / WIDTH**0.5 + heads()["distance"][number][far] + heads()["role_bias"][number]
        )
        found = [Filler(self.marked.mentions[row], float(sure)) for row, sure in zip(rows, _sure(logits), strict=True)]
        return sorted(found, key=lambda filler: (-filler.sure, filler.mention.first))

    def _answers(self) -> Array:
        """What each mention answers to what is asked in any role."""
        if self._answered is None:
            self._answered = self.mentions @ heads()["answers.weight"].T + heads()["answers.bias"]
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
            _read_mentions(found, here_told.get(number, ()), here, first, end)
            found.states[pieces[0] : min(pieces[-1] + 1, end)] = here[pieces[0] - first : min(pieces[-1] + 1, end) - first]
        inside = [n for n, pieces in enumerate(ranges) if pieces and first <= pieces[0] < end]
        _read_pairs(found, [mention for n in inside for mention in here_told.get(n, ())], here, first, end)
    return found


def _read_sentence(found: Scores, sentence: int, here: Array, first: int, end: int, offset: int) -> None:
    inside = here[first:end]
    weights = inside @ heads()["attention.weight"].T
    share = np.exp(weights - weights.max(axis=0))
    share /= share.sum(axis=0)
    mixed = np.tanh(inside @ heads()["mixed.weight"].T + heads()["mixed.bias"])
    logits = ((share.T @ mixed) * heads()["label"]).sum(-1) + heads()["label_bias"]
    found.labels[sentence] = _sure(logits)
    # Only what may be asked for is kept: a long text has thousands of sentences.
    for number in np.flatnonzero(found.labels[sentence] >= IDLE):
        asks = share[:, number] @ inside + heads()["label_name"][number]
        peak = found.marked.token_of[offset + first + int(np.argmax(share[:, number]))]
        found.gathered[sentence, int(number)] = (asks, peak)


def _read_mentions(found: Scores, told: Sequence[int], here: Array, first: int, end: int) -> None:
    for number in told:
        mention = found.marked.mentions[number]
        pieces = [piece for piece in pieces_of(found.marked, mention.first, mention.last) if first <= piece < end]
        if pieces:
            found.mentions[number] = here[pieces[0] - first : pieces[-1] + 1 - first].mean(axis=0)
            found.figures[number] = _sure(found.mentions[number] @ heads()["figure.weight"].T + heads()["figure.bias"])


def _read_pairs(found: Scores, told: Sequence[int], here: Array, first: int, end: int) -> None:
    """How surely the text is about each two of the states that stand in one window."""
    rows, vectors = [], []
    for number in told:
        mention = found.marked.mentions[number]
        if mention.kind != "state":
            continue
        pieces = pieces_of(found.marked, mention.first, mention.last)
        if pieces and first <= pieces[0] and pieces[-1] < end:
            rows.append(number)
            vectors.append(here[pieces[0] - first : pieces[-1] + 1 - first].mean(axis=0))
    if len(rows) < 2:
        return
    held = np.stack(vectors)
    sends = held @ heads()["pair_from.weight"].T + heads()["pair_from.bias"]
    receives = held @ heads()["pair_to.weight"].T + heads()["pair_to.bias"]
    near = heads()["pair_near"][[[_bucket(found.where[b] - found.where[a]) for b in rows] for a in rows]]
    logits = sends @ receives.T / WIDTH**0.5 + near + heads()["pair_bias"]
    for a, one in enumerate(rows):
        for b, other in enumerate(rows):
            sender, receiver = found.marked.mentions[one].state, found.marked.mentions[other].state
            if sender is not None and receiver is not None and sender != receiver:
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


def _bucket(distance: int) -> int:
    """The class of a distance in sentences: same, before by 1, 2-3, more, after by 1, 2-3, more."""
    size = abs(distance)
    if size == 0:
        return 0
    return (1 if size == 1 else 2 if size <= 3 else 3) + (0 if distance < 0 else 3)


def _logit(sure: float) -> float:
    kept = min(max(sure, 1e-6), 1 - 1e-6)
    return float(np.log(kept / (1 - kept)))


def _sure(logits: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


def best_states(fillers: Sequence[Filler]) -> list[tuple[str, float]]:
    """The states among the fillers with how surely each is meant, the surest first."""
    found: dict[str, float] = {}
    for filler in fillers:
        if filler.mention.state is not None:
            found[filler.mention.state] = max(found.get(filler.mention.state, 0.0), filler.sure)
    return sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))
