"""Between which states something is: the pair an item bears on, and for which state a source speaks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from transferwatch.codebook.codebook import Codebook
from transferwatch.errors import UnknownStateError, UsageError
from transferwatch.matching.match import Filed, Item, Mention, Part, Voice
from transferwatch.readings.reading import (
    ArrangementReport,
    ContestedClaim,
    Proceeding,
    Reading,
    Source,
    Statement,
    Transfer,
)

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*\.?")
_CODES = re.compile(r"([A-Z]{2}(?:\+[A-Z]{2})*)-([A-Z]{2})")
_SPEAKS_FOR_A_STATE = frozenset({"official", "official_unnamed", "court", "document"})
# Bodies of the codebook that speak for their state; its broadcasters, papers and organisations do not.
_VOICES_OF_STATE = frozenset({"ministry", "agency_of_state", "legislature"})
_LONGEST_NAME = 6  # words


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Pair:
    """Sending states, sorted, and the receiving state, as codes; its text is "US-RW" or "DK+GB-RW"."""

    sending: tuple[str, ...]
    receiving: str

    @property
    def text(self) -> str:
        """The pair as it is written in questions and keys."""
        return f"{'+'.join(self.sending)}-{self.receiving}"

    @classmethod
    def of(cls, sending: Iterable[str], receiving: str) -> Pair:
        """The pair of these codes, in its one order."""
        return cls(sending=tuple(sorted(set(sending))), receiving=receiving)

    @classmethod
    def from_text(cls, text: str) -> Pair:
        """The pair that codes such as "US-RW" mean; UsageError for anything else."""
        found = _CODES.fullmatch(text)
        if found is None:
            raise UsageError(f"{text!r} is no pair of codes", expected="two codes such as US-RW", item=text)
        return cls.of(found[1].split("+"), found[2])


def parse_pair(text: str, codebook: Codebook) -> Pair:
    """The pair that is meant by codes or names: "US-RW", "uk-rwanda", "US-Guinea-Bissau", "DK+GB-RW"."""
    cuts = [at for at, sign in enumerate(text) if sign in "-–→>"]
    if not cuts:
        raise UsageError(
            f"{text!r} names no pair",
            expected="sending and receiving state as in US-RW or UK-Rwanda",
            item="PAIR",
        )
    unknown = ""
    for at in cuts:
        names = [*text[:at].split("+"), text[at + 1 :]]
        codes = [codebook.state_code(name.strip()) for name in names]
        if all(codes):
            known = [code for code in codes if code]
            if known[-1] in known[:-1]:
                raise UsageError(f"{text!r} names one state twice", expected="two different states", item="PAIR")
            return Pair.of(known[:-1], known[-1])
        unknown = unknown or next(name.strip() for name, code in zip(names, codes, strict=True) if not code)
    raise UnknownStateError(
        f"no state goes by {unknown!r}",
        expected="ISO 3166-1 alpha-2 codes or English names, as in US-RW or UK-Rwanda",
        remedy="Call `transferwatch list` for the pairs on record",
        item=text,
    )


def pairs_of(reading: Reading) -> tuple[Pair, ...]:
    """The pairs that a document speaks of in its arrangements and its outbound transfers."""
    found = {Pair.of(report.sending, report.receiving) for report in reading.arrangements}
    for transfer in reading.transfers:
        pair = _outbound(transfer)
        if pair:
            found.add(pair)
    return tuple(sorted(found))


def mentions(filed: Filed, codebook: Codebook) -> tuple[Mention[Item], ...]:
    """Every item of a reading with what it bears on; an item that bears on several pairs comes once for each.

    Items that neither name nor imply a pair or a state are left out: nothing can be asked of the record that
    they answer.
    """
    return tuple(_mentions(filed, codebook))


def _mentions(filed: Filed, codebook: Codebook) -> Iterator[Mention[Item]]:
    reading, pairs = filed.reading, pairs_of(filed.reading)
    parts: tuple[tuple[Part, tuple[Item, ...]], ...] = (
        ("arrangements", reading.arrangements),
        ("transfers", reading.transfers),
        ("proceedings", reading.proceedings),
        ("statements", reading.statements),
        ("contested", reading.contested),
        ("measures", reading.measures),
    )
    for part, items in parts:
        for number, item in enumerate(items):
            for pair, state, tie in _bearings(item, pairs, codebook):
                yield Mention(
                    document=reading.document.id,
                    part=part,
                    number=number,
                    pair=pair.text if pair else None,
                    state=state,
                    tie=tie,
                    known=filed.known,
                    voices=tuple(sorted(_voice(source, reading, codebook) for source in item.sources)),
                    item=item,
                )


_Bearing = tuple[Pair | None, str | None, str]


def _bearings(item: Item, pairs: tuple[Pair, ...], codebook: Codebook) -> list[_Bearing]:
    """The pairs, or else the state, that an item bears on, and how that is known, in words."""
    if isinstance(item, Transfer):
        return _transfer_bearings(item, pairs)
    if isinstance(item, Proceeding):
        return _proceeding_bearings(item, pairs, codebook)
    if isinstance(item, Statement):
        return _statement_bearings(item)
    if isinstance(item, ContestedClaim):
        return _claim_bearings(item, pairs, codebook)
    if isinstance(item, ArrangementReport):
        return [(Pair.of(item.sending, item.receiving), None, "names both states")]
    return [(None, item.state, f"an act of {codebook.state_name(item.state)} alone")] if item.state else []


def _outbound(transfer: Transfer) -> Pair | None:
    if transfer.leg == "outbound" and transfer.from_ and transfer.to and transfer.from_ != transfer.to:
        return Pair.of([transfer.from_], transfer.to)
    if transfer.leg == "return" and transfer.from_ and transfer.to and transfer.from_ != transfer.to:
        return Pair.of([transfer.to], transfer.from_)
    return None


def _transfer_bearings(item: Transfer, pairs: tuple[Pair, ...]) -> list[_Bearing]:
    pair = _outbound(item)
    if pair:
        return [(pair, None, "names both states")]
    if item.leg != "outbound" and item.from_:
        towards = [pair for pair in pairs if pair.receiving == item.from_]
        if len(towards) == 1:
            return [(towards[0], None, "the document's only pair with that receiving state")]
        return [(None, item.from_, "the sending state of those sent on is not settled")]
    state = item.from_ or item.to
    return [(None, state, "only one of the two states is stated")] if state else []


def _proceeding_bearings(item: Proceeding, pairs: tuple[Pair, ...], codebook: Codebook) -> list[_Bearing]:
    words = f"{item.about or ''} {item.effect or ''}"
    named = states_named(words, codebook)
    meant = [
        pair
        for pair in pairs
        if pair.receiving in named and (item.state is None or item.state in (*pair.sending, pair.receiving))
    ]
    if len(meant) == 1:
        return [(meant[0], None, "what it is about names the receiving state")]
    if len(pairs) == 1 and not (named - {*pairs[0].sending, pairs[0].receiving}):
        return [(pairs[0], None, "the document speaks of this pair only")]
    return [(None, item.state, "no single arrangement is named")] if item.state else []


def _statement_bearings(item: Statement) -> list[_Bearing]:
    found = {_CODES.fullmatch(about) for about in item.about} - {None}
    pairs = sorted({Pair.of(match[1].split("+"), match[2]) for match in found if match})
    return [(pair, None, "speaks of this pair") for pair in pairs]


def _claim_bearings(item: ContestedClaim, pairs: tuple[Pair, ...], codebook: Codebook) -> list[_Bearing]:
    if len(pairs) == 1:
        return [(pairs[0], None, "the document speaks of this pair only")]
    receiving = {pair.receiving for pair in pairs}
    named = states_named(item.claim, codebook) & receiving
    if not named:
        named = states_named(" ".join((*item.denied_by, *item.asserted_by)), codebook) & receiving
    if len(named) == 1:
        state = next(iter(named))
        return [(None, state, f"speaks of {codebook.state_name(state)}, not of one arrangement alone")]
    return []


def _voice(source: Source, reading: Reading, codebook: Codebook) -> Voice:
    return Voice(kind=source.kind, name=source.name, state=state_of(source, reading, codebook))


def state_of(source: Source, reading: Reading, codebook: Codebook) -> str | None:
    """The state a source speaks for: by the speakers of the document, then by the codebook; None where
    neither settles it.
    """
    if source.kind not in _SPEAKS_FOR_A_STATE or not source.name:
        return None
    spoken = {
        statement.speaker.state
        for statement in reading.statements
        if statement.speaker.state and _is_speaker(source.name, statement)
    }
    if len(spoken) == 1:
        return spoken.pop()
    index = _index(codebook)
    whole = index.get(fold(source.name))
    if whole:
        return whole
    named = states_named(source.name, codebook)
    return named.pop() if len(named) == 1 else None


def _is_speaker(name: str, statement: Statement) -> bool:
    """Whether a source goes by the name, or by the last name, of who speaks."""
    wanted = fold(name)
    for known in (statement.speaker.name, statement.speaker.organisation):
        if known:
            folded = fold(known)
            if folded == wanted or folded.split()[-1:] == [wanted]:
                return True
    return False


def states_named(words: str, codebook: Codebook) -> set[str]:
    """The codes of the states that the words name, by name, demonym, capital or government; the longest name
    wins.
    """
    index = _index(codebook)
    tokens = [found[0] for found in _WORD.finditer(words)]
    found, at = set(), 0
    while at < len(tokens):
        for length in range(min(_LONGEST_NAME, len(tokens) - at), 0, -1):
            stretch = " ".join(tokens[at : at + length])
            code = index.get(fold(stretch)) if length > 1 or stretch[:1].isupper() else None
            if code:
                found.add(code)
                at += length - 1
                break
        at += 1
    return found


@lru_cache(maxsize=8)
def _index(codebook: Codebook) -> dict[str, str]:
    """Folded names of states, their people, governments, leaders and bodies; names that mean two states are
    left out.
    """
    index: dict[str, set[str]] = {}
    for state in codebook.states.values():
        # "US" and "UK" are names in capitals only: the caller looks at single words that start with a
        # capital.
        for name in (state.name, *state.names, *state.demonyms, *state.capital, *state.government):
            if name not in state.ambiguous:
                index.setdefault(fold(name), set()).add(state.code)
    for leader in codebook.leaders:
        for name in (leader.name, *leader.names):
            index.setdefault(fold(name), set()).add(leader.state)
    for body in codebook.bodies:
        if body.state and body.kind in _VOICES_OF_STATE:
            for name in (body.name, *body.names):
                index.setdefault(fold(name), set()).add(body.state)
    for court in codebook.courts:
        if court.state:
            for name in (court.name, *court.names):
                index.setdefault(fold(name), set()).add(court.state)
    return {name: next(iter(codes)) for name, codes in index.items() if len(codes) == 1}


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name without case, accents, full stops, possessive or article: how names are compared."""
    decomposed = unicodedata.normalize("NFKD", name).casefold().replace("’", "'")
    kept = "".join(sign for sign in decomposed if not unicodedata.combining(sign) and sign != ".")
    words = re.sub(r"'s\b", "", kept).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
