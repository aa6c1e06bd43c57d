"""Nationalities that another clause tells of the people moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.groups import Group
from transferwatch.readings.by_rule.movement import Movement
from transferwatch.readings.by_rule.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Token


def with_nationalities(page: Page, movements: Sequence[Movement], groups: Sequence[Group]) -> list[Movement]:
    """ "The deportees come from Afghanistan, China and India": said of the movement told before."""
    out = list(movements)
    for group in groups:
        head = page.token(group.head)
        verb = head.head
        _told_beside(page, out, group)
        if (
            head.dep_ != "nsubj"
            or verb.lemma_.lower() not in {"come", "originate", "hail", "be"}
            or not (group.moved or group.pronoun or group.definite)
        ):
            continue
        codes = _told(page, verb)
        if not codes:
            continue
        number = next(i for i, sentence in enumerate(page.sentences) if sentence.start <= verb.i < sentence.end)
        before = [i for i, one in enumerate(out) if one.sentence <= number and one.leg == "outbound" and not one.nationalities]
        if before:
            index = max(before, key=lambda i: (out[i].count is not None, out[i].sentence))
            if not set(codes) & {out[index].from_, out[index].to}:
                out[index] = replace(out[index], nationalities=codes)
    return out


def _told_beside(page: Page, out: list[Movement], group: Group) -> None:
    """ "Lawyers for migrants from Laos and Vietnam, in danger of being sent to Libya": the people of the movement there."""
    codes = tuple(dict.fromkeys([*group.nationalities, *group.origins]))
    if not codes or not group.moved:
        return
    sentence = page.token(group.head).sent
    present = {state.code for state in page.within(page.states, sentence.start, sentence.end - 1)}
    for index, one in enumerate(out):
        near = abs(one.sentence - next(i for i, s in enumerate(page.sentences) if s.start == sentence.start)) <= 2
        if near and not one.nationalities and one.count is None and one.to in present and not {one.from_, one.to} & set(codes):
            out[index] = replace(one, nationalities=codes)
            return


def _told(page: Page, verb: Token) -> tuple[str, ...]:
    last = min(verb.right_edge.i, verb.i + 60)
    words = [page.word(index) for index in range(verb.i, min(verb.i + 4, last + 1))]
    lemma = verb.lemma_.lower()
    if lemma == "be" and not any(word in {"nationals", "citizens", "from"} for word in words):
        adjectives = [s.code for s in page.within(page.states, verb.i, last) if s.form == "demonym"]
        return tuple(dict.fromkeys(adjectives)) if adjectives and verb.i + 4 >= page.index_at(page.parse.starts[verb.i]) else ()
    if "from" not in words and lemma != "be":
        return ()
    return tuple(dict.fromkeys(s.code for s in page.within(page.states, verb.i, last) if s.form in {"name", "demonym"}))
