"""Sayings that the tagger finds where the grammar shows none, and what it knows better of those that the grammar shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import cast

import numpy as np

from transferwatch.readings.by_model.marking import pieces_of
from transferwatch.readings.by_model.outputs import LABEL_NUMBER, LABELS, SPAN_TAGS
from transferwatch.readings.by_model.scores import Scores, Unit, best_states
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.speech.attributions import Attribution
from transferwatch.readings.by_rule.speech.saying_words import Saying
from transferwatch.readings.reading import Stance

Run = tuple[int, int]

# How sure the tagger must be (0 to 1); set on `evaluation/tuning`.
LEAST_TAG = 0.5
LEAST_STANCE = 0.9
LEAST_STATE = 0.6
LEAST_RULED = 0.02
# What the state found by rule is worth beside the tagger's.
_RULED_STATE = 0.3
# Below both of these a saying is of no matter that is coded.
LEAST_TOLD = 0.4
LEAST_CONTENT = 0.4
# The fewest words that can be said, and how much of them another saying may hold already.
_FEWEST = 3
_TAKEN = 0.3
# What the grammar's own stance is worth beside the tagger's.
_GRAMMAR = 0.6
# What the stances of the whole sentence are worth.
_SENTENCE = 0.6


def proposer(page: Page, scores: Scores) -> Callable[[Sequence[Saying]], list[Saying]]:
    """What adds to the sayings known from the grammar those that the tagger alone finds."""
    tags = {tag: _by_token(scores, len(page.parse.words), number) for number, tag in enumerate(SPAN_TAGS)}
    told = _told(scores)

    def propose(known: Sequence[Saying]) -> list[Saying]:
        taken = {index for saying in known for first, last in saying.content for index in range(first, last + 1)}
        found = []
        for number, sentence in enumerate(page.sentences):
            if told[number] < LEAST_STANCE:
                continue
            cues = list(_runs(tags["cue"], sentence.start, sentence.end))
            voices = list(_runs(tags["speaker"], sentence.start, sentence.end))
            for first, last in _runs(tags["content"], sentence.start, sentence.end):
                size = last - first + 1
                if size < _FEWEST or sum(index in taken for index in range(first, last + 1)) > _TAKEN * size:
                    continue
                voice = _nearest(voices, first, last)
                if voice is None:
                    continue
                cue = _nearest(cues, first, last) or voice
                found.append(
                    Saying(
                        at=_head(page, cue),
                        cue=cue,
                        speakers=(_head(page, voice),),
                        content=((first, last),),
                        stance=None,
                        form="clause",
                    )
                )
        return found

    return propose


def judged(page: Page, scores: Scores, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions that bear on what is coded, each with the stance and the speaker's state that the tagger is sure of."""
    content = _by_token(scores, len(page.parse.words), SPAN_TAGS.index("content"))
    told = _told(scores)
    bearing = []
    for one in attributions:
        inside = [content[index] for first, last in one.content for index in range(first, last + 1)]
        if told[one.sentence] >= LEAST_TOLD or float(np.mean(inside)) >= LEAST_CONTENT:
            bearing.append((one, _saying(scores, one)))
    states = _states(scores, bearing)
    return tuple(
        replace(one, stance=_stance(scores, one, saying), speaker=replace(one.speaker, state=state))
        for (one, saying), state in zip(bearing, states, strict=True)
    )


def _saying(scores: Scores, one: Attribution) -> Unit:
    parts = {
        "cue": _pieces(scores, (one.cue,)),
        "speaker": _pieces(scores, (one.speaker_span,)),
        "content": _pieces(scores, one.content),
    }
    return scores.saying(parts, one.sentence)


def _stance(scores: Scores, one: Attribution, saying: Unit) -> Stance:
    """The stance that saying, sentence and grammar speak for together."""
    if one.stance == "declines" or one.form == "declines":
        return "declines"
    worth = scores.stances(saying)
    for code in worth:
        worth[code] += _SENTENCE * float(scores.labels[one.sentence, LABEL_NUMBER[f"stance:{code}"]])
    worth[one.stance] += _GRAMMAR
    return cast(Stance, max(worth, key=lambda code: worth[code]))


def _states(scores: Scores, bearing: Sequence[tuple[Attribution, Unit]]) -> list[str | None]:
    """For each saying the state that its speaker speaks for: who is named speaks for one state in the whole text.

    The tagger's where it is sure; else the one found by rule, unless the tagger is sure that it is not that.
    """
    of_speaker: dict[str, list[dict[str, float]]] = {}
    keys = [one.speaker.name or f"#{number}" for number, (one, _) in enumerate(bearing)]
    for key, (one, saying) in zip(keys, bearing, strict=True):
        sure = dict(best_states(scores.fillers(saying, "speaker")))
        if one.speaker.state is not None:
            sure[one.speaker.state] = sure.get(one.speaker.state, 1.0) + _RULED_STATE
        of_speaker.setdefault(key, []).append(sure)
    found = []
    for key, (one, _) in zip(keys, bearing, strict=True):
        told = of_speaker[key]
        mean = {state: sum(sure.get(state, 0.0) for sure in told) / len(told) for sure in told for state in sure}
        best = max(mean, key=lambda state: mean[state], default=None)
        ruled = one.speaker.state
        kept = ruled if ruled is not None and mean[ruled] >= LEAST_RULED + _RULED_STATE / len(told) else None
        found.append(best if best is not None and mean[best] >= LEAST_STATE else kept)
    return found


def _pieces(scores: Scores, runs: Sequence[Run]) -> list[int]:
    return [piece for first, last in runs for piece in pieces_of(scores.marked, first, last)]


def _told(scores: Scores) -> list[float]:
    """How surely each sentence tells that somebody says something of what is coded."""
    numbers = [number for number, label in enumerate(LABELS) if label.startswith("stance:")]
    return [float(1 - np.prod(1 - row[numbers])) for row in scores.labels]


def _by_token(scores: Scores, count: int, tag: int) -> list[float]:
    found = [0.0] * count
    for piece, token in enumerate(scores.marked.token_of):
        found[token] = max(found[token], float(scores.tags[piece, tag]))
    return found


def _runs(sure: Sequence[float], start: int, end: int) -> Iterator[Run]:
    """The runs of tokens that carry a tag; a gap of one token breaks none."""
    first, last = None, start
    for index in range(start, end):
        if sure[index] >= LEAST_TAG:
            if first is None:
                first = index
            last = index
        elif first is not None and index - last > 1:
            yield first, last
            first = None
    if first is not None:
        yield first, last


def _nearest(runs: Sequence[Run], first: int, last: int) -> Run | None:
    """The run nearest to the tokens first to last, of those outside them."""
    outside = [run for run in runs if run[1] < first or run[0] > last]
    return min(outside, key=lambda run: max(first - run[1], run[0] - last), default=None)


def _head(page: Page, run: Run) -> int:
    """The token of the run on which the others hang."""
    for index in range(run[0], run[1] + 1):
        head = page.token(index).head.i
        if not run[0] <= head <= run[1] or head == index:
            return index
    return run[1]
