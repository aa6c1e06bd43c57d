"""Whether a text tells of anything that is coded, or only of something that uses the same words."""

from __future__ import annotations

import re
from functools import cache

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_model.pairs import joint
from transferwatch.readings.by_model.scores import Scores
from transferwatch.readings.by_rule.parsing import plain

# How sure the tagger must be, of the text as a whole, of its surest pair, and of its surest court step (0 to 1); set on the
# open texts.
LEAST_TOPIC = 0.8
LEAST_PAIR = 0.3
LEAST_STEP = 0.9
# The same where the text has words of another subject.
LEAST_PAIR_BESIDE = 0.95
# So many words of other subjects are too many for a text that names those who are moved less often than this.
_MANY = 2
_OFTEN = 4
_HEARD = 0.2


def is_to_the_matter(text: str, scores: Scores, book: Codebook) -> bool:
    """Whether anything in the text is to be coded: the tagger is sure, and surer where the words of extradition, swaps,
    readmission and the like stand in the text."""
    if scores.topic < LEAST_TOPIC:
        return False
    flat = plain(text).lower()
    others = len(set(_look_alikes(book).findall(flat)))
    if others and not _named(flat, book.words["moved_stems"]):
        return False
    if others >= _MANY and sum(flat.count(stem) for stem in book.words["people_stems"]) < _OFTEN:
        return False
    pair = _surest_pair(scores)
    step = max((unit.sure for unit in scores.units("step", _HEARD)), default=0.0)
    if others:
        return pair >= LEAST_PAIR_BESIDE or (step >= LEAST_STEP and pair >= LEAST_PAIR)
    return pair >= LEAST_PAIR or step >= LEAST_STEP


def _surest_pair(scores: Scores) -> float:
    """How surely the text tells of a pair, in any stage or movement out."""
    best = 0.0
    for family in ("stage", "move"):
        for unit in scores.units(family, _HEARD):
            if unit.label not in {"onward", "return"}:
                ranked = joint(scores.fillers(unit, "sender"), scores.fillers(unit, "receiver"))
                best = max(best, unit.sure * ranked[0][1] if ranked else 0.0)
    return best


def _named(flat: str, stems: tuple[str, ...]) -> bool:
    return any(stem in flat for stem in stems)


@cache
def _look_alikes(book: Codebook) -> re.Pattern[str]:
    words = sorted(book.words["look_alikes"], key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b")
