"""When a step was taken: the date expression that hangs in the same clause as its verb or noun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.arguments import OBJECTS, PASSIVE_SUBJECTS, SUBJECTS
from transferwatch.readings.by_rule.dates.dates import DateMention
from transferwatch.readings.by_rule.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Token

# A verb with one of these relations heads a clause of its own.
_CLAUSE = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "csubj", "csubjpass", "parataxis", "pcomp"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_VERBS = frozenset({"VERB", "AUX"})
# Prepositions after which a date bounds the step and does not date it.
_BOUNDS = frozenset({"until", "till", "to", "before", "after", "by", "pending", "than"})
_OWNING = frozenset({"of", "dated"})
_SHARING = frozenset({"conj", "dep", "parataxis"})
# What a noun is to the verb that carries its date ("the hearing was held on Monday", "filed an appeal in May").
_CARRIED = SUBJECTS | PASSIVE_SUBJECTS | OBJECTS | {"attr"}
_DEPTH = 12
_CLOCK = re.compile(r"[ \t]*\d{1,2}[.:]\d\d(?: ?[ap]\.?m\.?)?[ .:–-]")


def date_of(page: Page, token: Token) -> DateMention | None:
    """The date expression that dates the step at a verb or noun; None where its clause has none.

    A date of another clause never counts, unless two joined verbs share the one at the head of the sentence.
    """
    sentence = token.sent
    mentions = tuple(page.between(page.dates, sentence.start, sentence.end - 1))
    if not mentions:
        return None
    own = _best(page, mentions, token)
    if own is not None or token.pos_ not in _VERBS:
        return own
    return _shared(page, mentions, token)


def when_fields(mention: DateMention | None) -> tuple[str | None, str | None]:
    """The EDTF text and the words of a date expression; both null where there is none."""
    if mention is None:
        return None, None
    return mention.edtf, mention.text


def entry_date(page: Page, token: Token) -> str | None:
    """The day of publication where the token's line begins with a time of day, as in a live account; else null."""
    if page.published is None or len(page.published) != len("2025-05-04"):
        return None
    line = page.text.rfind("\n", 0, page.parse.starts[token.i]) + 1
    return page.published if _CLOCK.match(page.text, line) else None


def anchor_of(page: Page, mention: DateMention) -> Token | None:
    """The verb or noun on which a date expression hangs, through its preposition; None where it bounds a step only."""
    head = _head(page, mention)
    first = page.index_at(mention.start)
    above = head.head
    for _ in range(_DEPTH):
        if above.i == head.i:
            return above
        if above.pos_ in {"ADP", "SCONJ", "PART"} and above.dep_ != "aux":
            if above.i < first and above.text.lower() in _BOUNDS:
                return None
        elif above.pos_ in _VERBS | _NOUNS | {"ADJ"} or above.dep_ == "ROOT":
            return above
        if above.head.i == above.i:
            return above
        head, above = above, above.head
    return None


def _head(page: Page, mention: DateMention) -> Token:
    """The token of a date expression that hangs on a word outside it."""
    first, last = page.tokens_of(mention)
    for index in range(first, last + 1):
        token = page.token(index)
        if not first <= token.head.i <= last or token.head.i == index:
            return token
    return page.token(last)


def _best(page: Page, mentions: tuple[DateMention, ...], token: Token) -> DateMention | None:
    ranked = []
    for mention in mentions:
        rank = _rank(page, mention, token)
        if rank:
            first, last = page.tokens_of(mention)
            distance = max(first - token.i, token.i - last)
            ranked.append((rank, mention.edtf is None, distance, mention.start, mention))
    return min(ranked, key=lambda entry: entry[:4])[4] if ranked else None


def _rank(page: Page, mention: DateMention, token: Token) -> int:
    """How the expression hangs on the step: 1 directly, 2 and more through other words of its clause, 0 not at all."""
    if mention.frequency is not None or _inside(page, mention, token):
        return 0
    owner = _owner(page, mention)
    if owner is not None:
        return 1 if owner == token.i else 0
    anchor = anchor_of(page, mention)
    if anchor is None:
        return 0
    if token.pos_ in _VERBS:
        return 0 if mention.attributive else _rank_at_verb(page, mention, anchor, token)
    return _rank_at_noun(page, mention, anchor, token)


