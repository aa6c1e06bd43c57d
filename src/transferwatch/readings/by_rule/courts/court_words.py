"""The words of court steps, and what single words of a parse are: orders, filings, clauses, negation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_rule.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_NEGATED = frozenset({"not", "n't", "never", "nobody", "no", "none", "neither"})


@dataclass(frozen=True, slots=True)
class StepWords:
    """The cues of the codebook's steps, ready for lookup: `part["blocked.verb"]` is a set, phrases are in order."""

    parts: dict[str, frozenset[str]]
    phrases: dict[str, tuple[str, ...]]
    orders: frozenset[str]
    filings: frozenset[str]

    def has(self, part: str, lemma: str) -> bool:
        """Whether the lemma is among the cues of "step.part"."""
        return lemma in self.parts.get(part, frozenset())


@cache
def step_words(book: Codebook) -> StepWords:
    """The step cues of a codebook."""
    parts: dict[str, frozenset[str]] = {}
    phrases: dict[str, tuple[str, ...]] = {}
    for code, term in book.terms("steps").items():
        for part, words in term.cues.items():
            if part == "phrase":
                phrases[code] = tuple(word.lower() for word in words)
            else:
                parts[f"{code}.{part}"] = frozenset(word.lower() for word in words)
    orders = parts.get("blocked.noun", frozenset()) | parts.get("other.noun", frozenset()) | {"ban", "decree", "warrant"}
    return StepWords(
        parts=parts,
        phrases=phrases,
        orders=orders | parts.get("ordered.noun", frozenset()),
        filings=parts.get("filed.noun", frozenset())
        | {"relief", "permission", "leave", "bid", "request", "demand", "objection", "plea", "prayer", "recourse"},
    )


def named(page: Page, token: Token, words: frozenset[str]) -> bool:
    """Whether a noun, alone or with the word before it, is one of the words."""
    lemma = page.word(token.i) if token.tag_ == "VBG" else token.lemma_.lower()
    return lemma in words or (token.i > 0 and f"{page.word(token.i - 1)} {lemma}" in words)


def is_order(page: Page, token: Token) -> bool:
    """Whether the noun is an order or ruling of a court, and not of a ministry or on paper of another kind."""
    if token.pos_ not in _NOUNS or not named(page, token, step_words(page.book).orders):
        return False
    return not is_of_another_kind(page, token)


def is_filing(page: Page, token: Token) -> bool:
    """Whether the noun is something that is brought to a court."""
    if not is_noun(page, token) or not named(page, token, step_words(page.book).filings):
        return False
    return not is_of_another_kind(page, token)


def is_noun(page: Page, token: Token) -> bool:
    """Whether the token is a noun, or a form in -ing that a date or article makes one ("a May filing")."""
    if token.pos_ in _NOUNS:
        return True
    if token.tag_ != "VBG" or token.i == 0:
        return False
    before = page.token(token.i - 1)
    return before.pos_ == "DET" or (is_dated(page, before) and token.dep_ in {"acl", "pobj", "pcomp"})


def is_of_another_kind(page: Page, token: Token) -> bool:
    """Whether a modifier says that it is none of a court's: "deportation order", "asylum claim", "executive order"."""
    others = frozenset(page.book.words.get("not_of_courts", ()))
    near = {child.lemma_.lower() for child in token.children if child.dep_ in {"compound", "amod", "nmod", "poss"}}
    before = page.word(token.i - 1) if token.i else ""
    return bool((near | {before}) & others)


def is_firm_order(page: Page, order: Token) -> bool:
    firm = step_words(page.book).parts.get("blocked.noun", frozenset()) - {
        "block",
        "halt",
        "stay",
        "suspension",
        "freeze",
        "moratorium",
        "indication",
    }
    return named(page, order, firm | {"ruling", "judgment", "judgement", "verdict"})


def is_plain_filing(page: Page, token: Token, words: StepWords) -> bool:
    return named(page, token, words.parts["filed.plain_noun"])


def is_dated(page: Page, token: Token) -> bool:
    start = page.parse.starts[token.i]
    return any(date.start <= start < date.end for date in page.dates)


def is_infinitive(token: Token) -> bool:
    return any(child.dep_ == "aux" and child.text.lower() == "to" for child in token.children)


def is_negated(verb: Token) -> bool:
    return any(child.dep_ == "neg" or child.text.lower() in _NEGATED for child in verb.children)


def has_particle(verb: Token, particle: str) -> bool:
    return any(child.dep_ in {"prt", "advmod", "prep"} and child.text.lower() == particle for child in verb.children)


def has_modal(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.text.lower() in {"can", "could"} for child in verb.children)


def clause_of(page: Page, verb: Token) -> tuple[int, int]:
    """The tokens of what the verb governs to its right, up to where a joined clause begins."""
    last = verb.i
    for child in verb.rights:
        if child.dep_ in {"conj", "parataxis", "punct", "cc"} and child.dep_ != "punct":
            break
        last = child.right_edge.i
    return verb.i + 1, max(verb.i + 1, min(last, verb.i + 45, len(page.parse.words) - 1))
