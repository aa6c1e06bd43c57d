"""Terms, transfers, court steps, statements, claims and measures in words, each with its footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from transferwatch.answers.footnotes import Cited, Notebook
from transferwatch.answers.wording import (
    cap_words,
    date_words,
    day_words,
    label,
    listed,
    modality_words,
    money_words,
    people_words,
    state_words,
)
from transferwatch.codebook.codebook import Codebook
from transferwatch.record.arrangement import Arrangement, Term
from transferwatch.record.claim import Claim
from transferwatch.record.grades import Citation
from transferwatch.record.proceeding import Act, CourtStep
from transferwatch.record.statement import Said
from transferwatch.record.transfer import Movement

V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A term, or another heading, and its values side by side."""

    label: str
    values: tuple[Cited, ...]


class _Clocked(Protocol):
    @property
    def by_day(self) -> date: ...


C = TypeVar("C", bound=_Clocked)


def told_by(found: Iterable[C], true_on: date | None) -> list[C]:
    """What was true by the day; what is not done yet (a plan, a doubt) counts from the day on which it is
    known.
    """
    return [one for one in found if true_on is None or _counts_from(one) <= true_on]


def _counts_from(one: _Clocked) -> date:
    if getattr(one, "modality", "happened") == "happened":
        return one.by_day
    citations: tuple[Citation, ...] = getattr(one, "citations", ())
    return min([one.by_day, *(citation.known for citation in citations)])


def worded_terms(arrangement: Arrangement, codebook: Codebook) -> Iterator[tuple[str, Term[Any], str]]:
    """Every value of every term with its heading and its words, in the order of the coding manual."""
    for kind in arrangement.kinds:
        yield "Kind", kind, label(codebook, "kinds", kind.value)
    for cap in arrangement.caps:
        yield "Cap", cap, cap_words(cap.value)
    for payment in arrangement.payments:
        yield "Payments", payment, money_words(payment.value)
    for nationality in arrangement.nationalities:
        yield "Nationalities", nationality, codebook.state_name(nationality.value)
    for excluded in arrangement.excludes:
        yield "Excludes", excluded, excluded.value
    for condition in arrangement.conditions:
        yield "Conditions", condition, condition.value


def term_rows(arrangement: Arrangement, notebook: Notebook, codebook: Codebook, true_on: date | None) -> tuple[TermRow, ...]:
    """The terms that are on record, in the order of the coding manual."""
    rows: dict[str, list[Cited]] = {}
    for name, term, words in worded_terms(arrangement, codebook):
        if told_by([term], true_on):
            rows.setdefault(name, []).append(_term(term, words, notebook))
    return tuple(TermRow(label=name, values=tuple(values)) for name, values in rows.items())


def _term(term: Term[V], words: str, notebook: Notebook) -> Cited:
    return Cited(
        text=notebook.veiled(words, term.citations),
        notes=notebook.notes(term.citations),
        modality=term.modality,
        aside=modality_words(term.modality),
        borne=notebook.borne(term.grade),
    )


def movement_line(move: Movement, notebook: Notebook, codebook: Codebook, dated: bool = True) -> Cited:
    """One movement: how many, who, from where to where, when, and what became of them."""
    number = " or ".join(people_words(count) for count in move.counts) or "people, number not stated"
    course = {"outbound": "", "onward": ", sent on", "return": ", sent back"}[move.leg]
    origin = codebook.state_name(move.from_state) if move.from_state else "a state not stated"
    goal = codebook.state_name(move.to_state) if move.to_state else "a state not stated"
    parts = [f"{number}, {origin} to {goal}{course}"]
    if move.nationalities:
        parts.append(f"nationality {state_words(move.nationalities, codebook)}")
    if dated and move.whens:
        parts.append(" or ".join(date_words(when) for when in move.whens))
    elif dated and move.modality == "happened":
        parts.append(f"by {day_words(move.by_day)}, undated")
    if move.stopped:
        parts.append("stopped")
    small = [*move.who, *move.legal_basis, *move.conditions_after]
    mark = modality_words(move.modality)
    return Cited(
        text=notebook.veiled(f"{mark}: {', '.join(parts)}" if mark else ", ".join(parts), move.citations),
        notes=notebook.notes(move.citations),
        modality=move.modality,
        aside=notebook.veiled("; ".join(small), move.citations),
        borne=notebook.borne(move.grade),
    )


