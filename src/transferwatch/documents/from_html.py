"""Web pages: the main text, made of the page's own text nodes, so that every word leads back to its node.

trafilatura chooses which text nodes belong to the main text: each node goes to it with a mark of its own, and
the marks that come out name the nodes.  The text itself is then made here, from the nodes as parsed, in the
order of the page.  Nothing is run, fetched or expanded.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from lxml import etree, html

from transferwatch.documents.page_facts import page_facts
from transferwatch.documents.spans import Place, Segment, SourceMap
from transferwatch.errors import DocumentError, EmptyDocumentError
from transferwatch.sources.capture import KnownFacts

# What is put between two text nodes, the weakest first.
_NONE, _CELL, _LINE, _PARAGRAPH = range(4)
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "details",
        "dialog",
        "div",
        "dl",
    }
    | {
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
    }
    | {"html", "main", "menu", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "ul"}
)
_BREAKS = {
    **dict.fromkeys(["br", "li", "dt", "dd", "tr", "legend", "summary"], _LINE),
    **dict.fromkeys(_BLOCKS, _PARAGRAPH),
}
_NEVER_TEXT = frozenset(
    {"audio", "button", "canvas", "embed", "head", "iframe", "map", "math", "noframes", "noscript", "object"}
    | {"script", "select", "style", "svg", "template", "textarea", "video"}
)
_AROUND = frozenset({"nav", "footer", "aside", "form", "menu", "dialog"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Words stand between white space; soft hyphens and zero-width signs are left out of the text.
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
_WORD = re.compile(rf"[^\s{_INVISIBLE}]+")
_SPACE = re.compile(r"\s")
_PLAIN_TAG = re.compile(r"[A-Za-z][\w-]*")
_DEPTH_WRITTEN_OUT = 64
_DEPTH_FOR_TRAFILATURA = 400

# Marks are signs of the private-use planes 15 and 16; where a page holds such signs itself they stay behind.
_MARKS = tuple(chain(range(0xF0000, 0xFFFFE), range(0x100000, 0x10FFFE)))
_MARK = re.compile("[\U000f0000-\U0010ffff]")
_UNMARKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\U000f0000-\U0010ffff]")


@dataclass(slots=True, kw_only=True)
class _Node:
    """A text node with words in it, its XPath, and what stands between it and the node before."""

    text: str
    path: str
    before: int
    cells: int
    spaced: bool
    holder: etree._Element
    is_tail: bool
    frame: _Frame


@dataclass(slots=True, kw_only=True)
class _Frame:
    """An open element while the page is walked: its XPath, what was counted in it, what holds inside it."""

    path: str
    silent: bool = False
    verbatim: bool = False
    around: bool = False
    headline: bool = False
    cell: bool = False
    texts: int = 0
    children: dict[str, int] = field(default_factory=dict)


def from_html(markup: str) -> tuple[str, SourceMap, KnownFacts]:
    """Main text, its map to the page's text nodes, and what the page says of itself.

    EmptyDocumentError where the page holds only markup, images or scripts; DocumentError where it cannot be
    parsed.
    """
    root = _parse(markup)
    facts = page_facts(root)
    walk = _Walk(root)
    nodes = walk.nodes
    worded = {number for number, node in enumerate(nodes) if _WORD.search(node.text)}
    if not worded:
        raise EmptyDocumentError(
            "a page of only markup, images or scripts",
            expected="a page with text in it",
            remedy="Open it in a browser and save what it shows, as text or as complete HTML",
        )
    chosen = _chosen(root, nodes) if walk.deepest <= _DEPTH_FOR_TRAFILATURA else set()
    if not chosen:
        chosen = {number for number in worded if not nodes[number].frame.around} or worded
    lines = _lines(nodes)
    text, segments = _compose(nodes, _whole(lines, nodes, chosen) | _headline(lines, nodes, facts.title))
    return text, SourceMap(segments), facts


def _parse(markup: str) -> etree._Element:
    # `huge_tree` lifts the limits of 256 levels and 10 MB a text node; the parser still stops at 2,048.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except (etree.LxmlError, AssertionError) as error:
        raise EmptyDocumentError(
            "a page with nothing in it", expected="a page with text in it", remedy="Save the page again"
        ) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise DocumentError(
            "a page nested too deeply to be parsed",
            expected="markup of at most 2,048 levels",
            remedy="Save what it shows as text",
        )
    return root


class _Walk:
    """The text nodes of a page in its order, and how deep its elements are nested."""

    def __init__(self, root: etree._Element) -> None:
        self.nodes: list[_Node] = []
        self.deepest = 0
        self._elements = 0
        self._pending = _NONE
        self._spaced = False
        self._row_begun = False
        self._cell_begun = False
        self._cells = 0
        frames = [_Frame(path="")]
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event == "start":
                frames.append(self._opened(element, frames[-1], len(frames)))
                self.deepest = max(self.deepest, len(frames))
                self._break(str(element.tag), frames[-1], opening=True)
                self._take(element, element.text, frames[-1], is_tail=False)
                continue
            if event == "end":
                self._break(str(element.tag), frames.pop(), opening=False)
            self._take(element, element.tail, frames[-1], is_tail=True)

    def _opened(self, element: etree._Element, parent: _Frame, depth: int) -> _Frame:
        self._elements += 1
        tag = str(element.tag)
        for counted in (tag, "*"):
            parent.children[counted] = parent.children.get(counted, 0) + 1
        if depth > _DEPTH_WRITTEN_OUT:
            path = f"(//*)[{self._elements}]"
        else:
            step = tag if _PLAIN_TAG.fullmatch(tag) else "*"
            path = f"{parent.path}/{step}[{parent.children[step]}]"
        hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
        return _Frame(
            path=path,
            silent=parent.silent or tag in _NEVER_TEXT or bool(hidden),
            verbatim=parent.verbatim or tag == "pre",
            around=parent.around or tag in _AROUND,
            headline=parent.headline or tag == "h1",
            cell=parent.cell or tag in ("td", "th"),
        )

    def _break(self, tag: str, frame: _Frame, *, opening: bool) -> None:
        if tag in ("td", "th"):
            if opening:
                self._pending = _CELL if self._row_begun else max(self._pending, _LINE)
                self._cell_begun = False
                self._cells += 1
            return
        wanted = _BREAKS.get(tag, _NONE)
        if tag == "br":
            if not opening:
                return
            wanted = _PARAGRAPH if self._pending == _LINE else _LINE
        if tag == "tr":
            self._row_begun = False
            self._cells = 0
        elif frame.cell:
            # Paragraphs inside a cell are lines of it; before the first of them the cell's own break stands.
            wanted = min(wanted, _LINE) if self._cell_begun else _NONE
        self._pending = max(self._pending, wanted)

    def _take(self, holder: etree._Element, text: str | None, frame: _Frame, *, is_tail: bool) -> None:
        if not text:
            return
        frame.texts += 1
        if frame.silent:
            return
        if not _WORD.search(text) and not frame.verbatim:
            self._spaced = self._spaced or bool(_SPACE.search(text))
            return
        self.nodes.append(
            _Node(
                text=text,
                path=f"{frame.path}/text()[{frame.texts}]",
                before=self._pending,
                cells=self._cells,
                spaced=self._spaced,
                holder=holder,
                is_tail=is_tail,
                frame=frame,
            )
        )
        self._pending = _NONE
        self._spaced = False
        self._cells = 0
        self._row_begun = self._cell_begun = frame.cell


def _chosen(root: etree._Element, nodes: list[_Node]) -> set[int]:
    """Numbers of the nodes that belong to the main text; none where trafilatura finds no main text."""
    if len(nodes) > len(_MARKS):
        return set()
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    import trafilatura

    etree.strip_elements(root, *_NEVER_TEXT - {"head"}, etree.Comment, etree.PI, with_tail=False)
    for mark, node in zip(_MARKS, nodes, strict=False):
        found = _WORD.search(node.text)
        if found is None:
            continue
        first = found.start()
        clean = _UNMARKABLE.sub("\ufffd", node.text)
        marked = clean[:first] + chr(mark) + clean[first:]
        if node.is_tail:
            node.holder.tail = marked
        else:
            node.holder.text = marked
    try:
        extracted = trafilatura.bare_extraction(
            root, include_comments=False, include_tables=True, favor_precision=True, with_metadata=False
        )
    except Exception:  # whatever it stumbles over, the page's own blocks remain
        return set()
    if extracted is None or isinstance(extracted, dict):
        return set()
    number_of = {chr(mark): number for number, mark in zip(range(len(nodes)), _MARKS, strict=False)}
    marks = _MARK.findall("".join(map(str, extracted.body.itertext())))
    return {number_of[mark] for mark in marks if mark in number_of}


def _lines(nodes: list[_Node]) -> list[range]:
    """Numbers of the nodes that stand together, with no break between them."""
    starts = [number for number, node in enumerate(nodes) if node.before != _NONE or number == 0]
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(nodes)], strict=True)]


def _whole(lines: list[range], nodes: list[_Node], chosen: set[int]) -> set[int]:
    """The choice, with every line completed of which at least half was chosen: no sentence loses a word."""
    completed = set(chosen)
    for line in lines:
        inside = sum(len(nodes[number].text) for number in line if number in chosen)
        if inside * 2 >= sum(len(nodes[number].text) for number in line):
            completed.update(line)
    return completed


def _headline(lines: list[range], nodes: list[_Node], title: str | None) -> set[int]:
    """The nodes of the heading that says what the page's title says."""
    if not title:
        return set()
    wanted = title.casefold()
    for line in lines:
        if all(nodes[number].frame.headline for number in line):
            words = " ".join("".join(nodes[number].text for number in line).split()).casefold()
            if wanted.startswith(words) or words.startswith(wanted):
                return set(line)
    return set()


