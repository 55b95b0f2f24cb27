"""What is kept, numbered, shown, replaced and erased."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from bot.audit.tables import AuditRow
from bot.errors import VaultError
from bot.storage.engine import Database
from bot.transcripts.transcripts import Author, Direction, NewEntry, Transcripts
from tests.fakes.clock import MONDAY_MORNING


def message(conversation_id: str, source_id: str, words: str, direction: Direction = Direction.IN) -> NewEntry:
    return NewEntry(
        conversation_id=conversation_id,
        source_id=source_id,
        direction=direction,
        author=Author.PATIENT if direction is Direction.IN else Author.BOT,
        channel="messenger",
        text=words,
        note="noted",
        at=MONDAY_MORNING,
    )


async def audit_rows(database: Database) -> list[AuditRow]:
    async with database.work() as session:
        return list(await session.scalars(select(AuditRow).order_by(AuditRow.seq)))


async def test_entries_come_back_in_order_with_everything_said_of_them(
    database: Database, transcripts: Transcripts, conversation_id: str
) -> None:
    async with database.work() as session:
        await transcripts.append(session, message(conversation_id, "m1", "is the flu shot free?"))
        await transcripts.append(session, message(conversation_id, "m2", "Sí, ¿cuándo?", Direction.OUT))
    async with database.work() as session:
        entries = await transcripts.read_as_patient(session, conversation_id)
    assert [(e.sequence, e.direction, e.author, e.text, e.note, e.at, e.erased) for e in entries] == [
        (1, Direction.IN, Author.PATIENT, "is the flu shot free?", "noted", MONDAY_MORNING, False),
        (2, Direction.OUT, Author.BOT, "Sí, ¿cuándo?", "noted", MONDAY_MORNING, False),
    ]


async def test_a_message_delivered_twice_is_kept_once(
    database: Database, transcripts: Transcripts, conversation_id: str
) -> None:
    async with database.work() as session:
        first = await transcripts.append(session, message(conversation_id, "m1", "hello"))
    async with database.work() as session:
        assert await transcripts.append(session, message(conversation_id, "m1", "hello")) == first
        assert len(await transcripts.read_as_patient(session, conversation_id)) == 1


async def test_an_unknown_conversation_keeps_nothing(database: Database, transcripts: Transcripts) -> None:
    with pytest.raises(LookupError):
        async with database.work() as session:
            await transcripts.append(session, message("nowhere", "m1", "hello"))


async def test_a_staff_view_leaves_exactly_one_audit_entry_that_names_the_person(
    database: Database, transcripts: Transcripts, conversation_id: str
) -> None:
    async with database.work() as session:
        await transcripts.append(session, message(conversation_id, "m1", "hello"))
    async with database.work() as session:
        await transcripts.read_as_staff(session, conversation_id, staff_id="nurse-1", why="handoff")
    (row,) = await audit_rows(database)
    assert (row.actor, row.action, row.subject) == (
        "staff:nurse-1",
        "transcript.read",
        f"conversation:{conversation_id}",
    )


async def test_a_staff_view_that_is_rolled_back_is_not_audited(
    database: Database, transcripts: Transcripts, conversation_id: str
) -> None:
    async def view_and_crash() -> None:
        async with database.work() as session:
            await transcripts.read_as_staff(session, conversation_id, staff_id="nurse-1", why="handoff")
            raise RuntimeError("crash")

    with pytest.raises(RuntimeError, match="crash"):
        await view_and_crash()
    assert await audit_rows(database) == []


async def test_opening_the_chat_is_audited_and_what_arrives_meanwhile_belongs_to_it(
    database: Database, transcripts: Transcripts, conversation_id: str
) -> None:
    async with database.work() as session:
        await transcripts.append(session, message(conversation_id, "m1", "one"))
        await transcripts.append(session, message(conversation_id, "m2", "two"))
    async with database.work() as session:
        await transcripts.read_as_patient(session, conversation_id)
        newer = await transcripts.follow_as_patient(session, conversation_id, after=1)
        assert await transcripts.last_sequence(session, conversation_id) == 2
    assert [entry.text for entry in newer] == ["two"]
    assert [row.actor for row in await audit_rows(database)] == ["patient"]


async def test_the_window_holds_the_last_inbound_texts_oldest_first(
    database: Database, transcripts: Transcripts, conversation_id: str
) -> None:
    async with database.work() as session:
        for number in range(7):
            await transcripts.append(session, message(conversation_id, f"in{number}", f"text {number}"))
            await transcripts.append(session, message(conversation_id, f"out{number}", "answer", Direction.OUT))
        await transcripts.erase(session, conversation_id, "in5", why="unsend")
        window = await transcripts.recent_inbound(session, conversation_id, limit=3, but="in4")
        assert [entry.text for entry in window] == ["text 2", "text 3", "text 6"]
        assert await transcripts.last_outbound(session, conversation_id) == "answer"


async def test_a_late_identifier_is_replaced_with_an_audit_entry(
    database: Database, transcripts: Transcripts, conversation_id: str
) -> None:
    async with database.work() as session:
        await transcripts.append(session, message(conversation_id, "m1", "312 555"))
    async with database.work() as session:
        assert await transcripts.replace(session, conversation_id, "m1", "[PHONE]", why="late_identifier")
        assert not await transcripts.replace(session, conversation_id, "unknown", "x", why="late_identifier")
    async with database.work() as session:
        (entry,) = await transcripts.read_as_patient(session, conversation_id, after=0)
    assert (entry.text, entry.note, entry.sequence) == ("[PHONE]", "noted", 1)
    assert [row.action for row in await audit_rows(database)] == ["transcript.replace", "transcript.read"]


async def test_an_unsend_erases_the_content_and_keeps_the_fact(
    database: Database, transcripts: Transcripts, conversation_id: str
) -> None:
    async with database.work() as session:
        await transcripts.append(session, message(conversation_id, "m1", "never mind"))
    async with database.work() as session:
        assert await transcripts.erase(session, conversation_id, "m1", why="unsend")
        assert not await transcripts.erase(session, conversation_id, "m1", why="unsend")
        (entry,) = await transcripts.read_as_patient(session, conversation_id)
        assert (entry.text, entry.note, entry.erased, entry.author) == ("", "", True, Author.PATIENT)
        assert await session.scalar(text("SELECT sealed FROM transcript_entry")) is None


FORGERIES = {
    "another number": "UPDATE transcript_entry SET sequence = 9 WHERE sequence = 1",
    "another direction": "UPDATE transcript_entry SET direction = 'out' WHERE sequence = 1",
    "another author": "UPDATE transcript_entry SET author = 'staff' WHERE sequence = 1",
    "another person": "UPDATE transcript_entry SET author_id = 'nurse-2' WHERE sequence = 1",
    "another channel": "UPDATE transcript_entry SET channel = 'webchat' WHERE sequence = 1",
    "another moment": "UPDATE transcript_entry SET at = '2026-11-23 15:00:01.000000' WHERE sequence = 1",
    "another id": "UPDATE transcript_entry SET id = 'forged' WHERE sequence = 1",
    "text of another row": "UPDATE transcript_entry SET sealed = (SELECT max(sealed) FROM transcript_entry)",
    "text taken away": "UPDATE transcript_entry SET sealed = NULL WHERE sequence = 1",
    "key of another scope": "UPDATE wrapped_key SET scope = 'conversation:other'",
    "wrapped key overwritten": "UPDATE wrapped_key SET wrapped = zeroblob(60)",
    "older key-encryption key claimed": "UPDATE wrapped_key SET kek_version = 1",
}


@pytest.mark.parametrize("statement", FORGERIES.values(), ids=FORGERIES.keys())
async def test_a_row_that_was_tampered_with_is_not_shown(
    database: Database, transcripts: Transcripts, restarted: Transcripts, conversation_id: str, statement: str
) -> None:
    async with database.work() as session:
        await transcripts.append(session, message(conversation_id, "m1", "one"))
        await transcripts.append(session, message(conversation_id, "m2", "two"))
    async with database.work() as session:
        await session.execute(text(statement))
    with pytest.raises(VaultError):
        async with database.work() as session:
            await restarted.read_as_patient(session, conversation_id)
