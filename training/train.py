"""Train the tagger on examples (`training.examples`); the weights and the heads go to a folder.

python -m training.train ENCODER OUT TRAIN.json... [--dev DEV.json] [--epochs 25]
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import torch
from torch.nn.functional import binary_cross_entropy_with_logits as bce
from torch.nn.functional import cross_entropy
from transformers import AutoModel

from training.network import FAMILIES, Tagger
from transferwatch.readings.by_model.marking import STATES, stand_in_pieces
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

CLS, SEP, MASK = 101, 102, 103
LONGEST = 500
# The share of pieces hidden from the encoder in training.
HIDDEN = 0.1
# The labels that short texts are not coded for.
UNTOLD = [n for label, n in LABEL_NUMBER.items() if label.split(":")[0] in {"stance", "contested", "measure"}]
ROLE_NUMBER = {role: number for number, role in enumerate(ROLE_NAMES)}


def main() -> None:
    """Train, and say after each epoch how the development texts are read."""
    parser = argparse.ArgumentParser()
    parser.add_argument("encoder")
    parser.add_argument("out", type=Path)
    parser.add_argument("train", type=Path, nargs="+")
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--epochs", type=int, default=25)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--batch", type=int, default=1500, help="pieces in a batch")
    parser.add_argument("--minutes", type=float, default=600)
    parser.add_argument("--warm", type=Path, help="a folder trained before, to go on from")
    given = parser.parse_args()
    random.seed(given.seed)
    torch.manual_seed(given.seed)
    texts = [one for path in given.train for one in map(cut, json.loads(path.read_text())) if one["pieces"]]
    dev = [cut(one) for one in json.loads(given.dev.read_text())] if given.dev else []
    # Dropout inside the encoder triples the time on a processor; hidden pieces and the heads' dropout stand in for it.
    encoder = AutoModel.from_pretrained(
        given.encoder, attn_implementation="eager", hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
    )
    model = Tagger(encoder, encoder.config.hidden_size)
    if given.warm:
        model.load_state_dict(torch.load(given.warm / "tagger.pt", weights_only=True))
    names = sorted({piece for one in texts for piece in tagged(one, "person")})
    inner = [value for name, value in model.named_parameters() if name.startswith("encoder.")]
    outer = [value for name, value in model.named_parameters() if not name.startswith("encoder.")]
    steps = given.epochs * len(batched(texts, given.batch))
    rate = 0.7 if given.warm else 1.0
    optimiser = torch.optim.AdamW(
        [{"params": inner, "lr": 1.2e-4 * rate}, {"params": outer, "lr": 1.5e-3 * rate}], weight_decay=0.01, fused=True
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / (0.06 * steps + 1)) * max(0.02, 1 - step / steps)
    )
    began = time.time()
    for epoch in range(given.epochs):
        model.train()
        # Texts of like length together, so that little is padding; the batches in any order.
        texts.sort(key=lambda one: len(one["pieces"]) + random.random() * 60)
        batches = batched(texts, given.batch)
        random.shuffle(batches)
        total = 0.0
        for chosen in batches:
            batch = [varied(one, names) for one in chosen]
            losses = [loss_of(model, one, states) for one, states in zip(batch, states_of(model, batch), strict=True)]
            loss = torch.stack(losses).mean()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * len(batch)
        line = f"epoch {epoch + 1} loss {total / len(texts):.3f} {time.time() - began:.0f}s"
        if dev and (epoch % 4 == 3 or epoch + 1 == given.epochs):
            line += "  " + "  ".join(f"{k} {v}" for k, v in measured(model, dev).items())
        print(line, flush=True)
        if time.time() - began > given.minutes * 60:
            break
    given.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), given.out / "tagger.pt")


def batched(texts: list[dict[str, Any]], pieces: int) -> list[list[dict[str, Any]]]:
    """Runs of texts of about so many pieces."""
    found: list[list[dict[str, Any]]] = []
    size = pieces
    for one in texts:
        if size + len(one["pieces"]) > pieces:
            found.append([])
            size = 0
        found[-1].append(one)
        size += len(one["pieces"])
    return found


def cut(one: dict[str, Any]) -> dict[str, Any]:
    """The text without the sentences that the encoder has no room for."""
    kept = [number for number, (_, end) in enumerate(one["sentences"]) if end <= LONGEST]
    end = max((one["sentences"][number][1] for number in kept), default=0)
    one["pieces"] = one["pieces"][:end]
    one["stand_ins"] = [stand for stand in one["stand_ins"] if stand[0] < end]
    one["sentences"] = one["sentences"][: len(kept)]
    index, mentions = {}, []
    for number, mention in enumerate(one["mentions"]):
        if mention[2] <= end and mention[2] > mention[1]:
            index[number] = len(mentions)
            mentions.append(mention)
    one["mentions"] = mentions
    one["units"] = [unit for unit in one["units"] if unit["sentence"] < len(kept)]
    for unit in one["units"]:
        for role in ("count", "when", "court"):
            unit[role] = [index[n] for n in unit[role] if n in index]
        unit["others"] = [n for n in unit["others"] if n < len(kept)]
    one["figures"] = [{**f, "mention": index[f["mention"]]} for f in one["figures"] if f["mention"] in index]
    one["tags"] = {tag: [piece for piece in pieces if piece < end] for tag, pieces in one["tags"].items()}
    of_sentence = [n for n, (first, last) in enumerate(one["sentences"]) for _ in range(first, last)]
    one["where"] = [of_sentence[mention[1]] for mention in mentions]
    return one


def tagged(one: dict[str, Any], tag: str) -> list[int]:
    """The pieces of the words that carry a tag."""
    return [one["pieces"][index] for index in one["tags"][tag]]


def varied(one: dict[str, Any], names: list[int]) -> dict[str, Any]:
    """The text with other stand-ins, other names, and some pieces hidden: none of them is to matter."""
    order = random.sample(range(STATES), STATES)
    stand_ins = {place: stand_in_pieces()[order[slot]][column] for place, slot, column in one["stand_ins"]}
    persons = set(one["tags"]["person"]) if random.random() < 0.5 else set()

    def shown(index: int, piece: int) -> int:
        if index in stand_ins:
            return stand_ins[index]
        if index in persons and names:
            return random.choice(names)
        return MASK if random.random() < HIDDEN and piece > 1000 else piece

    return {**one, "pieces": [shown(index, piece) for index, piece in enumerate(one["pieces"])]}


def states_of(model: Tagger, texts: list[dict[str, Any]]) -> list[torch.Tensor]:
    """The encoder's states of the pieces of each text."""
    longest = max(len(one["pieces"]) for one in texts) + 2
    pieces = torch.zeros(len(texts), longest, dtype=torch.long)
    for row, one in enumerate(texts):
        pieces[row, : len(one["pieces"]) + 2] = torch.tensor([CLS, *one["pieces"], SEP])
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=model.training):
        states = model.encode(pieces, (pieces != 0).long()).float()
    return [states[row, 1 : len(one["pieces"]) + 1] for row, one in enumerate(texts)]


