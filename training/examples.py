"""Coded texts as the tagger is taught: pieces, mentions, and for every sentence what it says and who fills its roles.

python -m training.examples OUT.json [--half open]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.corpus import CodedText, practice, shared, tuning, written_here

from transferwatch.codebook.load import load
from transferwatch.readings import interchange
from transferwatch.readings.by_model.marking import MarkedText, mark, pieces_of
from transferwatch.readings.by_model.outputs import LABELS
from transferwatch.readings.by_rule.page import Page, open_text, parsed

# The families of labels; and what short texts are coded for, by their kind: nothing else in them says anything.
FAMILIES = tuple(dict.fromkeys(label.split(":")[0] for label in LABELS))
CODED = {"mini": ("stage", "move", "step"), "frames": ("stage", "move"), "sayings": ("stance",)}


def main() -> None:
    """Write the examples of a set of coded texts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--half", choices=("open", "test", "shared", "practice", "tuning"), default="open")
    given = parser.parse_args()
    book = load(None)
    found = []
    source = {"shared": shared, "practice": practice, "tuning": tuning}.get(given.half, written_here)
    texts: tuple[CodedText, ...] = source()
    for coded in texts:
        if coded.half != given.half:
            continue
        opening = open_text(coded.text, coded.published, book)
        page = parsed(opening)
        found.append(example(coded.id, mark(opening), page, interchange.to_json(coded.gold), coded.kind))
    given.out.write_text(json.dumps(found), encoding="utf-8")


def example(name: str, marked: MarkedText, page: Page, gold: Mapping[str, Any], kind: str = "") -> dict[str, Any]:
    """One text: its pieces, mentions and the units that the gold names."""
    maker = _Maker(page, marked)
    maker.run(gold)
    return {
        "id": name,
        "coded": CODED.get(kind, FAMILIES),
        "pieces": marked.pieces,
        "stand_ins": marked.stand_ins,
        "sentences": [_range(pieces_of(marked, *sentence)) for sentence in marked.sentences],
        "mentions": [
            [mention.kind, *_range(pieces_of(marked, mention.first, mention.last)), mention.state]
            for mention in marked.mentions
        ],
        "units": maker.units,
        "figures": maker.figures,
        "tags": {tag: sorted(pieces) for tag, pieces in maker.tags.items()},
        "sayings": maker.sayings,
    }


def _range(pieces: Sequence[int]) -> tuple[int, int]:
    return (pieces[0], pieces[-1] + 1) if len(pieces) else (0, 0)


