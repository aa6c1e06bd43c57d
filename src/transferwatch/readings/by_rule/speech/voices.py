"""Who can be heard in a text: what a noun phrase that speaks says of its speaker, without looking beyond the phrase."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.actors import Actors
from transferwatch.readings.by_rule.names.lexicon import word_set
from transferwatch.readings.by_rule.names.mentions import BodyMention
from transferwatch.readings.by_rule.names.people import THINGS, PersonMention
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.speech.voice_kinds import (
    BODY_NOUNS,
    COURT_NOUNS,
    MEDIA_KINDS,
    MEDIA_NOUNS,
    OFFICIAL_NOUNS,
    STATE_KINDS,
    Sort,
    Voice,
    kind_of_noun,
    kind_of_role,
    own_state,
    voice_words,
)
from transferwatch.readings.reading import SourceKind, Speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

_INNER = frozenset({"compound", "amod", "nmod", "poss", "nummod"})
_LINKS = frozenset({"of", "for", "at", "in", "from", "with", "to", "on", "familiar", "close"})
_MEDIA_WORDS = frozenset(["news", "times", "post", "radio", "tv", "television", "press", "newspaper", "gazette", "herald"])
_CALENDAR = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september"
    " october november december"
)
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "our"})
_GOVERNMENTAL = word_set(
    "ministry department office government parliament senate police authority commission embassy service bureau treasury"
    " house congress cabinet administration directorate presidency"
)


def describe(page: Page, actors: Actors, token: Token) -> Voice | None:
    """The speaker that the phrase headed by the token names or describes; None where nothing in it can speak."""
    person = _person_at(page, token)
    if person is not None:
        return _of_person(page, actors, token, person)
    noun = token.lemma_.lower() if token.pos_ != "PROPN" else page.word(token.i).removesuffix("s")
    words = voice_words(page.book)
    plural_office = token.tag_ in {"NNS", "NNPS"} and noun.removesuffix("s") in OFFICIAL_NOUNS
    if plural_office:
        return _of_noun(page, actors, token, noun)
    court = next((c for c in page.courts if c.first <= token.i <= c.last), None)
    if court is not None:
        name = _phrase(page, court.first, court.last)
        return _voice(
            token, Speaker(name=None, role=None, organisation=name, state=court.state, named=True), "court", "court", noun
        )
    named = _name_behind(page, token, noun)
    if named is not None:
        return describe(page, actors, named)
    body = _body_at(page, token)
    if body is not None and body.generic and body.last == token.i and noun in words.offices:
        return _of_noun(page, actors, token, noun)
    if body is not None and body.last == token.i > body.first and noun.removesuffix("s") in OFFICIAL_NOUNS:
        # "Home Office spokesperson", where the codebook holds the whole as a name of the body.
        return _of_noun(page, actors, token, noun)
    if body is not None:
        return _of_body(page, actors, token, body, noun)
    state = actors.state_at(token)
    if (
        state is not None
        and state.form in {"name", "capital", "government", "demonym", "deictic"}
        and state.first <= token.i <= state.last
    ):
        if state.form == "deictic" and noun in words.offices:
            return _of_noun(page, actors, token, noun)
        name = (
            page.book.state_name(state.code)
            if state.form == "deictic" and noun not in BODY_NOUNS
            else _phrase(page, state.first, state.last)
        )
        said = Speaker(name=None, role=None, organisation=name, state=state.code, named=True)
        return _voice(token, said, "official", "state", noun)
    if noun in words.speakers or page.word(token.i) in words.speakers or _is_people_number(token):
        return _of_noun(page, actors, token, noun)
    if noun in words.documents:
        return _of_document(page, actors, token, noun)
    if token.pos_ == "PROPN" or page.parse.words[token.i][:1].isupper():
        return _of_unknown_name(page, actors, token, noun)
    return None


def describe_noun(page: Page, actors: Actors, token: Token) -> Voice:
    """The speaker that a common noun describes, whatever noun it is: for verbs by which only people and papers speak."""
    return _of_noun(page, actors, token, token.lemma_.lower())


def _name_behind(page: Page, token: Token, noun: str) -> Token | None:
    """The name that follows its kind: "the charity Care4Calais", "the newspaper Haaretz"."""
    following = token.i + 1
    if (
        noun not in BODY_NOUNS | MEDIA_NOUNS | {"group", "agency"}
        or following >= len(page.parse.words)
        or token.pos_ == "PROPN"
    ):
        return None
    if (
        not page.parse.words[following][:1].isupper()
        or page.text[page.parse.ends[token.i] : page.parse.starts[following]].strip()
    ):
        return None
    while (
        following + 1 < len(page.parse.words)
        and page.parse.words[following + 1][:1].isupper()
        and page.token(following).dep_ == "compound"
    ):
        following += 1
    body = _body_at(page, page.token(token.i + 1))
    return page.token(body.last if body is not None else following)


def _voice(token: Token, speaker: Speaker, kind: SourceKind, sort: Sort, noun: str) -> Voice:
    return Voice(
        speaker=speaker,
        kind=kind,
        sort=sort,
        first=token.left_edge.i,
        last=token.i,
        head=token.i,
        noun=noun,
        plural=token.tag_ in {"NNS", "NNPS"},
    )


def _phrase(page: Page, first: int, last: int) -> str:
    """The words of a phrase on one line, without the article at their head."""
    while first < last and page.word(first) in _ARTICLES | {"this", "that", '"'}:
        first += 1
    return " ".join(page.span(first, last).text.split())


def _person_at(page: Page, token: Token) -> PersonMention | None:
    """The person whom the token names, or who stands in apposition to it, before or after."""
    for person in page.within(page.people, max(0, token.i - 8), token.i):
        if person.first <= token.i <= person.last:
            return person
    for child in token.children:
        if child.dep_ in {"appos", "compound"} or (child.dep_ == "nmod" and child.i < token.i):
            for person in page.within(page.people, max(0, child.i - 5), child.i):
                if person.first <= child.i <= person.last and child.dep_ == "appos":
                    return person
    # "Foreign Minister A. B. told": the parse may take the office as the head.
    nearby = next(iter(page.within(page.people, token.i + 1, token.i + 1)), None)
    if (
        nearby is not None
        and token.pos_ in {"NOUN", "PROPN"}
        and not page.text[page.parse.ends[token.i] : page.parse.starts[nearby.first]].strip()
    ):
        return nearby
    return None


def _of_person(page: Page, actors: Actors, token: Token, person: PersonMention) -> Voice:
    named = page.people
    fuller = next((one for one in named if one.name == person.name and one.role), person)
    role = _singular_role(page, fuller.role) or _role_in_apposition(page, token)
    state = person.state or fuller.state
    if state is None:
        at = actors.by_token.get(person.last)
        state = at.code if at else _state_behind(page, actors, token)
    organisation = fuller.organisation or _employer(page, token)
    kind = kind_of_role(page, role, state, organisation)
    speaker = Speaker(name=person.name, role=role, organisation=organisation, state=state, named=True)
    return Voice(
        speaker=speaker,
        kind=kind,
        sort="person",
        first=min(token.left_edge.i, person.first),
        last=max(person.last, token.i),
        head=token.i,
        noun=(role or "").split()[-1].lower() if role else "",
        feminine=_feminine(page, person),
    )


def _singular_role(page: Page, role: str | None) -> str | None:
    """The office of one of several ("Justices A. B., C. D. and E. F.")."""
    if role and role.endswith("s") and role.split()[-1].lower().removesuffix("s") in voice_words(page.book).offices:
        return role.removesuffix("s")
    return role


def _role_in_apposition(page: Page, token: Token) -> str | None:
    for child in token.children:
        named = child.pos_ in {"NOUN", "PROPN"} and any(
            one.text.islower() for one in child.subtree if one.pos_ in {"NOUN", "PROPN"}
        )
        if child.dep_ in {"appos", "relcl"} and child.i > token.i and named:
            return _phrase(page, child.left_edge.i, min(child.right_edge.i, child.i + 8))
    return None


def _state_behind(page: Page, actors: Actors, token: Token) -> str | None:
    """The state in "Foreign Minister A. B. of Chad"."""
    for child in token.children:
        if child.dep_ == "prep" and child.text.lower() == "of":
            for noun in child.children:
                state = actors.state_at(noun)
                if noun.dep_ == "pobj" and state is not None:
                    return state.code
    return None


def _employer(page: Page, token: Token) -> str | None:
    """The organisation in "A. B. of the C." or "A. B. from C."."""
    for child in token.children:
        if child.dep_ == "prep" and child.text.lower() in {"of", "from", "at", "with", "for"}:
            for noun in child.children:
                if noun.dep_ == "pobj" and noun.pos_ == "PROPN" and not _is_state(page, noun):
                    return _phrase(page, noun.left_edge.i, noun.i)
    return None


def _feminine(page: Page, person: PersonMention) -> bool | None:
    """What the text's words say of the person's sex: honorifics and offices with a sex; None where they say nothing."""
    family = person.family
    for other in page.people:
        if other.family != family:
            continue
        before = page.word(other.first - 1).rstrip(".") if other.first else ""
        if before in {"mr", "sir", "lord"}:
            return False
        if before in {"ms", "mrs", "dame", "lady"}:
            return True
    role = (person.role or "").lower()
    if role.endswith("woman") or "woman " in role:
        return True
    if role.endswith(("spokesman", "chairman", "ombudsman")) or "king" in role.split():
        return False
    return None


def _body_at(page: Page, token: Token) -> BodyMention | None:
    return next((b for b in page.within(page.bodies, max(0, token.i - 12), token.i) if b.first <= token.i <= b.last), None)


def _of_body(page: Page, actors: Actors, token: Token, body: BodyMention, noun: str) -> Voice:
    name = _fullest_name(page, body)
    owner = actors.state_at(token)
    state = body.state or (owner.code if owner else None)
    if body.kind in MEDIA_KINDS:
        return _voice(token, Speaker(name=None, role=None, organisation=name, state=None, named=True), "media", "media", noun)
    if body.kind in STATE_KINDS or body.generic:
        if not state:
            state = _state_inside(page, actors, token)
        return _voice(
            token, Speaker(name=None, role=None, organisation=name, state=state, named=True), "official", "body", noun
        )
    return _voice(token, Speaker(name=None, role=None, organisation=name, state=None, named=True), "organisation", "body", noun)


def _fullest_name(page: Page, body: BodyMention) -> str:
    """The body's fullest form in the document, with the initials behind it where the text uses them here."""
    own = _phrase(page, body.first, body.last)
    forms = {_phrase(page, b.first, b.last) for b in page.bodies if b.name == body.name}
    longer = [form for form in forms if len(form) > len(own)]
    if not longer:
        return own
    if own.isupper() or own.replace(".", "").isupper():
        return f"{max(longer, key=len)} ({own})"
    containing = [form for form in longer if set(own.lower().split()) <= set(form.lower().split())]
    return max(containing, key=len) if containing else own


