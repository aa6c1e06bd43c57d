"""What a page says of itself: in JSON-LD, OpenGraph, meta tags, its title and language attribute."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from lxml import etree

from transferwatch import dates
from transferwatch.errors import DateFormatError
from transferwatch.sources.capture import KnownFacts

_ARTICLE_TYPES = re.compile(r"Article|Posting|Report|PressRelease|Statement|LegalDocument")
_PAGE_TYPES = re.compile(r"Page|CreativeWork|DigitalDocument")
_DAY = re.compile(r"\s*(\d{4})(?:([-/.]?)(\d{2})(?:\2(\d{2})(?!\d))?)?(?=$|[T\s+Z~])")
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)")
_NODES_LOOKED_AT = 10_000

_META_TITLES = ("twitter:title", "dc.title", "dcterms.title", "citation_title", "headline", "parsely-title")
_META_PUBLISHERS = (
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "citation_publisher",
    "application-name",
)
_META_DATES = (
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "citation_publication_date",
    "citation_date",
)
_META_LANGUAGES = ("content-language", "language", "dc.language", "dcterms.language", "inlanguage")


def page_facts(root: etree._Element) -> KnownFacts:
    """Title, publisher, day of publication (never of modification), language, address, as far as stated."""
    meta = _meta(root)
    article, nodes = _linked_data(root)
    return KnownFacts(
        title=_first(
            (
                _text(article.get("headline")) or _text(article.get("name")),
                meta.get("og:title"),
                *(meta.get(name) for name in _META_TITLES),
                _title(root),
            )
        ),
        publisher=_first(
            (
                _name(article.get("publisher"), nodes),
                _name(article.get("isPartOf"), nodes),
                meta.get("og:site_name"),
                *(meta.get(name) for name in _META_PUBLISHERS),
            )
        ),
        published=_first(
            map(
                edtf_day,
                (
                    _text(article.get("datePublished")),
                    meta.get("article:published_time"),
                    meta.get("og:article:published_time"),
                    *(meta.get(name) for name in _META_DATES),
                    *_marked_times(root),
                ),
            )
        ),
        language=_first(
            map(
                _language,
                (
                    _text(article.get("inLanguage")),
                    meta.get("og:locale"),
                    *(meta.get(name) for name in _META_LANGUAGES),
                    root.get("lang"),
                    root.get("xml:lang"),
                ),
            )
        ),
        url=_first(map(_address, (*_canonical(root), meta.get("og:url"), *_own_addresses(article)))),
    )


def edtf_day(stated: str | None) -> str | None:
    """The EDTF date of an ISO date or time as pages write it; None where it is no such date."""
    found = _DAY.match(stated or "")
    if found is None:
        return None
    date = "-".join(part for part in (found.group(1), found.group(3), found.group(4)) if part)
    try:
        return dates.parse(date).text
    except DateFormatError:
        return None


def _meta(root: etree._Element) -> dict[str, str]:
    """Contents of the meta tags by lower-case name, the first of each that says something."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        content = _text(element.get("content"))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _linked_data(root: etree._Element) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The JSON-LD node of the article (of the page, if there is none) and all nodes by @id."""
    nodes: list[dict[str, Any]] = []
    for element in root.iter("script"):
        if (element.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            try:
                nodes.extend(_nodes(json.loads(element.text or "", strict=False)))
            except (ValueError, RecursionError):
                continue  # a broken script says nothing; the tags below may
    articles = [node for node in nodes if _ARTICLE_TYPES.search(_kind(node))]
    pages = [node for node in nodes if _PAGE_TYPES.search(_kind(node)) and node.get("datePublished")]
    by_id = {node["@id"]: node for node in reversed(nodes) if isinstance(node.get("@id"), str) and len(node) > 1}
    return next(iter(articles + pages), {}), by_id


def _nodes(loaded: Any) -> Iterator[dict[str, Any]]:
    waiting = [loaded]
    for _ in range(_NODES_LOOKED_AT):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend(value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value)


def _kind(node: dict[str, Any]) -> str:
    kind = node.get("@type")
    return " ".join(map(str, kind)) if isinstance(kind, list) else str(kind or "")


def _name(value: Any, nodes: dict[str, dict[str, Any]]) -> str | None:
    """The name of a publisher: given, inside a node, or in the node that is pointed to."""
    if isinstance(value, list):
        return _first(_name(one, nodes) for one in value[:5] if not isinstance(one, list))
    if isinstance(value, dict):
        pointed = value.get("@id")
        other = nodes.get(pointed, {}) if isinstance(pointed, str) else {}
        return _text(value.get("name")) or _text(other.get("name")) or _text(other.get("legalName"))
    return _text(value)


def _marked_times(root: etree._Element) -> Iterator[str | None]:
    for element in root.iter("time"):
        if "datepublished" in (element.get("itemprop") or "").lower() or element.get("pubdate") is not None:
            yield element.get("datetime")


def _canonical(root: etree._Element) -> Iterator[str | None]:
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical":
            yield element.get("href")


def _own_addresses(article: dict[str, Any]) -> tuple[str | None, ...]:
    page = article.get("mainEntityOfPage")
    return (
        _text(page.get("@id")) if isinstance(page, dict) else _text(page),
        _text(article.get("url")),
    )


def _title(root: etree._Element) -> str | None:
    element = next(root.iter("title"), None)
    return None if element is None else _text("".join(map(str, element.itertext())))


def _language(stated: str | None) -> str | None:
    found = _LANGUAGE.match(stated or "")
    return found.group(1).lower() if found else None


def _address(stated: str | None) -> str | None:
    return stated.strip() if stated and stated.strip().startswith(("https://", "http://")) else None


def _text(value: Any) -> str | None:
    """A text with its entities resolved and its white space made single; None where there is none."""
    if isinstance(value, list) and value:
        value = value[0]
    return " ".join(unescape(value).split()) or None if isinstance(value, str) else None


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
