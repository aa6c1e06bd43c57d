"""The date expressions of a text, as they are written: every rule in one pattern, so that a text is read once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from transferwatch.readings.by_rule.dates import calendar_words, feasts, period_words, relative_words
from transferwatch.readings.by_rule.dates.date_meanings import Rule, Written
from transferwatch.readings.by_rule.figures.numbers import spaced


def find_written(text: str) -> Iterator[Written]:
    """Every date expression of the text in its order, without overlap and without the prepositions before it."""
    scan, patterns, rules = _scan_pattern(), _patterns(), _rules()
    at = 0
    while (match := scan.search(text, at)) is not None:
        name = match.lastgroup or ""
        # The rule is read again alone, for the names of its parts.
        own = patterns[name].match(text, match.start())
        made = rules[name][1](text, own) if own is not None and _is_plain(own.group()) else None
        if made is None:
            at = match.start() + 1
        else:
            yield made
            at = max(made.end, match.start() + 1)


def _is_plain(words: str) -> bool:
    """Whether the letters are ours without case folding (no long s, no Kelvin sign)."""
    return not any(letter.isalpha() and not letter.isascii() for letter in words)


@cache
def _rules() -> dict[str, Rule]:
    dates = {**calendar_words.rules(), **feasts.rules(), **period_words.rules()}
    relative = relative_words.rules()
    # A bare year and a bare "the 23rd" come last: they are parts of all that is longer.
    late = {name: dates.pop(name) for name in ("month", "ordinal_day", "year")}
    return {**dates, **relative, **late}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: spaced(source) for name, (source, _) in _rules().items()}


@cache
def _scan_pattern() -> re.Pattern[str]:
    branches = []
    for name, (source, _) in _rules().items():
        nameless = re.sub(r"\(\?P<\w+>", "(?:", source)
        nameless = nameless.replace("(?P=mark)", "[-/.]")
        branches.append(rf"(?P<{name}>{nameless})")
    return spaced(rf"(?<![^\W_])(?:{'|'.join(branches)})")
