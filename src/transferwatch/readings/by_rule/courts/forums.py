"""What a court or judge is at its place in a text, and the lot of them by token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Forum:
    """A court or judge at the tokens first to last, headed by the token `head`.

    `name` is the court as the text gives it, `judge` the judge's full name; `bare` holds for words that say nothing of
    their own ("the court", "he"), whose name, judge and state are those of the forum they take up.
    """

    first: int
    last: int
    head: int
    name: str | None
    state: str | None
    judge: str | None = None
    person: bool = False
    bare: bool = False
    plural: bool = False


@dataclass(slots=True)
class Forums:
    """All courts and judges of a page, by the token that heads each; `cases` are the names and numbers of cases."""

    page: Page
    by_token: dict[int, Forum] = field(default_factory=dict)
    cases: tuple[tuple[int, str], ...] = ()

    def at(self, token: Token) -> Forum | None:
        """The forum that a token stands for, as its head or as a part of its name."""
        return self.by_token.get(token.i)

    def within(self, first: int, last: int) -> Iterator[Forum]:
        """The forums headed by one of the tokens first to last."""
        seen: set[int] = set()
        for index in range(first, last + 1):
            forum = self.by_token.get(index)
            if forum is not None and forum.head not in seen:
                seen.add(forum.head)
                yield forum

    def before(self, index: int, *, reach: int = 3) -> Forum | None:
        """The last forum before a token, in its sentence or the `reach` sentences before it."""
        number = next((n for n, s in enumerate(self.page.sentences) if s.start <= index < s.end), 0)
        start = self.page.sentences[max(0, number - reach)].start
        return next((self.by_token[at] for at in range(index - 1, start - 1, -1) if at in self.by_token), None)

    def case_near(self, first: int, last: int) -> str | None:
        """The case named among the tokens, else the only one that the text names."""
        start, end = self.page.parse.offsets(first, last)
        near = next((name for at, name in self.cases if start <= at < end), None)
        names = {name for _, name in self.cases}
        return near or (names.pop() if len(names) == 1 else None)
