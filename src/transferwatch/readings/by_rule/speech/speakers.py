"""Who speaks, beyond the phrase itself: pronouns, "the ministry", "the official", "the agency" led back to whom they mean.

Two antecedents that are equally good give none: the place is kept in `unresolved`, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.actors import Actors
from transferwatch.readings.by_rule.names.lexicon import word_set
from transferwatch.readings.by_rule.names.people import PersonMention
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.speech.quotes import Quote
from transferwatch.readings.by_rule.speech.voice_kinds import Voice
from transferwatch.readings.by_rule.speech.voices import describe
from transferwatch.readings.reading import Speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
_NOBODY = word_set(
    "their my our your i we us me you nobody none one everybody everyone who what which that there this these those"
    " anybody anyone here"
)
_SEVERAL = frozenset(["they", "many", "some", "others", "several", "both", "all", "most", "few"])
_POINTING = frozenset({"the", "this", "that", "these", "those", "same"})
_GENERIC_BODIES = word_set(
    "group organisation organization agency body charity network watchdog ngo institute centre center union council"
    " commission association coalition foundation newspaper broadcaster outlet paper station magazine party"
)
# How many tokens back "the ministry" may have been named.
_FAR = 3000
# How many sentences a pronoun may reach back over.
_REACH = 4


@dataclass(slots=True)
class Speakers:
    """The speakers of a page in the order in which they are heard."""

    page: Page
    actors: Actors
    quotes: Sequence[Quote]
    heard: list[tuple[int, Voice]] = field(default_factory=list)
    unresolved: list[int] = field(default_factory=list)
    _starts: dict[int, int] = field(default_factory=dict)
    _names: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, sentence in enumerate(self.page.sentences):
            for index in range(sentence.start, sentence.end):
                self._starts[index] = number

    def remember(self, index: int, voice: Voice) -> None:
        """Keep the voice as one that was heard at a token."""
        self.heard.append((index, voice))

    def last(self, index: int, reach: int = _REACH) -> Voice | None:
        """Who was heard last before the token, within so many sentences."""
        for at, voice in reversed(self.heard):
            if at < index:
                return voice if self._starts[index] - self._starts[at] <= reach else None
        return None

    def of(self, token: Token) -> Voice | None:
        """The voice of the phrase headed by the token; None where nobody speaks there or it cannot be settled."""
        word = self.page.word(token.i)
        if word in {"he", "she", "him", "her", "his"}:
            return self._settled(token, self._person(token, feminine=word in {"she", "her"}))
        if word in {"it", "its"}:
            return self._settled(token, self._body(token))
        if word in _SEVERAL and not any(child.dep_ == "prep" for child in token.children):
            return self._several(token)
        if word in _NOBODY:
            return None
        voice = describe(self.page, self.actors, token)
        if voice is None:
            return None
        return self._placed(self._fullest(self._led_back(token, voice)))

    def _placed(self, voice: Voice) -> Voice:
        """The voice with its state where it is an official's and the words around settle it: a court's, that of the
        officials heard right before, or the only one that the sentence names."""
        said = voice.speaker
        if said.state or voice.kind not in {"official", "official_unnamed", "court"}:
            return voice
        states: set[str] = set()
        if voice.kind == "court":
            states = {court.state for court in self.page.courts if court.state}
        if len(states) != 1:
            sentence = self.page.token(voice.head).sent
            states = {
                m.code
                for m in self.page.within(self.page.states, sentence.start, voice.head)
                if m.form in {"name", "demonym", "capital"}
            }
        if len(states) != 1:
            last = self.last(voice.head, 3 if voice.kind == "court" else 1)
            states = (
                {last.speaker.state}
                if last is not None and last.kind in {"official", "official_unnamed"} and last.speaker.state
                else set()
            )
        return replace(voice, speaker=replace(said, state=states.pop())) if len(states) == 1 else voice

    def _settled(self, token: Token, voice: Voice | None) -> Voice | None:
        if voice is None:
            self.unresolved.append(token.i)
            return None
        return self._placed(replace(voice, first=token.i, last=token.i, head=token.i))

    # People

    def _person(self, token: Token, *, feminine: bool) -> Voice | None:
        """The one person that "he" or "she" can mean: nearest sentence first, its subject before others."""
        number = self._starts[token.i]
        for back in range(number, max(-1, number - _REACH - 1), -1):
            sentence = self.page.sentences[back]
            end = min(sentence.end, token.i)
            found = self._people_between(sentence.start, end, feminine=feminine, inside=self._inside(token.i))
            if not found:
                continue
            sure = [one for one in found if one[0].feminine is not None]
            found = sure or found
            subjects = [one for one in found if one[1]]
            names = {_key(voice) for voice, _ in found}
            if len(names) == 1:
                return found[-1][0]
            pool = {_key(voice): voice for voice, _ in subjects}
            if len(pool) == 1:
                return next(iter(pool.values()))
            last = self.last(token.i, 2)
            if last is not None and _key(last) in names and _agrees(last, feminine=feminine):
                return last
            return None
        last = self.last(token.i)
        return last if last is not None and last.sort == "person" and _agrees(last, feminine=feminine) else None

    def _people_between(self, first: int, end: int, *, feminine: bool, inside: bool) -> list[tuple[Voice, bool]]:
        found: list[tuple[Voice, bool]] = []
        spoken = {voice.head for _, voice in self.heard}
        named = {
            index
            for person in self.page.within(self.page.people, first, end - 1)
            for index in range(person.first, person.last + 1)
        }
        for person in self.page.within(self.page.people, first, end - 1):
            if self._inside(person.first) and not inside:
                continue
            voice = describe(self.page, self.actors, self._head_of(person))
            if voice is not None and _agrees(voice, feminine=feminine):
                found.append((voice, self._is_subject(person)))
        for at, voice in self.heard:
            here = first <= voice.head < end and at >= first and voice.head not in named and voice.head in spoken
            if here and voice.sort == "person" and _agrees(voice, feminine=feminine):
                found.append((voice, True))
        return found

    def _head_of(self, person: PersonMention) -> Token:
        return self.page.token(person.last)

    def _is_subject(self, person: PersonMention) -> bool:
        at = self.page.token(person.last)
        for _ in range(4):
            if at.dep_ in _SUBJECTS or at.head.dep_ == "agent":
                return True
            if at.dep_ not in {"appos", "compound", "conj", "nmod"} or at.head == at:
                break
            at = at.head
        before = self.page.word(person.first - 2) if person.first > 1 else ""
        return before == "according"

    def _inside(self, index: int) -> bool:
        return any(quote.covers(index) for quote in self.quotes)

    # Bodies and groups

    def _body(self, token: Token) -> Voice | None:
        """For "it": the body or state that spoke last, where it was named as a subject; else the actor that "it" is."""
        last = self.last(token.i, 2)
        if last is not None and last.sort in {"body", "state", "media", "court", "document"}:
            return last
        candidates = self._subject_bodies(token)
        if len(candidates) == 1:
            return candidates[0]
        state = self.actors.state_at(token)
        if state is not None:
            said = Speaker(
                name=None, role=None, organisation=self._state_words(state.code, token.i), state=state.code, named=True
            )
            return Voice(speaker=said, kind="official", sort="state", first=token.i, last=token.i, head=token.i)
        return None

    def _subject_bodies(self, token: Token) -> list[Voice]:
        """The body or state that is the nearest subject or owner before the token in its sentence; else the subjects of the
        sentence before."""
        number = self._starts[token.i]
        for back in range(number, max(-1, number - 2), -1):
            found: dict[str, Voice] = {}
            for at in reversed(list(self.page.sentences[back])):
                roles = {"nsubj", "nsubjpass", "poss"} if back == number else {"nsubj", "nsubjpass"}
                if at.i >= token.i or at.dep_ not in roles or at.pos_ == "PRON" or self._inside(at.i):
                    continue
                voice = describe(self.page, self.actors, at)
                if voice is None or voice.sort not in {"body", "state", "media"}:
                    continue
                found[_key(voice)] = self._led_back(at, voice)
                if back == number:
                    break
            if found:
                return list(found.values())
        return []

    def _state_words(self, code: str, index: int) -> str:
        for state in reversed(self.page.states):
            if state.code == code and state.first < index and state.form in {"name", "government", "capital"}:
                return self.page.span(state.first, state.last).text
        return self.page.book.state_name(code)

    def _several(self, token: Token) -> Voice | None:
        """For "they", "many": the group that spoke last; else the group that is the subject before."""
        number = self._starts[token.i]
        last = self.last(token.i, 2)
        if last is not None and (last.plural or last.sort == "group"):
            return replace(last, first=token.i, last=token.i, head=token.i)
        for back in range(number, max(-1, number - 2), -1):
            for at in reversed(list(self.page.sentences[back])):
                if at.i >= token.i or at.dep_ not in {"nsubj", "nsubjpass"} or at.tag_ != "NNS":
                    continue
                voice = describe(self.page, self.actors, at)
                if voice is not None and voice.sort in {"group", "person"}:
                    return replace(voice, first=token.i, last=token.i, head=token.i)
        if self.page.word(token.i) == "they":
            self.unresolved.append(token.i)
            return None
        said = Speaker(name=None, role=self.page.parse.words[token.i].lower(), organisation=None, state=None, named=False)
        return Voice(speaker=said, kind="unnamed", sort="group", first=token.i, last=token.i, head=token.i, plural=True)

    def _led_back(self, token: Token, voice: Voice) -> Voice:
        """ "The minister", "the official", "the department": whom they mean, where the text has named or told of one before."""
        if self.page.word(token.left_edge.i) in {"these", "those"} and voice.plural and voice.last <= token.i + 1:
            return self._same_kind(token, voice) or voice
        determiners = {child.text.lower() for child in token.lefts if child.dep_ in {"det", "poss", "amod"}}
        if voice.speaker.name or not determiners & _POINTING:
            return voice
        before: Voice | None = None
        if voice.sort in {"person", "group"} and voice.last <= token.i + 1:
            before = self._same_role(token, voice)
        elif voice.sort == "body" and len((voice.speaker.organisation or "").split()) == 1:
            before = self._same_body(token, voice)
        return replace(before, first=voice.first, last=voice.last, head=voice.head) if before else voice

    def _same_kind(self, token: Token, voice: Voice) -> Voice | None:
        """For "these groups": the groups, organisations or officials told of in the two sentences before."""
        number = self._starts[token.i]
        for back in range(number - 1, max(-1, number - 3), -1):
            for at in reversed(list(self.page.sentences[back])):
                if at.tag_ not in {"NNS", "NNPS"} or (at.lemma_.lower() == voice.noun and at.left_edge.i == at.i):
                    continue
                found = describe(self.page, self.actors, at)
                if found is not None and found.kind == voice.kind and found.sort == "group":
                    return replace(found, first=voice.first, last=voice.last, head=voice.head)
        return None

    def _same_role(self, token: Token, voice: Voice) -> Voice | None:
        for at, earlier in reversed(self.heard):
            if at < token.i and earlier.noun == voice.noun and earlier.plural == voice.plural:
                return earlier
        if voice.plural:
            return None
        found: dict[str, PersonMention] = {}
        for person in self.page.within(self.page.people, 0, token.i - 1):
            words = (person.role or "").lower().split()
            other = voice.speaker.state and person.state and person.state != voice.speaker.state
            if (voice.noun in words or voice.noun in {word.removesuffix("s") for word in words}) and not other:
                found[person.name] = person
        if not found:
            return self._same_body(token, voice) if voice.noun in _GENERIC_BODIES else None
        here = (
            {name: person for name, person in found.items() if person.state == voice.speaker.state}
            if voice.speaker.state
            else {}
        )
        pool = here or found
        nearest = max(pool.values(), key=lambda one: one.first)
        others = [
            one for one in pool.values() if one.name != nearest.name and self._starts[one.first] == self._starts[nearest.first]
        ]
        return None if others else describe(self.page, self.actors, self._head_of(nearest))

    def _same_body(self, token: Token, voice: Voice) -> Voice | None:
        """The body named before by a longer name with that noun in it; for "the group", "the agency", the last body heard."""
        noun = voice.noun
        for index in range(token.i - 1, max(-1, token.i - _FAR), -1):
            word = self.page.word(index)
            if word.removesuffix("s") != noun or not self.page.parse.words[index][:1].isupper():
                continue
            at = self.page.token(index)
            found = describe(self.page, self.actors, at)
            if found is not None and found.sort == "body" and len((found.speaker.organisation or "").split()) > 1:
                return found
        for at_token, earlier in reversed(self.heard):
            words = (earlier.speaker.organisation or "").lower().split()
            if at_token < token.i and earlier.sort in {"body", "media"} and (noun in words or noun in _GENERIC_BODIES):
                return earlier
        if noun in _GENERIC_BODIES:
            bodies = [body for body in self.page.within(self.page.bodies, 0, token.i - 1) if not body.generic]
            near = [body for body in bodies if self._starts[token.i] - self._starts[body.first] <= _REACH]
            if len({body.name for body in near}) == 1:
                return describe(self.page, self.actors, self.page.token(near[-1].last))
        return None

    def _fullest(self, voice: Voice) -> Voice:
        """The organisation's fullest form in the document where it is called by initials that a longer name yields."""
        name = voice.speaker.organisation
        if not name or not name.isupper() or not name.isalpha() or len(name) < 3 or voice.speaker.role:
            return voice
        if name not in self._names:
            self._names[name] = self._spelt_out(name)
        full = self._names[name]
        return replace(voice, speaker=replace(voice.speaker, organisation=full)) if full else voice

    def _spelt_out(self, initials: str) -> str | None:
        words = self.page.parse.words
        for first in range(len(words)):
            at, letters = first, 0
            while at < len(words) and letters < len(initials):
                if words[at][:1] == initials[letters] and len(words[at]) > 1 and not words[at].isupper():
                    letters += 1
                elif words[at].lower() not in {"of", "the", "for", "and", "on", "to"} or letters == 0:
                    break
                at += 1
            if letters == len(initials):
                return " ".join(words[first:at])
        return None


def _key(voice: Voice) -> str:
    said = voice.speaker
    return said.name or " ".join(part for part in (said.role, said.organisation) if part).lower()


def _agrees(voice: Voice, *, feminine: bool) -> bool:
    return voice.feminine is None or voice.feminine == feminine
