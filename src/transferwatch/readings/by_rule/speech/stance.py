"""Which stance a saying takes: by its verb, noun or phrase, and where these are neutral by what is said and who says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_rule.names.lexicon import word_set
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.speech.saying_words import Run, Saying, saying_words
from transferwatch.readings.by_rule.speech.voice_kinds import Voice
from transferwatch.readings.reading import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEGATIVE = frozenset({"no", "neither", "nobody", "nothing", "none", "never", "nowhere"})
_MODALS = frozenset({"will", "would", "shall", "should", "must", "may", "might", "can", "could", "'ll", "wo", "ca"})
_FUTURE = frozenset({"will", "would", "shall", "'ll"})
# "Knew nothing", "do not wish": no denial of a fact.
_MENTAL = word_set("deter know want wish think believe expect intend understand like remember hear see regret mind care")
_OPEN = frozenset({"yet", "far", "still"})
_PARTIES = frozenset({"official", "official_unnamed"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "attr"})
_OPPOSING = frozenset({"opposition", "democrat", "dissident", "shadow", "former"})
# A refusal to speak is said in fewer tokens than these.
_BRIEF = 25
# Stances of a verb that a denial in what is said outweighs.
_YIELDING: frozenset[str] = frozenset({"defends", "announces", "promises"})
_NAMING = frozenset({"call", "label", "brand", "dub", "term"})
_INSISTING = frozenset({"insist", "maintain", "deny", "reply", "answer", "retort", "counter", "object"})


@dataclass(frozen=True, slots=True)
class StanceWords:
    """What the codebook knows of the words that are said, by stance."""

    denies: tuple[str, ...]
    declines: tuple[str, ...]
    warns: tuple[str, ...]
    alleges: tuple[str, ...]
    criticises: tuple[str, ...]
    crimes: tuple[str, ...]
    defends: tuple[str, ...]
    promises: frozenset[str]
    committed: tuple[str, ...]
    announces: frozenset[str]


@cache
def stance_words(book: Codebook) -> StanceWords:
    """The content cues of a codebook."""
    terms = book.terms("stances")
    return StanceWords(
        denies=terms["denies"].cue("content"),
        declines=terms["declines"].cue("content"),
        warns=terms["warns"].cue("content"),
        alleges=terms["alleges"].cue("content"),
        criticises=terms["criticises"].cue("content"),
        crimes=book.terms("topics")["criminality"].cue("phrase"),
        defends=terms["defends"].cue("content"),
        promises=frozenset(terms["promises"].cue("act")),
        committed=terms["promises"].cue("phrase"),
        announces=frozenset(terms["announces"].cue("act")),
    )


def stance_of(page: Page, saying: Saying, voice: Voice, content: Sequence[Run]) -> Stance:
    """The stance of one saying.  A denial in what is said outweighs "insists" and "declares", never "warns" or "accuses"."""
    words = stance_words(page.book)
    if saying.stance is not None:
        if saying.stance in _YIELDING and saying.form == "clause" and _is_denial(page, voice, content, words, insisting=True):
            return "denies"
        if (
            saying.stance == "announces"
            and page.token(saying.at).lemma_.lower() == "declare"
            and _has(page, words.criticises, content)
        ):
            return "criticises"
        return saying.stance
    if saying.form == "turn" and _has(page, words.declines, content):
        return "declines"
    if saying.form == "object":
        return _of_description(page, voice, content, words, naming=page.token(saying.at).lemma_.lower() in _NAMING)
    return _of_content(page, voice, content, words, insisting=page.token(saying.at).lemma_.lower() in _INSISTING)


def _of_description(page: Page, voice: Voice, content: Sequence[Run], words: StanceWords, *, naming: bool) -> Stance:
    """ "Called the payment highly unusual", "described them as criminals": the words chosen tell the stance, and who calls a
    thing names commonly finds fault with it."""
    if _has(page, words.alleges, content) or (naming and _has(page, words.crimes, content)):
        return "alleges"
    if _has(page, words.criticises, content):
        return "criticises"
    if _has(page, words.defends, content):
        return "defends" if voice.kind in _PARTIES else "says"
    return "criticises" if naming else "says"


def stance_of_content(page: Page, voice: Voice, content: Sequence[Run]) -> Stance:
    """The stance that the words alone tell, for a neutral verb."""
    return _of_content(page, voice, content, stance_words(page.book), insisting=False)


def _of_content(page: Page, voice: Voice, content: Sequence[Run], words: StanceWords, *, insisting: bool) -> Stance:
    party = voice.kind in _PARTIES and not _is_opposition(voice)
    if any(_reports(page, verb) for verb in _heads(page, content)[:1]):
        return "says"
    if _has(page, words.declines, content[:1]) and sum(last - first for first, last in content) < _BRIEF:
        return "declines"
    if _is_denial(page, voice, content, words, insisting=insisting):
        return "denies"
    if party and any(_is_negative(page, verb) and _is_anothers(page, voice, verb) for verb in _heads(page, content)):
        return "alleges"
    if voice.kind in {"media", "document"}:
        return "says"
    if party and (_promises(page, voice, content, words) or _has(page, words.committed, content)):
        return "promises"
    if not party and _has(page, words.warns, content):
        return "warns"
    if _has(page, words.alleges, content) and voice.kind != "unnamed":
        return "alleges"
    if not party and voice.kind != "unnamed" and _has(page, words.criticises, content):
        return "criticises"
    if party and _justifies(page, words.defends, content):
        return "defends"
    if _goes_to_court(page, content):
        return "announces"
    if party and _affirms(page, content):
        return "confirms"
    if party and _announces(page, content, words):
        return "confirms" if voice.kind == "official_unnamed" else "announces"
    if party and _has(page, words.criticises, content):
        return "criticises"
    return "says"


def _reports(page: Page, verb: Token) -> bool:
    """Whether what is said is itself that somebody denied, accused, warned: the stance is theirs."""
    stance = saying_words(page.book).verbs.get(verb.lemma_.lower())
    return (
        stance is not None and stance not in {"says", "confirms", "announces"} and any(c.dep_ == "nsubj" for c in verb.children)
    )


def _is_opposition(voice: Voice) -> bool:
    said = voice.speaker
    words = set(f"{said.role or ''} {said.organisation or ''}".lower().split())
    return bool(words & _OPPOSING)


def _has(page: Page, phrases: Sequence[str], content: Sequence[Run]) -> bool:
    return any(page.phrase_in(phrases, first, last) is not None for first, last in content)


def is_negative(page: Page, content: Sequence[Run]) -> bool:
    """Whether the main clause of what is said is negated: it asserts nothing that another could deny."""
    heads = _heads(page, content)[:1]
    return any(_is_negative(page, verb) or any(_is_none(page, child) for child in verb.children) for verb in heads)


def _justifies(page: Page, phrases: Sequence[str], content: Sequence[Run]) -> bool:
    """Whether reasons are given; "because" counts where it hangs on the main verb."""
    if _has(page, [phrase for phrase in phrases if phrase != "because"], content):
        return True
    for verb in _heads(page, content):
        for child in verb.children:
            if child.dep_ == "advcl" and any(c.dep_ == "mark" and c.text.lower() == "because" for c in child.children):
                return True
            if child.dep_ == "prep" and child.text.lower() == "because":
                return True
    return False


def _affirms(page: Page, content: Sequence[Run]) -> bool:
    """ "A memorandum did exist": the emphatic auxiliary answers a doubt."""
    return any(
        child.dep_ == "aux" and page.word(child.i) in {"did", "does"} and not any(c.dep_ == "neg" for c in verb.children)
        for verb in _heads(page, content)
        for child in verb.children
    )


def _goes_to_court(page: Page, content: Sequence[Run]) -> bool:
    return any(
        verb.lemma_.lower() in {"appeal", "sue", "challenge"}
        and any(c.dep_ == "aux" and c.text.lower() in _FUTURE for c in verb.children)
        for verb in _heads(page, content)
    )


def _is_anothers(page: Page, voice: Voice, verb: Token) -> bool:
    """Whether the subject of what is said is a state other than the speaker's own."""
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass"}:
            codes = {
                m.code
                for m in page.within(page.states, child.left_edge.i, child.i)
                if m.form in {"name", "capital", "government"}
            }
            return bool(codes) and voice.speaker.state is not None and voice.speaker.state not in codes
    return False


