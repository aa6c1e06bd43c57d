"""The life of an arrangement in words: stage reports with their days, and stages as points on a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from transferwatch.answers.footnotes import Cited, Notebook
from transferwatch.answers.wording import date_words, day_words, label, modality_words
from transferwatch.codebook.codebook import Codebook
from transferwatch.matching.compare import LIFE
from transferwatch.record.arrangement import StageReport
from transferwatch.record.history import Standing

PointState = Literal["passed", "current", "later", "aside", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LifePoint:
    """A stage of a life and what is known of it: passed, current, later than the day asked, or only told of
    (aside).
    """

    stage: str
    label: str
    state: PointState
    when: str
    notes: tuple[int, ...]


def date_of(report: StageReport) -> str:
    """When a report says that its stage was reached, or by when at the latest."""
    if report.when:
        return date_words(report.when)
    return f"by {day_words(report.by_day)}, undated"


def report_line(report: StageReport, notebook: Notebook, codebook: Codebook) -> Cited:
    """One stage report: modality, stage, day, who took the step, and on whose word."""
    stage = label(codebook, "stages", report.stage)
    marked = f"{modality_words(report.modality)}: {stage}" if report.modality != "happened" else stage
    parts = [marked, date_of(report) if report.when or report.modality == "happened" else ""]
    if report.actor:
        parts.append(f"by {notebook.veiled(report.actor, [report.citation])}")
    if report.denials:
        parts.append("by word of " + ", ".join(notebook.dissent(denial).who for denial in report.denials))
    told = sorted({voice.name for voice in report.citation.voices if voice.name})
    aside = f"according to {', '.join(told)}" if told and not report.denials else ""
    if report.by_another:
        aside = "; ".join(part for part in (aside, f"dated by: {report.bounded}") if part)
    return Cited(
        text=", ".join(part for part in parts if part),
        notes=notebook.notes([report.citation]),
        modality=report.modality,
        aside=notebook.veiled(aside, [report.citation]),
        quotes=notebook.quotes(report.citation),
    )


def not_reached(stood: Standing, notebook: Notebook, codebook: Codebook) -> str:
    """What is told of the nearest stage where none is reached: "agreed: alleged; denied by Uganda"."""
    if not stood.told:
        return ""
    words: list[str] = [report.modality for report in stood.told if report.modality != "denied"]
    who = [notebook.dissent(denial).who for report in stood.told for denial in report.denials]
    if any(report.modality == "denied" for report in stood.told):
        words.append(f"denied by {', '.join(dict.fromkeys(who))}" if who else "denied")
    return f"{label(codebook, 'stages', stood.told[0].stage)}: {'; '.join(dict.fromkeys(words))}"


def life_points(stood: Standing, notebook: Notebook, codebook: Codebook) -> tuple[LifePoint, ...]:
    """The stages of a life in order, each with what is known of it; stops are points only where something is
    told of them.
    """
    points = []
    for place, stage in enumerate(LIFE):
        groups: tuple[tuple[PointState, tuple[StageReport, ...]], ...] = (
            ("current", stood.because),
            ("passed", stood.before),
            ("later", stood.after),
            ("aside", stood.aside),
        )
        state, told = next(
            ((state, found) for state, group in groups if (found := [one for one in group if one.stage == stage])),
            ("open", []),
        )
        if not told and place > LIFE.index("operating"):
            continue
        points.append(
            LifePoint(
                stage=stage,
                label=label(codebook, "stages", stage),
                state=state,
                when=_point_when(state, told),
                notes=notebook.notes(report.citation for report in told),
            )
        )
    return tuple(points)


def _point_when(state: PointState, told: list[StageReport]) -> str:
    if not told:
        return ""
    if state == "aside":
        return ", ".join(sorted({report.modality for report in told}))
    dated = [report for report in told if report.when]
    return date_words(dated[0].when) if dated else f"by {day_words(told[0].by_day)}"
