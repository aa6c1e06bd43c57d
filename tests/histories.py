"""Histories with a known truth: states deal, papers tell of it, rewrite each other, plan, deny, err and take back."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from by_hand import PUBLISHER, Paper, official
from transferwatch.matching.compare import LIFE

FIRST = date(2021, 1, 1)
DAYS = 1500
STATES = ("US", "GB", "RW", "UG", "GH", "AL", "IT", "NR", "AU", "SV")
AGENCIES = ("AFP", "Reuters", "AP")
MODALITIES = ("planned", "possible", "alleged", "denied")
WORDS = [
    f"{head}{tail}"
    for head in ("ba", "be", "bi", "bo", "da", "de", "di", "do", "ga", "ge", "gi", "go", "la", "le", "li", "lo", "ma", "me")
    for tail in ("ker", "len", "mor", "nat", "pel", "rin", "sot", "tur", "vel", "wik", "zan", "dor")
]


@dataclass(frozen=True, slots=True)
class Event:
    """A stage that a pair reached on a day; one that never happened is told by a paper that errs."""

    pair: str
    stage: str
    day: date
    true: bool = True


@dataclass(slots=True)
class Story:
    """A paper's own work, and who carries it: all documents of one origin."""

    papers: list[Paper] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """That a document tells of an event, from which day on the event is sure by its words, and when it is out."""

    event: Event
    sure: date
    known: date
    document: str


@dataclass(slots=True)
class History:
    """All that happened, who told of it, and which documents were taken back."""

    events: list[Event] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def papers(self) -> list[Paper]:
        """Every document."""
        return [paper for story in self.stories for paper in story.papers]

    def stage(self, pair: str, true_on: date, known_on: date, gone: Sequence[str] = ()) -> str | None:
        """What the papers of that day let anybody know of the pair: the last event that is sure by then."""
        sure = [
            one
            for one in self.told
            if one.event.pair == pair and one.known <= known_on and one.sure <= true_on and one.document not in gone
        ]
        return max(sure, key=lambda one: one.event.day).event.stage if sure else None


def history(seed: int) -> History:
    """A history, the same for the same seed."""
    chance = random.Random(seed)
    made = History()
    pairs = [f"{one}-{other}" for one, other in (chance.sample(STATES, 2) for _ in range(6))]
    for pair in dict.fromkeys(pairs):
        events = list(_life(chance, pair))
        made.events += events
        _tell(chance, made, pair, events)
    return made


def _life(chance: random.Random, pair: str) -> Iterator[Event]:
    """A deal: proposed to operating with some steps left out, stopped and gone on with, ended, and perhaps made again."""
    day = FIRST + timedelta(days=chance.randrange(100))

    def later() -> date:
        return day + timedelta(days=chance.randrange(20, 120))

    for stage in ("proposed", "in_talks", "agreed", "signed", "in_force", "operating"):
        if chance.random() < 0.7:
            day = later()
            yield Event(pair, stage, day)
    for _ in range(chance.randrange(3)):
        day = later()
        yield Event(pair, chance.choice(("suspended", "blocked")), day)
        if chance.random() < 0.6:
            day = later()
            yield Event(pair, "operating", day)
    if chance.random() < 0.6:
        day = later()
        yield Event(pair, "ended", day)
        if chance.random() < 0.5:
            for stage in ("agreed", "signed", "operating")[chance.randrange(2) :]:
                day = later()
                yield Event(pair, stage, day)


def _tell(chance: random.Random, made: History, pair: str, events: Sequence[Event]) -> None:
    days = [FIRST + timedelta(days=chance.randrange(DAYS)) for _ in range(chance.randrange(3))]
    wrong = [
        Event(pair, chance.choice(("agreed", "suspended", "operating")), day, true=False)
        for day in dict.fromkeys(days)
        if all(event.day != day for event in events)
    ]
    for event in (*events, *wrong):
        for _ in range(chance.randrange(1, 4)):
            _story_of(chance, made, event, [*events, *wrong])
    for _ in range(chance.randrange(1, 4)):
        _rumour(chance, made, pair)


