"""What a patient reads next after an emergency or crisis text: never small talk first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core import Core
from bot.dialogue.port import DialogueAnswer, DialogueRequest, Step
from bot.messages.effects import Language
from bot.messages.reply import Reply
from bot.messages.turn import ActionRecord, DialogueState
from bot.turns.manners import AFTER_ALARM
from tests.fakes.clock import FakeClock
from tests.fakes.dialogue import ScriptedDialogue, says
from tests.journey.conftest import Patient


def _texts(trace: object) -> list[str]:
    assert isinstance(trace, dict)
    return [reply["text"] for reply in trace["replies"]]


@pytest.mark.parametrize(
    ("alarm", "next_text", "language"),
    [
        ("my dad has chest pain", "after_emergency", Language.ENGLISH),
        ("i want to kill myself", "after_crisis", Language.ENGLISH),
        ("no puedo respirar", "after_emergency", Language.SPANISH),
    ],
)
async def test_the_number_to_call_comes_before_small_talk(
    core: Core, patient: Patient, alarm: str, next_text: str, language: Language
) -> None:
    await patient.writes(alarm)
    assert _texts(await patient.writes("ok")) == [core.stores.texts.say(next_text, language)]


async def test_it_is_said_once_and_then_the_talk_goes_on(
    core: Core, patient: Patient, dialogue: ScriptedDialogue
) -> None:
    dialogue.behave = says("thank", intent="thank")
    await patient.writes("my dad has chest pain")
    await patient.writes("ok")
    assert core.stores.texts.say("thank", Language.ENGLISH) in _texts(await patient.writes("thanks"))
    await patient.writes("now he can't breathe")
    again = [core.stores.texts.say("after_emergency", Language.ENGLISH)]
    assert _texts(await patient.writes("thanks")) == again


async def test_nobody_is_told_off_either(core: Core, patient: Patient, dialogue: ScriptedDialogue) -> None:
    async def turns_away(request: DialogueRequest) -> DialogueAnswer:
        turn = core.turns.find(request.turn_id)
        assert turn is not None
        turn.add(ActionRecord("action_out_of_scope", (Reply(say="out_of_scope"),), (), route="refuse"))
        steps = (Step("action_out_of_scope", None),)
        return DialogueAnswer("out_of_scope", 0.9, steps, DialogueState(session=request.state.session))

    dialogue.behave = turns_away
    await patient.writes("i don't want to be here anymore")
    after = core.stores.texts.say("after_crisis", Language.ENGLISH)
    assert _texts(await patient.writes("lol i mean at work")) == [after]


async def test_a_question_after_an_alarm_is_answered(patient: Patient) -> None:
    await patient.writes("my dad has chest pain")
    assert "911" in " ".join(_texts(await patient.writes("talk to a person")))


async def test_long_after_an_alarm_talk_is_talk_again(core: Core, patient: Patient, clock: FakeClock) -> None:
    await patient.writes("my dad has chest pain")
    clock.advance(AFTER_ALARM + timedelta(minutes=1))
    assert core.stores.texts.say("after_emergency", Language.ENGLISH) not in _texts(await patient.writes("hello"))
