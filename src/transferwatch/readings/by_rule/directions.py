"""Which state sends and which receives, as the document as a whole says it; and which pair a passage is about.

Each movement whose clause names a sender or a receiver is a vote.  Two parties that no vote orders stay unordered: the reader
then abstains, unless only one of them is on public record as seeking to send people to third states.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from transferwatch.readings.by_rule.actors import Actors
from transferwatch.readings.by_rule.arguments import prepositional
from transferwatch.readings.by_rule.frames import Frame
from transferwatch.readings.by_rule.page import Page

Pair = tuple[str, str]


@dataclass(slots=True)
class Directions:
    """Votes on who sends and who receives, from the frames of a page."""

    seeking: frozenset[str]
    named: frozenset[str] = frozenset()
    sends: Counter[str] = field(default_factory=Counter)
    receives: Counter[str] = field(default_factory=Counter)
    pairs: Counter[Pair] = field(default_factory=Counter)

    def order(self, one: str, other: str) -> Pair | None:
        """The two as (sending, receiving), or None where the document does not say."""
        if one == other:
            return None
        there, back = self.pairs[one, other], self.pairs[other, one]
        if there != back:
            return (one, other) if there > back else (other, one)
        lean = self._lean(one) - self._lean(other)
        if abs(lean) < 0.5:
            return None
        return (one, other) if lean > 0 else (other, one)

    def main_sender(self) -> str | None:
        """The state that the document speaks of as sending; None where two do about equally."""
        scores = {code: self._lean(code) for code in self.named}
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or ranked[0][1] < 1.0 or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < 0.9):
            return None
        return ranked[0][0]

    def _lean(self, code: str) -> float:
        """How far a state sends rather than receives.  The public record weighs as much as a movement told with one end."""
        return float(self.sends[code] - self.receives[code]) + 1.1 * (code in self.seeking)

    def main_receiver(self) -> str | None:
        """The state that most movements of the document lead to; None where two do equally."""
        ranked = self.receives.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]


def directions(page: Page, actors: Actors, frames: Iterable[Frame]) -> Directions:
    """The votes of the frames; movements home or on, and those that are denied, say nothing of who sends."""
    named = Counter(state.code for state in page.states if state.form in {"name", "demonym", "capital", "government", "leader"})
    votes = Directions(
        seeking=frozenset(page.book.words.get("seeking_states", ())),
        named=frozenset(named),
    )
    votes.sends.update(_where_asylum_is_sought(page, actors))
    for frame in frames:
        if any(child.dep_ == "neg" for child in page.token(frame.at).children):
            continue
        senders = {state.code for state in frame.sending}
        receivers = {state.code for state in frame.receiving} - senders
        if frame.motion == "home" or frame.homeward or frame.back:
            continue
        if frame.motion == "arrive" and not senders:
            # People also arrive by themselves.
            continue
        votes.sends.update(senders)
        votes.receives.update(receivers)
        for sender in senders:
            for receiver in receivers:
                votes.pairs[sender, receiver] += 2
    return votes


def _where_asylum_is_sought(page: Page, actors: Actors) -> Iterable[str]:
    """The states that people seek, or are refused, asylum in: those are where they are sent from."""
    for token in page.parse.doc:
        if token.lemma_.lower() not in {"asylum", "protection"}:
            continue
        places = [noun for head in (token, token.head) for name, noun in prepositional(head) if name == "in"]
        owners = [child for child in token.lefts if child.dep_ in {"compound", "amod", "nmod"}]
        for noun in (*places, *owners):
            state = actors.state_at(noun)
            if state is not None and token.head.lemma_.lower() in {
                "seek",
                "refuse",
                "deny",
                "grant",
                "get",
                "claim",
                "want",
                "lose",
                "apply",
                "fail",
            }:
                yield state.code


@dataclass(frozen=True, slots=True, kw_only=True)
class PairMention:
    """The pair is spoken of at a token, through a deal (`deal`) or a movement."""

    at: int
    sentence: int
    pair: Pair
    deal: bool


@dataclass(slots=True)
class Focus:
    """The pairs spoken of so far, in the order of the text."""

    mentions: list[PairMention] = field(default_factory=list)

    def add(self, mention: PairMention) -> None:
        self.mentions.append(mention)

    def recent(self, sentence: int, present: Sequence[str], *, deal: bool = True) -> Pair | None:
        """The pair that "the deal" means in a sentence which names the states `present`; None where two fit alike.

        A pair one of whose states is named here beats one that is not; then the one spoken of last.
        """
        scores: dict[Pair, float] = {}
        for mention in self.mentions:
            distance = abs(sentence - mention.sentence)
            score = (1.0 if mention.deal or not deal else 0.55) * 0.8**distance
            if mention.sentence > sentence:
                # What is told later helps only where nothing was told before.
                score *= 0.3
            score += 0.6 * sum(code in present for code in mention.pair)
            if any(code in present for code in mention.pair) is False and present:
                score -= 0.2
            scores[mention.pair] = max(scores.get(mention.pair, 0.0), score)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        if not ranked:
            return None
        if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < 0.05:
            return None
        return ranked[0][0]
