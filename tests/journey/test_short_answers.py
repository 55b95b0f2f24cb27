"""While booking, short answers reach the dialogue as what they mean: a pick, leaving, or another time."""

from __future__ import annotations

import pytest

from bot.core import Core
from bot.dialogue.port import DialogueAnswer, DialogueRequest, Step
from bot.messages.reply import Choice, Meaning, Reply
from bot.messages.turn import ActionRecord, DialogueState
from tests.fakes.dialogue import ScriptedDialogue
from tests.journey.conftest import Patient

VACCINE = Meaning("inform", {"visit_type": "vaccine"})
CHOICES = (
    Choice("Office visit", Meaning("inform", {"visit_type": "office-visit"})),
    Choice("Vaccine", VACCINE),
    Choice("Something else, in private", Meaning("inform", {"visit_type": "something-else"})),
)


@pytest.fixture
async def asked(core: Core, dialogue: ScriptedDialogue, patient: Patient) -> Patient:
    """Somebody who has been asked what kind of visit it is."""

    async def asks(request: DialogueRequest) -> DialogueAnswer:
        turn = core.turns.find(request.turn_id)
        assert turn is not None
        reply = Reply(say="booking_visit_type", choices=CHOICES)
        turn.add(ActionRecord("action_ask_visit_type", (reply,), (), route="book"))
        state = DialogueState(request.state.session, "booking_form", "visit_type")
        return DialogueAnswer("book_appointment", 0.99, (Step("action_ask_visit_type", None),), state)

    dialogue.behave = asks
    await patient.writes("i want to book a visit")
    return patient


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        *((text, VACCINE) for text in ("the secnd one", "2", "second", "la segunda", "vacine", "VACCINE!")),
        *((text, CHOICES[2].meaning) for text in ("the last one", "something else", "3 please")),
        *((text, Meaning("deny")) for text in ("nvm", "never mind", "forget it", "olvídalo")),
        *(
            (text, Meaning("inform"))
            for text in ("anything later in the day?", "friday instead", "mañana por la tarde")
        ),
    ],
)
async def test_a_short_answer_is_what_it_means(
    asked: Patient, dialogue: ScriptedDialogue, text: str, meaning: Meaning
) -> None:
    await asked.writes(text)
    assert (dialogue.requests[-1].choice, dialogue.requests[-1].text) == (meaning, "")


@pytest.mark.parametrize("text", ["ok", "wait actually how much does it cost", "is the vaccine safe", "what is this"])
async def test_anything_else_is_read_by_the_dialogue(asked: Patient, dialogue: ScriptedDialogue, text: str) -> None:
    await asked.writes(text)
    assert (dialogue.requests[-1].choice, dialogue.requests[-1].text) == (None, text)


@pytest.mark.parametrize("text", ["nvm", "friday instead"])
async def test_without_a_booking_the_dialogue_reads_them_too(
    patient: Patient, dialogue: ScriptedDialogue, text: str
) -> None:
    await patient.writes(text)
    assert dialogue.requests[-1].choice is None


async def test_a_red_flag_is_no_short_answer(asked: Patient) -> None:
    assert (await asked.writes("friday i took 40 pills to die"))["route"] == "crisis"