class _Maker:
    """Turns the items of one text into units: a label of a sentence, its modality, and its roles."""

    def __init__(self, page: Page, marked: MarkedText) -> None:
        self.page = page
        self.marked = marked
        self.units: list[dict[str, Any]] = []
        self.figures: list[dict[str, Any]] = []
        self.sayings: list[dict[str, Any]] = []
        self.tags: dict[str, set[int]] = {"content": set(), "cue": set(), "speaker": set(), "person": set()}

    def run(self, gold: Mapping[str, Any]) -> None:
        for item in gold["arrangements"]:
            self._arrangement(item)
        for item in gold["transfers"]:
            self._transfer(item)
        for item in gold["proceedings"]:
            self._unit(
                f"step:{item['step']}",
                item,
                modality=item.get("modality") or "happened",
                court=item.get("court"),
                temporary=item.get("temporary"),
            )
        for item in gold["statements"]:
            self._statement(item)
        for item in gold["contested"]:
            for span in item["evidence"]:
                self._unit(f"contested:{item['topic']}", {"evidence": [span]})
        for item in gold.get("measures") or ():
            self._unit(
                f"measure:{item['kind']}", item, modality=item["modality"], senders=[item["state"]] if item["state"] else []
            )
        for person in self.page.people:
            self.tags["person"].update(pieces_of(self.marked, person.first, person.last))

    def _arrangement(self, item: Mapping[str, Any]) -> None:
        self._unit(
            f"stage:{item['stage']}",
            item,
            modality=item["modality"],
            senders=item["sending"],
            receivers=[item["receiving"]],
            kind=item["kind"],
        )
        terms = item.get("terms") or {}
        spans = [(span["start"], span["end"]) for span in item["evidence"]]
        if terms.get("cap"):
            self._figure("number", "cap", item, lambda m: self.page.counts[m].number == terms["cap"]["number"], spans)
        for money in terms.get("payments") or ():
            self._figure(
                "money", money["status"], item, lambda m, money=money: self.page.money[m].amount == money["amount"], spans
            )

    def _figure(self, kind: str, tag: str, item: Mapping[str, Any], fits: Any, spans: Sequence[tuple[int, int]]) -> None:
        found = [n for n, m in enumerate(self.marked.mentions) if m.kind == kind and fits(m.index)]
        near = [
            n
            for n in found
            if any(start <= self.page.parse.starts[self.marked.mentions[n].first] < end for start, end in spans)
        ]
        for number in near or found[:1]:
            self.figures.append({"mention": number, "tag": tag, "senders": item["sending"], "receivers": [item["receiving"]]})

    def _transfer(self, item: Mapping[str, Any]) -> None:
        if item["leg"] != "outbound":
            move = item["leg"]
        elif item["modality"] == "denied":
            move = "outbound_denied"
        elif item["stopped"]:
            move = "outbound_stopped"
        elif item["modality"] in {"planned", "possible", "alleged"}:
            move = "outbound_unreal"
        else:
            move = "outbound"
        count = item["count"]["number"] if item.get("count") else None
        unit = self._unit(
            f"move:{move}",
            item,
            modality=item["modality"],
            senders=[item["from"]] if item["from"] else [],
            receivers=[item["to"]] if item["to"] else [],
            nationalities=item["nationalities"],
            count=count,
        )
        if unit is None:
            return
        for number in unit["count"]:
            self.figures.append(
                {
                    "mention": number,
                    "tag": f"moved:{move}",
                    "senders": unit["sender"],
                    "receivers": unit["receiver"],
                    "nationality": unit["nationality"],
                    "when": unit["when"],
                    "modality": unit["modality"],
                }
            )

    def _statement(self, item: Mapping[str, Any]) -> None:
        state = item["speaker"].get("state")
        self._unit(f"stance:{item['stance']}", item, place=item.get("cue"), speakers=[state] if state else [])
        text = self.page.text
        start = item["evidence"][0]["start"]
        parts: dict[str, set[int]] = {"cue": set(), "speaker": set(), "content": set()}
        for span in item["evidence"]:
            parts["content"].update(self._pieces(span["start"], span["end"]))
        cue = _nearest(text, item.get("cue"), start)
        if cue:
            parts["cue"].update(self._pieces(*cue))
            start = cue[0]
        speaker = item["speaker"]
        for words in (
            speaker.get("name"),
            (speaker.get("name") or "").split(" ")[-1],
            speaker.get("role"),
            speaker.get("organisation"),
        ):
            place = _nearest(text, words, start)
            if place and self._sentence_at(place[0]) == self._sentence_at(start):
                parts["speaker"].update(self._pieces(*place))
        for part, pieces in parts.items():
            self.tags[part].update(pieces)
        if parts["content"]:
            self.sayings.append(
                {
                    **{part: sorted(pieces) for part, pieces in parts.items()},
                    "stance": item["stance"],
                    "state": [state] if state else [],
                    "sentence": self._sentence_at(start),
                }
            )

    def _unit(self, label: str, item: Mapping[str, Any], **told: Any) -> dict[str, Any] | None:
        """Note that the item's sentence carries the label; `told` is what fills its roles (`place`: words of the sentence)."""
        count, court, place = told.get("count"), told.get("court"), told.get("place")
        spans = [(span["start"], span["end"]) for span in item["evidence"]]
        if not spans:
            return None
        own = self._sentence_at(spans[0][0], spans[0][1])
        if place:
            found = _nearest(self.page.text, place, spans[0][0])
            own = self._sentence_at(*found) if found else own
        others = sorted({self._sentence_at(*span) for span in spans} - {own})
        numbers = [
            n
            for n, m in enumerate(self.marked.mentions)
            if m.kind == "number" and count is not None and self.page.counts[m.index].number == count
        ]
        sentence = self.marked.sentences[own]
        inside = [n for n in numbers if sentence[0] <= self.marked.mentions[n].first <= sentence[1]]
        dates = [
            n
            for n, m in enumerate(self.marked.mentions)
            if m.kind == "date" and item.get("when") and _same(self.page.dates[m.index].edtf, item["when"])
        ]
        near = [n for n in dates if sentence[0] <= self.marked.mentions[n].first <= sentence[1]]
        courts = [
            n
            for n, m in enumerate(self.marked.mentions)
            if m.kind == "court" and court and self._words(m.first, m.last) & _words(court)
        ]
        self.units.append(
            {
                "label": label,
                "sentence": own,
                "others": others,
                "evidence": _range(self._pieces(*spans[0])),
                "modality": told.get("modality"),
                "sender": list(told.get("senders", ())),
                "receiver": list(told.get("receivers", ())),
                "nationality": list(told.get("nationalities", ())),
                "count": inside or numbers[:1],
                "when": near or dates[:1],
                "court": courts,
                "temporary": told.get("temporary"),
                "kind": told.get("kind"),
                "speaker": list(told.get("speakers", ())),
            }
        )
        return self.units[-1]

    def _words(self, first: int, last: int) -> set[str]:
        return _words(" ".join(self.page.parse.words[first : last + 1]))

    def _pieces(self, start: int, end: int) -> Sequence[int]:
        return pieces_of(self.marked, self.page.index_at(start), self.page.index_at(max(start, end - 1)))

    def _sentence_at(self, start: int, end: int | None = None) -> int:
        """The sentence that most of the stretch lies in."""
        first, last = self.page.index_at(start), self.page.index_at((end or start + 1) - 1)
        overlaps = [
            (min(last, sentence[1]) - max(first, sentence[0]), -number) for number, sentence in enumerate(self.marked.sentences)
        ]
        return -max(overlaps)[1]


def _words(text: str) -> set[str]:
    return {word for word in text.lower().replace(".", "").split() if len(word) > 2} - {"the", "court", "for"}


def _same(mention: str | None, wanted: str) -> bool:
    return mention is not None and (mention == wanted or mention.rstrip("~") == wanted.rstrip("~"))


def _nearest(text: str, words: str | None, place: int) -> tuple[int, int] | None:
    """Where the words stand nearest to the place."""
    if not words:
        return None
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    if not found:
        return None
    start = min(found, key=lambda one: abs(one - place))
    return start, start + len(words)


if __name__ == "__main__":
    main()
