"""The client believes an answer only with this turn's clean receipt, and never waits long."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.dialogue.port import DialogueAnswer, DialogueRequest, Step
from bot.dialogue.rasa import RasaDialogue
from bot.errors import DialogueUnavailableError
from bot.messages.effects import Language
from bot.messages.reply import Meaning
from bot.messages.turn import DialogueState
from tests.fakes.clock import FakeClock
from tests.fakes.rasa_server import RasaServer, good_answer, running

SHORT = 0.2  # seconds, instead of three
STATE = DialogueState(2, "booking_form", "open_time", {"visit_type": "office-visit"})


def request(text: str = "when do you open", choice: Meaning | None = None) -> DialogueRequest:
    return DialogueRequest("conversation-2", "turn1", text, choice, STATE, Language.SPANISH)


@pytest.fixture
async def server() -> AsyncIterator[RasaServer]:
    async with running(RasaServer()) as server:
        yield server


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def dialogue(server: RasaServer, http: aiohttp.ClientSession, clock: FakeClock) -> RasaDialogue:
    return RasaDialogue(server.find, http, clock, limit=SHORT)


async def test_text_goes_out_plain_with_turn_language_and_state(dialogue: RasaDialogue, server: RasaServer) -> None:
    await dialogue.handle(request(" \N{FULLWIDTH SOLIDUS}inform{}"))
    assert server.received == [
        {
            "session_id": "conversation-2",
            "turn": "turn1",
            "text": "inform{}",
            "metadata": {
                "language": "es",
                "state": {
                    "active_loop": "booking_form",
                    "requested_slot": "open_time",
                    "slots": {"visit_type": "office-visit"},
                },
            },
        }
    ]


async def test_a_choice_goes_out_as_its_meaning_and_never_as_text(dialogue: RasaDialogue, server: RasaServer) -> None:
    await dialogue.handle(request("/ignored", Meaning("inform", {"visit_type": 'x"} /deny'})))
    assert server.received[0]["choice"] == {"intent": "inform", "slots": {"visit_type": 'x"} /deny'}}
    assert "text" not in server.received[0]


async def test_an_answer_with_its_receipt_is_read(dialogue: RasaDialogue, server: RasaServer) -> None:
    server.answer = good_answer(
        state={"active_loop": "booking_form", "requested_slot": "visit_type", "slots": {"language": "es"}}
    )
    assert await dialogue.handle(request()) == DialogueAnswer(
        intent="ask_faq",
        confidence=0.9,
        steps=(Step("action_answer_faq", None), Step(None, "greet")),
        state=DialogueState(2, "booking_form", "visit_type", {"language": "es"}),
    )


async def test_a_session_that_is_over_raises_the_session_number(dialogue: RasaDialogue, server: RasaServer) -> None:
    server.answer = good_answer(session_over=True)
    assert (await dialogue.handle(request())).state.session == 3


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"receipt": {"actions_run": [], "error": None}},
        good_answer(receipt={"actions_run": ["action_answer_faq"], "error": "action_failed"}),
        good_answer(receipt={"actions_run": ["action_answer_faq"], "error": None, "turn": "another"}),
        good_answer(receipt={"actions_run": [], "error": None}),
        good_answer(receipt={"actions_run": ["action_answer_faq", "action_handoff"], "error": None}),
        good_answer(receipt=None),
        good_answer(intent=None),
        good_answer(confidence=2),
        good_answer(steps=[{"action": "action_answer_faq", "say": "greet"}]),
        good_answer(steps=[{"action": "action_answer_faq"}, {}]),
        good_answer(steps=[{"action": "action_answer_faq"}, {"text": "words"}]),
        good_answer(state={"active_loop": None, "requested_slot": None, "slots": {"name": 7}}),
        good_answer(extra="field"),
    ],
)
async def test_an_answer_without_a_clean_receipt_is_no_answer(
    dialogue: RasaDialogue, server: RasaServer, answer: dict[str, Any]
) -> None:
    server.answer = {name: value for name, value in answer.items() if value is not None or name != "receipt"}
    with pytest.raises(DialogueUnavailableError):
        await dialogue.handle(request())


@pytest.mark.parametrize("status", [400, 403, 404, 500, 503])
async def test_any_other_status_is_no_answer(dialogue: RasaDialogue, server: RasaServer, status: int) -> None:
    server.status = status
    with pytest.raises(DialogueUnavailableError):
        await dialogue.handle(request())


async def test_a_hanging_rasa_is_given_up_after_the_limit(dialogue: RasaDialogue, server: RasaServer) -> None:
    server.hangs = True
    with pytest.raises(DialogueUnavailableError, match="too slow"):
        await dialogue.handle(request())


async def test_a_rasa_that_is_gone_is_no_answer(http: aiohttp.ClientSession, clock: FakeClock) -> None:
    async with running(RasaServer()) as gone:
        pass
    with pytest.raises(DialogueUnavailableError):
        await RasaDialogue(gone.find, http, clock).handle(request())


async def test_before_rasa_is_ready_nothing_is_asked(http: aiohttp.ClientSession, clock: FakeClock) -> None:
    dialogue = RasaDialogue(lambda: None, http, clock)
    assert not dialogue.ready
    with pytest.raises(DialogueUnavailableError, match="not ready"):
        await dialogue.handle(request())


async def test_after_three_failures_patients_are_spared_the_wait(
    dialogue: RasaDialogue, server: RasaServer, clock: FakeClock
) -> None:
    server.status = 500
    for _ in range(3):
        with pytest.raises(DialogueUnavailableError):
            await dialogue.handle(request())
    with pytest.raises(DialogueUnavailableError, match="resting"):
        await dialogue.handle(request())
    assert len(server.received) == 3

    server.status = 200
    clock.advance(timedelta(seconds=10))
    assert (await dialogue.handle(request())).intent == "ask_faq"


async def test_one_failing_action_does_not_silence_the_others(dialogue: RasaDialogue, server: RasaServer) -> None:
    server.answer = good_answer(receipt={"actions_run": [], "error": "action_failed"})
    for _ in range(5):
        with pytest.raises(DialogueUnavailableError, match="action_failed"):
            await dialogue.handle(request())
    assert len(server.received) == 5


async def test_neither_text_nor_secret_is_in_what_could_be_logged(dialogue: RasaDialogue, server: RasaServer) -> None:
    address = server.find()
    assert "sss" not in repr(address)
    assert "open" not in repr(request("when do you open"))
    server.answer = good_answer(intent=None)
    with pytest.raises(DialogueUnavailableError) as caught:
        await dialogue.handle(request("when do you open"))
    assert caught.value.__cause__ is None
    assert "open" not in str(caught.value)
