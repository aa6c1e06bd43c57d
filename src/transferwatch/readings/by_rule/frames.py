"""The clauses that speak of moving people: who sends, who receives, whom, at which verb or noun.

A frame is one verb or noun of sending, receiving or arriving, with the states in their parts as far as its own clause tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from transferwatch.readings.by_rule.actors import Actors
from transferwatch.readings.by_rule.arguments import agents, is_passive, objects, prepositional, subjects
from transferwatch.readings.by_rule.groups import Group
from transferwatch.readings.by_rule.names.mentions import StateMention
from transferwatch.readings.by_rule.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Token

Motion = Literal["send", "receive", "arrive", "home"]
_TO = frozenset({"to", "into", "in", "at", "toward", "towards", "onto", "aboard"})
_AWAY = frozenset({"from", "out", "of"})
# Nouns that hold people: what they count is groups, not persons.
CONTAINERS = frozenset(
    {"group", "batch", "cohort", "flight", "plane", "planeload", "family", "shipment", "contingent", "wave", "tranche"}
)
VEHICLES = frozenset(
    {
        "flight",
        "plane",
        "aircraft",
        "charter",
        "airliner",
        "jet",
        "bus",
        "ship",
        "boat",
        "planeload",
        "aeroplane",
        "airplane",
    }
)
# Verbs whose subject is the one to be moved when their object is a movement.
_FACING = frozenset({"await", "wait", "face", "accept", "choose", "opt", "agree", "request", "seek", "refuse", "volunteer"})
# Particles that make a verb one of movement or take it away ("take in", "take over").
_OTHER_PARTICLES = {
    "take": {"over", "up", "down", "off"},
    "put": {"forward", "up"},
    "bring": {"about", "up"},
    "hold": {"up", "back"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A movement at the token `at`: the states that send and receive, and the people, as its own clause tells.

    `homeward` holds where the people go to where they come from.  `noun` holds for a noun ("deportation", "flight"),
    `back` where they go back or on.
    `origins` are states that the clause gives as where the people come from ("came from Cuba, Laos and Vietnam").
    """

    at: int
    motion: Motion
    sending: tuple[StateMention, ...] = ()
    receiving: tuple[StateMention, ...] = ()
    groups: tuple[Group, ...] = ()
    homeward: bool = False
    noun: bool = False
    back: bool = False
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MotionWords:
    """The lemmas of movement of the codebook, and what each says."""

    send: frozenset[str]
    removal: frozenset[str]
    receive: frozenset[str]
    arrive: frozenset[str]
    homeward: frozenset[str]
    nouns: frozenset[str]
    home: tuple[str, ...]

    @classmethod
    def of(cls, page: Page) -> MotionWords:
        words = page.book.words
        return cls(
            send=frozenset(words["sending_verbs"]),
            removal=frozenset(words["removal_verbs"]),
            receive=frozenset(words["receiving_verbs"]),
            arrive=frozenset(words["arriving_verbs"]),
            homeward=frozenset(words["homeward_verbs"]),
            nouns=frozenset(words["movement_nouns"]),
            home=tuple(words["home"]),
        )


def find_frames(page: Page, actors: Actors, groups: Sequence[Group]) -> tuple[Frame, ...]:
    """The frames of a page in the order of the text."""
    by_head = {group.head: group for group in groups}
    words = MotionWords.of(page)
    frames = []
    for token in page.parse.doc:
        frame = _frame(page, actors, by_head, token, words)
        if frame is not None:
            frames.append(frame)
    return tuple(_with_left_over(page, _reattached(page, frames), groups))


def _with_left_over(page: Page, frames: Sequence[Frame], groups: Sequence[Group]) -> list[Frame]:
    """Give numbers that no verb took to the arrival of containers before them in the sentence.

    "Two groups have come so far, five people in July and ten in October": the parts of the two groups.
    """
    out = list(frames)
    taken = {group.head for frame in frames for group in frame.groups}
    for number, frame in enumerate(out):
        if frame.motion != "arrive" or not any(page.token(group.head).lemma_.lower() in CONTAINERS for group in frame.groups):
            continue
        end = page.token(frame.at).sent.end
        stop = min((other.at for other in out if frame.at < other.at < end), default=end)
        rest = [g for g in groups if frame.at < g.head < stop and g.quantity and g.head not in taken]
        out[number] = replace(frame, groups=(*frame.groups, *rest))
    return out


