"""Load the codebook from its YAML files, with a user's folder laid over it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from transferwatch.codebook.codebook import (
    Body,
    Codebook,
    Court,
    CourtPattern,
    GenericBody,
    GenericCourt,
    Instrument,
    Leader,
    State,
    Term,
)
from transferwatch.errors import CodebookError

BUILT_IN = Path(__file__).parent
VOCABULARIES = ("stages", "kinds", "modalities", "steps", "stances", "topics")
Entry = TypeVar("Entry", State, Leader, Body, GenericBody, Court, GenericCourt, CourtPattern, Instrument, Term)


@cache
def _loader() -> type[yaml.BaseLoader]:
    """The loader in C where PyYAML has it: ten times as fast.

    Scalars stay text (so that NO is Norway, and a date is EDTF); the nouns' types turn what is a number into one.
    """
    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _files(folders: tuple[Path, ...], name: str) -> Iterator[Path]:
    """The files of one part: `name.yaml` and `name/*.yaml`, built-in ones first."""
    for folder in folders:
        single = folder / f"{name}.yaml"
        if single.is_file():
            yield single
        yield from sorted((folder / name).glob("*.yaml"))


def _content(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_loader())
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CodebookError(
            f"cannot be read as YAML ({str(error).splitlines()[0]})",
            expected="UTF-8 YAML",
            remedy="Mend the file or leave it out of your codebook folder",
            item=str(path),
        ) from error


_ADAPTED = (State, Leader, Body, GenericBody, Court, GenericCourt, CourtPattern, Instrument, Term)


@cache
def _adapters() -> dict[str, TypeAdapter[Any]]:
    """The validator of each kind of entry by its name, made once."""
    return {kind.__name__: TypeAdapter(kind) for kind in _ADAPTED}


def _entry(kind: type[Entry], raw: Any, path: Path) -> Entry:
    if isinstance(raw, dict):
        raw = {("from_" if key == "from" else key): None if value in ("null", "~", "") else value for key, value in raw.items()}
        unknown = set(raw) - set(kind.__dataclass_fields__)
        if unknown:
            raise CodebookError(
                f"entry {raw.get('code') or raw.get('name')!r} has the unknown key {sorted(unknown)[0]!r}",
                expected=f"one of {', '.join(kind.__dataclass_fields__)}",
                item=str(path),
            )
    try:
        entry: Entry = _adapters()[kind.__name__].validate_python(raw)
        return entry
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        name = raw.get("code") or raw.get("name") if isinstance(raw, dict) else raw
        raise CodebookError(
            f"entry {name!r}: {where} holds {str(first.get('input'))[:60]!r}",
            expected=first["msg"],
            remedy="See the entry of that kind in the built-in codebook",
            item=str(path),
        ) from error


def _entries(kind: type[Entry], folders: tuple[Path, ...], name: str, key: str = "") -> Iterator[Entry]:
    for path in _files(folders, name):
        content = _content(path)
        if isinstance(content, dict):
            content = content.get(key) or []
        elif key not in ("", name):
            continue
        if not isinstance(content, list):
            raise CodebookError(f"holds a {type(content).__name__}", expected="a list of entries", item=str(path))
        for raw in content:
            yield _entry(kind, raw, path)


def _by_name(entries: Iterator[Entry]) -> tuple[Entry, ...]:
    """The last entry of a name wins, so that a user's folder replaces what it names and adds the rest."""
    found: dict[Any, Entry] = {}
    for entry in entries:
        state = getattr(entry, "state", None)
        office = (entry.office, entry.from_) if isinstance(entry, Leader) else None
        found[getattr(entry, "name", ""), state, office] = entry
    return tuple(found.values())


def _words(folders: tuple[Path, ...]) -> Mapping[str, tuple[str, ...]]:
    """The word lists, `words/*.yaml`: a mapping of list name to words; a user's list adds to the built-in one."""
    lists: dict[str, dict[str, None]] = {}
    for path in _files(folders, "words"):
        content = _content(path)
        if not isinstance(content, dict):
            raise CodebookError(f"holds a {type(content).__name__}", expected="a mapping of lists", item=str(path))
        for name, entry in content.items():
            if not isinstance(entry, dict) or not isinstance(entry.get("words"), list) or not entry.get("reference"):
                raise CodebookError(
                    f"list {name!r} lacks words or a reference",
                    expected="`words: [...]` and `reference: ...`",
                    item=str(path),
                )
            lists.setdefault(name, {}).update(dict.fromkeys(str(word) for word in entry["words"]))
    return {name: tuple(words) for name, words in lists.items()}


def _digest(folders: tuple[Path, ...]) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml")):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@cache
def load(overlay: Path | None = None) -> Codebook:
    """The built-in codebook with the overlay's entries on top; CodebookError names the file and entry that is wrong."""
    if overlay is not None and not overlay.is_dir():
        raise CodebookError("is no folder", expected="a folder of YAML files", item=str(overlay))
    folders = (BUILT_IN,) if overlay is None else (BUILT_IN, overlay)
    return Codebook(
        digest=_digest(folders),
        states={state.code: state for state in _entries(State, folders, "states")},
        leaders=_by_name(_entries(Leader, folders, "leaders")),
        bodies=_by_name(_entries(Body, folders, "bodies", "bodies")),
        generic_bodies=_by_name(_entries(GenericBody, folders, "bodies", "generic")),
        courts=_by_name(_entries(Court, folders, "courts", "courts")),
        generic_courts=_by_name(_entries(GenericCourt, folders, "courts", "generic")),
        court_patterns=_by_name(_entries(CourtPattern, folders, "courts", "patterns")),
        instruments=_by_name(_entries(Instrument, folders, "instruments")),
        vocabularies={name: {term.code: term for term in _entries(Term, folders, name)} for name in VOCABULARIES},
        words=_words(folders),
    )
