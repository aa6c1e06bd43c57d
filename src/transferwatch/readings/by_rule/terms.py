"""What an arrangement allows, costs, leaves out and requires: caps, payments, exclusions, conditions and its kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.directions import Focus, Pair
from transferwatch.readings.by_rule.groups import Group
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.reading import Cap, Kind, Money, MoneyStatus

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence

_PAID = frozenset(
    {
        "pay",
        "receive",
        "get",
        "give",
        "transfer",
        "hand",
        "disburse",
        "wire",
        "deposit",
        "provide",
        "acknowledge",
        "spend",
    }
)
_COST = frozenset({"cost", "spend", "total", "amount", "run"})
_WITHHELD = (
    "not have to be",
    "withheld",
    "withhold",
    "will not be paid",
    "would not be paid",
    "not be paid",
    "no longer be paid",
    "waived",
    "saved",
    "unpaid",
    "would not have",
    "need not be",
    "cancelled payment",
    "not to be paid",
    "stopped payment",
    "written off",
    "frozen",
)
_PLEDGED_CUES = (
    "pledged",
    "promised",
    "in return for",
    "in exchange for",
    "will pay",
    "would pay",
    "to pay",
    "offered",
    "committed",
    "agreed to pay",
    "is to receive",
    "will receive",
    "would receive",
    "due",
    "worth",
    "further payments",
    "grant of",
    "will provide",
    "would provide",
    "will give",
    "is to pay",
    "will get",
    "would get",
    "set aside",
    "earmarked",
    "owed",
    "owes",
)
_TOTAL_CUES = ("total cost", "cost", "spent", "in total", "costs", "bill", "overall", "costing")


def caps_and_payments(
    page: Page, focus: Focus, groups: Sequence[Group], moved: frozenset[int]
) -> tuple[dict[Pair, Cap], dict[Pair, list[Money]], dict[Pair, list[tuple[int, int]]]]:
    """For each pair its cap and payments with the token ranges that carry them; `moved` are counts that moved already."""
    caps: dict[Pair, Cap] = {}
    payments: dict[Pair, list[Money]] = {}
    words: dict[Pair, list[tuple[int, int]]] = {}
    for number, sentence in enumerate(page.sentences):
        first, last = sentence.start, sentence.end - 1
        present = [state.code for state in page.within(page.states, first, last)]
        for mention in page.between(page.quantities, first, last):
            pair = _pair_at(focus, number, page.index_at(mention.start), present)
            if pair is None or pair in caps:
                continue
            if mention.number in moved and mention.bound != "at_most":
                continue
            if _is_cap(page, mention, sentence, groups):
                caps[pair] = Cap(number=mention.number, bound=mention.bound, period=mention.period or "total")
                words.setdefault(pair, []).append(_around(page, page.tokens_of(mention), sentence, groups))
        for money in page.between(page.money, first, last):
            if money.converted or money.currency is None:
                continue
            pair = _pair_at(focus, number, page.index_at(money.start), present)
            if pair is None:
                continue
            status = _status(page, page.tokens_of(money), sentence)
            item = Money(amount=money.amount, currency=money.currency, status=status)
            if all((one.amount, one.currency) != (item.amount, item.currency) for one in payments.get(pair, [])):
                payments.setdefault(pair, []).append(item)
                words.setdefault(pair, []).append(page.tokens_of(money))
    return caps, payments, words


def _pair_at(focus: Focus, number: int, index: int, present: Sequence[str]) -> Pair | None:
    """The pair that a sentence speaks of: one mentioned in it (the nearest), else the one in focus, of those with a deal."""
    deals = {mention.pair for mention in focus.mentions if mention.deal}
    here = [mention for mention in focus.mentions if mention.sentence == number and mention.pair in deals]
    if here:
        return min(here, key=lambda mention: abs(mention.at - index)).pair
    before = Focus(mentions=[mention for mention in focus.mentions if mention.sentence <= number and mention.pair in deals])
    pair = before.recent(number, present)
    if pair is None and len(deals) == 1:
        return next(iter(deals))
    return pair


def _is_cap(page: Page, mention, sentence: Sentence, groups: Sequence[Group]) -> bool:  # type: ignore[no-untyped-def]
    """Whether a number of persons is what the arrangement allows: an upper bound, or a number that is expected under it."""
    first, last = page.tokens_of(mention)
    group = next(
        (g for g in groups if g.first <= last <= max(g.head, g.last) and g.quantity and g.quantity.number == mention.number),
        None,
    )
    if group is None:
        return False
    head = page.token(group.head)
    if head.lemma_.lower() in {"group", "batch", "flight", "inhabitant", "family"}:
        return False
    window = (max(sentence.start, first - 14), min(sentence.end - 1, last + 14))
    looks_ahead = page.phrase_in(
        (
            "accept",
            "take",
            "take in",
            "receive",
            "host",
            "house",
            "expected to receive",
            "agreed",
            "agreement",
            "deal",
            "accord",
            "treaty",
            "memorandum",
            "limit",
            "cap",
            "capped",
            "capacity",
            "maximum",
            "quota",
            "at any one time",
            "at a time",
            "relocate",
            "hold",
            "settle",
            "resettle",
            "process",
            "absorb",
            "send",
            "transferred",
            "allows",
            "provides for",
            "ceiling",
        ),
        *window,
    )
    if mention.bound == "at_most":
        return looks_ahead is not None
    if mention.period in {"year", "month", "week"} and looks_ahead:
        return True
    explicit = page.phrase_in(
        (
            "limit",
            "cap",
            "capped",
            "capacity",
            "maximum",
            "quota",
            "ceiling",
            "at any one time",
            "expected to receive",
            "agreed to accept",
            "agreed to take",
            "agreed to receive",
            "agreed to host",
            "undertook to take",
            "will take",
            "will accept",
            "would take",
            "would accept",
            "agreed to resettle",
            "will receive",
            "to accept",
            "to take in",
        ),
        *window,
    )
    return explicit is not None and mention.bound in {"exact", "about", "at_least"}


def _around(page: Page, span: tuple[int, int], sentence: Sentence, groups: Sequence[Group]) -> tuple[int, int]:
    group = next((g for g in groups if g.first <= span[1] <= g.head), None)
    return (span[0], max(span[1], group.head)) if group else span


def _status(page: Page, span: tuple[int, int], sentence: Sentence) -> MoneyStatus:
    """What an amount is, by the nearest verb above it and the phrases beside it."""
    at = page.token(span[1])
    first, last = max(sentence.start, span[0] - 12), min(sentence.end - 1, span[1] + 10)
    if page.phrase_in(_WITHHELD, first, last):
        return "withheld"
    verbs = []
    for _ in range(8):
        if at.pos_ in {"VERB", "AUX"}:
            verbs.append(at)
        if at.head == at:
            break
        at = at.head
    for verb in verbs[:2]:
        lemma = verb.lemma_.lower()
        helpers = {child.text.lower() for child in verb.children if child.dep_ in {"aux", "mark"}}
        if lemma in _COST and not helpers & {"will", "would"}:
            return "total_cost"
        if lemma in _PAID:
            return "pledged" if helpers & {"will", "would", "to", "could", "may"} else "paid"
    if page.phrase_in(_PLEDGED_CUES, first, last):
        return "pledged"
    if page.phrase_in(_TOTAL_CUES, first, last):
        return "total_cost"
    if page.phrase_in(("paid", "payment", "received", "got", "handed over", "transferred"), first, last):
        return "paid"
    return "pledged"


def kind_of(page: Page, sentences: Sequence[int]) -> Kind:
    """The kind of an arrangement by the words of the sentences that speak of it, else of their neighbours."""
    terms = sorted(page.book.terms("kinds").values(), key=lambda term: term.order)
    neighbours = sorted({n + d for n in sentences for d in (-1, 1)} - set(sentences))
    for numbers in (list(sentences), neighbours, range(len(page.sentences))):
        for term in terms:
            for number in numbers:
                if not 0 <= number < len(page.sentences):
                    continue
                sentence = page.sentences[number]
                if page.phrase_in(term.cue("phrase"), sentence.start, sentence.end - 1):
                    return term.code  # type: ignore[return-value]
    return "unspecified"


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
