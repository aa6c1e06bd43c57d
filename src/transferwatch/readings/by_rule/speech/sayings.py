"""Where a text attributes words to somebody: the reporting verb, noun or phrase, whose it is, and which words are said.

Grammar only: who "he" is, what stance is taken and whether it matters here is settled elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.arguments import agents, coordinated, objects, subjects
from transferwatch.readings.by_rule.names.lexicon import word_set
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.speech.attitudes import find_attitudes
from transferwatch.readings.by_rule.speech.phrases import according, in_the_words_of, nominal, owners_of
from transferwatch.readings.by_rule.speech.quotes import Quote
from transferwatch.readings.by_rule.speech.said import content_of, inverted_subject, phrase_end, verb_start
from transferwatch.readings.by_rule.speech.saying_words import (
    Form,
    Run,
    Saying,
    SayingWords,
    lemma_of,
    passive,
    saying_words,
    through,
)
from transferwatch.readings.reading import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

# How many tokens behind a quotation its verb may stand where the parse begins a sentence between them.
_BESIDE = 8
_UNREAL = frozenset({"may", "might", "should", "must", "could", "can", "shall"})
_WILLING = frozenset({"will", "would", "wo", "'ll", "could", "can", "ca", "'d"})
_CONDITIONS = frozenset({"if", "unless", "whether"})
_FIRST_PERSON = frozenset({"i", "we", "you", "us", "me"})
_GOING_ON = frozenset({"continue", "go", "proceed", "use", "begin", "start", "take", "keep", "hasten", "rush"})
_NOT_DENIED = word_set(
    "entry access relief asylum bail boarding visa right motion request petition application appeal protection passport"
    " leave permission hearing"
)
_RULINGS = word_set(
    "dismiss reject deny rule order hold find determine declare decide conclude grant recognise recognize dispute refuse"
    " agree ask"
)


def find_sayings(page: Page, quotes: Sequence[Quote], *, attitudes: bool = False) -> tuple[Saying, ...]:
    """The sayings of a page, by the place of their cues; with `attitudes` also who wants, plans, supports or opposes what."""
    words = saying_words(page.book)
    found: list[Saying] = []
    for token in page.parse.doc:
        if (
            token.pos_ in {"VERB", "AUX"}
            or (token.tag_ in {"VBN", "VBD", "VBG", "VBZ"} and token.dep_ not in {"amod", "compound"})
            or _is_mistaken_noun(token)
        ):
            found.extend(_verbal(page, quotes, token, words))
        elif token.pos_ in {"NOUN", "PROPN"}:
            found.extend(nominal(page, token, words))
        if page.word(token.i) in {"according", "per"}:
            found.extend(according(page, token))
        elif page.word(token.i) in {"words", "view", "opinion", "account"}:
            found.extend(in_the_words_of(page, token))
    if attitudes:
        found.extend(find_attitudes(page, quotes, frozenset(saying.at for saying in found)))
    return tuple(sorted(found, key=lambda saying: saying.at))


def _is_mistaken_noun(token: Token) -> bool:
    """A verb in -s that the tagger took for a plural: it has a subject."""
    return token.tag_ == "NNS" and any(child.dep_ == "nsubj" and child.i < token.i for child in token.children)


def _verbal(page: Page, quotes: Sequence[Quote], token: Token, words: SayingWords) -> Iterator[Saying]:
    refusal = _refusal(page, token, words)
    if refusal is not None:
        yield refusal
        return
    lemma = lemma_of(page, token)
    if not _is_asserted(page, token, quotes):
        return
    phrase = _cue_phrase(page, token, words)
    stance = phrase or words.verbs.get(lemma)
    noun = _light_object(token, words) if lemma in words.light else None
    if noun is not None:
        stance = words.nouns[noun.lemma_.lower()]
    if stance is None or lemma in {"according", "accord"} or _is_bound(page, token, lemma):
        return
    speakers = _speakers(page, token)
    if not speakers:
        return
    weak = lemma in words.weak
    if "public" in {child.text.lower() for child in token.children} and token.dep_ in {"relcl", "acl", "amod"}:
        return
    content, form = content_of(page, token, noun, words, clausal=lemma in words.clausal and phrase is None and noun is None)
    if not content and not _has_quote(page, token, quotes):
        return
    if _is_other_sense(page, token, lemma, form, words):
        return
    heads, paper = owners_of(page, speakers, words)
    yield Saying(
        at=token.i,
        cue=_cue_run(token, noun),
        speakers=heads,
        content=content,
        stance=None if stance == "says" else stance,
        form=form,
        weak=weak,
        paper=paper,
    )


def _has_quote(page: Page, token: Token, quotes: Sequence[Quote]) -> bool:
    """Whether speech in quotation marks stands beside the verb, or opens the next paragraph behind its colon."""
    low, high = token.sent.start, token.sent.end
    behind_colon = page.word(high - 1) == ":"
    for quote in quotes:
        end = quote.closing if quote.closing is not None else quote.last
        if quote.direct and end == low - 1 and page.word(quote.last) in {"?", "!"} and token.i - low <= _BESIDE:
            return True
        if (
            quote.direct
            and (low <= quote.last < high or low <= quote.first < high + 2 * behind_colon)
            and not quote.covers(token.i)
        ):
            return True
    return False


def _is_bound(page: Page, token: Token, lemma: str) -> bool:
    """Whether the verb is tied to a particle or another verb so that it reports nothing: "called off", "quotes as saying"."""
    particles = {child.text.lower() for child in token.children if child.dep_ == "prt"}
    if lemma in {"call", "put", "hold", "point", "speak", "tell", "read", "show", "turn"} and particles - {"out"}:
        return True
    if lemma == "go" and particles != {"on"}:
        return True
    if lemma == "speak":
        return not any(page.word(index) == "of" for index in range(token.i + 1, min(token.i + 6, token.right_edge.i + 1)))
    if lemma == "put":
        return not any(page.word(index) == "at" for index in range(token.i + 1, min(token.i + 9, token.right_edge.i + 1)))
    if token.dep_ == "pcomp" and token.head.text.lower() == "as":
        return token.head.head.lemma_.lower() == "quote"
    return False


def _is_asserted(page: Page, token: Token, quotes: Sequence[Quote]) -> bool:
    """Whether the text says that the saying took place: not negated, not conditional, not merely wanted."""
    children = list(token.children)
    if token.dep_ in {"amod", "compound", "pobj"} or (token.i and page.word(token.i - 1) in {"nor", "neither"}):
        return False
    if any(child.dep_ == "neg" for child in children) and lemma_of(page, token) not in {"exclude", "rule"}:
        return False
    if any(child.dep_ == "mark" and child.text.lower() in _CONDITIONS for child in children):
        return False
    subject = next((child.i for child in children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is not None and any(child.dep_ in {"aux", "auxpass"} and child.i < subject < token.i for child in children):
        # "Will the minister admit that": a question.
        return False
    helpers = {child.text.lower() for child in children if child.dep_ == "aux"}
    if (
        helpers & _UNREAL
        or helpers & {"will", "'ll"}
        or ("would" in helpers and lemma_of(page, token) not in {"say", "welcome", "prefer"})
    ):
        return False
    if any(child.dep_ == "aux" and child.text.lower() == "to" for child in children):
        governor = token.head
        if token.dep_ not in {"xcomp", "advcl"} or governor.lemma_.lower() not in _GOING_ON:
            return False
        if any(child.dep_ == "neg" for child in governor.children):
            return False
    if any(quote.covers(token.i) for quote in quotes):
        # Inside a quotation only named others are heard.
        return all(one.pos_ == "PROPN" for one in subjects(token))
    return True


def _speakers(page: Page, token: Token) -> list[Token]:
    if lemma_of(page, token) == "quote" and passive(token):
        return [c for child in token.children if child.dep_ == "nsubjpass" for c in coordinated(child)]
    if lemma_of(page, token) == "quote":
        return objects(token)
    if token.tag_ in {"VBN", "VBD"} and passive(token):
        by = agents(token)
        return by or through(token)
    after = inverted_subject(page, token)
    if after is not None:
        return [after]
    outer = _outer_verb(token)
    if outer is not None:
        return subjects(outer)
    own = [child for child in token.children if child.dep_ == "nsubj" and child.i < token.i]
    if len(own) > 1 or (own and token.tag_ == "VBN"):
        # The nearest subject is the speaker; another belongs to what is said.
        return [own[-1]] if own[-1].tag_ not in {"WDT", "WP"} else subjects(token)
    return subjects(token) or _before(page, token)


def _outer_verb(token: Token) -> Token | None:
    """The reporting verb that a second one goes on: "confirmed that they had left and said that more would follow"."""
    if token.dep_ != "conj" or token.head.dep_ != "ccomp" or any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children):
        return None
    outer = token.head.head
    if outer.tag_ == token.tag_ == "VBD" and any(c.dep_ == "aux" and c.tag_ == "MD" for c in token.head.children):
        # "said he would order a review and warned ...": the second past tense goes with the first.
        return outer
    takes_clause = any(c.dep_ == "ccomp" and any(m.dep_ == "mark" for m in c.children) for c in token.children)
    return outer if takes_clause and outer.pos_ == "VERB" and outer.tag_ == token.tag_ else None


def _before(page: Page, token: Token) -> list[Token]:
    """The name right before a finite verb that the parse left without a subject."""
    if token.dep_ not in {"ROOT", "ccomp", "conj"} or token.tag_ not in {"VBD", "VBZ", "VBP"} or token.i == token.sent.start:
        return []
    before = page.token(token.i - 1)
    if before.pos_ in {"PROPN", "NOUN"}:
        return [before]
    # "The minister, asked in the capital, said": the subject went to the participle.
    for child in token.lefts:
        if (
            child.dep_ in {"parataxis", "advcl", "ccomp", "dep"}
            and child.tag_ in {"VBN", "VBD"}
            and page.word(token.i - 1) == ","
        ):
            found = [one for one in child.children if one.dep_ in {"nsubj", "nsubjpass"} and one.i < child.i]
            if found:
                return found
    return []


def _is_other_sense(page: Page, token: Token, lemma: str, form: Form, words: SayingWords) -> bool:
    """Whether the verb does something else than say here: denying entry, refusing a request, admitting people."""
    goals = objects(token)
    noun = goals[0].lemma_.lower() if goals else ""
    if lemma == "deny" and form == "object" and noun in _NOT_DENIED:
        return True
    if lemma in {"reject", "dismiss", "repudiate"} and form == "object":
        return not (noun in words.asserted or noun in {"this", "that", "it", "all"})
    if lemma in _RULINGS and _is_court(page, token):
        return True
    if form == "object" and lemma in {
        "regard",
        "consider",
        "describe",
        "call",
        "label",
        "brand",
        "term",
        "dub",
        "characterise",
        "characterize",
        "portray",
    }:
        return False
    return False


def _is_court(page: Page, token: Token) -> bool:
    for one in subjects(token):
        if one.lemma_.lower() in {"court", "judge", "justice", "tribunal", "magistrate", "panel", "bench"}:
            return True
        if any(court.first <= one.i <= court.last for court in page.courts):
            return True
        for person in page.within(page.people, max(0, one.i - 6), one.i):
            if person.first <= one.i <= person.last and {"judge", "justice"} & set((person.role or "").lower().split()):
                return True
    return False


def _cue_phrase(page: Page, token: Token, words: SayingWords) -> Stance | None:
    """The stance of a phrase of several words that begins at the verb or its auxiliaries."""
    first = min([child.i for child in token.children if child.dep_ in {"aux", "auxpass"} and child.i < token.i] or [token.i])
    last = min(token.i + 6, token.sent.end - 1)
    stand = [page.word(index) for index in range(first, last + 1)]
    for phrase, stance in words.phrases:
        parts = phrase.split()
        at = stand.index(parts[0]) if parts[0] in stand else -1
        if at >= 0 and at + first <= token.i and _in_order(parts, stand[at:]):
            return stance
    return None


def _in_order(parts: Sequence[str], stand: Sequence[str]) -> bool:
    """Whether the words of a phrase stand one after the other, with two others between at the most."""
    at = 0
    for part in parts:
        ahead = stand[at : at + 3]
        if part not in ahead:
            return False
        at += ahead.index(part) + 1
    return True


def _light_object(token: Token, words: SayingWords) -> Token | None:
    """The noun of saying that a light verb carries: "issued its own denial", "raised concerns"."""
    return next(
        (child for child in token.children if child.dep_ in {"dobj", "obj"} and child.lemma_.lower() in words.nouns), None
    )


def _refusal(page: Page, token: Token, words: SayingWords) -> Saying | None:
    """ "Declined to comment", "would not say", "had no comment", "kept it to herself"; "did not say" is none."""
    lemma = token.lemma_.lower()
    children = list(token.children)
    declines = False
    if lemma in words.declining and not any(child.dep_ == "neg" for child in children):
        declines = any(
            child.dep_ == "xcomp"
            and (
                child.lemma_.lower() in words.disclosing - {"be", "go"}
                or page.phrase_in(("be drawn", "be identified", "go into"), child.left_edge.i, child.right_edge.i)
            )
            for child in children
        )
    elif lemma in words.disclosing - {"be", "go", "give", "provide", "name", "deny", "release", "address", "produce"} and any(
        child.dep_ == "neg" for child in children
    ):
        declines = any(child.dep_ == "aux" and child.text.lower() in _WILLING for child in children)
    if not declines and lemma in {"keep", "have", "be", "offer", "give", "confirm"}:
        first = min([token.i, *(child.i for child in children if child.dep_ in {"aux", "preconj", "cc", "det"})])
        declines = page.phrase_in(words.refusals, first, min(token.right_edge.i, token.i + 9)) is not None
    speakers = subjects(token) if declines else []
    if not speakers or any(page.word(one.i) in _FIRST_PERSON for one in speakers):
        return None
    heads, paper = owners_of(page, speakers, words)
    run = (verb_start(token), phrase_end(page, token))
    return Saying(at=token.i, cue=run, speakers=heads, content=(run,), stance="declines", form="declines", paper=paper)


def _cue_run(token: Token, noun: Token | None) -> Run:
    first = verb_start(token)
    last = noun.i if noun is not None else token.i
    for child in token.children:
        if child.dep_ == "prt" and child.i == last + 1:
            last = child.i
    return first, last


def vouched(page: Page, token: Token) -> bool:
    """Whether what is confirmed or denied is only pointed to: "the move was confirmed by", "an official confirmed this"."""
    verb = token
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not any(c.dep_ in {"nsubjpass", "dobj"} for c in verb.children):
        verb = verb.head
    for child in verb.children:
        if child.dep_ == "nsubjpass" or (child.dep_ == "dobj" and not passive(verb)):
            inner = {c.dep_ for c in child.children}
            definite = any(
                c.dep_ == "det" and c.text.lower() in {"the", "this", "that", "these", "those"} for c in child.children
            )
            return page.word(child.i) in {"it", "this", "that", "these"} or (
                definite and not inner & {"prep", "relcl", "acl", "compound"}
            )
    return False
