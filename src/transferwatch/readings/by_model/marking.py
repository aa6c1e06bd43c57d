"""A text as the encoder sees it: word pieces, with every state behind a stand-in piece, and what may fill a role.

The encoder never sees which state is spoken of: all mentions of one state are those of one stand-in, by the order of the
text.  The stand-ins are states whose names the encoder knows well from its first training, so that it reads them as states;
in this one they change places from text to text, so that what it learns holds for no state in particular.  People are
hidden behind plain names as well.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from transferwatch.errors import InternalError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from transferwatch.readings.by_rule.page import Opening

# The stand-ins: name, demonym and capital, each one piece of the encoder's vocabulary.
STAND_INS: tuple[tuple[str, str, str], ...] = (
    ("france", "french", "paris"),
    ("germany", "german", "berlin"),
    ("japan", "japanese", "tokyo"),
    ("china", "chinese", "beijing"),
    ("india", "indian", "delhi"),
    ("russia", "russian", "moscow"),
    ("canada", "canadian", "ottawa"),
    ("australia", "australian", "canberra"),
    ("italy", "italian", "rome"),
    ("spain", "spanish", "madrid"),
    ("poland", "polish", "warsaw"),
    ("turkey", "turkish", "ankara"),
    ("egypt", "egyptian", "cairo"),
    ("iran", "iranian", "tehran"),
    ("iraq", "iraqi", "baghdad"),
    ("israel", "israeli", "jerusalem"),
    ("kenya", "kenyan", "nairobi"),
    ("pakistan", "pakistani", "islamabad"),
    ("sweden", "swedish", "stockholm"),
    ("norway", "norwegian", "oslo"),
    ("ireland", "irish", "dublin"),
    ("austria", "austrian", "vienna"),
    ("greece", "greek", "athens"),
    ("portugal", "portuguese", "lisbon"),
    ("hungary", "hungarian", "budapest"),
    ("cuba", "cuban", "havana"),
    ("chile", "chilean", "santiago"),
    ("vietnam", "vietnamese", "hanoi"),
    ("denmark", "danish", "copenhagen"),
    ("finland", "finnish", "helsinki"),
)
STATES = len(STAND_INS)
# People, by the order of the text: a first name for all, and family names that go round.
FIRST_NAME = "john"
FAMILY_NAMES = ("smith", "jones", "wilson", "taylor", "davis", "clark", "harris", "lewis", "walker", "martin")
# Which word of a stand-in a form of naming is told by, and the word put behind it.
FORMS: Mapping[str, tuple[int, str | None]] = {
    "name": (0, None),
    "demonym": (1, None),
    "capital": (2, None),
    "place": (2, None),
    "government": (0, "government"),
    "leader": (0, "leader"),
}
# A form that is resolved by rule ("its", "the country") is left to the encoder as the words that stand there.
RESOLVED = frozenset({"deictic", "possessive"})

MentionKind = Literal["state", "number", "money", "date", "court"]


@dataclass(frozen=True, slots=True)
class Mention:
    """What may fill a role: a state, a number of persons, an amount, a date or a court, at the tokens first to last.

    `index` is its place among the page's mentions of that kind.
    """

    kind: MentionKind
    first: int
    last: int
    index: int
    state: str | None = None


@dataclass(frozen=True, slots=True)
class MarkedText:
    """`pieces[i]` is the piece that stands at token `token_of[i]`; `sentences` are token ranges, both ends included.

    `stand_ins` are the pieces that stand for a state, as (place among the pieces, number of the stand-in, word of it).
    """

    pieces: tuple[int, ...]
    token_of: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]
    stand_ins: tuple[tuple[int, int, int], ...] = ()


@cache
def tokenizer() -> Tokenizer:
    """The encoder's word pieces."""
    from tokenizers import Tokenizer

    return Tokenizer.from_str(files(__package__).joinpath("pieces.json").read_text(encoding="utf-8"))


