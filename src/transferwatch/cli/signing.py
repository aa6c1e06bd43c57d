"""Who signs a decision, when, and why."""

from __future__ import annotations

from datetime import UTC, datetime

from transferwatch.errors import UsageError


def signed(by: str | None, reason: str | None) -> dict[str, str]:
    """The signature of a decision made now; UsageError where nobody signs it or no reason is given."""
    for name, value, expected in (("--by", by, "your name or role"), ("--reason", reason, "the reason in words")):
        if not (value or "").strip():
            raise UsageError("a decision that is not signed, or has no reason", expected=expected, item=name)
    at = datetime.now(tz=UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return {"by": (by or "").strip(), "reason": (reason or "").strip(), "at": at}
