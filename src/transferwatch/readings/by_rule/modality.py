"""Whether what a verb or noun says has happened, is planned or possible, is alleged or denied, by the scope of its cues."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.tense import auxiliaries
from transferwatch.readings.reading import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "without"})
# Verbs of saying let the modality of what is said through as it is.
_CLAUSE = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "conj", "pcomp", "dep", "parataxis", "csubj"})
_CONDITIONS = frozenset({"if", "unless", "whether", "should", "provided"})
# Verbs of means: to use a statute to deport is to deport.
_INSTRUMENTAL = frozenset(
    {
        "invoke",
        "use",
        "rely",
        "cite",
        "apply",
        "employ",
        "charter",
        "begin",
        "start",
        "continue",
        "manage",
        "help",
        "proceed",
    }
)


@dataclass(frozen=True, slots=True)
class ModalityWords:
    """The codebook's cues, ready for lookup."""

    planned_modals: frozenset[str]
    planned_verbs: frozenset[str]
    planned_nouns: frozenset[str]
    planned_phrases: tuple[str, ...]
    possible_modals: frozenset[str]
    possible_verbs: frozenset[str]
    possible_words: frozenset[str]
    alleged_verbs: frozenset[str]
    alleged_adverbs: frozenset[str]
    alleged_phrases: tuple[str, ...]
    denied_verbs: frozenset[str]
    denied_nouns: frozenset[str]


