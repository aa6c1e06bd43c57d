"""Loading the codebook: a user's folder over the built-in one, and what becomes of files that are wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from transferwatch.codebook.codebook import Codebook
from transferwatch.codebook.load import load
from transferwatch.errors import CodebookError, UnknownStateError

Overlay = Callable[[str, str | bytes], Path]


@pytest.fixture
def overlay(tmp_path: Path) -> Overlay:
    """Writes one file of a user's codebook folder and returns the folder."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / "own" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path / "own"

    return write


def by_name(entries: object, name: str) -> list[object]:
    assert isinstance(entries, tuple)
    return [entry for entry in entries if entry.name == name]


def test_the_same_book_twice_is_one_object() -> None:
    assert load() is load()


def test_an_empty_folder_changes_nothing_but_is_read(tmp_path: Path) -> None:
    book, built_in = load(tmp_path), load()
    assert book.digest == built_in.digest
    assert book.states == built_in.states
    assert book.words == built_in.words


def test_an_entry_replaces_its_namesake(overlay: Overlay) -> None:
    folder = overlay("states.yaml", "- {code: RW, name: Ruanda, names: [U Rwanda], reference: ours}\n")
    book = load(folder)
    assert book.state_name("RW") == "Ruanda"
    assert book.state_code("u rwanda") == "RW"
    assert book.state_code("Rwanda") is None
    assert len(book.states) == len(load().states)


def test_an_entry_of_a_new_name_is_added(overlay: Overlay) -> None:
    folder = overlay(
        "bodies/ours.yaml",
        "bodies:\n- {name: Lighthouse Kigali, names: [Lighthouse], kind: ngo, state: RW, reference: ours}\n",
    )
    book = load(folder)
    assert len(book.bodies) == len(load().bodies) + 1
    (body,) = by_name(book.bodies, "Lighthouse Kigali")
    assert getattr(body, "names", None) == ("Lighthouse",)


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        (
            "leaders.yaml",
            "- {name: A. B., state: RW, office: Minister, from: 2024, reference: ours}\n",
            "leaders",
        ),
        (
            "courts.yaml",
            "courts:\n- {name: Court of A, state: RW, level: appeal, reference: ours}\n",
            "courts",
        ),
        (
            "instruments.yaml",
            "- {name: Act of A, kind: statute, state: RW, reference: ours}\n",
            "instruments",
        ),
        (
            "courts.yaml",
            "patterns:\n- {name: P, regex: 'Court \\d', state: RW, level: appeal, reference: ours}\n",
            "court_patterns",
        ),
        ("courts.yaml", "generic:\n- {name: moot court, level: first_instance}\n", "generic_courts"),
        ("bodies.yaml", "generic:\n- {name: ministry of tides, kind: ministry}\n", "generic_bodies"),
    ],
)
def test_every_part_can_be_added_to(overlay: Overlay, name: str, content: str, part: str) -> None:
    assert len(getattr(load(overlay(name, content)), part)) == len(getattr(load(), part)) + 1


def test_two_offices_of_one_person_are_two_entries(overlay: Overlay) -> None:
    lines = (
        "- {name: A. B., state: RW, office: Minister, from: 2021, until: 2024, reference: ours}\n"
        "- {name: A. B., state: RW, office: President, from: 2024, until: null, reference: ours}\n"
    )
    found = by_name(load(overlay("leaders.yaml", lines)).leaders, "A. B.")
    assert [(getattr(one, "from_", ""), getattr(one, "until", "")) for one in found] == [
        ("2021", "2024"),
        ("2024", None),
    ]


def test_words_are_added_to_the_built_in_list(overlay: Overlay) -> None:
    folder = overlay("words/ours.yaml", "strong: {words: [gentlemen's handshake], reference: ours}\n")
    added = set(load(folder).words["strong"]) - set(load().words["strong"])
    assert added == {"gentlemen's handshake"}
    assert set(load(folder).words) == set(load().words)


def test_a_term_is_replaced_by_its_code(overlay: Overlay) -> None:
    folder = overlay("stages.yaml", "- {code: signed, order: 4, label: initialled, definition: A., reference: ours}\n")
    stages = load(folder).terms("stages")
    assert stages["signed"].label == "initialled"
    assert stages["signed"].cue("act") == ()
    assert list(stages) == list(load().terms("stages"))


def test_no_is_norway(overlay: Overlay) -> None:
    assert load().states["NO"].name == "Norway"
    book = load(overlay("states.yaml", "- {code: NO, name: Norway, names: [No, Yes, On], reference: ours}\n"))
    assert book.states["NO"].names == ("No", "Yes", "On")


