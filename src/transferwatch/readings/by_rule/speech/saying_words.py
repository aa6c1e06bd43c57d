"""An attribution as grammar gives it, and the words of the codebook that make one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_rule.arguments import is_passive
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.speech.voice_kinds import Voice
from transferwatch.readings.reading import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

Form = Literal["clause", "object", "phrase", "nominal", "declines", "turn", "attitude"]
Run = tuple[int, int]
AUDIENCE = frozenset({"tell", "inform", "assure", "remind", "promise", "warn", "ask", "urge", "advise", "request"})
# Words whose lemma the lemmatiser makes up ("hop" for "hoped"), or that the tagger takes for another part of speech.
_MENDED = {"said": "say", "told": "tell", "says": "say", "quoted": "quote", "hoped": "hope", "hopes": "hope", "hoping": "hope"}
_MENDED |= {"rated": "rate", "rating": "rate"}
BREAKS = frozenset({",", ";", "-", "–", "—", "(", ")", '"', "'", ":"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One attribution by its grammar: the cue at the token `at`, the heads of who speaks, the runs of tokens that are said.

    `stance` is what the cue itself says of it, None for a neutral one; `paper` is a paper that speaks for somebody;
    `voice` is who speaks, where the layout of the page names them.
    """

    at: int
    cue: Run
    speakers: tuple[int, ...]
    content: tuple[Run, ...]
    stance: Stance | None
    form: Form
    weak: bool = False
    paper: int | None = None
    voice: Voice | None = None


@dataclass(frozen=True, slots=True)
class SayingWords:
    """The codebook's cues by lemma."""

    verbs: dict[str, Stance] = field(default_factory=dict)
    clausal: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    nouns: dict[str, Stance] = field(default_factory=dict)
    light: frozenset[str] = frozenset()
    disclosing: frozenset[str] = frozenset()
    declining: frozenset[str] = frozenset()
    refusals: tuple[str, ...] = ()
    phrases: tuple[tuple[str, Stance], ...] = ()
    papers: frozenset[str] = frozenset()
    attitudes: frozenset[str] = frozenset()
    attitude_adjectives: frozenset[str] = frozenset()
    attitude_nouns: frozenset[str] = frozenset()
    asserted: frozenset[str] = frozenset()


@cache
def saying_words(book: Codebook) -> SayingWords:
    """The cues of a codebook; a lemma under two stances means the first that is not `says`."""
    terms = book.terms("stances")
    verbs: dict[str, Stance] = {}
    nouns: dict[str, Stance] = {}
    clausal: set[str] = set()
    weak: set[str] = set()
    for code, term in terms.items():
        stance: Stance = code  # type: ignore[assignment]
        if code == "declines":
            continue
        for part in ("verb", "clausal", "weak"):
            for lemma in term.cue(part):
                if verbs.setdefault(lemma, stance) == stance:
                    clausal.update([lemma] if part == "clausal" else [])
                    weak.update([lemma] if part == "weak" else [])
        for lemma in term.cue("noun"):
            nouns.setdefault(lemma, stance)
    phrases: list[tuple[str, Stance]] = []
    for code, term in terms.items():
        if code not in {"says", "declines"}:
            phrases += [(phrase, code) for phrase in term.cue("phrase")]  # type: ignore[misc]
    says, declines, denies = terms["says"], terms["declines"], terms["denies"]
    return SayingWords(
        verbs=verbs,
        clausal=frozenset(clausal | set(says.cue("verb"))),
        weak=frozenset(weak),
        nouns=nouns,
        light=frozenset(says.cue("light")),
        disclosing=frozenset(declines.cue("disclosing")),
        declining=frozenset(declines.cue("verb")),
        refusals=declines.cue("phrase"),
        phrases=tuple(phrases),
        papers=frozenset(says.cue("papers")),
        attitudes=frozenset(says.cue("attitude")),
        attitude_adjectives=frozenset(says.cue("attitude_adjective")),
        attitude_nouns=frozenset(says.cue("attitude_noun")),
        asserted=frozenset(denies.cue("asserted")),
    )


def lemma_of(page: Page, token: Token) -> str:
    """The lemma, mended where the tagger takes "said" for an adjective or "put" for something else."""
    word = page.word(token.i)
    return _MENDED.get(word, token.lemma_.lower())


def passive(token: Token) -> bool:
    """As `is_passive`, but a participle with a subject and no auxiliary is a past tense that the tagger mistook."""
    kinds = {child.dep_ for child in token.children}
    if kinds & {"auxpass", "nsubjpass"}:
        return True
    if token.dep_ == "conj" and token.tag_ in {"VBN", "VBD"} and not kinds & {"nsubj", "aux", "dobj", "ccomp"}:
        return token.head.pos_ == "VERB" and passive(token.head)
    return is_passive(token) and not ("nsubj" in kinds and "aux" not in kinds)


def subtree(token: Token) -> set[int]:
    return {one.i for one in token.subtree}


def verb_above(token: Token) -> Token:
    at = token
    while (at == token or at.pos_ not in {"VERB", "AUX"}) and at.head != at:
        at = at.head
    return at


def through(verb: Token) -> list[Token]:
    """By what it is shown: "corroborated through an internal communication"."""
    return [
        noun
        for child in verb.children
        if child.dep_ == "prep" and child.text.lower() in {"through", "in", "by"}
        for noun in child.children
        if noun.dep_ == "pobj"
        and noun.lemma_.lower() in {"communication", "document", "memo", "cable", "letter", "record", "filing", "email", "file"}
    ]
