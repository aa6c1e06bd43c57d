"""Whom an arrangement leaves out."""

from __future__ import annotations

from collections.abc import Sequence

from transferwatch.readings.by_rule.page import Page


def excludes(page: Page, sentences: Sequence[int]) -> tuple[str, ...]:
    """Who is left out, in words: "nobody with a criminal record", "no unaccompanied minors"."""
    found: dict[str, None] = {}
    for number in sentences:
        sentence = page.sentences[number]
        first, last = sentence.start, sentence.end - 1
        cue = page.phrase_in(
            (
                "exclude",
                "excludes",
                "excluding",
                "except",
                "nobody with",
                "no one with",
                "not accept",
                "not take",
                "without a criminal record",
                "not include",
                "barred",
                "keeping out",
                "keep out",
                "would not be accepted",
                "will not be accepted",
                "no unaccompanied",
                "nor unaccompanied",
                "no criminal",
                "no minors",
                "other than",
                "will not be taken",
                "no violent",
            ),
            first,
            last,
        )
        if cue is None:
            continue
        for phrase, code in (
            (
                (
                    "criminal record",
                    "criminal records",
                    "criminal history",
                    "criminals",
                    "criminal convictions",
                    "convicted",
                ),
                "criminal record",
            ),
            (
                ("unaccompanied minor", "unaccompanied minors", "unaccompanied children", "minors"),
                "unaccompanied minors",
            ),
            (("violent", "violent individuals", "violent offenders", "violent criminals"), "violent individuals"),
            (("sex offenders", "child sex offenders", "sexual offenders"), "sex offenders"),
            (("security threat", "security risks", "national security"), "security risks"),
            (("families", "women", "pregnant women"), "families"),
        ):
            if page.phrase_in(phrase, first, last):
                found[code] = None
    return tuple(found)
