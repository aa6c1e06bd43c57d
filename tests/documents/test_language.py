"""Languages are told offline, or not at all."""

from __future__ import annotations

import socket

import pytest

from transferwatch.documents import language

TEXTS = {
    "en": "The minister said that the talks were at an early stage and that no agreement had been signed.",
    "fr": "Le ministre a déclaré que les discussions en étaient au début et que rien n’était signé.",
    "es": "El ministro dijo que las conversaciones estaban en una fase inicial y que nada se había firmado.",
    "ar": "قال الوزير إن المحادثات لا تزال في مرحلة مبكرة ولم يتم التوقيع على أي اتفاق حتى الآن",
    "pt": "O ministro disse que as conversações estavam numa fase inicial e que nada tinha sido assinado.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_languages_are_told(code: str) -> None:
    assert language.detect(TEXTS[code]) == code


def test_capitals_do_not_mislead() -> None:
    assert language.detect(TEXTS["en"].upper()) == "en"


@pytest.mark.parametrize("text", ["", "Yes.", "1,000 2,000 3,000 " * 50, "Strelsau Lutz"])
def test_too_little_is_not_guessed(text: str) -> None:
    assert language.detect(text) is None


def test_what_is_uncertain_is_not_guessed() -> None:
    assert language.detect("qzx vrt plk mnw bcd fgh jkl " * 5) is None


def test_only_the_beginning_counts() -> None:
    assert language.detect(TEXTS["en"] * 40 + TEXTS["es"] * 400) == "en"


def test_nothing_is_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    language._detector.cache_clear()
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert language.detect(TEXTS["fr"]) == "fr"
