"""From the cues of stages to drafts of reports: whose deal it is and how it stands.

The parties come from the cue's own clause, then from what the deal mention points back to, then from the document's directions.
Where that leaves two possible pairs, or none, the reader writes a note and codes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.actors import Actors
from transferwatch.readings.by_rule.arguments import subjects
from transferwatch.readings.by_rule.cues import Cue
from transferwatch.readings.by_rule.deals import Deal
from transferwatch.readings.by_rule.directions import Directions, Focus, Pair, PairMention
from transferwatch.readings.by_rule.frames import Frame
from transferwatch.readings.by_rule.modality import standing
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.reading import Modality, Note, Stage

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One stage of one pair as one cue gives it, before the cues of a document are brought together."""

    pair: Pair
    stage: Stage
    modality: Modality
    at: int
    evidence: tuple[int, int]
    sentence: int
    by: str | None
    firm: bool
    deal: Deal | None = None
    frame: Frame | None = None


@dataclass(slots=True)
class Parties:
    """Finds the pair that a cue is about.  `notes` are the cues that were left, with the reason."""

    page: Page
    actors: Actors
    votes: Directions
    frames: Sequence[Frame]
    entitled: Callable[[int], str | None]
    focus: Focus = field(default_factory=Focus)
    notes: list[Note] = field(default_factory=list)

    def run(self, cues: Iterable[Cue]) -> list[Draft]:
        """The drafts of all cues, in the order of the text; `focus` then holds every pair spoken of."""
        numbers = {sentence.start: number for number, sentence in enumerate(self.page.sentences)}
        flows = self._flows(numbers)
        drafts: list[Draft] = []
        for cue in cues:
            sentence = self.page.token(cue.at).sent
            number = numbers[sentence.start]
            while flows and flows[0].sentence < number:
                self.focus.add(flows.pop(0))
            drafts.extend(self._drafts(cue, sentence, number))
        for mention in flows:
            self.focus.add(mention)
        sure = {
            draft.pair
            for draft in drafts
            if (draft.deal is None or draft.deal.strength != "weak") and draft.modality == "happened"
        }
        return [draft for draft in drafts if draft.deal is None or draft.deal.strength != "weak" or draft.pair in sure]

    def _flows(self, numbers: dict[int, int]) -> list[PairMention]:
        found = []
        for frame in self.frames:
            negated = any(child.dep_ == "neg" for child in self.page.token(frame.at).children)
            if frame.motion == "home" or frame.back or negated:
                continue
            for sender in {state.code for state in frame.sending}:
                for receiver in {state.code for state in frame.receiving} - {sender}:
                    number = numbers[self.page.token(frame.at).sent.start]
                    found.append(PairMention(at=frame.at, sentence=number, pair=(sender, receiver), deal=False))
        return sorted(found, key=lambda mention: mention.at)

    def _drafts(self, cue: Cue, sentence: Sentence, number: int) -> list[Draft]:
        about = cue.deal.at if cue.deal else -1
        stands = standing(self.page, self.page.token(cue.at), about=about)
        if stands.asked or self._of_return(cue):
            return []
        if not cue.firm and cue.deal is not None and cue.deal.definite and stands.modality != "denied":
            # What is presupposed stands, whatever the clause says ("has not kept what the deal says").
            stands = replace(stands, negated=False, modality="happened")
        modality: Modality = stands.modality
        if cue.deal is not None and self._denied_noun(cue.deal):
            stands = replace(stands, negated=True)
        pairs = [pair for pair in self._pairs(cue, sentence, number) if not self._contradicts(pair)]
        if stands.negated and modality != "denied":
            # "Uganda has no deal with Israel": a denial where somebody entitled says it, nothing where the publisher does.
            if self.entitled(cue.at) is None or cue.stage == "refused":
                return [] if cue.stage != "refused" else self._made(cue, pairs, modality, sentence, number)
            modality = "denied"
        if modality == "denied" and cue.stage in {"ended", "suspended", "blocked", "refused"} and not stands.negated:
            modality = "denied"
        return self._made(cue, pairs, modality, sentence, number)

    def _contradicts(self, pair: Pair) -> bool:
        """Whether the document has the two the other way round: the part of a swap, or a misread clause."""
        back = (pair[1], pair[0])
        spoken = {mention.pair for mention in self.focus.mentions if mention.deal}
        if back in spoken and pair not in spoken:
            return self.votes.pairs[pair] <= self.votes.pairs[back] or self.votes.order(*pair) == back
        return self.votes.order(*pair) == back and self.votes.pairs[back] > self.votes.pairs[pair]

    def _of_return(self, cue: Cue) -> bool:
        """Whether talks or a deal are about sending people home or back, and not to the receiving state."""
        if cue.deal is None:
            return False
        return any(
            cue.deal.first <= frame.at <= cue.deal.last and (frame.motion == "home" or frame.homeward or frame.back)
            for frame in self.frames
        )

    def _made(self, cue: Cue, pairs: Sequence[Pair], modality: Modality, sentence: Sentence, number: int) -> list[Draft]:
        first = min(cue.at, cue.deal.first if cue.deal else cue.at, cue.frame.at if cue.frame else cue.at)
        last = max(cue.at, cue.deal.last if cue.deal else cue.at, cue.frame.at if cue.frame else cue.at)
        if cue.frame is not None:
            last = max([last, *(group.head for group in cue.frame.groups)])
        if cue.actors:
            near = [index for index in cue.actors if sentence.start <= index < sentence.end and abs(index - cue.at) < 20]
            first = min([first, *near])
        drafts = []
        for pair in pairs:
            self.focus.add(PairMention(at=cue.at, sentence=number, pair=pair, deal=True))
            drafts.append(
                Draft(
                    pair=pair,
                    # "No deal was signed" denies the deal, not the signature.
                    stage="agreed"
                    if modality == "denied" and cue.stage in {"signed", "in_force"} and cue.deal and self._denied_noun(cue.deal)
                    else cue.stage,
                    modality=modality,
                    at=cue.at,
                    evidence=(max(sentence.start, first), min(sentence.end - 1, last)),
                    sentence=number,
                    by=self._by(cue),
                    firm=cue.firm,
                    deal=cue.deal,
                    frame=cue.frame,
                )
            )
        return drafts

    def _by(self, cue: Cue) -> str | None:
        people = {person.last: person for person in self.page.people}
        for index in cue.actors:
            if index in people:
                return people[index].name
            state = self.actors.by_token.get(index)
            if state is not None and state.form in {"name", "capital", "government"}:
                words = self.page.parse.words[state.first : state.last + 1]
                return " ".join(words)
            for body in self.page.bodies:
                if body.first <= index <= body.last:
                    return " ".join(self.page.parse.words[body.first : body.last + 1])
        return None

    def _denied_noun(self, deal: Deal) -> bool:
        noun = self.page.token(deal.at)
        return any(child.text.lower() in {"no", "neither"} for child in noun.lefts)

    # Whose deal it is -------------------------------------------------------------------------------------------------

    def _pairs(self, cue: Cue, sentence: Sentence, number: int) -> list[Pair]:
        senders, receivers, partners = self._parts(cue, sentence)
        if not senders and not receivers and not partners:
            return self._back(cue, sentence, number)
        pairs = self._combined(cue, senders, receivers, partners)
        if pairs:
            return pairs
        known = {*senders, *receivers, *partners}
        return self._completed(cue, known, senders, receivers, number, sentence)

    def _parts(self, cue: Cue, sentence: Sentence) -> tuple[set[str], set[str], set[str]]:
        """Who sends, who receives, and who is a party in either way, by the cue's own clause."""
        senders: set[str] = set()
        receivers: set[str] = set()
        for frame in self._frames_of(cue, sentence):
            senders |= {state.code for state in frame.sending}
            receivers |= {state.code for state in frame.receiving}
        acting, others = self._codes(cue.actors, cue), self._codes(cue.others, cue)
        if cue.stage == "proposed" and cue.others and not others:
            # "pressing African states to accept": those asked are not named.
            return set(), set(), set()
        partners = acting | others
        if cue.deal is not None:
            partners |= {state.code for state in cue.deal.partners}
        if cue.deal is None and cue.frame is not None:
            # Who agrees to take is who receives; who is asked to take receives, who asks sends.
            if cue.frame.motion == "receive" and cue.stage == "proposed" and others:
                receivers |= others
                senders |= acting - receivers
            elif cue.frame.motion == "receive" and not receivers:
                receivers |= acting
        if cue.stage == "refused" and cue.deal is None and not receivers:
            receivers |= acting
        receivers -= senders
        if len(senders | receivers | partners) == 1:
            partners |= self._speaking_for(cue)
        return senders, receivers, partners - senders - receivers

    def _codes(self, tokens: Sequence[int], cue: Cue) -> set[str]:
        """The states that the tokens stand for; "we" is the state that somebody speaks for."""
        found = set()
        for index in tokens:
            state = self.actors.by_token.get(index)
            if state is not None:
                found.add(state.code)
            elif self.page.word(index) in {"we", "us", "i"} and (code := self.entitled(cue.at)):
                found.add(code)
        return found

    def _speaking_for(self, cue: Cue) -> set[str]:
        """The state that says it, where it speaks of a deal or talks with another ("Rwanda has confirmed that talks ...")."""
        code = self.entitled(cue.at)
        if code is not None:
            return {code}
        at = self.page.token(cue.at)
        while at.head != at:
            if at.dep_ in {"ccomp", "xcomp", "prep", "pcomp", "dobj"} and at.head.pos_ == "VERB":
                found = {state.code for token in subjects(at.head) if (state := self.actors.state_at(token))}
                if found:
                    return found
            at = at.head
        return set()

    def _frames_of(self, cue: Cue, sentence: Sentence) -> list[Frame]:
        """The movements that the cue's deal is about: inside its noun phrase, or in the clause of its verb."""
        if cue.frame is not None:
            return [cue.frame]
        at = self.page.token(cue.at)
        root = at
        while (
            root.dep_ in {"xcomp", "acl", "amod", "relcl", "conj", "advcl"}
            and root.head.i >= sentence.start
            and root.head.pos_ in {"VERB", "AUX", "NOUN", "PROPN"}
        ):
            root = root.head
        first, last = root.left_edge.i, root.right_edge.i
        found = []
        for frame in self.frames:
            if not sentence.start <= frame.at < sentence.end or frame.motion == "home" or frame.back:
                continue
            if frame.motion == "arrive" and not frame.sending:
                continue
            inside = cue.deal is not None and cue.deal.first <= frame.at <= cue.deal.last
            if inside or (first <= frame.at <= last and not self._other_clause(frame.at, cue)):
                found.append(frame)
        return found

    def _other_clause(self, index: int, cue: Cue) -> bool:
        """Whether a finite clause of saying, or another sentence in one ("; "), lies between the movement and the cue."""
        low, high = sorted((index, cue.at))
        return any(self.page.parse.words[i] in {";", "—", "–"} for i in range(low, high))

    def _combined(self, cue: Cue, senders: set[str], receivers: set[str], partners: set[str]) -> list[Pair]:
        """The pairs that the clause itself settles."""
        if len(senders) == 1 and receivers:
            return [(next(iter(senders)), receiver) for receiver in sorted(receivers)]
        if len(senders) == 1 and partners:
            sender = next(iter(senders))
            return [(sender, other) for other in sorted(partners)]
        if senders:
            return []
        if receivers and len(partners) == 1:
            sender = next(iter(partners))
            return [(sender, receiver) for receiver in sorted(receivers)]
        if receivers or len(partners) < 2:
            return []
        return self._crossed(cue, partners)

    def _crossed(self, cue: Cue, partners: set[str]) -> list[Pair]:
        """ "The US has signed deals with Belize and Paraguay": each who acts with each whom it acts with."""
        acting, others = self._codes(cue.actors, cue) & partners, self._codes(cue.others, cue) & partners
        if cue.deal is not None:
            others |= {state.code for state in cue.deal.partners} - acting
        if not acting or not others:
            if len(partners) != 2:
                return []
            acting, others = {min(partners)}, {max(partners)}
        if len(acting) > 1 and len(others) > 1:
            return []
        common = self._common_sender()
        pairs = []
        for one in sorted(acting):
            for other in sorted(others - {one}):
                ordered = self.votes.order(one, other)
                if ordered is None and common in {one, other}:
                    ordered = (one, other) if one == common else (other, one)
                if ordered is not None:
                    pairs.append(ordered)
        return pairs

    def _completed(
        self, cue: Cue, known: set[str], senders: set[str], receivers: set[str], number: int, sentence: Sentence
    ) -> list[Pair]:
        """One party is known: the other comes from the deal that the mention points back to, or likens itself to."""
        present = sorted(known)
        if len(known) > 1:
            self._note(cue, sentence, "parties_unresolved")
            return []
        code = present[0]
        definite = cue.deal is None or cue.deal.definite or cue.deal.similar
        back = self.focus.recent(number, present)
        if back and code in back and (definite or cue.stage in {"operating", "in_talks"} or len(self._pairs_spoken_of()) == 1):
            return [back]
        common = self._common_sender()
        if code in senders:
            receiver = back[1] if back else self.votes.main_receiver()
            if cue.deal is not None and cue.deal.definite and receiver and receiver != code:
                return [(code, receiver)]
            return self._left(cue, sentence)
        if common is None:
            common = self.votes.main_sender()
        # A further receiving state of the one sender that the document has spoken of so far.
        if common and common != code and (code in receivers or not self._is_sender(code)) and code not in self.votes.seeking:
            return [(common, code)]
        return self._left(cue, sentence)

    def _pairs_spoken_of(self) -> set[Pair]:
        return {mention.pair for mention in self.focus.mentions}

    def _common_sender(self) -> str | None:
        """The one sender of all pairs spoken of so far."""
        senders = {mention.pair[0] for mention in self.focus.mentions}
        return senders.pop() if len(senders) == 1 else None

    def _is_sender(self, code: str) -> bool:
        return self.votes.sends[code] > self.votes.receives[code]

    def _back(self, cue: Cue, sentence: Sentence, number: int) -> list[Pair]:
        """No party is named: a definite mention means the pair in focus."""
        if cue.deal is None:
            spoken = self._pairs_spoken_of()
            return list(spoken) if cue.stage == "signed" and len(spoken) == 1 else []
        if not cue.deal.definite and cue.deal.strength != "weak":
            # "the first to reach Sierra Leone under an accord": a party may stand beside the deal in its sentence.
            beside = self._beside(cue, sentence)
            if len(beside) == 2:
                ordered = self.votes.order(*sorted(beside))
                return [ordered] if ordered else []
            if len(beside) == 1:
                return self._completed(cue, beside, set(), set(), number, sentence)
        alone = len(self._pairs_spoken_of()) < 2 and cue.deal.strength != "weak" and cue.firm
        if not (cue.deal.definite or alone):
            return []
        present = [state.code for state in self.page.within(self.page.states, sentence.start, sentence.end - 1)]
        pair = self.focus.recent(number, present)
        if pair is None and not self.focus.mentions:
            # The first mention of a deal may leave its parties to the sentence, or to the document as a whole.
            named = list(dict.fromkeys(present))
            if len(named) == 2:
                pair = self.votes.order(*named)
        if pair is None:
            self._note(cue, sentence, "two_antecedents" if self.focus.mentions else "parties_unresolved")
            return []
        return [pair]

    def _beside(self, cue: Cue, sentence: Sentence) -> set[str]:
        """The states that the sentence names as actors or places, apart from nationalities."""
        found = self.page.within(self.page.states, sentence.start, sentence.end - 1)
        return {state.code for state in found if state.form in {"name", "capital", "government", "leader", "deictic", "place"}}

    def _left(self, cue: Cue, sentence: Sentence) -> list[Pair]:
        if cue.firm:
            self._note(cue, sentence, "parties_unresolved")
        return []

    def _note(self, cue: Cue, sentence: Sentence, reason: str) -> None:
        if cue.deal is not None and cue.deal.strength == "weak":
            return
        span = self.page.span(sentence.start, sentence.end - 1)
        words = f"{cue.stage}: whose arrangement this is, the text does not settle"
        self.notes.append(Note(reason=reason, words=words, evidence=(span,)))  # type: ignore[arg-type]
