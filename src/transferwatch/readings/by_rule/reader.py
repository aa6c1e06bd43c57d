"""The reader by rule: opens the page, lets each part read it, and brings the parts together into one reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from transferwatch.codebook.codebook import Codebook
from transferwatch.errors import OversizedDocumentError
from transferwatch.readings.by_rule.actors import find_actors
from transferwatch.readings.by_rule.arrangements import Draft, Parties
from transferwatch.readings.by_rule.attributions import Attribution, find_attributions
from transferwatch.readings.by_rule.contested import contested
from transferwatch.readings.by_rule.dates import published_from_dateline
from transferwatch.readings.by_rule.deals import find_deals
from transferwatch.readings.by_rule.directions import Focus, directions
from transferwatch.readings.by_rule.frames import find_frames
from transferwatch.readings.by_rule.groups import find_groups
from transferwatch.readings.by_rule.measures import find_measures
from transferwatch.readings.by_rule.movement import Movement, Setting
from transferwatch.readings.by_rule.page import Page, lay_open
from transferwatch.readings.by_rule.proceedings import find_proceedings
from transferwatch.readings.by_rule.reports import Sources, Told, disjoint, reports_of
from transferwatch.readings.by_rule.stages import find_cues
from transferwatch.readings.by_rule.statements import sources_of, statements
from transferwatch.readings.by_rule.transfers import find_movements
from transferwatch.readings.by_rule.triage import Topic, on_topic
from transferwatch.readings.reading import (
    ArrangementReport,
    ContestedClaim,
    Measure,
    Note,
    Proceeding,
    Source,
    Statement,
    Transfer,
)

NAME = "by_rule"
VERSION = "1"
# A longer text is a collection of documents: reading it as one would mix up their dates and speakers.
LONGEST = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the reader found in one text, part by part."""

    arrangements: tuple[ArrangementReport, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    proceedings: tuple[Proceeding, ...] = ()
    statements: tuple[Statement, ...] = ()
    contested: tuple[ContestedClaim, ...] = ()
    measures: tuple[Measure, ...] = ()
    notes: tuple[Note, ...] = ()
    withheld: tuple[tuple[int, int], ...] = ()


def read_parts(text: str, published: str | None, book: Codebook) -> Parts:
    """All that the rules code in an English text; empty where it speaks of no people who are moved."""
    if not on_topic(text, book):
        return Parts()
    if len(text) > LONGEST:
        raise OversizedDocumentError(
            f"{len(text):,} characters on topic",
            expected=f"at most {LONGEST:,}",
            remedy="Cut it into its parts, a file for each document",
        )
    page = lay_open(text, published or published_from_dateline(text), book)
    actors = find_actors(page)
    groups = find_groups(page)
    frames = find_frames(page, actors, groups)
    deals = find_deals(page, actors)
    votes = directions(page, actors, frames)
    attributions = find_attributions(page, actors)
    parties = Parties(page=page, actors=actors, votes=votes, frames=frames, entitled=_entitled(attributions))
    topic = Topic.of(page)
    drafts = [draft for draft in parties.run(find_cues(page, actors, deals, frames)) if topic.near(draft.sentence)]
    focus = parties.focus
    movements = [
        movement
        for movement in find_movements(Setting(page, votes, focus, deals), frames, groups)
        if topic.near(movement.sentence)
    ]

    def sources(index: int) -> tuple[Source, ...]:
        return sources_of(page, attributions, index)

    if not _is_about_transfers(drafts, movements) and not topic.is_certain:
        return Parts(withheld=_private_people(page))
    told = Told(page=page, drafts=drafts, movements=movements, focus=focus, groups=groups, attributions=attributions)
    said = statements(page, attributions, lambda first, last: _about(page, focus, first, last))
    return Parts(
        arrangements=reports_of(told, sources),
        transfers=tuple(_transfer(page, movement, sources) for movement in movements),
        proceedings=find_proceedings(page, actors, groups, frames, lambda token: sources(token.i)),
        statements=tuple(said),
        contested=tuple(contested(page, attributions, said)),
        measures=find_measures(page, actors, groups, frames, lambda token: sources(token.i)),
        notes=tuple(parties.notes),
        withheld=_private_people(page),
    )


def _entitled(attributions: Sequence[Attribution]) -> Callable[[int], str | None]:
    """For a token, the state on whose behalf somebody says what it stands in; None where nobody or nobody entitled does."""

    def state(index: int) -> str | None:
        for attribution in attributions:
            if attribution.covers(index) and attribution.speaker.state:
                return attribution.speaker.state
        return None

    return state


def _is_about_transfers(drafts: Sequence[Draft], movements: Sequence[Movement]) -> bool:
    """Whether anything third-country is in the text: a pair with a deal, or people moved to a state not theirs."""
    return bool(drafts) or any(movement.to or movement.leg != "outbound" or movement.stopped for movement in movements)


def _transfer(page: Page, movement: Movement, sources: Sources) -> Transfer:
    who = page.span(*movement.who).text if movement.who else None
    return Transfer(
        from_=movement.from_,
        to=movement.to,
        leg=movement.leg,
        count=movement.count,
        nationalities=movement.nationalities,
        who=who,
        when=movement.when,
        when_words=movement.when_words,
        modality=movement.modality,
        stopped=movement.stopped,
        sources=sources(movement.at),
        evidence=tuple(disjoint([page.span(*span) for span in movement.evidence])),
    )


def _about(page: Page, focus: Focus, first: int, last: int) -> tuple[str, ...]:
    """The pairs that a stretch of text bears on: those spoken of in its sentence, else the one in focus."""
    number = next((n for n, s in enumerate(page.sentences) if s.start <= first < s.end), 0)
    here = {mention.pair for mention in focus.mentions if mention.sentence == number}
    if not here:
        present = [state.code for state in page.within(page.states, first, last)]
        before = Focus(mentions=[mention for mention in focus.mentions if mention.sentence <= number])
        recent = before.recent(number, present, deal=False)
        here = {recent} if recent else {mention.pair for mention in focus.mentions[:1]}
    return tuple(sorted(f"{sender}-{receiver}" for sender, receiver in here))


def _private_people(page: Page) -> tuple[tuple[int, int], ...]:
    """Where somebody is named who holds no office or public function that the text tells: these names are withheld."""
    return tuple(page.parse.offsets(person.first, person.last) for person in page.people if not person.public)
