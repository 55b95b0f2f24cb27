"""The texts that the rules send: there in both languages, with the right numbers, short and closed as demanded."""

from __future__ import annotations

import re
import string

import pytest

from bot.clinic import Clinic
from bot.messages.effects import Language
from bot.safety.rules import load_rules
from bot.safety.watch import GRAVEST_FIRST, Alarm
from bot.texts.catalog import EMERGENCY_LIMIT, Texts, clinic_blanks, load_texts

ENDINGS = {
    Language.ENGLISH: "Outside the U.S., call your local emergency number.",
    Language.SPANISH: "Fuera de EE. UU., llame a su número local de emergencias.",
}
PUBLIC = tuple(f"{alarm.value}_public" for alarm in Alarm)
NAMES = (*GRAVEST_FIRST, *PUBLIC)
EVERYWHERE = [(name, language) for name in NAMES for language in Language]


@pytest.fixture
def texts(clinic: Clinic) -> Texts:
    return load_texts(clinic)


def test_every_rule_names_a_text_that_is_ranked_and_of_its_alarm() -> None:
    for rule in load_rules().rules:
        assert rule.text_name in GRAVEST_FIRST, rule.name
        assert rule.text_name.startswith(rule.alarm), rule.name


@pytest.mark.parametrize(("name", "language"), EVERYWHERE)
def test_a_text_ends_with_the_line_for_other_countries(texts: Texts, name: str, language: Language) -> None:
    assert texts.say(name, language).endswith(ENDINGS[language])


@pytest.mark.parametrize(("name", "language"), EVERYWHERE)
def test_a_text_is_short_and_has_the_clinics_blanks_only(
    texts: Texts, clinic: Clinic, name: str, language: Language
) -> None:
    raw = texts.by_language[language][name]
    fields = {field for _, field, _, _ in string.Formatter().parse(raw) if field}
    assert fields <= clinic_blanks(clinic).keys()
    assert not re.search(r"\d{2}", raw), "numbers are data of the clinic's country"
    assert len(texts.say(name, language)) <= EMERGENCY_LIMIT


@pytest.mark.parametrize(("name", "language"), EVERYWHERE)
def test_every_text_names_the_ambulance(texts: Texts, name: str, language: Language) -> None:
    assert "911" in texts.say(name, language)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "emergency_poison",
            ["911 first", "collapsed", "seizure", "cannot breathe", "cannot be woken", "1-800-222-1222"],
        ),
        ("crisis_general", ["call or text 988"]),
        ("crisis_violence", ["if it is safe to use this phone", "1-800-799-7233", "START to 88788"]),
        ("crisis_child", ["1-800-422-4453"]),
        ("crisis_harm_others", ["988"]),
        ("emergency_public", ["988", "1-800-222-1222"]),
        ("crisis_public", ["988", "1-800-799-7233", "1-800-422-4453"]),
    ],
)
def test_an_english_text_names_its_line(texts: Texts, name: str, said: list[str]) -> None:
    text = texts.say(name, Language.ENGLISH).lower()
    assert [one for one in said if one.lower() not in text] == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("emergency_poison", ["primero al 911", "1-800-222-1222"]),
        ("crisis_general", ["988 y oprima 2", "envíe AYUDA al 988"]),
        ("crisis_violence", ["si es seguro usar este teléfono", "1-800-799-7233", "START al 88788"]),
        ("crisis_child", ["1-800-422-4453"]),
        ("crisis_harm_others", ["988 y oprima 2"]),
        ("crisis_public", ["988 y oprima 2", "1-800-799-7233", "1-800-422-4453"]),
    ],
)
def test_a_spanish_text_names_its_line(texts: Texts, name: str, said: list[str]) -> None:
    text = texts.say(name, Language.SPANISH).lower()
    assert [one for one in said if one.lower() not in text] == []


@pytest.mark.parametrize("language", Language)
def test_whoever_harmed_themself_is_told_the_ambulance_before_the_crisis_line(texts: Texts, language: Language) -> None:
    text = texts.say("crisis_emergency", language)
    assert 0 <= text.index("911") < text.index("988")


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_text_confirms_nothing_of_its_writer(texts: Texts, name: str) -> None:
    said = texts.say(name, Language.ENGLISH).lower()
    assert "someone" in said
    assert not any(word in said.split() for word in ("patient", "wrote", "sorry", "appointment"))