def mention_states(states: torch.Tensor, one: dict[str, Any]) -> torch.Tensor:
    """The mean state of each mention."""
    if not one["mentions"]:
        return states[:0]
    return torch.stack([states[first:end].mean(0) for _, first, end, _ in one["mentions"]])


def loss_of(model: Tagger, one: dict[str, Any], states: torch.Tensor) -> torch.Tensor:
    """How far the tagger is from the coding of one text."""
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
    loss = loss + role_loss(model, one, states, gathered)
    tags = model.tag(dropped)
    goal = torch.zeros_like(tags)
    for tag, pieces in one["tags"].items():
        goal[pieces, SPAN_TAGS.index(tag)] = 1
    if one.get("partial"):
        tags, goal = tags[:, -1], goal[:, -1]
    about = torch.tensor([float(bool(one["units"]))])
    loss = loss + bce(model.topic(dropped.mean(0)), about)
    return loss + bce(tags, goal, pos_weight=weight) * 2


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
                **{role: set() for role in ROLE_NAMES},
            },
        )
        if unit["modality"]:
            held["modality"].add(unit["modality"])
        for role in ROLE_NAMES:
            held[role].update(unit[role])
    return list(found.values())


def role_loss(model: Tagger, one: dict[str, Any], states: torch.Tensor, gathered: torch.Tensor) -> torch.Tensor:
    """The part of the loss that modality, roles and figures have."""
    loss = states.new_zeros(())
    units = [unit for unit in merged_units(one) if unit["label"].split(":")[0] in FAMILIES]
    mentions = mention_states(states, one)
    where = torch.tensor(one["where"], dtype=torch.long)
    figures = []
    if len(mentions):
        kinds = [mention[0] for mention in one["mentions"]]
        scores = model.figure(model.drop(mentions))
        goal, counted = torch.zeros_like(scores), torch.zeros_like(scores)
        for number, kind in enumerate(kinds):
            if kind == "number":
                counted[number, 0] = 1
            if kind == "money":
                counted[number, 1:] = 1
        for figure in one["figures"]:
            goal[figure["mention"], FIGURES.index(figure["tag"])] = 1
            figures.append(figure)
        loss = loss + (bce(scores, goal, reduction="none", pos_weight=torch.tensor(2.0)) * counted).sum() / len(
            one["sentences"]
        )
    asked, places, goals = [], [], []
    for unit in units:
        q = gathered[unit["sentence"], LABEL_NUMBER[unit["label"]]]
        asked.append(q)
        places.append(unit["sentence"])
        goals.append(unit)
        if unit["modality"]:
            family = unit["label"].split(":")[0]
            goal = torch.tensor([float(code in unit["modality"]) for code in MODALITIES])
            loss = loss + bce(model.modality[family](model.drop(q)), goal) * 2 / len(units)
        if unit["kind"]:
            goal = torch.tensor([KINDS.index(unit["kind"])])
            loss = loss + cross_entropy(model.kind(model.drop(q))[None], goal) * 0.5 / len(units)
        if unit["label"].startswith("step:"):
            kind = {None: 0, True: 1, False: 2}[unit["temporary"]]
            loss = loss + cross_entropy(model.temporary(model.drop(q))[None], torch.tensor([kind])) * 0.3 / len(units)
    for figure in figures:
        asked.append(mentions[figure["mention"]] + model.figure_name)
        places.append(one["where"][figure["mention"]])
        goals.append({"label": "figure", "sender": set(figure["senders"]), "receiver": set(figure["receivers"])})
    if not asked or not len(mentions):
        return loss
    scores = model.roles(torch.stack(asked), torch.tensor(places), mentions, where)
    parts = []
    for number, unit in enumerate(goals):
        for role in asked_roles(unit["label"]):
            got, goal = answers(scores[number, :, ROLE_NUMBER[role]], one, role, unit.get(role, set()), places[number])
            if len(got):
                parts.append(bce(got, goal, reduction="sum") * (1.0 if role in {"sender", "receiver"} else 0.5))
    return loss + (torch.stack(parts).sum() / len(goals) if parts else 0)


