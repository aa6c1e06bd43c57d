"""Examples as the tagger is shown them: cut to the encoder's length, joined, varied, and in batches of like length."""

from __future__ import annotations

import random
from typing import Any

from transferwatch.readings.by_model.marking import STATES, stand_in_pieces
from transferwatch.readings.by_model.outputs import SAID

MASK = 103
LONGEST = 500
# The share of pieces hidden from the encoder in training.
HIDDEN = 0.15
# The share of short texts that are shown as one with another short text.
JOINED = 0.35
# The most pieces of a short text.
SHORT = 130

Example = dict[str, Any]


def batched(texts: list[Example], pieces: int) -> list[list[Example]]:
    """Runs of texts of about so many pieces."""
    found: list[list[Example]] = []
    size = pieces
    for one in texts:
        if size + len(one["pieces"]) > pieces:
            found.append([])
            size = 0
        found[-1].append(one)
        size += len(one["pieces"])
    return found


def shuffled(texts: list[Example], pieces: int) -> list[list[Example]]:
    """Batches of an epoch: some short texts in twos, texts of like length together, the batches in any order."""
    shown = sorted(joined_short(drawn(texts)), key=lambda one: len(one["pieces"]) + random.random() * 60)
    batches = batched(shown, pieces)
    random.shuffle(batches)
    return batches


def drawn(texts: list[Example]) -> list[Example]:
    """The texts of an epoch: each as often as its `share` says, a part of once by chance."""
    return [one for one in texts for _ in range(int(one["share"]) + (random.random() < one["share"] % 1))]


def joined_short(texts: list[Example]) -> list[Example]:
    """The texts, of the short ones some two by two: what one tells is not to be taken for what the other does."""
    short = [one for one in texts if len(one["pieces"]) <= SHORT and random.random() < JOINED]
    chosen = {id(one) for one in short}
    random.shuffle(short)
    pairs = [joined(a, b) for a, b in zip(short[::2], short[1::2], strict=False) if a["coded"] == b["coded"]]
    told = {id(one) for pair in pairs for one in pair["of"]}
    return [one for one in texts if id(one) not in chosen or id(one) not in told] + pairs


def joined(first: Example, second: Example) -> Example:
    """One text of two, the states of both behind one set of stand-ins."""
    slots = slots_of(first)
    free = len(slots)
    renamed = {}
    for state, slot in slots_of(second).items():
        if state not in slots:
            slots[state] = free
            free += 1
        renamed[slot] = slots[state]
    pieces, mentions, sentences = len(first["pieces"]), len(first["mentions"]), len(first["sentences"])

    def moved_unit(unit: Example) -> Example:
        held = {role: [n + mentions for n in unit[role]] for role in ("count", "when", "court")}
        return {**unit, **held, "sentence": unit["sentence"] + sentences, "others": [n + sentences for n in unit["others"]]}

    def moved_figure(figure: Example) -> Example:
        return {**figure, "mention": figure["mention"] + mentions, "when": [n + mentions for n in figure.get("when", ())]}

    def moved_saying(saying: Example) -> Example:
        held = {part: [n + pieces for n in saying[part]] for part in SAID}
        return {**saying, **held, "sentence": saying["sentence"] + sentences}

    return {
        "id": first["id"] + "+" + second["id"],
        "of": (first, second),
        "coded": first["coded"],
        "pieces": [*first["pieces"], *second["pieces"]],
        "stand_ins": [
            *first["stand_ins"],
            *([place + pieces, renamed.get(slot, slot), column] for place, slot, column in second["stand_ins"]),
        ],
        "sentences": [*first["sentences"], *((a + pieces, b + pieces) for a, b in second["sentences"])],
        "mentions": [*first["mentions"], *([kind, a + pieces, b + pieces, state] for kind, a, b, state in second["mentions"])],
        "where": [*first["where"], *(n + sentences for n in second["where"])],
        "units": [*first["units"], *map(moved_unit, second["units"])],
        "figures": [*first["figures"], *map(moved_figure, second["figures"])],
        "tags": {tag: [*first["tags"][tag], *(n + pieces for n in second["tags"][tag])] for tag in first["tags"]},
        "sayings": [*first["sayings"], *map(moved_saying, second["sayings"])],
    }


def slots_of(one: Example) -> dict[str, int]:
    """The stand-in of each state of a text."""
    at = {place: slot for place, slot, _ in one["stand_ins"]}
    found: dict[str, int] = {}
    for kind, first, end, state in one["mentions"]:
        for place in range(first, end):
            if kind == "state" and place in at:
                found.setdefault(state, at[place])
    return found


def cut(one: Example) -> Example:
    """The text without the sentences that the encoder has no room for."""
    kept = [number for number, (_, end) in enumerate(one["sentences"]) if end <= LONGEST]
    end = max((one["sentences"][number][1] for number in kept), default=0)
    one["pieces"] = one["pieces"][:end]
    one["stand_ins"] = [stand for stand in one["stand_ins"] if stand[0] < end]
    one["sentences"] = one["sentences"][: len(kept)]
    index: dict[int, int] = {}
    mentions: list[Any] = []
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
    one["figures"] = [
        {**figure, "mention": index[figure["mention"]], "when": [index[n] for n in figure.get("when", ()) if n in index]}
        for figure in one["figures"]
        if figure["mention"] in index
    ]
    one["tags"] = {tag: [piece for piece in pieces if piece < end] for tag, pieces in one["tags"].items()}
    one["sayings"] = [
        {**saying, **{part: [piece for piece in saying[part] if piece < end] for part in SAID}}
        for saying in one["sayings"]
        if saying["sentence"] < len(kept) and any(piece < end for piece in saying["content"])
    ]
    of_sentence = [n for n, (first, last) in enumerate(one["sentences"]) for _ in range(first, last)]
    one["where"] = [of_sentence[mention[1]] for mention in mentions]
    return one


def tagged(one: Example, tag: str) -> list[int]:
    """The pieces of the words that carry a tag."""
    return [one["pieces"][index] for index in one["tags"][tag]]


def varied(one: Example, names: list[int]) -> Example:
    """The text with other stand-ins, other names, and some pieces hidden: none of them is to matter."""
    order = random.sample(range(STATES), STATES)
    stand_ins: dict[int, int] = {
        place: stand_in_pieces()[order[slot % STATES]][column] for place, slot, column in one["stand_ins"]
    }
    persons = set(one["tags"]["person"]) if random.random() < 0.5 else set()

    def shown(index: int, piece: int) -> int:
        if index in stand_ins:
            return stand_ins[index]
        if index in persons and names:
            return random.choice(names)
        return MASK if random.random() < HIDDEN and piece > 1000 else piece

    return {**one, "pieces": [shown(index, piece) for index, piece in enumerate(one["pieces"])]}
