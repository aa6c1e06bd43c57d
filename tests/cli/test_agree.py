"""`transferwatch agree`: two files of readings, made by the program or by hand, good lines and bad ones."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from by_hand import Paper
from transferwatch.cli.app import main
from transferwatch.readings import interchange
from transferwatch.readings.codings import comparable, from_line, same_documents
from transferwatch.readings.reading import Reading

TEXT = (
    "Chad signed a deal with Malta on Monday. Malta flew 9 people to Chad, among them Flavia Rassendyll. "
    "“We took them in”, the minister of Chad, Rudolf Elphberg, said."
)
BY_HAND: dict[str, Any] = {
    "id": "story",
    "arrangements": [
        {
            "sending": ["MT"],
            "receiving": "TD",
            "kind": "third_country_removal",
            "stage": "agreed",
            "modality": "happened",
            "evidence": ["signed a deal with Malta"],
        }
    ],
    "transfers": [
        {
            "from": "MT",
            "to": "TD",
            "leg": "outbound",
            "count": {"number": 9, "bound": "at_most"},
            "modality": "happened",
            "evidence": ["flew 9 people to Chad, among them Flavia Rassendyll"],
        }
    ],
}


def by_program(path: str = "desk/story.txt") -> Reading:
    paper = (
        Paper(TEXT, withheld=("Flavia Rassendyll",))
        .report("MT-TD", "signed", words=("Chad signed a deal with Malta on Monday",))
        .transfer("MT-TD", 9, words=("Malta flew 9 people to Chad, among them Flavia Rassendyll",))
    )
    reading = paper.reading()
    return replace(reading, document=replace(reading.document, path=path))


def written(folder: Path, name: str, *lines: Reading | dict[str, Any] | str) -> str:
    path = folder / name
    texts = [
        line if isinstance(line, str) else interchange.to_line(line) if isinstance(line, Reading) else json.dumps(line)
        for line in lines
    ]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return str(path)


def compared(capsys: pytest.CaptureFixture[str], *files: str, code: int = 0) -> dict[str, Any]:
    assert main(["agree", "--json", *files]) == code
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_file_agrees_with_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, "a.jsonl", by_program())
    found = compared(capsys, file, file)
    assert found["documents"] == ["desk/story.txt"]
    assert found["differences"] == found["only_left"] == found["only_right"] == []
    assert found["items"]["pair+stage"] == {"both": 1, "left": 1, "right": 1, "f1": 1.0}
    assert main(["agree", file, file]) == 0
    assert "No differences." in capsys.readouterr().out


def test_every_difference_is_listed_with_its_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = by_program()
    other = replace(one, arrangements=(replace(one.arrangements[0], stage="agreed"),), transfers=())
    files = written(tmp_path, "a.jsonl", one), written(tmp_path, "b.jsonl", other)
    first, second = compared(capsys, *files)["differences"]
    assert first == {
        "document": "desk/story.txt",
        "part": "arrangements",
        "field": "stage",
        "left": "signed",
        "right": "agreed",
        "words": "Chad signed a deal with Malta on Monday",
    }
    assert (second["part"], second["field"], second["right"]) == ("transfers", None, None)
    assert second["left"] == "MT-TD outbound exact 9 happened undated"


def test_a_coding_by_hand_needs_neither_text_nor_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = written(tmp_path, "hand.jsonl", BY_HAND), written(tmp_path, "program.jsonl", by_program())
    for order in (files, files[::-1]):
        found = compared(capsys, *order)
        assert found["documents"] == ["desk/story.txt"]
        assert found["items"]["transfer"] == {"both": 1, "left": 1, "right": 1, "f1": 1.0}
        assert {one["field"] for one in found["differences"]} == {"stage", "count", "source_kind"}
        assert found["not_compared"] == {"proceedings": 1, "statements": 1, "contested": 1, "measures": 1}


def test_two_codings_by_hand_meet_by_their_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = json.loads(json.dumps(BY_HAND))
    other["transfers"][0] |= {"nationalities": ["IQ"], "evidence": ["Malta flew 9 people to Chad", "among them"]}
    other["transfers"].append({**BY_HAND["transfers"][0], "count": None, "to": "RW", "evidence": ["quite another passage"]})
    files = written(tmp_path, "a.jsonl", BY_HAND), written(tmp_path, "b.jsonl", {"id": "story", "coding": other})
    found = compared(capsys, *files)
    assert found["items"]["transfer"]["both"] == 1
    assert [(one["field"], one["right"]) for one in found["differences"]] == [
        (None, "MT-RW outbound a number not said happened undated"),
        ("nationalities", "IQ"),
    ]


def test_words_find_their_places_in_the_text_that_comes_along() -> None:
    line = {"id": "story", "text": TEXT, **BY_HAND}
    hand, _ = comparable(from_line(json.dumps(line)), from_line(interchange.to_line(by_program())))
    span = hand.transfers[0].evidence[0]
    assert TEXT[span.start : span.end] == span.text


def test_documents_on_one_side_only_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lone = Paper("Nothing here.").reading()
    files = written(tmp_path, "a.jsonl", BY_HAND, {**BY_HAND, "id": "other"}), written(tmp_path, "b.jsonl", by_program(), lone)
    found = compared(capsys, *files)
    assert (found["only_left"], found["only_right"]) == (["other"], [lone.document.path])
    assert main(["agree", *files]) == 0
    printed = capsys.readouterr().out
    assert f"left: {files[0]}, which alone has 1 more:\n    other\n" in printed
    assert str(lone.document.path) in printed


def test_a_file_name_that_two_documents_have_matches_neither() -> None:
    one = by_program("a/story.txt")
    other = replace(one, document=replace(one.document, id="f" * 64, path="b/story.txt"))
    twins = [from_line(interchange.to_line(reading)) for reading in (one, other)]
    assert same_documents([from_line(json.dumps(BY_HAND))], twins) == []


def test_nothing_in_common_is_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = written(tmp_path, "a.jsonl", {**BY_HAND, "id": "x"}), written(tmp_path, "b.jsonl", by_program())
    assert compared(capsys, *files, code=1)["documents"] == []
    assert main(["agree", *files]) == 1
    assert "0 documents on both sides" in capsys.readouterr().out


def test_names_of_private_persons_are_withheld(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = written(tmp_path, "a.jsonl", BY_HAND), written(tmp_path, "b.jsonl", by_program())
    for options in (["--json"], []):
        assert main(["agree", *options, *files]) == 0
        printed = capsys.readouterr().out
        assert "Rassendyll" not in printed
        assert "withheld]" in printed


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "a line that is not JSON"),
        ("[" * 100_000, "a line that is not JSON"),
        ("[1]", "JSON that is no object"),
        ('{"id": "x"}', "an object with id; expected a reading"),
        ('{"id": 3, "arrangements": []}', "an object with id, arrangements"),
        ('{"id": "x", "arrangements": {}}', "field 'arrangements'"),
        ('{"id": "x", "arrangements": [7]}', "field 'arrangements.0'"),
        ('{"id": "x", "arrangements": [{"sending": ["MT"]}]}', "field 'arrangements.0.receiving'"),
        ('{"id": "x", "transfers": [{"evidence": [null]}]}', "field 'transfers.0."),
        ('{"document": {}}', "field 'document.id'"),
    ],
    ids=lambda value: value[:30],
)
def test_a_bad_line_is_named_and_the_others_go_on(
    line: str, complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = written(tmp_path, "a.jsonl", by_program())
    bad = written(tmp_path, "b.jsonl", line, "", by_program())
    assert main(["agree", "--json", good, bad]) == 2
    printed = capsys.readouterr()
    assert json.loads(printed.out)["documents"] == ["desk/story.txt"]
    assert printed.err.startswith(f"transferwatch: {bad}:1: ")
    assert complaint in printed.err
    assert printed.err.count("\n") == 1


def test_a_document_twice_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, "a.jsonl", by_program(), by_program())
    assert main(["agree", "--json", file, written(tmp_path, "b.jsonl", by_program())]) == 2
    assert f"{file}:2: document desk/story.txt again" in capsys.readouterr().err


def test_files_that_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = written(tmp_path, "a.jsonl", by_program())
    (tmp_path / "empty.jsonl").write_bytes(b"\n")
    (tmp_path / "utf16.jsonl").write_bytes("{}".encode("utf-16"))
    for name in ("missing.jsonl", "empty.jsonl", "utf16.jsonl", ""):
        bad = str(tmp_path / name)
        assert main(["agree", good, bad]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.startswith(f"transferwatch: {bad}: ")


def test_standard_input(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, "a.jsonl", by_program())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(file).read_bytes())))
    assert compared(capsys, file, "-")["documents"] == ["desk/story.txt"]
    assert main(["agree", "-", "-"]) == 2
    assert "- given twice" in capsys.readouterr().err


def test_what_documents_say_cannot_drive_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hand = json.loads(json.dumps(BY_HAND))
    hand["arrangements"][0]["evidence"] = ["\x1b[2J[bold]signed a deal with Malta[/nonsense]"]
    files = written(tmp_path, "a.jsonl", hand), written(tmp_path, "b.jsonl", by_program())
    assert main(["agree", *files]) == 0
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "[bold]" in printed
