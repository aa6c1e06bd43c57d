"""Which steps of a court, or towards one, the verbs and nouns of a page report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.arguments import is_passive, objects, prepositional, subjects
from transferwatch.readings.by_rule.courts.court_actors import actor, courtwards, forum_of, ordering
from transferwatch.readings.by_rule.courts.court_words import (
    StepWords,
    has_modal,
    is_dated,
    is_filing,
    is_firm_order,
    is_infinitive,
    is_negated,
    is_noun,
    is_of_another_kind,
    is_order,
    is_plain_filing,
    named,
    step_words,
)
from transferwatch.readings.by_rule.courts.forums import Forum, Forums
from transferwatch.readings.by_rule.courts.holdings import by_court, content_of, granted_by, made_by, ordered_by
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.reading import Step

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_RIGHTS = frozenset({"leave", "permission", "right", "chance", "time", "grounds", "deadline", "opportunity", "ability"})
_ASKING = frozenset(
    {"ask", "apply", "seek", "request", "petition", "move", "file", "demand", "want", "urge", "plead", "sue", "call"}
)
_SUITS = frozenset({"appeal", "motion", "petition", "lawsuit", "suit", "brief", "writ"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StepAt:
    """A step at a verb or noun; `order` is the token of the order or filing made, `forum` who takes it or is asked.

    `firm` holds where the words themselves say that it is a matter of courts; the others need a court nearby.
    """

    step: Step
    at: int
    forum: Forum | None = None
    order: int | None = None
    firm: bool = True
    noun: bool = False


def find_steps(page: Page, forums: Forums) -> Iterator[StepAt]:
    """The steps that the verbs and nouns of a page report, in the order of the text."""
    taken: set[int] = set()
    found: list[StepAt] = []
    for token in page.parse.doc:
        step = None
        if token.pos_ in _VERBS or token.tag_ in {"VBN", "VBD", "VBG"}:
            step = _at_verb(page, forums, token)
        elif token.pos_ == "ADJ":
            step = _at_adjective(page, forums, token)
        if step is not None:
            found.append(step)
            taken.add(step.at)
            if step.order is not None:
                taken.add(step.order)
    for token in page.parse.doc:
        if token.i not in taken and is_noun(page, token):
            step = _at_noun(page, forums, token)
            if step is not None:
                found.append(step)
    yield from sorted(found, key=lambda step: step.at)


def _at_verb(page: Page, forums: Forums, verb: Token) -> StepAt | None:
    words = step_words(page.book)
    if verb.dep_ in {"acl", "xcomp", "relcl", "advcl"} and is_infinitive(verb):
        above = verb.head.lemma_.lower()
        if is_filing(page, verb.head) or any(
            words.has(part, above) for part in ("dismissed.verb", "heard.verb", "filed.resort")
        ):
            # "a petition to stop the sitting", "refused to lift it": what is asked for.
            return None
    forum = actor(page, forums, verb)
    order = ordering(page, verb)
    if forum is not None or order is not None:
        step = by_court(page, forums, verb, words)
        if step is not None:
            made = made_by(page, verb) if step != "allowed" else None
            firm = forum is not None or (order is not None and is_firm_order(page, order))
            own = order if order is not None and forum is None else made
            return StepAt(step=step, at=verb.i, forum=forum, order=own.i if own is not None else None, firm=firm)
        if forum is not None and not is_passive(verb):
            return None
    return _on_a_case(page, forums, verb, words) or _to_court(page, forums, verb, words)


def _on_a_case(page: Page, forums: Forums, verb: Token, words: StepWords) -> StepAt | None:
    """Steps of which no court is named as doer ("the motion was granted", "the hearing is set for May")."""
    lemma = verb.lemma_.lower()
    targets = [*objects(verb)]
    own = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    for target in (*own, *targets):
        if target.pos_ in _NOUNS and named(page, target, words.parts["heard.noun"]) and words.has("heard.set", lemma):
            firm = forum_of(page, forums, target) is not None or page.word(target.i - 1) in {"court", "oral", "appeal"}
            return StepAt(step="heard", at=verb.i, forum=forum_of(page, forums, target), order=target.i, firm=firm)
    performed = _performed(page, verb, words)
    if performed is not None:
        return StepAt(step=performed, at=verb.i, firm=False)
    if not is_passive(verb):
        return None
    for target in targets:
        if not (is_filing(page, target) or is_order(page, target) or target.text.lower() == "it"):
            continue
        step = _done_to(page, target, lemma, words)
        if step is None:
            continue
        noun = target.pos_ in _NOUNS
        forum = (forum_of(page, forums, target) if noun else None) or courtwards(forums, verb)
        firm = forum is not None or is_plain_filing(page, target, words)
        if is_order(page, target):
            firm = firm or is_firm_order(page, target)
        elif noun and named(page, target, _SUITS | {"case", "challenge", "action"}):
            firm = firm or lemma in {"adjourn", "bring", "lodge"}
        return StepAt(step=step, at=verb.i, forum=forum, order=target.i if noun else None, firm=firm and noun)
    return None


def _done_to(page: Page, target: Token, lemma: str, words: StepWords) -> Step | None:
    """The step that is taken where something is done to an order or a filing, and the text does not say by whom."""
    if is_order(page, target) and words.has("allowed.undo", lemma):
        return "allowed"
    if is_filing(page, target) and words.has("dismissed.verb", lemma):
        return "dismissed"
    if is_filing(page, target) and lemma in {"grant", "allow", "uphold"}:
        return granted_by(page, target, words)
    if words.has("heard.verb", lemma) and lemma not in {"question", "sit"}:
        return "heard" if target.pos_ == "PRON" or is_filing(page, target) else None
    if words.has("other.issue", lemma) and named(page, target, words.parts["blocked.noun"]) and is_order(page, target):
        return "blocked"
    return "filed" if words.has("filed.lodge", lemma) and is_filing(page, target) else None


def _performed(page: Page, verb: Token, words: StepWords) -> Step | None:
    """The words of an order itself: "the respondents are interdicted", "is ordered to release", "shall not remove"."""
    lemma = verb.lemma_.lower()
    helpers = {child.text.lower() for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    bound = any(child.dep_ in {"nsubj", "nsubjpass"} and child.pos_ in _NOUNS for child in verb.children)
    if "shall" in helpers and bound and verb.dep_ in {"ROOT", "conj"}:
        return "blocked" if is_negated(verb) else "ordered"
    if is_passive(verb) and helpers & {"is", "are"} and verb.dep_ in {"ROOT", "conj"}:
        if lemma in {"interdict", "enjoin", "restrain"}:
            return "blocked"
        if lemma in {"order", "direct"}:
            return ordered_by(page, verb, words)
    return None


def _to_court(page: Page, forums: Forums, verb: Token, words: StepWords) -> StepAt | None:
    """A party's step to a court: "sued", "appealed", "filed a petition", "went to court", "asked the justices"."""
    lemma = verb.lemma_.lower()
    if verb.i > 1 and page.word(verb.i - 1) == "to" and page.word(verb.i - 2) in _RIGHTS:
        return None
    if verb.dep_ in {"acl", "relcl"} and (is_infinitive(verb) or has_modal(verb)):
        # "leave to appeal", "time to go to a judge": a right, not a step.
        return None
    court = courtwards(forums, verb)
    filing = next((one for one in objects(verb) if is_filing(page, one)), None)
    if lemma == "sue":
        return StepAt(step="filed", at=verb.i, forum=court)
    elsewhere = any(name in {"for", "to"} and not forums.at(noun) for name, noun in prepositional(verb))
    if words.has("filed.verb", lemma) and not elsewhere:
        firm = court is not None or any(name == "against" for name, _ in prepositional(verb))
        return StepAt(step="filed", at=verb.i, forum=court, firm=firm)
    if filing is not None and words.has("filed.lodge", lemma):
        court = court or forum_of(page, forums, filing)
        suit = lemma in {"file", "lodge", "bring"} and filing.lemma_.lower() in _SUITS
        firm = court is not None or is_plain_filing(page, filing, words) or suit
        return StepAt(step="filed", at=verb.i, forum=court, order=filing.i, firm=firm)
    if has_modal(verb) or actor(page, forums, verb, direct=True):
        return None
    if court is not None and words.has("filed.resort", lemma):
        own = filing or next((one for one in subjects(verb) if is_filing(page, one)), None)
        return StepAt(step="filed", at=verb.i, forum=court, order=own.i if own is not None else None)
    wanted = {one for name, one in prepositional(verb) if name == "for"}
    if words.has("filed.resort", lemma) and any(_is_relief(page, one, words) for one in wanted):
        own = next((one for one in subjects(verb) if is_filing(page, one)), None)
        return StepAt(step="filed", at=verb.i, order=own.i if own is not None else None, firm=False)
    if lemma in {"argue", "plead"} and any(page.word(one.i) in {"counsel", "lawyers", "barristers"} for one in subjects(verb)):
        return StepAt(step="heard", at=verb.i, firm=False) if _dated_here(page, verb) else None
    return None


