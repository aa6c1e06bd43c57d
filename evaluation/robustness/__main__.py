"""Measure what stays of the readings of the open texts when they are disturbed: `python -m evaluation.robustness`."""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence

from evaluation.corpus import written_here
from evaluation.robustness.disturb import DISTURBANCES
from transferwatch.codebook.load import load
from transferwatch.readings.parts import Parts, read_parts

# The share of items that must stay when names or states are exchanged for others.
LEAST = {"states renamed": 0.97, "persons renamed": 0.97}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each disturbance; 1 where a share is below what must hold."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.robustness", description=__doc__)
    parser.add_argument("--texts", type=int, default=40, help="how many of the open texts [40]")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    book = load(None)
    texts = [text for text in written_here() if text.half == "open"][: asked.texts]
    before = {text.id: read_parts(text.text, text.published, book) for text in texts}
    figures = {}
    for name, disturb in DISTURBANCES.items():
        same = asked_of = 0
        for text in texts:
            disturbed = disturb(text.text, text.published, book, random.Random(f"{asked.seed}{text.id}"))
            if disturbed.text == text.text:
                continue
            after = items(read_parts(disturbed.text, text.published, book))
            wanted = items(before[text.id], disturbed.states)
            same += sum((wanted & after).values())
            asked_of += max(sum(wanted.values()), sum(after.values()))
        figures[name] = {"same": same, "items": asked_of, "share": round(same / asked_of, 3) if asked_of else None}
    if asked.json:
        print(json.dumps(figures))
    else:
        for name, figure in figures.items():
            print(f"{name:22} {figure['share']}  ({figure['same']} of {figure['items']} items stay)")
    return int(any((figures[name]["share"] or 0) < least for name, least in LEAST.items()))


def items(parts: Parts, states: Mapping[str, str] | None = None) -> Counter[tuple[object, ...]]:
    """What was read, without its words and places, the states exchanged by `states`."""

    def called(code: str | None) -> str | None:
        return (states or {}).get(code, code) if code else None

    found: list[tuple[object, ...]] = []
    for one in parts.arrangements:
        found += [("arrangement", called(sender), called(one.receiving), one.stage, one.modality) for sender in one.sending]
    for move in parts.transfers:
        count = move.count.number if move.count else None
        nations = tuple(sorted(called(code) or "" for code in move.nationalities))
        found.append(("transfer", called(move.from_), called(move.to), move.leg, count, move.modality, move.stopped, nations))
    found += [("proceeding", called(one.state), one.step, one.modality) for one in parts.proceedings]
    found += [("statement", one.stance, called(one.speaker.state), one.speaker.named) for one in parts.statements]
    return Counter(found)


if __name__ == "__main__":
    raise SystemExit(main())
