"""PolNeAR (Newell et al. 2018): who is said to say, think or want what in political news, found whole.

An attribution is found where ours has content with a Jaccard index of at least one half (over the characters that are
no white space) and where cue and source overlap those annotated; an annotated attribution without a source asks for
none.  Indirect speech is content that holds no quotation mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.public.measured import Measured, figures_of, open_halves
from evaluation.scores import Figure
from transferwatch.codebook.codebook import Codebook
from transferwatch.errors import SourceError
from transferwatch.readings.agreement import Tally, pair_up

TARGETS = {"attribution.f1": 0.55, "indirect.recall": 0.50}
_SHARED = 0.5
_MARKS = re.compile("[\"“”«»]|''|``")
# The name of an annotation is that of its text, with an annotator's mark behind.
_ANNOTATOR = re.compile(r"_[^_]*$")

Places = frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An attribution as the offsets of its characters."""

    source: Places
    cue: Places
    content: Places
    words: str

    @property
    def is_indirect(self) -> bool:
        """Whether nothing of it is between quotation marks."""
        return not _MARKS.search(self.words)


def measure(path: Path, book: Codebook) -> Measured:
    """The figures on the attributions/*.ann at or below the path, with texts in text/*.txt beside that folder."""
    files = [*open_halves(path.rglob("*.ann"), path, expected="a folder with attributions/*.ann and text/*.txt")]
    by_text = {_text_of(file): file for file in reversed(files)}  # of several annotators the first
    tally = content = Tally()
    indirect = [0, 0]
    misses: list[str] = []
    for text_file, file in sorted(by_text.items()):
        text = text_file.read_text(encoding="utf-8")
        gold, ours = list(told_in(file, text)), list(_read(text, book))
        paired = pair_up(gold, ours, likeness)
        tally += Tally(both=len(paired.matched), left=len(gold), right=len(ours))
        content += Tally(both=len(pair_up(gold, ours, _jaccard).matched), left=len(gold), right=len(ours))
        indirect[0] += sum(one.is_indirect for one, _ in paired.matched)
        indirect[1] += sum(one.is_indirect for one in gold)
        missed = [f"{file.stem} missed {_shown(text, one)}" for one in paired.only_left]
        made_up = [f"{file.stem} made up {_shown(text, other)}" for other in paired.only_right]
        misses += [*missed, *made_up]
    recall = Figure(name="indirect.recall", value=indirect[0] / max(1, indirect[1]), unit="share", of=indirect[1])
    return Measured(
        figures=(*figures_of("attribution", tally), recall, *figures_of("content.alone", content)),
        targets=TARGETS,
        misses=tuple(misses),
    )


def told_in(file: Path, text: str) -> Iterator[Told]:
    """The annotated attributions that have a cue and content; SourceError names a line that is none of the format's."""
    spans: dict[str, list[tuple[int, int]]] = {}
    relations: list[list[tuple[str, str]]] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
        try:
            if line.startswith("T"):
                name, place, *_ = line.split("\t")
                stretches = place.split(" ", 1)[1].split(";")
                spans[name] = [(int(start), int(end)) for start, end in (one.split() for one in stretches)]
            elif line.startswith("E"):
                roles = line.split("\t")[1].split()
                relations.append([(role.partition(":")[0].rstrip("0123456789"), role.partition(":")[2]) for role in roles])
        except (ValueError, IndexError) as error:
            raise SourceError(f"{line[:60]!r}", expected="a line of brat stand-off", item=f"{file}:{number}") from error
    for relation in relations:
        parts = {
            part: frozenset(
                place
                for role, name in relation
                if role == part
                for start, end in spans.get(name, ())
                for place in _dark(text, start, end)
            )
            for part in ("Source", "Cue", "Content")
        }
        if parts["Cue"] and parts["Content"]:
            words = "".join(text[place] for place in sorted(parts["Content"]))
            yield Told(source=parts["Source"], cue=parts["Cue"], content=parts["Content"], words=words)


def likeness(gold: Told, ours: Told) -> float:
    """How alike the contents are, or 0 where ours is not the annotated attribution."""
    if not gold.cue & ours.cue or (gold.source and not gold.source & ours.source):
        return 0
    return _jaccard(gold, ours)


def _jaccard(gold: Told, ours: Told) -> float:
    shared = len(gold.content & ours.content)
    index = shared / max(1, len(gold.content) + len(ours.content) - shared)
    return index if index >= _SHARED else 0


def _text_of(file: Path) -> Path:
    text = file.parent.parent / "text" / f"{_ANNOTATOR.sub('', file.stem)}.txt"
    if not text.is_file():
        raise SourceError("no text that it annotates", expected=str(text), item=str(file))
    return text


def _read(text: str, book: Codebook) -> Iterator[Told]:
    from transferwatch.readings.by_rule.actors import find_actors
    from transferwatch.readings.by_rule.page import lay_open
    from transferwatch.readings.by_rule.speech.attributions import attribute

    page = lay_open(text, None, book)
    for one in attribute(page, find_actors(page), attitudes=True).attributions:
        content = _places(text, [page.parse.offsets(*run) for run in one.content])
        yield Told(
            source=_places(text, [page.parse.offsets(*one.speaker_span)]),
            cue=_places(text, [page.parse.offsets(*one.cue)]),
            content=content,
            words="".join(text[place] for place in sorted(content)),
        )


def _places(text: str, stretches: Sequence[tuple[int, int]]) -> Places:
    return frozenset(place for start, end in stretches for place in _dark(text, start, end))


def _dark(text: str, start: int, end: int) -> Iterator[int]:
    """The offsets of what is no white space."""
    return (place for place in range(start, min(end, len(text))) if not text[place].isspace())


def _shown(text: str, one: Told) -> str:
    parts = []
    for name, places in (("source", one.source), ("cue", one.cue), ("content", one.content)):
        words = " ".join(text[min(places) : max(places) + 1].split()) if places else "-"
        parts.append(f"{name} «{words if len(words) < 160 else f'{words[:100]} ... {words[-50:]}'}»")
    return " ".join(parts)
