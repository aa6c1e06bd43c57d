"""Which token stands for which state: "Rwanda", "the Rwandan government", "its foreign minister", "the East African country".

Deictic words are resolved sentence by sentence against the states named before; two equally good antecedents give none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_rule.names.mentions import StateMention
from transferwatch.readings.by_rule.names.people import PersonMention
from transferwatch.readings.by_rule.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

_INNER = frozenset({"poss", "compound", "amod", "nmod", "nn"})
_DEFINITE = frozenset({"the", "this", "that", "its", "their", "his", "her"})
# How present a mention as the subject makes a state.
_AS_SUBJECT = 2.0
_PLURALS = frozenset(
    {"countries", "governments", "states", "nations", "islands", "kingdoms", "parliaments", "presidents", "ministers"}
)
_POSSESSIVES = frozenset({"its", "their"})


@dataclass(slots=True)
class Actors:
    """`by_token[i]` is the state that the noun, name or pronoun at token i stands for, as an actor.

    `abstained` holds the tokens of deictic words for which two antecedents were equally good.
    """

    page: Page
    by_token: dict[int, StateMention] = field(default_factory=dict)
    abstained: list[int] = field(default_factory=list)

    def state_at(self, token: Token) -> StateMention | None:
        """The state that the token stands for, if any."""
        return self.by_token.get(token.i)


def find_actors(page: Page) -> Actors:
    """The states' actors of a page; its `states` afterwards hold the deictic mentions too."""
    actors = Actors(page=page)
    words = page.book.words
    nouns = frozenset(words.get("actors", ()))
    for state in page.states:
        for index in _head_tokens(page, state, nouns):
            actors.by_token.setdefault(index, state)
    for body in page.bodies:
        if body.state and body.kind in {"ministry", "legislature", "agency_of_state", "party"}:
            mention = StateMention(first=body.first, last=body.last, code=body.state, form="government")
            actors.by_token.setdefault(body.last, mention)
    _Resolver(actors, nouns).run()
    page.states = tuple(sorted(page.states, key=lambda mention: mention.first))
    return actors


def _head_tokens(page: Page, state: StateMention, nouns: frozenset[str]) -> Iterator[int]:
    """The tokens that a state's name makes an actor: itself, and the nouns of government that it qualifies."""
    at = page.token(state.last)
    # A name of several tokens may be headed by any of them.
    for index in range(state.last, state.first - 1, -1):
        token = page.token(index)
        if not state.first <= token.head.i <= state.last or token.head.i == token.i:
            at = token
            break
    if state.form != "demonym":
        yield at.i
        yield state.last
    while at.dep_ in _INNER and at.head != at:
        at = at.head
        if at.lemma_.lower() in nouns or page.word(at.i) in nouns or at.i in {m.last for m in page.people}:
            yield at.i
        else:
            return
    if at.dep_ == "pobj" and at.head.text.lower() == "of" and (at.head.head.lemma_.lower() in nouns):
        yield at.head.head.i


