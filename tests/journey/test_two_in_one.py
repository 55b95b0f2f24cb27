"""A question beside a request is answered too, by the real search; a plain request brings no answer beside it.

The dialogue is a stand-in that starts a booking, whatever it is sent.
"""

from __future__ import annotations

import pytest

from bot.core import Core
from bot.dialogue.port import DialogueAnswer, DialogueRequest, Step
from bot.messages.reply import Reply
from bot.messages.turn import ActionRecord, DialogueState
from tests.fakes.dialogue import ScriptedDialogue, is_down
from tests.journey.conftest import Patient

PLAIN = """
i want to book an appointment
can i book an appointment for friday and is 3pm ok?
hi, how are you? i'd like to book
can i get a flu shot and a checkup on friday
i need to see a doctor tomorrow, is that possible?
do you have anything open friday or saturday
i want to schedule an office visit and a vaccine
book me in for tuesday and thursday please
can you fit me in tomorrow? i can come any time
is there anything tomorrow morning? i need an appointment
hey i want to make an appointment, what do you have next week?
could i come in monday and bring my son?
i need an appointment for me and my daughter
what times do you have? i want to book a visit
can we do friday at 2 and if not monday
i'd like to book with dr reyes, is he there thursday?
do you have any openings this week? need to book asap
i'd like to book, what do i do?
can i book online or do i talk to a person?
i need a slot after 4, can you do that?
please book me an appointment and let me know when
is dr okafor free on monday and can i book her
can i come in and see the nurse on wednesday
i want to book a visit but not on monday
when can i come in? i want to see dr lindqvist
i'd like an appointment, how soon can you see me?
can you book me for the 3rd and the 5th
what is the earliest you have? book it
are there any appointments left today? i want to come in
i want to reschedule my appointment to friday, is that ok?
can i move my appointment and come next week instead
can i make an appointment for a flu shot and covid booster
can i get an appointment, does it have to be in person?
what day works for you? i want to book a visit
can i book two people at once? i want to come with my wife
i want to talk to a person, is anyone there?
can i speak to someone and how long will it take
quiero una cita para el lunes, ¿es posible?
¿tiene algo mañana? necesito una cita
quisiera reservar para mi hijo y para mí
¿puedo hacer una cita y venir con mi mamá?
necesito una cita con el doctor reyes, ¿cuándo puede?
"""


@pytest.fixture(autouse=True)
def books(dialogue: ScriptedDialogue, core: Core) -> None:
    async def behave(request: DialogueRequest) -> DialogueAnswer:
        turn = core.turns.find(request.turn_id)
        assert turn is not None
        turn.add(ActionRecord("action_ask_visit_type", (Reply(say="booking_visit_type"),), (), route="book"))
        steps = (Step("action_ask_visit_type", None),)
        return DialogueAnswer("book_appointment", 0.9, steps, DialogueState(session=request.state.session))

    dialogue.behave = behave


@pytest.mark.parametrize(
    ("text", "entry", "left"),
    [
        ("is the flu shot safe and can i book one friday", "flu-shot", "can i book one friday"),
        ("can i book a flu shot for friday and is the flu shot safe", "flu-shot", "can i book a flu shot for friday"),
        ("do you take medicaid? i want to book an appointment", "insurance", "i want to book an appointment"),
        ("i want to book an appointment. do you take medicaid?", "insurance", "i want to book an appointment."),
        ("i need an appointment tomorrow, also where do i park?", "location-parking", "i need an appointment tomorrow"),
        ("what are your hours and can i talk to a person", "hours", "can i talk to a person"),
        ("can i reschedule my appointment? also do you have parking", "location-parking", None),
        ("hi! how much is a visit without insurance? i'd like to schedule something", "cost-uninsured", None),
        ("quiero una cita y aceptan medicaid?", "insurance", "quiero una cita"),
        ("¿la vacuna de la gripe es segura y puedo reservar una para el lunes?", "flu-shot", None),
        ("hola, quiero agendar una cita para el viernes. ¿dónde puedo estacionar?", "location-parking", None),
    ],
)
async def test_both_are_answered_the_question_first(
    patient: Patient, dialogue: ScriptedDialogue, text: str, entry: str, left: str | None
) -> None:
    trace = await patient.writes(text)
    assert trace["faq"] is not None
    assert (trace["faq"]["id"], trace["route"]) == (entry, "book")
    _disclosure, answer, booking = [reply["text"] for reply in trace["replies"]]
    assert "visit" in booking or "visita" in booking
    assert answer != booking
    assert left is None or dialogue.requests[-1].text == left


@pytest.mark.parametrize("text", PLAIN.strip().splitlines())
async def test_a_plain_request_brings_no_answer(patient: Patient, text: str) -> None:
    trace = await patient.writes(text)
    assert trace["faq"] is None
    assert len(trace["replies"]) == 2, "the disclosure, and what the dialogue says"


@pytest.mark.parametrize(
    "text",
    [
        "should i take ibuprofen for my headache and can i book friday",
        "is it bad that my fever is 103 and can i book an appointment",
        "my name is Dolores Quintero, do you take medicaid [NAME] and can i book",
    ],
)
async def test_a_question_about_oneself_is_not_answered_beside_it(patient: Patient, text: str) -> None:
    assert (await patient.writes(text))["faq"] is None


async def test_a_red_flag_is_answered_alone(patient: Patient, dialogue: ScriptedDialogue) -> None:
    trace = await patient.writes("i have crushing chest pain. do you take medicaid? i want to book an appointment")
    assert (trace["route"], trace["faq"], dialogue.requests) == ("emergency", None, [])


@pytest.mark.parametrize(("say", "route"), [("emergency_general", "emergency"), ("alarm_unsure", "clarify")])
async def test_what_the_dialogue_takes_for_an_alarm_stands_alone(
    patient: Patient, dialogue: ScriptedDialogue, core: Core, say: str, route: str
) -> None:
    async def alarm(request: DialogueRequest) -> DialogueAnswer:
        turn = core.turns.find(request.turn_id)
        assert turn is not None
        turn.add(ActionRecord("action_red_flag", (Reply(say=say),), (), route=route))
        return DialogueAnswer("report_emergency", 0.9, (Step("action_red_flag", None),), DialogueState())

    dialogue.behave = alarm
    assert (await patient.writes("do you take medicaid? i want to book an appointment"))["faq"] is None


async def test_both_are_answered_while_the_dialogue_is_down(patient: Patient, dialogue: ScriptedDialogue) -> None:
    dialogue.behave = is_down
    trace = await patient.writes("do you take medicaid? i want to book an appointment")
    assert trace["faq"] is not None
    assert (trace["route"], trace["faq"]["id"]) == ("book", "insurance")
    assert trace["replies"][-1]["link"] is not None
