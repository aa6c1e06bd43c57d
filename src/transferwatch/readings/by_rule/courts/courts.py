"""Which tokens stand for a court or judge: named, described, or taken up again ("the court", "he", "the panel")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.actors import Actors
from transferwatch.readings.by_rule.courts.cases import find_cases
from transferwatch.readings.by_rule.courts.forums import Forum, Forums
from transferwatch.readings.by_rule.names.mentions import CourtMention, StateMention
from transferwatch.readings.by_rule.names.people import PersonMention
from transferwatch.readings.by_rule.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Token

_LINKS = frozenset({"of", "for", "on", "against"})
_PLACING = frozenset({"in", "at"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_ARTICLES = frozenset({"the", "a", "an"})
_IN_A_TITLE = re.compile(r"(?:[A-Z][\w.'’-]* )+Court(?: of [A-Z]\w+)?")
_OF_NO_STATE = frozenset({"regional", "un_body"})
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_MODIFIERS = frozenset({"compound", "amod", "nmod", "nummod", "nn"})
# An earlier court this many tokens back still tells whose court is meant.
_NEAR = 90
# The comma, and two words of a name at the least.
_TWO_NAMES = 4
_ACTING = frozenset({"government", "authority", "administration", "official", "state", "court", "minister", "lawyer"})


@dataclass(frozen=True, slots=True)
class CourtWords:
    """The codebook's words for courts, ready for lookup."""

    nouns: frozenset[str]
    judges: frozenset[str]
    panels: frozenset[str]
    marks: frozenset[str]
    excluded: frozenset[str]
    vague: frozenset[str]
    federal: frozenset[str]

    @classmethod
    def of(cls, page: Page) -> CourtWords:
        words = page.book.words
        names = (
            "court_nouns",
            "judge_nouns",
            "panel_nouns",
            "judge_marks",
            "not_courts",
            "vague_court_adjectives",
            "federal_court_words",
        )
        return cls(*(frozenset(words.get(name, ())) for name in names))


_NONE = Forum(first=0, last=0, head=0, name=None, state=None)


def find_forums(page: Page, actors: Actors) -> Forums:
    """The courts and judges of a page, with what later words take up of earlier ones."""
    forums = Forums(page=page, cases=tuple(find_cases(page)))
    _Finder(forums, actors, CourtWords.of(page)).run()
    return forums