def _compose(nodes: list[_Node], chosen: Iterable[int]) -> tuple[str, tuple[Segment, ...]]:
    """The text of the chosen nodes in the order of the page, with the segments that lead back to them."""
    parts: list[str] = []
    segments: list[Segment] = []
    length = 0
    previous = -1
    for number in sorted(chosen):
        node = nodes[number]
        if parts:
            between = _between(nodes[previous : number + 1], parts[-1])
            parts.append(between)
            length += len(between)
        previous = number
        for words, start in _stretches(node):
            end = start + len(words)
            if words != " " or node.text[start:end] == " ":
                place = Place(element=node.path, start=start, end=end)
                segments.append(Segment(start=length, end=length + len(words), place=place))
            parts.append(words)
            length += len(words)
    return "".join(parts), tuple(segments)


def _between(passed: list[_Node], written: str) -> str:
    """What goes between the first and the last of the nodes, of which those between were not chosen."""
    first, last = passed[0], passed[-1]
    strongest = max(node.before for node in passed[1:])
    if strongest >= _LINE:
        ended = len(written) - len(written.rstrip("\n"))
        return "\n" * max(0, strongest - _LINE + 1 - ended) + "| " * (last.cells - 1)
    if strongest == _CELL:
        return " |" * max(1, last.cells) + " "
    left_out = len(passed) > 2 or last.spaced
    behind = first.text[-1].isspace() and not first.frame.verbatim
    before = last.text[0].isspace() and not last.frame.verbatim
    return " " if left_out or behind or before else ""


def _stretches(node: _Node) -> Iterable[tuple[str, int]]:
    """Stretches of the node for the text, and where they start in it; white space comes as one blank."""
    if node.frame.verbatim:
        begun = node.text.lstrip("\n") if node.before >= _LINE else node.text
        return [(begun, len(node.text) - len(begun))] if begun else []
    stretches: list[tuple[str, int]] = []
    start = end = -1
    for found in _WORD.finditer(node.text):
        if start < 0:
            start = found.start()
        elif node.text[end : found.start()] != " ":
            stretches.append((node.text[start:end], start))
            if _SPACE.search(node.text, end, found.start()):
                stretches.append((" ", -1))
            start = found.start()
        end = found.end()
    stretches.append((node.text[start:end], start))
    return stretches
