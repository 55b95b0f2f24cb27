"""Tickets: one open a conversation, claims by compare-and-set, and nobody is left talking to an empty desk."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.audit.tables import AuditRow
from bot.conversations.conversation import Owner
from bot.desk.accounts import Account
from bot.desk.desk import Desk
from bot.desk.waiting import TicketLine
from bot.messages.effects import OpenTicket, TicketReason
from tests.fakes.clock import FakeClock
from tests.fakes.desk import OwnerOf

PERSON = OpenTicket(TicketReason.PERSON_REQUESTED)
EMERGENCY = OpenTicket(TicketReason.EMERGENCY, urgent=True)


async def opened(desk: Desk, conversation_id: str, ticket: OpenTicket = PERSON) -> str:
    async with desk.database.work() as session:
        return await desk.tickets.open(session, conversation_id, ticket, desk.clock())


async def claimed(desk: Desk, ticket_id: str, staff: Account) -> bool:
    async with desk.database.work() as session:
        return await desk.tickets.claim(session, ticket_id, staff.id, desk.clock())


async def waiting(desk: Desk) -> list[TicketLine]:
    async with desk.database.reading() as session:
        return await desk.tickets.waiting(session)


async def expired(desk: Desk) -> int:
    async with desk.database.work() as session:
        return await desk.tickets.expire_claims(session, desk.clock())


async def test_opening_makes_the_conversation_wait(desk: Desk, conversation_id: str, owner_of: OwnerOf) -> None:
    await opened(desk, conversation_id)
    assert await owner_of(conversation_id) == (Owner.WAITING, None)
    (line,) = await waiting(desk)
    assert (line.channel, line.reasons, line.urgent) == ("messenger", (TicketReason.PERSON_REQUESTED,), False)


async def test_a_second_wish_joins_the_open_ticket_and_raises_it(desk: Desk, conversation_id: str) -> None:
    first = await opened(desk, conversation_id)
    assert await opened(desk, conversation_id, EMERGENCY) == first
    assert await opened(desk, conversation_id) == first
    (line,) = await waiting(desk)
    assert line.reasons == (TicketReason.PERSON_REQUESTED, TicketReason.EMERGENCY)
    assert line.alarm


async def test_alarms_come_first_then_who_has_waited_longest(desk: Desk, clock: FakeClock) -> None:
    order = []
    for sender, ticket in (("a", PERSON), ("b", PERSON), ("c", EMERGENCY)):
        async with desk.database.work() as session:
            conversation = await desk.conversations.open(
                session, channel="messenger", account="page-1", sender=sender, now=clock()
            )
        order.append(await opened(desk, conversation.id, ticket))
        clock.advance(timedelta(minutes=1))
    assert [line.id for line in await waiting(desk)] == [order[2], order[0], order[1]]


async def test_only_a_claim_makes_it_a_persons(
    desk: Desk, conversation_id: str, rosa: Account, owner_of: OwnerOf
) -> None:
    ticket = await opened(desk, conversation_id)
    assert await claimed(desk, ticket, rosa)
    assert await owner_of(conversation_id) == (Owner.PERSON, rosa.id)
    assert await waiting(desk) == []


async def test_of_two_who_claim_at_once_one_wins(desk: Desk, conversation_id: str, rosa: Account, tom: Account) -> None:
    ticket = await opened(desk, conversation_id)
    results = await asyncio.gather(*(claimed(desk, ticket, who) for who in (rosa, tom) * 5))
    assert sum(results) == 1


async def test_a_claim_without_an_answer_goes_back_to_waiting(
    desk: Desk, conversation_id: str, rosa: Account, clock: FakeClock, owner_of: OwnerOf
) -> None:
    ticket = await opened(desk, conversation_id)
    await claimed(desk, ticket, rosa)
    clock.advance(timedelta(minutes=29))
    assert await expired(desk) == 0
    clock.advance(timedelta(minutes=1))
    assert await expired(desk) == 1
    assert await owner_of(conversation_id) == (Owner.WAITING, None)
    assert [line.id for line in await waiting(desk)] == [ticket]


async def test_an_answered_claim_stays_until_the_patient_waits_again(
    desk: Desk, conversation_id: str, rosa: Account, clock: FakeClock
) -> None:
    ticket = await opened(desk, conversation_id)
    await claimed(desk, ticket, rosa)
    async with desk.database.work() as session:
        await desk.tickets.answered(session, conversation_id)
    clock.advance(timedelta(hours=2))
    assert await expired(desk) == 0
    async with desk.database.work() as session:
        await desk.tickets.patient_wrote(session, conversation_id, clock())
    clock.advance(timedelta(minutes=20))
    async with desk.database.work() as session:
        await desk.tickets.patient_wrote(session, conversation_id, clock())
    clock.advance(timedelta(minutes=10))
    assert await expired(desk) == 1


async def test_a_colleague_may_take_over_but_only_from_who_has_it(
    desk: Desk, conversation_id: str, rosa: Account, tom: Account, owner_of: OwnerOf
) -> None:
    ticket = await opened(desk, conversation_id)
    await claimed(desk, ticket, rosa)
    async with desk.database.work() as session:
        assert not await desk.tickets.take_over(session, ticket, tom.id, desk.clock(), claimed_by=tom.id)
        assert await desk.tickets.take_over(session, ticket, tom.id, desk.clock(), claimed_by=rosa.id)
        assert not await desk.tickets.hand_back(session, ticket, rosa.id, desk.clock())
    assert await owner_of(conversation_id) == (Owner.PERSON, tom.id)


@pytest.mark.parametrize("ending", ["hand_back", "close"])
async def test_however_it_ends_the_bot_answers_again(
    desk: Desk, conversation_id: str, rosa: Account, owner_of: OwnerOf, ending: str
) -> None:
    ticket = await opened(desk, conversation_id)
    await claimed(desk, ticket, rosa)
    end = desk.tickets.hand_back if ending == "hand_back" else desk.tickets.close
    async with desk.database.work() as session:
        assert await end(session, ticket, rosa.id, desk.clock())
        assert not await end(session, ticket, rosa.id, desk.clock())
    assert await owner_of(conversation_id) == (Owner.BOT, None)
    assert await opened(desk, conversation_id) != ticket


async def test_an_alarm_is_acknowledged_before_its_ticket_is_closed(
    desk: Desk, conversation_id: str, rosa: Account
) -> None:
    ticket = await opened(desk, conversation_id, EMERGENCY)
    async with desk.database.work() as session:
        assert not await desk.tickets.close(session, ticket, rosa.id, desk.clock())
        assert await desk.tickets.acknowledge(session, ticket, rosa.id, desk.clock())
        assert not await desk.tickets.acknowledge(session, ticket, rosa.id, desk.clock())
        assert await desk.tickets.alarms(session) == []
    await opened(desk, conversation_id, EMERGENCY)
    async with desk.database.work() as session:
        assert [line.id for line in await desk.tickets.alarms(session)] == [ticket]


async def test_the_ticket_follows_the_patient_into_the_secure_chat(
    desk: Desk, conversation_id: str, rosa: Account, owner_of: OwnerOf
) -> None:
    ticket = await opened(desk, conversation_id)
    await claimed(desk, ticket, rosa)
    async with desk.database.work() as session:
        chat = await desk.conversations.open(
            session, channel="webchat", account="site", sender="s", now=desk.clock(), parent_id=conversation_id
        )
        assert await desk.tickets.continue_in(session, conversation_id, chat.id, desk.clock())
    assert await owner_of(chat.id) == (Owner.PERSON, rosa.id)
    assert await owner_of(conversation_id) == (Owner.BOT, None)


async def test_each_deed_leaves_an_audit_row_that_names_who_did_it(
    desk: Desk, conversation_id: str, rosa: Account
) -> None:
    ticket = await opened(desk, conversation_id, EMERGENCY)
    async with desk.database.work() as session:
        await desk.tickets.acknowledge(session, ticket, rosa.id, desk.clock())
        await desk.tickets.claim(session, ticket, rosa.id, desk.clock())
        await desk.tickets.hand_back(session, ticket, rosa.id, desk.clock())
        rows = await session.scalars(select(AuditRow).where(AuditRow.action.startswith("ticket.")))
        done = [(row.action, row.actor, row.subject) for row in rows]
    about = (f"staff:{rosa.id}", f"conversation:{conversation_id}")
    assert done == [(f"ticket.{deed}", *about) for deed in ("acknowledge", "claim", "hand_back")]
