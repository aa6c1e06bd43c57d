"""TimeML news (TimeBank, AQUAINT): whether the date finder gives date expressions the values that annotators gave them.

The value F1 of TempEval-3 (UzZaman et al. 2013): an expression is found where one of ours overlaps it, and right where
the value is the same too.  Counted are settled calendar dates: the type DATE without PRESENT_REF and its like, without
times of day, and without values that leave figures open ("1989-WXX").  The coding manual has no durations, sets and times
of day, and nothing of ours that lies on any of these counts for or against.  Beside it stand the figures for everything
of type DATE, and for all types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from evaluation.public.measured import Measured, figures_of, open_halves
from evaluation.scores import Figure
from transferwatch.codebook.codebook import Codebook
from transferwatch.dates import parse
from transferwatch.errors import SourceError
from transferwatch.readings.agreement import Tally

if TYPE_CHECKING:
    from transferwatch.readings.by_rule.dates.dates import DateMention

TARGETS = {"calendar.f1": 0.78}
_QUARTERS = {(1, 3): "Q1", (4, 6): "Q2", (7, 9): "Q3", (10, 12): "Q4", (1, 6): "H1", (7, 12): "H2"}
_SEASONS = {(3, 5): "SP", (6, 8): "SU", (9, 11): "FA"}
_AROUND = 40
_JOINT = re.compile(r" (?:and|to|through|until|till) (?:the )?|(?<=\w) ?[-\u2010-\u2015] ?(?=\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """An annotated expression at [start, end) of the text."""

    start: int
    end: int
    kind: str
    value: str

    @property
    def is_calendar(self) -> bool:
        """Whether it is a settled date of the calendar, and not "now", "recently" or "some week of 1989"."""
        return self.kind == "DATE" and self.value[:1].isdigit() and not re.search("[TX]|Q$|W$", self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The text of a document, the day of its creation, and its annotated expressions."""

    text: str
    created: str | None
    timexes: tuple[Timex, ...]


def measure(path: Path, book: Codebook) -> Measured:
    """The figures on every .tml file at the path or below it."""
    files = open_halves(
        [path] if path.is_file() else path.rglob("*.tml"),
        path,
        expected="TimeML files, *.tml",
        sealed=("test", "te3-platinum", "platinum"),
    )
    calendar = every_date = everything = extent = Tally()
    misses: list[str] = []
    for file in files:
        story = story_of(file)
        marked = list(_marked(story, book))
        outside = [timex for timex in story.timexes if not timex.is_calendar]
        gold = [timex for timex in story.timexes if timex.is_calendar]
        ours = [found for found in marked if not any(_meet(found, timex) for timex in outside)]
        pairs = _pairs(gold, ours)
        calendar += Tally(both=sum(one.value == other.value for one, other in pairs), left=len(gold), right=len(ours))
        extent += Tally(both=len(pairs), left=len(gold), right=len(ours))
        dates = [timex for timex in story.timexes if timex.kind == "DATE"]
        near = [one for one in marked if not any(_meet(one, timex) for timex in story.timexes if timex.kind != "DATE")]
        right = sum(one.value == other.value for one, other in _pairs(dates, near))
        every_date += Tally(both=right, left=len(dates), right=len(near))
        right = sum(one.value == other.value for one, other in _pairs(story.timexes, marked))
        everything += Tally(both=right, left=len(story.timexes), right=len(marked))
        misses += _misses(file.stem, story, gold, ours, pairs)
    return Measured(
        figures=(
            *figures_of("calendar", calendar),
            *figures_of("found", extent),
            Figure(name="value.given.found", value=calendar.both / max(1, extent.both), unit="share", of=extent.both),
            *figures_of("every.date", every_date),
            *figures_of("all.types", everything),
        ),
        targets=TARGETS,
        misses=tuple(misses),
    )


def story_of(file: Path) -> Story:
    """The story of a TimeML file; SourceError where it is none."""
    try:
        root = ElementTree.fromstring(file.read_bytes())
    except ElementTree.ParseError as error:
        raise SourceError(f"no XML ({error})", expected="a TimeML file", item=str(file)) from error
    body, created = root.find("TEXT"), root.find("DCT/TIMEX3")
    if body is None:
        raise SourceError("no TEXT in it", expected="a TimeML file", item=str(file))
    pieces: list[str] = []
    timexes: list[Timex] = []
    _walk(body, pieces, timexes)
    value = "" if created is None else created.get("value", "")
    day = re.match(r"\d{4}-\d\d-\d\d", value)
    return Story(text="".join(pieces), created=day[0] if day else None, timexes=tuple(timexes))


def timex_value(edtf: str) -> str | None:
    """The TIMEX3 value that says the same as EDTF text; None where TIMEX3 has none.

    A part of a month or year has the value of the whole (with a `mod`, which is not compared), an open side none.
    """
    plain = edtf.replace("~", "").replace("?", "").replace("%", "")
    if "/" not in plain:
        return re.sub(r"(?:X+|-XX)+$", "", plain) or None if not plain.startswith("XXXX") else plain
    first_text, last_text = plain.split("/")
    if ".." in (first_text, last_text):
        return timex_value(first_text if last_text == ".." else last_text)
    first, last = parse(plain).earliest, parse(plain).latest
    return None if first is None or last is None else _of_stretch(first, last)


