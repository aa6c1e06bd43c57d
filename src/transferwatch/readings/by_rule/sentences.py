"""Where sentences begin: line breaks, and full stops that end no abbreviation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

# A stop, closing quotes or brackets, white space, then what can open a sentence.
_STOP = r"[.!?…][\"'”’)\]]*"
_OPEN = r"[\"'“‘(\[]*[A-Z0-9À-ÞŠŽ]"
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|St|Ste|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Rev|Hon|Pres|Amb|Jr|Sr|vs?|No|Nos|Art|Sec|para|pp?"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|approx|ca|cf|al|Inc|Ltd|Corp|Co|ex|Mt|Ft|Fr)"
    r"|\b[A-Z]|\b(?:U\.S|U\.K|U\.N|E\.U|D\.C|D\.V\.D|[ap]\.m|i\.e|e\.g))\.[\"'”’)]*$"
)
# An abbreviation that also may end a sentence: only a following word that cannot go on a name or date shows that it does.
_INITIALS = re.compile(r"(?:U\.S|U\.K|U\.N|E\.U|D\.C|[ap]\.m|Jr|Sr|Inc|Ltd|Corp|Co)\.[\"'”’)]*$")
_OPENERS = re.compile(
    r"[\"'“‘(\[]*(?:The|A|An|It|He|She|They|We|I|In|On|At|But|And|However|This|That|These|Those|There|Under|After|Before"
    r"|According|Meanwhile|When|While|As|For|If|His|Her|Its|Their|Our|No|Both|Since|Last|Earlier|Some|Many|Most)\b"
)


@cache
def _boundary() -> re.Pattern[str]:
    return re.compile(rf"(?P<stop>{_STOP})(?P<gap>[ \t\u00a0]+)(?={_OPEN})|(?P<line>\s*\n\s*)")


def sentence_starts(text: str) -> Iterator[int]:
    """Offsets, ascending, at which a sentence begins; the first is that of the first character that is no white space."""
    lead = len(text) - len(text.lstrip())
    if lead == len(text):
        return
    yield lead
    for found in _boundary().finditer(text, lead):
        if found.end() >= len(text):
            return
        if found["line"] is None:
            before = text[max(lead, found.start() - 12) : found.start() + len(found["stop"])]
            after = text[found.end() : found.end() + 16]
            if _ABBREVIATION.search(before) and not (_INITIALS.search(before) and _OPENERS.match(after)):
                continue
        yield found.end()
