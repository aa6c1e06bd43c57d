"""Who does what to whom in the parse: the subjects, objects and prepositional objects of a verb or noun, control included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj", "dative", "oprd"})
RELATIVES = frozenset({"who", "whom", "which", "that"})
# Verbs whose object is the one who then acts ("asked Rwanda to take").
OBJECT_CONTROL = frozenset(
    [
        "ask",
        "allow",
        "let",
        "permit",
        "urge",
        "force",
        "order",
        "want",
        "require",
        "pressure",
        "press",
        "persuade",
        "get",
        "tell",
        "invite",
        "enable",
        "push",
        "bar",
        "stop",
        "prevent",
        "request",
        "instruct",
        "direct",
        "compel",
        "help",
        "authorise",
        "authorize",
        "lead",
        "oblige",
        "expect",
    ]
)
NAMED = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def coordinated(token: Token) -> Iterator[Token]:
    """The token and all that are joined to it by "and", "or" or commas, in the order of the text."""
    yield token
    for child in token.rights:
        joined = child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}
        # The parse takes some lists of names for appositions.
        if joined or (child.dep_ == "appos" and child.pos_ == "PROPN" and token.pos_ == "PROPN"):
            yield from coordinated(child)


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive, with or without an auxiliary ("people deported from ...")."""
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not any(c.dep_ in SUBJECTS or c.dep_ == "aux" for c in verb.children):
        return is_passive(verb.head) if verb.head.pos_ in {"VERB", "AUX"} else True
    # A past form mistaken for a participle has a subject of its own ("the court struck down").
    return verb.tag_ == "VBN" and not any(
        child.dep_ in SUBJECTS or (child.dep_ == "aux" and child.lemma_ in {"have", "'ve"}) for child in verb.children
    )


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Who does it: the verb's own subject, or the one that it shares or is controlled by."""
    if depth > 6:
        return []
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    if is_passive(verb):
        return agents(verb)
    if own:
        return _resolved(own, verb)
    head = verb.head
    if head == verb:
        return []
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return subjects(head, depth + 1) or (_passive_subject(head) if is_passive(head) else [])
    if verb.dep_ in {"xcomp", "advcl", "ccomp", "pcomp", "dep", "prep"}:
        if head.pos_ == "ADP":
            head = head.head
        if head.pos_ in {"VERB", "AUX", "ADJ"}:
            if verb.dep_ == "xcomp" and head.lemma_.lower() in OBJECT_CONTROL:
                controlled = [child for child in head.children if child.dep_ in OBJECTS]
                if controlled:
                    return [one for token in controlled for one in coordinated(token)]
            if is_passive(head):
                return _passive_subject(head) or subjects(head, depth + 1)
            return subjects(head, depth + 1)
        return subjects_of_noun(head, depth + 1)
    if verb.dep_ == "acl" and verb.tag_ in {"VB", "VBG"}:
        if (
            verb.tag_ == "VBG"
            and head.dep_ == "pobj"
            and head.head.text.lower() in {"in", "at"}
            and head.head.head.pos_ in {"VERB", "AUX"}
        ):
            # "175 are at the hotel waiting": the parse hangs the participle on the place.
            return subjects(head.head.head, depth + 1)
        return subjects_of_noun(head, depth + 1) if verb.tag_ == "VB" else [head]
    return []


def subjects_of_noun(noun: Token, depth: int = 0) -> list[Token]:
    """For "a deal to accept people": who made the deal; also its owner ("Britain's plan to send")."""
    owners = [child for child in noun.children if child.dep_ == "poss"]
    if owners:
        return [one for owner in owners for one in coordinated(owner)]
    above = noun.head
    for _ in range(4):
        if above.pos_ in {"VERB", "AUX"}:
            return subjects(above, depth + 1) or _passive_subject(above)
        if above.head == above:
            break
        above = above.head
    return []


def _passive_subject(verb: Token) -> list[Token]:
    found = [child for child in verb.children if child.dep_ in PASSIVE_SUBJECTS]
    return _resolved(found, verb)


