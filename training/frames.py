"""Short texts put together out of sentences with places for states (`frames.yaml`), as the tagger is taught.

python -m training.frames OUT.json [--texts 1400] [--seed 4]

They teach which way a pair goes: who sends and who receives in ever other turns of phrase, beside other pairs, with the same
sender or receiver under "it" or "the country".  Dates and amounts in them are not coded, so the tagger is not asked for them.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from evaluation.compact import expanded
from evaluation.corpus import anchored

from training.examples import example
from transferwatch.codebook.codebook import Codebook
from transferwatch.codebook.load import load
from transferwatch.readings import interchange
from transferwatch.readings.by_model.marking import mark
from transferwatch.readings.by_rule.page import open_text, parsed

FRAMES = Path(__file__).with_name("frames.yaml")
KIND = "frames"
# What the texts have and do not code.
UNCODED = frozenset({"date", "money"})
_PLACE = re.compile(r"\{([A-Za-z0-9.]+)\}")
_PLACES = ("S", "R", "Q", "Q2", "P", "X")
_SIZES = (3, 5, 7, 8, 9, 11, 12, 15, 24, 30, 41, 60, 119, 140, 200, 350, 1200)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_MONTHS = ("January", "March", "May", "June", "September")
# So many texts tell nothing; so many of the others have one sentence that tells nothing.
_APART = 0.15
_ASIDE = 0.25
# Turns after which {X} is whose nationals those moved are.
_NATIONALS = ("who is from {X}", "people from {X} were", "nationals of {X}", "home to {X}")

Frame = Mapping[str, Any]
Item = dict[str, Any]


def main() -> None:
    """Write the examples."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--texts", type=int, default=1400)
    parser.add_argument("--seed", type=int, default=4)
    given = parser.parse_args()
    book = load(None)
    maker = Maker(yaml.safe_load(FRAMES.read_text(encoding="utf-8")), book, random.Random(given.seed))
    given.out.write_text(json.dumps([_taught(maker.text(number), book) for number in range(given.texts)]), encoding="utf-8")