def _reattached(page: Page, frames: Sequence[Frame]) -> list[Frame]:
    """Give the outer verb its destination back where the parse hung it on a relative clause inside its object.

    "deported a refugee who had been resettled in the U.S. to Rwanda": a clause that already has its "in" has no "to".
    """
    out = list(frames)
    for number, inner in enumerate(out):
        if len({state.code for state in inner.receiving}) < 2 or inner.noun:
            continue
        verb = page.token(inner.at)
        outer = next(
            (
                index
                for index, frame in enumerate(out)
                if frame.motion == "send"
                and not frame.receiving
                and frame.at < inner.at
                and page.token(frame.at).is_ancestor(verb)
            ),
            None,
        )
        if outer is None:
            continue
        at, to = inner.receiving[0], inner.receiving[-1]
        out[number] = replace(inner, receiving=(at,))
        out[outer] = replace(out[outer], receiving=(to,))
    return out


def _frame(page: Page, actors: Actors, by_head: dict[int, Group], token: Token, words: MotionWords) -> Frame | None:
    lemma = token.lemma_.lower()
    if token.pos_ in {"VERB", "AUX"} or (token.tag_ in {"VBN", "VBG"} and token.dep_ in {"acl", "amod"}):
        if any(child.dep_ == "prt" and child.text.lower() in _OTHER_PARTICLES.get(lemma, ()) for child in token.children):
            return None
        if lemma in {"throw", "kick", "turf", "boot"} and "out" in {child.text.lower() for child in token.children}:
            return _sending(page, actors, by_head, token, words)
        people = _people(objects(token), by_head) or _taken_charge_of(token, by_head)
        if lemma in words.send & words.receive and not _places(actors, token, frozenset({"to", "into"})):
            return _receiving(page, actors, by_head, token, people) if people else None
        if lemma in words.send and (people or lemma in words.removal):
            return _sending(page, actors, by_head, token, words)
        if lemma in words.receive and people:
            return _receiving(page, actors, by_head, token, people)
        if lemma in words.arrive or lemma in words.homeward:
            return _arriving(page, actors, by_head, token, words)
        return None
    if token.pos_ in {"NOUN", "PROPN"} and lemma in words.nouns:
        return _noun_frame(page, actors, by_head, token, words)
    return None


def _taken_charge_of(verb: Token, by_head: dict[int, Group]) -> tuple[Group, ...]:
    """The people of "took delivery of 135 people", "has custody of eight men"."""
    return tuple(
        by_head[noun.i]
        for child in objects(verb)
        if child.lemma_.lower() in {"delivery", "charge", "custody", "group", "batch", "number"}
        for name, noun in prepositional(child)
        if name == "of" and noun.i in by_head
    )


def _people(tokens: Iterable[Token], by_head: dict[int, Group]) -> tuple[Group, ...]:
    return tuple(by_head[token.i] for token in tokens if token.i in by_head)


def _states(actors: Actors, tokens: Iterable[Token]) -> tuple[StateMention, ...]:
    found = (actors.state_at(token) for token in tokens)
    return tuple(state for state in found if state is not None)


def _by_preposition(actors: Actors, head: Token, wanted: frozenset[str]) -> tuple[StateMention, ...]:
    return _states(actors, (noun for name, noun in prepositional(head) if name in wanted))


def _places(actors: Actors, head: Token, wanted: frozenset[str]) -> tuple[StateMention, ...]:
    """As `_by_preposition`, a prison, camp or airport standing for the state that it is named in ("to its CECOT prison")."""
    found: list[StateMention] = []
    for name, noun in prepositional(head):
        if noun.lemma_.lower() in VEHICLES:
            # "put on aircraft to Kigali": the vehicle goes there.
            found.extend(_by_preposition(actors, noun, frozenset({"to", "for"}) & (wanted | {"for"})))
            continue
        if name not in wanted:
            continue
        state = actors.state_at(noun)
        if state is None and noun.pos_ in {"NOUN", "PROPN"}:
            inside = list(actors.page.within(actors.page.states, noun.left_edge.i, noun.i))
            inside = [one for one in inside if one.form in {"place", "name", "capital"}] or [
                one for one in inside if one.form == "demonym"
            ]
            inside = inside or list(_by_preposition(actors, noun, frozenset({"in", "at", "near"})))
            state = inside[-1] if inside and not _is_person(actors.page, noun) else None
        if state is not None:
            found.append(state)
    return tuple(found)


