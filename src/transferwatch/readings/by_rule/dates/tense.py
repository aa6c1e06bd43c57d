"""Past, future or neither, and finite or not: what the verbs around a token say of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

FUTURE = frozenset({"will", "shall", "'ll", "wo", "would", "must"})
_MARKERS = frozenset({"aux", "auxpass"})


def governor(token: Token) -> Token:
    """The nearest verb above the token, itself included; the root of its sentence where there is none."""
    at = token
    while at.pos_ not in {"VERB", "AUX"} and at.head != at:
        at = at.head
    return at


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of a verb, with those it shares as a conjunct ("was arrested and flown")."""
    own = [child for child in verb.children if child.dep_ in _MARKERS]
    if not own and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"} and verb.tag_ in {"VB", "VBN", "VBG"}:
        return auxiliaries(verb.head)
    return own


def tense_of(token: Token) -> str:
    """'past', 'future' or 'unknown' for the clause that the token stands in."""
    verb = governor(token)
    for _ in range(3):
        words = {aux.text.lower() for aux in auxiliaries(verb)}
        if words & FUTURE or _is_going_to(verb):
            return "future"
        if verb.tag_ in {"VBD"} or words & {"was", "were", "had", "did", "has", "have"}:
            return "past"
        if verb.tag_ == "VBN" and not words:
            return "past"
        if verb.dep_ in {"xcomp", "acl"} and verb.tag_ == "VB":
            # "to be flown out on Tuesday": an infinitive looks ahead.
            return "future"
        if verb.head == verb or verb.tag_ in {"VBZ", "VBP"}:
            break
        verb = governor(verb.head)
    return "unknown"


def _is_going_to(verb: Token) -> bool:
    head = verb.head
    return verb.dep_ == "xcomp" and head.lemma_.lower() in {"go", "set", "due", "expect", "schedule", "slate", "plan"}