def test_a_bare_date_stays_text(overlay: Overlay) -> None:
    line = "- {name: A. B., state: RW, office: Minister, from: 2024-05-01, until: ~, reference: ours}\n"
    (leader,) = by_name(load(overlay("leaders.yaml", line)).leaders, "A. B.")
    assert getattr(leader, "from_", "") == "2024-05-01"
    assert getattr(leader, "until", "") is None


# The digest


def test_the_digest_is_that_of_the_content(tmp_path: Path) -> None:
    line = "- {code: RW, name: Ruanda, reference: ours}\n"
    digests = []
    for folder, name, content in (
        ("a", "states.yaml", line),
        ("b", "states.yaml", line),
        ("c", "states.yaml", line.replace("ours", "theirs")),
        ("d", "states/own.yaml", line),
    ):
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True)
        path.write_text(content)
        digests.append(load(tmp_path / folder).digest)
    assert digests[0] == digests[1]
    assert len({*digests, load().digest}) == 4
    assert all(len(digest) == 64 for digest in digests)


def test_other_files_in_the_folder_do_not_count(overlay: Overlay) -> None:
    assert load(overlay("README.md", "notes")).digest == load().digest


# What is wrong


def refusal(folder: Path) -> CodebookError:
    with pytest.raises(CodebookError) as caught:
        load(folder)
    assert caught.value.expected
    assert caught.value.exit_code == 2
    return caught.value


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "states.yaml",
            "- {code: RW, name: Rwanda, capitol: [Kigali], reference: ours}\n",
            ("'RW'", "'capitol'"),
        ),
        ("states.yaml", "- {code: RW, name: Rwanda}\n", ("'RW'", "reference")),
        (
            "states.yaml",
            "- {code: RW, name: Rwanda, demonyms: Rwandan, reference: o}\n",
            ("'RW'", "demonyms"),
        ),
        ("states.yaml", "- Rwanda\n", ("'Rwanda'",)),
        ("bodies.yaml", "bodies: [{name: A, kinds: ngo, reference: ours}]\n", ("'A'", "'kinds'")),
        (
            "leaders.yaml",
            "- {name: A. B., state: RW, office: Minister, reference: ours}\n",
            ("'A. B.'", "from_"),
        ),
        (
            "instruments.yaml",
            "- {name: A, kind: act, year: soon, reference: ours}\n",
            ("'A'", "year", "soon"),
        ),
        ("stages.yaml", "- {code: signed, label: signed, reference: ours}\n", ("'signed'", "definition")),
        ("words/own.yaml", "strong: {words: [handshake]}\n", ("'strong'", "reference")),
        ("words/own.yaml", "strong: {words: handshake, reference: ours}\n", ("'strong'", "words")),
        ("words/own.yaml", "- handshake\n", ("list",)),
        ("states.yaml", "just words\n", ("str",)),
        ("courts.yaml", "courts: {name: A}\n", ("dict",)),
        ("states.yaml", "- {code: RW, name: [Rwanda\n", ("YAML",)),
        ("states.yaml", "- code: RW\n\tname: Rwanda\n", ("YAML",)),
        ("states.yaml", "- {code: CI, name: Côte d'Ivoire, reference: ours}\n".encode("latin-1"), ("utf-8",)),
        ("states.yaml", "- {code: RW}\n".encode("utf-16"), ("utf-8",)),
        ("states.yaml", b"- {code: RW, name: \x00}\n", ("YAML",)),
    ],
)
def test_a_wrong_file_is_named_with_its_entry(overlay: Overlay, name: str, content: str | bytes, said: tuple[str, ...]) -> None:
    error = refusal(overlay(name, content))
    assert Path(error.item).name == Path(name).name
    for words in said:
        assert words in str(error)


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere").item == str(tmp_path / "nowhere")


def test_an_empty_file_says_what_is_expected(overlay: Overlay) -> None:
    assert "list" in refusal(overlay("states.yaml", "# nothing yet\n")).expected


# Asking it


@pytest.mark.parametrize("text", ["RW", "rw", "Rwanda", " rwanda ", "Republic of Rwanda"])
def test_a_state_by_code_or_name(text: str) -> None:
    assert load().state_code(text) == "RW"
    assert load().require_state(text) == "RW"


def test_an_unknown_state() -> None:
    book: Codebook = load()
    assert book.state_code("Atlantis") is None
    assert book.state_name("ZZ") == "ZZ"
    with pytest.raises(UnknownStateError, match="Atlantis"):
        book.require_state("Atlantis")
