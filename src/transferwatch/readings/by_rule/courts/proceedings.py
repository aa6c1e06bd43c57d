"""The steps in and by courts that a page reports, each once: found, weighed for the subject, joined if told again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.actors import Actors
from transferwatch.readings.by_rule.arguments import objects, prepositional, subjects
from transferwatch.readings.by_rule.courts.court_steps import StepAt, find_steps
from transferwatch.readings.by_rule.courts.court_topics import Subject
from transferwatch.readings.by_rule.courts.courts import find_forums
from transferwatch.readings.by_rule.courts.forums import Forums
from transferwatch.readings.by_rule.dates.dates import DateMention
from transferwatch.readings.by_rule.dates.when import date_of, entry_date, when_fields
from transferwatch.readings.by_rule.frames import Frame
from transferwatch.readings.by_rule.groups import Group
from transferwatch.readings.by_rule.modality import standing
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.reading import Modality, Proceeding, Source, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

SourcesAt = Callable[["Token"], tuple[Source, ...]]

_DAYS = re.compile(r"\bfor (?:at least |another )?[\w-]+ (?:days?|weeks?|hours?|months?)\b")
_STEPS_WITH_TERM = frozenset({"blocked", "allowed"})
_NEW = frozenset(
    {
        "earlier",
        "previous",
        "another",
        "second",
        "different",
        "new",
        "separate",
        "distinct",
        "third",
        "fresh",
        "other",
        "similar",
        "further",
    }
)
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their"})
_OVER = frozenset({"over", "against", "for", "about", "on", "concerning", "challenging", "to", "of"})
_CORE = frozenset(
    {
        "nsubj",
        "nsubjpass",
        "aux",
        "auxpass",
        "neg",
        "dobj",
        "dative",
        "agent",
        "prt",
        "attr",
        "acomp",
        "oprd",
        "advmod",
        "npadvmod",
    }
)
_INNER = frozenset({"relcl", "appos", "acl", "advcl", "ccomp", "parataxis", "punct", "cc", "conj"})
_NOT_YET = frozenset({"until", "before", "unless"})
_INTENDED = frozenset({"announce", "plan", "prepare", "threaten", "intend"})
_SCHEDULED = frozenset({"fix", "set", "schedule", "reschedule", "list", "expect", "slate", "put"})
_STOP = frozenset({"the", "of", "and", "for", "us", "u.s.", "federal", "a", "in", "court", "judge", "judges", "justices"})
# Evidence runs to this many tokens at the most.
_EVIDENCE = 30
# A text with so many lines that begin with a date is a chronicle or docket.
_CHRONICLE = 3
# A date so many tokens from a noun is the noun's own.
_ADJACENT = 3
# A step so many tokens after another one is of the same matter.
_NEAR = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A proceeding on its way, with what tells whether a later mention is the same."""

    proceeding: Proceeding
    at: int
    thin: bool
    new: bool
    plural: bool
    order: int | None


def find_proceedings(
    page: Page,
    actors: Actors,
    groups: Sequence[Group],
    frames: Sequence[Frame],
    sources_at: SourcesAt,
    forums: Forums | None = None,
) -> tuple[Proceeding, ...]:
    """The proceedings about moving people, one for each step, in the order of the text; `forums` where they are known."""
    subject = Subject.of(page, groups, frames)
    if not subject.is_topic:
        return ()
    forums = forums or find_forums(page, actors)
    items: list[_Item] = []
    other = -_NEAR
    for step in find_steps(page, forums):
        told = any(step.at - one.at < _NEAR for one in items)
        if not subject.bears_on(page, page.token(step.at), told=told, after_other=step.at - other < _NEAR):
            other = step.at
            continue
        item = _item(page, forums, actors, replace(step, firm=step.firm or told), sources_at)
        if item is not None:
            _place(page, items, item)
    return tuple(item.proceeding for item in sorted(items, key=lambda one: one.proceeding.evidence[0].start))


