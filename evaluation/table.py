"""The figures as tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.table import Table

from evaluation.floors import Floors
from evaluation.predict import Result
from evaluation.scores import Scores, compared
from transferwatch.readings.agreement import Agreement, Tally

# What one line per kind of text can hold.
_OF_KINDS = ("pair", "pair+stage", "transfer", "proceeding", "statement", "contested", "measure")


def of_scores(title: str, scores: Scores, floors: Floors | None = None) -> Table:
    """Precision, recall and F1 of all that is counted, then the fields of matched items, then the rest."""
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column("measure")
    for name in ("precision", "recall", "F1", "right", "gold", "read", "floor"):
        table.add_column(name, justify="right")
    floor = floors.floors if floors else {}
    for name, tally in scores.tallies.items():
        numbers = (f"{tally.precision:.3f}", f"{tally.recall:.3f}", f"{tally.f1:.3f}")
        table.add_row(name, *numbers, "", str(tally.left), str(tally.right), _floor(floor, f"{name}.f1"))
    mean = f"{scores.mean_f1:.3f}"
    table.add_row("mean of four", "", "", mean, "", "", "", _floor(floor, "mean.f1"), end_section=True)
    for name, share in scores.shares.items():
        right = f"{share.value:.3f}"
        table.add_row(name, "", "", "", right, str(share.of), "", _floor(floor, name))
    table.add_section()
    held = f"{scores.held:.3f}"
    table.add_row("spans that hold their words", "", "", "", held, "", str(scores.spans.of), _floor(floor, "spans.held"))
    rest = (
        (f"items out of {scores.look_alikes} look-alikes", scores.look_alike_items, "look-alike.items"),
        ("items refused for their spans", scores.refused, "spans.refused"),
        ("texts that the reader failed on", scores.failed, "texts.failed"),
        ("notes of abstention", sum(scores.notes.values()), "notes"),
    )
    for words, count, name in rest:
        table.add_row(words, "", "", "", "", "", str(count), _floor(floor, name))
    return table


def of_kinds(title: str, kinds: Mapping[str, Scores]) -> Table:
    """One line for each kind of text: the precision of pairs, F1 of what is counted, and the stance."""
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column("kind of text (F1)")
    for name in ("texts", "pair P", *_OF_KINDS, "stance", "mean"):
        table.add_column(name, justify="right")
    for kind, scores in kinds.items():
        tallies = scores.tallies
        stance = scores.shares.get("statement.stance")
        table.add_row(
            kind,
            str(scores.texts),
            f"{tallies['pair'].precision:.2f}" if "pair" in tallies else "-",
            *(_f1(tallies.get(name)) for name in _OF_KINDS),
            f"{stance.value:.2f}" if stance else "-",
            f"{scores.mean_f1:.2f}" if tallies else "-",
        )
    return table


def of_texts(results: Iterable[Result]) -> Table:
    """One line for each text: matched / gold / read of each part."""
    table = Table(title="By text: matched / gold / read", title_justify="left", title_style="bold")
    for name in (
        "text",
        "half",
        "kind",
        "pair+stage",
        "transfer",
        "proceeding",
        "statement",
        "contested",
        "measure",
    ):
        table.add_column(name)
    for result in results:
        tallies = compared(result).tallies
        cells = (tallies.get(name) for name in _OF_KINDS[1:])
        coded = result.coded
        table.add_row(coded.id, coded.half, coded.kind, *("-" if cell is None else _three(cell) for cell in cells))
    return table


def of_agreement(title: str, agreement: Agreement) -> Sequence[Table]:
    """What two sets of readings have in common, the fields of matched items, alpha of those with codes."""
    found = agreement.comparison
    items = Table(title=f"{title}: {len(agreement.documents)} documents", title_justify="left", title_style="bold")
    items.add_column("part")
    for name in ("F1", "both", "left", "right"):
        items.add_column(name, justify="right")
    for name, tally in found.tallies.items():
        items.add_row(name, f"{tally.f1:.3f}", str(tally.both), str(tally.left), str(tally.right))
    fields = Table(title="Fields of matched items", title_justify="left", title_style="bold")
    fields.add_column("field")
    for name in ("the same", "of", "alpha"):
        fields.add_column(name, justify="right")
    alphas = found.alphas()
    for name, share in found.shares.items():
        chance = alphas.get(name)
        same = "-" if share.value is None else f"{share.value:.3f}"
        fields.add_row(name, same, str(share.of), "-" if chance is None else f"{chance:.3f}")
    return items, fields


def of_differences(agreement: Agreement, most: int) -> Table:
    """What the two sets differ in, the first `most` of them."""
    all_ = agreement.comparison.differences
    table = Table(title=f"Differences ({min(most, len(all_))} of {len(all_)})", title_justify="left", title_style="bold")
    for name in ("document", "part", "field", "left", "right", "words"):
        table.add_column(name, overflow="fold")
    for one in all_[:most]:
        words = " ".join(one.evidence.text.split())[:80] if one.evidence else ""
        table.add_row(one.document[:12], one.part, one.field or "item", one.left or "-", one.right or "-", words)
    return table


def _floor(floors: Mapping[str, float], name: str) -> str:
    return f"{floors[name]:g}" if name in floors else ""


def _f1(tally: Tally | None) -> str:
    return f"{tally.f1:.2f}" if tally else "-"


def _three(tally: Tally) -> str:
    return f"{tally.both}/{tally.left}/{tally.right}" if tally.left or tally.right else ""
