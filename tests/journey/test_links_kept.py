"""A secure link is for the patient alone: where it went out by a network, the transcript does not hold it."""

from __future__ import annotations

from bot.core import Core
from tests.fakes.clock import FakeClock
from tests.fakes.dialogue import ScriptedDialogue, is_down
from tests.journey.conftest import Patient


async def _answer_kept(core: Core, patient: Patient) -> tuple[str, str]:
    """Text and note of the last entry, as staff read them."""
    conversation_id = await patient.conversation_id()
    async with core.stores.database.work() as session:
        entries = await core.stores.transcripts.read_as_staff(session, conversation_id, staff_id="staff-1", why="open")
    return entries[-1].text, entries[-1].note


async def test_staff_see_that_a_link_went_out_and_not_the_link(
    core: Core, patient: Patient, dialogue: ScriptedDialogue
) -> None:
    dialogue.behave = is_down
    (sent,) = [reply for reply in (await patient.writes("can i talk to a person"))["replies"] if reply["link"]]
    text, note = await _answer_kept(core, patient)
    assert "/s/" in sent["text"]
    assert "/s/" not in text
    assert sent["text"].startswith(text)
    assert note == "secure link"


async def test_the_secure_chat_shows_the_link_it_was_given(
    core: Core, clock: FakeClock, dialogue: ScriptedDialogue
) -> None:
    dialogue.behave = is_down
    patient = Patient(core, clock, channel="webchat")
    await patient.writes("i want to book a visit")
    text, note = await _answer_kept(core, patient)
    assert "/s/" in text
    assert note == ""
