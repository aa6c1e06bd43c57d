"""What a verb says of the arrangement that it is about: the words alone, by the codebook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_rule.deals import Deal
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.reading import Stage

if TYPE_CHECKING:
    from spacy.tokens import Token

# From the strongest: a verb that says two things is read as the first.
_ORDER: tuple[Stage, ...] = ("ended", "signed", "in_force", "suspended", "refused", "in_talks", "proposed", "agreed")
# Verbs that take the arrangement behind a preposition ("agreed to a deal").
_COMPLEMENTS = frozenset(
    {("agree", "to"), ("agree", "on"), ("come", "to"), ("enter", "into"), ("enter", "in"), ("arrive", "at"), ("sign", "on")}
)


@dataclass(frozen=True, slots=True)
class StageWords:
    """The codebook's verbs and nouns about what becomes of a deal, and what a party does."""

    ending_alone: frozenset[str]
    stopping: frozenset[str]
    blocking: frozenset[str]
    transparent: frozenset[str]
    withdrawing: frozenset[str]
    dead: tuple[str, ...]
    standing: tuple[str, ...]
    states: frozenset[str]
    led_to: frozenset[str]
    agreeing: frozenset[str]
    asking: frozenset[str]
    offering: frozenset[str]
    considering: frozenset[str]
    refusing: frozenset[str]
    talking: frozenset[str]
    willing: frozenset[str]
    ready: frozenset[str]
    powers: frozenset[str]
    defunct: frozenset[str]


@cache
def stage_words(book: Codebook) -> StageWords:
    """The word lists of a codebook, ready for lookup."""
    lists = book.words
    deal = {
        name: frozenset(lists[f"deal_{name}"])
        for name in ("ending_alone", "stopping", "blocking", "transparent", "withdrawing", "states", "led_to")
    }
    party = {
        name: frozenset(lists[f"party_{name}"])
        for name in ("agreeing", "asking", "offering", "considering", "refusing", "talking", "willing", "ready")
    }
    return StageWords(
        **deal,
        **party,
        dead=lists["deal_dead"],
        standing=lists["deal_standing"],
        powers=frozenset(lists["powers"]),
        defunct=frozenset(lists["defunct"]),
    )


@cache
def acts(book: Codebook) -> dict[str, list[Stage]]:
    """For each verb lemma, the stages whose `act` cues hold it, strongest first."""
    found: dict[str, list[Stage]] = {}
    for stage in _ORDER:
        for lemma in book.terms("stages")[stage].cue("act"):
            found.setdefault(lemma, []).append(stage)
    return found


@cache
def stage_nouns(book: Codebook) -> dict[str, Stage]:
    """For each noun lemma ("termination") the stage that it names."""
    return {lemma: stage for stage in _ORDER for lemma in book.terms("stages")[stage].cue("noun")}


def participle(page: Page, child: Token) -> Stage | None:
    """The stage that a participle or adjective before the noun tells ("the abandoned deal")."""
    word, lemma = page.word(child.i), child.lemma_.lower()
    if word in stage_words(page.book).defunct:
        return "ended"
    if not word.endswith(("ed", "en", "t", "n", "d")):
        return None
    stages = [stage for stage in acts(page.book).get(lemma, []) if stage in {"ended", "signed", "suspended", "agreed"}]
    return stages[0] if stages and word not in {"made", "had"} else None


def by_power(page: Page, tokens: Sequence[Token]) -> bool:
    """Whether a court or a legislature is among those who act."""
    spans = [(m.first, m.last) for m in page.courts]
    spans += [(m.first, m.last) for m in page.bodies if m.kind == "legislature"]
    judges = {m.last for m in page.people if m.role and any(word in m.role.lower() for word in ("judge", "justice"))}
    powers = stage_words(page.book).powers
    return any(first <= token.i <= last for token in tokens for first, last in spans) or any(
        token.i in judges or page.word(token.i) in powers for token in tokens
    )


def predicate_stage(page: Page, verb: Token, deal: Deal) -> Stage | None:
    """What "is dead", "remains suspended", "is in place" say of a deal."""
    end = min(verb.right_edge.i, verb.i + 5)
    if page.phrase_in(stage_words(page.book).dead, verb.i, end):
        return "ended"
    if deal.strength != "talks" and page.phrase_in(stage_words(page.book).standing, verb.i, end):
        return "agreed"
    for child in verb.rights:
        if child.dep_ in {"acomp", "oprd", "xcomp", "attr"} and child.i <= end:
            stages = [s for s in acts(page.book).get(child.lemma_.lower(), []) if s in {"suspended", "ended", "signed"}]
            if not stages and page.word(child.i) in {"suspended", "paused", "frozen"}:
                return "suspended"
            if stages:
                return stages[0]
    return None


def phrase_stage(page: Page, verb: Token, deal: Deal) -> Stage | None:
    """The stage that a fixed expression in the clause tells ("called off", "came into force", "on ice")."""
    first = min(verb.i, deal.at)
    last = min(max(verb.right_edge.i, deal.last), max(verb.i, deal.at) + 7)
    stages: tuple[Stage, ...] = ("ended", "suspended", "in_force", "signed", "refused")
    for stage in stages:
        phrases = page.book.terms("stages")[stage].cue("phrase")
        if phrases and page.phrase_in(phrases, first, last):
            return stage
    return None


def verb_stage(page: Page, verb: Token, doers: Sequence[Token], role: str) -> Stage | None:
    """The stage that the verb tells of the arrangement in the role of its subject, its object, or behind a preposition."""
    words, lemma = stage_words(page.book), verb.lemma_.lower()
    particles = {child.text.lower() for child in verb.children if child.dep_ in {"prt", "advmod"}}
    if lemma in words.withdrawing and (role in {"from", "of"} or "out" in particles):
        return "ended"
    if lemma == "strike" and "down" in particles:
        return "blocked"
    if lemma in words.stopping:
        return _stopped(page, lemma, doers, role)
    stages = acts(page.book).get(lemma, [])
    if not stages:
        return None
    if role not in {"object", "subject"}:
        return stages[0] if (lemma, role) in _COMPLEMENTS else None
    if role == "subject" and not is_passive_clause(verb):
        return "ended" if lemma in words.ending_alone else None
    if lemma == "come" or (lemma == "tear" and "up" not in particles):
        return None
    if lemma == "approve":
        return "in_force" if by_power(page, doers) else "agreed"
    return stages[0]


def is_passive_clause(verb: Token) -> bool:
    """Whether the verb has a passive auxiliary or subject of its own."""
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children)


def _stopped(page: Page, lemma: str, doers: Sequence[Token], role: str) -> Stage | None:
    """A court or legislature blocks, a party suspends or refuses."""
    words = stage_words(page.book)
    if by_power(page, doers) or (lemma in words.blocking and (doers or role == "subject")):
        return "blocked"
    if lemma == "reject":
        return "refused"
    return "suspended" if lemma in {"suspend", "pause", "freeze", "halt", "stop"} and role != "subject" else None
