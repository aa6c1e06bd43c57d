"""The acts of one state alone that bear on transfers: programmes, laws, orders, policies, sanctions, funding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.actors import Actors
from transferwatch.readings.by_rule.arguments import agents, is_passive, objects, prepositional, subjects
from transferwatch.readings.by_rule.dates.when import date_of, when_fields
from transferwatch.readings.by_rule.frames import Frame
from transferwatch.readings.by_rule.groups import Group
from transferwatch.readings.by_rule.modality import standing
from transferwatch.readings.by_rule.names.mentions import InstrumentMention
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.reading import Measure, MeasureKind, Modality, Source

if TYPE_CHECKING:
    from spacy.tokens import Token

SourcesAt = Callable[["Token"], tuple[Source, ...]]

_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nn"})
_CLAUSES = frozenset({"relcl", "acl"})
_PASSIVES = frozenset({"nsubjpass", "dobj", "nsubj"})
_WIDE = 28


@dataclass(frozen=True, slots=True)
class _Words:
    """The codebook's word lists of measures."""

    lists: dict[str, frozenset[str]]

    @classmethod
    def of(cls, page: Page) -> _Words:
        prefix = "measure_"
        found = {name[len(prefix) :]: frozenset(words) for name, words in page.book.words.items() if name.startswith(prefix)}
        return cls(found)

    def has(self, name: str, word: str) -> bool:
        return word in self.lists.get(name, frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """An act at a verb, or at a noun where no verb carries it, upon a thing."""

    kind: MeasureKind
    verb: Token
    thing: Token
    instrument: InstrumentMention | None = None


def find_measures(
    page: Page, actors: Actors, groups: Sequence[Group], frames: Sequence[Frame], sources_at: SourcesAt
) -> tuple[Measure, ...]:
    """The measures of a page about moving people, each once, in the order of the text."""
    words = _Words.of(page)
    if not any(group.moved for group in groups) and not any(frame.groups for frame in frames):
        return ()
    found: list[tuple[_Act, Measure]] = []
    for act in _acts(page, actors, words):
        measure = _measure(page, actors, act, words, sources_at)
        if measure is None:
            continue
        same = next((n for n, (other, known) in enumerate(found) if _is_same(page, other, known, act, measure)), None)
        if same is None:
            found.append((act, measure))
        else:
            other, known = found[same]
            found[same] = (other, _joined(known, measure))
    return tuple(sorted((measure for _, measure in found), key=lambda one: one.evidence[0].start))


def _acts(page: Page, actors: Actors, words: _Words) -> Iterator[_Act]:
    for token in page.parse.doc:
        lemma = token.lemma_.lower()
        if token.pos_ in _VERBS or token.tag_ in {"VBN", "VBD"}:
            act = _at_verb(page, actors, token, lemma, words)
        elif token.pos_ in _NOUNS:
            act = _at_noun(page, actors, token, lemma, words)
        else:
            continue
        if act is not None:
            yield act


def _at_verb(page: Page, actors: Actors, verb: Token, lemma: str, words: _Words) -> _Act | None:
    """What the verb does to a statute, programme, law, order, sanction or fund."""
    for thing in _things(verb):
        instrument = _instrument_at(page, thing)
        if words.has("invoking_verbs", lemma) and (instrument is not None or words.has("statutes", thing.lemma_.lower())):
            return _Act(kind="law", verb=verb, thing=thing, instrument=instrument)
        if words.has("programme_verbs", lemma) and _is_programme(page, actors, thing, words):
            return _Act(kind="programme", verb=verb, thing=thing)
        if words.has("issuing_verbs", lemma) or words.has("passing_verbs", lemma):
            kind = _paper(page, thing, words)
            if kind in {"order", "policy"} and words.has("issuing_verbs", lemma):
                return _Act(kind=kind, verb=verb, thing=thing, instrument=instrument)
            if (
                (kind == "law" or instrument is not None)
                and words.has("passing_verbs", lemma)
                and not _by_a_law(actors, verb, words)
            ):
                return _Act(kind="law", verb=verb, thing=thing, instrument=instrument)
        if (
            words.has("funding_verbs", lemma)
            and words.has("funding", thing.lemma_.lower())
            and _state_of(page, actors, verb, thing)
        ):
            return _Act(kind="funding", verb=verb, thing=thing)
    return None


def _by_a_law(actors: Actors, verb: Token, words: _Words) -> bool:
    """Whether the subject is itself a law: "a bill which amends the act" is one act, that of passing the bill."""
    doers = subjects(verb)
    described = verb.dep_ in _CLAUSES and not is_passive(verb) and not any(actors.state_at(one) for one in doers)
    return described or any(words.has("laws", one.lemma_.lower()) for one in doers)


def _things(verb: Token) -> list[Token]:
    """What is acted upon, also where the participle stands before it ("a rarely invoked statute")."""
    if verb.dep_ == "amod" and verb.head.i > verb.i:
        return [verb.head]
    return [one for one in objects(verb) if one.pos_ in _NOUNS]


def _instrument_at(page: Page, thing: Token) -> InstrumentMention | None:
    return next((one for one in page.instruments if one.first <= thing.i <= one.last), None) or next(
        (one for one in page.instruments if thing.left_edge.i <= one.first and one.last <= thing.i), None
    )


def _is_programme(page: Page, actors: Actors, thing: Token, words: _Words) -> bool:
    """Whether the noun is a programme of one state for refugees and the like, and no deal with another state."""
    if not words.has("programmes", thing.lemma_.lower()) and not words.has("programmes", page.word(thing.i)):
        return False
    inside = {page.token(i).lemma_.lower() for i in range(thing.left_edge.i, thing.i + 1)}
    if not inside & words.lists.get("programme_marks", frozenset()):
        return False
    return not any(name == "with" and actors.state_at(one) is not None for name, one in prepositional(thing))


def _paper(page: Page, thing: Token, words: _Words) -> MeasureKind | None:
    """Whether the noun is an order, a policy or a law."""
    lemma = thing.lemma_.lower()
    two = f"{page.word(thing.i - 1)} {lemma}" if thing.i else lemma
    if words.has("orders", two) or (words.has("orders", lemma)):
        return "order"
    if words.has("policies", lemma):
        return "policy"
    return "law" if words.has("laws", lemma) else None


def _at_noun(page: Page, actors: Actors, noun: Token, lemma: str, words: _Words) -> _Act | None:
    """Sanctions named by their noun, orders and laws by which something is done."""
    two = f"{page.word(noun.i - 1)} {lemma}" if noun.i else lemma
    if words.has("sanctions", lemma) or words.has("sanctions", two):
        marks = {child.lemma_.lower() for child in noun.children if child.dep_ in _MODIFIERS}
        marked = bool(marks & words.lists.get("sanction_marks", frozenset())) or (
            lemma == "sanction" and any(_state_within(page, actors, child) for child in noun.lefts)
        )
        if marked or two in words.lists.get("sanctions", frozenset()) - {"ban"}:
            return _Act(kind="sanction", verb=_carrier(noun), thing=noun)
        return None
    if noun.head.text.lower() == "by" and noun.dep_ == "pobj" and lemma in {"order", "decree", "proclamation"}:
        governing = noun.head.head
        dated = date_of(page, noun) is not None or any(name == "of" for name, _ in prepositional(noun))
        if dated and governing.pos_ in _VERBS and not _of_court(page, noun):
            return _Act(kind="law" if lemma == "decree" else "order", verb=noun, thing=noun)
        return None
    described = any(child.dep_ in _CLAUSES for child in noun.rights) or noun.dep_ == "nsubj"
    new = any(child.text.lower() in {"a", "an", "new", "emergency"} for child in noun.lefts)
    if words.has("laws", lemma) and described and new and noun.dep_ in {"dobj", "pobj", "nsubj", "conj", "attr", "ROOT"}:
        return _Act(kind="law", verb=_describing(noun), thing=noun, instrument=_instrument_at(page, noun))
    return None


def _of_court(page: Page, noun: Token) -> bool:
    near = {page.word(i) for i in range(max(0, noun.left_edge.i), min(noun.right_edge.i + 1, len(page.parse.words)))}
    return bool(near & {"court", "judge", "justice", "tribunal"})


def _carrier(noun: Token) -> Token:
    """The verb of which the noun is subject or object, else the noun."""
    return noun.head if noun.head.pos_ in _VERBS and noun.dep_ in _PASSIVES else noun


def _describing(noun: Token) -> Token:
    """The verb of which a law is the subject; the noun where there is none."""
    if noun.dep_ == "nsubj" and noun.head.pos_ in _VERBS:
        return noun.head
    return noun


# Fields


def _measure(page: Page, actors: Actors, act: _Act, words: _Words, sources_at: SourcesAt) -> Measure | None:
    verb, thing = act.verb, act.thing
    if act.kind in {"law", "order", "policy", "funding"} and act.instrument is None and not _bears(page, act, words):
        return None
    if any(child.lemma_.lower() in {"court", "judge"} for one in subjects(verb) for child in (one, *one.children)):
        return None
    top = _attempt(verb, words)
    stands = standing(page, top)
    if stands.negated or stands.asked or stands.modality == "denied":
        return None
    first, last = _evidence(page, top, act)
    mention = date_of(page, top) or (date_of(page, verb) if top.i != verb.i else None) or date_of(page, thing)
    when, when_words = when_fields(mention)
    state = _state_of(page, actors, verb, thing) or (act.instrument.state if act.instrument else None)
    if state is None and act.kind != "law":
        return None
    start, end = page.parse.offsets(first, last)
    return Measure(
        state=state or _nearby_state(page, thing),
        kind=act.kind,
        what=" ".join(page.text[start:end].split()),
        effect=_effect(page, act),
        when=when,
        when_words=when_words,
        modality=_modality(act, stands.modality),
        instrument=act.instrument.name if act.instrument else None,
        sources=sources_at(top),
        evidence=(page.span(first, last),),
    )


def _modality(act: _Act, found: Modality) -> Modality:
    """A sanction that is spoken of as there has happened, whatever is wished of it."""
    return "happened" if act.kind == "sanction" and act.verb.i == act.thing.i else found


def _bears(page: Page, act: _Act, words: _Words) -> bool:
    """Whether the words around the law or order speak of moving people."""
    sentence = act.thing.sent
    context = words.lists.get("contexts", frozenset())
    return any(token.lemma_.lower() in context for token in sentence)


def _attempt(verb: Token, words: _Words) -> Token:
    """The verb of attempting that governs the act ("attempted to halt"): the attempt is what happened."""
    if verb.dep_ == "xcomp" and words.has("attempting_verbs", verb.head.lemma_.lower()):
        return verb.head
    return verb


def _state_of(page: Page, actors: Actors, verb: Token, thing: Token) -> str | None:
    """The state that acts: the subject or agent, else the owner of the thing."""
    if verb.pos_ in _VERBS and verb.i != thing.i:
        doers = agents(verb) if is_passive(verb) else subjects(verb)
        for doer in doers:
            state = actors.state_at(doer)
            if state is not None and doer.i != thing.i:
                return state.code
        # "In September Washington lifted": the parse may take the subject into the date.
        beside = actors.by_token.get(verb.i - 1)
        if beside is not None and not doers and not is_passive(verb):
            return beside.code
    for child in thing.lefts:
        code = _state_within(page, actors, child)
        if code:
            return code
    for name, one in prepositional(thing):
        state = actors.state_at(one)
        if name == "of" and state is not None:
            return state.code
    governing = thing.head.head if thing.head.pos_ == "ADP" else thing.head
    if verb.i == thing.i and governing.pos_ in _VERBS:
        return next((state.code for one in subjects(governing) if (state := actors.state_at(one)) is not None), None)
    return None


def _state_within(page: Page, actors: Actors, child: Token) -> str | None:
    """The state that a modifier names ("US sanctions", "Britain's new law")."""
    if child.dep_ not in _MODIFIERS:
        return None
    state = actors.state_at(child) or next(iter(page.within(page.states, child.left_edge.i, child.i)), None)
    return state.code if state is not None else None


def _nearby_state(page: Page, thing: Token) -> str | None:
    """The one state that the sentence names; none where it names several."""
    sentence = thing.sent
    codes = {one.code for one in page.within(page.states, sentence.start, sentence.end - 1)}
    return codes.pop() if len(codes) == 1 else None


def _effect(page: Page, act: _Act) -> str | None:
    """What the measure does, as its relative or infinitive clause says."""
    for child in act.thing.rights:
        if child.dep_ in _CLAUSES and child.right_edge.i - child.left_edge.i < _WIDE:
            start, end = page.parse.offsets(child.left_edge.i, child.right_edge.i)
            return " ".join(page.text[start:end].split())
    return None


def _evidence(page: Page, top: Token, act: _Act) -> tuple[int, int]:
    """From the verb, or the word before a participle, through the thing with its own phrase."""
    thing = act.thing
    first = min(top.i, thing.left_edge.i)
    last = max(top.i, act.verb.i, thing.i)
    if act.verb.i < thing.i and act.verb.dep_ == "amod":
        first = thing.left_edge.i
    for child in thing.rights:
        if child.dep_ in {"prep", "acl", "relcl"} and child.right_edge.i - first < _WIDE:
            last = max(last, child.right_edge.i)
    for child in top.lefts:
        if child.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} and top.i - child.left_edge.i < _WIDE:
            first = min(first, child.left_edge.i)
    return first, last


# One item per act


def _is_same(page: Page, other: _Act, known: Measure, act: _Act, measure: Measure) -> bool:
    """Whether two mentions tell one act: same kind, state and instrument or noun, and dates that agree."""
    if known.kind != measure.kind or (known.state and measure.state and known.state != measure.state):
        return False
    if known.when and measure.when and not (known.when.startswith(measure.when) or measure.when.startswith(known.when)):
        return False
    if known.modality != measure.modality:
        return False
    if known.instrument or measure.instrument:
        return known.instrument == measure.instrument
    return other.thing.lemma_.lower() == act.thing.lemma_.lower() and (
        other.verb.lemma_.lower() == act.verb.lemma_.lower() or act.verb.i == act.thing.i
    )


def _joined(known: Measure, later: Measure) -> Measure:
    return replace(
        known,
        state=known.state or later.state,
        effect=known.effect or later.effect,
        when=known.when or later.when,
        when_words=known.when_words or later.when_words,
        instrument=known.instrument or later.instrument,
    )
