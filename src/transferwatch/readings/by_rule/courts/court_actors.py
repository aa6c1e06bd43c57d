"""Which court does what a verb says, whose an order is, and to which court a party turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.arguments import OBJECTS, agents, is_passive, prepositional, subjects
from transferwatch.readings.by_rule.courts.court_words import is_dated, is_infinitive, is_order
from transferwatch.readings.by_rule.courts.forums import Forum, Forums
from transferwatch.readings.by_rule.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Token

_TO_COURT = frozenset({"to", "in", "before", "at", "with", "into"})
_PANELS = frozenset(
    {"panel", "majority", "bench", "division", "chamber", "one", "two", "three", "five", "seven", "member", "president"}
)
_RELATIVE = frozenset({"which", "whom", "that"})


def forum_of(page: Page, forums: Forums, noun: Token) -> Forum | None:
    """The court whose an order is, or to which a filing goes, by the words that hang on the noun."""
    for child in noun.lefts:
        found = forums.at(child)
        if found is not None:
            return found
    for name, one in prepositional(noun):
        found = forums.at(one)
        if found is not None and name in _TO_COURT | {"of", "from", "by"}:
            return found
    for child in noun.rights:
        if child.dep_ in {"acl", "relcl"}:
            found = actor(page, forums, child, direct=True) or courtwards(forums, child)
            if found is not None:
                return found
    return _after_date(page, forums, noun)


def _after_date(page: Page, forums: Forums, noun: Token) -> Forum | None:
    """The court after an order's date ("the injunction of 18 April by Judge B. M."), wherever the parse hangs it."""
    index = noun.i + 1
    if index >= len(page.parse.words) or page.word(index) not in {"of", "on", "from"}:
        return None
    dated = next((date for date in page.between(page.dates, index, min(index + 2, len(page.parse.words) - 1))), None)
    if dated is None:
        return None
    last = page.tokens_of(dated)[1]
    if last + 2 >= len(page.parse.words) or page.word(last + 1) not in {"by", "of", "from", "in"}:
        return None
    return next(forums.within(last + 2, min(last + 5, len(page.parse.words) - 1)), None)


def actor(page: Page, forums: Forums, verb: Token, *, direct: bool = False) -> Forum | None:
    """The court that does what the verb says: its subject or agent, or by its order; None where no court does it."""
    doers = agents(verb) if is_passive(verb) else subjects(verb)
    for doer in doers:
        found = forums.at(doer)
        if found is None and doer.lemma_.lower() in _PANELS:
            # "a panel of three justices", "two of the judges".
            found = next((one for _, noun in prepositional(doer) if (one := forums.at(noun)) is not None), None)
        if found is not None:
            return found
    if direct:
        return None
    adjacent = _adjacent(page, forums, verb)
    if adjacent is not None:
        return adjacent
    for doer in doers:
        if is_order(page, doer):
            found = forum_of(page, forums, doer)
            if found is not None:
                return found
    if is_passive(verb):
        for name, noun in prepositional(verb):
            if name in {"in", "at", "by", "before"}:
                found = forums.at(noun)
                if found is not None:
                    return found
    return None


def _adjacent(page: Page, forums: Forums, verb: Token) -> Forum | None:
    """The court that stands right before a finite verb in the active, whatever the parse makes of the two."""
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if any(child.dep_ == "auxpass" for child in helpers) or is_infinitive(verb):
        return None
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} and not any(
        child.text.lower() in {"has", "have", "had", "will"} for child in helpers
    ):
        return None
    start = max(verb.sent.start, verb.i - 12)
    for index in range(verb.i - 1, start - 1, -1):
        forum = forums.by_token.get(index)
        if forum is not None:
            head = page.token(forum.head)
            return None if head.dep_ == "pobj" and head.head.text.lower() in {"of", "for", "with", "to"} else forum
        at = page.token(index)
        if at.pos_ in {"ADP", "ADV", "AUX", "PART", "DET", "NUM", "PUNCT"} or is_dated(page, at):
            if at.pos_ == "PUNCT" and at.text != ",":
                return None
            continue
        return None
    return None


def ordering(page: Page, verb: Token) -> Token | None:
    """The order that does it: "the ruling bars", "stopped by an injunction"."""
    doers = [*(agents(verb) if is_passive(verb) else subjects(verb))]
    doers += [noun for name, noun in prepositional(verb) if name in {"by", "under", "through"} and is_passive(verb)]
    return next((doer for doer in doers if is_order(page, doer)), None)


def courtwards(forums: Forums, verb: Token) -> Forum | None:
    """The court to which or in which something is done."""
    for name, noun in prepositional(verb):
        if noun.text.lower() in _RELATIVE and verb.dep_ == "relcl":
            noun = verb.head  # noqa: PLW2901
        found = forums.at(noun)
        if found is not None and name in _TO_COURT:
            return found
    for child in verb.children:
        if child.dep_ in OBJECTS:
            found = forums.at(child)
            if found is not None:
                return found
            # "challenged the agreement in the Federal Court": the parse may hang the court on the agreement.
            for name, noun in prepositional(child):
                found = forums.at(noun)
                if found is not None and name in {"in", "before", "at"}:
                    return found
    return None