def asked_roles(label: str) -> tuple[str, ...]:
    """The roles that a label has."""
    family = label.split(":", maxsplit=1)[0]
    return {
        "stage": ("sender", "receiver", "when"),
        "move": ("sender", "receiver", "nationality", "count", "when"),
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
        by_state = defaultdict(list)
        for number, mention in enumerate(one["mentions"]):
            if mention[0] == "state":
                by_state[mention[3]].append(number)
        for state, numbers in by_state.items():
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


@torch.no_grad()
def measured(model: Tagger, texts: list[dict[str, Any]], threshold: float = 0.5) -> dict[str, str]:
    """F1 on texts: labels of sentences by family, and pair with stage as the scorer counts them."""
    model.eval()
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def count(name: str, gold: set[Any], read: set[Any]) -> None:
        for place, size in enumerate((len(gold & read), len(gold), len(read))):
            counts[name][place] += size

    for one in texts:
        if not one["pieces"]:
            continue
        states = states_of(model, [one])[0]
        logits, gathered = model.sentences(states, one["sentences"])
        read = {(s, n) for s, n in (torch.sigmoid(logits) > threshold).nonzero().tolist()}
        gold = {(unit["sentence"], LABEL_NUMBER[unit["label"]]) for unit in one["units"]}
        for family in (*FAMILIES, "stance", "contested"):
            own = {n for label, n in LABEL_NUMBER.items() if label.startswith(family)}
            count(family, {g for g in gold if g[1] in own}, {r for r in read if r[1] in own})
        mentions = mention_states(states, one)
        where = torch.tensor(one["where"], dtype=torch.long)
        for family in ("stage", "move"):
            found = set()
            for sentence, number in read:
                if not LABELS[number].startswith(family) or not len(mentions):
                    continue
                scores = model.roles(gathered[sentence, number][None], torch.tensor([sentence]), mentions, where)[0]
                filled = {}
                for role in ("sender", "receiver"):
                    best: dict[str, float] = {}
                    for m, mention in enumerate(one["mentions"]):
                        if mention[0] == "state":
                            best[mention[3]] = max(best.get(mention[3], -99.0), float(scores[m, ROLE_NUMBER[role]]))
                    filled[role] = [state for state, score in best.items() if score > 0]
                for sender in filled["sender"] or [None]:
                    for receiver in filled["receiver"] or [None]:
                        found.add((sender, receiver, LABELS[number].split(":")[1]))
            if family == "stage":
                found = {f for f in found if f[0] and f[1] and f[0] != f[1]}
            want = {
                (s, r, unit["label"].split(":")[1])
                for unit in one["units"]
                if unit["label"].startswith(family)
                for s in unit["sender"] or [None]
                for r in unit["receiver"] or [None]
            }
            count(family + "+pair", want, found)
            if family == "stage":
                count("pair", {w[:2] for w in want}, {f[:2] for f in found})
    model.train()
    shown = {}
    for name, (right, gold_size, read_size) in counts.items():
        p, r = right / max(1, read_size), right / max(1, gold_size)
        shown[name] = f"{p:.2f}/{r:.2f}/{2 * p * r / max(1e-9, p + r):.2f}"
    return shown


if __name__ == "__main__":
    main()