def _state_inside(page: Page, actors: Actors, token: Token) -> str | None:
    """The state that the noun's own phrase names: by adjective, owner, or "of", "in", "for"."""
    found = actors.state_at(token)
    if found is not None:
        return found.code
    for child in _qualifiers(token):
        state = actors.state_at(child)
        if state is not None:
            return state.code
    for mention in page.within(page.states, token.left_edge.i, token.i - 1):
        if mention.form != "leader" or page.token(mention.last).dep_ in {"compound", "poss"}:
            return mention.code
    return None


def _qualifiers(token: Token) -> Iterator[Token]:
    """The nouns that say whose or of what the head is: modifiers before it and objects of "of", "for", "at", "in"."""
    for child in token.children:
        if child.dep_ in _INNER and child.i < token.i:
            yield child
            yield from (inner for inner in child.children if inner.dep_ in _INNER)
        elif child.dep_ == "prep" and child.text.lower() in {"of", "for", "at", "in", "from"}:
            for noun in child.children:
                if noun.dep_ == "pobj":
                    yield noun
                    yield from (inner for inner in noun.children if inner.dep_ in _INNER)


def _is_people_number(token: Token) -> bool:
    return token.pos_ == "NUM" and token.dep_ in {"nsubj", "agent", "pobj"} and not token.text.isdigit()