def _resolved(tokens: list[Token], verb: Token) -> list[Token]:
    """Relative pronouns give way to what they stand for; coordination is spread out."""
    out: list[Token] = []
    for token in tokens:
        if token.text.lower() in RELATIVES and token.tag_ in {"WDT", "WP", "IN"}:
            clause = verb
            while clause.dep_ in {"xcomp", "conj", "ccomp"} and clause.head.pos_ in {"VERB", "AUX"}:
                clause = clause.head
            if clause.dep_ in {"relcl", "acl"}:
                out.extend(_antecedents(clause))
            continue
        out.extend(coordinated(token))
    return out


def _antecedents(clause: Token) -> list[Token]:
    """What a relative clause is about: all of a coordination for a plural verb ("A and B, which have agreed")."""
    noun = clause.head
    helpers = {child.text.lower() for child in clause.children if child.dep_ in {"aux", "auxpass"}}
    plural = clause.tag_ == "VBP" or bool(helpers & {"have", "are", "were"})
    if plural:
        while noun.dep_ == "conj" and noun.head.pos_ in NAMED:
            noun = noun.head
        return list(coordinated(noun))
    last = noun
    return [last]


def owner(noun: Token) -> Token | None:
    """Whose the noun is: the possessor, through "whose" the noun that its clause is about."""
    for child in noun.lefts:
        if child.dep_ != "poss":
            continue
        if child.text.lower() != "whose":
            return child
        verb = noun.head
        while verb.dep_ not in {"relcl", "acl"} and verb.head.i != verb.i:
            verb = verb.head
        return verb.head if verb.dep_ in {"relcl", "acl"} else None
    return None


def agents(verb: Token) -> list[Token]:
    """By whom it is done: the "by" phrase of a passive."""
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.text.lower() == "by"):
            for noun in child.children:
                if noun.dep_ == "pobj":
                    found.extend(coordinated(noun))
    return found


def objects(verb: Token) -> list[Token]:
    """Whom or what it is done to: objects, subjects of the passive, the noun that a participle or relative clause describes."""
    found = [child for child in verb.children if child.dep_ in OBJECTS]
    if is_passive(verb):
        passive = _passive_subject(verb)
        if passive:
            return passive
        if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"} and not found:
            return objects(verb.head)
        if verb.dep_ == "acl" and verb.head.pos_ in NAMED:
            return [verb.head]
        if verb.dep_ in {"xcomp", "ccomp", "advcl"} and verb.head.pos_ in {"VERB", "AUX", "ADJ"} and not found:
            return _own_subjects(verb.head)
    out = _resolved(found, verb)
    if not out:
        clause = verb
        while clause.dep_ in {"xcomp", "ccomp", "conj"} and clause.head.pos_ in {"VERB", "AUX"}:
            clause = clause.head
        if (
            clause.dep_ == "relcl"
            and clause.head.pos_ in NAMED
            and not any(c.text.lower() in RELATIVES and c.dep_ in SUBJECTS for c in clause.children)
        ):
            return [clause.head]
    return out


def _own_subjects(verb: Token) -> list[Token]:
    found = [child for child in verb.children if child.dep_ in SUBJECTS | PASSIVE_SUBJECTS]
    if found:
        return _resolved(found, verb)
    if verb.dep_ in {"xcomp", "conj", "ccomp", "advcl"} and verb.head.pos_ in {"VERB", "AUX"}:
        return _own_subjects(verb.head)
    if verb.dep_ == "relcl":
        return [verb.head]
    return []


def prepositional(head: Token) -> Iterator[tuple[str, Token]]:
    """Preposition and object, for each phrase that hangs on the verb or noun, through its particles and coordination."""
    for child in head.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.pos_ in {"ADP", "SCONJ", "VERB", "PART", "ADV"}:
            name = child.text.lower()
            for inner in child.children:
                if inner.dep_ in {"pobj", "pcomp"} and inner.pos_ != "VERB":
                    for one in coordinated(inner):
                        yield name, one
                elif inner.dep_ == "prep":
                    for deeper in inner.children:
                        if deeper.dep_ == "pobj":
                            for one in coordinated(deeper):
                                yield inner.text.lower(), one
        elif child.dep_ in {"advmod", "prt"}:
            yield from prepositional(child)
