"""Identifiers split over messages, and answers to a question."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.guard.asking import asked_for
from bot.guard.guard import Guard
from bot.guard.memory import KEPT_FOR, RecentPieces
from bot.messages.channel import Ceiling
from bot.messages.guarded import Category, Earlier, GuardAction

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("earlier", "text", "masked", "earlier_masked"),
    [
        (["what are your hours", "312", "555"], "0142", "[PHONE]", {1: "[PHONE]", 2: "[PHONE]"}),
        (["312", "55", "5", "01"], "42", "[PHONE]", dict.fromkeys(range(4), "[PHONE]")),
        (["you can reach me at 312 555"], "0142", "[PHONE]", {0: "you can reach me at [PHONE]"}),
        (["my ssn is"], "219099991", "[SSN]", {}),
        (["my last name is"], "pruitt", "[NAME]", {}),
        (["4/11/1987"], "thats my dob", "thats my dob", {0: "[DATE]"}),
        (["nací el"], "11 de abril de 1987", "[DATE]", {}),
    ],
)
def test_an_identifier_split_over_messages_is_found_in_all_of_them(
    guard: Guard, earlier: list[str], text: str, masked: str, earlier_masked: dict[int, str]
) -> None:
    message = guard.read(text, Ceiling.SOCIAL, window=[Earlier(one) for one in earlier])
    assert message.refuse == masked
    assert {one.entry: one.masked for one in message.completed} == earlier_masked
    assert message.reaches_back >= bool(earlier_masked)


@pytest.mark.parametrize(
    ("earlier", "text"),
    [
        (["my name is"], "what are your hours on friday"),
        (["what are your hours", "555"], "do you take walk-ins on saturday"),
        (["is the flu shot 25 dollars"], "2 of us"),
        (["can i come at 3"], "30 is fine too"),
        (["room 12"], "or 14?"),
        (["friday"], "at 10 am"),
        (["10:30"], "or 11"),
        (["november 24"], "at 2pm please"),
    ],
)
def test_a_message_that_stands_by_itself_is_not_joined(guard: Guard, earlier: list[str], text: str) -> None:
    message = guard.read(text, Ceiling.SOCIAL, window=[Earlier(one) for one in earlier])
    assert message.action is GuardAction.PASS
    assert message.completed == ()


def test_a_piece_masked_before_is_read_as_it_was_typed_and_stays_masked(guard: Guard) -> None:
    window = [Earlier("[PHONE]", typed="312 555 01")]
    message = guard.read("42", Ceiling.SOCIAL, window=window)
    assert message.refuse == "[PHONE]"
    assert message.completed == ()
    assert message.reaches_back
    assert "3125550142" in {value.normalised for value in message.values}


def test_nothing_is_rewritten_on_a_covered_channel(guard: Guard) -> None:
    message = guard.read("0142", Ceiling.COVERED, window=[Earlier("312"), Earlier("555")])
    assert message.completed == ()
    assert message.reaches_back
    assert message.wide == "[PHONE]"


@pytest.mark.parametrize(
    ("asked", "answer", "masked"),
    [
        (Category.PHONE, "5550142", "[PHONE]"),
        (Category.NAME, "summer", "[NAME]"),
        (Category.NAME, "why do you need that", "why do you need that"),
        (Category.DATE, "april 12", "[DATE]"),
        (Category.DATE, "can i come on friday instead", "can i come on friday instead"),
        (Category.HEALTH, "lupus", "[HEALTH]"),
    ],
)
def test_an_answer_is_read_in_the_light_of_the_question(
    guard: Guard, asked: Category, answer: str, masked: str
) -> None:
    assert guard.read(answer, Ceiling.SOCIAL, asked=asked).refuse == masked


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("what number?", Category.PHONE),
        ("ok what's the best number to reach you", Category.PHONE),
        ("Can I get your date of birth please?", Category.DATE),
        ("whats ur name", Category.NAME),
        ("Sure! What name is it under?", Category.NAME),
        ("And the full name please", Category.NAME),
        ("please send me your member id", Category.HEALTH_PLAN_ID),
        ("necesito su fecha de nacimiento", Category.DATE),
        ("¿Cuál es su correo?", Category.EMAIL),
        ("What brings you in?", Category.HEALTH),
        ("where do you live", Category.ADDRESS),
        ("When would you like to come?", None),
        ("You can also call us on our phone number.", None),
        ("", None),
    ],
)
def test_what_a_text_asks_for(said: str, asked: Category | None) -> None:
    assert asked_for(said) is asked


def test_pieces_are_forgotten_after_ten_minutes_and_sentences_never_kept() -> None:
    pieces = RecentPieces()
    pieces.remember("one", "312 555", NOON)
    pieces.remember("two", "my number is the same as on the form i sent you", NOON)
    assert pieces.typed("one", NOON + KEPT_FOR - timedelta(seconds=1)) == "312 555"
    assert pieces.typed("two", NOON) == ""
    assert pieces.typed("one", NOON + KEPT_FOR) == ""
    assert len(pieces) == 0


def test_the_oldest_pieces_make_room() -> None:
    pieces = RecentPieces(most=2)
    for name in ("one", "two", "three"):
        pieces.remember(name, "312", NOON)
    assert [pieces.typed(name, NOON) for name in ("one", "two", "three")] == ["", "312", "312"]
