"""Steps of courts that the tagger finds where the rules saw none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from transferwatch.readings.by_model.outputs import LABEL_NUMBER
from transferwatch.readings.by_model.passages import passage
from transferwatch.readings.by_model.scores import Scores, Unit
from transferwatch.readings.by_rule.courts.forums import Forum, Forums
from transferwatch.readings.by_rule.dates.when import when_fields
from transferwatch.readings.by_rule.evidence import Sources
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.reading import Proceeding, Step

# How sure the tagger must be of a step, of its court and of its date (0 to 1); set on `evaluation/tuning`.
LEAST = 0.9
LEAST_COURT = 0.5
# The same of a step that a rule found.
LEAST_RULED = 0.1
LEAST_DATE = 0.5


def with_steps(
    page: Page, scores: Scores, forums: Forums, ruled: Sequence[Proceeding], sources: Sources
) -> tuple[Proceeding, ...]:
    """The proceedings found by rule that the tagger does not rule out, and beside them the steps that only the tagger found,
    in the order of the text."""
    found = [one for one in ruled if _sure(page, scores, one) >= LEAST_RULED]
    for unit in scores.units("step", LEAST):
        made = _proceeding(page, scores, forums, unit, sources)
        if not any(_same(page, one, made, unit.sentence) for one in found):
            found.append(made)
    return tuple(sorted(found, key=lambda one: one.evidence[0].start))


def _proceeding(page: Page, scores: Scores, forums: Forums, unit: Unit, sources: Sources) -> Proceeding:
    forum = _forum(page, scores, forums, unit)
    date = scores.date(unit, LEAST_DATE)
    when, words = when_fields(page.dates[date.index] if date else None)
    marks = [forum.head] if forum is not None else []
    first, last = passage(page, unit.sentence, unit.peak, marks)
    return Proceeding(
        court=forum.name if forum else None,
        state=forum.state if forum else None,
        step=cast(Step, unit.label),
        modality=scores.surest_modality("step", unit),
        temporary=scores.temporary(unit),
        judge=forum.judge if forum else None,
        case=forums.case_near(first, last),
        when=when,
        when_words=words,
        sources=sources(unit.peak),
        evidence=(page.span(first, last),),
    )


def _forum(page: Page, scores: Scores, forums: Forums, unit: Unit) -> Forum | None:
    """The court of a step: the one in its sentence nearest to its words, else the one that the tagger points to, else the
    last one before."""
    sentence = page.sentences[unit.sentence]
    here = list(forums.within(sentence.start, sentence.end - 1))
    if here:
        return min(here, key=lambda forum: abs(forum.head - unit.peak))
    for filler in scores.fillers(unit, "court"):
        if filler.sure < LEAST_COURT:
            break
        pointed = next(iter(forums.within(filler.mention.first, filler.mention.last)), None)
        if pointed is not None:
            return pointed
    return forums.before(unit.peak, reach=8)


def _sure(page: Page, scores: Scores, one: Proceeding) -> float:
    """How surely the tagger, too, sees the step in the sentences where a rule found it."""
    number = LABEL_NUMBER[f"step:{one.step}"]
    places = {page.sentence_at(page.index_at(span.start)) for span in one.evidence}
    return max((float(scores.labels[place, number]) for place in places), default=0.0)


def _same(page: Page, one: Proceeding, made: Proceeding, sentence: int) -> bool:
    """Whether a proceeding already tells the step: of the same kind, in the same sentence."""
    if one.step != made.step:
        return False
    start, end = page.parse.offsets(page.sentences[sentence].start, page.sentences[sentence].end - 1)
    return any(span.start < end and start < span.end for span in one.evidence)
