"""The coded texts: those written here (`evaluation/gold`) and, where present, those beside the manual.

Texts are split by a hash of their id, so that a text never changes sides: the open half is for reading and
mending, the test half for measuring only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from evaluation.compact import lines_of
from transferwatch.errors import InputError
from transferwatch.readings import interchange
from transferwatch.readings.anchoring import PARTS
from transferwatch.readings.reading import Reading

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "evaluation" / "gold"
SECOND = ROOT / "evaluation" / "second"
PRACTICE = ROOT / "evaluation" / "practice"
TUNING = ROOT / "evaluation" / "tuning"
HELD = ROOT / "evaluation" / "held"
SHARED = ROOT.parent / "shared" / "coded"

Half = Literal["shared", "open", "test", "practice", "tuning", "held"]
# The texts that are measured and not looked at.
SEALED: tuple[Half, ...] = ("test", "held")
LOOK_ALIKE = "look-alike"
# Where a text whose kind is not in the list is counted, until the check of the gold has been heeded.
UNLISTED = "unlisted"

# The kinds of text, and other words for them at the head of `kind_of_text` (what stands behind a comma,
# a colon or in brackets is a remark).
KINDS: Mapping[str, tuple[str, ...]] = {
    "wire report": ("wire", "wire story", "agency report"),
    "wire rewrite": ("rewrite", "rewrite of a wire report", "wire report rewrite"),
    "news digest": (
        "restated news digest",
        "digest",
        "news report",
        "newspaper report",
        "broadcaster report",
    ),
    "local paper": ("local newspaper", "local news"),
    "analysis": ("capital-city analysis", "capital city analysis", "news analysis"),
    "explainer": ("explainer with questions",),
    "live blog": ("liveblog",),
    "NGO release": ("ngo report", "ngo statement", "ngo briefing"),
    "UN briefing note": ("un statement", "un release", "un press briefing"),
    "government communiqué": (
        "government communique",
        "communiqué",
        "government statement",
        "government release",
    ),
    "parliamentary record": ("parliamentary question", "hansard", "parliamentary debate"),
    "interview": (),
    "court report": ("court summary", "court news"),
    "court order": ("court order summary", "court ruling", "judgment", "order"),
    "docket": ("docket entries", "docket entry", "docket sheet"),
    "tracker": ("tracker entry", "tracker entries"),
    "Senate-style report": ("senate-style report section", "senate report", "committee report"),
    "opinion": ("editorial", "op-ed", "commentary", "column"),
    "mini": (),
    "translated English": ("translated", "translation"),
    LOOK_ALIKE: ("lookalike", "look alike"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedText:
    """One text with its coding; `parts` are those that the coders coded."""

    id: str
    kind: str
    half: Half
    title: str | None
    published: str | None
    text: str
    gold: Reading
    parts: tuple[str, ...]


def half_of(name: str) -> Half:
    """The half that a text of this id belongs to, by the first hexadecimal digit of its SHA-256."""
    return "open" if hashlib.sha256(name.encode()).hexdigest()[0] < "8" else "test"


def kind_of(said: str) -> str:
    """The kind of text that the words stand for; InputError for one that is not in KINDS."""
    head, _, remark = said.partition("(")
    if "rewrite" in remark:
        return "wire rewrite"
    for mark in (":", ",", ";"):
        head = head.partition(mark)[0]
    word = head.strip().casefold()
    for kind, others in KINDS.items():
        if word == kind.casefold() or word in others:
            return kind
    raise InputError(
        f"the kind of text {said!r}",
        expected=f"one of {', '.join(KINDS)}",
        remedy="Add it to evaluation/corpus.py",
    )


def written_here(folder: Path = GOLD) -> tuple[CodedText, ...]:
    """The texts of a folder of gold files, by id; InputError names the file that is wrong."""
    return tuple(_from_file(path) for path in sorted(folder.glob("*.json")))


def shared(folder: Path = SHARED) -> tuple[CodedText, ...]:
    """The texts that the coding manual comes with; none where there is no such folder."""
    if not (folder / "texts.jsonl").is_file():
        return ()
    codings = {coding.pop("id"): coding for coding in _lines(folder / "gold.jsonl")}
    found = []
    for entry in _lines(folder / "texts.jsonl"):
        coding = codings[entry["id"]]
        found.append(
            CodedText(
                id=entry["id"],
                kind="news digest" if any(coding.values()) else LOOK_ALIKE,
                half="shared",
                title=entry.get("title"),
                published=entry.get("published"),
                text=entry["text"],
                gold=anchored(entry["id"], entry["text"], coding),
                parts=tuple(part for part in PARTS if part in coding),
            )
        )
    return tuple(found)


def practice(folder: Path = PRACTICE) -> tuple[CodedText, ...]:
    """The texts that the tagger was trained on, in the order of the files; InputError names the line that is wrong."""
    return _in_short_form(folder, "practice")


def tuning(folder: Path = TUNING) -> tuple[CodedText, ...]:
    """The texts that the reader is set on, in the order of the files; InputError names the line that is wrong."""
    return _in_short_form(folder, "tuning")


def held(folder: Path = HELD) -> tuple[CodedText, ...]:
    """The news digests that are only measured, in the order of the files; InputError names the line that is wrong."""
    return _in_short_form(folder, "held")


def _in_short_form(folder: Path, half: Half) -> tuple[CodedText, ...]:
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for coded in lines_of(path):
            found.append(
                CodedText(
                    id=coded["id"],
                    kind=_listed(coded["kind_of_text"]),
                    half=half,
                    title=coded["title"],
                    published=coded["published"],
                    text=coded["text"],
                    gold=anchored(coded["id"], coded["text"], coded["coding"]),
                    parts=tuple(coded["coding"]),
                )
            )
    return tuple(found)


def anchored(name: str, text: str, coding: Mapping[str, Any]) -> Reading:
    """The coding as a reading: each piece of evidence at the first place where the text has it."""
    parts = {part: [_with_spans(item, text) for item in coding.get(part, ())] for part in PARTS}
    facts = {"id": name, "path": None, "title": None, "publisher": None, "published": None, "language": None}
    reader = {"name": "gold", "version": "1", "codebook": ""}
    return interchange.from_json({"document": facts, "reader": reader, **parts})


def digest(texts: Iterable[CodedText]) -> str:
    """The SHA-256 of texts and codings, the same for any order of the texts."""
    whole = hashlib.sha256()
    for text in sorted(texts, key=lambda one: one.id):
        facts = [text.id, text.kind, text.title, text.published, text.text, list(text.parts)]
        whole.update(json.dumps(facts, ensure_ascii=False).encode() + b"\0")
        whole.update(interchange.to_line(text.gold).encode() + b"\0")
    return whole.hexdigest()


def _from_file(path: Path) -> CodedText:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        coding = held["coding"]
        return CodedText(
            id=held["id"],
            kind=_listed(held["kind_of_text"]),
            half=half_of(held["id"]),
            title=held["title"],
            published=held["published"],
            text=held["text"],
            gold=anchored(held["id"], held["text"], coding),
            parts=tuple(part for part in PARTS if part in coding),
        )
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise InputError(
            f"{type(error).__name__}: {error}",
            expected="id, kind_of_text, published, title, text, coding",
            item=path.name,
        ) from error
    except InputError as error:
        raise InputError(error.found, expected=error.expected, remedy=error.remedy, item=path.name) from error


def _listed(said: str) -> str:
    """The kind of text; a new word for one must not hide the figures of all other texts."""
    try:
        return kind_of(said)
    except InputError:
        return UNLISTED


def _with_spans(item: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The item with `{"start", "end", "text"}` for each piece of evidence that stands in the text."""
    spans = [
        {"start": text.index(words), "end": text.index(words) + len(words), "text": words}
        for words in item["evidence"]
        if words in text
    ]
    return {**item, "evidence": spans}


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
