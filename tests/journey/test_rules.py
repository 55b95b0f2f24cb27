"""What is answered without the dialogue, and in which order the rules stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.channels.port import Channel
from bot.conversations.conversation import Owner
from bot.core import Core
from bot.deliveries.tables import InboxRow, InboxState, OutboxRow
from bot.messages.effects import Language
from bot.messages.inbound import Attachment, InboundKind
from bot.turns.manners import RETURN_AFTER
from bot.turns.rules import FLOOD
from tests.fakes.clock import FakeClock
from tests.fakes.dialogue import ScriptedDialogue, is_down
from tests.fakes.messages import message
from tests.journey.conftest import Patient

CHEST = "i have chest pain"


def _says(core: Core, name: str, language: Language = Language.ENGLISH) -> str:
    return core.stores.texts.say(name, language)


async def _owned_by_staff(core: Core, patient: Patient, clock: FakeClock) -> None:
    conversation_id = await patient.conversation_id()
    async with core.stores.database.work() as session:
        await core.stores.conversations.change_owner(
            session, conversation_id, expected=Owner.BOT, to=Owner.PERSON, staff="staff-1", now=clock()
        )


async def test_an_emergency_is_answered_before_anything_else(patient: Patient, dialogue: ScriptedDialogue) -> None:
    trace = await patient.writes(CHEST)
    assert trace["route"] == "emergency"
    assert trace["safety"] == "emergency"
    assert trace["handoff"]
    assert len(trace["replies"]) == 1
    assert "911" in trace["replies"][0]["text"]
    assert dialogue.requests == []


async def test_an_emergency_is_answered_after_an_opt_out_and_over_a_person(
    core: Core, patient: Patient, clock: FakeClock
) -> None:
    await patient.writes("STOP")
    assert "911" in (await patient.writes(CHEST))["replies"][0]["text"]
    await patient.writes("START")
    conversation_id = await patient.conversation_id()
    async with core.stores.database.work() as session:
        await core.stores.conversations.change_owner(
            session, conversation_id, expected=Owner.WAITING, to=Owner.PERSON, staff="staff-1", now=clock()
        )
    assert "911" in (await patient.writes(CHEST))["replies"][0]["text"]


async def test_an_emergency_mixed_with_phi_is_answered_and_the_phi_is_not_repeated(patient: Patient) -> None:
    trace = await patient.writes("i have chest pain my number is 312-555-0148 dob 4/12/1961")
    assert trace["safety"] == "emergency"
    assert "312-555-0148" not in str(trace)


async def test_an_emergency_is_answered_with_rasa_down(patient: Patient, dialogue: ScriptedDialogue) -> None:
    dialogue.behave = is_down
    assert "911" in (await patient.writes("no puedo respirar"))["replies"][0]["text"]


async def test_stop_is_confirmed_once_and_then_there_is_silence(
    core: Core, patient: Patient, dialogue: ScriptedDialogue
) -> None:
    assert [reply["text"] for reply in (await patient.writes("stop"))["replies"]] == [_says(core, "opt_out_confirmed")]
    assert (await patient.writes("stop"))["replies"] == []
    assert (await patient.writes("are you open today?"))["replies"] == []
    assert dialogue.requests == []
    assert (await patient.writes("START"))["replies"]
    assert (await patient.writes("hello"))["replies"]


async def test_the_bot_never_talks_over_a_person(
    core: Core, patient: Patient, clock: FakeClock, dialogue: ScriptedDialogue
) -> None:
    await _owned_by_staff(core, patient, clock)
    assert (await patient.writes("are you open on sunday?"))["replies"] == []
    assert (await patient.writes("", InboundKind.ATTACHMENT, attachments=(Attachment("image"),)))["replies"] == []
    assert dialogue.requests == []


async def test_over_a_person_the_privacy_line_may_pass(core: Core, patient: Patient, clock: FakeClock) -> None:
    await _owned_by_staff(core, patient, clock)
    trace = await patient.writes("my ssn is 123-45-6789")
    assert [reply["text"] for reply in trace["replies"]] == [_says(core, "privacy_notice")]


async def test_the_full_privacy_notice_comes_once(core: Core, patient: Patient) -> None:
    first = await patient.writes("my ssn is 123-45-6789")
    again = await patient.writes("its 123-45-6789")
    assert first["replies"][-1]["text"] == _says(core, "privacy_notice")
    assert again["replies"][-1]["text"] == _says(core, "privacy_short")


async def test_the_automation_is_disclosed_at_the_start_and_on_return(
    core: Core, patient: Patient, clock: FakeClock
) -> None:
    disclosure = _says(core, "disclosure")
    assert (await patient.writes("hi"))["replies"][0]["text"] == disclosure
    assert disclosure not in [reply["text"] for reply in (await patient.writes("hi again"))["replies"]]
    clock.advance(RETURN_AFTER + timedelta(minutes=1))
    assert (await patient.writes("hi"))["replies"][0]["text"] == disclosure


@pytest.mark.parametrize("text", ["", "   ", "👍", "???", "..."])
async def test_a_message_without_words_gets_a_kind_answer(core: Core, patient: Patient, text: str) -> None:
    assert (await patient.writes(text))["replies"][-1]["text"] == _says(core, "no_words")


async def test_files_are_never_kept(core: Core, patient: Patient) -> None:
    trace = await patient.writes("", InboundKind.ATTACHMENT, attachments=(Attachment("image"), Attachment("file")))
    assert trace["replies"][-1]["text"] == _says(core, "attachment_not_kept")
    conversation_id = await patient.conversation_id()
    async with core.stores.database.work() as session:
        entries = await core.stores.transcripts.read_as_patient(session, conversation_id)
    assert entries[0].note == "1 file, 1 image"


async def test_a_very_long_message_is_asked_for_in_short(core: Core, patient: Patient) -> None:
    trace = await patient.writes("i was wondering about the opening hours and " * 240)
    assert trace["replies"][-1]["text"] == _says(core, "message_too_long")


async def test_an_unknown_script_is_told_so(core: Core, patient: Patient) -> None:
    assert (await patient.writes("我想预约医生"))["replies"][-1]["text"] == _says(core, "language_not_supported")


async def test_a_flood_is_told_once_and_then_ignored(core: Core, patient: Patient, clock: FakeClock) -> None:
    for _ in range(FLOOD):
        await patient.writes("hello")
    assert (await patient.writes("hello"))["replies"][-1]["text"] == _says(core, "too_many_messages")
    assert (await patient.writes("hello"))["replies"] == []
    assert "911" in (await patient.writes(CHEST))["replies"][0]["text"], "a red flag is never ignored"
    clock.advance(timedelta(minutes=2))
    assert (await patient.writes("hello"))["replies"]


async def test_the_echoes_of_our_own_answers_are_no_flood(core: Core, patient: Patient) -> None:
    await patient.writes("hello")
    async with core.stores.database.reading() as session:
        ours = await session.scalar(select(OutboxRow.id))
    for _ in range(FLOOD):
        await patient.sends(patient.message("an answer of ours", InboundKind.ECHO, outbox_id=ours))
        await patient.sends(patient.message("", InboundKind.RECEIPT))
    assert (await patient.writes("hello"))["replies"][-1]["text"] != _says(core, "too_many_messages")


async def test_people_beyond_what_a_page_can_serve_are_told_once_where_to_turn(
    core: Core, channels: Mapping[str, Channel], clock: FakeClock
) -> None:
    limit = channels["messenger"].capabilities.messages_per_minute
    await core.inbox.accept([message(event_id=f"e{number}", sender=f"{number}") for number in range(limit)])
    async with core.stores.database.work() as session:  # all of them answered: only ours waits
        await session.execute(update(InboxRow).values(state=InboxState.DONE.value))
    late, elsewhere = Patient(core, clock, sender="900002"), Patient(core, clock, "instagram", sender="900003")
    assert (await late.writes("are you open?"))["replies"][-1]["text"] == _says(core, "page_busy")
    assert (await late.writes("hello?"))["replies"] == []
    assert "911" in (await late.writes(CHEST))["replies"][0]["text"], "a red flag is never ignored"
    assert (await elsewhere.writes("hello"))["replies"][-1]["text"] != _says(core, "page_busy")
    clock.advance(timedelta(minutes=2))
    assert (await late.writes("hello"))["replies"][-1]["text"] != _says(core, "page_busy")


async def test_an_unknown_button_does_nothing(core: Core, patient: Patient, dialogue: ScriptedDialogue) -> None:
    trace = await patient.writes("", InboundKind.CHOICE, choice='/inform{"visit_type":"vaccine"}')
    assert trace["replies"][-1]["text"] == _says(core, "choice_expired")
    assert dialogue.requests == []


async def test_staff_who_answer_outside_the_desk_are_not_talked_over_and_not_for_ever(
    core: Core, patient: Patient, clock: FakeClock
) -> None:
    await patient.writes("hello")
    await patient.sends(patient.message("see you soon", InboundKind.ECHO))
    assert (await patient.writes("thanks, and where can i park?"))["replies"] == []
    clock.advance(timedelta(minutes=core.stores.clinic.claim_minutes + 1))
    async with core.stores.database.work() as session:
        assert await core.stores.tickets.expire_claims(session, clock()) == 1
        assert len(await core.stores.tickets.waiting(session)) == 1
    assert (await patient.writes("hello?"))["replies"]


async def test_our_own_echo_changes_nobody(core: Core, patient: Patient) -> None:
    await patient.writes("hello")
    send = await core.outbox.claim()
    assert send is not None
    await patient.sends(patient.message("Hi!", InboundKind.ECHO, outbox_id=send.id))
    assert (await patient.writes("hello again"))["replies"]


async def test_a_withdrawn_message_is_forgotten(core: Core, patient: Patient) -> None:
    first = patient.message("are you open on saturday?")
    await patient.sends(first)
    await patient.sends(patient.message("", InboundKind.UNSEND, refers_to=first.event_id))
    conversation_id = await patient.conversation_id()
    async with core.stores.database.work() as session:
        entry, *_ = await core.stores.transcripts.read_as_patient(session, conversation_id)
    assert (entry.erased, entry.text) == (True, "")


async def test_an_edited_message_takes_the_first_ones_place(core: Core, patient: Patient) -> None:
    first = patient.message("are you open on sunday")
    await patient.sends(first)
    await patient.sends(patient.message("are you open on saturday", InboundKind.EDIT, refers_to=first.event_id))
    conversation_id = await patient.conversation_id()
    async with core.stores.database.work() as session:
        entries = await core.stores.transcripts.read_as_patient(session, conversation_id)
    patients = [entry.text for entry in entries if entry.author.value == "patient"]
    assert patients == ["are you open on saturday"]
