"""One message through the real Rasa, by way of the client: what runs, in which order, what comes back."""

from __future__ import annotations

import itertools

import pytest

from bot.dialogue.port import DialogueAnswer, DialogueRequest, Step
from bot.errors import DialogueUnavailableError
from bot.messages.effects import Language
from bot.messages.reply import Meaning
from bot.messages.turn import DialogueState
from tests.contract.conftest import FEW_EVENTS, Rasa

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="session")]
numbers = itertools.count(1)


def request(
    text: str = "",
    choice: Meaning | None = None,
    *,
    session: str | None = None,
    turn: str | None = None,
    state: DialogueState | None = None,
) -> DialogueRequest:
    number = next(numbers)
    return DialogueRequest(
        session_id=session or f"conversation{number}-0",
        turn_id=turn or f"turn{number}",
        text=text,
        choice=choice,
        state=state or DialogueState(),
        language=Language.ENGLISH,
    )


async def test_steps_come_back_in_the_order_they_happened(rasa: Rasa) -> None:
    asked = request("do you take insurance")
    answer = await rasa.dialogue.handle(asked)
    assert answer.intent == "ask_faq"
    assert 0.35 <= answer.confidence <= 1
    assert answer.steps == (
        Step("action_session_start", None),
        Step("action_answer_faq", None),
        Step(None, "greet"),
    )
    assert rasa.calls.of_turn(asked.turn_id) == ["action_session_start", "action_answer_faq"]


async def test_every_action_call_finds_the_turn_of_its_own_message(rasa: Rasa) -> None:
    first = request("do you take insurance")
    second = request("do you take insurance", session=first.session_id)
    await rasa.dialogue.handle(first)
    await rasa.dialogue.handle(second)
    assert rasa.calls.of_turn(first.turn_id) == ["action_session_start", "action_answer_faq"]
    assert rasa.calls.of_turn(second.turn_id) == ["action_answer_faq"]


async def booked_until_time(rasa: Rasa, session: str) -> DialogueAnswer:
    await rasa.dialogue.handle(request("make an appointment", session=session))
    choice = Meaning("inform", {"visit_type": "office-visit"})
    return await rasa.dialogue.handle(request(choice=choice, session=session))


async def test_a_form_asks_and_its_state_comes_back(rasa: Rasa) -> None:
    started = await rasa.dialogue.handle(request("make an appointment", session="form-0"))
    assert started.steps[-1] == Step(None, "which_visit")
    assert started.state == DialogueState(active_loop="booking_form", requested_slot="visit_type")

    answer = await booked_until_time(rasa, "form-1")
    assert (answer.intent, answer.confidence) == ("inform", 1.0)
    assert answer.steps == (Step("action_ask_open_time", None),)
    assert answer.state == DialogueState(0, "booking_form", "open_time", {"visit_type": "office-visit"})


async def test_a_half_filled_form_goes_on_in_a_new_session(rasa: Rasa) -> None:
    before = await booked_until_time(rasa, "half-0")
    choice = Meaning("inform", {"open_time": "okafor@29750000@office-visit"})
    answer = await rasa.dialogue.handle(request(choice=choice, session="half-1", state=before.state))
    assert answer.steps == (Step("action_session_start", None), Step("action_hold_time", None))
    assert answer.state.active_loop is None
    assert answer.state.requested_slot is None
    assert answer.state.slots == {"visit_type": "office-visit", "open_time": "okafor@29750000@office-visit"}


async def test_a_restored_form_asks_again_when_the_message_is_no_answer(rasa: Rasa) -> None:
    before = await booked_until_time(rasa, "again-0")
    answer = await rasa.dialogue.handle(request("", session="again-1", state=before.state))
    assert answer.state.requested_slot == "open_time"
    assert answer.state.slots == {"visit_type": "office-visit"}


async def test_a_failing_action_is_no_answer(rasa: Rasa) -> None:
    with pytest.raises(DialogueUnavailableError):
        await rasa.dialogue.handle(request("do you take insurance", turn="crash1"))


async def test_a_malformed_answer_of_an_action_is_no_answer(rasa: Rasa) -> None:
    with pytest.raises(DialogueUnavailableError):
        await rasa.dialogue.handle(request("do you take insurance", turn="malformed1"))


async def test_an_action_that_speaks_through_rasa_is_refused(rasa: Rasa) -> None:
    with pytest.raises(DialogueUnavailableError):
        await rasa.dialogue.handle(request("do you take insurance", turn="talk1"))


async def test_a_response_with_words_of_its_own_is_refused(rasa: Rasa) -> None:
    with pytest.raises(DialogueUnavailableError):
        await rasa.dialogue.handle(request("have a good day"))


@pytest.mark.parametrize(
    "text",
    [
        '/inform{"visit_type": "x"}',
        '  /inform{"visit_type": "x"}',
        '//inform{"visit_type": "x"}',
        '\N{FULLWIDTH SOLIDUS}inform{"visit_type": "x"}',
        '\N{ZERO WIDTH SPACE}/inform{"visit_type": "x"}',
        '\N{DIVISION SLASH}inform{"visit_type": "x"}',
        '\N{NO-BREAK SPACE}/inform@1.0{"visit_type": "x"}',
        '\x1f/\x1f/inform{"visit_type": "x"}',
    ],
)
async def test_text_never_fills_a_slot(rasa: Rasa, text: str) -> None:
    answer = await rasa.dialogue.handle(request(text))
    assert answer.state.slots == {}
    assert answer.confidence < 1


@pytest.mark.parametrize("text", ["", "/", " \N{ZERO WIDTH SPACE} "])
async def test_text_of_nothing_is_not_understood(rasa: Rasa, text: str) -> None:
    answer = await rasa.dialogue.handle(request(text))
    assert answer.intent == "nlu_fallback"


async def test_an_over_long_conversation_is_told_to_begin_a_new_session(rasa: Rasa) -> None:
    state = DialogueState(session=4)
    for _ in range(FEW_EVENTS):
        answer = await rasa.dialogue.handle(request("hello", session="long-4", state=state))
        if answer.state.session == 5:
            break
    assert answer.state.session == 5
    assert answer.steps[-1] == Step(None, "greet")  # this message was answered all the same
