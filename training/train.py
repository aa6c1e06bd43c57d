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
from transformers import AutoModel

from training.batches import batched, cut, drawn, shuffled, tagged, varied
from training.losses import loss_of, mention_states
from training.network import FAMILIES, Tagger
from training.pair_losses import ROLE_NUMBER, members, pair_scores
from transferwatch.readings.by_model.outputs import FIGURES, LABEL_NUMBER, LABELS, MONEY_FIGURES, NUMBER_FIGURES, SAID, STANCES

CLS, SEP = 101, 102
# How slowly the kept weights follow those in training: their mean over about so many steps reads better than the last.
FOLLOWED = 300
FIGURE_NUMBER = {tag: number for number, tag in enumerate(FIGURES)}
OF_KIND = {
    "number": {FIGURE_NUMBER[tag] for tag in NUMBER_FIGURES},
    "money": {FIGURE_NUMBER[tag] for tag in MONEY_FIGURES},
}


def main() -> None:
    """Train, and say after each epoch how the development texts are read."""
    parser = argparse.ArgumentParser()
    parser.add_argument("encoder")
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "train", nargs="+", help="examples; FILE@2 shows each of its texts twice an epoch, FILE@0.3 three in ten"
    )
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--epochs", type=int, default=25)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--batch", type=int, default=1500, help="pieces in a batch")
    parser.add_argument("--minutes", type=float, default=600)
    parser.add_argument(
        "--rate", type=float, help="how fast it learns, beside the rate of a cold start [0.7 with --warm, else 1]"
    )
    parser.add_argument("--warm", type=Path, help="a folder trained before, to go on from")
    given = parser.parse_args()
    random.seed(given.seed)
    torch.manual_seed(given.seed)
    texts = []
    for told in given.train:
        path, _, share = told.partition("@")
        found = map(cut, json.loads(Path(path).read_text()))
        texts += [{**one, "share": float(share or 1)} for one in found if one["pieces"]]
    dev = [cut(one) for one in json.loads(given.dev.read_text())] if given.dev else []
    # Dropout inside the encoder triples the time on a processor; hidden pieces and the heads' dropout stand in for it.
    encoder = AutoModel.from_pretrained(
        given.encoder, attn_implementation="eager", hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
    )
    model = Tagger(encoder, encoder.config.hidden_size)
    if given.warm:
        missing = model.load_state_dict(_fitting(model, torch.load(given.warm / "tagger.pt", weights_only=True)), strict=False)
        print("new:", *missing.missing_keys, flush=True)
    names = sorted({piece for one in texts for piece in tagged(one, "person")})
    inner = [value for name, value in model.named_parameters() if name.startswith("encoder.")]
    outer = [value for name, value in model.named_parameters() if not name.startswith("encoder.")]
    steps = given.epochs * len(batched(drawn(texts), given.batch))
    rate = given.rate or (0.7 if given.warm else 1.0)
    optimiser = torch.optim.AdamW(
        [{"params": inner, "lr": 1.2e-4 * rate}, {"params": outer, "lr": 1.5e-3 * rate}], weight_decay=0.01, fused=True
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / (0.06 * steps + 1)) * max(0.02, 1 - step / steps)
    )
    kept = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(1 - 1 / min(FOLLOWED, steps // 8 + 2))
    )
    began = time.time()
    for epoch in range(given.epochs):
        model.train()
        total = 0.0
        for chosen in shuffled(texts, given.batch):
            batch = [varied(one, names) for one in chosen]
            losses = [loss_of(model, one, states) for one, states in zip(batch, states_of(model, batch), strict=True)]
            loss = torch.stack(losses).mean()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            kept.update_parameters(model)
            total += float(loss.detach()) * len(batch)
        line = f"epoch {epoch + 1} loss {total / len(texts):.3f} {time.time() - began:.0f}s"
        if dev and (epoch % 3 == 2 or epoch + 1 == given.epochs):
            line += "  " + "  ".join(f"{k} {v}" for k, v in measured(kept.module, dev).items())
        print(line, flush=True)
        # Kept after each epoch: a run that is cut short is not lost.
        given.out.mkdir(parents=True, exist_ok=True)
        torch.save(kept.module.state_dict(), given.out / "tagger.pt")
        if time.time() - began > given.minutes * 60:
            break


def _fitting(model: Tagger, held: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The weights that the model has a place for; of one that has grown by rows, those rows that were."""
    found = {}
    for name, value in model.state_dict().items():
        if name not in held:
            continue
        if held[name].shape == value.shape:
            found[name] = held[name]
        elif held[name].shape[1:] == value.shape[1:] and len(held[name]) < len(value):
            found[name] = torch.cat([held[name], value[len(held[name]) :]])
    return found


def states_of(model: Tagger, texts: list[dict[str, Any]]) -> list[torch.Tensor]:
    """The encoder's states of the pieces of each text."""
    longest = max(len(one["pieces"]) for one in texts) + 2
    pieces = torch.zeros(len(texts), longest, dtype=torch.long)
    for row, one in enumerate(texts):
        pieces[row, : len(one["pieces"]) + 2] = torch.tensor([CLS, *one["pieces"], SEP])
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=model.training):
        states = model.encode(pieces, (pieces != 0).long()).float()
    return [states[row, 1 : len(one["pieces"]) + 1] for row, one in enumerate(texts)]


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
        for family in (*FAMILIES, "contested"):
            own = {n for label, n in LABEL_NUMBER.items() if label.startswith(family)}
            count(family, {g for g in gold if g[1] in own}, {r for r in read if r[1] in own})
        mentions = mention_states(model, states, one)
        where = torch.tensor(one["where"], dtype=torch.long)
        named, whole = pair_scores(model, one, mentions, where)
        found, about, cells = set(), set(), set()
        stages = [(sentence, number) for sentence, number in sorted(read) if LABELS[number].startswith("stage")]
        if stages and len(named) > 1:
            asked = torch.stack([gathered[place] for place in stages])
            scores = model.roles(asked, torch.tensor([sentence for sentence, _ in stages]), mentions, where)
            ends = scores[..., [ROLE_NUMBER["sender"], ROLE_NUMBER["receiver"]]]
            ranks, yes = model.cells(asked, ends, mentions, members(one, named), whole)
            for row, (_, number) in enumerate(stages):
                stage = LABELS[number].split(":")[1]
                ranks[row].fill_diagonal_(-1e4)
                yes[row].fill_diagonal_(-1e4)
                best = int(ranks[row].argmax())
                found.add((named[best // len(named)], named[best % len(named)], stage))
                cells |= {(named[i], named[j], stage) for i, j in (yes[row] > 0).nonzero().tolist()}
        for i, s in enumerate(named):
            about |= {(s, r) for j, r in enumerate(named) if i != j and float(whole[i, j]) > 0}
        want = {
            (s, r, unit["label"].split(":")[1])
            for unit in one["units"]
            if unit["label"].startswith("stage")
            for s in unit["sender"]
            for r in unit["receiver"]
        }
        count("stage+pair", want, found)
        count("pair", {w[:2] for w in want}, {f[:2] for f in found})
        count("stage+cells", want, cells)
        count("cells", {w[:2] for w in want}, {c[:2] for c in cells})
        moved = {
            (s, r) for u in one["units"] if u["label"].startswith("move:outbound") for s in u["sender"] for r in u["receiver"]
        }
        count("whole", {w[:2] for w in want} | moved, about)
        for saying in one["sayings"]:
            stance = STANCES[int(model.stance(model.saying(states, {part: saying[part] for part in SAID})).argmax())]
            count("saying", {saying["stance"]}, {stance})
        if len(mentions):
            sure = torch.sigmoid(model.figure(mentions)) > threshold
            kinds = [mention[0] for mention in one["mentions"]]
            got = {(m, t) for m, t in sure.nonzero().tolist() if t in OF_KIND.get(kinds[m], ())}
            count("figure", {(figure["mention"], FIGURE_NUMBER[figure["tag"]]) for figure in one["figures"]}, got)
    shown = {}
    for name, (right, gold_size, read_size) in counts.items():
        p, r = right / max(1, read_size), right / max(1, gold_size)
        shown[name] = f"{p:.2f}/{r:.2f}/{2 * p * r / max(1e-9, p + r):.2f}"
    return shown


if __name__ == "__main__":
    main()
