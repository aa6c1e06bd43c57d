"""Find, withdraw, decide, review, corrections, verify and rebuild, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from by_hand import first_case, reader_of
from cli.desk import filled
from transferwatch.cli.app import main
from transferwatch.review.sheets import sheet_rows

DOCUMENT = first_case().id
SIGNED = ("--by", "A. Reviewer", "--reason", "read it again")


def typed(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    out = capsys.readouterr()
    return code, out.out, out.err


@pytest.fixture
def data(tmp_path: Path) -> str:
    return filled(tmp_path)


def test_find(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = typed(capsys, "find", "talks", "United", "--data", data, "--format", "md")
    assert (code, "GB-RW, US-RW" in out, "in talks with the United States" in " ".join(out.split())) == (0, True, True)
    code, out, _ = typed(capsys, "find", "talks", "--data", data, "--json")
    (hit,) = json.loads(out)["hits"]
    assert (hit["document"], hit["pairs"]) == (DOCUMENT, ["GB-RW", "US-RW"])
    assert typed(capsys, "find", "talks", "elephants", "--data", data)[0] == 1
    assert typed(capsys, "find", "talks", "--known-on", "2024", "--data", data)[0] == 1
    assert typed(capsys, "find", "…", "--data", data)[0] == 2
    assert typed(capsys, "find", '"talks" OR x*', "--data", data)[0] in (0, 1)


def test_what_falls_and_the_withdrawal_itself(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = typed(capsys, "withdraw", DOCUMENT[:10], "--data", data)
    assert (code, out.count("falls"), "Nothing is decided yet" in err) == (0, 4, True)
    assert typed(capsys, "list", "--data", data)[0] == 0
    assert typed(capsys, "withdraw", "story.txt", "--data", data, *SIGNED)[0] == 0
    assert typed(capsys, "list", "--data", data)[0] == 1
    assert "was withdrawn before" in typed(capsys, "withdraw", DOCUMENT[:10], "--data", data)[2]
    code, out, _ = typed(capsys, "corrections", "--data", data, "--format", "md")
    assert (code, "a document withdrawn" in out, "read it again" in out) == (0, True, True)
    code, _, err = typed(capsys, "withdraw", DOCUMENT[:10], "--restore", "--data", data, *SIGNED)
    assert (code, "is restored" in err) == (0, True)
    assert typed(capsys, "list", "--data", data)[0] == 0
    assert typed(capsys, "verify", "--data", data)[0] == 0


def test_what_is_not_signed_or_not_there(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = typed(capsys, "withdraw", DOCUMENT[:10], "--data", data, "--by", "A. Reviewer")
    assert (code, "--reason" in err) == (2, True)
    code, _, err = typed(capsys, "withdraw", "no such story", "--data", data)
    assert (code, "no documents on record go by that name" in err) == (2, True)
    assert typed(capsys, "corrections", "--data", data)[0] == 1
    code, _, err = typed(capsys, "decide", "accept", "abcdef123456", "--data", data, *SIGNED)
    assert (code, "no item of that id" in err) == (2, True)
    assert typed(capsys, "decide", "praise", "abcdef123456", "--data", data, *SIGNED)[0] == 2
    assert typed(capsys, "decide", "same", "abcdef123456", "--data", data, *SIGNED)[0] == 2
    assert typed(capsys, "decide", "correct", "abcdef123456", "--data", data, *SIGNED)[0] == 2


def test_review_by_sheet_and_by_hand(data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "review.csv"
    code, out, _ = typed(capsys, "review", "export", str(sheet), "--data", data, "--pair", "US-RW")
    assert (code, "3 rows written" in out) == (0, True)
    rows = sheet_rows(sheet)
    text = sheet.read_text(encoding="utf-8-sig").replace(f",,,,{rows[2]['item']}", f"reject,not so,,,{rows[2]['item']}")
    sheet.write_text(text, encoding="utf-8-sig")
    code, out, _ = typed(capsys, "review", "import", str(sheet), "--data", data, "--by", "A. Reviewer")
    assert (code, out) == (0, "1 decisions taken.\n")
    assert "GB-RW" in typed(capsys, "list", "--data", data)[1]
    assert typed(capsys, "brief", "US-RW", "--data", data)[0] == 1
    code, _, err = typed(capsys, "review", "import", str(sheet), "--data", data, "--by", "A. Reviewer", "--json")
    assert (code, json.loads(err.splitlines()[0])["row"]) == (2, 4)
    signing = ("--set", "when=2022-04-14", "--data", data, *SIGNED)
    code, out, _ = typed(capsys, "decide", "correct", rows[0]["item"], *signing)
    assert (code, out) == (0, "Decided.\n")
    assert "14 April 2022" in typed(capsys, "why", "GB-RW", "--true-on", "2023", "--data", data)[1]
    shown = " ".join(typed(capsys, "corrections", "--data", data, "--format", "md")[1].split())
    assert "GB-RW signed, 2022 → GB-RW signed, 2022-04-14" in shown
    code, out, _ = typed(capsys, "rebuild", "--data", data)
    assert (code, out) == (0, "Derived anew from 1 document.\n")
    assert "14 April 2022" in typed(capsys, "why", "GB-RW", "--true-on", "2023", "--data", data)[1]


def test_verify(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = typed(capsys, "verify", "--data", data)
    assert (code, out.startswith("All whole: 1 document, 3 spans, 2 lines of the ledger. Tree head 2@")) == (0, True)
    head = out.split()[-1]
    assert typed(capsys, "verify", "--data", data, "--head", head)[0] == 0
    assert typed(capsys, "verify", "--data", data, "--head", "2@0")[0] == 2
    (stored,) = (Path(data) / "shelf").glob("*/*")
    stored.write_bytes(b"other bytes")
    code, out, _ = typed(capsys, "verify", "--data", data)
    assert (code, f"shelf: {stored}: the bytes on the shelf are no longer" in out, "1 fault found" in out) == (1, True, True)
    code, out, _ = typed(capsys, "verify", "--data", data, "--json")
    assert (code, json.loads(out)["findings"][0]["where"]) == (1, "shelf")


@pytest.mark.parametrize(
    "verb",
    [
        ("find",),
        ("withdraw",),
        ("decide",),
        ("corrections",),
        ("review", "export"),
        ("review", "import"),
        ("verify",),
        ("rebuild",),
        ("reread",),
        ("export",),
    ],
)
def test_help_has_an_example(verb: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = typed(capsys, *verb, "--help")
    assert (code, f"Example:  transferwatch {' '.join(verb)}" in out) == (0, True)


def test_reread(data: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("transferwatch.workspace.read_by_rule", reader_of(first_case()))
    code, out, _ = typed(capsys, "reread", "--data", data)
    assert (code, out) == (0, "1 document read again, 0 of them otherwise than before.\n")
    newer = first_case().report("US-UG", "agreed", words=("taking migrants",))
    monkeypatch.setattr("transferwatch.workspace.read_by_rule", reader_of(newer))
    code, out, _ = typed(capsys, "reread", "--data", data, "--json")
    assert (code, [one["sha256"] for one in json.loads(out)["changed"]]) == (0, [DOCUMENT])
    assert "US-UG" in typed(capsys, "list", "--data", data)[1]
    assert typed(capsys, "verify", "--data", data)[0] == 0