def _item(page: Page, forums: Forums, actors: Actors, step: StepAt, sources_at: SourcesAt) -> _Item | None:
    token = page.token(step.at)
    forum = step.forum
    near = forums.before(step.at, reach=8)
    if not step.firm and near is None and not any(forums.within(token.sent.start, token.sent.end - 1)):
        return None
    modality = _stands(page, step, token)
    if modality is None:
        return None
    if forum is None and step.step != "filed":
        forum = near
    first, last = _evidence(page, token, step)
    mention = date_of(page, token)
    if mention is None and step.order is not None and step.order != step.at:
        mention = date_of(page, page.token(step.order))
    when, words = when_fields(mention or _line_date(page, token))
    if mention is None and when is None:
        when = entry_date(page, token)
    noun = page.token(step.order if step.order is not None else step.at)
    dated = mention is not None and abs(page.index_at(mention.start) - noun.i) <= _ADJACENT
    thin = step.noun and _is_definite(noun) and not dated and step.forum is None
    state = forum.state if forum is not None else _state_without(forums, actors, token)
    return _Item(
        proceeding=Proceeding(
            court=forum.name if forum else None,
            state=state,
            step=step.step,
            modality=modality,
            temporary=_temporary(page, step, first, last),
            judge=forum.judge if forum else None,
            case=forums.case_near(first, last),
            when=when,
            when_words=words,
            about=_about(page, token, step),
            effect=_effect(page, token, step),
            sources=sources_at(token),
            evidence=(page.span(first, last),),
        ),
        at=step.at,
        thin=thin,
        plural=bool(forum and forum.plural),
        new=bool({page.word(index) for index in range(max(0, noun.i - 3), noun.i)} & _NEW),
        order=step.order,
    )


def _stands(page: Page, step: StepAt, token: Token) -> Modality | None:
    """The modality of the step; None where it was not taken, or is only asked about or thought of in passing."""
    if _is_yet_to_come(token):
        return None
    stands = standing(page, token)
    modality = _modality(page, step, token, stands.modality)
    shall = any(child.text.lower() == "shall" for child in token.children)
    if stands.negated and not step.noun and not shall:
        return None
    if modality == "denied" or (stands.asked and modality != "planned"):
        return None
    if modality == "possible" and (step.noun or token.dep_ in {"relcl", "acl"}):
        return None
    return modality


def _line_date(page: Page, token: Token) -> DateMention | None:
    """The date at the head of the token's line, as in dockets and chronologies."""
    starts = (date.start for date in page.dates)
    heads = sum(not page.text[page.text.rfind("\n", 0, start) + 1 : start].strip() for start in starts)
    if heads < _CHRONICLE:
        return None
    at = page.parse.starts[token.i]
    line = page.text.rfind("\n", 0, at) + 1
    return next(
        (date for date in page.dates if line <= date.start <= line + 3 and date.end < at and not date.attributive), None
    )


def _modality(page: Page, step: StepAt, token: Token, found: Modality) -> Modality:
    """A step by its noun that the text takes as given has happened, whatever is to become of it."""
    if step.step == "heard" and token.lemma_.lower() in _SCHEDULED and _is_ahead(token):
        return "planned"
    if step.step == "filed" and token.lemma_.lower() in _INTENDED:
        return "planned"
    if not step.noun:
        return "happened" if any(child.text.lower() == "shall" for child in token.children) and step.step != "filed" else found
    if _is_definite(token) and step.step != "heard":
        return "happened"
    return found


def _is_yet_to_come(verb: Token) -> bool:
    """Whether the clause only sets a limit: "until she has heard him", "before the court rules"."""
    present = verb.tag_ in {"VBZ", "VBP"} or any(child.text.lower() in {"has", "have"} for child in verb.children)
    return present and any(child.dep_ == "mark" and child.text.lower() in _NOT_YET for child in verb.children)


