"""Words inside quotation marks: where each quotation stands, and whether it is speech or a few words set apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Token

_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_CLAUSE_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The tokens first to last stand between the marks at `opening` and `closing` (None where the mark is missing).

    `direct` holds for speech, a clause of its own; not for a few words taken over ("young and fragile").
    """

    first: int
    last: int
    opening: int
    closing: int | None
    direct: bool

    def covers(self, index: int) -> bool:
        """Whether the token stands between the marks."""
        return self.first <= index <= self.last


def find_quotes(page: Page) -> tuple[Quote, ...]:
    """The quotations in the order of the text.

    One that is not closed ends with its paragraph when the next paragraph opens with a mark again (a quotation over
    several paragraphs), and is no quotation otherwise.
    """
    quotes = list(_marked(page, _doubles(page)))
    if not quotes:
        quotes = list(_marked(page, _singles(page)))
    return tuple(quotes)


def _doubles(page: Page) -> dict[int, str]:
    """For each token that is a double quotation mark: "open", "close" or "either"."""
    marks = {}
    for index, word in enumerate(page.parse.words):
        if word not in {'"', "''", "``"}:
            continue
        mark = page.text[page.parse.starts[index]]
        if mark in _OPENING:
            marks[index] = "open"
        elif mark in _CLOSING:
            marks[index] = "close"
        else:
            marks[index] = "either"
    return marks


def _singles(page: Page) -> dict[int, str]:
    """As `_doubles` for single marks, in a text that has no double ones: an apostrophe has a letter on its left."""
    marks = {}
    for index, word in enumerate(page.parse.words):
        if word != "'":
            continue
        start, end = page.parse.starts[index], page.parse.ends[index]
        before = page.text[start - 1 : start]
        after = page.text[end : end + 1]
        mark = page.text[start]
        if mark == "‘" or (mark == "'" and (not before or before.isspace() or before in "([—–:") and after.isalnum()):
            marks[index] = "open"
        elif (not after or not after.isalnum()) and (before in ",.!?;…" or mark == "’" or before.isalnum()):
            marks[index] = "close"
    return marks


def _marked(page: Page, marks: dict[int, str]) -> Iterator[Quote]:
    opening: int | None = None
    ordered = sorted(marks)
    for number, index in enumerate(ordered):
        if opening is not None and _new_paragraph(page, opening, index):
            # The mark before was left open.
            if _opens(page, marks, index, opened=False):
                yield from _quote(page, opening, None, _paragraph_end(page, opening))
                opening = index
                continue
            opening = None
        if opening is None:
            opening = index if _opens(page, marks, index, opened=False) else None
        elif not _opens(page, marks, index, opened=True):
            yield from _quote(page, opening, index, index - 1)
            opening = None
        elif number + 1 < len(ordered):
            opening = index


def _opens(page: Page, marks: dict[int, str], index: int, *, opened: bool) -> bool:
    if marks[index] != "either":
        return marks[index] == "open"
    start, end = page.parse.starts[index], page.parse.ends[index]
    before, after = page.text[start - 1 : start] if start else "", page.text[end : end + 1]
    if before and not before.isspace() and before not in "([—–-":
        return False
    if not after or after.isspace():
        return False
    return not opened or before == "" or before.isspace()


def _new_paragraph(page: Page, opening: int, index: int) -> bool:
    return "\n" in page.text[page.parse.starts[opening] : page.parse.starts[index]]


def _paragraph_end(page: Page, index: int) -> int:
    end = page.text.find("\n", page.parse.starts[index])
    return page.index_at(end - 1 if end >= 0 else len(page.text))


def _quote(page: Page, opening: int, closing: int | None, last: int) -> Iterator[Quote]:
    first = opening + 1
    if last >= first:
        yield Quote(first=first, last=last, opening=opening, closing=closing, direct=_is_speech(page, first, last))


def _is_speech(page: Page, first: int, last: int) -> bool:
    """Whether the words are a clause of their own: a finite verb with its subject among them, or whole sentences."""
    if page.word(last) in {".", "!", "?"} and last > first:
        return True
    if page.word(last) == "," and page.token(first).sent.start >= first - 1:
        # "Misleading," they reply: a comma before the closing mark at the head of a sentence.
        return True
    if last - first < _CLAUSE_WORDS - 1:
        return False
    return any(_is_clause(page.token(index), first, last) for index in range(first, last + 1))


def _is_clause(token: Token, first: int, last: int) -> bool:
    finite = token.tag_ in _FINITE or any(child.tag_ in _FINITE for child in token.children if child.dep_ in {"aux", "auxpass"})
    return finite and any(
        child.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} and first <= child.i <= last and child.tag_ not in {"WDT", "WP"}
        for child in token.children
    )


def quoted_text(page: Page, quote: Quote) -> str:
    """The words between the marks as they stand in the text."""
    return page.span(quote.first, quote.last).text
