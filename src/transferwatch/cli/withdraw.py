"""`transferwatch withdraw DOCUMENT`: what falls without it, and, signed and with a reason, the withdrawal itself."""

from __future__ import annotations

import sys

from transferwatch.answers.withdrawal import withdrawal
from transferwatch.cli.answering import checked_format, open_workspace, sheets, show
from transferwatch.cli.signing import signed
from transferwatch.publish.sheet import withdrawal_sheet
from transferwatch.record.decisions import Decision, checked, withdrawn


def run(document: str, data: str | None, by: str | None, reason: str | None, restore: bool, format: str) -> int:
    """Print what the record says without the document; take the decision where it is signed."""
    checked_format(format)
    with open_workspace(data, create=bool(by)) as workspace:
        meant = workspace.document(document)
        answer = withdrawal(workspace.view(), meant, workspace.codebook)
        told = ""
        if by or reason:
            verb = "restore" if restore else "withdraw"
            made = checked(Decision(verb=verb, document=meant, **signed(by, reason)))  # type: ignore[arg-type]
            workspace.decide([made])
            told = f"Document {meant[:12]} is {'restored' if restore else 'withdrawn'}."
        elif meant in withdrawn(workspace.store.decisions()):
            told = f"Document {meant[:12]} was withdrawn before. To restore it: --restore --by NAME --reason WORDS"
        else:
            told = "Nothing is decided yet. To withdraw the document: --by NAME --reason WORDS"
    if not restore:
        show(answer, format, sheets(withdrawal_sheet))
    sys.stderr.write(f"{told}\n")
    return 0
