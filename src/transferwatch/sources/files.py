"""Files and folders as a source; a sidecar `FILE.meta.json` says what is known of a file from elsewhere."""

from __future__ import annotations

import errno
import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from transferwatch import dates
from transferwatch.errors import (
    DateFormatError,
    InputError,
    MetadataError,
    OversizedDocumentError,
    SourceError,
)
from transferwatch.sources.capture import Capture, KnownFacts
from transferwatch.sources.source import Refusal

SIDECAR_ENDING = ".meta.json"
_SIDECAR_LIMIT = 1024 * 1024
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(-[A-Za-z0-9]{1,8})*")
_FACTS = tuple(field.name for field in fields(KnownFacts))
_PASSED_OVER = frozenset({"$schema", "note"})
_READ_ONLY = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSource:
    """One file, or a folder with all that is in it; hidden files and sidecars are passed over in folders."""

    path: str
    limit_bytes: int

    def captures(self) -> Iterator[Capture | Refusal]:
        """Captures in the order of the names; each file is opened when it is asked for."""
        try:
            is_folder = stat.S_ISDIR(_look(self.path).st_mode)
        except SourceError as error:
            yield Refusal(item=printable(self.path), error=error)
            return
        if not is_folder:
            yield self._capture(self.path)
            return
        found = False
        for item in _walk(self.path):
            found = True
            yield item if isinstance(item, Refusal) else self._capture(item)
        if not found:
            yield _refused(
                self.path,
                "a folder with nothing to read in it",
                expected="at least one file that is not hidden",
            )

    def _capture(self, path: str) -> Capture | Refusal:
        try:
            if path.endswith(SIDECAR_ENDING):
                raise SourceError(
                    "a sidecar, which says what is known of a document and is none itself",
                    remedy=f"Give the document: {printable(path.removesuffix(SIDECAR_ENDING))}",
                    item=printable(path),
                )
            facts = read_sidecar(path + SIDECAR_ENDING)
            return Capture.of(read_bytes(path, self.limit_bytes), path=printable(path), facts=facts)
        except InputError as error:
            return Refusal(item=printable(path), error=error)


def printable(path: str) -> str:
    """The path as text that can be printed; bytes of a name that are not UTF-8 show as U+FFFD."""
    return os.fsencode(path).decode("utf-8", errors="replace")


