"""Whether a court's step is about moving people: the subject of the page, of the sentence, and of what is acted on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.arguments import objects
from transferwatch.readings.by_rule.courts.court_words import is_filing, is_order, named, step_words
from transferwatch.readings.by_rule.frames import Frame
from transferwatch.readings.by_rule.groups import Group
from transferwatch.readings.by_rule.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Token

# How many sentences on either side tell what "it" or "the case" is about.
_REACH = 3
# A text about so many states that speaks of deals is a survey, whatever verbs it leaves out.
_SURVEY = 8


@dataclass(frozen=True, slots=True)
class Subject:
    """Where a page speaks of moving people, and where of other matters of courts."""

    is_topic: bool
    tokens: frozenset[int]
    core: frozenset[int]
    crimes: frozenset[str]
    others: frozenset[str]
    precedents: tuple[str, ...]

    @classmethod
    def of(cls, page: Page, groups: Sequence[Group], frames: Sequence[Frame]) -> Subject:
        """What a page is about."""
        words = page.book.words
        topical = frozenset(words.get("topical_words", ()))
        moving = frozenset(words.get("moving_words", ()))
        strong = frozenset(words.get("strong", ()))
        tokens = {token.i for token in page.parse.doc if token.lemma_.lower() in topical}
        core = {token.i for token in page.parse.doc if token.lemma_.lower() in moving}
        tokens |= {
            state.last for state in page.states if page.token(state.last).tag_ in {"NNS", "NNPS"} and state.form == "demonym"
        }
        states = {state.code for state in page.states if state.form != "person"}
        dealt = any(token.lemma_.lower() in strong for token in page.parse.doc)
        return cls(
            is_topic=bool(core) or _moves(page, frames) or (len(states) >= _SURVEY and dealt),
            tokens=frozenset(tokens | core | {group.head for group in groups if not group.pronoun}),
            core=frozenset(core | {group.head for group in groups if group.moved}),
            crimes=frozenset(words.get("criminal_words", ())),
            others=frozenset(words.get("other_matters", ())),
            precedents=words.get("precedent_phrases", ()),
        )

    def bears_on(self, page: Page, token: Token, *, told: bool, after_other: bool) -> bool:
        """Whether the step is about moving people: no other matter, and the subject named with it or taken up by it.

        `told` holds where a step that is about them stands right before it, `after_other` where one about another matter.
        """
        sentence = token.sent
        here = set(range(sentence.start, sentence.end))
        at = page.sentence_at(sentence.start)
        beside = _tokens(page, at, 1)
        if any(page.token(index).lemma_.lower() in self.others for index in beside) and not self.core & beside:
            return False
        if any(page.token(index).lemma_.lower() in self.crimes for index in here) and not self.core & here:
            return False
        if page.phrase_in(self.precedents, sentence.start, sentence.end - 1):
            return False
        if told or self.tokens & here:
            return True
        return not after_other and _takes_up(page, token) and bool(self.tokens & _tokens(page, at, _REACH))


def _moves(page: Page, frames: Sequence[Frame]) -> bool:
    """Whether people are sent, or removed from or to a state."""
    removal = frozenset(page.book.words["removal_verbs"])
    return any(
        frame.motion == "send"
        and (frame.groups or (page.token(frame.at).lemma_.lower() in removal and (frame.sending or frame.receiving)))
        for frame in frames
    )


def _tokens(page: Page, at: int, reach: int) -> set[int]:
    near = page.sentences[max(0, at - reach) : at + reach + 1]
    return {index for one in near for index in range(one.start, one.end)}


def _takes_up(page: Page, token: Token) -> bool:
    """Whether what is acted on is only taken up ("it", "the case", "the order"), so that sentences around tell what it is."""
    words = step_words(page.book)
    if token.pos_ != "VERB" or words.has("filed.verb", token.lemma_.lower()):
        return True
    hearings = words.parts["heard.noun"]
    return all(
        one.pos_ == "PRON" or is_filing(page, one) or is_order(page, one) or named(page, one, hearings)
        for one in objects(token)
    )
