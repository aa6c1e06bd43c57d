"""Texts coded in a short form, a line each: what is null, empty or the usual is left out (`evaluation/practice`).

    {"id": …, "kind_of_text": …, "published": EDTF, "title": …, "text": …, "A": [...], "T": [...], "P": [...], "S": [...],
     "C": [...], "M": [...]}

A arrangement report: s (sending), r (receiving), stage, mod [happened], kind [unspecified], when, by, cap (number, bound,
period), pay ([amount, currency, status], …), nat, exc, cond.  T transfer: f, t, leg [outbound], n (number, bound), nat, who,
when, mod, stopped, basis, after.  P proceeding: court, state, step, temp, judge, case, when, about, effect, mod.
S statement: name, role, org, state, named, stance [says], cue, quote, when, venue, about.  C contested claim: topic, claim, by,
not, pro and con (the words of both sides).  M measure: state, kind, what, effect, when, mod, instrument.
All but C have ev, the words that carry the item, and src, the sources as "kind" or "kind:name" [publisher].
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from transferwatch.errors import InputError

Item = Mapping[str, Any]


def lines_of(path: Path) -> list[dict[str, Any]]:
    """The texts of a file in the full form of `evaluation/gold`; InputError names the line that cannot be read."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(expanded(json.loads(line)))
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(
                f"{type(error).__name__}: {error}",
                expected="a coded text in the short form",
                item=f"{path.name}:{number}",
                remedy="See the head of evaluation/compact.py",
            ) from error
    return found


def expanded(short: Item) -> dict[str, Any]:
    """A text of the short form in the full form."""
    return {
        "id": short["id"],
        "kind_of_text": short["kind_of_text"],
        "published": short.get("published"),
        "title": short.get("title"),
        "text": short["text"],
        "coding": {
            "arrangements": [_arrangement(item) for item in short.get("A", ())],
            "transfers": [_transfer(item) for item in short.get("T", ())],
            "proceedings": [_proceeding(item) for item in short.get("P", ())],
            "statements": [_statement(item) for item in short.get("S", ())],
            "contested": [_claim(item) for item in short.get("C", ())],
            "measures": [_measure(item) for item in short.get("M", ())],
        },
    }


def _arrangement(item: Item) -> dict[str, Any]:
    cap = item.get("cap")
    period = cap[2] if cap and len(cap) > 2 else "total"
    return {
        "sending": item["s"],
        "receiving": item["r"],
        "kind": item.get("kind", "unspecified"),
        "stage": item["stage"],
        "modality": item.get("mod", "happened"),
        "when": item.get("when"),
        "by": item.get("by"),
        "terms": {
            "cap": {**_quantity(cap[:2]), "period": period} if cap else None,
            "payments": [dict(zip(("amount", "currency", "status"), money, strict=True)) for money in item.get("pay", ())],
            "nationalities": item.get("nat", []),
            "excludes": item.get("exc", []),
            "conditions": item.get("cond", []),
        },
        **_ground(item),
    }


def _transfer(item: Item) -> dict[str, Any]:
    count = item.get("n")
    return {
        "from": item.get("f"),
        "to": item.get("t"),
        "leg": item.get("leg", "outbound"),
        "count": None if count is None else _quantity(count),
        "nationalities": item.get("nat", []),
        "who": item.get("who"),
        "when": item.get("when"),
        "modality": item.get("mod", "happened"),
        "stopped": bool(item.get("stopped")),
        "legal_basis": [item["basis"]] if item.get("basis") else [],
        "conditions_after": item.get("after"),
        **_ground(item),
    }


def _proceeding(item: Item) -> dict[str, Any]:
    names = ("court", "state", "judge", "case", "when", "about", "effect")
    return {
        **{name: item.get(name) for name in names},
        "step": item["step"],
        "temporary": item.get("temp"),
        "modality": item.get("mod", "happened"),
        **_ground(item),
    }


def _statement(item: Item) -> dict[str, Any]:
    speaker = {
        "name": item.get("name"),
        "role": item.get("role"),
        "organisation": item.get("org"),
        "state": item.get("state"),
        "named": item.get("named", bool(item.get("name") or item.get("org"))),
    }
    return {
        "speaker": speaker,
        "stance": item.get("stance", "says"),
        "cue": item.get("cue") or "",
        "quote": item.get("quote"),
        "when": item.get("when"),
        "venue": item.get("venue"),
        "about": item.get("about", []),
        "evidence": _listed(item["ev"]),
    }


def _claim(item: Item) -> dict[str, Any]:
    def names(sides: list[str]) -> list[str]:
        return [side.partition(":")[2] or side for side in sides]

    return {
        "topic": item["topic"],
        "claim": item.get("claim") or "",
        "asserted_by": names(item.get("by", [])),
        "denied_by": names(item.get("not", [])),
        "evidence": [*_listed(item["pro"]), *_listed(item["con"])],
    }


def _measure(item: Item) -> dict[str, Any]:
    return {
        **{name: item.get(name) for name in ("state", "effect", "when", "instrument")},
        "kind": item["kind"],
        "what": item.get("what") or "",
        "modality": item.get("mod", "happened"),
        **_ground(item),
    }


def _ground(item: Item) -> dict[str, Any]:
    """What every item rests on: its sources and its words."""
    sources = [source.partition(":") for source in item.get("src") or ("publisher",)]
    return {
        "sources": [{"kind": kind, "name": name or None} for kind, _, name in sources],
        "evidence": _listed(item["ev"]),
    }


def _quantity(count: Any) -> dict[str, Any]:
    number, bound = (*count, "exact")[:2] if isinstance(count, list) else (count, "exact")
    return {"number": number, "bound": bound}


def _listed(words: Any) -> list[str]:
    return [words] if isinstance(words, str) else list(words)
