"""What a court's verb or order does: which step it is, by what it acts on and what is held, ordered or asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.arguments import is_passive, objects, prepositional
from transferwatch.readings.by_rule.courts.court_actors import forum_of
from transferwatch.readings.by_rule.courts.court_words import (
    StepWords,
    clause_of,
    has_particle,
    is_dated,
    is_filing,
    is_infinitive,
    is_negated,
    is_order,
    named,
)
from transferwatch.readings.by_rule.courts.forums import Forums
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.reading import Step

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_CONTENT = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "oprd", "pcomp"})
_STAYS = frozenset({"stay", "suspension"})
_BREAKING = ("violate", "violated", "breach", "breached", "contravene", "defy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """A verb whose doer is a court, a judge or an order, and what it is done to."""

    page: Page
    forums: Forums
    verb: Token
    words: StepWords
    targets: tuple[Token, ...]

    @property
    def lemma(self) -> str:
        """The verb."""
        return self.verb.lemma_.lower()


def by_court(page: Page, forums: Forums, verb: Token, words: StepWords) -> Step | None:
    """The step where a court, a judge or an order does what the verb says."""
    doing = Doing(page=page, forums=forums, verb=verb, words=words, targets=tuple(objects(verb)))
    order = next((one for one in doing.targets if is_order(page, one)), None)
    filing = next((one for one in doing.targets if is_filing(page, one)), None)
    lemma = doing.lemma
    if order is not None:
        step = _to_order(doing, order)
        if step is not None:
            return step
    if filing is not None:
        if words.has("dismissed.verb", lemma):
            return "dismissed"
        if words.has("heard.verb", lemma):
            return "heard"
        if lemma in {"grant", "accept", "admit"} or words.has("allowed.verb", lemma):
            return granted_by(page, filing, words)
    if (filing or order) is not None and lemma in {"refer", "transfer"}:
        return "other"
    for part, handler in _HANDLERS:
        if words.has(part, lemma):
            step = handler(doing)
            if step is not None:
                return step
    return _by_phrase(doing)


def _to_order(doing: Doing, order: Token) -> Step | None:
    """What is done to an order: it is made, or it is undone."""
    page, words, lemma = doing.page, doing.words, doing.lemma
    orders_that = lemma in {"order", "direct"} and any(child.dep_ in {"ccomp", "xcomp"} for child in doing.verb.rights)
    if words.has("other.issue", lemma) and not orders_that:
        return content_of(page, order, words)
    if words.has("allowed.undo", lemma):
        if order.lemma_.lower() == "decision" and words.has("ruled_unlawful.verb", lemma) and lemma != "overturn":
            # A decision that is no court's is a government's: quashed, it was unlawful.
            return "ruled_unlawful" if forum_of(page, doing.forums, order) is None else "allowed"
        stayed = any(name in {"of", "on"} and is_order(page, one) for name, one in prepositional(order))
        return "blocked" if stayed and order.lemma_.lower() in _STAYS else "allowed"
    return "dismissed" if words.has("dismissed.verb", lemma) else None


def _by_phrase(doing: Doing) -> Step | None:
    """The steps that take more than the verb: "granted access", "stepped in"."""
    page, words, verb = doing.page, doing.words, doing.verb
    if doing.lemma == "grant" and any(named(page, one, words.parts["ordered.object"]) for one in doing.targets):
        return "ordered"
    end = min(verb.i + 1, len(page.parse.words) - 1)
    if doing.lemma in {"step", "intervene"} and page.phrase_in(words.phrases["blocked"], verb.i, end):
        return "blocked"
    return None


def _quashed(doing: Doing) -> Step | None:
    if not doing.targets or (doing.lemma == "strike" and not has_particle(doing.verb, "down")):
        return None
    return "allowed" if any(doing.forums.at(one) for one in doing.targets) else "ruled_unlawful"


def _blocked(doing: Doing) -> Step | None:
    verb = doing.verb
    whole = doing.targets or is_passive(verb) or verb.dep_ == "amod" or verb.right_edge.i > verb.i + 1
    return "blocked" if whole else None


def _heard(doing: Doing) -> Step | None:
    page, verb, targets, lemma = doing.page, doing.verb, doing.targets, doing.lemma
    if lemma in {"sit", "convene"}:
        met = any(child.dep_ == "prep" for child in verb.children)
    elif lemma in {"question", "consider", "examine"}:
        met = any(is_filing(page, one) for one in targets)
    else:
        met = bool(targets) or lemma in {"adjourn", "postpone"}
    return "heard" if met else None


def granted_by(page: Page, filing: Token, words: StepWords) -> Step | None:
    """What granting a motion does: what the motion asks for."""
    last = min(filing.right_edge.i, filing.i + 16)
    if filing.lemma_.lower() in {"permission", "leave"}:
        return "other"
    if filing.lemma_.lower() == "appeal" and any(child.text.lower() in {"an", "further"} for child in filing.lefts):
        return "other"
    for index in range(filing.i, last + 1):
        token = page.token(index)
        if is_order(page, token) and named(page, token, words.parts["blocked.noun"]):
            undone = any(words.has("allowed.undo", page.token(i).lemma_.lower()) for i in range(filing.i, index))
            return "allowed" if undone else "blocked"
    if filing.lemma_.lower() == "motion":
        return None
    return "allowed" if filing.lemma_.lower() == "appeal" else "ordered"


def _upheld(doing: Doing) -> Step | None:
    """Upholding a ruling is ruling as it did; upholding anything else finds it lawful."""
    for target in doing.targets:
        if doing.forums.at(target) is not None or is_order(doing.page, target):
            return content_of(doing.page, target, doing.words)
    return "ruled_lawful" if doing.targets else None


def _refused(doing: Doing) -> Step | None:
    """Relief denied, a case struck out, or a refusal to stop, lift or order something."""
    page, verb, lemma, words = doing.page, doing.verb, doing.lemma, doing.words
    if lemma in {"throw", "strike"}:
        return "dismissed" if has_particle(verb, "out") else None
    if lemma == "turn":
        return "dismissed" if has_particle(verb, "down") or has_particle(verb, "away") else None
    end = min(verb.sent.end - 1, verb.i + 20)
    if page.phrase_in(("leave to appeal", "permission to appeal", "interim relief", "leave", "relief"), verb.i, end):
        return "dismissed"
    inner = next((child for child in verb.children if child.dep_ == "xcomp"), None)
    if inner is not None:
        acted = inner.lemma_.lower()
        parts = ("blocked.verb", "allowed.undo", "ordered.verb", "heard.verb", "other.issue", "allowed.verb")
        return "dismissed" if any(words.has(part, acted) for part in parts) else None
    taken_up = any(one.lower_ in {"it", "them", "this", "that"} for one in doing.targets)
    return "dismissed" if lemma == "dismiss" and taken_up else None


def ordered_by(page: Page, verb: Token, words: StepWords) -> Step | None:
    """ "Ordered to stop", "told not to remove" block; "ordered the return" and the like order."""
    lemma = verb.lemma_.lower()
    first, last = clause_of(page, verb)
    content = [child for child in verb.children if child.dep_ in _CONTENT and child.i > verb.i]
    if lemma in {"tell", "give"} and not (
        any(child.dep_ in {"xcomp", "ccomp", "advcl"} and is_infinitive(child) for child in content)
        or (lemma == "give" and page.phrase_in(("until", "days to", "hours to"), first, last))
    ):
        if lemma == "give" and page.phrase_in(words.phrases["allowed"], first, last):
            return "allowed"
        return None
    for target in objects(verb):
        if named(page, target, words.parts["blocked.noun"]):
            return "blocked"
    for inner in content:
        if (
            is_negated(inner)
            or words.has("blocked.verb", inner.lemma_.lower())
            or inner.lemma_.lower() in {"refrain", "cease", "end"}
        ):
            return "blocked"
    return "ordered"


def _let(page: Page, verb: Token, words: StepWords) -> Step | None:
    lemma = verb.lemma_.lower()
    first, last = clause_of(page, verb)
    if lemma in {"clear", "pave", "wave", "let", "enable"} and not (last > first):
        return None
    if is_negated(verb):
        return None
    inner = next((child for child in verb.children if child.dep_ in {"ccomp", "xcomp"}), None)
    if inner is not None and (is_negated(inner) or any(_is_none(child) for child in inner.children)):
        return "blocked"
    targets = objects(verb)
    if any(_is_none(target) for target in targets):
        return "blocked"
    if any(named(page, one, words.parts["ordered.object"]) for one in targets):
        return "ordered"
    return "allowed" if targets or inner is not None else None


def _is_none(token: Token) -> bool:
    return token.text.lower() in {"nobody", "none"} or any(child.text.lower() == "no" for child in token.children)


def _held(doing: Doing) -> Step | None:
    """What a court holds, by the words of its holding; nothing where it only remarks."""
    page, verb, lemma, words = doing.page, doing.verb, doing.lemma, doing.words
    if is_negated(verb):
        return None
    first, last = clause_of(page, verb)
    for index in range(first + 1, last + 1):
        # "found it lawful, the Court of Appeal unlawful": another court's holding begins there.
        token = page.token(index)
        if token.dep_ == "nsubj" and doing.forums.at(token) is not None and page.word(index - 1) != "that":
            last = token.left_edge.i - 1
            break
    objects_in = (page.token(index) for index in range(first, last + 1) if page.token(index).dep_ == "dobj")
    if page.phrase_in(_BREAKING, first, last) and any(is_order(page, one) for one in objects_in):
        # What would break an order is stopped by it.
        return "blocked"
    content = held_in(page, first, last, words)
    remark = lemma in {"say", "note", "write", "indicate", "agree", "judge", "confirm", "affirm", "reiterate"}
    if content is None:
        return "other" if words.has("other.plain", lemma) and last > first + 1 else None
    if remark and content in {"ordered", "other"} and lemma != "indicate":
        return None
    if lemma in {"say", "note", "write"}:
        # A remark in passing is a statement; only what settles the matter is a holding.
        return content if page.phrase_in((*words.phrases["blocked"],), first, last) else None
    return content


def held_in(page: Page, first: int, last: int, words: StepWords) -> Step | None:
    """The step that the words of a holding make; None where they are none that the codebook knows."""
    found: list[tuple[int, Step]] = []
    order: tuple[Step, ...] = ("dismissed", "allowed", "ordered", "ruled_lawful", "ruled_unlawful", "blocked")
    for step in order:
        phrase = page.phrase_in(words.phrases.get(step, ()), first, last)
        if phrase is not None:
            found.append((order.index(step), step))
    if not found:
        return _held_by_verb(page, first, last, words)
    steps = {step for _, step in found}
    if "ruled_lawful" in steps and "ruled_unlawful" in steps:
        lawful = page.phrase_in(words.phrases["ruled_lawful"], first, last) or ""
        return "ruled_lawful" if lawful.startswith("not ") else "ruled_unlawful"
    return found[0][1]


def _held_by_verb(page: Page, first: int, last: int, words: StepWords) -> Step | None:
    """ "Must not be deported", "could not be removed", "should be brought back"."""
    for index in range(first, last + 1):
        token = page.token(index)
        if token.pos_ not in _VERBS or token.dep_ in {"aux", "auxpass"}:
            continue
        helpers = {child.text.lower() for child in token.children if child.dep_ == "aux"}
        if helpers & {"can", "could", "may", "must", "should", "shall", "ca"}:
            if is_negated(token):
                return "blocked" if token.lemma_.lower() in page.book.words["sending_verbs"] else None
            if helpers & {"must", "shall"}:
                return "ordered"
    return None


def content_of(page: Page, order: Token, words: StepWords) -> Step | None:
    """The step that an order is by its noun, or by what its modifiers say ("an order barring")."""
    if named(page, order, words.parts["blocked.noun"]):
        target = next((one for name, one in prepositional(order) if name in {"of", "on", "to"} and is_order(page, one)), None)
        return (
            "allowed" if target is not None and order.lemma_.lower() in {"stay", "suspension", "halt", "freeze"} else "blocked"
        )
    dated = [inner for child in order.rights if child.dep_ == "prep" for inner in child.children if inner.dep_ == "pobj"]
    on_date = [child for inner in dated if is_dated(page, inner) for child in inner.rights if child.dep_ == "relcl"]
    for child in (*order.rights, *on_date):
        if child.dep_ in {"acl", "relcl", "ccomp", "advcl"} or (
            child.dep_ == "prep" and any(c.pos_ in _VERBS for c in child.children)
        ):
            verb = child if child.pos_ in _VERBS else next(c for c in child.children if c.pos_ in _VERBS)
            step = _by_its_words(page, verb, words)
            if step is not None:
                return step
    return held_in(page, order.i, min(order.right_edge.i, order.i + 30), words) or "other"


def _by_its_words(page: Page, verb: Token, words: StepWords) -> Step | None:
    """What a verb in an order's description makes of it."""
    lemma = verb.lemma_.lower()
    if words.has("blocked.verb", lemma):
        target = next((one for one in objects(verb) if is_order(page, one)), None)
        return "allowed" if target is not None else "blocked"
    if is_negated(verb) and lemma in page.book.words["sending_verbs"]:
        return "blocked"
    if words.has("allowed.verb", lemma):
        return _let(page, verb, words)
    if words.has("ordered.verb", lemma):
        return ordered_by(page, verb, words)
    if words.has("other.verb", lemma) or verb.pos_ == "AUX":
        return held_in(page, *clause_of(page, verb), words)
    return None


def made_by(page: Page, verb: Token) -> Token | None:
    """The order or filing that is the verb's object."""
    return next((one for one in objects(verb) if is_order(page, one) or is_filing(page, one)), None)


_HANDLERS: tuple[tuple[str, Callable[[Doing], Step | None]], ...] = (
    ("ruled_unlawful.verb", _quashed),
    ("ruled_lawful.verb", _upheld),
    ("dismissed.verb", _refused),
    ("ordered.verb", lambda doing: ordered_by(doing.page, doing.verb, doing.words)),
    ("allowed.verb", lambda doing: _let(doing.page, doing.verb, doing.words)),
    ("blocked.verb", _blocked),
    ("other.verb", _held),
    ("heard.verb", _heard),
)
