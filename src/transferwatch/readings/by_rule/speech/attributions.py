"""Who is said to say what: every attribution of a page with its speaker, cue, content, stance, venue and date."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.actors import Actors
from transferwatch.readings.by_rule.arguments import subjects
from transferwatch.readings.by_rule.dates.when import date_of, when_fields
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.speech.quotes import Quote, find_quotes
from transferwatch.readings.by_rule.speech.said import runs_of
from transferwatch.readings.by_rule.speech.saying_words import Run, Saying, lemma_of
from transferwatch.readings.by_rule.speech.sayings import find_sayings, vouched
from transferwatch.readings.by_rule.speech.speakers import Speakers
from transferwatch.readings.by_rule.speech.stance import stance_of, stance_of_content
from transferwatch.readings.by_rule.speech.turns import find_turns
from transferwatch.readings.by_rule.speech.venues import venue_of
from transferwatch.readings.by_rule.speech.voice_kinds import Voice
from transferwatch.readings.by_rule.speech.voices import describe_noun
from transferwatch.readings.reading import Note, SourceKind, Speaker, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

    from transferwatch.readings.by_rule.dates.dates import DateMention

# A quotation of more tokens than this is speech, whatever follows it in its sentence.
_LONG = 8
# How many attributions back the same point may stand.
_RECENT = 40
# A denial of no more tokens than this says only that there is one.
_BARE = 9
# Verbs that no thing does but a paper.
_OF_SPEAKERS_ONLY = frozenset({"say", "tell", "write", "add", "warn", "deny", "claim", "reply", "insist", "argue", "complain"})
_SEPARATE = frozenset({"person", "body", "state", "media"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Somebody is said to say something.

    `speaker_span` and `cue` are token ranges (both ends included), `at` the head of the cue, `content` the ranges of what is
    said, `quotes` those of them between quotation marks (without the marks); `when` is EDTF, the date of the saying; `backs`
    the sentence before, where what is confirmed is only pointed to ("The move was confirmed by an official").
    """

    speaker: Speaker
    kind: SourceKind
    speaker_span: Run
    cue: Run
    at: int
    content: tuple[Run, ...]
    quotes: tuple[Run, ...]
    stance: Stance
    venue: str | None
    when: str | None
    when_words: str | None
    sentence: int
    voice: Voice
    paper: int | None = None
    form: str = "clause"
    backs: tuple[Run, ...] = ()

    def covers(self, index: int) -> bool:
        """Whether the token stands in what is said."""
        return any(first <= index <= last for first, last in self.content)

    @property
    def end(self) -> int:
        """The last token of the cue or of what is said."""
        return max(self.at, *(last for _, last in self.content))

    @property
    def length(self) -> int:
        """How many tokens are said: the shorter of two that cover a token is the inner one."""
        return sum(last - first + 1 for first, last in self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """The attributions of a page in the order of their cues, and notes on speakers that could not be settled."""

    attributions: tuple[Attribution, ...]
    notes: tuple[Note, ...]


def find_attributions(page: Page, actors: Actors) -> tuple[Attribution, ...]:
    """The attributions of a page in the order of their cues; none where the speaker is not settled."""
    return attribute(page, actors).attributions


def attribute(
    page: Page,
    actors: Actors,
    *,
    attitudes: bool = False,
    propose: Callable[[Sequence[Saying]], Sequence[Saying]] = lambda known: (),
) -> Attributed:
    """As `find_attributions`, with the notes on what was left out; with `attitudes` also who wants or supports what.

    `propose` may add sayings to those that the grammar shows.
    """
    quotes = find_quotes(page)
    speakers = Speakers(page=page, actors=actors, quotes=quotes)
    sentence_of = {index: n for n, sentence in enumerate(page.sentences) for index in range(sentence.start, sentence.end)}
    found: list[Attribution] = []
    sayings = sorted(
        (*find_sayings(page, quotes, attitudes=attitudes), *find_turns(page, actors)), key=lambda saying: saying.at
    )
    sayings = [_cut_short(page, saying, sayings) for saying in sayings]
    sayings = sorted((*sayings, *propose(sayings)), key=lambda saying: saying.at)
    claimed = _claimed(page, sayings, quotes)
    for number, saying in enumerate(sayings):
        content = _with_quotes(page, saying, [quotes[n] for n, owner in claimed.items() if owner == number])
        if not content:
            continue
        voices = _voices(page, speakers, saying) or (_anyone(page, actors, saying) if attitudes else [])
        for voice in voices:
            if not (attitudes or _can_say(page, voice, saying)):
                continue
            if not (voice.sort == "document" and saying.form == "object"):
                speakers.remember(saying.at, voice)
            found.append(_attribution(page, saying, voice, content, quotes, sentence_of[saying.at]))
    found = _with_floating(page, found, quotes, sentence_of)
    return Attributed(attributions=tuple(_carried(page, _detailed(_one_point_each(found)))), notes=_notes(page, speakers))


def _cut_short(page: Page, saying: Saying, sayings: Sequence[Saying]) -> Saying:
    """What is said ends where the same speaker is said to say something else ("confirmed talks and declined to ...")."""
    end = max((last for _, last in saying.content), default=saying.at)
    for other in sayings[bisect_right(sayings, saying.at, key=lambda one: one.at) :]:
        if other.at > end:
            break
        inside = any(first < other.at <= last for first, last in saying.content)
        if not inside or other.at <= saying.at or other.speakers != saying.speakers or saying.form not in {"clause", "object"}:
            continue
        indices = {i for first, last in saying.content for i in range(first, last + 1) if i < other.cue[0]}
        return replace(saying, content=runs_of(page, indices))
    return saying


def _notes(page: Page, speakers: Speakers) -> tuple[Note, ...]:
    notes = []
    for index in dict.fromkeys(speakers.unresolved):
        sentence = page.token(index).sent
        notes.append(
            Note(
                reason="speaker_unresolved",
                words=page.parse.words[index],
                evidence=(page.span(sentence.start, sentence.end - 1),),
            )
        )
    return tuple(notes)


def _voices(page: Page, speakers: Speakers, saying: Saying) -> list[Voice]:
    """Who speaks: each of several named ones for itself, a list of unnamed ones together."""
    if saying.voice is not None:
        return [saying.voice]
    heads = [page.token(index) for index in saying.speakers]
    voices = [voice for voice in (speakers.of(head) for head in heads) if voice is not None]
    if not voices and all(head.pos_ in {"NOUN", "PROPN"} for head in heads):
        # "It landed as the word went out and he told": the parse joined the verb to one that nobody speaks by.
        voices = [voice for voice in (speakers.of(head) for head in _above(page, saying)) if voice is not None]
    only = saying.form == "phrase" or lemma_of(page, page.token(saying.at)) in _OF_SPEAKERS_ONLY
    if not voices and saying.form in {"clause", "phrase"} and only:
        voices = [describe_noun(page, speakers.actors, head) for head in heads[:1] if head.pos_ == "NOUN"]
    if len(voices) < 2:
        return voices
    if all(voice.sort in _SEPARATE and voice.speaker.named for voice in voices):
        return list({(v.speaker.name, v.speaker.organisation, v.speaker.role): v for v in voices}.values())
    first, last = voices[0], voices[-1]
    if first.speaker.named or last.last - first.first > 12:
        return voices[:1]
    words = page.span(max(first.first, first.head - 4), last.last).text
    return [
        replace(first, speaker=replace(first.speaker, role=" ".join(words.split())), last=last.last, plural=True, sort="group")
    ]


def _anyone(page: Page, actors: Actors, saying: Saying) -> list[Voice]:
    """Whoever or whatever it is that the words name, for who asks for the words alone."""
    return [describe_noun(page, actors, page.token(index)) for index in saying.speakers[:1]]


def _above(page: Page, saying: Saying) -> list[Token]:
    """The subjects of the verb above the one that a joined verb hangs on."""
    verb = page.token(saying.at)
    if verb.dep_ != "conj":
        return []
    joined = verb.head
    return subjects(joined.head) if joined.head.i != joined.i and joined.head.pos_ == "VERB" else []


def _can_say(page: Page, voice: Voice, saying: Saying) -> bool:
    """Papers and courts say with clauses only; other verbs that take a mere object are none of saying for them."""
    if voice.sort in {"document", "court"} and saying.form == "object":
        return not any(child.dep_ in {"dobj", "nsubj"} for child in page.token(saying.at).children)
    return not (saying.weak and voice.sort == "document")


def _attribution(
    page: Page, saying: Saying, voice: Voice, content: tuple[Run, ...], quotes: Sequence[Quote], sentence: int
) -> Attribution:
    when, words = when_fields(_date(page, saying))
    inside = tuple(
        (quote.first, quote.last)
        for quote in quotes
        if any(first <= quote.first and quote.last - 1 <= last for first, last in content)
    )
    return Attribution(
        speaker=voice.speaker,
        kind=voice.kind,
        speaker_span=(voice.first, voice.last),
        cue=saying.cue,
        at=saying.at,
        content=content,
        quotes=inside,
        stance=stance_of(page, saying, voice, content),
        venue=venue_of(page, saying),
        when=when,
        when_words=words,
        sentence=sentence,
        voice=voice,
        paper=saying.paper,
        form=saying.form,
        backs=_backed(page, saying, sentence),
    )


def _backed(page: Page, saying: Saying, sentence: int) -> tuple[Run, ...]:
    if (
        saying.form != "object"
        or saying.stance not in {"confirms", "announces"}
        or not sentence
        or not vouched(page, page.token(saying.at))
    ):
        return ()
    before = page.sentences[sentence - 1]
    return ((before.start, before.end - 1),)


def _date(page: Page, saying: Saying) -> DateMention | None:
    """The date of the saying: of its verb, else of the paper or phrase that carries it; never one inside what is said."""
    places = [saying.at] + ([saying.paper] if saying.paper is not None else [])
    if saying.form == "phrase" and saying.paper is None:
        places += list(saying.speakers)
    for place in places:
        mention = date_of(page, page.token(place))
        if mention is None:
            continue
        first, _ = page.tokens_of(mention)
        if saying.form in {"object", "declines"} or not any(low <= first <= high for low, high in saying.content):
            return mention
    return None


# Quotations


def _claimed(page: Page, sayings: Sequence[Saying], quotes: Sequence[Quote]) -> dict[int, int]:
    """For each quotation the saying to which it belongs: one whose content it overlaps, else the nearest in its sentence."""
    owners: dict[int, int] = {}
    places = [saying.at for saying in sayings]
    for number, quote in enumerate(quotes):
        low = page.token(quote.first).sent.start
        if quote.opening and page.word(quote.opening - 1) == ":":
            low = page.token(quote.opening - 1).sent.start
        end = quote.closing if quote.closing is not None else quote.last
        high = page.token(end).sent.end
        if high == end + 1 < len(page.parse.words) and page.word(quote.last) in {"?", "!"}:
            # '"Will they come?" the minister asked': the parse begins a sentence behind the mark.
            high = page.token(high).sent.end
        best: tuple[int, int, int] | None = None
        for index in range(bisect_left(places, low), bisect_left(places, high)):
            saying = sayings[index]
            if quote.covers(saying.at):
                continue
            overlaps = any(first <= quote.last and quote.first <= last for first, last in saying.content)
            if not overlaps and not (quote.direct and saying.form not in {"declines", "nominal"}):
                continue
            length = sum(last - first + 1 for first, last in saying.content)
            distance = min(abs(saying.at - quote.first), abs(saying.at - quote.last))
            rank = (0 if overlaps else 1, length if overlaps else distance, index)
            best = rank if best is None or rank < best else best
        if best is not None:
            owners[number] = best[2]
    return owners


def _with_quotes(page: Page, saying: Saying, quotes: Sequence[Quote]) -> tuple[Run, ...]:
    """The content with its quotations whole, and over the sentences that they go on for."""
    indices = {index for first, last in saying.content for index in range(first, last + 1)}
    for quote in quotes:
        if quote.direct or any(index in indices for index in range(quote.first, quote.last + 1)):
            indices |= set(range(quote.first, quote.last + 1))
    if saying.form in {"object", "declines"}:
        return tuple(_joined(indices))
    return runs_of(page, indices)


def _joined(indices: set[int]) -> Iterator[Run]:
    ordered = sorted(indices)
    start = 0
    for number in range(1, len(ordered) + 1):
        if number == len(ordered) or ordered[number] != ordered[number - 1] + 1:
            yield ordered[start], ordered[number - 1]
            start = number


def _with_floating(
    page: Page, found: list[Attribution], quotes: Sequence[Quote], sentence_of: dict[int, int]
) -> list[Attribution]:
    """Quotations without a cue of their own go to the speaker heard last: in the same paragraph as part of that
    statement, in a later one as a statement of their own."""
    out = sorted(found, key=lambda one: one.at)
    said = {index for one in out for first, last in one.content for index in range(first, last + 1)}
    for quote in quotes:
        if not quote.direct or quote.first in said or quote.last in said:
            continue
        if not _stands_alone(page, quote):
            continue
        before = [number for number, one in enumerate(out) if one.end < quote.first]
        if not before:
            continue
        number = max(before, key=lambda n: out[n].at)
        last = out[number]
        if sentence_of[quote.first] - sentence_of[last.end] > 1:
            continue
        run = (quote.first, quote.last)
        if "\n" in page.text[page.parse.starts[last.at] : page.parse.starts[quote.first]]:
            if not last.quotes:
                continue
            stance = stance_of_content(page, last.voice, (run,))
            own = replace(
                last,
                at=quote.first,
                stance=stance,
                content=(run,),
                quotes=(run,),
                sentence=sentence_of[quote.first],
                form="turn",
            )
            out.insert(number + 1, own)
        else:
            content = (*last.content, run)
            stance = stance_of_content(page, last.voice, content) if last.stance == "says" else last.stance
            out[number] = replace(last, content=content, quotes=(*last.quotes, run), stance=stance)
    return out


def _stands_alone(page: Page, quote: Quote) -> bool:
    """Whether the quotation opens its sentence and fills it, or most of it."""
    low = page.token(quote.first).sent.start
    high = page.token(quote.last).sent.end
    opens = quote.opening <= low + 1
    return opens and ((quote.closing or quote.last) >= high - 2 or quote.last - quote.first >= _LONG)


# One statement for one point


def _one_point_each(found: Sequence[Attribution]) -> list[Attribution]:
    """Several verbs with one speaker and one content are one, with the first stance other than `says`."""
    out: list[Attribution] = []
    for one in sorted(_told_by_officials(found), key=lambda item: item.at):
        same = next(
            (
                n
                for n, other in enumerate(out[-_RECENT:], start=max(0, len(out) - _RECENT))
                if other.speaker == one.speaker and (other.content == one.content or _repeats(other, one))
            ),
            None,
        )
        if same is None:
            out.append(one)
        elif out[same].stance == "says" and one.stance != "says":
            out[same] = replace(out[same], stance=one.stance)
    return out


def _detailed(found: Sequence[Attribution]) -> list[Attribution]:
    """A bare denial or defence with the statement that spells it out at once is one: "The ministry rejects this. There was
    no payment, its spokesman said."  The spokesman speaks."""
    out: list[Attribution] = []
    for one in found:
        before = out[-1] if out else None
        if (
            before is not None
            and before.form == "object"
            and before.stance in {"denies", "defends"}
            and before.length <= _BARE
            and one.form in {"clause", "phrase"}
            and one.stance in {"says", before.stance, "defends", "promises"}
            and one.sentence - before.sentence <= 1
            and (one.speaker == before.speaker or _speaks_for(one.voice, before.voice))
        ):
            out[-1] = replace(
                one, content=(*before.content, *one.content), stance=before.stance, venue=one.venue or before.venue
            )
            continue
        out.append(one)
    return out


def _speaks_for(person: Voice, body: Voice) -> bool:
    """Whether the person holds an office of the state that was said to speak just before."""
    state = body.speaker.state
    return (
        body.sort in {"state", "body"}
        and person.kind in {"official", "official_unnamed"}
        and state is not None
        and person.speaker.state == state
    )


def _told_by_officials(found: Sequence[Attribution]) -> list[Attribution]:
    """ "Chad has confirmed talks, according to its foreign minister": one statement, the minister's, which confirms."""
    out = list(found)
    for outer in found:
        if outer.form != "phrase" or not outer.speaker.name:
            continue
        near = [one for one in found if abs(one.sentence - outer.sentence) <= 1]
        for inner in near:
            if inner is not outer and inner in out and outer.covers(inner.at) and _speaks_for(outer.voice, inner.voice):
                number = out.index(next(one for one in out if one.at == outer.at))
                out[number] = replace(out[number], stance=inner.stance if inner.stance != "says" else out[number].stance)
                out.remove(inner)
    return out


def _repeats(outer: Attribution, inner: Attribution) -> bool:
    """Whether the second saying is a parenthesis in the first of the same speaker ("They argue that it is, they say, ...")."""
    if outer.form in {"object", "declines"} or inner.form in {"object", "declines"}:
        return False
    return (
        all(outer.covers(first) and outer.covers(last) for first, last in inner.content)
        and inner.voice.head == inner.speaker_span[0]
        and outer.covers(inner.at)
        and inner.voice.noun == ""
    )


def _carried(page: Page, found: Sequence[Attribution]) -> list[Attribution]:
    """Venue and date go on while the same speaker goes on, and from one broadcast of a speaker to another mention of it."""
    out: list[Attribution] = []
    for one in found:
        before = out[-1] if out else None
        goes_on = before is not None and before.speaker == one.speaker and one.sentence - before.sentence <= 1
        source = before if goes_on and one.form != "declines" and one.venue is None and one.when is None else None
        if source is not None:
            out.append(replace(one, venue=source.venue, when=source.when, when_words=source.when_words))
            continue
        dated = None
        if one.when is None and _is_broadcast(page, one):
            dated = next((o for o in out if o.speaker == one.speaker and o.when and _is_broadcast(page, o)), None)
        out.append(replace(one, when=dated.when, when_words=dated.when_words) if dated is not None else one)
    return out


def _is_broadcast(page: Page, one: Attribution) -> bool:
    words = set((one.venue or "").lower().split())
    if one.paper is not None:
        first = page.token(one.paper).left_edge.i
        words |= {page.word(index) for index in range(max(first, one.paper - 3), one.paper + 1)}
    return bool(words & {"tv", "television", "televised", "broadcast", "radio", "broadcaster"})
