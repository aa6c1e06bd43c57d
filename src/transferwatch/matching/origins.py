"""Which documents go back to one origin: copies, near-copies, and rewrites that quote the same words from one
agency.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

NEAR_COPY = 0.5  # Jaccard similarity of word sequences from which two texts count as one
SHINGLE_WORDS = 5
SKETCH = 256  # so many smallest hashes stand for all sequences of a text
LONG_QUOTATION = 8  # words
MOST_CHARACTERS = 200_000  # of a text are looked at

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»\n]{20,600})[\"”»]")
_CREDIT = re.compile(
    r"[Aa]ccording to (?:the )?((?:[A-Z][\w&.'-]*)(?: [A-Z][\w&.'-]*){0,3})"
    r"|\(((?:[A-Z]{2,8}|Reuters|Xinhua|Bloomberg))\)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What is kept of a text to compare it by: hashes as hexadecimal text, each part sorted."""

    text: str
    sketch: tuple[str, ...] = ()
    quotations: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Documents that carry one story, sorted, and why they are taken for one."""

    documents: tuple[str, ...]
    reason: str


def fingerprint(text: str, publisher: str | None = None) -> Fingerprint:
    """The fingerprint of a text; an agency's own text is credited to the agency."""
    folded = _words(text[:MOST_CHARACTERS])
    sequences = {_hash(" ".join(folded[at : at + SHINGLE_WORDS])) for at in range(len(folded) - SHINGLE_WORDS + 1)}
    quotations = set()
    for found in _QUOTED.finditer(text[:MOST_CHARACTERS]):
        words = _words(found[1])
        if len(words) >= LONG_QUOTATION:
            quotations.add(_hash(" ".join(words)))
    named = {found[1] or found[2] for found in _CREDIT.finditer(text[:MOST_CHARACTERS])}
    if publisher:
        named.add(publisher)
    return Fingerprint(
        text=_hash(" ".join(folded)),
        sketch=tuple(sorted(sequences)[:SKETCH]),
        quotations=tuple(sorted(quotations)),
        credits=tuple(sorted({" ".join(_words(name)) for name in named})),
    )


def origins(fingerprints: Mapping[str, Fingerprint]) -> tuple[Origin, ...]:
    """The documents, by id, parted into origins; the parting does not depend on their order."""
    documents = sorted(fingerprints)
    parent = {document: document for document in documents}
    reasons: dict[str, set[str]] = {document: set() for document in documents}

    def root(document: str) -> str:
        while parent[document] != document:
            document = parent[document]
        return document

    for at, first in enumerate(documents):
        for second in documents[at + 1 :]:
            reason = same_origin(fingerprints[first], fingerprints[second])
            if reason:
                reasons[first].add(reason)
                low, high = sorted((root(first), root(second)))
                parent[high] = low
    members: dict[str, list[str]] = {}
    for document in documents:
        members.setdefault(root(document), []).append(document)
    return tuple(
        Origin(
            documents=tuple(group),
            reason="; ".join(sorted(set().union(*(reasons[document] for document in group))))
            or "no other document carries this story",
        )
        for _, group in sorted(members.items())
    )


def same_origin(first: Fingerprint, second: Fingerprint) -> str:
    """Why two documents are one origin, in words; empty where they are two."""
    if first.text == second.text:
        return "the same text"
    if first.sketch and second.sketch and _likeness(first.sketch, second.sketch) >= NEAR_COPY:
        return "nearly the same text"
    shared = sorted(set(first.credits) & set(second.credits))
    if shared and set(first.quotations) & set(second.quotations):
        return f"the same quotation, credited to {shared[0]}"
    return ""


def _likeness(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    """Jaccard similarity, estimated over the smallest hashes of both; exact for short texts."""
    smallest = set(sorted(set(first) | set(second))[:SKETCH])
    return len(smallest & set(first) & set(second)) / len(smallest)


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _hash(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
