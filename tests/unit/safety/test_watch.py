"""What raises an alarm, whatever the spelling, and what does not, whatever the words."""

from __future__ import annotations

import time

import pytest

from bot.messages.effects import Language
from bot.safety.watch import Alarm, SafetyWatch

EMERGENCY, CRISIS = Alarm.EMERGENCY, Alarm.CRISIS


@pytest.fixture(scope="module")
def watch() -> SafetyWatch:
    return SafetyWatch()


@pytest.mark.parametrize(
    ("text", "rule", "text_name"),
    [
        ("my chest hurts and my arm is numb", "cardiac.chest_pain", "emergency_general"),
        ("his face is drooping", "stroke.face", "emergency_general"),
        ("i can't breathe", "breathing.cannot_breathe", "emergency_general"),
        ("my throat is closing up", "anaphylaxis.airway", "emergency_general"),
        ("the bleeding won't stop", "bleeding.will_not_stop", "emergency_general"),
        ("my son drank bleach", "poison.swallowed", "emergency_poison"),
        ("he took too many pills", "poison.too_many", "emergency_poison"),
        ("she is having a seizure", "seizure.seizure", "emergency_general"),
        ("he won't wake up", "unconscious.will_not_wake", "emergency_general"),
        ("she hit her head. Now she is vomiting", "head_injury.head", "emergency_general"),
        ("30 weeks pregnant and bleeding", "obstetric.bleeding", "emergency_general"),
        ("my 3 week old has a fever", "infant.fever", "emergency_general"),
        ("third degree burns on his arm", "burn.severe", "emergency_general"),
        ("i want to die", "suicide_wish.die", "crisis_general"),
        ("i keep cutting myself", "self_harm.harm_self", "crisis_general"),
        ("my husband hits me", "violence.partner", "crisis_violence"),
        ("my stepdad touches me", "child_abuse.parent_hurts_me", "crisis_child"),
        ("i want to kill my boss", "harm_others.kill", "crisis_harm_others"),
    ],
)
def test_each_kind_raises_its_alarm_with_its_text(watch: SafetyWatch, text: str, rule: str, text_name: str) -> None:
    flag = watch.look(text)
    assert flag is not None
    assert (flag.rule, flag.text_name, flag.language) == (rule, text_name, Language.ENGLISH)
    assert flag.text_name.startswith(flag.alarm.value)


@pytest.mark.parametrize(
    ("text", "alarm"),
    [
        ("me duele mucho el pecho", EMERGENCY),
        ("Mi mamá no puede respirar", EMERGENCY),
        ("mi hija se tomó un frasco de pastillas", EMERGENCY),
        ("ya no quiero vivir", CRISIS),
        ("me quiero matar", CRISIS),
        ("mi esposo me pega", CRISIS),
    ],
)
def test_spanish_raises_alarms_in_spanish(watch: SafetyWatch, text: str, alarm: Alarm) -> None:
    flag = watch.look(text)
    assert flag is not None
    assert (flag.alarm, flag.language) == (alarm, Language.SPANISH)


@pytest.mark.parametrize(
    "text",
    [
        "chst pain",
        "hes haveing a siezure",
        "UNCONCIOUS",
        "cantbreathe",
        "i wnat to kill myslef",
        "k1ll myself",
        "su1c1dal",
        "$uicidal",
        "k*ll myself",
        "k i l l m y s e l f",
        "k.i.l.l myself",
        "sui cidal thoughts",
        "kiiiilll myself",
        "i want to di\u200be",
        "ｉ ｗａｎｔ ｔｏ ｄｉｅ",
        "i w\N{CYRILLIC SMALL LETTER A}nt t\N{CYRILLIC SMALL LETTER O} di\N{CYRILLIC SMALL LETTER IE}",
        "𝐤𝐢𝐥𝐥 𝐦𝐲𝐬𝐞𝐥𝐟",
        "I CAN’T BREATHE",
        "my chest... it hurts",
        "im gonna kms",
        "gonna unalive myself",
        "my phone number is 312-555-0148 and i cant breathe",
    ],
)
def test_misspelled_and_disguised_words_raise_an_alarm(watch: SafetyWatch, text: str) -> None:
    assert watch.look(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        # denied
        "no chest pain",
        "I don't have any chest pain or trouble breathing",
        "she is not suicidal",
        "sin dolor de pecho",
        # past and over
        "my dad had a heart attack years ago",
        "history of seizures as a child",
        "hace años tuve un infarto",
        # asked about
        "signs of a stroke?",
        "is chest pain a side effect of lisinopril",
        "how do you know if someone is having a stroke",
        "¿cuáles son los síntomas de un derrame?",
        # supposed
        "if I ever have chest pain should I call you or 911?",
        # a way of speaking
        "this wait is killing me",
        "dying to know",
        "i almost had a heart attack when i saw the bill",
        "me muero de hambre",
        # everyday
        "my nose is so stuffy i can't breathe through it",
        "i need a chest x-ray",
        "can i get an appointment",
        "",
        "👍",
    ],
)
def test_talk_about_it_raises_none(watch: SafetyWatch, text: str) -> None:
    assert watch.look(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "not sure if i'm having a heart attack",
        "i had a stroke in 2015 but now my face is drooping",
        "no idea why but my chest hurts",
        "what are the signs of a stroke? my mom's face is drooping",
        "no fever. he can't breathe",
        "i'm not going to hurt anyone but i don't want to live",
        "what if i just took all my pills",
        "is it normal that my chest hurts",
    ],
)
def test_doubt_about_one_thing_does_not_hide_another(watch: SafetyWatch, text: str) -> None:
    assert watch.look(text) is not None


@pytest.mark.parametrize(
    "text", ["i took a whole bottle of tylenol because i want to die", "i want to die. i can't breathe"]
)
def test_self_harm_with_bodily_danger_gets_the_text_with_both_numbers(watch: SafetyWatch, text: str) -> None:
    flag = watch.look(text)
    assert flag is not None
    assert (flag.alarm, flag.text_name) == (CRISIS, "crisis_emergency")


@pytest.mark.parametrize(
    "text",
    ["no chest pain " * 2_000, "a" * 100_000, "k i l l " * 5_000, "my " * 20_000, "i want to " * 5_000],
    ids=lambda text: text[:10],
)
def test_a_very_long_message_takes_a_bounded_time(watch: SafetyWatch, text: str) -> None:
    begun = time.process_time()
    watch.look(text)
    assert time.process_time() - begun < 2.0


def test_a_red_flag_at_the_end_of_a_very_long_message_is_seen(watch: SafetyWatch) -> None:
    assert watch.look("i was wondering about the opening hours and " * 2_000 + " i want to kill myself") is not None
