"""Short answers while booking: which leave, which are nothing but another time, and which are left to the dialogue."""

from __future__ import annotations

import pytest

from bot.clinic import Clinic
from bot.messages.effects import Language
from bot.messages.turn import DialogueState
from bot.turns.short_answers import LEAVES, SAYS_A_WISH, ShortAnswers
from tests.fakes.clock import MONDAY_MORNING

BOOKING = DialogueState(active_loop="booking_form", requested_slot="open_time")


@pytest.fixture
def short_answers(clinic: Clinic) -> ShortAnswers:
    return ShortAnswers(clinic.zone)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "nvm",
            "never mind",
            "nevermind",
            "Never mind, thanks",
            "forget it",
            "forget about it",
            "actually cancel that",
        ),
        *("no thanks", "not now", "i changed my mind", "cancel", "i don't want it anymore", "leave it", "maybe later"),
        *("olvídalo", "olvídelo", "déjalo", "no gracias", "ya no", "mejor no", "cancelar", "cambié de idea"),
    ],
)
def test_leaving(short_answers: ShortAnswers, text: str) -> None:
    assert short_answers.read(text, Language.ENGLISH, BOOKING, MONDAY_MORNING) == LEAVES


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *(
            (text, Language.ENGLISH)
            for text in (
                *(
                    "anything later in the day?",
                    "friday instead",
                    "do you have something earlier",
                    "any day but monday",
                ),
                *("no, friday", "is friday ok", "could i come tuesday morning", "do you have anything on the 3rd?"),
                *(
                    "tmrw pm?",
                    "nxt wk pls",
                    "not today",
                    "i can't make it friday",
                    "whats the soonest",
                    "after 4 works",
                ),
            )
        ),
        *(
            (text, Language.SPANISH)
            for text in ("¿tiene algo el viernes?", "no, el martes por la tarde", "mejor el viernes", "mas tarde")
        ),
    ],
)
def test_nothing_but_another_time(short_answers: ShortAnswers, text: str, language: Language) -> None:
    assert short_answers.read(text, language, BOOKING, MONDAY_MORNING) == SAYS_A_WISH


@pytest.mark.parametrize(
    "text",
    [
        *(
            "ok",
            "sure",
            "hello",
            "how much does it cost",
            "good morning",
            "are you open on friday?",
            "is parking free on friday",
        ),
        *(
            "do you take medicaid",
            "my son has a fever since friday",
            "cancel my appointment on friday",
            "call me at noon",
        ),
        *(
            "i want to talk to someone tomorrow",
            "what is the cancellation policy",
            "stop texting me",
            "see you tomorrow",
        ),
        *(
            "never mind the gap, can i book for two",
            "forget it is raining",
            "can i cancel later",
            "is friday a holiday",
        ),
        "i would like to know whether friday is a good day to have my blood drawn " * 2,
    ],
)
def test_whatever_says_more_is_left_to_the_dialogue(short_answers: ShortAnswers, text: str) -> None:
    assert short_answers.read(text, Language.ENGLISH, BOOKING, MONDAY_MORNING) is None


@pytest.mark.parametrize("text", ["nvm", "friday", "cancel"])
def test_nothing_is_read_when_nothing_is_being_booked(short_answers: ShortAnswers, text: str) -> None:
    assert short_answers.read(text, Language.ENGLISH, DialogueState(), MONDAY_MORNING) is None
