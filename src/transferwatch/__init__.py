"""A sourced, contestable record of third-country transfers of migrants between states.

The names below are the front page: the verbs of a document's way, in order, and what is needed to call them.
Importing this package imports nothing else; each name is fetched from its module when it is first used.

    from pathlib import Path

    import transferwatch as tw

    book = tw.load_codebook()
    with tw.Workspace.open(Path("transferwatch-data"), book) as workspace:
        list(workspace.add(["reports/"]))
        answer = tw.brief(workspace.view(), tw.parse_pair("US-RW", book), book)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transferwatch.answers.brief import brief
    from transferwatch.answers.listing import listing
    from transferwatch.answers.timeline import timeline
    from transferwatch.codebook.load import load as load_codebook
    from transferwatch.dates import AsOf
    from transferwatch.documents.transcribe import transcribe
    from transferwatch.errors import TransferwatchError
    from transferwatch.matching.parties import parse_pair
    from transferwatch.readings.read import read
    from transferwatch.readings.reading import Reading
    from transferwatch.record.settle import settle
    from transferwatch.sources.collect import collect
    from transferwatch.workspace import Workspace

    __version__: str

__all__ = [
    "AsOf",
    "Reading",
    "TransferwatchError",
    "Workspace",
    "__version__",
    "brief",
    "collect",
    "listing",
    "load_codebook",
    "parse_pair",
    "read",
    "settle",
    "timeline",
    "transcribe",
]

# Where each name is defined: module, and its name there.
_HOMES = {
    "AsOf": ("dates", "AsOf"),
    "Reading": ("readings.reading", "Reading"),
    "TransferwatchError": ("errors", "TransferwatchError"),
    "Workspace": ("workspace", "Workspace"),
    "brief": ("answers.brief", "brief"),
    "collect": ("sources.collect", "collect"),
    "listing": ("answers.listing", "listing"),
    "load_codebook": ("codebook.load", "load"),
    "parse_pair": ("matching.parties", "parse_pair"),
    "read": ("readings.read", "read"),
    "settle": ("record.settle", "settle"),
    "timeline": ("answers.timeline", "timeline"),
    "transcribe": ("documents.transcribe", "transcribe"),
}


def __getattr__(name: str) -> object:
    """The public name, from the module that defines it; AttributeError where there is no such name."""
    if name == "__version__":
        from importlib.metadata import version

        found: object = version("transferwatch")
    elif name in _HOMES:
        module, defined = _HOMES[name]
        found = getattr(import_module(f"{__name__}.{module}"), defined)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names beside what is loaded already."""
    return sorted({*globals(), *__all__})