class _Resolver:
    """One pass over the sentences, keeping how present each state is to a reader."""

    def __init__(self, actors: Actors, nouns: frozenset[str]) -> None:
        self.actors = actors
        self.page = actors.page
        self.nouns = nouns
        words = self.page.book.words
        self.places = frozenset(words.get("deictic_states", ()))
        self.offices = frozenset(words.get("deictic_actors", ()))
        self.acts = _acts(self.page)
        self.presence: dict[str, float] = {}
        self.people_state: dict[str, str] = {}
        self.subject: str | None = None

    def run(self) -> None:
        for sentence in self.page.sentences:
            self._people(sentence)
            for token in sentence:
                self._resolve(token, sentence)
            self.subject = self._subject(sentence)
            for code in self.presence:
                self.presence[code] *= 0.6
            weights: dict[str, float] = {}
            for state in self.page.within(self.page.states, sentence.start, sentence.end - 1):
                weights[state.code] = max(weights.get(state.code, 0.0), self._weight(state))
            for code, weight in weights.items():
                self.presence[code] = self.presence.get(code, 0.0) + weight

    def _subject(self, sentence: Sentence) -> str | None:
        """The state that the sentence is about: that of its main subject."""
        for child in sentence.root.children:
            if child.dep_ in {"nsubj", "nsubjpass"} and child.i in self.actors.by_token:
                return self.actors.by_token[child.i].code
        return None

    def _weight(self, state: StateMention) -> float:
        """How present a mention makes a state: as the one that acts most, as a mere place least."""
        at = self.page.token(state.last)
        for _ in range(4):
            if at.dep_ in {"nsubj", "nsubjpass"}:
                return _AS_SUBJECT
            if at.dep_ not in _INNER | {"conj", "appos"}:
                break
            at = at.head
        if at.dep_ == "pobj" and at.head.text.lower() in {"in", "at", "near"}:
            return 0.3
        return 0.6 if state.form in {"demonym", "place"} else 1.0

    def _people(self, sentence: Sentence) -> None:
        """Give each office-holder a state: that of the office, else that of the state most present here."""
        for person in self.page.within(self.page.people, sentence.start, sentence.end - 1):
            code = person.state or self.people_state.get(person.family)
            if code is None and person.public and _is_government(person):
                code = self._most_present(sentence, person.first)
            if code is None:
                continue
            self.people_state.setdefault(person.family, code)
            self._add(person.first, person.last, code, "person")
            name = self.page.token(person.last)
            if name.dep_ == "appos" and name.head.i not in self.actors.by_token:
                # "the newly elected prime minister, K. S.": the office is the person's.
                self._add(name.head.i, name.head.i, code, "person")

    def _add(self, first: int, last: int, code: str, form: str) -> None:
        mention = StateMention(first=first, last=last, code=code, form=form)
        self.actors.by_token.setdefault(last, mention)
        if form in {"deictic", "possessive"}:
            self.page.states = (*self.page.states, mention)
            self.page.states = tuple(sorted(self.page.states, key=lambda one: one.first))

    def _resolve(self, token: Token, sentence: Sentence) -> None:
        if token.i in self.actors.by_token:
            return
        word, lemma = self.page.word(token.i), token.lemma_.lower()
        if token.tag_ == "NNS" and word in _PLURALS:
            # "The two countries" are both, "their countries of origin" are none of them.
            return
        if lemma in self.places and self._is_definite(token) and self.page.parse.words[token.i].islower():
            code = self._described(token, sentence)
        elif word == "it" and token.dep_ == "nsubj" and token.head.lemma_.lower() in self.acts:
            code = self._antecedent(token, sentence)
        elif word in _POSSESSIVES and token.dep_ == "poss":
            code = self._antecedent(token, sentence)
            if code and token.head.lemma_.lower() in self.nouns and token.head.tag_ != "NNS":
                self._add(token.i, token.head.i, code, "possessive")
        elif (word in self.offices or lemma in self.offices) and self._is_definite(token) and not self._has_owner(token):
            code = self._most_present(sentence, token.i)
        else:
            return
        if code:
            self._add(token.left_edge.i if lemma in self.places else token.i, token.i, code, "deictic")
        elif self.presence:
            self.actors.abstained.append(token.i)

    def _is_definite(self, token: Token) -> bool:
        return any(child.dep_ in {"det", "poss"} and child.text.lower() in _DEFINITE for child in token.lefts)

    def _has_owner(self, token: Token) -> bool:
        """Whether the words beside it already say whose it is ("the government of Chad")."""
        return any(child.dep_ in {"poss", "compound", "amod"} and child.i in self.actors.by_token for child in token.lefts)

    def _described(self, token: Token, sentence: Sentence) -> str | None:
        """The state meant by "the country", "the kingdom", "the East African country": what the words allow, most present."""
        before = self.page.parse.words[token.left_edge.i : token.i]
        qualifiers = {
            " ".join(before[first:last]) for first in range(len(before)) for last in range(first + 1, len(before) + 1)
        }
        noun = token.lemma_.lower()
        allowed = set()
        for code in self.presence | {m.code: 0.0 for m in self._before(sentence, token.i)}:
            state = self.page.book.states.get(code)
            if state is None:
                continue
            regional = {q for q in qualifiers if q in _all_regions(self.page.book)}
            if regional and not regional & {*state.adjective_region, *state.region}:
                continue
            if noun in {
                "kingdom",
                "island",
                "archipelago",
                "principality",
                "emirate",
                "republic",
                "monarchy",
                "sultanate",
            }:
                form = "kingdom" if noun == "monarchy" else noun
                forms = set(state.form) | ({"island"} if "archipelago" in state.form else set())
                if form not in forms:
                    continue
            allowed.add(code)
        return self._most_present(sentence, token.i, allowed)

    def _before(self, sentence: Sentence, index: int) -> list[StateMention]:
        return list(self.page.within(self.page.states, sentence.start, index - 1))

    def _antecedent(self, token: Token, sentence: Sentence) -> str | None:
        """For "it" and "its": the subject before it in the sentence, else the one of the sentence before."""
        verb = token.head if token.dep_ != "poss" else token.head.head
        # Whom "it" takes people from is somebody else.
        elsewhere = {
            mention.code
            for mention in self.page.within(self.page.states, token.i + 1, max(token.i, verb.right_edge.i))
            if mention.form in {"name", "capital", "government", "leader"} and token.dep_ != "poss"
        }
        seen: list[StateMention] = []
        for index in range(sentence.start, token.i):
            mention = self.actors.by_token.get(index)
            if mention is None or mention.last > token.i or mention.code in elsewhere:
                continue
            at = self.page.token(index)
            if at.dep_ in {"nsubj", "nsubjpass"} and at.head.i != verb.i:
                seen.append(mention)
        if seen:
            return seen[-1].code
        inner = [mention for mention in self._before(sentence, token.i) if mention.code not in elsewhere]
        if inner:
            codes = {mention.code for mention in inner}
            return codes.pop() if len(codes) == 1 else None
        if not self._is_actor_clause(token):
            return None
        return self.subject or self._most_present(sentence, token.i)

    def _is_actor_clause(self, token: Token) -> bool:
        """Whether the clause is one in which a state acts: "it" may stand for weather, a deal, or a sentence."""
        if token.dep_ == "poss":
            return token.head.lemma_.lower() in self.nouns
        return token.head.pos_ == "VERB" and not any(child.dep_ in {"expl"} for child in token.head.children)

    def _most_present(self, sentence: Sentence, index: int, allowed: set[str] | None = None) -> str | None:
        """The state most present to a reader at the token: named before it in the sentence, else in those before."""
        presence = dict(self.presence)
        here: dict[str, float] = {}
        for mention in self._before(sentence, index):
            here[mention.code] = max(here.get(mention.code, 0.0), self._weight(mention))
        for code, weight in here.items():
            presence[code] = presence.get(code, 0.0) + weight
        subjects = {code for code, weight in here.items() if weight >= _AS_SUBJECT}
        if len(subjects) == 1 and (allowed is None or subjects <= allowed):
            # The one state that acts in the sentence so far comes before all that other sentences named.
            presence[subjects.pop()] += _AS_SUBJECT
        # A state that the same clause names after it is somebody else.
        verb = self.page.token(index)
        while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
            verb = verb.head
        later = {
            mention.code
            for mention in self.page.within(self.page.states, index + 1, verb.right_edge.i)
            if mention.form != "person"
        }
        ranked = sorted(
            ((weight, code) for code, weight in presence.items() if code not in later and (allowed is None or code in allowed)),
            reverse=True,
        )
        if not ranked or ranked[0][0] < 0.2:
            return None
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 0.15:
            return None
        return ranked[0][1]


def _acts(page: Page) -> frozenset[str]:
    """The verbs of which a state is the subject: it sends, receives, agrees, says; "it" before another verb is a thing."""
    words = page.book.words
    lemmas = set(words["sending_verbs"]) | set(words["receiving_verbs"])
    for stage in page.book.terms("stages").values():
        lemmas.update(stage.cue("act"), stage.cue("party"))
    for stance in page.book.terms("stances").values():
        lemmas.update(stance.cue("verb"))
    return frozenset(lemmas | {"seek", "plan", "intend", "want", "decide"}) - {
        "end",
        "expire",
        "close",
        "hold",
        "run",
        "cost",
    }


@cache
def _all_regions(book: Codebook) -> frozenset[str]:
    return frozenset(word for state in book.states.values() for word in (*state.adjective_region, *state.region))


def _is_government(person: PersonMention) -> bool:
    role = (person.role or "").lower()
    return any(
        word in role
        for word in (
            "minister",
            "president",
            "secretary",
            "government",
            "premier",
            "chancellor",
            "senator",
            "mp",
            "ambassador",
            "czar",
            "governor",
            "king",
            "speaker",
            "lawmaker",
            "congress",
        )
    )
