"""The people moved or to be moved, as the text counts and describes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_rule.figures.quantities import QuantityMention
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.reading import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

_ARTICLE_ONE = frozenset({"a", "an", "one"})
_PRONOUNS = frozenset(
    {
        "they",
        "them",
        "those",
        "all",
        "others",
        "some",
        "none",
        "he",
        "him",
        "she",
        "her",
        "anyone",
        "whoever",
        "many",
        "nobody",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People at the tokens first to last, headed by the token `head`.

    `moved` holds for words that say of themselves that the people are moved or seek protection ("deportees"); `pronoun` for
    "they", "all of them"; `origins` are states that the words give as where the people are from, by nationality or by "from".
    """

    first: int
    last: int
    head: int
    quantity: Quantity | None
    nationalities: tuple[str, ...]
    origins: tuple[str, ...]
    moved: bool
    pronoun: bool = False
    definite: bool = False


def find_groups(page: Page) -> tuple[Group, ...]:
    """The groups of people in the order of the text; officials, lawyers and the like are none."""
    return tuple(sorted(_groups(page), key=lambda group: group.head))


def _groups(page: Page) -> Iterator[Group]:
    book = page.book.words
    moved, persons, others = (frozenset(book.get(name, ())) for name in ("moved", "persons", "not_moved"))
    counted = _counted(page)
    regional = _regional_people(page.book)
    named = (page.people, page.bodies, page.courts, page.instruments)
    people_at = {index for mentions in named for m in mentions for index in range(m.first, m.last + 1)}
    demonyms = {m.last: m for m in page.states if m.form == "demonym"}
    for token in page.parse.doc:
        if token.i in people_at:
            continue
        lemma, word = token.lemma_.lower(), page.word(token.i)
        quantity = counted.get(token.i)
        if token.pos_ in {"NOUN", "PROPN"} and not _is_modifier(token):
            if lemma in {"national", "citizen", "countryman", "compatriot"} and any(c.dep_ == "poss" for c in token.children):
                # "take back their nationals": own nationals are not coded.
                continue
            two = f"{page.word(token.i - 1)} {lemma}" if token.i else lemma
            hyphened = f"{page.word(token.i - 2)}-{lemma}" if token.i > 1 and page.word(token.i - 1) == "-" else two
            if {lemma, word.removesuffix("s")} & others and two not in moved:
                continue
            if {lemma, two, hyphened, word.removesuffix("s")} & moved:
                yield _group(page, token, quantity, moved=True)
            elif {lemma, word.removesuffix("s")} & persons:
                yield _group(page, token, quantity, moved=False)
            elif page.parse.words[token.i].removesuffix("s") in regional and word.endswith("s"):
                yield _group(page, token, quantity, moved=bool(quantity))
            elif token.i in demonyms and _one_of_them(token):
                yield _group(page, token, quantity, moved=True)
            elif token.i in demonyms and (word.endswith(("s", "ese")) or quantity) and not _is_modifier(token):
                yield _group(page, token, quantity, moved=bool(quantity))
        elif (token.i in demonyms and not _is_modifier(token) and not _modifies_noun(token) and _one_of_them(token)) or (
            token.i in demonyms and token.pos_ == "ADJ" and quantity and not _modifies_noun(token)
        ):
            yield _group(page, token, quantity, moved=True)
        elif quantity and token.pos_ in {"NUM", "PRON", "DET", "ADJ", "NOUN"} and _stands_alone(token):
            yield _group(page, token, quantity, moved=False, pronoun=True)
        elif word in _PRONOUNS and token.pos_ == "PRON":
            yield _group(page, token, None, moved=False, pronoun=True)


@cache
def _regional_people(book: Codebook) -> frozenset[str]:
    """Last words of the adjectives of regions: "African", "Asian", "American"."""
    return frozenset(word.split()[-1] for state in book.states.values() for word in state.adjective_region)


