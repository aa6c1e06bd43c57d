"""Who sends to whom: what the mentions of a text hear of each other, and whose what a sentence tells is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transferwatch.readings.by_model.encoder import Array, heads, linear, logistic

Pair = tuple[str, str]

WIDTH = 64
# Of the layer in which the mentions of a text hear of each other.
_EARS = 4
_EAR = 32
# What two states are worth as a pair that never stand in one window.
FAR = -8.0
_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Ranked:
    """A pair that a unit may be told of, both between 0 and 1: `share` of all pairs of the text, `fit` by itself and beside
    the surest of them."""

    pair: Pair
    share: float
    fit: float


def related(mentions: Array, of: NDArray[np.int64], who: NDArray[np.int64]) -> Array:
    """The mentions (mentions, width), each with what it hears of the others.

    `of` are their sentences, `who` numbers the states, each mention without one apart.
    """
    told = linear("hear", mentions).reshape(len(mentions), 3, _EARS, _EAR)
    asked, offered, said = told.transpose(1, 2, 0, 3)
    scores = asked @ offered.transpose(0, 2, 1) / _EAR**0.5 + heads()["hear_near"][:, buckets(of[None, :] - of[:, None])]
    scores = scores + heads()["hear_same"][:, None, None] * (who[:, None] == who[None, :])
    heard = (_shares(scores, -1) @ said).transpose(1, 0, 2).reshape(len(mentions), _EARS * _EAR)
    mentions = mentions + linear("heard", heard)
    inner = np.tanh(linear("weigh", mentions))
    return mentions + linear("weighed", inner)


def wholes(mentions: Array, of: NDArray[np.int64]) -> Array:
    """Logits (mentions, mentions) that the text has the state of the first send to that of the second."""
    sends = linear("pair_from", mentions)
    receives = linear("pair_to", mentions)
    near = heads()["pair_near"][buckets(of[None, :] - of[:, None])]
    found: Array = sends @ receives.T / WIDTH**0.5 + near + heads()["pair_bias"]
    return found


def ranked_pairs(
    asks: Array, sends: Array, receives: Array, mentions: Array, states: Sequence[str], whole: Mapping[Pair, float]
) -> list[Ranked]:
    """The pairs that a unit may be told of, the surest first.

    `sends` and `receives` are the logits with which each mention fills the roles, `states` whose the mentions are.
    """
    names = sorted(set(states))
    if len(names) < 2:
        return []
    member = np.array([[state == name for state in states] for name in names])
    about = np.array([[whole.get((one, other), FAR) for other in names] for one in names], dtype=np.float32)
    inner = linear("cell_unit", asks)
    ends: list[Array] = []
    for logits, head, axis in ((sends, "cell_from", 1), (receives, "cell_to", 0)):
        mine = np.where(member, logits[None, :], np.float32(_NEVER))
        ends.append(mine.max(axis=1))
        inner = np.asarray(inner + np.expand_dims(linear(head, _shares(mine, 1) @ mentions), axis), dtype=np.float32)
    known: Array = np.stack(np.broadcast_arrays(ends[0][:, None], ends[1][None, :], about), axis=-1)
    out = linear("cell", np.tanh(inner + linear("cell_known", np.asarray(known / 4, dtype=np.float32))))
    base = known.sum(axis=-1)
    beside = base + out[..., 0]
    np.fill_diagonal(beside, _NEVER)
    shares = _shares(beside.ravel(), 0).reshape(beside.shape)
    alone = logistic(base * heads()["cell_known_yes"][0] + heads()["cell_known_yes"][1] + out[..., 1])
    # Several pairs that one sentence tells of share its worth among them: each counts beside the surest.
    fits = (alone + shares / shares.max()) / 2
    found = [
        Ranked((one, other), float(shares[i, j]), float(fits[i, j]))
        for i, one in enumerate(names)
        for j, other in enumerate(names)
        if i != j
    ]
    return sorted(found, key=lambda one: (-one.share, one.pair))


def bucket(distance: int) -> int:
    """The class of a distance in sentences: same, before by 1, 2-3, more, after by 1, 2-3, more."""
    return int(buckets(np.array(distance)))


def buckets(distances: NDArray[np.int64]) -> NDArray[np.int64]:
    """The class of each distance in sentences."""
    size = np.abs(distances)
    near = np.where(size == 1, 1, np.where(size <= 3, 2, 3))
    found: NDArray[np.int64] = np.where(size == 0, 0, np.where(distances < 0, near, near + 3))
    return found


def _shares(logits: Array, axis: int) -> Array:
    raised = np.exp(logits - logits.max(axis=axis, keepdims=True))
    found: Array = raised / raised.sum(axis=axis, keepdims=True)
    return found
