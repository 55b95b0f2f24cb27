"""STOP by any reasonable wording, and nothing that merely contains the word."""

from __future__ import annotations

import pytest

from bot.turns.opt_out import wants_in, wants_out


@pytest.mark.parametrize(
    "text",
    [
        "STOP",
        "stop.",
        " Stop please ",
        "unsubscribe",
        "Don’t message me",
        "dont contact me!",
        "QUIT",
        "Opt-out",
        "basta",
        "¡Alto!",
    ],
)
def test_a_wish_to_stop_is_heard(text: str) -> None:
    assert wants_out(text)


@pytest.mark.parametrize(
    "text",
    ["how do i stop smoking", "stop by tomorrow?", "bleeding won't stop", "where does the bus stop", "end of day?", ""],
)
def test_a_question_with_the_word_in_it_is_not(text: str) -> None:
    assert not wants_out(text)


def test_start_brings_it_back() -> None:
    assert wants_in("START")
    assert not wants_in("when do you start")
