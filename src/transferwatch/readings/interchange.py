"""A reading as JSON, and its JSON Schema."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from transferwatch.errors import InputError
from transferwatch.readings.reading import Reading


@cache
def _adapter() -> TypeAdapter[Reading]:
    return TypeAdapter(Reading)


def to_json(reading: Reading) -> dict[str, Any]:
    """The reading as plain JSON values, keys in the order of the coding manual."""
    dumped: dict[str, Any] = _adapter().dump_python(reading, mode="json", by_alias=True)
    return dumped


def to_line(reading: Reading) -> str:
    """The reading as one line of JSON, without a line break."""
    return json.dumps(to_json(reading), ensure_ascii=False)


def from_json(value: dict[str, Any] | str | bytes) -> Reading:
    """The reading that the JSON holds; InputError names the first field that is wrong."""
    try:
        if isinstance(value, (str, bytes)):
            return _adapter().validate_json(value)
        return _adapter().validate_python(value)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputError(
            f"a reading whose field {where!r} holds {str(first['input'])[:60]!r}",
            expected=first["msg"],
            remedy="See `transferwatch schema reading`",
        ) from error


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a reading."""
    made = _adapter().json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Reading", **made}