def read_bytes(path: str, limit_bytes: int) -> bytes:
    """What a regular file holds.  Never waits on a pipe or a device, never reads more than the limit."""
    _check_regular(path, _look(path))
    try:
        # Opened without blocking and looked at again: what stands there may have been exchanged since.
        with os.fdopen(os.open(path, _READ_ONLY), "rb") as file:
            _check_regular(path, os.fstat(file.fileno()))
            content = file.read(limit_bytes + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(content) > limit_bytes:
        raise OversizedDocumentError(
            f"more than {_size(limit_bytes)}",
            expected=f"at most {_size(limit_bytes)} in one file",
            remedy="Split it, or raise the limit",
            item=printable(path),
        )
    return content


def read_sidecar(path: str) -> KnownFacts:
    """The facts in a sidecar, all null where there is none; MetadataError names the file and the field."""
    if not os.path.lexists(path):
        return KnownFacts()
    name = printable(path)
    try:
        loaded = json.loads(read_bytes(path, _SIDECAR_LIMIT).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise MetadataError("text that is not UTF-8", expected="JSON in UTF-8", item=name) from error
    except (ValueError, RecursionError) as error:
        raise MetadataError(
            f"no JSON ({error})",
            expected='an object such as {"published": "2025-05-05"}',
            remedy="Mend it or take it away",
            item=name,
        ) from error
    if not isinstance(loaded, dict):
        raise MetadataError(f"JSON that holds {_shown(loaded)}", expected="an object", item=name)
    unknown = sorted(set(loaded) - set(_FACTS) - _PASSED_OVER)
    if unknown:
        raise MetadataError(
            f"field {unknown[0]!r}, which no document has",
            expected=f"some of {', '.join(_FACTS)} (or note)",
            remedy="Mend its name, or put it into note",
            item=name,
        )
    facts = {key: _fact(loaded[key], key, name) for key in _FACTS if loaded.get(key) is not None}
    return KnownFacts(**facts)


def _fact(value: Any, key: str, name: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise MetadataError(
            f"field {key!r} holds {_shown(value)}",
            expected="a text with something in it, or null",
            item=name,
        )
    text: str = value.strip()
    if key == "published":
        try:
            dates.parse(text)
        except DateFormatError as error:
            raise MetadataError(
                f"field 'published' holds {text!r}, which is no date",
                expected="an EDTF date such as 2025-05-05 or 2025-05",
                item=name,
            ) from error
    if key == "language" and not _LANGUAGE.fullmatch(text):
        raise MetadataError(f"field 'language' holds {text!r}", expected="an ISO 639 code such as en or fr", item=name)
    return text.partition("-")[0].lower() if key == "language" else text


def _walk(folder: str) -> Iterator[str | Refusal]:
    """Paths of the files below, by name; linked folders are entered once and never in a circle."""
    entered: set[tuple[int, int]] = set()
    above: list[tuple[int, int]] = []
    waiting: list[str | None] = [folder]  # None: here the last folder of `above` is left again
    while waiting:
        path = waiting.pop()
        if path is None:
            above.pop()
            continue
        try:
            status = _look(path)
        except SourceError as error:
            yield Refusal(item=printable(path), error=error)
            continue
        identity = (status.st_dev, status.st_ino)
        if not stat.S_ISDIR(status.st_mode):
            yield path
        elif identity in above:
            yield _refused(
                path,
                "a link that leads back to a folder above it",
                remedy="Take the link away; the files it leads to are read in their own place",
            )
        elif identity not in entered:
            listed = _names(path)
            if isinstance(listed, Refusal):
                yield listed
                continue
            entered.add(identity)
            above.append(identity)
            waiting.extend([None, *reversed(listed)])


def _names(folder: str) -> list[str] | Refusal:
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 -- names as the system gives them, undecodable ones too
    except OSError as error:
        return Refusal(item=printable(folder), error=_unreadable(folder, error))
    return [str(Path(folder) / name) for name in names if not name.startswith(".") and not name.endswith(SIDECAR_ENDING)]


def _look(path: str) -> os.stat_result:
    try:
        return os.stat(path)  # noqa: PTH116 -- Path would take an empty name for the folder we are in
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def _check_regular(path: str, status: os.stat_result) -> None:
    if stat.S_ISREG(status.st_mode):
        return
    kind = next((name for test, name in _KINDS if test(status.st_mode)), "no regular file")
    raise SourceError(
        kind,
        expected="a file",
        remedy="Save what it gives into a file, or pass it on standard input with -",
        item=printable(path),
    )


def _unreadable(path: str, error: OSError | ValueError) -> SourceError:
    if isinstance(error, FileNotFoundError):
        if os.path.lexists(path):
            found, remedy = "a link to something that is not there", "Mend the link, or name the file itself"
        else:
            found, remedy = "no such file or folder", "Check the name"
    elif isinstance(error, PermissionError):
        found, remedy = "not allowed to read it", "Change its permissions, or run as somebody who may read it"
    elif isinstance(error, OSError) and error.errno == errno.ELOOP:
        found, remedy = "a link that leads to itself", "Mend the link, or name the file itself"
    elif isinstance(error, OSError):
        found, remedy = f"cannot be read ({error.strerror or error})", "Check the disk and the name"
    else:
        found, remedy = f"no name of a file ({error})", "Check the name"
    return SourceError(found, remedy=remedy, item=printable(path))


def _refused(path: str, found: str, *, expected: str = "", remedy: str = "") -> Refusal:
    return Refusal(
        item=printable(path),
        error=SourceError(found, expected=expected, remedy=remedy, item=printable(path)),
    )


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."


def _size(count: int) -> str:
    mebibytes = count / (1024 * 1024)
    return f"{mebibytes:g} MiB" if mebibytes >= 1 else f"{count:,} bytes"
