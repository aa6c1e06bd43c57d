"""`transferwatch read`: listings and JSON, good files and bad ones."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest

from transferwatch.cli.app import main
from transferwatch.cli.output import Mark, bracketed, stretches
from transferwatch.documents.document import Document
from transferwatch.readings import interchange
from transferwatch.readings.reading import (
    ArrangementReport,
    Cap,
    ContestedClaim,
    DocumentFacts,
    Measure,
    Money,
    Note,
    Proceeding,
    Quantity,
    ReaderFacts,
    Reading,
    Source,
    Span,
    Speaker,
    Statement,
    Terms,
    Transfer,
)

TEXT = (
    "Ruritania has signed an agreement with Grand Fenwick. Seven people were flown to Strelsau. The court"
    " blocked it. “We confirm it”, Rudolf Elphberg said. Lawyers of Flavia Rassendyll say she is in danger,"
    " which he denied. A law was passed.\n"
)
MINISTER = Source(kind="official", name="Rudolf Elphberg")


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def stand_in(document: Document, codebook: Any) -> Reading:
    """Reads TEXT, and nothing in anything else; a French document is unread."""
    facts = DocumentFacts(
        id=document.id,
        path=document.path,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        language=document.language,
    )
    reader = ReaderFacts(name="stand-in", version="0", codebook="x")
    if document.language == "fr":
        note = Note(reason="language_unread", words="fr")
        return Reading(document=facts, reader=reader, notes=(note,))
    if "Ruritania" not in document.text:
        return Reading(document=facts, reader=reader)
    text = document.text
    name = span("Flavia Rassendyll", text)
    return Reading(
        document=facts,
        reader=reader,
        arrangements=(
            ArrangementReport(
                sending=("GF",),
                receiving="RU",
                kind="third_country_removal",
                stage="in_talks",
                modality="happened",
                when="2025-05-04",
                when_words="on Sunday",
                terms=Terms(
                    cap=Cap(number=1000, bound="at_most", period="year"),
                    payments=(Money(amount=5_000_000, currency="EUR", status="pledged"),),
                ),
                sources=(MINISTER,),
                evidence=(span("signed an agreement", text), span("Grand Fenwick", text)),
            ),
        ),
        transfers=(
            Transfer(
                from_="GF",
                to="RU",
                leg="outbound",
                count=Quantity(number=7, bound="exact"),
                modality="happened",
                stopped=True,
                sources=(Source(kind="publisher"),),
                evidence=(span("Seven people were flown to Strelsau", text),),
            ),
        ),
        proceedings=(
            Proceeding(
                court=None,
                state=None,
                step="blocked",
                modality="happened",
                temporary=True,
                evidence=(span("blocked", text),),
            ),
        ),
        statements=(
            Statement(
                speaker=Speaker(name="Rudolf Elphberg", role="minister", organisation=None, state="RU", named=True),
                stance="confirms",
                cue="said",
                quote="We confirm it",
                sources=(MINISTER,),
                evidence=(span("“We confirm it”, Rudolf Elphberg said", text),),
            ),
        ),
        contested=(
            ContestedClaim(
                topic="refoulement",
                claim="Flavia Rassendyll is in danger",
                asserted_by=("lawyers",),
                denied_by=("Rudolf Elphberg",),
                evidence=(span("Lawyers of Flavia", text), span("Rassendyll say she is in danger", text)),
            ),
        ),
        measures=(Measure(state="GF", kind="law", what="a law", modality="happened", evidence=(span("A law", text),)),),
        notes=(Note(reason="parties_unresolved", words="it"),),
        withheld=((name.start, name.end),),
    )


@pytest.fixture(autouse=True)
def _stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = ModuleType("transferwatch.readings.read")
    reader.__dict__["read"] = stand_in
    monkeypatch.setitem(sys.modules, reader.__name__, reader)
    codebook = ModuleType("transferwatch.codebook.load")
    codebook.__dict__["load"] = lambda overlay=None: overlay
    monkeypatch.setitem(sys.modules, codebook.__name__, codebook)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json_is_one_valid_object_a_line_in_the_order_given(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "a.txt"
    other.write_text("Nothing of note happened in the village on that day, and nobody minded.")
    assert main(["read", "--json", str(article), str(other), str(article)]) == 0
    found = lines(capsys)
    assert [Path(one["document"]["path"]).name for one in found] == ["article.txt", "a.txt", "article.txt"]
    assert found[0] == found[2]
    for one in found:
        jsonschema.validate(one, interchange.schema())
    for evidence in found[0]["arrangements"][0]["evidence"]:
        assert TEXT[evidence["start"] : evidence["end"]] == evidence["text"]


def test_the_listing_shows_every_part_with_its_words(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sidecar = {"title": "A title", "publisher": "The Lantern", "published": "2025-05-05"}
    article.with_name("article.txt.meta.json").write_text(json.dumps(sidecar))
    assert main(["read", str(article)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"A title\n{article} · The Lantern · 2025-05-05 · en\n\n")
    assert "Ruritania has [signed an agreement](A1) with [Grand Fenwick](A1)." in printed
    for expected in (
        "Arrangements\n  A1  GF → RU: in talks, happened, 2025-05-04 (“on Sunday”)\n",
        "      kind: third country removal\n",
        "      cap: at most 1,000 a year\n",
        "      payments: EUR 5,000,000 pledged\n",
        "      source: Rudolf Elphberg (official)\n",
        "      “signed an agreement”\n",
        "Transfers\n  T1  GF → RU (outbound): happened, stopped\n",
        "      count: 7\n",
        "Proceedings\n  P1  a court (?): blocked, happened, for the time being\n",
        "Statements\n  S1  Rudolf Elphberg, minister (RU): confirms (“said”)\n",
        "Contested\n  C1  refoulement: ",
        "Measures\n  M1  GF: a law (law), happened\n",
        "Sources\n  Rudolf Elphberg (official): 2 items\n  publisher: 1 item\n",
        "Notes\n  parties unresolved: “it”\n",
    ):
        assert expected in printed


def test_names_of_private_persons_are_withheld_from_the_listing(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(article)]) == 0
    printed = capsys.readouterr().out
    assert "Flavia" not in printed
    assert "Rassendyll" not in printed
    assert "[name withheld] say she is in danger" in printed


def test_nothing_coded_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A village fair was held on Sunday, and it did not rain at all on that day.")
    assert main(["read", str(path)]) == 0
    assert "\nNothing coded.\n" in capsys.readouterr().out


class Terminal(io.StringIO):
    """Standard output that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_evidence_is_coloured(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert main(["read", str(article)]) == 0
    printed = terminal.getvalue()
    assert "\x1b[1;32msigned an agreement\x1b[0m" in printed
    assert "Rassendyll" not in printed


def test_without_colour_a_terminal_shows_brackets(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("NO_COLOR", "1")
    assert main(["read", str(article)]) == 0
    assert "[signed an agreement](A1)" in terminal.getvalue()


def test_a_document_cannot_drive_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A quiet day. " * 50 + "\x1b[2J\u202egone")
    assert main(["read", str(path)]) == 0
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "\u202e" not in printed


def test_a_bad_file_is_named_and_the_others_go_on(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "image.html").write_text("<html><body><img src=x></body></html>")
    bad = [str(tmp_path / name) for name in ("missing.txt", "empty.txt", "scan.pdf", "image.html")]
    assert main(["read", "--json", *bad, str(article)]) == 2
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 1
    complaints = printed.err.splitlines()
    assert len(complaints) == 4
    for path, complaint in zip(bad, complaints, strict=True):
        assert complaint.startswith(f"transferwatch: {path}: ")


def test_an_impossible_date_is_refused_before_anything_is_read(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--published", "2025-02-30", str(article)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("transferwatch: --published: ")
    assert "2025-02-30" in printed.err


def test_published_is_handed_on(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--json", "--published", "2024-12", str(article)]) == 0
    assert lines(capsys)[0]["document"]["published"] == "2024-12"


def test_a_language_that_nothing_reads_is_kept_with_a_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Le ministre a déclaré que les discussions en étaient au début et que rien n’était signé.")
    assert main(["read", "--json", str(path)]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["notes"][0]["reason"] == "language_unread"
    assert printed.err.startswith(f"transferwatch: {path}: in language 'fr' that no reader here covers")


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    stream = io.TextIOWrapper(io.BytesIO(TEXT.encode("utf-16")))
    monkeypatch.setattr(sys, "stdin", stream)
    assert main(["read", "--json", "-"]) == 0
    found = lines(capsys)[0]
    assert found["document"]["path"] is None
    assert found["arrangements"]


def test_an_overlay_is_handed_to_the_codebook(article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path | None] = []
    monkeypatch.setattr(sys.modules["transferwatch.codebook.load"], "load", seen.append)
    assert main(["read", "--json", "--codebook", str(tmp_path), str(article)]) == 0
    assert main(["read", "--json", str(article)]) == 0
    assert seen == [tmp_path, None]


def marked(text: str, *marks: tuple[int, int, str], withheld: tuple[tuple[int, int], ...] = ()) -> str:
    made = [Mark(start=start, end=end, label=label, part="x") for start, end, label in marks]
    return bracketed(list(stretches(text, made, withheld, "[?]")))


def test_marks() -> None:
    assert marked("abcdef") == "abcdef"
    assert marked("abcdef", (0, 6, "A1")) == "[abcdef](A1)"
    assert marked("abcdef", (1, 3, "A1"), (2, 5, "S1")) == "a[bcde](A1 S1)f"
    assert marked("abcdef", (1, 2, "A1"), (4, 5, "A1")) == "a[b](A1)cd[e](A1)f"
    assert marked("abcdef", (1, 1, "A1")) == "abcdef"
    assert marked("abcdef", withheld=((2, 4), (3, 5))) == "ab[?]f"
    assert marked("abcdef", (3, 6, "A1"), withheld=((2, 5),)) == "ab[?][f](A1)"
    assert marked("abcdef", (0, 3, "A1"), withheld=((2, 5),)) == "[ab[?]](A1)f"
    assert marked("") == ""
