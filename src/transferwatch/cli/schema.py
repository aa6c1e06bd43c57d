"""`transferwatch schema`: the JSON Schemas of what the program writes."""

from __future__ import annotations

import json

from transferwatch.cli.output import write
from transferwatch.errors import UsageError
from transferwatch.readings import interchange

SCHEMAS = {"reading": interchange.schema}


def run(name: str) -> int:
    """Print the schema of that name."""
    if name not in SCHEMAS:
        raise UsageError(f"no schema is called {name!r}", expected=" or ".join(SCHEMAS))
    write(json.dumps(SCHEMAS[name](), indent=2, ensure_ascii=False) + "\n")
    return 0