@cache
def modality_words(book: Codebook) -> ModalityWords:
    """The cues of a codebook."""
    terms = book.terms("modalities")
    planned, possible, alleged, denied = (terms[code] for code in ("planned", "possible", "alleged", "denied"))
    return ModalityWords(
        planned_modals=frozenset(planned.cue("modal")),
        planned_verbs=frozenset(planned.cue("verb")),
        planned_nouns=frozenset(planned.cue("noun")),
        planned_phrases=planned.cue("phrase"),
        possible_modals=frozenset(possible.cue("modal")),
        possible_verbs=frozenset(possible.cue("verb")),
        possible_words=frozenset(possible.cue("phrase")),
        alleged_verbs=frozenset(alleged.cue("verb")),
        alleged_adverbs=frozenset(alleged.cue("adverb")),
        alleged_phrases=alleged.cue("phrase"),
        denied_verbs=frozenset(denied.cue("verb")),
        denied_nouns=frozenset(denied.cue("noun")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a step stands: its modality, whether it is negated, and whether the clause only asks ("Will Rwanda agree?")."""

    modality: Modality
    negated: bool = False
    asked: bool = False


def standing(page: Page, token: Token, *, about: int = -1) -> Standing:
    """How the text puts what the verb or noun at the token says, from the clause itself outwards.

    `about` is the token of the noun whose fate the verb tells: "the plan finished" is no plan to finish.
    """
    words = modality_words(page.book)
    found: Modality = "happened"
    negated = False
    sentence = token.sent
    asked = page.word(sentence.end - 1) == "?"
    at, below = token, None
    for _ in range(12):
        step, negation = (None, False) if at.i == about and below is not None else _at(page, at, below, words)
        negated ^= negation
        if step == "denied":
            found = "denied"
            break
        if step is not None and _outranks(step, found):
            found = step
        if at.head == at or at.dep_ == "relcl":
            # What a relative clause tells stands on its own ("asked whether it covers eight men whom it wants to remove").
            break
        at, below = at.head, at
    if found == "happened" and page.phrase_in(words.alleged_phrases, sentence.start, sentence.end - 1):
        clause_first, clause_last = token.left_edge.i, token.right_edge.i
        near = page.phrase_in(words.alleged_phrases, max(sentence.start, clause_first - 8), clause_last)
        found = "alleged" if near else found
    return Standing(modality=found, negated=negated and found != "denied", asked=asked)


_RANK = {"happened": 0, "alleged": 1, "planned": 2, "possible": 3, "denied": 4}


def _outranks(step: Modality, found: Modality) -> bool:
    return _RANK[step] > _RANK[found]


def _at(page: Page, at: Token, below: Token | None, words: ModalityWords) -> tuple[Modality | None, bool]:
    """What this token of the path says of what hangs below it: a modality or nothing, and whether it negates."""
    lemma = at.lemma_.lower()
    if (
        below is not None
        and below.dep_ == "conj"
        and any(child.dep_ in {"nsubj", "nsubjpass", "aux"} for child in below.children)
    ):
        # "has not reached a stage ..., but the talks are going on": a joined clause of its own stands on its own.
        return None, False
    negated = any(child.dep_ == "neg" or (child.dep_ == "det" and child.text.lower() == "no") for child in at.children)
    if at.pos_ in {"VERB", "AUX"}:
        if below is None or below.dep_ in _CLAUSE | {
            "prep",
            "dobj",
            "nsubj",
            "nsubjpass",
            "attr",
            "acomp",
            "pobj",
            "prt",
            "advmod",
        }:
            modality = _of_verb(page, at, below, lemma, words)
            return modality, negated and (below is None or not _says(at, below))
        return None, False
    if below is not None and below.dep_ in {"acl", "prep", "pcomp", "relcl"} and at.pos_ in {"NOUN", "PROPN"}:
        if lemma in words.denied_nouns:
            return "denied", False
        if below.dep_ != "relcl" and (lemma in words.planned_nouns or page.word(at.i) in words.planned_nouns):
            return "planned", negated
        if below.dep_ != "relcl" and lemma in {"possibility", "prospect", "idea", "proposal", "option"}:
            return "possible", negated
    if below is None:
        adjectives = {child.text.lower() for child in at.children if child.dep_ == "amod"}
        if adjectives & {
            "planned",
            "scheduled",
            "proposed",
            "future",
            "upcoming",
            "intended",
            "expected",
            "coming",
            "draft",
        }:
            return "planned", negated
        if adjectives & {"possible", "potential", "prospective", "eventual"}:
            return "possible", negated
        if adjectives & {"alleged", "reported", "supposed", "rumoured", "rumored", "purported"}:
            return "alleged", negated
    if at.pos_ == "ADJ" and below is not None and below.dep_ in {"xcomp", "ccomp", "prep", "acl", "advcl"}:
        if lemma in {
            "set",
            "due",
            "ready",
            "likely",
            "bound",
            "expected",
            "poised",
            "willing",
            "prepared",
            "about",
            "scheduled",
        }:
            return "planned", negated
        if lemma in {"able", "possible", "open", "free", "eligible"}:
            return "possible", negated
    return None, negated and below is None


def _of_verb(page: Page, verb: Token, below: Token | None, lemma: str, words: ModalityWords) -> Modality | None:
    helpers = {aux.text.lower() for aux in auxiliaries(verb)}
    children = {child.text.lower() for child in verb.children if child.dep_ in {"mark", "advmod", "prep"}}
    if below is not None and below.dep_ in _CLAUSE | {"dobj", "pobj", "prep"}:
        if lemma in words.denied_verbs and (below.dep_ != "advcl"):
            return "denied"
        if lemma in words.alleged_verbs and below.dep_ in {"ccomp", "xcomp", "prep", "pcomp"}:
            return "alleged"
        if (
            below.dep_ in {"xcomp", "ccomp"}
            and lemma in words.planned_verbs
            and not (below.dep_ == "ccomp" and lemma in {"agree", "decide"})
        ):
            return "planned"
        if below.dep_ in {"xcomp", "pcomp"} and lemma in words.possible_verbs:
            return "possible"
        if below.dep_ == "xcomp" and lemma in {"go", "set"} and verb.tag_ in {"VBG", "VBN"}:
            return "planned"
        if (
            below.dep_ == "xcomp"
            and lemma in {"have"}
            and "yet" in {child.text.lower() for child in (*verb.children, *below.children)}
        ):
            return "planned"
        if _says(verb, below):
            return None
    if children & _CONDITIONS and verb.dep_ in {"advcl", "ccomp", "conj", "acl"}:
        return "possible"
    if helpers & words.possible_modals:
        return "possible"
    if helpers & words.planned_modals:
        return "planned"
    if children & words.alleged_adverbs:
        return "alleged"
    if (
        below is None
        and verb.tag_ == "VB"
        and verb.dep_ in {"advcl", "acl", "xcomp", "relcl", "ROOT", "ccomp"}
        and "to" in helpers
    ):
        # A bare infinitive looks ahead, unless it says what something done was done for ("invoked the Act to deport").
        done = verb.dep_ in {"advcl", "xcomp"} and verb.head.lemma_.lower() in _INSTRUMENTAL
        return None if done else "planned"
    return None


def _says(verb: Token, below: Token) -> bool:
    return below.dep_ == "ccomp" and verb.lemma_.lower() in {
        "say",
        "tell",
        "confirm",
        "announce",
        "report",
        "state",
        "add",
        "acknowledge",
        "admit",
        "reveal",
        "note",
        "know",
        "write",
        "declare",
        "stress",
        "explain",
        "insist",
        "warn",
    }