def _is_relief(page: Page, token: Token, words: StepWords) -> bool:
    """Whether it is what a court is asked for: an order, leave, access, a clarification."""
    return is_order(page, token) or named(
        page,
        token,
        words.parts["ordered.object"]
        | {"relief", "permission", "leave", "clarification", "clarity", "review", "judicial review"},
    )


def _dated_here(page: Page, verb: Token) -> bool:
    return any(
        is_dated(page, one) for child in verb.children if child.dep_ in {"prep", "npadvmod"} for one in (child, *child.children)
    )


def _at_adjective(page: Page, forums: Forums, token: Token) -> StepAt | None:
    """A holding whose verb is left out: "the High Court found it lawful, the Court of Appeal unlawful"."""
    words = step_words(page.book)
    lemma = token.text.lower()
    forum = next((found for child in token.children if child.dep_ == "nsubj" and (found := forums.at(child))), None)
    if forum is None and not any(one.tag_ in {"VBD", "VBZ", "VBP", "MD"} for one in token.sent):
        # A chronicle's line without a verb: "High Court: detention unlawful."
        forum = next(forums.within(token.sent.start, token.i - 1), None)
    if forum is None:
        return None
    if lemma in words.phrases["ruled_unlawful"]:
        return StepAt(step="ruled_unlawful", at=token.i, forum=forum)
    if lemma in words.phrases["ruled_lawful"]:
        return StepAt(step="ruled_lawful", at=token.i, forum=forum)
    return None


