"""The outbox: one send at a time for a conversation, and a crash in the middle is never hidden."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.conversations.store import Conversations
from bot.deliveries.outbox import LEASE, MAX_ATTEMPTS, ClaimedSend, Draft, Outbox
from bot.deliveries.tables import OutboxRow, OutboxState
from bot.errors import LeaseLostError
from bot.messages.reply import ReplyPurpose
from bot.storage.engine import Database
from tests.fakes.clock import FakeClock


@pytest.fixture
async def conversation_id(database: Database, conversations: Conversations, clock: FakeClock) -> str:
    async with database.work() as session:
        opened = await conversations.open(session, channel="messenger", account="1", sender="2", now=clock())
    return opened.id


async def _add(database: Database, outbox: Outbox, conversation_id: str, *drafts: Draft) -> list[str]:
    async with database.work() as session:
        return await outbox.add(session, conversation_id, drafts)


async def _claim(outbox: Outbox) -> ClaimedSend:
    send = await outbox.claim()
    assert send is not None
    return send


async def _state(database: Database) -> list[str]:
    async with database.reading() as session:
        return list((await session.scalars(select(OutboxRow.state).order_by(OutboxRow.sequence))).all())


ANSWER = Draft("one", ReplyPurpose.ANSWER)
CONFIRMATION = Draft("All set.", ReplyPurpose.CONFIRMATION)


async def test_rows_leave_in_order_one_at_a_time(database: Database, outbox: Outbox, conversation_id: str) -> None:
    await _add(database, outbox, conversation_id, ANSWER, Draft("two", ReplyPurpose.ANSWER))
    first = await _claim(outbox)
    assert first.draft.text == "one"
    assert await outbox.claim() is None
    async with database.work() as session:
        await outbox.finish(session, first, OutboxState.SENT)
    assert (await _claim(outbox)).draft.text == "two"


async def test_after_a_crash_an_answer_is_sent_again(
    database: Database, outbox: Outbox, conversation_id: str, clock: FakeClock
) -> None:
    await _add(database, outbox, conversation_id, ANSWER)
    lost = await _claim(outbox)
    clock.advance(LEASE + timedelta(seconds=1))
    again = await _claim(outbox)
    assert (again.repeated, again.may_go) == (True, True)
    async with database.work() as session:
        with pytest.raises(LeaseLostError):
            await outbox.finish(session, lost, OutboxState.SENT)


async def test_after_a_crash_a_confirmation_is_left_to_staff(
    database: Database, outbox: Outbox, conversation_id: str, clock: FakeClock
) -> None:
    await _add(database, outbox, conversation_id, CONFIRMATION)
    await _claim(outbox)
    clock.advance(LEASE + timedelta(seconds=1))
    again = await _claim(outbox)
    assert (again.repeated, again.may_go) == (True, False)


async def test_an_echo_settles_what_a_crash_left_open(
    database: Database, outbox: Outbox, conversation_id: str, clock: FakeClock
) -> None:
    (outbox_id,) = await _add(database, outbox, conversation_id, CONFIRMATION)
    await _claim(outbox)
    async with database.work() as session:
        assert await outbox.echoed(session, outbox_id)
        assert not await outbox.echoed(session, "somebody-else")
    clock.advance(LEASE + timedelta(seconds=1))
    assert await outbox.claim() is None
    assert await _state(database) == [OutboxState.SENT.value]


async def test_retries_are_used_up(database: Database, outbox: Outbox, conversation_id: str, clock: FakeClock) -> None:
    await _add(database, outbox, conversation_id, ANSWER)
    for attempt in range(1, MAX_ATTEMPTS + 1):
        send = await _claim(outbox)
        async with database.work() as session:
            assert await outbox.retry(session, send, after=10.0) is (attempt < MAX_ATTEMPTS)
        clock.advance(timedelta(seconds=11))


async def test_a_finished_row_keeps_no_body(database: Database, outbox: Outbox, conversation_id: str) -> None:
    await _add(database, outbox, conversation_id, ANSWER)
    send = await _claim(outbox)
    async with database.work() as session:
        await outbox.finish(session, send, OutboxState.DROPPED)
    async with database.reading() as session:
        assert (await session.scalars(select(OutboxRow.body))).all() == [None]


async def test_an_echo_may_be_quicker_than_the_networks_answer(
    database: Database, outbox: Outbox, conversation_id: str
) -> None:
    await _add(database, outbox, conversation_id, ANSWER)
    send = await _claim(outbox)
    async with database.work() as session:
        assert await outbox.echoed(session, send.id)
    async with database.work() as session:
        await outbox.finish(session, send, OutboxState.SENT)
    assert await _state(database) == [OutboxState.SENT.value]
