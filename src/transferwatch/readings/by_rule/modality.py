"""Whether what a verb or noun says has happened, is planned or possible, is alleged or denied, by the scope of its cues."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_rule.dates.tense import auxiliaries
from transferwatch.readings.by_rule.names.lexicon import word_set
from transferwatch.readings.by_rule.page import Page
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
# Verbs whose negation is that of their complement ("does not think that they left"), and not of more.
_RAISING = word_set(
    "think believe expect suppose want seem appear intend plan say wish hope mean go be have need allow let permit able likely"
    " willing ready set due get begin start try agree manage"
)
_NOBODY = frozenset({"nobody", "none", "nothing", "neither"})
# Who brings about or begins something does it ("forced them to leave", "used to live").
_DONE = _INSTRUMENTAL | word_set("get come cause force compel serve prove tend happen remember rush hasten lead bother")
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
# A clause that gives a reason or a time stands on its own ("will stay, because the flights were stopped").
_OF_ITS_OWN = frozenset({"because", "since", "as", "although", "though", "while", "after", "whereas", "given", "despite"})


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
    wishes: frozenset[str]
    wished_nouns: frozenset[str]
    sure_nouns: frozenset[str]
    sure_adjectives: frozenset[str]
    opinions: frozenset[str]
    refusals: frozenset[str]
    unfit: frozenset[str]


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
        wishes=frozenset(planned.cue("wish")),
        wished_nouns=frozenset(planned.cue("wished_noun")),
        sure_nouns=frozenset(planned.cue("sure_noun")),
        sure_adjectives=frozenset(planned.cue("sure_adjective")),
        opinions=frozenset(planned.cue("opinion")),
        refusals=frozenset(denied.cue("refusal")),
        unfit=frozenset(denied.cue("unfit")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a step stands: its modality, whether it is negated, and whether the clause only asks ("Will Rwanda agree?").

    `sure`: what is planned is put as certain to come ("will", "has agreed to"), not as wished for or tried; `withheld`:
    somebody refuses, fails or is unable to do it.
    """

    modality: Modality
    negated: bool = False
    asked: bool = False
    sure: bool = True
    withheld: bool = False


def standing(page: Page, token: Token, *, about: int = -1) -> Standing:
    """How the text puts what the verb or noun at the token says, from the clause itself outwards.

    `about` is the token of the noun whose fate the verb tells: "the plan finished" is no plan to finish.
    """
    words = modality_words(page.book)
    found: Modality = "happened"
    negated, sure, withheld = False, True, False
    sentence = token.sent
    asked = page.word(sentence.end - 1) == "?"
    at, below = token, None
    for _ in range(12):
        if below is not None and _stands_alone(at, below, words):
            break
        step, negation = (None, False) if at.i == about and below is not None else _at(page, at, below, words)
        negated ^= negation
        if below is None:
            sure = not _is_open(at)
        else:
            sure = sure and not _wishes(at, below, words)
            withheld ^= _withholds(at, below, words)
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
    return Standing(
        modality=found, negated=negated and found != "denied", asked=asked, sure=sure and not asked, withheld=withheld
    )


_RANK = {"happened": 0, "alleged": 1, "planned": 2, "possible": 3, "denied": 4}


def _outranks(step: Modality, found: Modality) -> bool:
    return _RANK[step] > _RANK[found]


def _is_open(at: Token) -> bool:
    """Whether the step's own words leave open that it takes place: "must leave", "any decision", "would leave if"."""
    if any(child.dep_ == "det" and child.text.lower() in {"any", "whatever"} for child in at.children):
        return True
    helpers = {aux.text.lower() for aux in auxiliaries(at)} if at.pos_ in {"VERB", "AUX"} else set()
    if helpers & {"must", "need"}:
        return True
    return "would" in helpers and any(
        child.dep_ == "advcl" and any(mark.text.lower() in _CONDITIONS for mark in child.children) for child in at.children
    )


def _wishes(at: Token, below: Token, words: ModalityWords) -> bool:
    """Whether what hangs below is only wished for, asked for or tried."""
    lemma = at.lemma_.lower()
    if at.pos_ in {"NOUN", "PROPN"}:
        if below.dep_ == "prep":
            return lemma in words.wished_nouns
        return below.dep_ == "acl" and below.tag_ == "VB" and lemma not in words.sure_nouns
    if at.pos_ == "ADJ":
        return below.dep_ in {"xcomp", "ccomp"} and lemma not in words.sure_adjectives
    if below.dep_ in {"xcomp", "ccomp", "dobj"}:
        if lemma == "be" and below.tag_ == "VB":
            return True  # "the aim is to leave"
        if below.dep_ == "dobj" and lemma in words.refusals:
            return not _is_definite(below)  # "to prevent any removals"
        return lemma in words.wishes or (below.dep_ == "ccomp" and lemma in words.opinions)
    return below.dep_ == "prep" and lemma in words.wishes and below.text.lower() == "for"


