"""What the guard makes of whole messages: action by ceiling, two maskings, values to remember."""

from __future__ import annotations

import pytest

from bot.errors import GuardError
from bot.guard.guard import LONGEST, Guard
from bot.messages.channel import Ceiling
from bot.messages.guarded import Category, GuardAction


@pytest.mark.parametrize(
    ("text", "ceiling", "action"),
    [
        ("what are your hours", Ceiling.SOCIAL, GuardAction.PASS),
        ("is hiv hereditary?", Ceiling.SOCIAL, GuardAction.PASS),
        ("my knee hurts", Ceiling.SOCIAL, GuardAction.MASK),
        ("i have hiv", Ceiling.SOCIAL, GuardAction.REFUSE),
        ("call me at 312-555-0199", Ceiling.SOCIAL, GuardAction.REFUSE),
        ("call me at 312-555-0199", Ceiling.PUBLIC, GuardAction.REFUSE),
        ("call me at 312-555-0199", Ceiling.COVERED, GuardAction.KEEP),
        ("my knee hurts", Ceiling.COVERED, GuardAction.KEEP),
        ("what are your hours", Ceiling.COVERED, GuardAction.PASS),
    ],
)
def test_action_follows_ceiling_and_sensitivity(guard: Guard, text: str, ceiling: Ceiling, action: GuardAction) -> None:
    assert guard.read(text, ceiling).action is action


def test_social_keeps_only_the_masked_text(guard: Guard) -> None:
    message = guard.read("my name is Jon Alvarado, dob 4/12/88", Ceiling.SOCIAL)
    assert message.refuse == "my name is [NAME], dob [DATE]"
    assert message.kept == message.refuse


def test_covered_keeps_what_was_typed_and_masks_it_for_rasa(guard: Guard) -> None:
    message = guard.read("my name is Jon Alvarado", Ceiling.COVERED)
    assert message.kept == "my name is Jon Alvarado"
    assert message.wide == "my name is [NAME]"


@pytest.mark.parametrize(
    "text",
    [
        "can i see dr okafor on tuesday",
        "is dr. okafur in next friday at 3",
        "when does sara lindqvist work",
        "is 312-555-0100 your number",
        "are you at 240 riverbend avenue",
        "should i call 911 or 988",
        "is hello@riverbend.example your email",
        "is it info@riverbend.example or hello@riverbend.example",
        "do i tag @riverbend or @riverbend_family_health",
        "is riverbendfamilyhealth.com your site",
    ],
)
def test_the_clinics_own_facts_are_free_in_both_tiers(guard: Guard, text: str) -> None:
    message = guard.read(text, Ceiling.SOCIAL)
    assert message.refuse == message.wide == text


@pytest.mark.parametrize(
    "text",
    ["hiya", "helo", "kk", "okey", "cya", "ttyl", "nvm", "jk", "tysm", "nada", "mañana", "tues", "friday morning"],
)
def test_small_talk_and_days_reach_the_dialogue(guard: Guard, text: str) -> None:
    assert guard.read(text, Ceiling.SOCIAL).wide == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("my account number is 55-20391", "my account number is [ACCOUNT_NUMBER]"),
        ("member number 5544123456", "member number [HEALTH_PLAN_ID]"),
        ("my number is 5550147", "my number is [PHONE]"),
    ],
)
def test_a_number_is_what_its_label_says(guard: Guard, text: str, masked: str) -> None:
    assert guard.read(text, Ceiling.SOCIAL).refuse == masked


@pytest.mark.parametrize("text", ["my pin is 8806", "password is [OTHER_ID] ok", "my wifi password is Otter!9"])
def test_a_secret_is_masked_and_the_rest_is_read(guard: Guard, text: str) -> None:
    message = guard.read(text, Ceiling.SOCIAL)
    assert "[OTHER_ID]" in message.refuse
    assert guard.read(message.refuse, Ceiling.SOCIAL).refuse == message.refuse


def test_a_patient_who_is_called_like_the_doctor_is_masked(guard: Guard) -> None:
    assert guard.read("my name is Maya Okafor", Ceiling.SOCIAL).refuse == "my name is [NAME]"


def test_placeholders_are_read_as_nothing(guard: Guard) -> None:
    text = "my name is [NAME] and my number is [PHONE]"
    assert guard.read(text, Ceiling.SOCIAL).refuse == text


@pytest.mark.parametrize(
    ("asked", "answer", "masked"),
    [
        (Category.PHONE, "5550142", "[PHONE]"),
        (Category.NAME, "summer", "[NAME]"),
        (Category.DATE, "april 12", "[DATE]"),
    ],
)
def test_an_answer_is_read_in_the_light_of_the_question(
    guard: Guard, asked: Category, answer: str, masked: str
) -> None:
    assert guard.read(answer, Ceiling.SOCIAL, asked=asked).refuse == masked


def test_values_are_kept_in_one_spelling(guard: Guard) -> None:
    message = guard.read("jon alvarado, 312-555-0199, i have lupus", Ceiling.SOCIAL)
    values = {(value.category, value.normalised) for value in message.values}
    assert (Category.NAME, "alvarado") in values
    assert (Category.PHONE, "3125550199") in values
    assert (Category.PHONE, "5550199") in values
    assert Category.HEALTH not in {category for category, _ in values}


def test_a_text_too_long_to_read_is_refused(guard: Guard) -> None:
    with pytest.raises(GuardError):
        guard.read("a" * (LONGEST + 1), Ceiling.SOCIAL)


def test_what_stands_in_for_an_unreadable_message_holds_nothing(guard: Guard) -> None:
    message = guard.blocked(Ceiling.SOCIAL)
    assert message.action is GuardAction.BLOCK
    assert (message.refuse, message.wide, message.kept, message.values) == ("", "", "", ())


def test_repr_shows_no_text(guard: Guard) -> None:
    message = guard.read("my name is Jon Alvarado", Ceiling.SOCIAL)
    assert "alvarado" not in repr(message).lower()
    assert "alvarado" not in repr(message.values).lower()