def _is_denial(page: Page, voice: Voice, content: Sequence[Run], words: StanceWords, *, insisting: bool) -> bool:
    if voice.kind in {"media", "unnamed", "document"}:
        return False
    opening = [(first, min(last, first + 30)) for first, last in content[:2]]
    if _has(page, words.denies, opening):
        return True
    if voice.kind not in _PARTIES and not (voice.kind == "affected" and (insisting or _has(page, words.crimes, content))):
        return False
    if _is_opposition(voice):
        return False
    if (
        opening
        and page.word(opening[0][0]) == "no"
        and opening[0][0] < opening[0][1]
        and page.word(opening[0][0] + 1) in {".", ",", ":", "-"}
    ):
        return True
    return any(_is_negative(page, verb) and not _is_anothers(page, voice, verb) for verb in _heads(page, content))


def _heads(page: Page, content: Sequence[Run]) -> list[Token]:
    """The main verbs of what is said: those whose head stands outside it, and the clauses joined to them."""
    found: list[Token] = []
    for first, last in content[:3]:
        for index in range(first, last + 1):
            token = page.token(index)
            outside = not first <= token.head.i <= last or token.head.i == index
            if outside and token.pos_ in {"VERB", "AUX"}:
                found.append(token)
    for verb in found:
        found.extend(
            child
            for child in verb.children
            if child.dep_ in {"conj", "ccomp", "parataxis"}
            and child.pos_ in {"VERB", "AUX"}
            and child.i > verb.i
            and child not in found
        )
    return found