def _story_of(chance: random.Random, made: History, event: Event, others: Sequence[Event]) -> None:
    """A paper's story of an event, with the background, and its copies.

    It dates the event, or tells it as news before anything else happens. What went back in its life is always dated: told
    without a date it could be background, and the record takes it for that.
    """
    before = [other for other in others if other.day < event.day]
    after = sorted(other.day for other in others if other.day > event.day)
    room = (after[0] - event.day).days if after else 60
    went_back = any(LIFE.index(other.stage) > LIFE.index(event.stage) for other in before)
    dated = chance.random() < 0.7 or not event.true or went_back
    out = event.day + timedelta(days=chance.randrange(0, 400) if dated else chance.randrange(0, max(1, min(room, 10))))
    story = Story()
    text = _text(chance)
    for number, (words, publisher, on) in enumerate(_copies(chance, text, out, dated)):
        paper = Paper(words, on.isoformat(), publisher=publisher)
        sources = official("Rwanda") if chance.random() < 0.3 else PUBLISHER
        paper.report(
            event.pair, event.stage, when=event.day.isoformat() if dated else None, words=(words[:30],), sources=sources
        )
        made.told.append(Told(event, event.day if dated else on, on, paper.id))
        if number == 0 and dated and event.true:
            _background(chance, paper, event, before, words)
        if event.stage in ("agreed", "signed") and chance.random() < 0.5:
            # What is to come is told as a plan, and may never come.
            paper.report(event.pair, "operating", chance.choice(MODALITIES), words=(words[31:60],))
        story.papers.append(paper)
        if not event.true:
            made.wrong.append(paper.id)
    made.stories.append(story)


def _background(chance: random.Random, paper: Paper, event: Event, before: Sequence[Event], words: str) -> None:
    """An older stage without a date, of the same deal and earlier in its life: it says nothing that is not surpassed."""
    older = [one for one in before if one.true and LIFE.index(one.stage) < LIFE.index(event.stage)]
    reopened = any(one.stage == "ended" for one in before)
    if older and not reopened and chance.random() < 0.4:
        paper.report(event.pair, chance.choice(older).stage, words=(words[61:90],))


def _rumour(chance: random.Random, made: History, pair: str) -> None:
    """A story of what never happened."""
    day = FIRST + timedelta(days=chance.randrange(DAYS))
    text = _text(chance)
    paper = Paper(text, day.isoformat(), publisher=f"Paper {chance.randrange(30)}")
    when = (day + timedelta(days=chance.randrange(-60, 60))).isoformat() if chance.random() < 0.6 else None
    paper.report(pair, chance.choice(LIFE), chance.choice(MODALITIES), when=when, words=(text[:30],))
    made.stories.append(Story([paper]))


def _text(chance: random.Random, words: int = 140) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize() + "."


def _copies(chance: random.Random, text: str, out: date, dated: bool) -> Iterator[tuple[str, str, date]]:
    """The story, reprints of it with another ending, and rewrites that have its agency's words or figures."""
    agency = chance.choice(AGENCIES)
    quote = " ".join(chance.choice(WORDS) for _ in range(12))
    figures = [f"{chance.randrange(1, 9)},{chance.randrange(101, 999, 2)}" for _ in range(3)]
    text = f"{text} “{quote}”, an official said. Some {figures[0]} of {figures[1]} and {figures[2]} were counted ({agency})."
    yield text, agency if chance.random() < 0.5 else f"Paper {chance.randrange(30)}", out
    for number in range(chance.choice((0, 0, 1, 2, 4))):
        on = out + timedelta(days=chance.randrange(3) if dated else 0)
        site = f"Site {chance.randrange(10_000)}"
        kind = chance.randrange(4)
        if kind == 0:
            yield f"{text} Copy {number} by {site}. {_text(chance, 15)}", site, on
        elif kind == 1:
            cut = text.split(". ")[0].split(" ")
            yield " ".join([*cut[: chance.randrange(110, 135)], text.partition(". ")[2], site]), site, on
        elif kind == 2:
            yield f"{_text(chance, 90)} According to {agency} an official put it so: “{quote}”. {site}.", site, on
        else:
            told = " and ".join(chance.sample(figures, 2))
            yield f"{_text(chance, 90)} It was {told}, according to {agency}. {site}.", site, on
