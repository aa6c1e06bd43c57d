"""The terminal: all that is said, with footnotes, and no document that speaks to the terminal itself."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from by_hand import CODEBOOK, Paper, first_case, view_of
from transferwatch.answers.brief import brief
from transferwatch.answers.listing import listing
from transferwatch.answers.timeline import timeline
from transferwatch.matching.parties import parse_pair
from transferwatch.publish.terminal import print_brief, print_listing, print_timeline


def printed(*papers: Paper, width: int = 100) -> str:
    view, pair = view_of(*papers), parse_pair("US-RW", CODEBOOK)
    console = Console(file=StringIO(), width=width, highlight=False)
    print_brief(brief(view, pair, CODEBOOK), console)
    print_timeline(timeline(view, None, CODEBOOK), console)
    print_listing(listing(view, CODEBOOK), console)
    file = console.file
    assert isinstance(file, StringIO)
    return file.getvalue()


def test_what_is_printed() -> None:
    out = printed(first_case())
    for words in (
        "United States → Rwanda",
        "In talks, 4 May 2025 (one party on record).",
        "“in talks with the United States”",
        "[1] Talks on migrants, The Test Paper, 5 May 2025",
        "Arrangements on record",
    ):
        assert words in out


def test_narrow_terminals() -> None:
    assert max(len(line) for line in printed(first_case(), width=40).splitlines()) <= 40


def test_markup_and_escapes_are_text() -> None:
    attack = "[bold red]x[/] \x1b[31m\u202e :smile:"
    out = printed(Paper(attack, title=attack).report("US-RW", "agreed", by=attack))
    assert "[bold red]x[/] ⟨U+001B⟩[31m⟨U+202E⟩ :smile:" in out
    assert "\x1b" not in out