def _of_noun(page: Page, actors: Actors, token: Token, noun: str) -> Voice:
    """An unnamed person or group by role, or a body by its common name ("the foreign ministry")."""
    singular = noun.removesuffix("s") if noun.endswith("s") and noun not in BODY_NOUNS else noun
    plural = token.tag_ in {"NNS", "NNPS"}
    state = _state_inside(page, actors, token)
    article = {child.text.lower() for child in token.lefts if child.dep_ == "det"}
    if singular in BODY_NOUNS and not plural and not article & {"a", "an", "one", "another", "any"}:
        name = _phrase(page, _name_start(page, token), _name_end(page, token))
        court = singular in COURT_NOUNS
        official = bool(state) or singular in {"ministry", "government", "department", "administration"}
        kind: SourceKind = "court" if court else ("official" if official else "organisation")
        said = Speaker(name=None, role=None, organisation=name, state=state, named=True)
        return _voice(token, said, kind, "court" if court else "body", singular)
    role = _role(page, token)
    organisation = _organisation(page, token)
    kind = kind_of_noun(singular, state, role)
    if kind == "official_unnamed" and _is_international(page, organisation):
        kind = "organisation"
    said = Speaker(name=None, role=role, organisation=organisation, state=own_state(kind, state), named=False)
    sort: Sort = (
        "group"
        if plural
        else ("body" if singular in BODY_NOUNS | MEDIA_NOUNS | {"side", "nation", "country", "group"} else "person")
    )
    voice = _voice(token, said, kind, sort, singular)
    feminine = True if singular.endswith("woman") or singular in {"mother", "sister", "wife", "daughter"} else None
    if singular.endswith("man") and feminine is None and singular != "woman":
        feminine = False
    return Voice(
        speaker=voice.speaker,
        kind=kind,
        sort=voice.sort,
        first=voice.first,
        last=_name_end(page, token),
        head=token.i,
        noun=singular,
        plural=plural,
        feminine=feminine,
    )


