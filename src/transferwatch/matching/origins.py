"""Which documents go back to one origin: copies, near-copies, and rewrites that have an agency's words or figures.

Two documents are compared only where they share a key, and what is linked depends on the two alone: the same links come out
of all documents at once and of one at a time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

NEAR_COPY = 0.5  # Jaccard similarity of word sequences from which two texts count as one
REWORDED = 0.15  # from which they do where they also credit one agency
REQUOTED = 0.4  # from which they do where they also have one quotation, whose own words count here
SHINGLE_WORDS = 5
SKETCH = 256  # so many smallest hashes stand for all sequences of a text
LONG_QUOTATION = 8  # words
ODD_FIGURES = 2  # so many figures that nobody would hit on twice
MOST_CHARACTERS = 200_000  # of a text are looked at
_SAMPLE = 16  # one in so many sequences is a key; near-copies of 60 words share some 8
_ALWAYS_KEYS = 3

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»\n]{20,600})[\"”»]")
_NAME = r"(?:(?:[A-Z]\.){2,}|[A-Z][\w&'’-]*)"
_CREDIT = re.compile(
    rf"[Aa]ccording to (?:the )?({_NAME}(?: {_NAME}){{0,3}})"
    r"|[Tt]old (?:the )?((?:AFP|AP|Reuters|dpa|ANSA|EFE|Xinhua|Bloomberg))\b"
    r"|\(((?:[A-Z]{2,8}|Reuters|Xinhua|Bloomberg))\)"
)
_DATELINE = re.compile(r"\A\W*([A-Z][A-Z.'’ -]{2,30})(?:,[^\n]{0,40}?)?(?: \([^)\n]{2,20}\))? ?[—–-]")
_FIGURE = re.compile(r"(?<![\w.,/:-])\d{1,3}(?:[,.\u202f]\d{3})*(?:[.,]\d+)?(?![\w/:]|[.,-]\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What is kept of a text to compare it by: hashes as hexadecimal text and folded words, each part sorted."""

    text: str
    sketch: tuple[str, ...] = ()
    quotations: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    dateline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Documents that carry one story, sorted, and why they are taken for one."""

    documents: tuple[str, ...]
    reason: str


class Origins(tuple[Origin, ...]):
    """The origins of some documents, each in one."""

    @cached_property
    def home(self) -> Mapping[str, int]:
        """Which of them each document belongs to."""
        return {document: at for at, origin in enumerate(self) for document in origin.documents}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Link:
    """Two documents of one origin, the smaller id first, and why they are taken for one."""

    first: str
    second: str
    reason: str


def fingerprint(text: str, publisher: str | None = None) -> Fingerprint:
    """The fingerprint of a text; an agency's own text is credited to the agency."""
    text = text[:MOST_CHARACTERS]
    folded = _words(text)
    sequences = {_hash(" ".join(folded[at : at + SHINGLE_WORDS])) for at in range(len(folded) - SHINGLE_WORDS + 1)}
    quotations = set()
    for found in _QUOTED.finditer(text):
        words = _words(found[1])
        if len(words) >= LONG_QUOTATION:
            quotations.add(_hash(" ".join(words)))
    named = {next(name for name in found.groups() if name) for found in _CREDIT.finditer(text)}
    if publisher:
        named.add(publisher)
    dateline = _DATELINE.match(text)
    return Fingerprint(
        text=_hash(" ".join(folded)),
        sketch=tuple(sorted(sequences)[:SKETCH]),
        quotations=tuple(sorted(quotations)),
        credits=tuple(sorted({" ".join(_words(name)) for name in named})),
        figures=tuple(sorted({figure[0].replace("\u202f", ",") for figure in _FIGURE.finditer(text) if _is_odd(figure[0])})),
        dateline=" ".join(_words(dateline[1])) if dateline else "",
    )


def _is_odd(figure: str) -> bool:
    """Whether a figure has three digits or more that matter, and is no year: 247 or 7.53, and not 250, 7.5 or 2025."""
    digits = re.sub(r"\D", "", figure).strip("0")
    return len(digits) > 2 and not re.fullmatch(r"(?:19|20)\d\d", figure)


def keys(found: Fingerprint) -> frozenset[str]:
    """What two documents must share one of to be compared at all."""
    sampled = (one for one in found.sketch if int(one[-4:], 16) % _SAMPLE == 0)
    credited = (_hash(f"{credit}|{mark}") for credit in found.credits for mark in (*found.quotations, *found.figures))
    return frozenset((found.text, *found.sketch[:_ALWAYS_KEYS], *sampled, *found.quotations, *credited))


def link(first: str, one: Fingerprint, second: str, other: Fingerprint) -> Link | None:
    """The link of two documents with their fingerprints; None where they are two origins."""
    reason = same_origin(one, other)
    low, high = sorted((first, second))
    return Link(first=low, second=high, reason=reason) if reason else None


def links(fingerprints: Mapping[str, Fingerprint]) -> tuple[Link, ...]:
    """Every link among the documents, by id."""
    holders: dict[str, list[str]] = {}
    for document in sorted(fingerprints):
        for key in keys(fingerprints[document]):
            holders.setdefault(key, []).append(document)
    twos = {(first, second) for held in holders.values() for at, first in enumerate(held) for second in held[at + 1 :]}
    made = (link(first, fingerprints[first], second, fingerprints[second]) for first, second in sorted(twos))
    return tuple(one for one in made if one)


def origins(documents: Iterable[str], linked: Iterable[Link]) -> Origins:
    """The documents, by id, parted into origins by the links among them; their order does not matter."""
    known = sorted(set(documents))
    parent = {document: document for document in known}
    reasons: dict[str, set[str]] = {document: set() for document in known}

    def root(document: str) -> str:
        while parent[document] != document:
            parent[document] = parent[parent[document]]
            document = parent[document]
        return document

    for one in linked:
        if one.first not in parent or one.second not in parent:
            continue
        reasons[one.first].add(one.reason)
        low, high = sorted((root(one.first), root(one.second)))
        parent[high] = low
    members: dict[str, list[str]] = {}
    for document in known:
        members.setdefault(root(document), []).append(document)
    return Origins(
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
    if not keys(first) & keys(second):
        return ""
    likeness = _likeness(first.sketch, second.sketch) if first.sketch and second.sketch else 0.0
    if likeness >= NEAR_COPY:
        return "nearly the same text"
    return next(_borrowed(first, second, likeness), "")


def _borrowed(first: Fingerprint, second: Fingerprint, likeness: float) -> Iterator[str]:
    """The reasons for which a text with words of its own is a rewrite of another."""
    quoted = bool(set(first.quotations) & set(second.quotations))
    shared = sorted(set(first.credits) & set(second.credits))
    if shared:
        figures = sorted(set(first.figures) & set(second.figures))
        if quoted:
            yield f"the same quotation, credited to {shared[0]}"
        if len(figures) >= ODD_FIGURES:
            yield f"the same odd figures ({', '.join(figures[:3])}), credited to {shared[0]}"
        if figures and first.dateline and first.dateline == second.dateline:
            yield f"the same dateline and the same odd figure ({figures[0]}), credited to {shared[0]}"
        if likeness >= REWORDED:
            yield f"much of the same wording, credited to {shared[0]}"
    if quoted and likeness >= REQUOTED:
        yield "the same quotation and much of the same wording"


def _likeness(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    """Jaccard similarity, estimated over the smallest hashes of both; exact for short texts."""
    smallest = set(sorted(set(first) | set(second))[:SKETCH])
    return len(smallest & set(first) & set(second)) / len(smallest)


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _hash(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
