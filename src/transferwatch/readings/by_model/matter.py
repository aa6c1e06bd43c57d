"""Whether a text tells of anything that is coded, or only of something that uses the same words."""

from __future__ import annotations

import re
from functools import cache

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_model.scores import Scores
from transferwatch.readings.by_rule.parsing import plain

# How sure the tagger must be (0 to 1), also where the text has words of extradition, swaps, readmission and the like; set on
# `evaluation/tuning`.
LEAST_TOPIC = 0.998
LEAST_TOPIC_BESIDE = 0.999


def is_to_the_matter(text: str, scores: Scores, book: Codebook) -> bool:
    """Whether anything in the text is to be coded."""
    beside = _look_alikes(book).search(plain(text).lower()) is not None
    return scores.topic >= (LEAST_TOPIC_BESIDE if beside else LEAST_TOPIC)


@cache
def _look_alikes(book: Codebook) -> re.Pattern[str]:
    words = sorted(book.words["look_alikes"], key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b")
