"""Pages: what is taken, what is left, and that every word leads back to the node it came from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from transferwatch.documents import from_html as pages
from transferwatch.documents.document import Document
from transferwatch.documents.page_facts import edtf_day
from transferwatch.documents.transcribe import transcribe
from transferwatch.errors import DocumentError, EmptyDocumentError
from transferwatch.sources.capture import Capture

PAIRS = sorted((Path(__file__).parent.parent / "pairs").glob("*.html"))
MADE = set(" \n|")  # blanks, line breaks, and the bars between cells: all that is not from the page


def of_page(markup: str) -> Document:
    return transcribe(Capture.of(markup.encode(), path="page.html"))


def assert_words_lead_back(document: Document, markup: str) -> None:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = html.document_fromstring(markup.replace("\r\n", "\n").encode(), parser=parser)
    at = 0
    for segment in document.source_map.segments:
        assert set(document.text[at : segment.start]) <= MADE
        assert segment.exact
        (node,) = cast(list[str], root.xpath(segment.place.element))
        words = node[segment.place.start : segment.place.end]
        assert words == document.text[segment.start : segment.end]
        at = segment.end
    assert set(document.text[at:]) <= MADE


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_pairs(path: Path) -> None:
    document = transcribe(Capture.of(path.read_bytes(), path=path.name))
    expected = json.loads(path.with_name(path.stem + ".expected.json").read_text(encoding="utf-8"))
    assert document.text.split("\n") == expected.pop("text")
    assert {name: getattr(document, name) for name in expected} == expected


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_every_word_leads_back_to_its_node(path: Path) -> None:
    document = transcribe(Capture.of(path.read_bytes(), path=path.name))
    assert_words_lead_back(document, path.read_text(encoding="utf-8"))


def test_there_are_enough_layouts() -> None:
    assert len(PAIRS) >= 8


WORDS = st.sampled_from(["Ruritania", "has", "signed", "250", "people", "&amp;", "&mdash;", "é", "&shy;", "&nbsp;", " ", "\n"])
INLINE = st.sampled_from(["{}", "<b>{}</b>", "<a href=x>{}</a>", "<span>{}</span>", "<!-- {} -->", "{}<br>"])
BLOCK = st.sampled_from(
    [
        *(
            "<p>{}</p>",
            "<div>{}</div>",
            "<ul><li>{}</li></ul>",
            "<table><tr><td>{}</td><td>x</td></tr></table>",
        ),
        *("<blockquote>{}</blockquote>", "<h2>{}</h2>", "<pre>{}</pre>", "<section>{}</section>"),
    ]
)


@st.composite
def markup(draw: st.DrawFn) -> str:
    blocks = []
    for _ in range(draw(st.integers(1, 6))):
        inside = "".join(
            draw(INLINE).format(" ".join(draw(st.lists(WORDS, max_size=8)))) for _ in range(draw(st.integers(1, 4)))
        )
        blocks.append(draw(BLOCK).format(inside))
    return f"<html><body><article>{''.join(blocks)}</article></body></html>"


@given(markup())
@settings(deadline=None, max_examples=60)
def test_every_word_of_any_page_leads_back(page: str) -> None:
    try:
        document = of_page(page)
    except EmptyDocumentError:
        return
    assert_words_lead_back(document, page)


def test_no_word_is_lost_inside_a_sentence() -> None:
    text = of_page(
        "<html><body><article><p>Ruritania has <x-note>not</x-note> <em>yet</em> <a href=x>signed</a> the"
        " <ins>amended</ins> <small>agreement</small>, a spokesman for the government said.</p></article>"
    ).text
    assert text == "Ruritania has not yet signed the amended agreement, a spokesman for the government said."


def test_words_split_by_tags_stay_whole() -> None:
    assert of_page("<p>Ru<b>rita</b>nia signed<br>in <i>May</i>.</p>").text == "Ruritania signed\nin May."


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<html><body><img src=x alt=y><img src=z></body></html>",
        "<!doctype html><title>Only a title</title>",
        "<html><body><script>var text = 'Ruritania signed';</script><style>p {}</style></body></html>",
        "<html><body><p hidden>Hidden</p><div style='display: none'>Hidden</div></body></html>",
        "<html><body><!-- Ruritania signed --></body></html>",
        "<html><body><p>&nbsp;&shy;</p></body></html>",
    ],
)
def test_a_page_without_text_is_said_to_be_empty(page: str) -> None:
    with pytest.raises(EmptyDocumentError, match=r"page\.html: a page"):
        of_page(page)


@pytest.mark.parametrize("depth", [100, 1_000, 100_000])
@pytest.mark.parametrize("tags", [("div",), ("b",), ("ul", "li"), ("table", "tr", "td")])
def test_deeply_nested_pages_do_not_crash(depth: int, tags: tuple[str, ...]) -> None:
    opened, closed = "".join(f"<{tag}>" for tag in tags), "".join(f"</{tag}>" for tag in reversed(tags))
    page = f"<html><body>{opened * depth}<p>Ruritania signed.</p>{closed * depth}</body></html>"
    if depth * len(tags) > 2_000:
        with pytest.raises(DocumentError, match="nested too deeply"):
            of_page(page)
    else:
        document = of_page(page)
        assert document.text == "Ruritania signed."
        assert_words_lead_back(document, page)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    page = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY f SYSTEM "file://{secret}">]>'
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Text &a; and &f; here.</p></body></html>'
    )
    assert of_page(page).text == "Text &a; and &f; here."


def test_what_trafilatura_stumbles_over_is_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    def stumble(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(trafilatura, "bare_extraction", stumble)
    page = "<body><nav>Menu</nav><p>Ruritania signed.</p><footer>Imprint</footer></body>"
    assert of_page(page).text == "Ruritania signed."


def test_a_page_of_only_its_frame_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_chosen", lambda root, nodes: set())
    assert of_page("<body><footer><p>Imprint</p></footer></body>").text == "Imprint"


def test_more_nodes_than_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_MARKS", pages._MARKS[:2])
    assert of_page("<p>One</p><p>Two</p><p>Three</p>").text == "One\n\nTwo\n\nThree"


def test_a_page_with_private_signs_of_its_own() -> None:
    assert of_page("<p>Icon \U000f0001 and \U00100001 here, says the ministry</p>").text == (
        "Icon \U000f0001 and \U00100001 here, says the ministry"
    )


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2025-05-05", "2025-05-05"),
        ("2025-05-05T23:30:00-04:00", "2025-05-05"),
        (" 2025-05-05 10:00", "2025-05-05"),
        ("2025/05/05", "2025-05-05"),
        ("20250505", "2025-05-05"),
        ("2025-05", "2025-05"),
        ("2025", "2025"),
        ("2025-02-30", None),
        ("2025-13", None),
        ("5 May 2025", None),
        ("12345", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_of_pages(stated: str | None, day: str | None) -> None:
    assert edtf_day(stated) == day


def facts_page(head: str) -> Document:
    return of_page(f"<html><head>{head}</head><body><p>Text</p></body></html>")


def json_ld(value: object) -> str:
    written = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{written}</script>'


def test_facts_are_taken_from_json_ld_then_open_graph_then_meta_then_title() -> None:
    linked = json_ld({"@type": "NewsArticle", "headline": "Linked", "publisher": {"name": "Linked P"}})
    graph = '<meta property="og:title" content="Graph"><meta property="og:site_name" content="Graph P">'
    meta = '<meta name="DC.Title" content="Meta"><meta name="publisher" content="Meta P">'
    title = "<title>Title</title>"
    assert facts_page(title + meta + graph + linked).title == "Linked"
    assert facts_page(title + meta + graph + linked).publisher == "Linked P"
    assert facts_page(title + meta + graph).title == "Graph"
    assert facts_page(title + meta + graph).publisher == "Graph P"
    assert facts_page(title + meta).title == "Meta"
    assert facts_page(title + meta).publisher == "Meta P"
    assert facts_page(title).title == "Title"
    assert facts_page(title).publisher is None


def test_the_day_of_modification_is_never_the_day_of_publication() -> None:
    head = json_ld({"@type": "NewsArticle", "dateModified": "2025-06-01"})
    head += '<meta property="article:modified_time" content="2025-06-01">'
    head += '<meta name="last-modified" content="2025-06-01">'
    assert facts_page(head).published is None


def test_a_broken_json_ld_says_nothing_and_stops_nothing() -> None:
    deep = "[" * 100_000
    head = json_ld("{broken") + json_ld(deep) + json_ld({"@type": "Article", "isPartOf": {"name": "Whole"}})
    assert facts_page(head).publisher == "Whole"


def test_an_address_is_absolute_or_none() -> None:
    assert facts_page('<link rel="canonical" href="/x">').url is None
    assert facts_page('<link rel="canonical" href="https://a.example/x">').url == "https://a.example/x"
    assert facts_page('<meta property="og:url" content="javascript:alert(1)">').url is None
