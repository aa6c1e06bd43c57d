"""The way from a span of text back to its original."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transferwatch.documents.spans import Place, Segment, SourceMap
from transferwatch.documents.transcribe import transcribe
from transferwatch.sources.capture import Capture

MAP = SourceMap(
    (
        Segment(start=0, end=4, place=Place(element="/a", start=10, end=14)),
        Segment(start=5, end=8, place=Place(element="/b", start=0, end=9), exact=False),
        Segment(start=8, end=10, place=Place(element="", start=20, end=26), unit=3),
    )
)


@pytest.mark.parametrize(
    ("start", "end", "places"),
    [
        (0, 4, [("/a", 10, 14)]),
        (1, 3, [("/a", 11, 13)]),
        (4, 5, []),
        (6, 7, [("/b", 0, 9)]),
        (3, 9, [("/a", 13, 14), ("/b", 0, 9), ("", 20, 23)]),
        (9, 10, [("", 23, 26)]),
        (10, 99, []),
    ],
)
def test_places(start: int, end: int, places: list[tuple[str, int, int]]) -> None:
    assert [(place.element, place.start, place.end) for place in MAP.places(start, end)] == places


def test_an_empty_map_leads_nowhere() -> None:
    assert SourceMap().places(0, 10) == ()


@given(
    text=st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\r\n aé’😀ب"), min_size=1).map(
        lambda text: f"x{text}"
    ),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
    data=st.data(),
)
def test_every_stretch_leads_back_to_the_bytes_that_it_was_decoded_from(text: str, encoding: str, data: st.DataObject) -> None:
    content = text.encode(encoding)
    document = transcribe(Capture.of(content))
    start = data.draw(st.integers(0, len(document.text)))
    end = data.draw(st.integers(start, len(document.text)))
    codec = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(encoding, encoding)
    places = document.source_map.places(start, end)
    original = b"".join(content[place.start : place.end] for place in places).decode(codec)
    assert original.replace("\r\n", "\n").replace("\r", "\n") == document.text[start:end]
    assert all(before.end == after.start for before, after in pairwise(places))


def test_segments_follow_each_other_and_cover_the_text() -> None:
    document = transcribe(Capture.of("Café\r\nin “Strelsau”\n".encode()))
    segments = document.source_map.segments
    assert segments[0].start == 0
    assert segments[-1].end == len(document.text)
    assert all(a.end == b.start for a, b in pairwise(segments))
    assert segments[0:2] == (segments[0], segments[1])
    with pytest.raises(IndexError):
        segments[len(segments)]


def test_maps_of_the_same_bytes_are_equal() -> None:
    one, other = (transcribe(Capture.of("Café\r\n".encode())) for _ in range(2))
    assert one == other
    assert hash(one.source_map) == hash(other.source_map)
    assert one.source_map != transcribe(Capture.of(b"Cafe")).source_map
