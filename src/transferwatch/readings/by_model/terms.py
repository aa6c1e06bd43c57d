"""Caps and payments out of the tagger's findings, and the pairs that they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from transferwatch.readings.by_model.outputs import MONEY_FIGURES
from transferwatch.readings.by_model.pairs import Pair, Ranked
from transferwatch.readings.by_model.passages import passage
from transferwatch.readings.by_model.scores import Scores, figure_tags
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.reading import Cap, Money, MoneyStatus

# How sure a pair with reports must be of a figure beside the surest of all.
_OWNED = 0.5


@dataclass(slots=True)
class FoundTerms:
    """Caps and payments by pair, and the first and last tokens of the words that carry them."""

    caps: dict[Pair, Cap]
    payments: dict[Pair, list[Money]]
    words: dict[Pair, list[tuple[int, int]]]


def find_terms(page: Page, scores: Scores, pairs: set[Pair], least: float) -> FoundTerms:
    """Caps and payments of the pairs that the page has reports of, of figures at least so sure."""
    found = FoundTerms({}, {}, {})
    # The surest first: a pair has one cap.
    for _, number, tag, pair in sorted(_owned(scores, pairs, least), key=lambda one: (-one[0], one[1])):
        mention = scores.marked.mentions[number]
        if mention.kind == "number":
            quantity = page.counts[mention.index]
            if pair in found.caps:
                continue
            found.caps[pair] = Cap(number=quantity.number, bound=quantity.bound, period=quantity.period or "total")
        else:
            money = page.money[mention.index]
            currency = money.of(pair)
            if currency is None or money.converted:
                continue
            item = Money(amount=money.amount, currency=currency, status=cast(MoneyStatus, tag))
            held = found.payments.setdefault(pair, [])
            if any((one.amount, one.currency) == (item.amount, item.currency) for one in held):
                continue
            held.append(item)
        around = passage(page, scores.where[number], mention.first, (mention.last,))
        found.words.setdefault(pair, []).append(around)
    return found


def _owned(scores: Scores, pairs: set[Pair], least: float) -> Iterator[tuple[float, int, str, Pair]]:
    """The figures that are terms of the pairs: how surely, the mention, what it is, whose."""
    for number, mention in enumerate(scores.marked.mentions):
        names = {"number": ("cap",), "money": MONEY_FIGURES}.get(mention.kind, ())
        tags = figure_tags(scores, number) if names else {}
        tag = max(names, key=lambda name: tags.get(name, 0.0), default="")
        if tags.get(tag, 0.0) < least:
            continue
        told = _owner(scores, number, pairs)
        if told is not None:
            yield tags[tag] * told.share, number, tag, told.pair


def _owner(scores: Scores, mention: int, pairs: set[Pair]) -> Ranked | None:
    """The pair that a figure belongs to; none where that is one which the page has no report of."""
    ranked = scores.ranked(scores.of_figure(mention))
    told = next((one for one in ranked if one.pair in pairs), None)
    return told if told is not None and told.share >= _OWNED * ranked[0].share else None