def _withholds(at: Token, below: Token, words: ModalityWords) -> bool:
    """Whether somebody refuses or fails to do what hangs below, or is kept from it."""
    lemma = at.lemma_.lower()
    if lemma in words.refusals:
        return below.dep_ == "xcomp" or (below.dep_ == "prep" and below.text.lower() == "from")
    if lemma in words.unfit:
        return below.dep_ in {"xcomp", "prep", "ccomp"}
    return below.dep_ in {"pcomp", "pobj"} and lemma == "without"


def _is_definite(noun: Token) -> bool:
    return any(child.dep_ == "poss" or (child.dep_ == "det" and child.text.lower() in _DEFINITE) for child in noun.children)


def _is_negated(page: Page, at: Token, below: Token | None) -> bool:
    """Whether the token is negated so that what hangs below is: "no flight left", "did not agree to leave"."""
    children = list(at.children)
    plain = any(child.dep_ == "neg" or (child.dep_ == "det" and child.text.lower() == "no") for child in children)
    if any(child.dep_ in {"advmod", "cc", "preconj"} and child.text.lower() in {"only", "until"} for child in children):
        return False
    if plain and any(child.dep_ in {"prep", "mark"} and child.text.lower() == "until" for child in children):
        return False  # "not until Tuesday did it reveal"
    if below is not None and plain:
        if below.dep_ in {"advcl", "relcl", "acl", "parataxis"}:
            return False
        if below.dep_ in {"ccomp", "xcomp"}:
            return at.lemma_.lower() in _RAISING or below.dep_ == "xcomp"
        return not (below.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} and _is_definite(below))
    if at.pos_ in {"VERB", "AUX"} and not plain and below is None:
        return any(child.dep_ in {"nsubj", "nsubjpass"} and _is_nobody(page, child) for child in children)
    return plain


def _is_nobody(page: Page, subject: Token) -> bool:
    if page.word(subject.i) in _NOBODY:
        return True
    if page.word(subject.i) == "one" and subject.i and page.word(subject.i - 1) == "no":
        return True
    return any(child.dep_ == "det" and child.text.lower() in {"no", "neither"} for child in subject.children)


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
    negated = _is_negated(page, at, below)
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


def _stands_alone(at: Token, below: Token, words: ModalityWords) -> bool:
    """Whether what hangs there is told for itself: a participle at a noun, a reason or a time, a thing known already."""
    if below.dep_ == "amod" or (below.dep_ == "acl" and below.tag_ in {"VBN", "VBG"}):
        return True
    if below.dep_ == "prep":
        return below.text.lower() in _OF_ITS_OWN
    if below.dep_ == "advcl":
        return any(child.dep_ in {"mark", "prep"} and child.text.lower() in _OF_ITS_OWN for child in below.children)
    known = below.pos_ == "NOUN" and below.dep_ in {"nsubj", "nsubjpass", "dobj"} and _is_definite(below)
    return known and at.lemma_.lower() not in words.wishes | words.denied_verbs | words.possible_verbs | words.refusals


def _of_verb(page: Page, verb: Token, below: Token | None, lemma: str, words: ModalityWords) -> Modality | None:
    helpers = {aux.text.lower() for aux in auxiliaries(verb)}
    children = {child.text.lower() for child in verb.children if child.dep_ in {"mark", "advmod", "prep"}}
    if below is not None and below.dep_ in _CLAUSE | {"dobj", "pobj", "prep"}:
        if lemma in words.denied_verbs and below.dep_ != "advcl":
            return None if below.dep_ == "dobj" and _is_definite(below) else "denied"
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
        (below is None or (below.dep_ == "conj" and below.tag_ == "VB"))
        and verb.tag_ == "VB"
        and verb.dep_ in {"advcl", "acl", "xcomp", "relcl", "ROOT", "ccomp"}
        and "to" in helpers
    ):
        # A bare infinitive looks ahead, unless it says what something done was done for ("invoked the Act to deport").
        governor = verb.head.lemma_.lower()
        done = (verb.dep_ == "advcl" and governor in _INSTRUMENTAL) or (verb.dep_ == "xcomp" and governor in _DONE)
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