def _is_person(page: Page, noun: Token) -> bool:
    lists = page.book.words
    return noun.lemma_.lower() in {*lists["persons"], *lists["moved"], *lists["not_moved"], *lists["actors"]}


def _goes_home(page: Page, head: Token, words: MotionWords) -> bool:
    """Whether the phrase that hangs on the verb or noun says "home", "to their countries of origin"."""
    return page.phrase_in(words.home, head.i, min(head.right_edge.i, head.i + 14)) is not None


def _goes_back(verb: Token) -> bool:
    return verb.lemma_.lower() == "return" or any(
        child.text.lower() in {"back", "onward", "onwards"} or (child.dep_ == "prt" and child.text.lower() == "on")
        for child in verb.children
    )


def _sending(page: Page, actors: Actors, by_head: dict[int, Group], verb: Token, words: MotionWords) -> Frame | None:
    doers = subjects(verb) if not is_passive(verb) else agents(verb)
    sending = _states(actors, doers)
    if not sending and any(_is_no_state(page, token) for token in doers):
        # What an agency or a charity does is no act of a state.
        return None
    away = _by_preposition(actors, verb, _AWAY)
    to = _places(actors, verb, _TO)
    people = _people(objects(verb), by_head)
    start = _places(actors, verb, frozenset({"from"}))
    if start and to and {state.code for state in start} == {state.code for state in to}:
        # From a hotel in the capital to a camp in the south: nobody leaves the state.
        return None
    if not away and not sending:
        sending = tuple(state for group in people for state in _reached(page, actors, group))
    return Frame(
        at=verb.i,
        motion="home" if verb.lemma_.lower() in words.homeward or _goes_home(page, verb, words) else "send",
        sending=tuple(dict.fromkeys((*away, *sending))) if away else sending,
        receiving=to,
        groups=people,
        homeward=_goes_home(page, verb, words) or verb.lemma_.lower() == "repatriate",
        back=_goes_back(verb),
    )


def _receiving(page: Page, actors: Actors, by_head: dict[int, Group], verb: Token, people: tuple[Group, ...]) -> Frame:
    receiving = _states(actors, subjects(verb) if not is_passive(verb) else agents(verb))
    if not receiving and verb.lemma_.lower() not in {"take", "accept"}:
        receiving = _by_preposition(actors, verb, frozenset({"in", "at"}))
    sending = list(_by_preposition(actors, verb, frozenset({"from"})))
    for group in people:
        sending.extend(_senders_of(page, actors, group))
    receivers = {state.code for state in receiving}
    return Frame(
        at=verb.i,
        motion="receive",
        back=_goes_back(verb),
        sending=tuple(state for state in sending if state.code not in receivers),
        receiving=receiving,
        groups=people,
    )


def _is_no_state(page: Page, token: Token) -> bool:
    """Whether the one who acts is a body that belongs to no state."""
    if token.lemma_.lower() in {"agency", "charity", "organisation", "organization", "smuggler", "ngo"}:
        return True
    kinds = {"un_body", "intergovernmental", "ngo", "church"}
    return any(body.first <= token.i <= body.last and body.kind in kinds for body in page.bodies)


def _reached(page: Page, actors: Actors, group: Group) -> Iterator[StateMention]:
    """Where the people are when they are moved: "asylum seekers who had reached Britain", "Venezuelans held in El Salvador"."""
    for child in page.token(group.head).rights:
        if child.dep_ in {"acl", "relcl"} and child.lemma_.lower() in {
            "reach",
            "enter",
            "arrive",
            "land",
            "hold",
            "detain",
            "jail",
            "imprison",
            "seek",
            "live",
            "cross",
            "come",
            "keep",
            "claim",
        }:
            yield from _states(actors, (noun for noun in objects(child) if child.lemma_.lower() in {"reach", "enter"}))
            yield from _places(actors, child, frozenset({"in", "to", "into", "on"}))