def _is_international(page: Page, organisation: str | None) -> bool:
    """Whether the organisation is a body of the codebook that belongs to no state."""
    for body in page.bodies:
        if organisation and not body.generic and _phrase(page, body.first, body.last) == organisation:
            return body.kind not in STATE_KINDS
    return False


def _name_start(page: Page, token: Token) -> int:
    """Where the body's own name begins: after the state or person who owns it only where that is a pronoun or a clause."""
    return max(token.left_edge.i, token.i - 8)


def _name_end(page: Page, token: Token) -> int:
    """The last token of the head's own short complements ("lawyer for the men", "ministry of foreign affairs")."""
    end = token.i
    for child in token.rights:
        if child.dep_ == "prep" and child.text.lower() in _LINKS and child.i <= end + 2:
            right = _short_right(child)
            if right - token.i <= 8:
                end = max(end, right)
        elif child.dep_ in {"amod"} and child.text.lower() in _LINKS:
            end = max(end, min(child.right_edge.i, token.i + 8))
    return end


def _short_right(token: Token) -> int:
    """The right edge of a prepositional phrase without relative clauses, participles and appositions."""
    end = token.i
    for child in token.children:
        if child.dep_ in {"pobj", "prep", "compound", "amod", "conj", "cc", "det", "poss"}:
            end = max(end, child.i, _short_right(child))
    return end


