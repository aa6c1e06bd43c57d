"""An answer as one page of HTML that needs nothing else: no script, no font, no picture from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from transferwatch.answers.brief import Brief
from transferwatch.answers.listing import Listing
from transferwatch.answers.timeline import Timeline
from transferwatch.answers.wording import date_words
from transferwatch.publish.controls import visible, web_address
from transferwatch.publish.markdown import moved_words
from transferwatch.publish.sheet import Sheet


def brief_page(brief: Brief) -> str:
    """The brief."""
    return _page("brief.html", brief)


def timeline_page(timeline: Timeline) -> str:
    """The timeline."""
    return _page("timeline.html", timeline)


def listing_page(listing: Listing) -> str:
    """The listing."""
    return _page("listing.html", listing)


def sheet_page(sheet: Sheet) -> str:
    """A table."""
    return _page("sheet.html", sheet)


class References:
    """Marks of footnotes in the text, each with a name of its own, so that a footnote can lead back to every
    one.
    """

    def __init__(self) -> None:
        self._marks: dict[int, list[str]] = {}

    def mark(self, numbers: Sequence[int]) -> Markup:
        """The marks of these footnotes."""
        made = []
        for number in numbers:
            marks = self._marks.setdefault(number, [])
            name = f"ref-{number}-{len(marks) + 1}"
            marks.append(name)
            made.append(
                Markup('<a class="mark" id="{}" href="#note-{}" aria-label="Footnote {}">{}</a>').format(
                    name, number, number, number
                )
            )
        return Markup('<sup class="marks">{}</sup>').format(Markup("").join(made)) if made else Markup("")

    def back(self, number: int) -> Sequence[str]:
        """The names of the marks of one footnote."""
        return self._marks.get(number, [])


def _page(template: str, answer: Brief | Timeline | Listing | Sheet) -> str:
    references = References()
    made = _environment().get_template(template)
    return made.render(answer=answer, mark=references.mark, back=references.back)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        shown=lambda text: escape(visible(str(text))),
        date_words=date_words,
        web_address=web_address,
        moved_words=moved_words,
        sentence=lambda text: text[:1].upper() + text[1:],
    )
    return environment
