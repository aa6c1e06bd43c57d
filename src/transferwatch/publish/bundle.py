"""A hand-over: a BagIt bag (RFC 8493) with originals, readings, values with their spans, and proofs that they were on record.

The bag checks itself with Python's standard library alone: `python3 data/verify.py`.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from transferwatch.errors import UsageError

BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
README = """A hand-over out of a record of transferwatch: {title}, {as_of}.

record.json          the values on record, how each is borne out, and the words that it rests on, by document and place
brief.html           the same to be read
originals/           the documents as they were captured, named by their SHA-256
texts/               the text of each document, in which the places count (UTF-8)
readings/            what was read in each, named by the SHA-256 of the file
decisions/           what people decided about it
ledger.json          the lines of the ledger that tell of all this, with the proof of each, and the head of the tree (RFC 6962)
head.tsr             a time-stamp of that head (RFC 3161), where an authority was named
verify.py            checks all of it: python3 data/verify.py

CAUTION. Originals, texts and readings name people as their publishers did. People who were moved may be at risk: keep this
bag as you would keep a case file, and publish brief.html or record.json, from which their names are withheld.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """A line of the ledger with its number, from 1, and the hashes that lead from it to the head, in hexadecimal."""

    number: int
    text: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """All that goes into a bag; `values` is plain JSON, `head` the size and the root of the tree."""

    title: str
    as_of: str
    values: Mapping[str, Any]
    page: str
    originals: Iterable[tuple[str, bytes]]
    texts: Mapping[str, str]
    readings: Mapping[str, str]
    decisions: Mapping[str, str]
    lines: Sequence[Proved]
    head: tuple[int, str]
    stamp: bytes | None
    made_on: str


def write_bag(bundle: Bundle, folder: Path) -> int:
    """Write the bag; how many files its payload has.  UsageError where the folder is there already.

    It is made beside its place and moved there whole.
    """
    if folder.exists():
        raise UsageError("is there already", expected="a folder that is not there yet", item=str(folder))
    making = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(making, ignore_errors=True)
    try:
        number = _write(bundle, making)
        making.rename(folder)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return number


def _write(bundle: Bundle, bag: Path) -> int:
    data = bag / "data"
    data.mkdir(parents=True)
    sums: dict[str, str] = {}
    size = 0

    def put(name: str, content: bytes) -> None:
        nonlocal size
        path = data / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        sums[f"data/{name}"] = hashlib.sha256(content).hexdigest()
        size += len(content)

    for sha256, content in bundle.originals:
        put(f"originals/{sha256}", content)
    for document, text in bundle.texts.items():
        put(f"texts/{document}.txt", text.encode("utf-8", "surrogatepass"))
    for digest, body in bundle.readings.items():
        put(f"readings/{digest}.json", body.encode())
    for digest, body in bundle.decisions.items():
        put(f"decisions/{digest}.json", body.encode())
    put("record.json", _json(bundle.values))
    put("brief.html", bundle.page.encode())
    lines = [{"number": line.number, "line": line.text, "path": list(line.path)} for line in bundle.lines]
    put("ledger.json", _json({"size": bundle.head[0], "head": bundle.head[1], "lines": lines}))
    if bundle.stamp is not None:
        put("head.tsr", bundle.stamp)
    put("verify.py", files("transferwatch.publish").joinpath("templates", "verify.py.txt").read_bytes())
    put("README.txt", README.format(title=bundle.title, as_of=bundle.as_of).encode())
    info = {
        "Bagging-Date": bundle.made_on,
        "External-Description": f"Hand-over out of a record of transferwatch: {bundle.title}, {bundle.as_of}",
        "Payload-Oxum": f"{size}.{len(sums)}",
        "Transferwatch-Tree-Head": f"{bundle.head[0]}@{bundle.head[1]}",
    }
    tags = {
        "bagit.txt": BAGIT,
        "bag-info.txt": "".join(f"{name}: {value}\n" for name, value in info.items()),
        "manifest-sha256.txt": "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items())),
    }
    for name, tag in tags.items():
        (bag / name).write_bytes(tag.encode())
    tagged = "".join(f"{hashlib.sha256(tag.encode()).hexdigest()}  {name}\n" for name, tag in tags.items())
    (bag / "tagmanifest-sha256.txt").write_text(tagged, encoding="utf-8")
    return len(sums)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
