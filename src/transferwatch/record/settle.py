"""Settle readings, decisions and codebook into the record: a pure function, the same for any order of its
inputs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any, TypeVar, cast

from transferwatch.codebook.codebook import Codebook
from transferwatch.dates import sort_key
from transferwatch.matching.compare import deals
from transferwatch.matching.match import Filed, Item, Match, Mention, Part, Ties
from transferwatch.matching.occurrences import court_steps, movements
from transferwatch.matching.origins import Link, Origin, Origins, links, origins
from transferwatch.matching.parties import Pair, mentions
from transferwatch.matching.sayings import statements
from transferwatch.readings.reading import (
    ArrangementReport,
    ContestedClaim,
    Measure,
    Modality,
    Proceeding,
    Statement,
    Transfer,
)
from transferwatch.record.arrangement import Arrangement, Term
from transferwatch.record.claim import Claim
from transferwatch.record.decisions import Decision, decided, in_order, ties_of, withdrawn
from transferwatch.record.grades import cite, cite_all, denials, grade
from transferwatch.record.history import placed, stage_report
from transferwatch.record.proceeding import Act, CourtStep
from transferwatch.record.statement import Said
from transferwatch.record.transfer import Movement
from transferwatch.record.view import DocumentOnRecord, PairRecord, Record, StateRecord

_SUREST_FIRST: tuple[Modality, ...] = ("happened", "planned", "possible", "alleged", "denied")
I_ = TypeVar("I_", bound=Item)
V = TypeVar("V")
Mentions = Iterable[Mention[Item]]
Links = Sequence[Link]


def settle(files: Iterable[Filed], codebook: Codebook, decisions: Sequence[Decision] = ()) -> Record:
    """The record that the readings come to."""
    ordered, gone = in_order(decisions), withdrawn(decisions)
    filed = sorted((file for file in files if file.reading.document.id not in gone), key=lambda file: file.reading.document.id)
    found = [mention for file in filed for mention in mentions(as_decided(file, ordered), codebook)]
    linked = links({file.reading.document.id: file.fingerprint for file in filed})
    by_pair: dict[str, list[Mention[Item]]] = {}
    by_state: dict[str, list[Mention[Item]]] = {}
    for mention in found:
        if mention.pair is not None:
            by_pair.setdefault(mention.pair, []).append(mention)
        elif mention.state is not None:
            by_state.setdefault(mention.state, []).append(mention)
    return Record(
        pairs=tuple(settle_pair(Pair.from_text(pair), by_pair[pair], linked, ordered) for pair in sorted(by_pair)),
        states=tuple(settle_state(state, by_state[state], linked, ordered) for state in sorted(by_state)),
        documents=tuple(document_on_record(file) for file in filed),
    )


def as_decided(file: Filed, decisions: Sequence[Decision]) -> Filed:
    """The reading on file as people decided on its items."""
    reading = decided(file.reading, decisions)
    return file if reading is file.reading else replace(file, reading=reading)


def document_on_record(file: Filed) -> DocumentOnRecord:
    """The facts of the document of a reading on file."""
    return DocumentOnRecord(
        facts=file.reading.document,
        reader=file.reading.reader,
        known=file.known,
        url=file.url,
        withheld=file.withheld,
    )


def settle_pair(pair: Pair, bearing: Mentions, linked: Links, decisions: Sequence[Decision] = ()) -> PairRecord:
    """What the items that bear on a pair come to; depends on nothing else of the record.

    The items are as they were decided on; of the decisions, those count here that say what is one thing and what is two.
    """
    found = tuple(bearing)
    told = _origins(found, linked)
    reports = cast("list[Mention[ArrangementReport]]", _of(found, "arrangements"))
    ties = ties_of(found, decisions)
    matches = deals(reports, ties_of(reports, decisions))
    return PairRecord(
        pair=pair,
        arrangements=tuple(_arrangement(pair, number, match, told) for number, match in enumerate(matches, start=1)),
        transfers=_movements(found, told, pair, ties),
        proceedings=_court_steps(found, told, ties),
        statements=_statements(found, ties),
        contested=_claims(found),
        origins=told,
    )


def settle_state(state: str, bearing: Mentions, linked: Links, decisions: Sequence[Decision] = ()) -> StateRecord:
    """What the items that bear on one state alone come to."""
    found = tuple(bearing)
    told = _origins(found, linked)
    ties = ties_of(found, decisions)
    return StateRecord(
        state=state,
        transfers=_movements(found, told, None, ties),
        proceedings=_court_steps(found, told, ties),
        contested=_claims(found),
        measures=_acts(state, found, told),
        origins=told,
    )


def exported(record: Record) -> str:
    """The record as JSON, the same bytes for the same record; paths are left out, as they say where a copy
    was found.
    """
    plain = asdict(record)
    for document in plain["documents"]:
        del document["facts"]["path"]
    return json.dumps(plain, default=_plain, ensure_ascii=False, sort_keys=True)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the record")


def _of(found: Sequence[Mention[Item]], part: Part) -> list[Mention[Any]]:
    return sorted((mention for mention in found if mention.part == part), key=lambda mention: mention.place)


def _origins(found: Sequence[Mention[Item]], linked: Links) -> Origins:
    return origins((mention.document for mention in found), linked)


def _arrangement(pair: Pair, number: int, match: Match[ArrangementReport], told: Sequence[Origin]) -> Arrangement:
    reports = match.mentions

    def terms(values: Callable[[ArrangementReport], Iterable[V]]) -> tuple[Term[V], ...]:
        return _terms(reports, values, told, pair)

    asserted = any(report.item.modality != "denied" for report in reports)

    def kind(report: ArrangementReport) -> tuple[str, ...]:
        # Who denies that a deal was signed does not say that it is of another kind.
        return () if asserted and report.modality == "denied" else (report.kind,)

    kinds = terms(kind)
    return Arrangement(
        key=pair.text if number == 1 else f"{pair.text}.{number}",
        pair=pair,
        number=number,
        reason=match.reason,
        reports=placed(stage_report(report, pair) for report in reports),
        kinds=tuple(kind for kind in kinds if kind.value != "unspecified") or kinds,
        caps=terms(lambda report: [report.terms.cap] if report.terms.cap else []),
        payments=terms(lambda report: report.terms.payments),
        nationalities=terms(lambda report: report.terms.nationalities),
        excludes=terms(lambda report: report.terms.excludes),
        conditions=terms(lambda report: report.terms.conditions),
    )


def _terms(
    reports: Sequence[Mention[ArrangementReport]],
    values: Callable[[ArrangementReport], Iterable[V]],
    told: Sequence[Origin],
    pair: Pair,
) -> tuple[Term[V], ...]:
    """Every value of one term, the surest and best borne out first."""
    told_by: dict[V, list[Mention[ArrangementReport]]] = {}
    for report in reports:
        for value in dict.fromkeys(values(report.item)):
            told_by.setdefault(value, []).append(report)
    made = [_term(value, saying, told, pair) for value, saying in told_by.items()]
    return tuple(
        sorted(
            made,
            key=lambda term: (
                _SUREST_FIRST.index(term.modality),
                -len(term.grade.origins),
                term.by_day,
                repr(term.value),
            ),
        )
    )


def _term(value: V, saying: Sequence[Mention[ArrangementReport]], told: Sequence[Origin], pair: Pair) -> Term[V]:
    modality = _surest(saying)
    citations = cite_all(report for report in saying if report.item.modality == modality)
    denied = [
        denial
        for report in saying
        if report.item.modality == "denied" != modality
        for denial in denials(report, pair, str(value))
    ]
    return Term(
        value=value,
        modality=modality,
        by_day=min(report.by_day for report in saying if report.item.modality == modality),
        citations=citations,
        grade=grade(citations, told, pair, denied),
    )


def _surest(saying: Iterable[Mention[Any]]) -> Modality:
    return min((mention.item.modality for mention in saying), key=_SUREST_FIRST.index)


def _days(told_by: Sequence[Mention[Any]]) -> tuple[date | None, date]:
    """The first and the last day that all mentions of one thing allow."""
    starts = [mention.from_day for mention in told_by if mention.from_day is not None]
    start = max(starts, default=None)
    dated = [mention.by_day for mention in told_by if mention.from_day is not None]
    end = min(dated or [mention.by_day for mention in told_by])
    return start, end if start is None else max(start, end)


def _whens(told_by: Iterable[Mention[Any]]) -> tuple[str, ...]:
    return tuple(sorted({mention.when for mention in told_by if mention.when}, key=sort_key))


def _words(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}))


def _fullest(values: Iterable[str | None]) -> str | None:
    return max((value for value in values if value), key=lambda value: (len(value), value), default=None)


def _movements(found: Sequence[Mention[Item]], told: Sequence[Origin], pair: Pair | None, ties: Ties) -> tuple[Movement, ...]:
    made = [_movement(match, told, pair) for match in movements(_of(found, "transfers"), ties)]
    return tuple(sorted(made, key=lambda move: (move.by_day, _first_place(move), repr(move.counts))))


def _first_place(value: Movement | CourtStep | Act) -> tuple[str, tuple[tuple[int, int], ...]]:
    first = value.citations[0]
    return first.document, tuple((span.start, span.end) for span in first.spans)


def _movement(match: Match[Transfer], told: Sequence[Origin], pair: Pair | None) -> Movement:
    items = [mention.item for mention in match.mentions]
    modality = _surest(match.mentions)
    asserting = [mention for mention in match.mentions if (mention.item.modality == "denied") == (modality == "denied")]
    citations = cite_all(asserting)
    denied = [
        denial for mention in match.mentions if mention not in asserting for denial in denials(mention, pair, "the transfer")
    ]
    start, end = _days(asserting)
    return Movement(
        from_state=items[0].from_,
        to_state=items[0].to,
        leg=items[0].leg,
        modality=modality,
        stopped=items[0].stopped,
        counts=tuple(sorted({item.count for item in items if item.count}, key=lambda count: (count.number, count.bound))),
        nationalities=tuple(sorted({code for item in items for code in item.nationalities})),
        who=_words(item.who for item in items),
        whens=_whens(asserting),
        from_day=start,
        by_day=end,
        legal_basis=_words(words for item in items for words in item.legal_basis),
        conditions_after=_words(item.conditions_after for item in items),
        tie="; ".join(_words(mention.tie for mention in match.mentions)),
        reason=match.reason,
        citations=citations,
        grade=grade(citations, told, pair, denied),
    )


def _court_steps(found: Sequence[Mention[Item]], told: Sequence[Origin], ties: Ties) -> tuple[CourtStep, ...]:
    made = [_court_step(match, told) for match in court_steps(_of(found, "proceedings"), ties)]
    return tuple(sorted(made, key=lambda step: (step.by_day, _first_place(step), step.step)))


def _court_step(match: Match[Proceeding], told: Sequence[Origin]) -> CourtStep:
    items = [mention.item for mention in match.mentions]
    citations = cite_all(match.mentions)
    start, end = _days(match.mentions)
    return CourtStep(
        court=_fullest(item.court for item in items),
        state=items[0].state,
        step=items[0].step,
        modality=items[0].modality,
        temporary=next((item.temporary for item in items if item.temporary is not None), None),
        judge=_fullest(item.judge for item in items),
        case=_fullest(item.case for item in items),
        whens=_whens(match.mentions),
        from_day=start,
        by_day=end,
        about=_words(item.about for item in items),
        effect=_words(item.effect for item in items),
        tie="; ".join(_words(mention.tie for mention in match.mentions)),
        reason=match.reason,
        citations=citations,
        grade=grade(citations, told, None),
    )


def _statements(found: Sequence[Mention[Item]], ties: Ties) -> tuple[Said, ...]:
    said = [_said(match) for match in statements(_of(found, "statements"), ties)]
    return tuple(sorted(said, key=lambda one: (one.by_day, one.citations[0].document, one.citations[0].spans, one.cue)))


def _said(match: Match[Statement]) -> Said:
    if len(match.mentions) == 1:
        return _said_once(match.mentions[0], match.reason)
    fullest = max(match.mentions, key=lambda mention: (len(mention.item.speaker.name or ""), _telling(mention), mention.place))
    told = max(
        match.mentions, key=lambda mention: (mention.item.quote is not None, len(_told_words(mention.item)), mention.place)
    )
    telling = [mention.item for mention in match.mentions]
    whens = _whens(match.mentions)
    return Said(
        speaker=fullest.item.speaker,
        stance=next((item.stance for item in telling if item.stance != "says"), telling[0].stance),
        cue=told.item.cue,
        quoted=told.item.quote is not None,
        words=_told_words(told.item),
        venue=_fullest(item.venue for item in telling),
        when=max(whens, key=len) if whens else None,
        by_day=min(mention.by_day for mention in match.mentions),
        reason=match.reason,
        citations=cite_all(match.mentions),
    )


def _said_once(mention: Mention[Statement], reason: str) -> Said:
    item = mention.item
    return Said(
        speaker=item.speaker,
        stance=item.stance,
        cue=item.cue,
        quoted=item.quote is not None,
        words=_told_words(item),
        venue=item.venue,
        when=item.when,
        by_day=mention.by_day,
        reason=reason,
        citations=(cite(mention),),
    )


def _telling(mention: Mention[Statement]) -> int:
    """How much is told of who speaks."""
    speaker = mention.item.speaker
    return sum(part is not None for part in (speaker.role, speaker.organisation, speaker.state))


def _told_words(item: Statement) -> str:
    if item.quote is not None:
        return item.quote
    return item.content.text if item.content else " … ".join(span.text for span in item.evidence)


def _claims(found: Sequence[Mention[Item]]) -> tuple[Claim, ...]:
    claims = [_claim(mention) for mention in _of(found, "contested")]
    return tuple(sorted(claims, key=lambda one: (one.by_day, one.citation.document, one.citation.spans, one.claim)))


def _claim(mention: Mention[ContestedClaim]) -> Claim:
    item = mention.item
    return Claim(
        topic=item.topic,
        claim=item.claim,
        asserted_by=item.asserted_by,
        denied_by=item.denied_by,
        by_day=mention.by_day,
        tie=mention.tie,
        citation=cite(mention),
    )


def _acts(state: str, found: Sequence[Mention[Item]], told: Sequence[Origin]) -> tuple[Act, ...]:
    acts = [_act(state, mention, told) for mention in _of(found, "measures")]
    return tuple(sorted(acts, key=lambda act: (act.by_day, _first_place(act), act.what)))


def _act(state: str, mention: Mention[Measure], told: Sequence[Origin]) -> Act:
    item = mention.item
    citations = cite_all([mention])
    return Act(
        state=state,
        kind=item.kind,
        what=item.what,
        effect=item.effect,
        modality=item.modality,
        when=item.when,
        by_day=mention.by_day,
        instrument=item.instrument,
        citations=citations,
        grade=grade(citations, told, None),
    )