class Maker:
    """Puts texts together; the same seed gives the same texts."""

    def __init__(self, frames: Mapping[str, Sequence[Any]], book: Codebook, chance: random.Random) -> None:
        self.frames = frames
        self.chance = chance
        articles = set(self.frames["articles"])
        self.states = {
            state.code: ("the " * (state.code in articles) + state.name, state.capital[0], state.demonyms[0])
            for state in book.states.values()
            if state.capital and state.demonyms and state.capital[0] not in state.name and "," not in state.name
        }

    def text(self, number: int) -> Item:
        """A text in the short form: a lead, then background of other pairs, movements, and sentences that tell nothing."""
        cast = dict(zip(_PLACES, self.chance.sample(sorted(self.states), len(_PLACES)), strict=True))
        found: Item = {
            "id": f"frames{number:04}",
            "kind_of_text": KIND,
            "published": "2025-08-21",
            "sentences": [],
            "A": [],
            "T": [],
        }
        if self.chance.random() < _APART:
            for frame in self.chance.sample(self.frames["apart"], self.chance.choice((2, 3, 4, 5))):
                self._add(found, frame, cast if self.chance.random() < 0.6 else self._others(cast))
            return {**found, "text": " ".join(found.pop("sentences"))}
        lead = self.chance.choice(self.frames["leads"])
        self._add(found, lead, cast)
        if self.chance.random() < 0.6:
            self._add(
                found, self.chance.choice(self.frames["moves"]), cast, cast["R"] if lead["text"].startswith("{R}") else None
            )
        for _ in range(self.chance.choice((1, 2, 2, 3))):
            if self.chance.random() < 0.4:
                self._add(found, self.chance.choice(self.frames["others"]), cast)
            self._add_background(found, lead, cast)
        if self.chance.random() < 0.5:
            others = self._others(cast)
            others["S"] = cast["S"] if self.chance.random() < 0.5 else others["S"]
            self._add(found, self.chance.choice(self.frames["moves"]), others)
        if self.chance.random() < _ASIDE:
            self._add(found, self.chance.choice(self.frames["apart"]), self._others(cast))
        return {**found, "text": " ".join(found.pop("sentences"))}

    def _others(self, cast: Mapping[str, str]) -> dict[str, str]:
        free = sorted(set(self.states) - set(cast.values()))
        return dict(zip(_PLACES, self.chance.sample(free, len(_PLACES)), strict=True))

    def _add_background(self, found: Item, lead: Frame, cast: Mapping[str, str]) -> None:
        """Of another pair, or of one with the lead's sender or receiver; right after the lead that may be a pronoun."""
        frame = dict(self.chance.choice(self.frames["backgrounds"]))
        others = self._others(cast)
        words = frame["text"]
        next_to_it = len(found["sentences"]) == 1
        receives, sends = (next_to_it and lead["text"].startswith(place) for place in ("{R}", "{S}"))
        same = self.chance.random()
        if words.startswith(("The country", "It signed")):
            if not receives:
                return
            others["R"] = cast["R"]
        elif same < 0.3 and receives:
            others["R"] = cast["R"]
            if words.startswith("{R} ") and self.chance.random() < 0.7:
                words = self.chance.choice(("It", "The country", "Its government")) + words[3:]
        elif same < 0.55:
            others["S"] = cast["S"]
            if sends and words.startswith("{S} ") and self.chance.random() < 0.6:
                words = "It" + words[3:]
        elif same < 0.65:
            others["R"] = cast["R"]
        self._add(found, {**frame, "text": words}, others)

    def _add(self, found: Item, frame: Frame, cast: Mapping[str, str], before: str | None = None) -> None:
        """The frame's sentence with what it tells; `before` is the state that the text was about."""
        if before is None and any("=" in move for move in frame.get("moves", ())):
            return
        year = self.chance.randint(2003, 2022)
        plain = {
            "N": "many",
            "DAY": self.chance.choice(_DAYS),
            "MON": self.chance.choice(_MONTHS),
            "Y1": str(year),
            "Y2": str(year + self.chance.randint(1, 4)),
            "n": str(self.chance.choice(_SIZES)),
            "m": str(self.chance.choice((2, 4, 6, 10, 13, 18))),
        }
        sentence = self._filled(frame["text"], cast, plain)
        words = sentence.rstrip(".")
        found["sentences"].append(sentence)
        for told in frame.get("stages", ()):
            stage, modality, pair = told.split(":")
            senders, receivers = (side.split(",") for side in pair.split(">"))
            for receiver in receivers:
                sending = [cast[place] for place in senders]
                found["A"].append({"s": sending, "r": cast[receiver], "stage": stage, "mod": modality, "ev": [words]})
                if (stage, modality) == ("operating", "happened"):
                    found["T"] += [{"f": sender, "t": cast[receiver], "ev": [words]} for sender in sending]
        for told in frame.get("moves", ()):
            leg, modality, pair, *rest = told.split(":")
            from_, to = pair.split(">")
            item: Item = {"f": cast[from_], "leg": leg, "mod": modality, "ev": [words]}
            if to != "-":
                item["t"] = before if to == "=" else cast[to]
            item |= {"stopped": True} if "stopped" in rest else {}
            item |= {"n": int(plain.get(rest[0], rest[0]))} if rest and rest[0] != "stopped" else {}
            if any(turn in frame["text"] for turn in _NATIONALS):
                item["nat"] = [cast["X"]]
            found["T"].append(item)

    def _filled(self, words: str, cast: Mapping[str, str], plain: Mapping[str, str]) -> str:
        def named(place: re.Match[str]) -> str:
            name, _, form = place[1].partition(".")
            return plain[name] if name in plain else self.states[cast[name]][("", "c", "a").index(form)]

        sentence = _PLACE.sub(named, words)
        return sentence[0].upper() + sentence[1:]


def _taught(short: Item, book: Codebook) -> dict[str, Any]:
    """The example of a text, without the mentions that it does not code."""
    full = expanded(short)
    opening = open_text(full["text"], full["published"], book)
    gold = interchange.to_json(anchored(full["id"], full["text"], full["coding"]))
    found = example(full["id"], mark(opening), parsed(opening), gold, KIND)
    kept = [number for number, mention in enumerate(found["mentions"]) if mention[0] not in UNCODED]
    place = {number: new for new, number in enumerate(kept)}
    found["mentions"] = [found["mentions"][number] for number in kept]
    for unit in found["units"]:
        unit.update({role: [place[n] for n in unit[role] if n in place] for role in ("count", "when", "court")}, kind=None)
    for figure in found["figures"]:
        figure.update(mention=place[figure["mention"]], when=[])
    return found


if __name__ == "__main__":
    main()
