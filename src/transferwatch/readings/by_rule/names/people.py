"""Who is named in a text: people with their office or function, and later mentions by the last name alone.

Names are sought before the parse, by their shape and neighbours, because the parse leans on knowing them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from transferwatch.readings.by_rule.names.lexicon import word_set
from transferwatch.readings.by_rule.names.mentions import LeaderMention, Names, StateMention

HONORIFICS = frozenset({"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr.", "Sir", "Dame", "Prof", "Prof.", "Lord", "Lady"})
PARTICLES = word_set("de da dos del della van von der den bin ben ibn al el la le di du")
SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
# Words that, capitalised, belong to names of things: a sequence with one of them is no person.
THINGS = word_set(
    "Act Agency Airport Airlines Airways Alliance Army Article Assembly Association Authority Avenue Bank Base Bay Bill"
    " Board Border Bridge Bureau Cabinet Camp Center Centre Chamber Church City Clause Club Coalition Commission Committee"
    " Compact Company Conference Congress Conservative Constitution Convention Corporation Council Court Democratic"
    " Department District Embassy Express Federation Force Forces Foundation Front Fund Government Group Guard Hostel"
    " Hospital Hotel House Immigration Independent Institute Institution International Island Islands Justice Labour Law"
    " Leader League Legal Liberal Memorandum Migration Minister Ministry Mission Movement National Network News Office"
    " Operation Order Organisation Organization Pact Park Parliament Partnership Party Police Post President Press Prison"
    " Programme Program Project Protocol Province Radio Refugee Refugees Region Republic Republican Review Right Rights"
    " River Rule Schedule School Secretary Section Senate Service Services Session Society Square State States Street"
    " Summit Supreme Television Times Today Treaty Tribunal Union United University Watch World Standing Regular"
    " Understanding Agreement Deal Plan Vice General Foreign Interior Home Prime Security Red Cross Black Green Blue White"
    " North South East West Northern Southern Eastern Western Central New Old Great"
)
# Capitalised for another reason than being a name.
ORDINARY = word_set(
    "The A An In On At By For From To Of And But Or If As It He She They We I You His Her Its Their Our My This That"
    " These Those There Here When Where While Who What Why How After Before Since Until Under Over Between Among According"
    " Asked However Meanwhile Although Though Because Both Each Every Some Many Most All No Not Only Also Then Now Today"
    " Yesterday Tomorrow Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June"
    " July August September October November December One Two Three Four Five Six Seven Eight Nine Ten Last Next Earlier"
    " Later Lawyers Rights Critics Officials Human Amnesty Parliament Senate Congress Government Ministry Christian Muslim"
    " Islamic Catholic Jewish English French Spanish Q Update Breaking Live Editor Photo Image Mr Mrs Ms Dr God Bill"
    " Senators Justices Judges Late Early Is Are Was Were Will Would Has Have Had Do Does Did Yes Such So Still Even"
    " Several Another Other Others People Migrants Deportees Refugees Asylum Deportation Democrat Democrats Republicans"
    " Tory Tories Conservatives Liberals Greens Third Neither Either Nor With Without Within Whether Once Yet Again More"
    " Less Much"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMention:
    """A person is named at the tokens first to last.

    `name` is the fullest form in the text; `role` the office or function in the text's words; `state` that of the office;
    `public` holds for office-holders, lawyers, experts and other people acting in a public function.
    """

    first: int
    last: int
    name: str
    role: str | None = None
    role_first: int | None = None
    organisation: str | None = None
    state: str | None = None
    public: bool = False

    @property
    def family(self) -> str:
        """The last name, without a suffix."""
        parts = [part for part in self.name.split() if part not in SUFFIXES]
        return parts[-1] if parts else self.name


def shaped_like_names(words: Sequence[str], names: Names) -> tuple[str, ...]:
    """For each token "PERSON" where two to four capitalised words in a row may name a person by their shape alone, else "".

    Words of things and of the calendar, and the names of states, bodies, courts and instruments, are no part of such a run.
    """
    places = [
        *((one.first, one.last) for one in names.states),
        *((one.first, one.last) for one in names.bodies),
        *((one.first, one.last) for one in names.courts),
        *((one.first, one.last) for one in names.instruments),
    ]
    taken = {index for first, last in places for index in range(first, last + 1)}
    called = [""] * len(words)
    run: list[int] = []
    for index in range(len(words) + 1):
        word = words[index] if index < len(words) else ""
        plain = word.replace("-", "").replace("'", "").replace("’", "")
        if word[:1].isupper() and plain.isalpha() and not plain.isupper() and index not in taken:
            if word not in THINGS and word not in ORDINARY and word.rstrip(".") not in HONORIFICS:
                run.append(index)
                continue
        elif run and word.lower() in PARTICLES and word.islower():
            run.append(index)
            continue
        while run and words[run[-1]].islower():
            run.pop()
        if sum(words[at][:1].isupper() for at in run) in {2, 3, 4}:
            for at in run:
                called[at] = "PERSON"
        run = []
    return tuple(called)


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """The word lists that tell an office from a profession (codebook, words/roles)."""

    offices: frozenset[str]
    professions: frozenset[str]

    @classmethod
    def of(cls, words: Mapping[str, tuple[str, ...]]) -> PeopleWords:
        """The last word of each entry: "foreign minister" is found by "minister"."""
        return cls(
            offices=frozenset(entry.split()[-1] for entry in words.get("offices", ())),
            professions=frozenset(entry.split()[-1] for entry in words.get("professions", ())),
        )

    def heads(self, word: str) -> bool:
        """Whether the word, singular or plural, heads an office or function."""
        lower = word.lower()
        return any(form in self.offices or form in self.professions for form in (lower, lower.removesuffix("s")))


def find_people(
    words: Sequence[str], labels: Sequence[str], names: Names, lists: PeopleWords, opens: Sequence[bool]
) -> tuple[PersonMention, ...]:
    """The people named, in the order of the text, with later last-name mentions joined to the fullest form.

    `labels[i]` is what an entity recogniser calls token i ("PERSON" or another label, "" for none): one vote among others.
    """
    taken = _taken(names)
    found: list[PersonMention] = [_of_leader(leader, words) for leader in names.leaders]
    elsewhere = taken | {index for leader in names.leaders for index in range(leader.first, leader.last + 1)}
    index = 0
    while index < len(words):
        last = _name_end(words, index, elsewhere, lists)
        if last is None:
            index += 1
            continue
        mention = _introduced(words, labels, index, last, lists, opens)
        if mention:
            found.append(mention)
        index = last + 1
    found = [_with_role(mention, words, names, lists) for mention in found]
    return _joined(sorted(found, key=lambda mention: mention.first), words, taken)


def _taken(names: Names) -> frozenset[int]:
    """Tokens that are names of something else; a state's name may be a person's ("Jordan") and is taken all the same."""
    spans = [(m.first, m.last) for m in names.states if m.form != "leader"]
    spans += [(m.first, m.last) for m in names.bodies]
    spans += [(m.first, m.last) for m in names.courts]
    spans += [(m.first, m.last) for m in names.instruments]
    return frozenset(index for first, last in spans for index in range(first, last + 1))


def _of_leader(leader: LeaderMention, words: Sequence[str]) -> PersonMention:
    named = " ".join(words[leader.first : leader.last + 1])
    name = leader.name if len(leader.name) >= len(named) else named
    return PersonMention(first=leader.first, last=leader.last, name=name, role=leader.office, state=leader.state, public=True)


def _capital(word: str) -> bool:
    return word[:1].isupper() and (len(word) > 1 or word.isalpha()) and any(ch.islower() for ch in word[1:])


def _part(word: str) -> bool:
    """Whether the word can be part of a name: capitalised, or an initial."""
    return (_capital(word) and word.replace("-", "").replace("'", "").isalpha()) or (
        len(word) == 2 and word[0].isupper() and word[1] == "."
    )


def _name_end(words: Sequence[str], first: int, taken: frozenset[int] | set[int], lists: PeopleWords) -> int | None:
    """The last token of the name that may begin at `first`, or None."""
    if first in taken or not _part(words[first]) or words[first] in ORDINARY or words[first] in HONORIFICS:
        return None
    if lists.heads(words[first]) or words[first] in THINGS:
        return None
    last = first
    while last + 1 < len(words) and last - first < 5:
        following = words[last + 1]
        if last + 1 in taken or (following in ORDINARY and following != "May"):
            break
        if _part(following) and not lists.heads(following) and following not in HONORIFICS:
            last += 1
        elif (following == "-" and last + 2 < len(words) and _capital(words[last + 2]) and last + 2 not in taken) or (
            following in PARTICLES and last + 2 < len(words) and _capital(words[last + 2]) and last + 2 not in taken
        ):
            last += 2
        elif following in SUFFIXES:
            return last + 1
        else:
            break
    if any(words[index] in THINGS for index in range(first, last + 1)):
        return None
    return last


def _introduced(
    words: Sequence[str], labels: Sequence[str], first: int, last: int, lists: PeopleWords, opens: Sequence[bool]
) -> PersonMention | None:
    """The person named at the tokens, when the neighbours or the recogniser say that it is one."""
    before = words[first - 1] if first else ""
    after = words[last + 1] if last + 1 < len(words) else ""
    titled = before in HONORIFICS or lists.heads(before)
    voted = sum(labels[index] == "PERSON" for index in range(first, last + 1)) * 2 > last - first
    aged = after == "," and last + 2 < len(words) and words[last + 2].isdigit() and len(words[last + 2]) == 2
    apposed = after == "," and any(lists.heads(word) for word in words[last + 2 : last + 9])
    listed = before in {",", "and"} and first > 1 and voted
    if first == last and not titled:
        # One capitalised word alone is no introduction, unless a title stands before it.
        return None
    # "The Minister for Borders (A. B.)": in brackets behind an office.
    bracketed = before == "(" and after.startswith(")") and any(lists.heads(word) for word in words[max(0, first - 8) : first])
    if not (titled or voted or aged or (apposed and (last > first or not opens[first])) or listed or bracketed):
        return None
    return PersonMention(first=first, last=last, name=" ".join(words[first : last + 1]).replace(" - ", "-"))


def _with_role(mention: PersonMention, words: Sequence[str], names: Names, lists: PeopleWords) -> PersonMention:
    """The mention with the office that stands before the name, or after it between commas."""
    before = _role_before(words, mention.first, lists)
    after = None if before else _role_after(words, mention.last, lists)
    span = before or after
    if span is None:
        honorific = mention.first and words[mention.first - 1] in {"Justice", "Judge", "Justices"}
        return replace(mention, public=True) if honorific else mention
    first, last = span
    states = [m for m in names.states if m.form != "leader" and m.last <= last and _reaches(words, m.last, first)]
    bodies = [m for m in names.bodies if first <= m.first and m.last <= last + 8 and _joined_to(words, last, m.first)]
    state = states[0].code if states else next((body.state for body in bodies if body.state), None)
    return replace(
        mention,
        role=_role_words(words, first, last, states),
        role_first=first if before else None,
        organisation=bodies[0].name if bodies else mention.organisation,
        state=state or mention.state,
        public=True,
    )


def _reaches(words: Sequence[str], state_last: int, role_first: int) -> bool:
    """Whether the state stands in the office's words, or owns it ("Rwanda's minister")."""
    return state_last >= role_first - 1 or (state_last == role_first - 2 and words[state_last + 1] in {"'s", "'"})


