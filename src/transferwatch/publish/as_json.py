"""An answer as JSON for programs: keys in the order of the nouns, the same for the same answer."""

from __future__ import annotations

import json
import re
from dataclasses import asdict

from transferwatch.answers.brief import Brief
from transferwatch.answers.changes import Changes
from transferwatch.answers.corrections import Corrections
from transferwatch.answers.counts import Counts
from transferwatch.answers.finding import Finding
from transferwatch.answers.gaps import Gaps
from transferwatch.answers.listing import Listing
from transferwatch.answers.timeline import Timeline
from transferwatch.answers.why import Why
from transferwatch.answers.withdrawal import Withdrawal

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\x7f-\x9f]")


Answer = Brief | Timeline | Listing | Changes | Gaps | Counts | Why | Withdrawal | Finding | Corrections


def to_json(answer: Answer) -> str:
    """One JSON object; signs that turn or hide text on a screen are written as escapes."""
    plain = json.dumps(asdict(answer), ensure_ascii=False, indent=2)
    return _TURNING.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)
