"""Time-stamps (RFC 3161): an authority's signature that some bytes were there at a time."""

from __future__ import annotations

import urllib.request
from urllib.error import URLError
from urllib.parse import urlsplit

from transferwatch.errors import SourceError, UsageError

WAIT_S = 30
MOST_BYTES = 1_000_000


def time_stamp(data: bytes, authority: str) -> bytes:
    """The reply of the authority at that address, checked to be granted and to be of these bytes, in DER.

    UsageError where the address is none, or what stamping needs is not installed; SourceError where no stamp is to be had.
    """
    try:
        from rfc3161_client import HashAlgorithm, PKIStatus, TimestampRequestBuilder, decode_timestamp_response
    except ModuleNotFoundError as error:
        raise UsageError(
            "a time-stamp authority is named and what asks it is not installed",
            expected="the extra `evidence`",
            remedy="Run `pip install 'transferwatch[evidence]'`",
            item="--time-stamp",
        ) from error
    if urlsplit(authority).scheme not in ("http", "https"):
        raise UsageError(f"{authority!r} is no address", expected="http:// or https://", item="--time-stamp")
    request = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build()
    asking = urllib.request.Request(authority, data=request.as_bytes(), headers={"Content-Type": "application/timestamp-query"})
    try:
        with urllib.request.urlopen(asking, timeout=WAIT_S) as reply:
            body: bytes = reply.read(MOST_BYTES)
        response = decode_timestamp_response(body)
    except (URLError, OSError, ValueError) as error:
        raise _refused(authority, f"gave no time-stamp ({error})") from error
    granted = response.status in (PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS)
    if not granted or response.tst_info.nonce != request.nonce:
        raise _refused(authority, "did not grant the time-stamp that was asked for")
    if response.tst_info.message_imprint.message != request.message_imprint.message:
        raise _refused(authority, "stamped something else")
    return body


def _refused(authority: str, found: str) -> SourceError:
    return SourceError(
        found,
        expected="a reply as RFC 3161 has it",
        remedy="Try again, name another authority, or leave --time-stamp out",
        item=authority,
    )