def _joined_to(words: Sequence[str], role_last: int, body_first: int) -> bool:
    """Whether "of", "at", "for", "with" or "from" leads from the office to the body, with an article at the most."""
    between = [word.lower() for word in words[role_last + 1 : body_first]]
    return not between or (between[0] in {"of", "at", "for", "with", "from", "in"} and set(between[1:]) <= {"the", "its"})


def _role_words(words: Sequence[str], first: int, last: int, states: Sequence[StateMention]) -> str:
    skipped = {index for state in states for index in range(state.first, state.last + 1)}
    kept = [
        words[index]
        for index in range(first, last + 1)
        if index not in skipped and words[index] not in {"'s", "'", "the", "The", "a"}
    ]
    return " ".join(kept or words[first : last + 1])


def _role_before(words: Sequence[str], first: int, lists: PeopleWords) -> tuple[int, int] | None:
    """The office right before a name ("Rwandan government spokesperson Y. M.", "foreign minister, O. N.")."""
    last = first - 1
    while last >= 0 and words[last] in HONORIFICS:
        last -= 1
    if last > 0 and words[last] in {",", "and"} and _list_of_names(words, last, lists):
        last = _list_of_names(words, last, lists) or last
    elif last > 1 and words[last] == "," and lists.heads(words[last - 1]):
        last -= 1
    elif last > 4 and words[last] == "," and any(lists.heads(word) for word in words[last - 4 : last]):
        # "minister of state for foreign affairs, O. N."
        last -= 1
        if not _runs_back_to_head(words, last, lists):
            return None
    if last < 0:
        return None
    if not lists.heads(words[last]) and not _runs_back_to_head(words, last, lists):
        return None
    start = last
    while start > 0 and _goes_on_leftwards(words[start - 1]):
        if words[start - 1] in {"of", "for"} and not (start > 1 and lists.heads(words[start - 2])):
            # "declaration of Field Office Director": the office does not reach over "of" to what is no office.
            break
        start -= 1
    return (start, last)