def _counted(page: Page) -> dict[int, QuantityMention]:
    """For each token that a quantity counts, or that is the last of a quantity which stands alone, the quantity."""
    counted: dict[int, QuantityMention] = {}
    for mention in page.quantities:
        first, last = page.tokens_of(mention)
        number = page.token(last)
        for index in range(last, first - 1, -1):
            if page.token(index).pos_ == "NUM" or page.token(index).dep_ == "nummod":
                number = page.token(index)
                break
        noun = number
        if number.dep_ in {"nummod", "quantmod", "amod", "det", "compound"} and number.head.i > number.i:
            noun = number.head
            if noun.dep_ in {"nummod", "quantmod", "compound"} and noun.head.i > noun.i:
                noun = noun.head
        elif last + 1 < len(page.parse.words):
            following = page.token(last + 1)
            if following.text.lower() == "of":
                objects = [child for child in following.children if child.dep_ == "pobj"]
                noun = objects[0] if objects and objects[0].tag_ in {"NNS", "NNPS"} else number
                counted.setdefault(number.i, mention)
        counted.setdefault(noun.i, mention)
    return counted


def _is_modifier(token: Token) -> bool:
    """Whether the noun only modifies another ("asylum seeker deal", "migrant agreement")."""
    return token.dep_ in {"compound", "nmod", "amod"} and token.head.i > token.i and token.head.pos_ in {"NOUN", "PROPN"}


def _modifies_noun(token: Token) -> bool:
    return token.dep_ == "amod" and token.head.i > token.i


def _one_of_them(token: Token) -> bool:
    """Whether "a Jamaican", "the Mexican" means one person."""
    articles = {child.text.lower() for child in token.lefts if child.dep_ in {"det", "nummod"}}
    return bool(articles & {"a", "an", "the", "one"}) and token.tag_ in {"NN", "NNP", "JJ"}


def _stands_alone(token: Token) -> bool:
    return token.dep_ in {
        "nsubj",
        "nsubjpass",
        "dobj",
        "obj",
        "conj",
        "attr",
        "pobj",
        "appos",
        "ROOT",
        "npadvmod",
        "dative",
        "dep",
    }


def _group(page: Page, token: Token, mention: QuantityMention | None, *, moved: bool, pronoun: bool = False) -> Group:
    left = token.left_edge.i
    right = token.i
    for child in token.rights:
        if child.dep_ in {"prep", "acl", "amod"} and child.right_edge.i - token.i <= 12:
            right = max(right, child.right_edge.i)
    determiner = next((child.text.lower() for child in token.lefts if child.dep_ == "det"), "")
    if mention is not None:
        quantity: Quantity | None = Quantity(number=mention.number, bound=mention.bound)
    elif (
        determiner in {"a", "an", "one", "the"}
        and token.pos_ in {"ADJ", "PROPN", "NOUN"}
        and page.parse.words[token.i][0].isupper()
        and moved
        and not page.word(token.i).endswith("s")
    ) or (
        determiner in _ARTICLE_ONE
        and token.tag_ in {"NN", "NNP"}
        and not pronoun
        and token.lemma_.lower() not in {"group", "batch", "cohort", "other", "family"}
    ):
        quantity = Quantity(number=1, bound="exact")
    else:
        quantity = None
    nationalities, origins = _whence(page, token, left, right)
    return Group(
        first=left,
        last=right,
        head=token.i,
        quantity=quantity,
        nationalities=nationalities,
        origins=origins,
        moved=moved,
        pronoun=pronoun,
        definite=determiner in {"the", "these", "those", "this", "that"},
    )


def _whence(page: Page, token: Token, left: int, right: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Nationalities told by adjective or by "nationals of", and states told by "from", in the order of the text."""
    nationalities: list[str] = []
    origins: list[str] = []
    for state in page.within(page.states, left, right):
        at = page.token(state.last)
        if state.last <= token.i:
            if state.form == "demonym" and not _of_an_actor(page, state.last, token):
                nationalities.append(state.code)
            continue
        if state.form != "name":
            continue
        preposition = at
        for _ in range(6):
            if preposition.dep_ == "prep" or preposition.head == preposition:
                break
            preposition = preposition.head
        if preposition.dep_ != "prep" or preposition.head.i != token.i:
            continue
        if preposition.text.lower() == "from":
            origins.append(state.code)
        elif preposition.text.lower() == "of" and token.lemma_.lower() in {"national", "citizen", "native"}:
            nationalities.append(state.code)
    return tuple(dict.fromkeys(nationalities)), tuple(dict.fromkeys(origins))


def _of_an_actor(page: Page, index: int, head: Token) -> bool:
    """Whether the adjective belongs to another noun than the people ("the Rwandan government's guests")."""
    at = page.token(index)
    return at.head.i != head.i and at.head.pos_ in {"NOUN", "PROPN"} and at.dep_ != "conj" and at.head.dep_ == "poss"
