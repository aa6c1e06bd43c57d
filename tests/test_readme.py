"""The README is true: its commands run and print what it shows, and the papers beside it agree.

`python tests/test_readme.py` captures the brief in the README anew.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "README.md"
README = PAGE.read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TARGETS = frozenset(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEFT_OUT = "…"  # alone on a line of a capture: some lines are not shown here


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command of a text, with the lines of output shown below it."""

    line: str
    shown: tuple[str, ...] = ()


def commands(text: str) -> Iterator[Command]:
    """The commands in `console` blocks (behind a $) and `sh` blocks (every line), in order."""
    for kind, block in BLOCK.findall(text):
        if kind == "sh":
            for line in block.splitlines():
                command = line.partition("#")[0].strip()
                if command:
                    yield Command(line=command)
        elif kind == "console":
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                line, *shown = part.rstrip().splitlines()
                yield Command(line=line.partition(" # ")[0].strip(), shown=tuple(shown))


def is_make(command: Command) -> bool:
    return command.line.split()[0] == "make"


def targets(command: Command) -> list[str]:
    return [word for word in command.line.split()[1:] if "=" not in word]


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as it is typed, in a terminal of 80 columns, with the program on the path."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    surroundings = {**os.environ, "PATH": path, "NO_COLOR": "1", "COLUMNS": "80"}
    return subprocess.run(command, shell=True, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)


def prepare(folder: Path) -> None:
    """What `make demo` leaves for the commands of the README: the demo desk, on record."""
    shutil.copytree(ROOT / "demo" / "desk", folder / "demo" / "desk")
    added = run("transferwatch add demo/desk/*.html demo/desk/*.txt", folder)
    assert added.returncode == 0, added.stderr


def excerpt(printed: str) -> str:
    """How a brief begins, with its terms, and its first two footnotes."""
    paragraphs = "\n".join(line.rstrip() for line in printed.splitlines()).split("\n\n")
    footnotes = paragraphs[-1].partition("\n[3]")[0].partition("\n [3]")[0]
    return "\n\n".join([*paragraphs[:4], LEFT_OUT, footnotes, LEFT_OUT])


def paste(readme: str, printed: str) -> str:
    """The README with its capture of the brief made anew."""
    return re.sub(
        r"(?<=^```console\n)(\$ transferwatch brief .*?\n).*?(?=\n```$)",
        lambda found: found.group(1) + excerpt(printed),
        readme,
        count=1,
        flags=re.MULTILINE | re.DOTALL,
    )


@pytest.mark.parametrize("paper", ["README.md", "CONTRIBUTING.md"])
def test_every_target_is_in_the_makefile(paper: str) -> None:
    named = [command for command in commands((ROOT / paper).read_text(encoding="utf-8")) if is_make(command)]
    assert named
    for command in named:
        assert targets(command), command.line
        assert set(targets(command)) <= TARGETS


def test_contributing_is_five_commands() -> None:
    papers = commands((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert [is_make(command) for command in papers] == [True] * 5


def test_the_readme_names_both_ways_in_and_five_verbs() -> None:
    lines = [command.line for command in commands(README)]
    assert lines[:2] == ["make demo", "make test"]
    for verb in ("read", "add", "brief", "timeline", "list"):
        assert any(re.search(rf"\btransferwatch {verb}\b", line) for line in lines), verb


def test_no_fence_is_of_a_kind_that_is_not_tested() -> None:
    assert {kind for kind, _ in BLOCK.findall(README)} <= {"sh", "console"}
    assert README.count("```") == 2 * len(BLOCK.findall(README))


def test_every_command_runs_and_prints_what_is_shown(tmp_path: Path) -> None:
    prepare(tmp_path)
    for command in commands(README):
        if is_make(command):
            continue
        done = run(command.line, tmp_path)
        assert done.returncode == 0, f"$ {command.line}\n{done.stderr}"
        printed = iter(done.stdout.splitlines())
        for line in command.shown:
            assert line in ("", LEFT_OUT) or any(line == other.rstrip() for other in printed), (
                f"`{command.line}` does not print this line of its capture (any more); to capture it anew call "
                f"`python tests/test_readme.py`: {line}"
            )


def test_every_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target


def test_the_papers_agree_on_name_version_and_licence() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["title"] == PROJECT["name"]
    assert citation["version"] == PROJECT["version"]
    assert citation["license"] == PROJECT["license"] == "Apache-2.0"
    assert PROJECT["version"] in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        PAGE.write_text(paste(README, run("transferwatch brief US-RW", Path(folder)).stdout), encoding="utf-8")