def _list_of_names(words: Sequence[str], comma: int, lists: PeopleWords) -> int | None:
    """For "Justices A. B., C. D. and E. F.": the token of the plural office before the list of names."""
    index = comma
    while index >= 0 and (words[index] in {",", "and"} or _part(words[index])):
        if lists.heads(words[index]) and words[index].endswith("s"):
            return index
        index -= 1
    return None


def _runs_back_to_head(words: Sequence[str], last: int, lists: PeopleWords) -> bool:
    """Whether "minister of state for foreign affairs" ends at this token: an office, then of/for/at and plain words."""
    index, linked = last, False
    while index > max(0, last - 8):
        word = words[index]
        if lists.heads(word) and linked and index != last:
            return True
        if word in {"of", "for", "at"}:
            linked = True
        elif not (word.isalpha() or word in {"'s", "-"}):
            return False
        index -= 1
    return False


def _goes_on_leftwards(word: str) -> bool:
    """Whether the word can stand inside an office before its head."""
    stops = {
        "the",
        "The",
        "a",
        "an",
        "A",
        "An",
        "and",
        "to",
        "with",
        "when",
        "said",
        "says",
        "told",
        "that",
        "as",
        "from",
        "former",
    }
    lower = word.lower()
    if lower in _NOT_IN_OFFICES:
        return False
    if lower in {"of", "for"}:
        return True
    return (
        (word.isalpha() or word in {"'s", "-"} or (word.endswith(".") and len(word) > 1))
        and word not in stops
        and not lower.endswith(("ed", "ing"))
        and lower not in _VERBS
    )


