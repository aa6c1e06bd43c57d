"""A cue: one place of the text that speaks of a stage of an arrangement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.deals import Deal
from transferwatch.readings.by_rule.frames import Frame
from transferwatch.readings.reading import Stage

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A stage is spoken of at the token `at`, whose modality and date are those of the step.

    `deal` is the mention of the arrangement, `frame` the movement that it is about; `actors` are tokens of who takes the step,
    `others` of whom it is taken with.  `firm` is false where the stage is only presupposed ("under its deal with").
    """

    at: int
    stage: Stage
    deal: Deal | None = None
    frame: Frame | None = None
    actors: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    firm: bool = True


def cue_tokens(tokens: Iterable[Token]) -> tuple[int, ...]:
    """The indices of the tokens."""
    return tuple(token.i for token in tokens)
