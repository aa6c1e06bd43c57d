"""What the tagger says of a sentence, and which mention fills which role: the order here is the order of its outputs."""

from __future__ import annotations

from typing import get_args

from transferwatch.readings.reading import Kind, MeasureKind, Modality, Stage, Stance, Step, Topic

# How people are moved, as far as one sentence can tell several movements apart.
MOVES = ("outbound", "outbound_unreal", "outbound_denied", "outbound_stopped", "onward", "return")

LABELS: tuple[str, ...] = (
    *(f"stage:{code}" for code in get_args(Stage)),
    *(f"move:{code}" for code in MOVES),
    *(f"step:{code}" for code in get_args(Step)),
    *(f"stance:{code}" for code in get_args(Stance)),
    *(f"contested:{code}" for code in get_args(Topic)),
    *(f"measure:{code}" for code in get_args(MeasureKind)),
)
LABEL_NUMBER = {label: number for number, label in enumerate(LABELS)}
MODALITIES: tuple[str, ...] = get_args(Modality)
STANCES: tuple[str, ...] = get_args(Stance)
KINDS: tuple[str, ...] = get_args(Kind)

# role: the kind of mention that fills it.
ROLES = {
    "sender": "state",
    "receiver": "state",
    "nationality": "state",
    "when": "date",
    "count": "number",
    "court": "court",
    "speaker": "state",
}
ROLE_NAMES = tuple(ROLES)
# How many sentences away a mention may fill a role; states from anywhere in a text of the length that was trained on.
REACH = {"number": 1, "money": 1, "date": 2, "court": 2, "state": 40}
# What a number or an amount is on its own; whose, the roles sender and receiver say.
MONEY_FIGURES = ("pledged", "paid", "total_cost", "withheld")
# A number of people who were moved, by how they were.
MOVED = tuple(f"moved:{code}" for code in MOVES)
FIGURES = ("cap", *MONEY_FIGURES, *MOVED)
NUMBER_FIGURES = ("cap", *MOVED)
# The parts of a saying: the words that attribute, who speaks, what is said.
SAID = ("cue", "speaker", "content")
# What a piece belongs to.
SPAN_TAGS = ("content", "cue", "speaker", "person")
