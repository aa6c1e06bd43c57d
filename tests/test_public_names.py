"""The front page of the library: its names, frozen, and each where it should come from."""

from __future__ import annotations

import inspect
from importlib.metadata import version
from pathlib import Path

import pytest

import transferwatch
from transferwatch.sources.capture import Capture

NAMES = [
    "AsOf",
    "Reading",
    "TransferwatchError",
    "Workspace",
    "__version__",
    "brief",
    "collect",
    "listing",
    "load_codebook",
    "parse_pair",
    "read",
    "settle",
    "timeline",
    "transcribe",
]


def test_the_names_are_these() -> None:
    assert transferwatch.__all__ == NAMES
    assert set(NAMES) <= set(dir(transferwatch))


def test_a_star_import_brings_them_all() -> None:
    found: dict[str, object] = {}
    exec("from transferwatch import *", found)
    assert set(NAMES) <= set(found)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "__version__"])
def test_a_name_is_documented_and_comes_from_the_package(name: str) -> None:
    found = getattr(transferwatch, name)
    assert inspect.getdoc(found)
    assert found.__module__.startswith("transferwatch.")
    assert getattr(transferwatch, name) is found


def test_the_version_is_that_of_the_distribution() -> None:
    assert transferwatch.__version__ == version("transferwatch")


def test_another_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'sign'"):
        transferwatch.sign  # noqa: B018


def test_types_are_marked_as_shipped() -> None:
    assert (Path(transferwatch.__file__).parent / "py.typed").is_file()


def test_the_way_of_a_document_by_public_names_alone(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(
        "Rwanda said on Monday that it was in talks with the United States about taking in deportees.\n"
        "Foreign Minister Olivier Nduhungirehe told state television that the talks were at an early stage.\n"
    )
    (capture,) = transferwatch.collect([str(story)])
    assert isinstance(capture, Capture)
    document = transferwatch.transcribe(capture, published="2025-05-06")
    book = transferwatch.load_codebook()
    reading = transferwatch.read(document, book)
    assert [(one.sending, one.receiving) for one in reading.arrangements] == [(("US",), "RW")]
    with transferwatch.Workspace.open(tmp_path / "data", book) as workspace:
        list(workspace.add([str(story)], published="2025-05-06"))
        pair = transferwatch.parse_pair("US-RW", book)
        (deal,) = transferwatch.brief(workspace.view(), pair, book).deals
        assert transferwatch.timeline(workspace.view(), pair, book).moments
        assert [row.pair for row in transferwatch.listing(workspace.view(), book).rows] == ["US-RW"]
    assert deal.stage == "in_talks"