def _inside(page: Page, mention: DateMention, token: Token) -> bool:
    first, last = page.tokens_of(mention)
    return first <= token.i <= last


def _owner(page: Page, mention: DateMention) -> int | None:
    """The noun that the words themselves give the date to ("the order of 18 April", "a May filing")."""
    first, last = page.tokens_of(mention)
    before = page.token(first - 2) if first > 1 else None
    if before is not None and page.word(first - 1) in _OWNING and before.pos_ in _NOUNS and not before.is_digit:
        return before.i
    if not mention.attributive:
        return None
    for index in range(last + 1, min(last + 4, page.token(last).sent.end)):
        token = page.token(index)
        if token.pos_ in _NOUNS or token.tag_ == "VBG":
            following = page.token(index + 1) if index + 1 < token.sent.end else None
            joined = following is not None and following.pos_ in {"NOUN", "PROPN"}
            if not joined or (following is not None and following.is_title and not token.is_title):
                return index
        elif token.pos_ not in {"ADJ", "PUNCT", "PART", "NOUN", "PROPN"}:
            return None
    return None


def _rank_at_verb(page: Page, mention: DateMention, anchor: Token, verb: Token) -> int:
    if anchor.i == verb.i:
        return 1
    if anchor.pos_ in _NOUNS and _belongs_to_noun(page, mention, anchor):
        return 0
    at, rank = anchor, 2
    for _ in range(_DEPTH):
        if at.i == verb.i:
            return rank
        if at.pos_ in _VERBS and at.dep_ in _CLAUSE:
            return 0
        if at.pos_ in _VERBS and at.dep_ in {"aux", "auxpass"}:
            at = at.head
            continue
        if at.head.i == at.i:
            return 0
        at, rank = at.head, rank + 1
    return 0


def _belongs_to_noun(page: Page, mention: DateMention, noun: Token) -> bool:
    """Whether the date is the noun's own ("the order of 18 April", "the 23 June order", "Monday's hearing")."""
    head = _head(page, mention)
    if head.head.i == noun.i:
        # "In September Washington lifted them": a date that is no noun's own was taken into the subject by the parse.
        return (head.i < noun.i and (mention.attributive or noun.dep_ not in {"pobj", "nsubj"})) or head.dep_ in {
            "appos",
            "nummod",
            "nmod",
            "poss",
        }
    link = head.head
    while link.head.i not in {noun.i, link.i}:
        link = link.head
    return link.text.lower() in {"of", "from", "dated"}


def _rank_at_noun(page: Page, mention: DateMention, anchor: Token, noun: Token) -> int:
    if anchor.i == noun.i:
        return 1
    if anchor.pos_ in _VERBS and anchor.dep_ in {"acl", "relcl"} and anchor.head.i == noun.i and not mention.attributive:
        # "the order, dated 21 May", "an injunction issued on 18 April".
        return 2
    carrier = noun.head
    # Verbs that say no more than that there is what the noun says: their date is the noun's.
    making = page.book.words.get("light_verbs", ())
    if mention.attributive or noun.dep_ not in _CARRIED or carrier.lemma_.lower() not in making:
        return 0
    rank = _rank_at_verb(page, mention, anchor, carrier)
    return rank + 2 if rank else 0


def _shared(page: Page, mentions: tuple[DateMention, ...], verb: Token) -> DateMention | None:
    """The date at the head of the sentence that a joined verb shares ("On Wednesday they met and signed")."""
    at = verb
    for _ in range(_DEPTH):
        if at.dep_ not in _SHARING or at.head.pos_ not in _VERBS:
            return None
        at = at.head
        opening = tuple(mention for mention in mentions if page.index_at(mention.start) < at.i)
        found = _best(page, opening, at)
        if found is not None:
            return found
    return None
