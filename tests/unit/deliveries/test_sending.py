"""What becomes of a row when it is sent, refused, delayed, or when nobody knows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.conversation import Owner
from bot.conversations.store import Conversations
from bot.deliveries.outbox import LEASE, MAX_ATTEMPTS, Draft, Outbox
from bot.deliveries.sending import Sending
from bot.deliveries.tables import OutboxRow, OutboxState
from bot.errors import SendDelayedError, SendRefusedError, SendUncertainError
from bot.messages.effects import OpenTicket, TicketReason
from bot.messages.reply import ReplyPurpose
from bot.storage.engine import Database
from tests.fakes.clock import FakeClock
from tests.fakes.network import FailingNetwork


class Bench:
    """One conversation, its network, and what staff were told."""

    def __init__(self, database: Database, outbox: Outbox, conversations: Conversations, clock: FakeClock) -> None:
        self.database = database
        self.outbox = outbox
        self.conversations = conversations
        self.clock = clock
        self.network = FailingNetwork()
        self.told: list[OpenTicket] = []
        self.conversation_id = ""
        self.sending = Sending(
            database=database,
            outbox=outbox,
            conversations=conversations,
            channels={"messenger": self.network},
            tell_staff=self._tell,
            clock=clock,
        )

    async def _tell(self, _session: AsyncSession, _conversation_id: str, ticket: OpenTicket) -> None:
        self.told.append(ticket)

    async def begin(self) -> None:
        async with self.database.work() as session:
            opened = await self.conversations.open(
                session, channel="messenger", account="1", sender="person-7", now=self.clock()
            )
            self.conversation_id = opened.id
            await self.conversations.amend(session, opened.id, last_inbound_at=self.clock())

    async def add(self, purpose: ReplyPurpose = ReplyPurpose.ANSWER) -> None:
        async with self.database.work() as session:
            await self.outbox.add(session, self.conversation_id, [Draft("hello", purpose)])

    async def amend(self, **columns: object) -> None:
        async with self.database.work() as session:
            await self.conversations.amend(session, self.conversation_id, **columns)

    async def state(self) -> str:
        async with self.database.reading() as session:
            return (await session.scalars(select(OutboxRow.state))).one()


@pytest.fixture
async def bench(database: Database, outbox: Outbox, conversations: Conversations, clock: FakeClock) -> Bench:
    made = Bench(database, outbox, conversations, clock)
    await made.begin()
    return made


FAILED = [OpenTicket(TicketReason.DELIVERY_FAILED)]


async def test_a_message_goes_to_the_person_who_wrote(bench: Bench) -> None:
    await bench.add()
    assert await bench.sending.step()
    ((recipient, message),) = bench.network.sent
    assert (recipient.sender, message.text) == ("person-7", "hello")
    assert await bench.state() == OutboxState.SENT
    assert not await bench.sending.step()


async def test_an_answer_written_before_a_person_took_over_is_dropped(bench: Bench) -> None:
    await bench.add()
    await bench.amend(owner=Owner.PERSON.value)
    await bench.sending.step()
    assert (bench.network.sent, await bench.state()) == ([], OutboxState.DROPPED)


@pytest.mark.parametrize(
    ("purpose", "goes"),
    [
        (ReplyPurpose.ANSWER, False),
        (ReplyPurpose.STAFF, False),
        (ReplyPurpose.CONFIRMATION, False),
        (ReplyPurpose.EMERGENCY, True),
        (ReplyPurpose.OPT_OUT, True),
    ],
)
async def test_after_an_opt_out_only_emergency_texts_leave(bench: Bench, purpose: ReplyPurpose, *, goes: bool) -> None:
    await bench.add(purpose)
    await bench.amend(opted_out_at=bench.clock())
    await bench.sending.step()
    assert bool(bench.network.sent) is goes


async def test_outside_the_reply_window_nothing_is_sent_and_staff_are_told(bench: Bench) -> None:
    await bench.add()
    bench.clock.advance(bench.network.window + timedelta(seconds=1))
    await bench.sending.step()
    assert (bench.network.sent, await bench.state(), bench.told) == ([], OutboxState.FAILED, FAILED)


async def test_a_refusal_is_final_and_staff_are_told(bench: Bench) -> None:
    await bench.add()
    bench.network.failures = [SendRefusedError()]
    await bench.sending.step()
    assert (await bench.state(), bench.told) == (OutboxState.FAILED, FAILED)


async def test_a_delay_is_waited_for_as_long_as_the_network_asks(bench: Bench) -> None:
    await bench.add()
    bench.network.failures = [SendDelayedError(retry_after=90.0)]
    await bench.sending.step()
    bench.clock.advance(timedelta(seconds=89))
    assert not await bench.sending.step()
    bench.clock.advance(timedelta(seconds=2))
    assert await bench.sending.step()
    assert await bench.state() == OutboxState.SENT


async def test_delays_without_end_become_a_failure(bench: Bench) -> None:
    await bench.add()
    bench.network.failures = [SendDelayedError(retry_after=1.0) for _ in range(MAX_ATTEMPTS)]
    for _ in range(MAX_ATTEMPTS):
        assert await bench.sending.step()
        bench.clock.advance(timedelta(seconds=2))
    assert (await bench.state(), bench.told) == (OutboxState.FAILED, FAILED)


async def test_of_two_doubtful_sends_an_answer_is_repeated_and_a_confirmation_is_not(bench: Bench) -> None:
    await bench.add(ReplyPurpose.CONFIRMATION)
    bench.network.failures = [SendUncertainError()]
    await bench.sending.step()
    assert (await bench.state(), bench.told) == (OutboxState.UNCERTAIN, FAILED)
    await bench.add(ReplyPurpose.ANSWER)
    bench.network.failures = [SendUncertainError()]
    await bench.sending.step()
    bench.clock.advance(timedelta(minutes=1))
    await bench.sending.step()
    assert len(bench.network.sent) == 1


async def test_a_confirmation_cut_off_by_a_crash_is_shown_to_staff(bench: Bench) -> None:
    await bench.add(ReplyPurpose.CONFIRMATION)
    assert await bench.outbox.claim() is not None
    bench.clock.advance(LEASE + timedelta(seconds=1))
    assert await bench.sending.step()
    assert (bench.network.sent, await bench.state(), bench.told) == ([], OutboxState.UNCERTAIN, FAILED)