def _is_ahead(verb: Token) -> bool:
    """Whether the setting of a date is told in the present: what was set then may have been held since."""
    return any(
        child.dep_ in {"aux", "auxpass"} and child.text.lower() in {"is", "are", "has", "have"} for child in verb.children
    )


def _is_definite(noun: Token) -> bool:
    before = {token.text.lower() for token in noun.doc[max(0, noun.i - 2) : noun.i]}
    return bool(before & _DEFINITE) or any(
        child.dep_ in {"det", "poss"} and child.text.lower() in _DEFINITE for child in noun.lefts
    )


def _state_without(forums: Forums, actors: Actors, token: Token) -> str | None:
    """Whose court it is where none is named: the state sued, the court spoken of last or next, or the party."""
    sued = (*objects(token), *(one for name, one in prepositional(token) if name == "against"))
    before = forums.before(token.i, reach=8)
    later = next((forums.by_token[i] for i in sorted(forums.by_token) if i > token.i), None)
    for choice in (
        next((state.code for noun in sued if (state := actors.state_at(noun)) is not None), None),
        before.state if before is not None else None,
        later.state if later is not None else None,
        next((state.code for noun in subjects(token) if (state := actors.state_at(noun)) is not None), None),
    ):
        if choice:
            return choice
    return None


def _temporary(page: Page, step: StepAt, first: int, last: int) -> bool | None:
    """Whether the order holds for a time or for good; null where the text does not say, or no order is made."""
    if step.step not in _STEPS_WITH_TERM:
        return None
    token = page.token(step.at)
    scope = (min(first, token.left_edge.i), max(last, min(token.right_edge.i, token.i + _EVIDENCE)))
    if page.phrase_in(page.book.words.get("final_words", ()), *scope):
        return False
    start, end = page.parse.offsets(*scope)
    held = page.phrase_in(page.book.words.get("temporary_words", ()), *scope) or _DAYS.search(page.text[start:end])
    return True if held else None


def _evidence(page: Page, token: Token, step: StepAt) -> tuple[int, int]:
    """The shortest run of words that carries the step: its verb with subject, object and date, or its noun phrase."""
    first = last = token.i
    if step.noun:
        first = token.left_edge.i if token.i - token.left_edge.i < _EVIDENCE else token.i
        for child in token.rights:
            if child.dep_ in {"prep", "acl", "relcl", "agent"} and child.right_edge.i - first < _EVIDENCE:
                last = child.right_edge.i
        return first, _before_stop(page, last)
    for child in token.children:
        if child.dep_ in _CORE or child.dep_ in {"prep", "xcomp", "ccomp"}:
            low, high = _core(child)
            first = min(first, low) if child.i < token.i else first
            last = max(last, high) if child.i > token.i and high - token.i < _EVIDENCE else last
    for index in range(token.i - 1, first - 1, -1):
        if page.parse.words[index] in {";", "|"}:
            first = index + 1
            break
    if first < token.i and page.parse.words[first] in {",", "'s"}:
        first += 1
    return first, _before_stop(page, last)


def _core(token: Token) -> tuple[int, int]:
    """A phrase without the clauses that hang on it."""
    low, high = token.left_edge.i, token.i
    for child in token.rights:
        if child.dep_ in _INNER and child.dep_ not in {"conj", "ccomp"}:
            continue
        high = max(high, child.right_edge.i)
    if any(child.dep_ == "relcl" for child in token.lefts):
        low = token.i
    return low, high


def _before_stop(page: Page, last: int) -> int:
    while last > 0 and page.parse.words[last] in {",", ".", ";", ":"}:
        last -= 1
    return last


def _about(page: Page, token: Token, step: StepAt) -> str | None:
    """What the step is about, in the text's words."""
    noun = page.token(step.order) if step.order is not None else None
    if step.step in {"filed", "heard"} or step.noun:
        for one in (token, noun):
            if one is None:
                continue
            for name, target in prepositional(one):
                if name in _OVER and target.i > one.i and not page.phrase_in(("court", "judge"), *_core(target)):
                    if any(date.start <= page.parse.starts[target.i] < date.end for date in page.dates):
                        continue
                    return _words(page, *_core(target))
    acted_on = next((one for one in objects(token) if one.pos_ in {"NOUN", "PROPN"}), None)
    return _words(page, *_core(acted_on)) if acted_on is not None else None


