"""How far the tagger is from the pairs of one text: which there are, whose a stage is, which stages each pair has."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import torch
from torch.nn.functional import binary_cross_entropy_with_logits as bce
from torch.nn.functional import logsigmoid

from training.network import Tagger
from transferwatch.readings.by_model.outputs import LABEL_NUMBER, ROLE_NAMES

ROLE_NUMBER = {role: number for number, role in enumerate(ROLE_NAMES)}
# Labels that are told of a pair, and of these the ones whose pair does not send: people move on, or come back.
PAIRED = ("stage:", "move:", "figure", "moved:")
_ONWARD = ("onward", "return")


@dataclass(frozen=True)
class Asked:
    """What asks the mentions of a text who fills its roles.

    `units` are its states (units, width), `goals` what it is to be told of (`pairs` is none where a sentence only sounds like
    it), `scores` the roles' logits (units, mentions, roles).
    """

    units: torch.Tensor
    goals: list[dict[str, Any]]
    scores: torch.Tensor


def mentions_by_state(one: dict[str, Any]) -> dict[str, list[int]]:
    """The mentions of each state of a text."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, (kind, _, _, state) in enumerate(one["mentions"]):
        if kind == "state":
            found[state].append(number)
    return found


def pair_scores(
    model: Tagger, one: dict[str, Any], mentions: torch.Tensor, where: torch.Tensor
) -> tuple[list[str], torch.Tensor]:
    """The states of a text, and a logit for each ordered two of them: that the text has the first send to the second."""
    by_state = mentions_by_state(one)
    rows = [number for numbers in by_state.values() for number in numbers]
    if not rows:
        return [], mentions.new_zeros((0, 0))
    logits = model.pairs(mentions[rows], where[rows])
    firsts = {number: place for place, number in enumerate(rows)}
    blocks = [[firsts[n] for n in numbers] for numbers in by_state.values()]
    over = torch.stack([logits[block].max(0).values for block in blocks])
    return list(by_state), torch.stack([over[:, block].max(1).values for block in blocks], dim=1)


def pair_loss(
    model: Tagger,
    one: dict[str, Any],
    mentions: torch.Tensor,
    asked: Asked,
    logits: torch.Tensor,
) -> torch.Tensor:
    """Which pairs the text is about, which of them each stage and movement is told of, and which stages each pair has in it."""
    states, whole = pair_scores(model, one, mentions, torch.tensor(one["where"], dtype=torch.long))
    if len(states) < 2:
        return mentions.new_zeros(())
    index = {state: number for number, state in enumerate(states)}
    other = ~torch.eye(len(states), dtype=torch.bool)
    paired = [(n, unit) for n, unit in enumerate(asked.goals) if unit["label"].startswith(PAIRED)]
    goal = torch.zeros_like(whole)
    own = torch.zeros((len(paired), *whole.shape))
    for row, (_, unit) in enumerate(paired):
        for sender, receiver in unit["pairs"] or ():
            if sender in index and receiver in index:
                own[row, index[sender], index[receiver]] = 1
                if not unit["label"].endswith(_ONWARD):
                    goal[index[sender], index[receiver]] = 1
    loss = bce(whole[other], goal[other], reduction="sum") / max(4, len(states))
    if not paired:
        return loss
    rows = [n for n, _ in paired]
    ends = asked.scores[rows][..., [ROLE_NUMBER["sender"], ROLE_NUMBER["receiver"]]]
    ranks, yes = model.cells(asked.units[rows], ends, mentions, members(one, states), whole)
    ranks = ranks.masked_fill(~other, -1e4)
    told = [row for row in range(len(paired)) if own[row].any()]
    for row in told:
        loss = loss + (torch.logsumexp(ranks[row].flatten(), 0) - torch.logsumexp(ranks[row][own[row] > 0], 0)) / len(told)
    by_unit = bce(yes[:, other], own[:, other], reduction="none").sum(-1)
    meant = torch.tensor([float(unit["pairs"] is None or bool(unit["pairs"])) for _, unit in paired])
    loss = loss + (by_unit * meant).sum() / len(paired)
    return loss + _stage_loss(one, [unit for _, unit in paired], yes, logits, index)


def _stage_loss(
    one: dict[str, Any], told: list[dict[str, Any]], yes: torch.Tensor, logits: torch.Tensor, index: dict[str, int]
) -> torch.Tensor:
    """Which stages the text tells of each pair, wherever it does: what is counted in the end."""
    by_label: dict[str, list[int]] = defaultdict(list)
    for row, unit in enumerate(told):
        if unit["label"].startswith("stage:"):
            by_label[unit["label"]].append(row)
    if not by_label:
        return yes.new_zeros(())
    other = ~torch.eye(len(index), dtype=torch.bool)
    lost = []
    for label, rows in by_label.items():
        sounds = logsigmoid(logits[[told[row]["sentence"] for row in rows], LABEL_NUMBER[label]])
        sure = (sounds[:, None, None] + logsigmoid(yes[rows])).max(0).values.clamp(max=-1e-4)
        goal = torch.zeros_like(sure)
        for row in rows:
            for sender, receiver in told[row]["pairs"] or ():
                if sender in index and receiver in index:
                    goal[index[sender], index[receiver]] = 1
        # -log p where it is told, -log (1 - p) where it is not.
        lost.append(-(goal * sure + (1 - goal) * torch.log1p(-sure.exp()))[other].sum())
    return torch.stack(lost).sum() / max(3, len(lost))


def members(one: dict[str, Any], states: list[str]) -> torch.Tensor:
    """Which mentions are of which state (states, mentions)."""
    found = torch.zeros((len(states), len(one["mentions"])), dtype=torch.bool)
    by_state = mentions_by_state(one)
    for row, state in enumerate(states):
        found[row, by_state[state]] = True
    return found
