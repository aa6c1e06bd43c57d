"""Make signs visible that a reader would not see, but a screen would obey."""

from __future__ import annotations

import unicodedata

_SPACES = {"\t": " ", "\n": " ", "\r": " ", "\u2028": " ", "\u2029": " "}
# Embeddings, overrides and isolates turn the words around them; the plain marks U+200E, U+200F and U+061C do
# not.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def visible(text: str) -> str:
    """The text on one line, with escapes, overrides and broken signs written out as ⟨U+202E⟩."""
    return "".join(_shown(sign) for sign in text)


def _shown(sign: str) -> str:
    if sign in _SPACES:
        return _SPACES[sign]
    if sign in _TURNING or unicodedata.category(sign) in ("Cc", "Cs"):
        return f"⟨U+{ord(sign):04X}⟩"
    return sign


def web_address(url: str | None) -> str | None:
    """The address, where it is one of the web: nothing that a browser would run."""
    if url and url.lower().startswith(("https://", "http://")) and visible(url) == url:
        return url
    return None
