"""How well a value is borne out: on whose word it rests, on how many origins, and who contests it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from transferwatch.matching.match import Item, Mention, Voice
from transferwatch.matching.origins import Origin, Origins
from transferwatch.matching.parties import Pair
from transferwatch.readings.reading import Span

GradeCode = Literal["both_parties", "official", "corroborated", "single_origin", "unnamed_only"]

_ON_RECORD = frozenset({"official", "court"})
_UNNAMED = frozenset({"unnamed", "official_unnamed"})
_ENTITLED = frozenset({"official", "court", "official_unnamed", "document"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The words of one document that a value rests on, on whose word they stand, and since when they are
    known.
    """

    document: str
    spans: tuple[Span, ...]
    voices: tuple[Voice, ...]
    known: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """Somebody entitled to know says that it is not so; `state` is null where it is not settled for whom they
    speak.
    """

    by: str | None
    state: str | None
    what: str
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """The grade of one value, the rule that gave it in words, its origins as groups of documents, and who
    contests it.
    """

    code: GradeCode
    rule: str
    origins: tuple[tuple[str, ...], ...]
    contested_by: tuple[Denial, ...] = ()

    @property
    def contested(self) -> bool:
        """Whether somebody entitled to know denies it."""
        return bool(self.contested_by)


def cite(mention: Mention[Item]) -> Citation:
    """The citation of an item."""
    return Citation(
        document=mention.document,
        spans=tuple(sorted(mention.evidence)),
        voices=mention.voices,
        known=mention.known,
    )


def cite_all(mentions: Iterable[Mention[Item]]) -> tuple[Citation, ...]:
    """The citations of all items, by the day they were known, then by document and place in it."""
    cited = {cite(mention) for mention in mentions}
    return tuple(cited) if len(cited) == 1 else tuple(sorted(cited, key=citation_order))


def citation_order(citation: Citation) -> tuple[date, str, tuple[Span, ...]]:
    """The one order of citations."""
    return (citation.known, citation.document, citation.spans)


def grade(
    citations: Sequence[Citation],
    origins: Sequence[Origin],
    pair: Pair | None,
    contested_by: Iterable[Denial] = (),
) -> Grade:
    """The best grade whose rule the citations meet.

    `both_parties`: both states on record, or one of them and a document.  `official`: one responsible party
    on record; where the state of an official is not settled, they are taken for one party and never for
    both.  `corroborated`: two or more independent origins that do not rest on unnamed sources alone.
    `unnamed_only`: nothing but unnamed sources. `single_origin`: what is left.
    """
    code, rule = _rule(citations, origins, pair)
    denials = sorted(set(contested_by), key=lambda denial: (citation_order(denial.citation), denial.what, denial.by or ""))
    return Grade(code=code, rule=rule, origins=_origins_of(citations, origins), contested_by=tuple(denials))


def _rule(citations: Sequence[Citation], origins: Sequence[Origin], pair: Pair | None) -> tuple[GradeCode, str]:
    voices = {voice for citation in citations for voice in citation.voices}
    on_record = {voice for voice in voices if voice.kind in _ON_RECORD and _responsible(voice, pair)}
    states = {voice.state for voice in on_record} - {None}
    if pair and pair.receiving in states and states & set(pair.sending):
        return "both_parties", "officials or courts of both states say so on the record"
    if on_record and any(voice.kind == "document" for voice in voices):
        return "both_parties", "one state says so on the record, and a document bears it out"
    if on_record:
        return "official", "one responsible party says so on the record"
    named = [citation for citation in citations if not _unnamed(citation)]
    independent = _origins_of(named, origins)
    if len(independent) >= 2:
        return "corroborated", f"{len(independent)} independent origins say so"
    if not named:
        return "unnamed_only", "only unnamed sources say so"
    return "single_origin", "one origin says so"


def _responsible(voice: Voice, pair: Pair | None) -> bool:
    return pair is None or voice.state is None or voice.state in (*pair.sending, pair.receiving)


def _unnamed(citation: Citation) -> bool:
    return bool(citation.voices) and all(voice.kind in _UNNAMED for voice in citation.voices)


def _origins_of(citations: Sequence[Citation], origins: Sequence[Origin]) -> tuple[tuple[str, ...], ...]:
    """The origins of the cited documents, each as the documents of it that are cited."""
    home = origins.home if isinstance(origins, Origins) else Origins(origins).home
    groups: dict[int, set[str]] = {}
    for citation in citations:
        if citation.document in home:
            groups.setdefault(home[citation.document], set()).add(citation.document)
    return tuple(sorted(tuple(sorted(group)) for group in groups.values()))


def entitled(mention: Mention[Item], pair: Pair | None) -> tuple[Voice, ...]:
    """The voices of a denial that are entitled to know: officials, courts and documents of a party."""
    return tuple(voice for voice in mention.voices if voice.kind in _ENTITLED and _responsible(voice, pair))


def denials(mention: Mention[Item], pair: Pair | None, what: str) -> tuple[Denial, ...]:
    """The denials that an item with the modality `denied` holds, one for each entitled voice."""
    return tuple(
        Denial(by=voice.name, state=voice.state, what=what, citation=cite(mention)) for voice in entitled(mention, pair)
    )
