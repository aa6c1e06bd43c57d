"""Codes, dates, numbers and amounts in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from transferwatch.codebook.codebook import Codebook
from transferwatch.dates import AsOf, parse
from transferwatch.errors import DateFormatError
from transferwatch.readings.reading import Cap, Modality, Money, Quantity
from transferwatch.record.grades import GradeCode

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_PERIODS = {"total": "in all", "year": "a year", "month": "a month", "week": "a week"}
_MONEY = {"pledged": "pledged", "paid": "paid", "total_cost": "total cost", "withheld": "withheld"}
_MODALITIES: dict[Modality, str] = {
    "happened": "",
    "planned": "planned",
    "possible": "possible",
    "alleged": "alleged",
    "denied": "denied",
}
GRADES: dict[GradeCode, str] = {
    "both_parties": "both parties on record",
    "official": "one party on record",
    "corroborated": "corroborated",
    "single_origin": "one origin",
    "unnamed_only": "unnamed sources only",
}


def day_words(on: date) -> str:
    """A day: "4 May 2025"."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def date_words(text: str | None) -> str:
    """An EDTF date in words; empty for none, and the text itself where no words are known for it."""
    if text is None:
        return ""
    try:
        parse(text)
    except DateFormatError:
        return text
    start, slash, end = text.partition("/")
    if slash and end == "..":
        return f"since {_point_words(start)}"
    if slash and start == "..":
        return f"until {_point_words(end)}"
    if slash:
        return _range_words(start, end)
    return _point_words(text)


def _range_words(start: str, end: str) -> str:
    first, last = start.split("-"), end.split("-")
    if len(first) == len(last) == 3 and first[:2] == last[:2]:
        return f"{first[2].lstrip('0')}–{_point_words(end)}"
    return f"{_point_words(start)} to {_point_words(end)}"


def _point_words(text: str) -> str:
    bare = text.rstrip("~?%")
    about = "about " if text[len(bare) :] in ("~", "%") else ""
    doubt = " (uncertain)" if text[len(bare) :] in ("?", "%") else ""
    parts = [part for part in bare.split("-") if part != "XX"]
    if parts[0] == "XXXX":
        month = _MONTHS[int(parts[1]) - 1]
        day = f"{int(parts[2])} " if len(parts) == 3 else ""
        return f"{about}{day}{month}, year not stated{doubt}"
    if "X" in parts[0]:
        return f"{about}the {parts[0].replace('X', '0')}s{doubt}"
    if len(parts) == 1:
        return f"{about}{parts[0]}{doubt}"
    month = _MONTHS[int(parts[1]) - 1]
    day = f"{int(parts[2])} " if len(parts) == 3 else ""
    return f"{about}{day}{month} {parts[0]}{doubt}"


def as_of_words(as_of: AsOf) -> str:
    """The two clocks of a question in words."""
    true_on = f"on {day_words(as_of.true_on)}" if as_of.true_on else "by all that is on record"
    known_on = f"as known on {day_words(as_of.known_on)}" if as_of.known_on else ""
    return ", ".join(part for part in (true_on, known_on) if part)


def quantity_words(quantity: Quantity) -> str:
    """A number and its bound: "up to 250"."""
    number = f"{quantity.number:,}"
    return {
        "exact": number,
        "at_least": f"at least {number}",
        "at_most": f"up to {number}",
        "about": f"about {number}",
    }[quantity.bound]


def people_words(quantity: Quantity) -> str:
    """A number of people: "up to 250 people", "1 person"."""
    return f"{quantity_words(quantity)} {'person' if quantity.number == 1 else 'people'}"


def cap_words(cap: Cap) -> str:
    """A cap and its period: "up to 250 in all"."""
    return f"{quantity_words(Quantity(number=cap.number, bound=cap.bound))} {_PERIODS[cap.period]}"


def money_words(money: Money) -> str:
    """An amount, unconverted, and what it is: "USD 7.5 million pledged"."""
    return f"{money.currency} {_amount_words(money.amount)} {_MONEY[money.status]}"


def _amount_words(amount: int) -> str:
    for size, name in ((1_000_000_000, "billion"), (1_000_000, "million")):
        if amount >= size and (amount * 100) % size == 0:
            return f"{amount / size:.2f}".rstrip("0").rstrip(".") + f" {name}"
    return f"{amount:,}"


def modality_words(modality: Modality) -> str:
    """What is put before a value that did not happen as far as is known; empty for what did."""
    return _MODALITIES[modality]


def label(codebook: Codebook, vocabulary: str, code: str) -> str:
    """The label of a code; the code with spaces where the vocabulary lacks it."""
    term = codebook.vocabularies.get(vocabulary, {}).get(code)
    return term.label if term else code.replace("_", " ")


def state_words(codes: Sequence[str], codebook: Codebook) -> str:
    """The names of states, listed; words that are no code stand as they are."""
    return listed([codebook.state_name(code) for code in codes])


def listed(words: Sequence[str]) -> str:
    """ "a, b and c"."""
    return words[0] if len(words) == 1 else " and ".join([", ".join(words[:-1]), words[-1]]) if words else ""


def count_words(number: int, one: str, many: str | None = None) -> str:
    """ "1 document", "2 documents"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
