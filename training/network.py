"""The tagger as it is trained: a small encoder with heads for sentences, roles, figures and spans.

Sentences: one attention per label gathers, from the pieces of a sentence, the words that speak for it (label attention,
Mullenbach et al. 2018).  Roles: what was gathered asks every mention of the text whether it fills the role (bilinear
scores as in Dozat and Manning 2017), with what the distance in sentences is worth.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from transferwatch.readings.by_model.outputs import FIGURES, KINDS, LABELS, MODALITIES, ROLE_NAMES, SAID, SPAN_TAGS, STANCES

WIDTH = 64
BUCKETS = 7
# Of the layer in which the mentions of a text hear of each other.
EARS = 4
EAR = 32
# Families of labels whose modality is told, and all those that have roles.
REAL = ("stage", "move", "step", "measure")
FAMILIES = (*REAL, "stance")


def bucket(distance: torch.Tensor) -> torch.Tensor:
    """The class of a distance in sentences, mention less unit: same, before by 1, 2-3, more, after by 1, 2-3, more."""
    size = distance.abs()
    near = torch.where(size == 1, 1, torch.where(size <= 3, 2, 3))
    return torch.where(size == 0, torch.zeros_like(distance), torch.where(distance < 0, near, near + 3))


class Tagger(nn.Module):
    """Scores of one text; every output is a logit."""

    def __init__(self, encoder: nn.Module, hidden: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.attention = nn.Linear(hidden, len(LABELS), bias=False)
        self.mixed = nn.Linear(hidden, hidden)
        self.label = nn.Parameter(torch.randn(len(LABELS), hidden) * 0.02)
        self.label_bias = nn.Parameter(torch.full((len(LABELS),), -3.0))
        self.label_name = nn.Parameter(torch.randn(len(LABELS), hidden) * 0.02)
        self.modality = nn.ModuleDict({family: nn.Linear(hidden, len(MODALITIES)) for family in REAL})
        self.temporary = nn.Linear(hidden, 3)
        self.kind = nn.Linear(hidden, len(KINDS))
        self.asks = nn.Linear(hidden, len(ROLE_NAMES) * WIDTH)
        self.answers = nn.Linear(hidden, len(ROLE_NAMES) * WIDTH)
        self.distance = nn.Parameter(torch.zeros(len(ROLE_NAMES), BUCKETS))
        self.role_bias = nn.Parameter(torch.full((len(ROLE_NAMES),), -1.0))
        self.pair_from = nn.Linear(hidden, WIDTH)
        self.pair_to = nn.Linear(hidden, WIDTH)
        self.pair_near = nn.Parameter(torch.zeros(BUCKETS))
        self.pair_bias = nn.Parameter(torch.tensor(-2.0))
        self.hear = nn.Linear(hidden, 3 * EARS * EAR)
        self.hear_near = nn.Parameter(torch.zeros(EARS, BUCKETS))
        self.hear_same = nn.Parameter(torch.zeros(EARS))
        self.heard = nn.Linear(EARS * EAR, hidden)
        self.weigh = nn.Linear(hidden, 4 * WIDTH)
        self.weighed = nn.Linear(4 * WIDTH, hidden)
        self.cell_unit = nn.Linear(hidden, WIDTH)
        self.cell_from = nn.Linear(hidden, WIDTH, bias=False)
        self.cell_to = nn.Linear(hidden, WIDTH, bias=False)
        self.cell_known = nn.Linear(3, WIDTH, bias=False)
        self.cell = nn.Linear(WIDTH, 2)
        self.cell_known_yes = nn.Parameter(torch.tensor([0.5, -1.0]))
        # What is added to what was there before begins as nothing.
        for layer in (self.heard, self.weighed, self.cell):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)
        self.figure = nn.Linear(hidden, len(FIGURES))
        self.figure_name = nn.Parameter(torch.randn(hidden) * 0.02)
        self.tag = nn.Linear(hidden, len(SPAN_TAGS))
        self.topic = nn.Linear(hidden, 1)
        self.said = nn.ModuleDict({part: nn.Linear(hidden, hidden) for part in SAID})
        self.stance = nn.Linear(hidden, len(STANCES))
        self.drop = nn.Dropout(0.2)

    def encode(self, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The states of the pieces, without those of the markers at both ends."""
        return self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state

    def sentences(self, states: torch.Tensor, ranges: list[tuple[int, int]]) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits (sentences, labels) and what was gathered (sentences, labels, hidden)."""
        weights = self.attention(states)
        mixed = torch.tanh(self.mixed(states))
        logits, gathered = [], []
        for first, end in ranges:
            share = torch.softmax(weights[first:end], dim=0)
            logits.append((torch.einsum("il,ih->lh", share, mixed[first:end]) * self.label).sum(-1) + self.label_bias)
            gathered.append(torch.einsum("il,ih->lh", share, states[first:end]))
        return torch.stack(logits), torch.stack(gathered) + self.label_name

    def roles(self, units: torch.Tensor, places: torch.Tensor, mentions: torch.Tensor, of: torch.Tensor) -> torch.Tensor:
        """Logits (units, mentions, roles); `places` and `of` are the sentences of units and mentions."""
        asked = self.asks(self.drop(units)).view(len(units), len(ROLE_NAMES), WIDTH)
        answered = self.answers(self.drop(mentions)).view(len(mentions), len(ROLE_NAMES), WIDTH)
        scores = torch.einsum("urw,mrw->umr", asked, answered) / WIDTH**0.5
        far = bucket(of[None, :] - places[:, None])
        return scores + self.distance.t()[far] + self.role_bias

    def pairs(self, mentions: torch.Tensor, of: torch.Tensor) -> torch.Tensor:
        """Logits (mentions, mentions): that the first sends to the second somewhere in the text."""
        sends, receives = self.pair_from(self.drop(mentions)), self.pair_to(self.drop(mentions))
        return sends @ receives.t() / WIDTH**0.5 + self.pair_near[bucket(of[None, :] - of[:, None])] + self.pair_bias

    def related(self, mentions: torch.Tensor, of: torch.Tensor, who: torch.Tensor) -> torch.Tensor:
        """The mentions, each with what it hears of the others; `who` numbers the states, each mention without one apart."""
        asked, offered, told = self.hear(self.drop(mentions)).view(len(mentions), 3, EARS, EAR).permute(1, 2, 0, 3)
        scores = asked @ offered.transpose(1, 2) / EAR**0.5 + self.hear_near[:, bucket(of[None, :] - of[:, None])]
        scores = scores + self.hear_same[:, None, None] * (who[:, None] == who[None, :])
        heard = (torch.softmax(scores, -1) @ told).transpose(0, 1).reshape(len(mentions), EARS * EAR)
        mentions = mentions + self.heard(heard)
        return mentions + self.weighed(self.drop(torch.tanh(self.weigh(mentions))))

    def cells(
        self, units: torch.Tensor, ends: torch.Tensor, mentions: torch.Tensor, member: torch.Tensor, whole: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits (units, states, states) that a unit is told of the first sending to the second: beside the other pairs, and
        by itself.  `ends` are the roles' logits (units, mentions, sender and receiver), `member` (states, mentions) says whose
        the mentions are, `whole` are the pairs' logits (states, states)."""
        mine = ends[:, None].masked_fill(~member[None, :, :, None], -1e4)
        shares = torch.softmax(mine, 2)
        best = mine.max(2).values
        fills = torch.einsum("usmr,mh->usrh", shares, mentions)
        known = torch.stack(torch.broadcast_tensors(best[:, :, None, 0], best[:, None, :, 1], whole[None]), -1)
        inner = torch.tanh(
            self.cell_unit(self.drop(units))[:, None, None]
            + self.cell_from(self.drop(fills[:, :, 0]))[:, :, None]
            + self.cell_to(self.drop(fills[:, :, 1]))[:, None]
            + self.cell_known(known / 4)
        )
        out = self.cell(inner)
        base = known.sum(-1)
        return base + out[..., 0], base * self.cell_known_yes[0] + self.cell_known_yes[1] + out[..., 1]

    def saying(self, states: torch.Tensor, parts: dict[str, list[int]]) -> torch.Tensor:
        """The state of a saying out of those of its parts' pieces."""
        mean = {part: states[pieces].mean(0) for part, pieces in parts.items() if pieces}
        return torch.tanh(torch.stack([self.said[part](value) for part, value in mean.items()]).sum(0))

    def arrays(self) -> dict[str, Any]:
        """The heads' weights, by name, for the reader."""
        return {name: value.detach().numpy() for name, value in self.state_dict().items() if not name.startswith("encoder.")}