def _senders_of(page: Page, actors: Actors, group: Group) -> Iterator[StateMention]:
    """The states that the people are said to be sent by or from ("deportees from the US", "people deported by the US")."""
    head = page.token(group.head)
    yield from _by_preposition(actors, head, frozenset({"from"}))
    for child in head.rights:
        if child.dep_ in {"acl", "relcl"}:
            yield from _states(actors, agents(child))
            yield from _by_preposition(actors, child, frozenset({"from"}))
            if not is_passive(child) and child.lemma_.lower() in page.book.words["sending_verbs"]:
                # "people whom the United States deports"
                yield from _states(actors, subjects(child))
    for child in head.lefts:
        if child.dep_ in {"compound", "amod", "nmod", "poss"}:
            state = actors.state_at(child)
            if state is not None and group.moved and state.form in {"name", "government", "leader"}:
                yield state


def _agreeing(page: Page, verb: Token, people: tuple[Group, ...]) -> tuple[Group, ...]:
    """Of several subjects those that agree with the verb: before "has gone" only the nearest, and a single one."""
    helpers = {child.text.lower() for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if len(people) > 1 and helpers & {"has", "is", "was"}:
        return people[-1:]
    return people


def _arriving(page: Page, actors: Actors, by_head: dict[int, Group], verb: Token, words: MotionWords) -> Frame | None:
    lemma = verb.lemma_.lower()
    people = _agreeing(page, verb, _people(subjects(verb) or objects(verb), by_head))
    craft = [token for token in subjects(verb) if token.lemma_.lower() in VEHICLES]
    if craft and not people:
        carried = [noun for head in (verb, *craft) for name, noun in prepositional(head) if name in {"with", "carrying", "of"}]
        people = _people(carried, by_head)
    to = _places(actors, verb, _TO)
    if lemma in {"reach", "leave", "enter"}:
        placed = _states(actors, objects(verb))
        to = placed if lemma != "leave" else to
    home = _goes_home(page, verb, words)
    if not people and lemma not in words.homeward and not craft:
        return None
    if not (to or home or people or craft):
        return None
    counted = any(group.quantity or page.token(group.head).lemma_.lower() in CONTAINERS for group in people)
    if (
        lemma in {"go", "come", "return", "leave", "depart", "touch", "board"}
        and not (to or home or craft)
        and not (counted and verb.tag_ in {"VBN", "VBD"})
    ):
        return None
    sending = _by_preposition(actors, verb, frozenset({"from"}))
    origins: tuple[str, ...] = ()
    if len({state.code for state in sending}) > 1 or lemma in {"come", "hail"}:
        origins, sending = tuple(dict.fromkeys(state.code for state in sending)), ()
    for group in people:
        sending = (*sending, *_senders_of(page, actors, group))
    return Frame(
        at=verb.i,
        motion="home" if home or lemma in words.homeward else "arrive",
        sending=sending,
        receiving=to,
        groups=people,
        homeward=home,
        back=_goes_back(verb),
        origins=origins,
    )


def _noun_frame(page: Page, actors: Actors, by_head: dict[int, Group], noun: Token, words: MotionWords) -> Frame | None:
    people = _people((one for name, one in prepositional(noun) if name in {"of", "with", "carrying"}), by_head)
    governor = noun.head.head if noun.dep_ == "pobj" else noun.head
    if not people and governor.lemma_.lower() in _FACING and noun.dep_ in {"pobj", "dobj"}:
        # "175 are waiting for voluntary return": those who wait are those who are moved.
        people = _people(subjects(governor), by_head)
    for child in noun.children:
        if child.dep_ in {"acl"} and child.lemma_.lower() in {"carry", "bring", "take"}:
            people = (*people, *_people(objects(child), by_head))
    to = _by_preposition(actors, noun, frozenset({"to", "into"}))
    sending = _by_preposition(actors, noun, frozenset({"from", "by"}))
    if not (to or people):
        return None
    owners = _states(actors, (child for child in noun.lefts if child.dep_ in {"poss", "compound", "amod", "nmod"}))
    if owners and not sending:
        sending = owners
    return Frame(
        at=noun.i,
        motion="home" if noun.lemma_.lower() in {"return", "repatriation"} else "send",
        sending=sending,
        receiving=to,
        groups=people,
        homeward=noun.lemma_.lower() == "repatriation" or _goes_home(page, noun, words),
        noun=True,
    )
