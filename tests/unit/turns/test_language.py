"""The answer's language follows the patient, but not every stray word."""

from __future__ import annotations

import pytest

from bot.messages.effects import Language
from bot.turns.language import LanguageReader

EN, ES = Language.ENGLISH, Language.SPANISH


@pytest.fixture(scope="module")
def reader() -> LanguageReader:
    return LanguageReader()


@pytest.mark.parametrize(
    ("text", "current", "expected"),
    [
        ("quiero una cita para el martes", EN, ES),
        ("Hola", EN, ES),
        ("¿a qué hora abren?", EN, ES),
        ("can i book an appointment", ES, EN),
        ("is the flu shot safe", EN, EN),
        ("diabetes", EN, EN),
        ("insulin", ES, ES),
        ("ok", ES, ES),
        ("[NAME] [PHONE]", ES, ES),
        ("", EN, EN),
    ],
)
def test_language_of_a_message(reader: LanguageReader, text: str, current: Language, expected: Language) -> None:
    assert reader.read(text, current) is expected


def test_a_script_that_neither_language_uses_is_foreign(reader: LanguageReader) -> None:
    assert reader.is_foreign("我想预约")
    assert reader.is_foreign("хочу записаться к врачу")
    assert not reader.is_foreign("mañana, niño 你")
    assert not reader.is_foreign("12345 !!")
