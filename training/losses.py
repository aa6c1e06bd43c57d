"""How far the tagger is from the coding of one text."""

from __future__ import annotations

import random
from typing import Any

import torch
from torch.nn.functional import binary_cross_entropy_with_logits as bce
from torch.nn.functional import cross_entropy

from training.network import FAMILIES, Tagger
from training.pair_losses import ROLE_NUMBER, Asked, mentions_by_state, pair_loss
from transferwatch.readings.by_model.outputs import (
    FIGURES,
    KINDS,
    LABEL_NUMBER,
    LABELS,
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

COLUMNS = {
    "number": [FIGURES.index(tag) for tag in NUMBER_FIGURES],
    "money": [FIGURES.index(tag) for tag in MONEY_FIGURES],
}
# What figures are of the terms of an arrangement.
OF_TERMS = FIGURES[: 1 + len(MONEY_FIGURES)]
STAGE_NUMBERS = [n for label, n in LABEL_NUMBER.items() if label.startswith("stage:")]
# From how sure on a sentence sounds like a stage.
AUDIBLE = 0.15
# How often a part of a saying is not shown.
LEFT_OUT = 0.1


def mention_states(model: Tagger, states: torch.Tensor, one: dict[str, Any]) -> torch.Tensor:
    """The mean state of each mention, with what it hears of the others."""
    if not one["mentions"]:
        return states[:0]
    numbers: dict[str, int] = {}
    who = [numbers.setdefault(state or str(number), len(numbers)) for number, (_, _, _, state) in enumerate(one["mentions"])]
    means = torch.stack([states[first:end].mean(0) for _, first, end, _ in one["mentions"]])
    return model.related(means, torch.tensor(one["where"], dtype=torch.long), torch.tensor(who))


def loss_of(model: Tagger, one: dict[str, Any], states: torch.Tensor) -> torch.Tensor:
    """The loss of one text: labels of sentences, roles, figures, pairs, tags of pieces, and whether it is to the matter."""
    dropped = model.drop(states)
    logits, gathered = model.sentences(dropped, one["sentences"])
    wanted, counted = torch.zeros_like(logits), torch.ones_like(logits)
    counted[:, [n for label, n in LABEL_NUMBER.items() if label.split(":")[0] not in one["coded"]]] = 0
    for unit in one["units"]:
        number = LABEL_NUMBER[unit["label"]]
        for other in unit["others"]:
            counted[other, number] = 0
    for unit in one["units"]:
        wanted[unit["sentence"], LABEL_NUMBER[unit["label"]]] = 1
        counted[unit["sentence"], LABEL_NUMBER[unit["label"]]] = 1
    weight = torch.tensor(2.0)
    loss = (bce(logits, wanted, reduction="none", pos_weight=weight) * counted).sum() / len(logits)
    mentions = mention_states(model, states, one)
    if "stage" in one["coded"]:
        loss = loss + _told_loss(model, one, mentions, gathered, logits)
    tags = model.tag(dropped)
    goal = torch.zeros_like(tags)
    for tag, pieces in one["tags"].items():
        goal[pieces, SPAN_TAGS.index(tag)] = 1
    if "stance" not in one["coded"]:
        tags, goal = tags[:, -1], goal[:, -1]
    about = torch.tensor([float(bool(one["units"]))])
    loss = loss + bce(model.topic(dropped.mean(0)), about)
    loss = loss + _saying_loss(model, one, dropped, mentions)
    return loss + bce(tags, goal, pos_weight=weight) * 2


def _saying_loss(model: Tagger, one: dict[str, Any], dropped: torch.Tensor, mentions: torch.Tensor) -> torch.Tensor:
    """The stance of each saying, and the state that its speaker speaks for."""
    if not one["sayings"]:
        return dropped.new_zeros(())
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


def _told_loss(
    model: Tagger, one: dict[str, Any], mentions: torch.Tensor, gathered: torch.Tensor, logits: torch.Tensor
) -> torch.Tensor:
    """The part of the loss that modality, roles, figures and pairs have."""
    loss = mentions.new_zeros(())
    units = [unit for unit in merged_units(one) if unit["label"].split(":")[0] in FAMILIES]
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
        goal = {"sender": set(figure["senders"]), "receiver": set(figure["receivers"])}
        goal["pairs"] = {(s, r) for s in figure["senders"] for r in figure["receivers"] if s != r}
        if figure["tag"].startswith("moved:"):
            goal |= {"nationality": set(figure["nationality"]), "when": set(figure["when"])}
            loss = loss + _modality_loss(model, "move", q, {figure["modality"]}) / len(one["figures"])
        goals.append({"label": "figure" if figure["tag"] in OF_TERMS else figure["tag"], **goal})
    known = {(sentence, unit["label"]) for unit in one["units"] for sentence in (unit["sentence"], *unit["others"])}
    # Sentences that sound like a stage and tell none are asked too: whose it would be is nobody's.
    for sentence, number in (torch.sigmoid(logits.detach()[:, STAGE_NUMBERS]) > AUDIBLE).nonzero().tolist():
        label = LABELS[STAGE_NUMBERS[number]]
        if (sentence, label) not in known:
            asked.append(gathered[sentence, STAGE_NUMBERS[number]])
            places.append(sentence)
            goals.append({"label": label, "sentence": sentence, "pairs": None})
    if not asked or not len(mentions):
        return loss
    scores = model.roles(torch.stack(asked), torch.tensor(places), mentions, where)
    parts = []
    count = sum(unit["pairs"] is not None for unit in goals) or 1
    for number, unit in enumerate(goals):
        for role in asked_roles(unit["label"]) if unit["pairs"] is not None else ():
            got, goal = answers(scores[number, :, ROLE_NUMBER[role]], one, role, unit.get(role, set()), places[number])
            if len(got):
                parts.append(bce(got, goal, reduction="sum") * (1.0 if role in {"sender", "receiver"} else 0.5))
    if parts:
        loss = loss + torch.stack(parts).sum() / count
    return loss + pair_loss(model, one, mentions, Asked(torch.stack(asked), goals, scores), logits)


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