def _role(page: Page, token: Token) -> str:
    first = token.left_edge.i
    for index in range(token.i - 1, first - 1, -1):
        if page.word(index) in _ARTICLES | {".", ":", ";"}:
            first = index + 1
            break
    return _phrase(page, max(first, token.i - 6), _name_end(page, token))


def _organisation(page: Page, token: Token) -> str | None:
    """The body that an unnamed person speaks for: "State Department official", "an official at the Ministry of X"."""
    own = _body_at(page, token)
    if own is not None and own.last == token.i > own.first:
        return _phrase(page, own.first, token.i - 1)
    for child in _qualifiers(token):
        body = _body_at(page, child)
        if body is not None:
            return _phrase(page, body.first, body.last)
        court = next((c for c in page.courts if c.first <= child.i <= c.last), None)
        if court is not None:
            return _phrase(page, court.first, court.last)
        lemma = child.lemma_.lower()
        if lemma in BODY_NOUNS or page.word(child.i) in BODY_NOUNS:
            return _phrase(page, max(child.left_edge.i, token.left_edge.i), child.i)
    names = [child for child in _qualifiers(token) if child.pos_ == "PROPN" and not _is_state(page, child)]
    if names:
        return _phrase(page, names[0].left_edge.i, max(name.i for name in names if abs(name.i - names[0].i) < 5))
    return None


def _is_state(page: Page, token: Token) -> bool:
    return any(m.first <= token.i <= m.last for m in page.within(page.states, max(0, token.i - 4), token.i))


def _of_document(page: Page, actors: Actors, token: Token, noun: str) -> Voice:
    state = _state_inside(page, actors, token)
    role = _role(page, token)
    kind: SourceKind = "court" if noun in {"ruling", "judgment", "judgement", "order"} else "document"
    said = Speaker(name=None, role=role, organisation=None, state=state, named=False)
    return _voice(token, said, kind, "document", noun)


def _of_unknown_name(page: Page, actors: Actors, token: Token, noun: str) -> Voice | None:
    """A capitalised name that the codebook does not hold: an organisation, as far as its own words tell."""
    if noun in _CALENDAR or not page.parse.words[token.i][:1].isalpha():
        return None
    first, last = token.left_edge.i, token.i
    for child in token.rights:
        if child.dep_ == "prep" and child.text.lower() in {"of", "for", "on"} and child.i == last + 1:
            last = _short_right(child)
    spelt = {word.lower() for word in page.parse.words[first : last + 1]}
    name = _phrase(page, first, last)
    if spelt & _MEDIA_WORDS:
        return _voice(token, Speaker(name=None, role=None, organisation=name, state=None, named=True), "media", "media", noun)
    if _looks_like_a_person(page, first, last):
        said = Speaker(name=name, role=_role_in_apposition(page, token), organisation=None, state=None, named=True)
        return _voice(token, said, "affected", "person", noun)
    if spelt & _GOVERNMENTAL:
        said = Speaker(name=None, role=None, organisation=name, state=_state_inside(page, actors, token), named=True)
        return _voice(token, said, "official", "body", noun)
    return _voice(token, Speaker(name=None, role=None, organisation=name, state=None, named=True), "organisation", "body", noun)


def _looks_like_a_person(page: Page, first: int, last: int) -> bool:
    """Two or three capitalised words without an article, none of which belongs to the names of things."""
    words = page.parse.words[first : last + 1]
    return 2 <= len(words) <= 3 and all(
        word[:1].isupper() and not word.isupper() and word.isalpha() and word not in THINGS for word in words
    )