class _Finder:
    """One pass over the sentences: what stands in each, then what its pronouns and bare nouns take up."""

    def __init__(self, forums: Forums, actors: Actors, words: CourtWords) -> None:
        self.forums = forums
        self.page = forums.page
        self.actors = actors
        self.words = words
        self.by_judge: dict[str, Forum] = {}
        self.latest: list[Forum] = []
        self.patterns = self._by_pattern()
        self.named = {i: court for court in self.page.courts for i in range(court.first, court.last + 1)}
        self.main_state = _main_state(self.page)

    def run(self) -> None:
        people = {person.last: person for person in self.page.people}
        inside = {i: p for p in self.page.people for i in range(p.first, p.last + 1)}
        for token in self.page.parse.doc:
            if token.i in self.forums.by_token:
                continue
            if token.i in people:
                self._person(token, people[token.i])
            elif token.i not in inside and not self._titles(token, inside):
                self._noun(token)

    def _by_pattern(self) -> dict[int, CourtMention]:
        """The courts whose names follow a pattern of the codebook, by each of their tokens."""
        found: dict[int, CourtMention] = {}
        for pattern in self.page.book.court_patterns:
            for hit in re.finditer(pattern.regex, self.page.text):
                if hit.end() <= hit.start():
                    continue
                first, last = self.page.index_at(hit.start()), self.page.index_at(hit.end() - 1)
                court = CourtMention(first=first, last=last, name=hit[0], level=pattern.level, state=pattern.state)
                for index in range(first, last + 1):
                    found.setdefault(index, court)
        return found

    def _titles(self, token: Token, inside: dict[int, PersonMention]) -> bool:
        """Whether the noun is the title of a person named beside it, who then is the forum."""
        after = inside.get(token.i + 1)
        return (
            after is not None and token.lemma_.lower() in self.words.judges | {"justices", "judges"} and token.head.i in inside
        )

    def _person(self, token: Token, person: PersonMention) -> None:
        role = (person.role or "").lower().split()
        title = self.page.word(person.first - 1) if person.first else ""
        known = self.by_judge.get(person.family)
        beside = self._beside(person)
        if beside is None and not (set(role) & self.words.judges or title.rstrip("s") in self.words.judges or known):
            return
        if set(role) & {"former", "department", "ministry", "minister", "secretary"} and not known:
            return
        last, name, state = self._court_after(person.last)
        said = _court_of_role(person.role)
        near = self.forums.before(token.i, reach=1)
        appositive = self._appositive(token) or beside
        forum = Forum(
            first=person.first - 1 if title.rstrip("s") in self.words.judges else person.first,
            last=last,
            head=token.i,
            name=name or said or (known.name if known else None),
            state=state or person.state or (known or near or _NONE).state,
            judge=person.name,
            person=True,
        )
        for other in (appositive, near if not known else None):
            if other is not None and not forum.name and (other.judge is None or other.judge == person.name):
                forum = replace(forum, name=other.name, state=forum.state or other.state)
                if other is appositive or other.person:
                    self._give_judge(other, person.name)
        forum = replace(forum, state=forum.state or self._context(token))
        if forum.name is None and person.role and person.role.lower() not in self.words.judges:
            forum = replace(forum, name=person.role)
        self.by_judge[person.family] = forum
        self._put(forum, range(person.first, last + 1))

    def _beside(self, person: PersonMention) -> Forum | None:
        """The judge's noun right before the name's comma ("a judge in Boston, B. M., ruled")."""
        if person.first < 2 or self.page.word(person.first - 1) != ",":
            return None
        forum = self.forums.by_token.get(person.first - 2)
        return forum if forum is not None and forum.person and not forum.plural and forum.judge in {None, person.name} else None

    def _appositive(self, token: Token) -> Forum | None:
        """The court noun that the name explains ("a federal judge in Texas, M. K.,")."""
        head = token.head
        forum = self.forums.by_token.get(head.i)
        return forum if forum is not None and token.dep_ in {"appos", "conj", "nmod", "dep"} and forum.person else None

    def _give_judge(self, forum: Forum, judge: str) -> None:
        for index, other in list(self.forums.by_token.items()):
            if other.head == forum.head and other.judge is None:
                self.forums.by_token[index] = replace(other, judge=judge)

    def _court_after(self, last: int) -> tuple[int, str | None, str | None]:
        """The court or place that follows a judge's name ("of the District of Massachusetts", "in Maryland")."""
        words = self.page.parse.words
        if last + 1 >= len(words) or words[last + 1].lower() not in _LINKS | _PLACING:
            return last, None, None
        end = self._proper_run(last + 2)
        if end is None:
            return last, None, None
        first = last + 2
        while words[first].lower() in _ARTICLES:
            first += 1
        start, stop = self.page.parse.offsets(first, end)
        name = self.page.text[start:stop]
        return end, name, self._state_in(first, end)

    def _proper_run(self, first: int) -> int | None:
        """The last token of the capitalised words from `first` on, through articles and "of", "in", "at", "for"."""
        words = self.page.parse.words
        end, index = None, first
        while index < len(words) and index - first < 10:
            word = words[index]
            token = self.page.token(index)
            capital = word[:1].isupper() and token.pos_ in {"PROPN", "NOUN", "ADJ", "X"}
            if capital and not self._starts_date(index):
                end = index
            elif word.lower() not in {"the", "of", "in", "at", "for", "and", "on"} or (end is None and word.lower() != "the"):
                break
            index += 1
        return end

    def _starts_date(self, index: int) -> bool:
        start = self.page.parse.starts[index]
        return any(date.start <= start < date.end for date in self.page.dates)

    def _noun(self, token: Token) -> None:
        court = self.named.get(token.i) or self.patterns.get(token.i)
        if court is not None and not court.generic:
            self._whole(token, court)
            return
        lemma, word = token.lemma_.lower(), self.page.word(token.i)
        if self._is_mark(token):
            name = f"{self.page.parse.words[token.i - 1]} {self.page.parse.words[token.i]}"
            near = self.forums.before(token.i, reach=2)
            self._put(
                Forum(
                    first=token.i - 1,
                    last=token.i,
                    head=token.i,
                    name=near.name if near else None,
                    state=(near.state if near else None) or self._context(token),
                    judge=name,
                    person=True,
                ),
                (token.i - 1, token.i),
            )
        elif court is not None and court.first < court.last and lemma not in self.words.nouns and token.i == court.last:
            # "Constitutional Chamber": a name that many states share, without the word "court".
            self._described(token, lemma)
        elif token.pos_ in {"NOUN", "PROPN"} and lemma in self.words.nouns and not self._excluded(token):
            self._described(token, lemma)
        elif (word in {"he", "she", "it"} and token.dep_ in _SUBJECT) or word in {"him", "her"}:
            self._pronoun(token, word)
        elif (lemma in self.words.panels or word in self.words.panels) and token.pos_ == "NOUN":
            near = self.forums.before(token.i)
            if near is not None and any(child.dep_ in {"det", "poss"} for child in token.lefts):
                self._put(
                    replace(near, first=token.left_edge.i, last=token.i, head=token.i, bare=True, judge=None),
                    (token.i,),
                )

    def _is_mark(self, token: Token) -> bool:
        words = self.page.parse.words
        before = words[token.i - 1] if token.i else ""
        return words[token.i] in self.words.marks and before[:1].isupper() and before.isalpha() and len(before) > 2

    def _whole(self, token: Token, court: CourtMention) -> None:
        """A court that the codebook knows by name or pattern."""
        head = token
        for index in range(court.first, court.last + 1):
            at = self.page.token(index)
            if not court.first <= at.head.i <= court.last or at.head.i == index:
                head = at
                break
        first = court.first
        for index in range(court.first, court.last):
            if self.page.word(index) in {"'s", "'"} and self.page.token(index).dep_ == "case":
                # "Uganda's Constitutional Court": whose it is, is no part of the name.
                first = index + 1
        start, end = self.page.parse.offsets(first, court.last)
        # A regional or treaty body is no state's; where it sits says nothing of whose it is.
        state = None if court.level in _OF_NO_STATE else court.state or self._state_in(first, court.last)
        self._put(
            Forum(first=first, last=court.last, head=head.i, name=self.page.text[start:end], state=state),
            range(first, court.last + 1),
        )

    def _excluded(self, token: Token) -> bool:
        """Whether the word is no court of law: "tennis court", "the king's court", "Justice Department", "justice"."""
        page = self.page
        near = {page.word(i) for i in range(max(0, token.i - 2), min(len(page.parse.words), token.i + 4)) if i != token.i}
        if near & self.words.excluded:
            return True
        word = page.parse.words[token.i]
        if token.lemma_.lower() == "justice":
            after = page.word(token.i + 1) if token.i + 1 < len(page.parse.words) else ""
            before = page.word(token.i - 1) if token.i else ""
            if after in {"department", "ministry", "minister", "secretary", "system", "for"} or before in {
                "of",
                "for",
                "and",
            }:
                return True
            return word == "justice" and before not in {"a", "the", "court", "chief"}
        owners = [child for child in token.children if child.dep_ == "poss"]
        return any(owner.i in {p.last for p in page.people} for owner in owners)

    def _described(self, token: Token, lemma: str) -> None:
        """A court or judge by its noun phrase: name as given, state as the phrase or the text around it says."""
        page = self.page
        person = lemma in self.words.judges
        first = token.i
        while first > 0 and self._is_part(first - 1, token):
            first -= 1
        last = token.i
        end = self._court_after_noun(token)
        inner = [t for t in page.parse.doc[first : token.i] if t.lemma_.lower() in {"court", "tribunal"}]
        if end is not None:
            last = end
        if person and inner:
            start, stop = page.parse.offsets(first, inner[-1].i)
        else:
            start, stop = page.parse.offsets(first, last)
        name = page.text[start:stop]
        plain = first == token.i and last == token.i
        bare = plain and self._determined(token)
        state = self._state_in(token.left_edge.i if token.left_edge.i >= token.i - 8 else first, last)
        forum = Forum(
            first=first,
            last=last,
            head=token.i,
            name=name,
            state=state,
            person=person,
            bare=bare,
            plural=token.tag_ in {"NNS", "NNPS"},
            judge=self._explained(last) if person and token.tag_ not in {"NNS", "NNPS"} else None,
        )
        if bare and not state:
            taken = self._taken_up(person)
            if taken is not None:
                forum = replace(forum, name=taken.name, state=taken.state, judge=taken.judge if person else None)
        if forum.state is None:
            same = next((f for f in reversed(self.latest) if f.name == name and f.state), None)
            forum = replace(forum, state=same.state if same else self._context(token))
        self._put(forum, range(first, last + 1))

    def _explained(self, last: int) -> str | None:
        """The name between commas after a judge's noun ("a federal judge in Texas, C. A., had ruled")."""
        words = self.page.parse.words
        end = last + 2
        while end < len(words) and words[end][:1].isupper() and words[end].rstrip(".").replace("-", "").isalpha():
            end += 1
        if end - last < _TWO_NAMES or end >= len(words) or words[last + 1] != "," or words[end] != ",":
            return None
        start, stop = self.page.parse.offsets(last + 2, end - 1)
        return self.page.text[start:stop]

    def _is_part(self, index: int, head: Token) -> bool:
        """Whether the token before a court's noun is a part of its name."""
        token = self.page.token(index)
        word = self.page.word(index)
        if not any(char.isalpha() for char in word) and word != "-":
            return False
        if word in self.words.vague or token.pos_ in {"DET", "PUNCT", "ADP", "VERB", "AUX", "PRON", "CCONJ", "PART"}:
            return word == "-" and index > 0
        if token.dep_ == "poss" or word == "'s":
            return False
        return token.dep_ in _MODIFIERS and head.i - index < 8 and (token.head.i <= head.i)

    def _court_after_noun(self, token: Token) -> int | None:
        """The end of "of Appeal", "of Human Rights", "in Auckland" after a court's noun."""
        words = self.page.parse.words
        index = token.i + 1
        if index >= len(words):
            return None
        if words[index].lower() in _LINKS:
            end = self._proper_run(index + 1)
            while (
                end is not None
                and words[end - 1].lower() in _PLACING | {"on"}
                and words[token.i][:1].isupper()
                and end - 2 > index
            ):
                # "the Permanent Court of Arbitration in The Hague": the seat is no part of the name.
                end = end - 2
            return end
        if words[index].lower() in _PLACING:
            return self._proper_run(index + 1)
        return None

    def _determined(self, token: Token) -> bool:
        return any(child.dep_ in {"det", "poss"} and child.text.lower() in _DEFINITE for child in token.lefts)

    def _taken_up(self, person: bool) -> Forum | None:
        for forum in reversed(self.latest):
            if not person or forum.person:
                return forum
        return None

    def _pronoun(self, token: Token, word: str) -> None:
        """Read "he" as the judge where the last person before it is one, "it" as the court where the subject is one."""
        sentence = token.sent
        start = max(0, sentence.start - 60)
        subject = next(
            (
                at
                for at in reversed(self.page.parse.doc[start : token.i])
                if at.dep_ in _SUBJECT and at.pos_ in {"NOUN", "PROPN"} and at.tag_ not in {"NNS", "NNPS"}
            ),
            None,
        )
        if subject is None:
            return
        forum = self.forums.by_token.get(subject.i)
        if word != "it":
            last = next((p for p in reversed(self.page.people) if p.last < token.i), None)
            if last is not None and last.last > (forum.head if forum else -1):
                forum = self.forums.by_token.get(last.last)
            if forum is None or not forum.person:
                return
        if forum is not None and (forum.person == (word != "it")):
            self._put(replace(forum, first=token.i, last=token.i, head=token.i, bare=True), (token.i,))

    def _put(self, forum: Forum, indices: Sequence[int] | range) -> None:
        for index in (*indices, forum.head):
            self.forums.by_token.setdefault(index, forum)
        self.latest.append(forum)

    def _state_in(self, first: int, last: int) -> str | None:
        found = [m for m in self.page.within(self.page.states, first, last) if m.form != "person"]
        return found[-1].code if found else None

    def _context(self, token: Token) -> str | None:
        """The state meant where a court's name says none: the one that the clause places it in, or that acts in it."""
        sentence = token.sent
        earlier = next((f for f in reversed(self.latest) if f.state and not f.bare), None)
        here = tuple(self.page.within(self.page.states, sentence.start, sentence.end - 1))
        federal = set(self.page.parse.words[max(0, token.i - 3) : token.i]) & self.words.federal
        if federal and "US" in {m.code for m in self.page.states}:
            return "US"
        placed = [m for m in here if m.form in {"capital", "place"} and self._places(m, token)]
        for choice in (placed, [m for m in here if self._acts(m)]):
            codes = {m.code for m in choice}
            if len(codes) == 1:
                return codes.pop()
        named = {f.state for f in self.latest if f.state and not f.bare}
        if earlier and (token.i - earlier.head < _NEAR or len(named) == 1):
            return earlier.state
        return self.main_state or (earlier.state if earlier else None)

    def _acts(self, mention: StateMention) -> bool:
        """Whether the state stands as a government that acts or is held to account, not as the one acted upon."""
        at = self.page.token(mention.last)
        if mention.form == "demonym":
            at = at.head
            if at.lemma_.lower() not in _ACTING:
                return False
        elif mention.form not in {"government", "leader", "possessive"}:
            return False
        return at.dep_ != "pobj"

    def _places(self, mention: StateMention, token: Token) -> bool:
        at = self.page.token(mention.last)
        return at.dep_ == "pobj" and at.head.text.lower() in _PLACING and abs(at.i - token.i) < 12


def _court_of_role(role: str | None) -> str | None:
    """The court that a judge's title names ("District Judge" names none)."""
    found = _IN_A_TITLE.search(role or "")
    return found[0] if found else None


def _main_state(page: Page) -> str | None:
    """The state that the text names most; none where two are named as often."""
    counts = Counter(mention.code for mention in page.states if mention.form != "person").most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]
