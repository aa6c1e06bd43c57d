"""Whether a clause tells of a movement, or of what a deal would allow, or of deportation as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.frames import Frame
from transferwatch.readings.by_rule.groups import Group
from transferwatch.readings.by_rule.movement import Movement, Setting
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.reading import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_told(setting: Setting, frame: Frame, group: Group | None, movement: Movement) -> bool:
    """Whether the clause tells of a movement, not of what a deal would allow or of deportation as such."""
    from_, to, leg, count = movement.from_, movement.to, movement.leg, movement.count
    modality, nationalities = movement.modality, movement.nationalities
    token = setting.page.token(frame.at)
    in_terms = any(deal.first <= frame.at <= deal.last and deal.at < frame.at for deal in setting.deals)
    if _is_only_supposed(token):
        return False
    if movement.stopped:
        return from_ is not None and not (in_terms and count is not None and count.bound == "at_most")
    if group is None and not frame.noun:
        # A flight without a word on who is aboard counts when it is to come or was stopped.
        flown = frame.motion == "arrive" and frame.homeward is False
        return flown and from_ is not None and to is not None and modality in {"planned", "possible"} and not in_terms
    if token.dep_ in {"acl", "amod"} and token.tag_ == "VBN" and to is None and leg == "outbound":
        # "100 migrants deported from the US were taken to a camp": the number is of what the main clause tells.
        return False
    if modality == "happened":
        finite = token.dep_ not in {"acl", "amod", "pcomp"} and token.tag_ in {"VBD", "VBN", "VBZ", "VBP", "VBG"}
        # "takes at most 160": a present tense with a bound tells what is allowed, not what was done.
        if count is not None and token.tag_ in {"VBZ", "VBP"} and (in_terms or count.bound == "at_most"):
            return False
        if count is not None:
            return not in_terms or finite
        if leg != "outbound":
            return finite and group is not None
        carried_out = token.tag_ in {"VBD", "VBN"} or (token.tag_ == "VB" and token.dep_ in {"advcl", "xcomp"})
        return from_ is not None and to is not None and carried_out and token.dep_ not in {"acl", "amod"} and not frame.noun
    if in_terms:
        return False
    if leg != "outbound":
        return group is not None and setting.page.word(group.head) not in {
            "him",
            "he",
            "she",
            "her",
            "anyone",
            "whoever",
        }
    definite = count is not None or bool(nationalities) or (group is not None and group.definite and group.moved)
    return (
        definite
        and from_ is not None
        and (count is not None or to is not None)
        and modality in {"planned", "possible", "alleged"}
        and not _of_terms(setting, frame, count)
    )


def _is_only_supposed(token: Token) -> bool:
    """ "120 million once 300 people had been transferred": a condition, no movement."""
    return token.dep_ == "advcl" and any(
        c.dep_ in {"mark", "advmod"} and c.text.lower() in {"once", "until", "unless"} for c in token.children
    )


def _of_terms(setting: Setting, frame: Frame, count: Quantity | None) -> bool:
    """Whether a number is what a deal allows: "up to 250" that a state has agreed to take is a cap, no movement."""
    token = setting.page.token(frame.at)
    if count is not None and count.bound == "at_most":
        return True
    at = token
    for _ in range(4):
        if at.head == at:
            break
        at = at.head
        if at.lemma_.lower() in {
            "agree",
            "accept",
            "offer",
            "consent",
            "willing",
            "ready",
            "request",
            "ask",
            "propose",
            "refuse",
            "reject",
            "consider",
            "negotiate",
        }:
            return True
    return False


def is_stopped(page: Page, token: Token) -> bool:
    """Whether a verb of stopping governs the movement, or its flight was cancelled."""
    stopping = frozenset(page.book.words["stopping_verbs"])
    at = token
    for _ in range(6):
        head = at.head
        if head == at:
            return False
        if head.pos_ in {"VERB", "AUX"} and head.lemma_.lower() in stopping:
            particles = {child.text.lower() for child in head.children if child.dep_ == "prt"}
            inside = at.dep_ in {"dobj", "nsubjpass", "prep", "xcomp", "ccomp", "pcomp", "pobj", "obj"}
            return inside and not (head.lemma_.lower() == "delay" and particles)
        if at.dep_ in {"advcl", "relcl", "ccomp", "conj"} and head.pos_ in {"VERB", "AUX"}:
            return False
        at = head
    return False