def court_line(step: CourtStep, notebook: Notebook, codebook: Codebook, dated: bool = True) -> Cited:
    """One court step: which court did what, when, for how long, about what."""
    court = step.court or ("a court")
    state = codebook.state_name(step.state) if step.state else ""
    did = label(codebook, "steps", step.step)
    parts = [f"{court}{f' ({state})' if state else ''}: {'temporarily ' if step.temporary else ''}{did}"]
    if step.about:
        parts.append(", ".join(step.about))
    if dated and step.whens:
        parts.append(" or ".join(date_words(when) for when in step.whens))
    if step.judge:
        parts.append(f"Judge {step.judge}")
    if step.case:
        parts.append(step.case)
    mark = modality_words(step.modality)
    return Cited(
        text=notebook.veiled(f"{mark}: {'; '.join(parts)}" if mark else "; ".join(parts), step.citations),
        notes=notebook.notes(step.citations),
        modality=step.modality,
        aside=notebook.veiled("; ".join(step.effect), step.citations),
        borne=notebook.borne(step.grade),
    )


def said_line(said: Said, notebook: Notebook, codebook: Codebook) -> Cited:
    """One statement: who, in what office, with which stance, where, when, and the words."""
    speaker = said.speaker
    who = speaker.name or speaker.organisation or speaker.role or "an unnamed source"
    state = codebook.state_name(speaker.state) if speaker.state else ""
    office = [part for part in (speaker.role, speaker.organisation, state) if part and part != who]
    stance = label(codebook, "stances", said.stance)
    words = f"“{said.words}”" if said.quoted else said.words
    line = f"{who}{f' ({listed_office(office)})' if office else ''} {stance}: {words}"
    where = ", ".join(part for part in (said.venue or "", date_words(said.when)) if part)
    return Cited(
        text=notebook.veiled(line, said.citations),
        notes=notebook.notes(said.citations),
        aside=notebook.veiled(where, said.citations),
    )


def listed_office(parts: Sequence[str]) -> str:
    """Role, organisation and state, without saying any of them twice."""
    kept: list[str] = []
    for part in parts:
        if not any(part in other or other in part for other in kept):
            kept.append(part)
    return ", ".join(kept)


def claim_line(claim: Claim, notebook: Notebook, codebook: Codebook) -> Cited:
    """One contested claim: what about, the claim, who asserts it and who denies it."""
    topic = label(codebook, "topics", claim.topic)
    asserted, denied = listed(claim.asserted_by), listed(claim.denied_by)
    sides = f"asserted by {asserted or 'nobody named'}, denied by {denied or 'nobody named'}"
    return Cited(
        text=notebook.veiled(f"{topic}: {claim.claim}", [claim.citation]),
        notes=notebook.notes([claim.citation]),
        aside=notebook.veiled(f"{sides}; {claim.tie}", [claim.citation]),
    )


def act_line(act: Act, notebook: Notebook, codebook: Codebook) -> Cited:
    """One measure: what was done, under which instrument, when."""
    parts = [part for part in (act.what, act.instrument or "", date_words(act.when)) if part]
    mark = modality_words(act.modality)
    return Cited(
        text=notebook.veiled(f"{mark}: {', '.join(parts)}" if mark else ", ".join(parts), act.citations),
        notes=notebook.notes(act.citations),
        modality=act.modality,
        aside=notebook.veiled(act.effect or "", act.citations),
        borne=notebook.borne(act.grade),
    )
