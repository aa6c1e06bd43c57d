"""How far the tagger is from the coding of one text."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import Any

import torch
from torch.nn.functional import binary_cross_entropy_with_logits as bce
from torch.nn.functional import cross_entropy

from training.network import FAMILIES, Tagger
from transferwatch.readings.by_model.outputs import (
    FIGURES,
    KINDS,
    LABEL_NUMBER,
    MODALITIES,
    MONEY_FIGURES,
    NUMBER_FIGURES,
    REACH,
    ROLE_NAMES,
    ROLES,
    SAID,
    SPAN_TAGS,
    STANCES,
)

# The labels that short texts are not coded for.
UNTOLD = [n for label, n in LABEL_NUMBER.items() if label.split(":")[0] in {"stance", "contested", "measure"}]
ROLE_NUMBER = {role: number for number, role in enumerate(ROLE_NAMES)}
COLUMNS = {
    "number": [FIGURES.index(tag) for tag in NUMBER_FIGURES],
    "money": [FIGURES.index(tag) for tag in MONEY_FIGURES],
}
# What figures are of the terms of an arrangement.
OF_TERMS = FIGURES[: 1 + len(MONEY_FIGURES)]
# How often a part of a saying is not shown.
LEFT_OUT = 0.1
# Labels whose sender and receiver are a pair that the text as a whole is about.
PAIRED = ("stage:", "move:outbound", "figure", "moved")


def mention_states(states: torch.Tensor, one: dict[str, Any]) -> torch.Tensor:
    """The mean state of each mention."""
    if not one["mentions"]:
        return states[:0]
    return torch.stack([states[first:end].mean(0) for _, first, end, _ in one["mentions"]])


def loss_of(model: Tagger, one: dict[str, Any], states: torch.Tensor) -> torch.Tensor:
    """The loss of one text: labels of sentences, roles, figures, pairs, tags of pieces, and whether it is to the matter."""
    dropped = model.drop(states)
    logits, gathered = model.sentences(dropped, one["sentences"])
    wanted, counted = torch.zeros_like(logits), torch.ones_like(logits)
    if one.get("partial"):
        counted[:, UNTOLD] = 0
    for unit in one["units"]:
        number = LABEL_NUMBER[unit["label"]]
        for other in unit["others"]:
            counted[other, number] = 0
    for unit in one["units"]:
        wanted[unit["sentence"], LABEL_NUMBER[unit["label"]]] = 1
        counted[unit["sentence"], LABEL_NUMBER[unit["label"]]] = 1
    weight = torch.tensor(2.0)
    loss = (bce(logits, wanted, reduction="none", pos_weight=weight) * counted).sum() / len(logits)
    loss = loss + _told_loss(model, one, states, gathered)
    tags = model.tag(dropped)
    goal = torch.zeros_like(tags)
    for tag, pieces in one["tags"].items():
        goal[pieces, SPAN_TAGS.index(tag)] = 1
    if one.get("partial"):
        tags, goal = tags[:, -1], goal[:, -1]
    about = torch.tensor([float(bool(one["units"]))])
    loss = loss + bce(model.topic(dropped.mean(0)), about)
    loss = loss + _saying_loss(model, one, dropped, states)
    return loss + bce(tags, goal, pos_weight=weight) * 2


def _saying_loss(model: Tagger, one: dict[str, Any], dropped: torch.Tensor, states: torch.Tensor) -> torch.Tensor:
    """The stance of each saying, and the state that its speaker speaks for."""
    if not one["sayings"]:
        return states.new_zeros(())
    # The cue or the speaker is left out at times: the reader does not always find them.
    asks = torch.stack(
        [
            model.saying(
                dropped,
                {part: saying[part] for part in SAID if part == "content" or random.random() > LEFT_OUT},
            )
            for saying in one["sayings"]
        ]
    )
    goal = torch.tensor([STANCES.index(saying["stance"]) for saying in one["sayings"]])
    loss = cross_entropy(model.stance(model.drop(asks)), goal)
    mentions = mention_states(states, one)
    if not len(mentions):
        return loss
    where = torch.tensor(one["where"], dtype=torch.long)
    places = [saying["sentence"] for saying in one["sayings"]]
    scores = model.roles(asks, torch.tensor(places), mentions, where)
    for number, saying in enumerate(one["sayings"]):
        got, goal = answers(scores[number, :, ROLE_NUMBER["speaker"]], one, "speaker", set(saying["state"]), places[number])
        if len(got):
            loss = loss + bce(got, goal, reduction="sum") / len(places)
    return loss


def merged_units(one: dict[str, Any]) -> list[dict[str, Any]]:
    """The units, those of one sentence and label as one."""
    found: dict[tuple[int, str], dict[str, Any]] = {}
    for unit in one["units"]:
        key = (unit["sentence"], unit["label"])
        held = found.setdefault(
            key,
            {
                "sentence": unit["sentence"],
                "label": unit["label"],
                "modality": set(),
                "temporary": unit["temporary"],
                "kind": unit["kind"],
                "pairs": set(),
                **{role: set() for role in ROLE_NAMES},
            },
        )
        if unit["modality"]:
            held["modality"].add(unit["modality"])
        for role in ROLE_NAMES:
            held[role].update(unit[role])
        held["pairs"].update((s, r) for s in unit["sender"] for r in unit["receiver"] if s != r)
    return list(found.values())


def _told_loss(model: Tagger, one: dict[str, Any], states: torch.Tensor, gathered: torch.Tensor) -> torch.Tensor:
    """The part of the loss that modality, roles, figures and pairs have."""
    loss = states.new_zeros(())
    units = [unit for unit in merged_units(one) if unit["label"].split(":")[0] in FAMILIES]
    mentions = mention_states(states, one)
    where = torch.tensor(one["where"], dtype=torch.long)
    if len(mentions):
        loss = loss + _figure_loss(model, one, mentions)
    asked, places, goals = [], [], []
    for unit in units:
        q = gathered[unit["sentence"], LABEL_NUMBER[unit["label"]]]
        asked.append(q)
        places.append(unit["sentence"])
        goals.append(unit)
        family = unit["label"].split(":")[0]
        if unit["modality"]:
            loss = loss + _modality_loss(model, family, q, unit["modality"]) * 2 / len(units)
        if unit["kind"]:
            goal = torch.tensor([KINDS.index(unit["kind"])])
            loss = loss + cross_entropy(model.kind(model.drop(q))[None], goal) * 0.5 / len(units)
        if family == "step":
            kind = {None: 0, True: 1, False: 2}[unit["temporary"]]
            loss = loss + cross_entropy(model.temporary(model.drop(q))[None], torch.tensor([kind])) * 0.3 / len(units)
    for figure in one["figures"] if len(mentions) else ():
        q = asks_of_figure(model, mentions[figure["mention"]], figure["tag"])
        asked.append(q)
        places.append(one["where"][figure["mention"]])
        goal = {"sender": set(figure["senders"]), "receiver": set(figure["receivers"]), "pairs": set()}
        if figure["tag"] in OF_TERMS or figure["tag"].startswith("moved:outbound"):
            goal["pairs"] = {(s, r) for s in figure["senders"] for r in figure["receivers"] if s != r}
        if figure["tag"].startswith("moved:"):
            goal |= {"nationality": set(figure["nationality"]), "when": set(figure["when"])}
            loss = loss + _modality_loss(model, "move", q, {figure["modality"]}) / len(one["figures"])
        goals.append({"label": "figure" if figure["tag"] in OF_TERMS else "moved", **goal})
    if not asked or not len(mentions):
        return loss
    scores = model.roles(torch.stack(asked), torch.tensor(places), mentions, where)
    parts = []
    for number, unit in enumerate(goals):
        for role in asked_roles(unit["label"]):
            got, goal = answers(scores[number, :, ROLE_NUMBER[role]], one, role, unit.get(role, set()), places[number])
            if len(got):
                parts.append(bce(got, goal, reduction="sum") * (1.0 if role in {"sender", "receiver"} else 0.5))
    if parts:
        loss = loss + torch.stack(parts).sum() / len(goals)
    return loss + _pair_loss(model, one, mentions, where, scores, goals)


def asks_of_figure(model: Tagger, mention: torch.Tensor, tag: str) -> torch.Tensor:
    """What a number or an amount asks the mentions of the text with."""
    q = mention + model.figure_name
    return q + model.label_name[LABEL_NUMBER["move:" + tag.split(":")[1]]] if tag.startswith("moved:") else q


def _modality_loss(model: Tagger, family: str, q: torch.Tensor, told: set[str]) -> torch.Tensor:
    goal = torch.tensor([float(code in told) for code in MODALITIES])
    return bce(model.modality[family](model.drop(q)), goal)


def _figure_loss(model: Tagger, one: dict[str, Any], mentions: torch.Tensor) -> torch.Tensor:
    """What each number and amount is."""
    scores = model.figure(model.drop(mentions))
    goal, counted = torch.zeros_like(scores), torch.zeros_like(scores)
    for number, mention in enumerate(one["mentions"]):
        if mention[0] in COLUMNS:
            counted[number, COLUMNS[mention[0]]] = 1
    for figure in one["figures"]:
        goal[figure["mention"], FIGURES.index(figure["tag"])] = 1
    lost = bce(scores, goal, reduction="none", pos_weight=torch.tensor(2.0)) * counted
    return lost.sum() / len(one["sentences"])


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


def _pair_loss(
    model: Tagger,
    one: dict[str, Any],
    mentions: torch.Tensor,
    where: torch.Tensor,
    scores: torch.Tensor,
    goals: list[dict[str, Any]],
) -> torch.Tensor:
    """Which pairs the text is about, and which of them each stage and movement is told of."""
    states, whole = pair_scores(model, one, mentions, where)
    loss = scores.new_zeros(())
    if len(states) < 2:
        return loss
    index = {state: number for number, state in enumerate(states)}
    of_state = mentions_by_state(one)
    other = ~torch.eye(len(states), dtype=torch.bool)
    goal = torch.zeros_like(whole)
    paired = [(n, unit) for n, unit in enumerate(goals) if unit["label"].startswith(PAIRED)]
    for _, unit in paired:
        for sender, receiver in unit["pairs"]:
            if sender in index and receiver in index:
                goal[index[sender], index[receiver]] = 1
    loss = loss + bce(whole[other], goal[other], reduction="sum") / max(4, len(states))
    for number, unit in paired:
        wanted = [(index[s], index[r]) for s, r in unit["pairs"] if s in index and r in index]
        if not wanted:
            continue
        sends, receives = (
            torch.stack([scores[number, of_state[state], ROLE_NUMBER[role]].max() for state in states])
            for role in ("sender", "receiver")
        )
        both = (sends[:, None] + receives[None, :] + whole).masked_fill(~other, -1e4)
        told = torch.stack([both[place] for place in wanted])
        loss = loss + (torch.logsumexp(both.flatten(), 0) - torch.logsumexp(told, 0)) / len(paired)
    return loss


def asked_roles(label: str) -> tuple[str, ...]:
    """The roles that a label has."""
    family = label.split(":", maxsplit=1)[0]
    return {
        "stage": ("sender", "receiver", "when"),
        "move": ("sender", "receiver", "nationality", "count", "when"),
        "moved": ("sender", "receiver", "nationality", "when"),
        "step": ("court", "when"),
        "measure": ("sender", "when"),
        "stance": ("speaker", "when"),
        "figure": ("sender", "receiver"),
    }[family]


def answers(
    scores: torch.Tensor, one: dict[str, Any], role: str, filled: set[Any], place: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Logits and goals of a role: one for each state, or for each near mention of its kind."""
    kind = ROLES[role]
    got, goal = [], []
    if kind == "state":
        for state, numbers in mentions_by_state(one).items():
            got.append(scores[numbers].max())
            goal.append(float(state in filled))
    else:
        reach = REACH[kind]
        for number, mention in enumerate(one["mentions"]):
            if mention[0] == kind and (abs(one["where"][number] - place) <= reach or number in filled):
                got.append(scores[number])
                goal.append(float(number in filled))
    if not got:
        return scores[:0], scores[:0]
    return torch.stack(got), torch.tensor(goal)
