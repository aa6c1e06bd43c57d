"""The names and numbers of cases: "DHS v. D.V.D.", "R (AAA) v Secretary of State", "No. 5:25-cv-01977"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transferwatch.readings.by_rule.page import Page

# Names of parties run to this many words at the most on either side of the "v".
_WORD = r"[A-Z][\w.'’&-]*"
_LINK = r"of the|for the|of|for|and|&"
_PARTY = rf"(?:R \([^)]{{1,40}}\)|{_WORD}(?: (?:{_WORD}|{_LINK})){{0,9}})"
_CASE = re.compile(rf"(?<!\w){_PARTY} (?:v\.?|vs\.?) (?P<other>{_WORD}(?: (?:{_WORD}|{_LINK})){{0,9}})")
_LEAD = re.compile(r"(?:(?:In|The|On|As|After|Under|And|But|For) )+")
_NUMBER = re.compile(r"\b(?:[Nn]o\.|[Aa]pplication no\.|[Cc]ase [Nn]o\.?) ?(?P<number>\d[\w:./-]{2,24}\w)")
_TAIL = re.compile(r"(?: (?:of|the|for|and|&)|[.,;:'’])+$")


def find_cases(page: Page) -> Iterator[tuple[int, str]]:
    """Where each case is named, and its name; its number where no case is named by its parties."""
    names = list(_CASE.finditer(page.text))
    for found in names:
        sentence = page.token(page.index_at(found.start("other"))).sent
        first, last = page.parse.offsets(sentence.start, sentence.end - 1)
        at = max(found.start(), first)
        lead = _LEAD.match(page.text, at)
        at = lead.end() if lead else at
        yield at, _TAIL.sub("", page.text[at : min(found.end(), last)])
    if not names:
        for found in _NUMBER.finditer(page.text):
            if "-" in found[0] or "/" in found[0]:
                yield found.start(), found["number"]
