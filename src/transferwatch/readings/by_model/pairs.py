"""Which pair a sentence speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from transferwatch.readings.by_model.scores import Filler, best_states

Pair = tuple[str, str]


def joint(senders: Sequence[Filler], receivers: Sequence[Filler]) -> list[tuple[Pair, float]]:
    """Every pair with how surely both its ends fill their roles, the surest first."""
    found = [
        ((sender, receiver), sure_from * sure_to)
        for sender, sure_from in best_states(senders)
        for receiver, sure_to in best_states(receivers)
        if sender != receiver
    ]
    return sorted(found, key=lambda entry: (-entry[1], entry[0]))