def _effect(page: Page, token: Token, step: StepAt) -> str | None:
    """What is to be done or not to be done, in the text's words."""
    if step.step in {"filed", "heard"}:
        return None
    for child in token.rights:
        if child.dep_ in {"xcomp", "ccomp"} and child.right_edge.i - child.left_edge.i < _EVIDENCE:
            return _words(page, child.left_edge.i, _before_stop(page, child.right_edge.i))
    return None


def _words(page: Page, first: int, last: int) -> str | None:
    if last - first > _EVIDENCE:
        return None
    start, end = page.parse.offsets(first, last)
    return " ".join(page.text[start:end].split())


# One item per step


def _place(page: Page, items: list[_Item], item: _Item) -> None:
    """Join the item to the one that it tells again, or put it beside the others; "the order" alone makes none."""
    verb = page.token(item.at)
    for index in range(len(items) - 1, -1, -1):
        # "went back to the court and asked the justices": one step in two verbs.
        joined = verb.dep_ == "conj" and verb.head.i == items[index].at and item.proceeding.step == items[index].proceeding.step
        joined = joined and item.proceeding.when is None and not any(child.dep_ == "nsubj" for child in verb.children)
        again = item.order is not None and item.order == items[index].order
        again = again and item.proceeding.step == items[index].proceeding.step
        if joined or again or _same(page, items[index], item):
            items[index] = _joined(page, items[index], item)
            return
    if not item.thin:
        items.append(item)


def _same(page: Page, one: _Item, other: _Item) -> bool:
    a, b = one.proceeding, other.proceeding
    if a.step != b.step or (a.modality != b.modality and not (one.thin or other.thin)):
        return False
    if (other.new and not other.thin) or one.plural != other.plural:
        return False
    if not (_compatible_dates(a.when, b.when) and _compatible_courts(page, a, b)):
        return False
    return other.thin or one.thin or a.step not in {"filed", "heard", "other"} or (a.when is not None and a.when == b.when)


def _compatible_dates(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a.startswith(b) or b.startswith(a)


def _compatible_courts(page: Page, a: Proceeding, b: Proceeding) -> bool:
    if a.judge and b.judge:
        return a.judge == b.judge
    if a.state and b.state and a.state != b.state:
        return False
    left, right = _name_words(page, a), _name_words(page, b)
    return not left or not right or bool(left & right)


def _name_words(page: Page, proceeding: Proceeding) -> set[str]:
    """What tells the court's name from another court's of the same state."""
    state = page.book.states.get(proceeding.state or "")
    owners = {name.lower() for name in (state.name, *state.names, *state.demonyms)} if state else set()
    return set((proceeding.court or "").lower().split()) - _STOP - owners


def _joined(page: Page, one: _Item, other: _Item) -> _Item:
    """The fuller of two tellings, completed by the other."""
    a, b = one.proceeding, other.proceeding
    spans: tuple[Span, ...] = a.evidence if other.thin else tuple(sorted({*a.evidence, *b.evidence}))
    return replace(
        one,
        proceeding=replace(
            a,
            court=b.court if b.court and not _name_words(page, a) else a.court or b.court,
            state=a.state or b.state,
            temporary=a.temporary if a.temporary is not None else b.temporary,
            judge=a.judge or b.judge,
            case=a.case or b.case,
            when=b.when if a.when is None or (b.when and len(b.when) > len(a.when)) else a.when,
            when_words=b.when_words if a.when is None or (b.when and len(b.when) > len(a.when)) else a.when_words,
            about=a.about or b.about,
            effect=a.effect or b.effect,
            evidence=spans,
        ),
        thin=one.thin and other.thin,
    )