def _of_stretch(first: date, last: date) -> str | None:
    after = last + timedelta(days=1)
    week = first.isocalendar()
    if (last - first).days == 6 and week.weekday == 1:
        return f"{week.year}-W{week.week:02}"
    if (last - first).days == 1 and week.weekday == 6:
        return f"{week.year}-W{week.week:02}-WE"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year}-{first.month:02}"
    if first.day != 1 or after.day != 1:
        return None
    months = (first.month, last.month)
    if first.year == last.year:
        return f"{first.year}-{_QUARTERS[months]}" if months in _QUARTERS else _of_months(first.year, months)
    if months == (12, 2) and last.year == first.year + 1:
        return f"{first.year}-WI"
    whole_years = months == (1, 12) and first.year // 10 == last.year // 10
    return f"{first.year // 10}" if whole_years and (first.year, last.year) != (first.year, first.year) else None


def _of_months(year: int, months: tuple[int, int]) -> str:
    return f"{year}-{_SEASONS[months]}" if months in _SEASONS else str(year)


def _marked(story: Story, book: Codebook) -> Iterator[Timex]:
    from transferwatch.readings.by_rule.page import lay_open

    for found in lay_open(story.text, story.created, book).dates:
        if found.edtf is not None:
            yield from _as_annotated(found, story)


def _as_annotated(found: DateMention, story: Story) -> Iterator[Timex]:
    """What annotators would mark of it: of a range each end, of "until" and "since" a date the date."""
    edtf = found.edtf or ""
    first, slash, last = edtf.partition("/")
    joint = _JOINT.search(found.text) if slash and ".." not in (first, last) else None
    if joint:
        sides = (found.text[: joint.start()], found.text[joint.end() :])
        values = [_alone(words, known, story) for words, known in zip(sides, (first, last), strict=True)]
        if values[0] and values[1]:
            yield Timex(start=found.start, end=found.start + joint.start(), kind="DATE", value=values[0])
            yield Timex(start=found.start + joint.end(), end=found.end, kind="DATE", value=values[1])
            return
    known = last if first == ".." else first
    value = _alone(found.text, known, story) if ".." in (first, last) else None
    value = value or timex_value(edtf)
    if value:
        yield Timex(start=found.start, end=found.end, kind="DATE", value=value)


def _alone(words: str, known: str, story: Story) -> str | None:
    """The value of the words standing alone, where they then begin or end with what is known of them."""
    from transferwatch.readings.by_rule.dates.dates import find_dates

    for tense in ("past", "future"):
        dates = find_dates(words, published=story.created, tense_at=lambda _, tense=tense: tense)  # type: ignore[misc]
        edtf = dates[0].edtf.replace("/..", "") if len(dates) == 1 and dates[0].edtf else None
        if edtf and known.rstrip("~") in (end.rstrip("~") for end in edtf.split("/")):
            return timex_value(edtf)
    return timex_value(known) if known.count("-") == words.count("-") == 0 else None


def _walk(element: ElementTree.Element, pieces: list[str], timexes: list[Timex]) -> None:
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        _walk(child, pieces, timexes)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        kind, value = element.get("type", ""), element.get("value", "")
        timexes.append(Timex(start=start, end=sum(map(len, pieces)), kind=kind, value=_plain(value)))


def _plain(value: str) -> str:
    """The value as ours are written: "199" for a decade ("199X", "199X-XX-XX"), "2000-W07" for "2000-W7"."""
    value = re.sub(r"^(\d{2,3})X{1,2}(?:-XX)*$", r"\1", value)
    return re.sub(r"-W(\d)(?!\d)", r"-W0\1", value)


def _meet(one: Timex, other: Timex) -> bool:
    return one.start < other.end and other.start < one.end


def _pairs(gold: tuple[Timex, ...] | list[Timex], ours: list[Timex]) -> list[tuple[Timex, Timex]]:
    """Each annotated expression with the first of ours that overlaps it and is not taken, of the same value rather."""
    taken: set[int] = set()
    pairs = []
    for timex in gold:
        meeting = [n for n, found in enumerate(ours) if n not in taken and _meet(timex, found)]
        if meeting:
            best = min(meeting, key=lambda n: (ours[n].value != timex.value, n))
            taken.add(best)
            pairs.append((timex, ours[best]))
    return pairs


def _misses(name: str, story: Story, gold: list[Timex], ours: list[Timex], pairs: list[tuple[Timex, Timex]]) -> Iterator[str]:
    for timex in gold:
        found = next((other for one, other in pairs if one is timex), None)
        if found is None or found.value != timex.value:
            yield f"{name} {story.created} {timex.value} read {found.value if found else '-'}: {_words(story, timex)}"
    for found in ours:
        if not any(other is found for _, other in pairs):
            yield f"{name} {story.created} none read {found.value}: {_words(story, found)}"


def _words(story: Story, timex: Timex) -> str:
    before, after = story.text[max(0, timex.start - _AROUND) : timex.start], story.text[timex.end : timex.end + _AROUND]
    return " ".join(f"{before}[[{story.text[timex.start : timex.end]}]]{after}".split())
