"""Agree: how far two sets of readings of the same documents say the same, and where they differ.

Serves two people, a person and a program, two versions of a reader, and the scorer of the evaluation (where
the gold is on the left).  Items are matched one to one, the most alike first (`likeness` says by what); what
matched items say beyond that is compared field by field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from transferwatch.errors import InputError
from transferwatch.readings.likeness import RULES, TOLD
from transferwatch.readings.reading import (
    ArrangementReport,
    Cap,
    ContestedClaim,
    DocumentFacts,
    Money,
    Proceeding,
    Quantity,
    ReaderFacts,
    Reading,
    Span,
    Statement,
    Transfer,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many items the readings have in common, and how many each has."""

    both: int = 0
    left: int = 0
    right: int = 0

    def __add__(self, other: Tally) -> Tally:
        """The two counted together."""
        return Tally(both=self.both + other.both, left=self.left + other.left, right=self.right + other.right)

    @property
    def precision(self) -> float:
        """Of the items on the right, the share that the left has; 0 where the right has none."""
        return self.both / self.right if self.right else 0.0

    @property
    def recall(self) -> float:
        """Of the items on the left, the share that the right has; 0 where the left has none."""
        return self.both / self.left if self.left else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both; the same with left and right exchanged."""
        together = self.precision + self.recall
        return 2 * self.precision * self.recall / together if together else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Of `of` matched items that were asked for a field, in `same` both say the same."""

    same: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        """The two counted together."""
        return Share(same=self.same + other.same, of=self.of + other.of)

    @property
    def value(self) -> float | None:
        """The share; None where nothing was asked."""
        return self.same / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing in which two readings of a document differ; `field` is null for an item that a side lacks."""

    document: str
    part: str
    field: str | None
    left: str | None
    right: str | None
    evidence: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """The items of one part: those matched, and those that one side alone has."""

    matched: tuple[tuple[Any, Any], ...]
    only_left: tuple[Any, ...]
    only_right: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two readings of one document, or many of them together."""

    tallies: Mapping[str, Tally] = field(default_factory=dict)
    shares: Mapping[str, Share] = field(default_factory=dict)
    codes: Mapping[str, Counter[tuple[str, str]]] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()

    def alphas(self) -> dict[str, float | None]:
        """Krippendorff's alpha (nominal) of each coded field over the matched items."""
        return {name: alpha(pairs) for name, pairs in self.codes.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The documents that both sets have, compared; those that one set alone has are named and not counted."""

    documents: tuple[str, ...]
    only_left: tuple[str, ...]
    only_right: tuple[str, ...]
    comparison: Comparison


def agree(left: Mapping[str, Reading], right: Mapping[str, Reading]) -> Agreement:
    """How far two sets of readings, by document, agree."""
    shared = tuple(name for name in left if name in right)
    return Agreement(
        documents=shared,
        only_left=tuple(name for name in left if name not in right),
        only_right=tuple(name for name in right if name not in left),
        comparison=together(compare(left[name], right[name]) for name in shared),
    )


def by_document(readings: Iterable[Reading]) -> dict[str, Reading]:
    """The readings by the id of their document; InputError where one document comes twice."""
    found: dict[str, Reading] = {}
    for reading in readings:
        if reading.document.id in found:
            raise InputError(
                f"two readings of document {reading.document.id[:12]}",
                expected="one reading of each document",
                remedy="Leave one of them out",
                item=reading.document.path or "",
            )
        found[reading.document.id] = reading
    return found


def nothing_read(document: str) -> Reading:
    """A reading of a document in which nothing was found."""
    facts = DocumentFacts(id=document, path=None, title=None, publisher=None, published=None, language=None)
    return Reading(document=facts, reader=ReaderFacts(name="none", version="0", codebook=""))


def compare(left: Reading, right: Reading) -> Comparison:
    """Two readings of one document: what they have in common, and every difference."""
    tallies: dict[str, Tally] = {}
    for name, told in TOLD.items():
        one, other = told(left.arrangements), told(right.arrangements)
        tallies[name] = Tally(both=len(one & other), left=len(one), right=len(other))
    shares: dict[str, Share] = {}
    codes: dict[str, Counter[tuple[str, str]]] = {}
    differences: list[Difference] = []
    for rule in RULES:
        paired = pair_up(getattr(left, rule.part), getattr(right, rule.part), rule.likeness)
        if rule.counted:
            sizes = (len(getattr(left, rule.part)), len(getattr(right, rule.part)))
            tallies[rule.item] = Tally(both=len(paired.matched), left=sizes[0], right=sizes[1])
        if rule.counted or rule.part == "arrangements":
            differences += _one_sided(left.document.id, rule.part, paired)
        for name, same in rule.fields.items():
            asked = [(one, other, same(one, other)) for one, other in paired.matched]
            verdicts = [verdict for _, _, verdict in asked if verdict is not None]
            shares[f"{rule.item}.{name}"] = Share(same=sum(verdicts), of=len(verdicts))
            differences += [
                _difference(left.document.id, rule.part, name, one, other) for one, other, verdict in asked if verdict is False
            ]
        for name in rule.codes:
            found = Counter((str(getattr(one, name)), str(getattr(other, name))) for one, other in paired.matched)
            codes[f"{rule.item}.{name}"] = found
    return Comparison(tallies=tallies, shares=shares, codes=codes, differences=tuple(differences))


def together(comparisons: Iterable[Comparison]) -> Comparison:
    """Many comparisons as one, every item counting the same."""
    tallies: dict[str, Tally] = {}
    shares: dict[str, Share] = {}
    codes: dict[str, Counter[tuple[str, str]]] = {}
    differences: list[Difference] = []
    for one in comparisons:
        for name, tally in one.tallies.items():
            tallies[name] = tallies.get(name, Tally()) + tally
        for name, share in one.shares.items():
            shares[name] = shares.get(name, Share()) + share
        for name, pairs in one.codes.items():
            codes.setdefault(name, Counter()).update(pairs)
        differences += one.differences
    return Comparison(tallies=tallies, shares=shares, codes=codes, differences=tuple(differences))


def alpha(pairs: Mapping[tuple[str, str], int]) -> float | None:
    """Krippendorff's alpha of two coders over nominal codes; None where there is no item, or only one code.

    One less observed over expected disagreement (Krippendorff, Content Analysis, 4th ed., 2018, chapter 12).
    """
    units = sum(pairs.values())
    used: Counter[str] = Counter()
    for (one, other), times in pairs.items():
        used[one] += times
        used[other] += times
    values = 2 * units
    expected = values**2 - sum(times**2 for times in used.values())
    if not expected:
        return None
    observed = 2 * sum(times for (one, other), times in pairs.items() if one != other)
    return 1 - (values - 1) * observed / expected


def pair_up(left: Sequence[Any], right: Sequence[Any], likeness: Callable[[Any, Any], float]) -> Pairing:
    """The items matched one to one, the most alike first; a likeness of 0 is no match."""
    candidates = sorted(
        ((likeness(one, other), i, j) for i, one in enumerate(left) for j, other in enumerate(right)),
        reverse=True,
    )
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    matched = []
    for alike, i, j in candidates:
        if alike > 0 and i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            matched.append((i, j))
    return Pairing(
        matched=tuple((left[i], right[j]) for i, j in sorted(matched)),
        only_left=tuple(one for i, one in enumerate(left) if i not in taken_left),
        only_right=tuple(other for j, other in enumerate(right) if j not in taken_right),
    )


# Differences in words -----------------------------------------------------------------------------


def in_words(item: Any) -> str:
    """An item in one line: what tells it from others of its part."""
    match item:
        case ArrangementReport():
            pair = f"{'+'.join(item.sending)}-{item.receiving}"
            return f"{pair} {item.stage} {item.modality} {item.when or 'undated'}"
        case Transfer():
            count = f"{item.count.bound} {item.count.number}" if item.count else "a number not said"
            outcome = f"{item.modality}{' stopped' if item.stopped else ''}"
            return f"{item.from_ or '?'}-{item.to or '?'} {item.leg} {count} {outcome} {item.when or 'undated'}"
        case Proceeding():
            return f"{item.court or 'a court'} {item.step} {item.modality} {item.when or 'undated'}"
        case Statement():
            speaker = item.speaker
            return f"{speaker.name or speaker.role or speaker.organisation or 'somebody'} {item.stance}"
        case ContestedClaim():
            return f"{item.topic}: {item.claim}"
        case _:
            return f"{item.state or '?'} {item.kind}: {item.what}"


def _one_sided(document: str, part: str, paired: Pairing) -> list[Difference]:
    sides = [(one, None) for one in paired.only_left] + [(None, other) for other in paired.only_right]
    return [
        Difference(
            document=document,
            part=part,
            field=None,
            left=None if one is None else in_words(one),
            right=None if other is None else in_words(other),
            evidence=next(iter((one or other).evidence), None),
        )
        for one, other in sides
    ]


def _difference(document: str, part: str, name: str, one: Any, other: Any) -> Difference:
    first, second = _field_in_words(one, name), _field_in_words(other, name)
    return Difference(
        document=document,
        part=part,
        field=name,
        left=first,
        right=second,
        evidence=next(iter(one.evidence), None),
    )


def _field_in_words(item: Any, name: str) -> str:
    match name:
        case "speaker_state":
            value: Any = item.speaker.state
        case "named":
            value = item.speaker.named
        case "cap":
            value = item.terms.cap
        case "payment":
            value = item.terms.payments
        case "source_kind":
            value = sorted({source.kind for source in item.sources})
        case _:
            value = getattr(item, name)
    return _value_in_words(value)


def _value_in_words(value: Any) -> str:
    match value:
        case None | () | []:
            return "none"
        case bool():
            return "yes" if value else "no"
        case Quantity():
            return f"{value.bound} {value.number}"
        case Cap():
            period = "in total" if value.period == "total" else f"a {value.period}"
            return f"{value.bound} {value.number} {period}"
        case Money():
            return f"{value.currency} {value.amount} {value.status}"
        case tuple() | list():
            return ", ".join(_value_in_words(one) for one in value)
        case _:
            return str(value)
