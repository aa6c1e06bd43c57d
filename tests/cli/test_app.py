"""The entry point: help, versions, exit codes, and what becomes of errors."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from transferwatch.cli.app import main
from transferwatch.errors import InternalError, UsageError, WorkspaceError

VERBS = ("read", "add", "brief", "timeline", "list", "agree", "schema")
HEAVY = (
    "spacy",
    "trafilatura",
    "lxml",
    "rich",
    "sqlalchemy",
    "pydantic",
    "numpy",
    "jinja2",
    "yaml",
    "fasttext",
)


@pytest.fixture
def verb(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """Puts a stand-in in the place of a verb's module; what it is called with is kept."""

    def put(name: str, answer: int | BaseException = 0) -> dict[str, Any]:
        given: dict[str, Any] = {}

        def run(**arguments: Any) -> int:
            given.update(arguments)
            if isinstance(answer, BaseException):
                raise answer
            return answer

        module = ModuleType(f"transferwatch.cli.{name}")
        module.__dict__["run"] = run
        monkeypatch.setitem(sys.modules, module.__name__, module)
        return given

    return put


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    printed = capsys.readouterr().out
    for name in VERBS:
        assert f"\n  {name} " in printed


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    assert f"Example:  transferwatch {name}" in capsys.readouterr().out


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom transferwatch.cli.app import main\nassert main(['--help']) == 0\n"
        f"sys.exit(' '.join(name for name in {HEAVY!r} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


def test_version(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda name: "1.2.3")
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == "transferwatch 1.2.3\n"


@pytest.mark.parametrize(
    "arguments",
    [[], ["nonsense"], ["read"], ["brief"], ["list", "--format", "pdf"], ["add", "x", "--nonsense"]],
)
def test_wrong_usage_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert "Usage: transferwatch" in printed.err + printed.out


@pytest.mark.parametrize("code", [0, 1, 2])
def test_the_exit_code_is_the_verbs(verb: Callable[..., dict[str, Any]], code: int) -> None:
    verb("listing", code)
    assert main(["list"]) == code


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (UsageError("x", item="--y"), 2, "transferwatch: --y: x.\n"),
        (WorkspaceError("no\nplace", remedy="Make some"), 2, "transferwatch: no place. Make some\n"),
        (InternalError("our mistake"), 70, "transferwatch: our mistake.\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_errors_are_one_line(
    verb: Callable[..., dict[str, Any]],
    error: BaseException,
    code: int,
    line: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    verb("listing", error)
    assert main(["list"]) == code
    assert capsys.readouterr().err == line


def test_our_own_mistakes_ask_to_be_reported(
    verb: Callable[..., dict[str, Any]], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRANSFERWATCH_DEBUG", raising=False)
    verb("listing", KeyError("missing\nkey"))
    assert main(["list"]) == 70
    printed = capsys.readouterr().err
    assert printed.count("\n") == 1
    assert "KeyError" in printed
    assert "TRANSFERWATCH_DEBUG=1" in printed


def test_the_trace_is_printed_on_demand(
    verb: Callable[..., dict[str, Any]], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSFERWATCH_DEBUG", "1")
    verb("listing", KeyError("missing"))
    assert main(["list"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_has_seen_enough_is_no_error(
    verb: Callable[..., dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    verb("listing", BrokenPipeError())
    assert main(["list"]) == 0
    assert capsys.readouterr().err == ""


def test_a_closed_pipe_is_silent() -> None:
    code = "import sys\nfrom transferwatch.cli.app import main\nsys.exit(main(['schema', 'reading']))"
    command = f'"{sys.executable}" -c "$CODE" | true; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        env={"CODE": code, **_environment()},
    )
    assert (done.stdout, done.stderr) == ("0\n", "")


def _environment() -> dict[str, str]:
    import os

    return dict(os.environ)


def test_options_are_handed_on(verb: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRANSFERWATCH_DATA", raising=False)
    default = "./transferwatch-data"
    given = verb("add")
    assert main(["add", "a", "b", "--published", "2025"]) == 0
    assert given == {"paths": ["a", "b"], "data": default, "published": "2025", "as_json": False}
    given = verb("brief")
    assert main(["brief", "US-RW", "--true-on", "2023-06-01", "--known-on", "2024", "--format", "md"]) == 0
    assert given == {
        "pair": "US-RW",
        "data": default,
        "true_on": "2023-06-01",
        "known_on": "2024",
        "format": "md",
    }
    given = verb("timeline")
    assert main(["timeline", "--json"]) == 0
    assert given == {"pair": None, "data": default, "true_on": None, "known_on": None, "format": "json"}
    given = verb("listing")
    assert main(["list", "--data", "here"]) == 0
    assert given == {"data": "here", "true_on": None, "known_on": None, "format": "terminal"}


def test_the_workspace_is_taken_from_the_environment(
    verb: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSFERWATCH_DATA", "/there")
    given = verb("listing")
    assert main(["list"]) == 0
    assert given["data"] == "/there"
    assert main(["list", "--data", "here"]) == 0
    assert given["data"] == "here"


def test_two_formats_are_one_too_many(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--json", "--format", "md"]) == 2
    assert "--json and --format md" in capsys.readouterr().err
