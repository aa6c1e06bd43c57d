"""Movements of people: done, planned, or stopped, each once, with whom, whence, whither and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.dates.dates import DateMention
from transferwatch.readings.by_rule.dates.when import date_of, when_fields
from transferwatch.readings.by_rule.frames import CONTAINERS, VEHICLES, Frame
from transferwatch.readings.by_rule.groups import Group
from transferwatch.readings.by_rule.legs import ends_of
from transferwatch.readings.by_rule.modality import standing
from transferwatch.readings.by_rule.movement import Movement, Setting
from transferwatch.readings.by_rule.nationalities import with_nationalities
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.relevance import is_stopped, is_told
from transferwatch.readings.by_rule.same_movement import merged_movements, without_parts
from transferwatch.readings.reading import Modality, Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token


def find_movements(setting: Setting, frames: Sequence[Frame], groups: Sequence[Group]) -> tuple[Movement, ...]:
    """The movements of a page, each once, in the order of the text."""
    page = setting.page
    numbers = {sentence.start: number for number, sentence in enumerate(page.sentences)}
    found: list[Movement] = []
    for frame in frames:
        for group in frame.groups or (None,):
            made = _movement(setting, frame, group, numbers)
            if made is not None:
                found.append(made)
                found.extend(_to_each(frame, made))
    found = [_stopped_next(page, movement) for movement in found]
    return tuple(with_nationalities(page, without_parts(page, merged_movements(found)), groups))


def _movement(setting: Setting, frame: Frame, group: Group | None, numbers: dict[int, int]) -> Movement | None:
    page = setting.page
    token = page.token(frame.at)
    number = numbers[token.sent.start]
    stands = standing(page, token)
    if stands.asked or stands.negated or stands.modality == "denied":
        return None
    count = _count(page, group)
    stopped = is_stopped(page, token)
    ends = ends_of(setting, frame, group, number)
    if ends is None:
        return None
    from_, to, leg = ends
    nationalities = _nationalities(frame, group, from_)
    modality: Modality = "planned" if stopped and stands.modality in {"happened", "possible"} else stands.modality
    if frame.noun and modality == "happened":
        # "The removal of eight men" says nothing of whether it was carried out.
        modality = "planned"
    if to is not None and nationalities == (to,) and leg == "outbound":
        if not any(mention.pair[1] == from_ for mention in setting.focus.mentions) and not _reaches(page, group, from_):
            return None
        leg = "onward"
    when, words = when_fields(_date(page, token, group))
    movement = Movement(
        from_=from_,
        to=to,
        leg=leg,
        count=count,
        nationalities=nationalities,
        who=(group.first, min(group.last, group.head + 8)) if group is not None and not group.pronoun else None,
        when=when,
        when_words=words,
        modality=modality,
        stopped=stopped,
        at=frame.at,
        sentence=number,
        evidence=(_words(page, frame, group),),
    )
    return movement if is_told(setting, frame, group, movement) else None


def _stopped_next(page: Page, movement: Movement) -> Movement:
    """ "The first flight was to leave on 14 June. It was called off that evening": said of the flight before."""
    if movement.modality == "happened" or movement.stopped or movement.sentence + 1 >= len(page.sentences):
        return movement
    root = page.sentences[movement.sentence + 1].root
    heads = [child for child in root.children if child.dep_ in {"nsubjpass", "nsubj"}]
    about = any(page.word(child.i) == "it" or child.lemma_.lower() in VEHICLES for child in heads)
    called_off = root.lemma_.lower() == "call" and any(child.text.lower() == "off" for child in root.children)
    stopping = root.lemma_.lower() in page.book.words["stopping_verbs"] or called_off
    return replace(movement, stopped=True, modality="planned") if about and stopping else movement


def _to_each(frame: Frame, total: Movement) -> list[Movement]:
    """Beside a total to several states one item for each, without a number ("4,000 people to Rwanda and Uganda")."""
    states = list(dict.fromkeys(state.code for state in frame.receiving))
    if len(states) < 2 or total.to is not None or total.from_ is None:
        return []
    return [replace(total, to=code, count=None) for code in states if code != total.from_]


def _count(page: Page, group: Group | None) -> Quantity | None:
    if group is None:
        return None
    if page.token(group.head).lemma_.lower() in CONTAINERS:
        for child in page.token(group.head).rights:
            if child.dep_ == "prep" and child.text.lower() == "of":
                for inner in child.children:
                    for mention in page.between(page.quantities, inner.left_edge.i, inner.i):
                        return Quantity(number=mention.number, bound=mention.bound)
        return None
    return group.quantity


def _date(page: Page, token: Token, group: Group | None) -> DateMention | None:
    if group is not None:
        for mention in page.between(page.dates, group.first, group.last):
            first, _ = page.tokens_of(mention)
            if first > group.head and not mention.attributive:
                return mention
    return date_of(page, token)


def _reaches(page: Page, group: Group | None, from_: str | None) -> bool:
    """Whether the people are said to be held where they are sent from ("Venezuelans held in El Salvador")."""
    if group is None or from_ is None or from_ in group.nationalities:
        return False
    held = {"hold", "detain", "jail", "imprison", "keep"}
    return any(child.lemma_.lower() in held for child in page.token(group.head).rights if child.dep_ in {"acl", "relcl"})


def _nationalities(frame: Frame, group: Group | None, from_: str | None) -> tuple[str, ...]:
    if group is None:
        return frame.origins
    told = [*group.nationalities, *frame.origins, *(code for code in group.origins if code != from_)]
    return tuple(dict.fromkeys(told))


def _words(page: Page, frame: Frame, group: Group | None) -> tuple[int, int]:
    """The shortest run of tokens that carries the movement: verb, people, and places, in one sentence."""
    sentence = page.token(frame.at).sent
    marks = [frame.at]
    if group is not None:
        marks += [max(group.first, sentence.start), min(group.head, sentence.end - 1)]
    marks += [state.last for state in (*frame.sending, *frame.receiving) if sentence.start <= state.first < sentence.end]
    near = [mark for mark in marks if abs(mark - frame.at) <= 22]
    return min(near), max(near)
