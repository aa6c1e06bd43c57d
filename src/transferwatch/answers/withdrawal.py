"""Withdrawal: what falls, weakens, changes and stands on record once a document no longer counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from transferwatch.answers.footnotes import Footnote, Notebook
from transferwatch.answers.values import Value, differences, values_of
from transferwatch.codebook.codebook import Codebook
from transferwatch.record.view import RecordView

Outcome = Literal["falls", "changes", "weakens", "stands"]
_ORDER = ("falls", "changes", "weakens", "stands")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What becomes of one value that rests on the document; `after` is empty for what falls."""

    key: str
    field: str
    outcome: Outcome
    before: str
    after: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """The effects of withdrawing a document, what falls first; empty where nothing on record rests on it."""

    document: str
    title: str
    effects: tuple[Effect, ...]
    footnotes: tuple[Footnote, ...]


def withdrawal(view: RecordView, document: str, codebook: Codebook) -> Withdrawal:
    """What the record would say without the document."""
    # Two notebooks: what is compared is not all called for in the end.
    notebook, scratch = Notebook(view, codebook), Notebook(view, codebook)
    without = view.without(document)
    found: list[Effect] = []
    for pair in view.bears_on(document):
        before = values_of(view.pair(pair), scratch, codebook)
        after = values_of(without.pair(pair), scratch, codebook)
        notebook.expect(citation for value in (*before, *after) for citation in value.citations)
        found += _effects(before, after, document, notebook)
    facts = view.document(document).facts
    return Withdrawal(
        document=document,
        title=notebook.veiled(facts.title or facts.publisher or document[:12], []),
        effects=tuple(sorted(found, key=lambda effect: (_ORDER.index(effect.outcome), effect.key, effect.field))),
        footnotes=notebook.footnotes(),
    )


def _effects(before: list[Value], after: list[Value], document: str, notebook: Notebook) -> Iterator[Effect]:
    differing = list(differences(before, after))
    touched = {id(held) for _, held, _ in differing}
    for way, held, now in differing:
        value = held or now
        assert value is not None
        outcome: Outcome = "falls" if way == "gone" else "changes"
        if held is not None and now is not None and held.text == now.text:
            outcome = "weakens"
        yield _effect(value, outcome, held, now, notebook)
    for value in before:
        if id(value) not in touched and any(citation.document == document for citation in value.citations):
            yield _effect(value, "stands", value, value, notebook)


def _effect(value: Value, outcome: Outcome, before: Value | None, after: Value | None, notebook: Notebook) -> Effect:
    return Effect(
        key=value.key,
        field=value.field,
        outcome=outcome,
        before=notebook.veiled(before.words, before.citations) if before else "",
        after=notebook.veiled(after.words, after.citations) if after else "",
        notes=notebook.notes((after or value).citations),
    )
