"""Which of the currencies of one name is meant: "70 million dollars" in a report on Australia and Nauru are Australian ones.

An ISO 4217 code begins with the ISO 3166-1 code of the state that issues the currency, which is all that is needed here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from transferwatch.readings.by_rule.figures.money import MoneyMention

# A name: the codes of the currencies that bear it, beside the one that it means alone (`currencies.WORDS`).
NAMESAKES: Mapping[str, str] = {
    "dollar": "AUD BBD BZD CAD FJD GYD HKD JMD LRD NAD NZD SBD SGD SRD TTD TWD USD",
    "pound": "EGP GBP LBP SDG SSP SYP",
    "franc": "BIF CDF CHF DJF GNF KMF RWF",
    "krone": "DKK NOK",
    "kroner": "DKK NOK",
    "krona": "ISK SEK",
    "crown": "CZK DKK ISK NOK SEK",
    "shilling": "KES SOS TZS UGX",
    "rupee": "INR LKR MUR NPR PKR",
    "peso": "ARS CLP COP CUP DOP MXN PHP UYU",
    "dinar": "BHD DZD IQD JOD KWD LYD RSD TND",
    "dirham": "AED MAD",
    "riyal": "IRR OMR QAR SAR YER",
    "kwacha": "MWK ZMW",
    "lira": "SYP TRY",
}
# What a name means alone where the state that issues it is spoken of, whatever others are.
_FIRST = {"dollar": "USD", "pound": "GBP", "franc": "CHF"}


def with_currencies(found: Sequence[MoneyMention], states: Collection[str]) -> tuple[MoneyMention, ...]:
    """The amounts, those whose word leaves the currency open with the one that the text shows: that of an amount before
    which says it in full, else that of the one state spoken of whose currency bears the name.

    Where neither settles it, the currency stays what it was: the usual one, or none.
    """
    settled: list[MoneyMention] = []
    in_full: dict[str, str] = {}
    for one in found:
        words = one.symbol.lower().split()
        name = words[-1].rstrip("s") if words and words[-1].isalpha() else ""
        name = name if name in NAMESAKES else "dollar" if one.symbol == "$" else ""
        made = one
        if name and (len(words) == 1 or words[0] == "of"):
            told = in_full.get(name)
            currency = told or _of_states(name, states) or one.currency
            made = replace(one, currency=currency, usual=None if told or currency == one.currency else one.currency)
        elif one.currency and not one.converted and not one.shared:
            in_full.update({known: one.currency for known, codes in NAMESAKES.items() if one.currency in codes.split()})
        settled.append(made)
    return tuple(settled)


def _of_states(name: str, states: Collection[str]) -> str | None:
    known = [code for code in NAMESAKES[name].split() if code[:2] in states]
    if _FIRST.get(name) in known:
        return _FIRST[name]
    return known[0] if len(known) == 1 else None