def mark(opening: Opening) -> MarkedText:
    """An opened text for the encoder."""
    words = [_clipped(word) for word in opening.tokens.words]
    encoded = tokenizer().encode(words, is_pretokenized=True, add_special_tokens=False)
    of_token: list[list[int]] = [[] for _ in words]
    for piece, word in zip(encoded.ids, encoded.word_ids, strict=True):
        if word is not None:
            of_token[word].append(piece)
    shown: dict[int, tuple[int, int]] = {}
    named = [state for state in opening.names.states if state.form not in RESOLVED]
    number: dict[str, int] = {}
    covered = -1
    for state in named:
        slot = number.setdefault(state.code, len(number))
        if slot >= STATES or state.first <= covered:
            continue
        covered = state.last
        column, behind = FORMS.get(state.form, FORMS["name"])
        of_token[state.first] = [stand_in_pieces()[slot][column], *([_piece(behind)] if behind else [])]
        shown[state.first] = (slot, column)
        for index in range(state.first + 1, state.last + 1):
            of_token[index] = []
    _hide_people(opening, of_token, shown)
    pieces = [(piece, token) for token, here in enumerate(of_token) for piece in here]
    return MarkedText(
        pieces=tuple(piece for piece, _ in pieces),
        token_of=tuple(token for _, token in pieces),
        sentences=opening.sentences,
        mentions=tuple(_mentions(opening, {code for code, slot in number.items() if slot < STATES})),
        stand_ins=tuple(
            (place, *shown[token])
            for place, (_, token) in enumerate(pieces)
            if token in shown and (place == 0 or pieces[place - 1][1] != token)
        ),
    )


def _hide_people(opening: Opening, of_token: list[list[int]], shown: Mapping[int, tuple[int, int]]) -> None:
    """Put a plain name for each person, the same at every mention."""
    number: dict[str, int] = {}
    for person in opening.people:
        if any(index in shown for index in range(person.first, person.last + 1)):
            continue
        slot = number.setdefault(person.family, len(number)) % len(FAMILY_NAMES)
        for index in range(person.first, person.last):
            of_token[index] = []
        if person.last > person.first:
            of_token[person.first] = [_piece(FIRST_NAME)]
        of_token[person.last] = [_piece(FAMILY_NAMES[slot])]


@cache
def stand_in_pieces() -> tuple[tuple[int, ...], ...]:
    """The pieces of each stand-in: name, demonym, capital."""
    return tuple(tuple(_piece(word) for word in words) for words in STAND_INS)


def _piece(word: str) -> int:
    piece = tokenizer().token_to_id(word)
    if piece is None:
        raise InternalError(f"the word pieces lack {word!r}", expected="every word of a stand-in as one piece")
    return int(piece)


def _mentions(opening: Opening, states: set[str]) -> list[Mention]:
    found = [
        Mention("state", state.first, state.last, index, state.code)
        for index, state in enumerate(opening.names.states)
        if state.form not in RESOLVED and state.code in states
    ]
    for index, quantity in enumerate(opening.counts):
        found.append(Mention("number", *opening.tokens_of(quantity), index))
    for index, money in enumerate(opening.money):
        found.append(Mention("money", *opening.tokens_of(money), index))
    for index, date in enumerate(opening.dates):
        found.append(Mention("date", *opening.tokens_of(date), index))
    for index, court in enumerate(opening.names.courts):
        found.append(Mention("court", court.first, court.last, index, court.state))
    return found


def _clipped(word: str) -> str:
    """The word, cut where it is no word (an address, a run of signs): the encoder gains nothing from its hundreds of pieces."""
    return word[:40]


def windows(marked: MarkedText, longest: int) -> list[tuple[int, int]]:
    """Runs of whole sentences, as piece ranges, of at most `longest` pieces, each overlapping the one before by half."""
    starts = _sentence_pieces(marked)
    ends = [*starts[1:], len(marked.pieces)]
    found: list[tuple[int, int]] = []
    first = 0
    while first < len(starts):
        last = first
        while last + 1 < len(starts) and ends[last + 1] - starts[first] <= longest:
            last += 1
        found.append((starts[first], min(ends[last], starts[first] + longest)))
        if last + 1 >= len(starts):
            break
        middle = starts[first] + (ends[last] - starts[first]) // 2
        first = max(first + 1, next(n for n in range(first, last + 2) if n == last + 1 or starts[n] >= middle))
    return found


def _sentence_pieces(marked: MarkedText) -> list[int]:
    """The first piece of each sentence."""
    found: list[int] = []
    at = 0
    for first, _ in marked.sentences:
        while at < len(marked.token_of) and marked.token_of[at] < first:
            at += 1
        found.append(at)
    return found


def pieces_of(marked: MarkedText, first: int, last: int) -> Sequence[int]:
    """The indices of the pieces that stand at the tokens first to last."""
    return range(bisect_left(marked.token_of, first), bisect_right(marked.token_of, last))