_NOT_IN_OFFICES = word_set(
    "by its their his her our my this these those monday tuesday wednesday thursday friday saturday sunday january"
    " february march april may june july august september october november december noon today yesterday"
)
_VERBS = word_set(
    "has have had is are was were will would may but while if where which who then also in on at after before since under"
    " asked per because although though did does do"
)


def _role_after(words: Sequence[str], last: int, lists: PeopleWords) -> tuple[int, int] | None:
    """The office after a name between commas ("V. B. W., Permanent Secretary at the Ministry of Foreign Affairs,")."""
    if last + 2 >= len(words) or words[last + 1] not in {",", "(", "-", "–", "—"}:
        return None
    first = last + 2
    if words[first].isdigit() and first + 2 < len(words) and words[first + 1] == ",":
        first += 2
    head = None
    for index in range(first, min(first + 12, len(words))):
        word = words[index]
        if word in {",", ".", ")", ";", ":", "–", "—"} or word.lower() in _VERBS or word in {"who", "said", "told"}:
            break
        if lists.heads(word):
            head = index if head is None or word[0].isupper() or words[index - 1].lower() not in {"of", "the", "for"} else head
            if words[min(index + 1, len(words) - 1)] in {"of", "at", "for", "in", "with", ",", "and"}:
                break
    if head is None:
        return None
    start = first
    while words[start] in {"the", "a", "an", "The"}:
        start += 1
    return (start, head) if start <= head else (head, head)


def _joined(mentions: Sequence[PersonMention], words: Sequence[str], taken: frozenset[int]) -> tuple[PersonMention, ...]:
    """The mentions with each person's fullest name, role and state everywhere, and the bare last names found."""
    best: dict[str, PersonMention] = {}
    for mention in mentions:
        known = best.get(mention.family)
        if known is None:
            best[mention.family] = mention
        else:
            fuller = mention if len(mention.name) > len(known.name) and " " in mention.name else known
            best[mention.family] = replace(
                fuller,
                role=known.role or mention.role,
                organisation=known.organisation or mention.organisation,
                state=known.state or mention.state,
                public=known.public or mention.public,
            )
    placed = {index for mention in mentions for index in range(mention.first, mention.last + 1)}
    out = [
        replace(
            best[mention.family],
            first=mention.first,
            last=mention.last,
            role_first=mention.role_first,
        )
        for mention in mentions
    ]
    for index, word in enumerate(words):
        if index in placed or index in taken or word not in best:
            continue
        out.append(replace(best[word], first=index, last=index, role_first=None))
    return tuple(sorted(out, key=lambda mention: mention.first))
