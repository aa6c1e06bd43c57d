"""The shape of the source tree: short files, names that say something, and imports that do nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "transferwatch"
MODULES = sorted(SOURCE.rglob("*.py"))
LONGEST = 500  # lines
DRAWERS = frozenset({"utils", "util", "core", "common", "helpers", "misc", "base", "manager", "tools", "stuff"})
HEAVY = ("spacy", "sqlalchemy", "pydantic", "rich", "typer", "yaml", "lxml", "trafilatura", "numpy")


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def test_there_is_something_to_look_at() -> None:
    assert "workspace.py" in {name(path) for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_short_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    assert lines <= LONGEST
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring
    assert docstring.strip()


def test_no_drawers() -> None:
    parts = {part for path in MODULES for part in Path(name(path)).with_suffix("").parts}
    assert not parts & DRAWERS


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {path.parent for path in MODULES}
    assert {name(folder) for folder in folders if not (folder / "__init__.py").exists()} == set()


@pytest.mark.parametrize("path", [path for path in MODULES if path.name == "__init__.py"], ids=name)
def test_a_package_is_a_docstring_and_no_more(path: Path) -> None:
    if path.parent != SOURCE:
        assert len(ast.parse(path.read_text(encoding="utf-8")).body) == 1


@pytest.mark.parametrize("module", ["transferwatch", "transferwatch.errors", "transferwatch.cli"])
def test_importing_it_imports_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}\nprint(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_importing_the_package_imports_none_of_its_own_modules() -> None:
    code = "import sys, transferwatch\nprint(*(m for m in sys.modules if m.startswith('transferwatch')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["transferwatch"]