def _is_negative(page: Page, verb: Token) -> bool:
    if verb.lemma_.lower() in _MENTAL:
        return False
    children = list(verb.children)
    if any(child.dep_ == "aux" and child.text.lower() in _MODALS for child in children):
        return _refuses_blame(page, verb)
    if any(page.word(one.i) in _OPEN for child in children for one in child.subtree if child.dep_ == "advmod"):
        return False
    if any(child.dep_ == "neg" for child in children) and not _is_only(page, verb):
        return True
    return any(child.dep_ in _SUBJECTS | {"dobj", "attr"} and _is_none(page, child) for child in children)


def _refuses_blame(page: Page, verb: Token) -> bool:
    """ "Nobody would have been mistreated": a perfect with "would" answers a charge."""
    words = {child.text.lower() for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    return (
        "would" in words
        and "have" in words
        and any(child.dep_ in _SUBJECTS and _is_none(page, child) for child in verb.children)
    )


def _is_only(page: Page, verb: Token) -> bool:
    """ "Not only ... but": no denial."""
    return any(
        child.dep_ == "neg" and child.i + 1 < len(page.parse.words) and page.word(child.i + 1) in {"only", "just"}
        for child in verb.children
    )


def _is_none(page: Page, token: Token) -> bool:
    if page.word(token.i) in _NEGATIVE or page.word(token.left_edge.i) in {"no", "neither", "none"}:
        return True
    return page.word(token.left_edge.i) == "not" and token.left_edge.i < token.i


def _promises(page: Page, voice: Voice, content: Sequence[Run], words: StanceWords) -> bool:
    for first, last in content:
        for index in range(first, last + 1):
            verb = page.token(index)
            helpers = {child.text.lower() for child in verb.children if child.dep_ == "aux"}
            if not helpers & _FUTURE or "have" in helpers or _is_aside(verb, first, last) or _is_anothers(page, voice, verb):
                continue
            if verb.lemma_.lower() in words.promises | {"sign"}:
                return True
    return False


def _is_aside(verb: Token, first: int, last: int) -> bool:
    """Whether the verb stands in a relative or adverbial clause of what is said."""
    at = verb
    while first <= at.i <= last and at.head.i != at.i:
        if at.dep_ in {"relcl", "acl", "advcl"}:
            return True
        at = at.head
    return False


def _announces(page: Page, content: Sequence[Run], words: StanceWords) -> bool:
    """A step made public by the side that takes it: "it has signed", "Chad will accept up to 40 people"."""
    for verb in _heads(page, content)[:1]:
        helpers = {child.text.lower() for child in verb.children if child.dep_ in {"aux", "auxpass"}}
        if any(child.dep_ == "neg" for child in verb.children):
            return False
        if verb.lemma_.lower() in words.announces and (helpers & {"has", "have", "had", "will", "would"}):
            return True
    return False
