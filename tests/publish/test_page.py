"""The page: needs nothing else, says nothing that the documents could make it say, and every mark leads there
and back.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html

from by_hand import CODEBOOK, Paper, first_case, official, view_of
from transferwatch.answers.brief import brief
from transferwatch.answers.listing import listing
from transferwatch.answers.timeline import timeline
from transferwatch.matching.parties import parse_pair
from transferwatch.publish.controls import visible, web_address
from transferwatch.publish.page import brief_page, listing_page, timeline_page

ATTACK = "</q><script>alert(1)</script><img src=x onerror=alert(1)> \u202egnol\u202c \x1b[31m {{ 7*7 }} & \"'"


def parsed(page: str) -> Any:
    return html.document_fromstring(page)


def hostile() -> Paper:
    return (
        Paper(ATTACK, title=ATTACK, publisher=ATTACK, url="javascript:alert(1)")
        .report(
            "US-RW",
            "signed",
            when="2025-05-01",
            by=ATTACK,
            sources=official(ATTACK),
            terms={"conditions": (ATTACK,)},
        )
        .transfer("US-RW", 1, who=ATTACK)
        .proceeding(ATTACK, "RW", "filed", case=ATTACK, judge=ATTACK)
        .statement(ATTACK, "RW", "says", ATTACK, about=("US-RW",), quote=ATTACK)
        .claim("other", ATTACK, ATTACK, ATTACK)
    )


def pages(*papers: Paper) -> list[str]:
    view = view_of(*papers)
    pair = parse_pair("US-RW", CODEBOOK)
    return [
        brief_page(brief(view, pair, CODEBOOK)),
        timeline_page(timeline(view, None, CODEBOOK)),
        listing_page(listing(view, CODEBOOK)),
    ]


@pytest.mark.parametrize("page", pages(first_case(), hostile()))
def test_a_page_is_whole_and_safe(page: str) -> None:
    tree = parsed(page)
    assert tree.xpath("//script | //img | //link | //iframe | //object | //style/@src | //@onerror") == []
    assert not re.search(r"url\(|@import", page)
    assert not [address for address in tree.xpath("//@href") if not address.startswith("#")]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]", page)
    assert tree.get("lang") == "en"
    assert len(tree.xpath("//h1")) == 1
    names = tree.xpath("//@id")
    assert len(names) == len(set(names))
    assert {address[1:] for address in tree.xpath("//@href")} <= set(names)
    marks = tree.xpath("//a[@class='mark']")
    assert marks
    backs = set(tree.xpath("//p[@class='back']/a/@href"))
    assert {f"#{mark.get('id')}" for mark in marks} == backs
    assert set(tree.xpath("//@aria-labelledby")) <= set(names)


def test_the_quoted_words_are_on_the_page() -> None:
    tree = parsed(pages(first_case())[0])
    assert tree.xpath("//blockquote/text()") == ["in talks with the United States"]
    (where,) = tree.xpath("//p[@class='where']")
    assert where.text_content() == "Talks on migrants, The Test Paper, 5 May 2025"


def test_an_address_of_the_web_is_a_link() -> None:
    paper = Paper("x", url="https://news.example/a?b=1&c=2", title="t").report("US-RW", "agreed")
    tree = parsed(pages(paper)[0])
    assert tree.xpath("//p[@class='where']/a/@href") == ["https://news.example/a?b=1&c=2"]
    assert tree.xpath("//p[@class='where']/a/@rel") == ["noopener noreferrer"]


def test_controls_are_made_visible() -> None:
    assert visible("a\u202eb\x1b[0m\nc") == "a⟨U+202E⟩b⟨U+001B⟩[0m c"
    assert visible("עברית\u200f ok") == "עברית\u200f ok"
    assert web_address("javascript:alert(1)") is None
    assert web_address("https://x.example/\u202e") is None
    assert web_address(None) is None
