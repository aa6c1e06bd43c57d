"""All parts of one reading: opens the page, lets the tagger and the rules read it, and brings what they find together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from transferwatch.codebook.codebook import Codebook
from transferwatch.errors import OversizedDocumentError
from transferwatch.readings.by_model.arrangements import find_reports
from transferwatch.readings.by_model.contests import with_contests
from transferwatch.readings.by_model.encoder import one_thread
from transferwatch.readings.by_model.marking import mark
from transferwatch.readings.by_model.matter import is_to_the_matter
from transferwatch.readings.by_model.movements import Movement, movements
from transferwatch.readings.by_model.sayings import judged, proposer
from transferwatch.readings.by_model.scores import Scores, idle_sentences, score
from transferwatch.readings.by_model.steps import LEAST as LEAST_STEP
from transferwatch.readings.by_model.steps import with_steps
from transferwatch.readings.by_rule.actors import find_actors
from transferwatch.readings.by_rule.arrangements import Parties
from transferwatch.readings.by_rule.courts.courts import find_forums
from transferwatch.readings.by_rule.courts.proceedings import find_proceedings
from transferwatch.readings.by_rule.dates.dates import published_from_dateline
from transferwatch.readings.by_rule.deals import find_deals
from transferwatch.readings.by_rule.directions import directions
from transferwatch.readings.by_rule.evidence import Sources, disjoint
from transferwatch.readings.by_rule.frames import find_frames
from transferwatch.readings.by_rule.groups import find_groups
from transferwatch.readings.by_rule.measures import find_measures
from transferwatch.readings.by_rule.page import Opening, Page, open_text, parsed
from transferwatch.readings.by_rule.speech.attributions import Attribution, attribute
from transferwatch.readings.by_rule.speech.contested import contested
from transferwatch.readings.by_rule.speech.statements import sources_of, statements
from transferwatch.readings.by_rule.stages import find_cues
from transferwatch.readings.by_rule.triage import on_topic
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

NAME = "tagger_and_rules"
VERSION = "3"
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
    opening = open_text(text, published or published_from_dateline(text), book)
    with one_thread():
        return _parts(opening, score(mark(opening)))


def _parts(opening: Opening, scores: Scores) -> Parts:
    if not is_to_the_matter(opening.text, scores, opening.book):
        return Parts(withheld=_private_people(opening))
    page = parsed(opening, idle_sentences(scores))
    actors = find_actors(page)
    groups = find_groups(page)
    frames = find_frames(page, actors, groups)
    attributed = attribute(page, actors, propose=proposer(page, scores))
    attributions = judged(page, scores, attributed.attributions)

    def sources(index: int) -> tuple[Source, ...]:
        return sources_of(page, attributions, index)

    deals = find_deals(page, actors)
    votes = directions(page, actors, frames)
    parties = Parties(page=page, actors=actors, votes=votes, frames=frames, entitled=_entitled(attributions))
    drafts = parties.run(find_cues(page, actors, deals, frames))
    reports, unsettled = find_reports(page, scores, sources, drafts, attributions=attributions)
    pairs = {(sender, report.receiving) for report in reports for sender in report.sending}
    moved = movements(page, scores, pairs)
    if not reports and not any(move.leg == "outbound" for move in moved) and not scores.units("step", LEAST_STEP):
        # Who says what of other matters is not coded, nor a journey home by itself.
        return Parts(withheld=_private_people(opening))
    nearby = PairsAt(page, reports)
    said = statements(page, attributions, nearby.about)
    forums = find_forums(page, actors)
    ruled = find_proceedings(page, actors, groups, frames, lambda token: sources(token.i), forums)
    return Parts(
        arrangements=reports,
        transfers=tuple(_transfer(page, movement, sources) for movement in moved),
        proceedings=with_steps(page, scores, forums, ruled, sources),
        statements=tuple(said),
        contested=with_contests(page, scores, attributions, contested(page, attributions, said)),
        measures=find_measures(page, actors, groups, frames, lambda token: sources(token.i)),
        notes=(*unsettled, *parties.notes, *attributed.notes),
        withheld=_private_people(opening),
    )


def _entitled(attributions: Sequence[Attribution]) -> Callable[[int], str | None]:
    """For a token, the state on whose behalf somebody says what it stands in; None where nobody or nobody entitled does."""

    def state(index: int) -> str | None:
        for attribution in attributions:
            if attribution.covers(index) and attribution.speaker.state:
                return attribution.speaker.state
        return None

    return state


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


@dataclass(frozen=True, slots=True)
class PairsAt:
    """Which pairs a stretch of text bears on: those reported nearest to it."""

    page: Page
    reports: Sequence[ArrangementReport]

    def about(self, first: int, last: int) -> tuple[str, ...]:
        """The pairs, as `US-RW`, of the reports whose words stand nearest to the tokens."""
        start, end = self.page.parse.offsets(first, last)
        ranked: dict[str, int] = {}
        for report in self.reports:
            far = min(max(span.start - end, start - span.end, 0) for span in report.evidence)
            for sender in report.sending:
                name = f"{sender}-{report.receiving}"
                ranked[name] = min(far, ranked.get(name, far))
        nearest = min(ranked.values(), default=0)
        return tuple(sorted(name for name, far in ranked.items() if far == nearest))


def _private_people(opening: Opening) -> tuple[tuple[int, int], ...]:
    """Where somebody is named who holds no office or public function that the text tells: these names are withheld."""
    starts, ends = opening.tokens.starts, opening.tokens.ends
    return tuple((starts[person.first], ends[person.last]) for person in opening.people if not person.public)