def _at_noun(page: Page, forums: Forums, noun: Token) -> StepAt | None:
    """An order, filing or hearing that the text tells by its noun, with a court, a judge, a date or its content."""
    words = step_words(page.book)
    modifies = noun.dep_ == "compound" and noun.head.i > noun.i and (noun.head.pos_ == "NOUN" or noun.pos_ == "PROPN")
    if modifies or forums.at(noun) is not None or (noun.i and page.word(noun.i - 1) in {"pending", "awaiting"}):
        return None
    forum = forum_of(page, forums, noun)
    if named(page, noun, words.parts["heard.noun"]) and not is_of_another_kind(page, noun):
        return StepAt(step="heard", at=noun.i, forum=forum, order=noun.i, firm=forum is not None, noun=True)
    if is_order(page, noun):
        step = content_of(page, noun, words)
        sought = _sought(page, noun)
        if step == "other" and sought == "got" and forum is not None:
            step = "blocked"
        if step is None or step == "other" or sought == "asked":
            return None
        firm = forum is not None or is_firm_order(page, noun)
        return StepAt(step=step, at=noun.i, forum=forum, order=noun.i, firm=firm, noun=True)
    if is_filing(page, noun) and named(page, noun, words.parts["filed.noun"]):
        firm = forum is not None or is_plain_filing(page, noun, words)
        if noun.lemma_.lower() == "suit" and not any(name == "against" for name, _ in prepositional(noun)) and forum is None:
            return None
        if not firm and not named(page, noun, _SUITS | {"filing", "complaint", "application", "challenge"}):
            return None
        return StepAt(step="filed", at=noun.i, forum=forum, order=noun.i, firm=firm, noun=True)
    return None


def _sought(page: Page, noun: Token) -> str | None:
    """Whether an order is only asked for ("a motion for a restraining order"), or was got by a party from a court."""
    at = noun
    for _ in range(5):
        if at.head.i == at.i:
            return None
        at = at.head
        lemma = at.lemma_.lower()
        if at.pos_ in _NOUNS and is_filing(page, at):
            return "asked"
        if at.pos_ in _VERBS:
            if lemma in {"obtain", "win", "secure", "get"}:
                return "got"
            return "asked" if lemma in _ASKING and noun.dep_ in {"dobj", "pobj"} else None
        if at.pos_ not in {"ADP", *_NOUNS}:
            return None
    return None
