"""An identifier cut over several messages: masked wherever a part of it was kept, and forgotten by the dialogue."""

from __future__ import annotations

from sqlalchemy import select

from bot.audit.tables import AuditRow
from bot.conversations.conversation import Owner
from bot.core import Core
from tests.fakes.clock import FakeClock
from tests.fakes.dialogue import ScriptedDialogue
from tests.journey.conftest import Patient


async def _kept(core: Core, patient: Patient) -> list[str]:
    conversation_id = await patient.conversation_id()
    async with core.stores.database.work() as session:
        entries = await core.stores.transcripts.recent_inbound(session, conversation_id, limit=9, but="")
    return [entry.text for entry in entries]


async def _audited(core: Core) -> list[str]:
    async with core.stores.database.reading() as session:
        return list(await session.scalars(select(AuditRow.action).where(AuditRow.action == "transcript.replace")))


async def _claimed(core: Core, patient: Patient, clock: FakeClock) -> str:
    conversation_id = await patient.conversation_id()
    async with core.stores.database.work() as session:
        await core.stores.conversations.change_owner(
            session, conversation_id, expected=Owner.BOT, to=Owner.PERSON, staff="staff-1", now=clock()
        )
    return conversation_id


async def test_earlier_parts_are_masked_and_the_dialogues_session_is_abandoned(
    core: Core, patient: Patient, dialogue: ScriptedDialogue
) -> None:
    parts = ("31", "2", "555", "0142")
    for part in parts:
        trace = await patient.writes(part)
    assert trace["action"] == "refuse"
    assert await _kept(core, patient) == ["[PHONE]"] * len(parts)
    assert len(await _audited(core)) >= len(["31", "2"]), "with 555 it is seen for what it is"
    first, *_, last = dialogue.requests
    assert first.session_id != last.session_id
    await patient.writes("what are your hours")
    assert dialogue.requests[-1].session_id == last.session_id


async def test_the_whole_of_it_is_known_on_the_way_out(core: Core, patient: Patient, clock: FakeClock) -> None:
    for part in ("312", "555", "0142"):
        await patient.writes(part)
    conversation_id = await _claimed(core, patient, clock)
    sent = await core.announcing.send_as_staff(conversation_id, "staff-1", "Shall we ring 312.555.0142?")
    assert sent.replaced


async def test_an_answer_to_staffs_own_question_is_read_in_its_light(
    core: Core, patient: Patient, clock: FakeClock
) -> None:
    await patient.writes("hello")
    conversation_id = await _claimed(core, patient, clock)
    await core.announcing.send_as_staff(conversation_id, "staff-1", "Sure! What name is it under?")
    trace = await patient.writes("summer")
    assert trace["masked"] == "[NAME]"


async def test_a_second_try_of_a_turn_does_not_read_the_message_twice(core: Core, patient: Patient) -> None:
    message = patient.message("good afternoon")
    await core.inbox.accept([message])
    event = await core.inbox.claim()
    assert event is not None
    conversation_id = await patient.conversation_id()
    await core.journey.receive(event)
    assert await _kept(core, patient) == ["good afternoon"]
    async with core.stores.database.reading() as session:
        assert await core.stores.transcripts.last_sequence(session, conversation_id) > 0
