"""On PostgreSQL writers truly run at once, in one process and in two: nothing is done twice, out of order, or stuck."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.collecting import collecting_channels
from bot.conversations.conversation import Owner
from bot.core import Core, Outside, build_core, open_stores, seed_faq
from bot.deliveries.inbox import Inbox
from bot.faq.tables import FaqVersionRow
from bot.guard.guard import Guard
from bot.guard.service import GuardService
from bot.messages.clock import utc_now
from bot.messages.effects import OpenTicket, TicketReason
from bot.settings import load_settings
from bot.storage.engine import Database, make_engine
from bot.storage.migrate import migrate
from bot.turns.conversing import StartUp
from bot.vault.keyring import create_keyring
from tests.fakes.clock import FakeClock
from tests.fakes.dialogue import ScriptedDialogue
from tests.fakes.messages import message
from tests.journey.conftest import Patient

pytestmark = pytest.mark.postgres


class Clinic:
    """Processes of one clinic: each call of `process` is a core of its own at the shared database, with shared keys."""

    def __init__(self, folder: Path, url: str, clock: FakeClock, guard: Guard, opened: AsyncExitStack) -> None:
        create_keyring(folder / "keys", os.urandom)
        self._folder, self._url, self._clock, self._guard, self._opened = folder, url, clock, guard, opened

    async def process(self, dialogue: ScriptedDialogue) -> Core:
        settings = load_settings(
            demo=True,
            data_folder=self._folder / "data",
            key_folder=self._folder / "keys",
            database_url=self._url,
        )
        stores = await open_stores(settings, self._clock, os.urandom)
        self._opened.push_async_callback(stores.database.close)
        await seed_faq(stores, self._clock)
        service = GuardService(lambda: self._guard)
        self._opened.callback(service.close)
        await service.load()
        ready = asyncio.Event()
        ready.set()
        outside = Outside(
            clock=self._clock,
            entropy=os.urandom,
            channels=collecting_channels(),
            dialogue=dialogue,
            guard=service,
            start_up=StartUp(ready),
            wake_inbox=lambda: None,
            wake_outbox=lambda: None,
        )
        return build_core(stores, outside)


@pytest.fixture
async def clinic_of_processes(
    tmp_path: Path, empty_postgres_url: str, clock: FakeClock, guard: Guard
) -> AsyncIterator[Clinic]:
    async with AsyncExitStack() as opened:
        yield Clinic(tmp_path, empty_postgres_url, clock, guard, opened)


async def test_two_processes_that_start_at_once_make_the_tables_once(empty_postgres_url: str) -> None:
    engines = [make_engine(empty_postgres_url) for _ in range(4)]
    await asyncio.gather(*(migrate(engine) for engine in engines))
    for engine in engines:
        await engine.dispose()


async def test_two_processes_that_start_at_once_seed_once(
    clinic_of_processes: Clinic, dialogue: ScriptedDialogue
) -> None:
    first, _ = await asyncio.gather(*(clinic_of_processes.process(dialogue) for _ in range(2)))
    async with first.stores.database.reading() as session:
        versions = Counter((await session.scalars(select(FaqVersionRow.entry_id))).all())
    assert set(versions.values()) == {1}


async def test_of_one_sender_never_two_events_are_in_hand(
    clinic_of_processes: Clinic, dialogue: ScriptedDialogue
) -> None:
    """Both processes store and claim the same people's messages as fast as they can."""
    senders, rounds = 3, 25
    inboxes = [(await clinic_of_processes.process(dialogue)).inbox for _ in range(2)]
    database = (await clinic_of_processes.process(dialogue)).stores.database
    in_hand: Counter[str] = Counter()
    handled: list[tuple[str, int]] = []
    expected = senders * rounds * 2

    async def receive(inbox: Inbox, half: int) -> None:
        for number in range(half, rounds * 2, 2):
            await asyncio.gather(
                *(inbox.accept([message(str(number), event_id=f"{who}-{number}", sender=str(who))])
                  for who in range(senders))
            )  # fmt: skip

    async def handle(inbox: Inbox) -> None:
        while len(handled) < expected:
            event = await inbox.claim()
            if event is None:
                await asyncio.sleep(0)
                continue
            who = event.message.sender
            in_hand[who] += 1
            assert in_hand[who] == 1, "two events of one sender at once"
            await asyncio.sleep(0.001)
            in_hand[who] -= 1
            handled.append((who, event.id))
            async with database.work() as session:
                await inbox.complete(session, event)

    async with asyncio.TaskGroup() as group:
        for inbox in inboxes:
            for _ in range(3):
                group.create_task(handle(inbox))
        for half, inbox in enumerate(inboxes):
            group.create_task(receive(inbox, half))
    of_each = {who: [number for sender, number in handled if sender == who] for who, _ in handled}
    assert all(numbers == sorted(numbers) for numbers in of_each.values())
    assert len(set(handled)) == expected


class SlowCommit(Database):
    """Commits when it may: the network or the disk takes its time."""

    def __init__(self, url: str) -> None:
        super().__init__(make_engine(url))
        self.about_to_commit = asyncio.Event()
        self.may_commit = asyncio.Event()

    @asynccontextmanager
    async def work(self, *, urgent: bool = False) -> AsyncIterator[AsyncSession]:
        async with super().work(urgent=urgent) as session:
            yield session
            self.about_to_commit.set()
            await self.may_commit.wait()


async def waits_for_a_lock(database: Database) -> bool:
    """Whether anybody in this database does."""
    async with database.reading() as session:
        waiting = text("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
        return bool(await session.scalar(waiting))


async def test_an_event_that_is_about_to_be_stored_is_not_overtaken(
    clinic_of_processes: Clinic, dialogue: ScriptedDialogue, empty_postgres_url: str, clock: FakeClock
) -> None:
    """Numbered first, committed second: whoever took the other one meanwhile would handle both at once."""
    core = await clinic_of_processes.process(dialogue)
    await core.inbox.accept([message("the day's first, which makes its key", event_id="m0", sender="2000")])
    assert await core.inbox.claim() is not None
    slow = SlowCommit(empty_postgres_url)
    inbox = Inbox(slow, core.stores.vault, clock, core.stores.conversations.sender_key, lambda: None)
    first = asyncio.create_task(inbox.accept([message("first", event_id="m1")]))
    await slow.about_to_commit.wait()
    second = asyncio.create_task(core.inbox.accept([message("second", event_id="m2")]))
    while not (second.done() or await waits_for_a_lock(core.stores.database)):  # noqa: ASYNC110 - another's lock
        await asyncio.sleep(0.01)
    assert await core.inbox.claim() is None
    slow.may_commit.set()
    await asyncio.gather(first, second)
    taken = await core.inbox.claim()
    assert taken is not None
    assert taken.message.text == "first"
    assert await core.inbox.claim() is None
    await slow.close()


async def test_staff_and_patients_at_once_never_wait_for_each_other(
    clinic_of_processes: Clinic, dialogue: ScriptedDialogue, clock: FakeClock
) -> None:
    """Turns lock conversation, ticket and audit log; so do the clicks of staff. In two orders they would deadlock."""
    core = await clinic_of_processes.process(dialogue)
    other = await clinic_of_processes.process(dialogue)
    patient = Patient(core, clock)
    conversation_id = await patient.conversation_id()

    async def writes() -> None:
        for _ in range(12):
            await patient.writes("can i talk to a person?")

    async def clicks() -> None:
        tickets, work = other.stores.tickets, other.stores.database.work
        for _ in range(60):
            async with work() as session:
                ticket = await tickets.open(
                    session, conversation_id, OpenTicket(TicketReason.PERSON_REQUESTED), utc_now()
                )
            async with work() as session:
                assert await tickets.claim(session, ticket, "staff-1", utc_now())
            async with work() as session:
                assert await tickets.hand_back(session, ticket, "staff-1", utc_now())

    await asyncio.gather(writes(), clicks())
    async with core.stores.database.reading() as session:
        conversation = await core.stores.conversations.get(session, conversation_id)
    assert conversation.owner in (Owner.BOT, Owner.WAITING)


async def test_a_process_restores_what_another_one_s_rasa_has_heard(
    clinic_of_processes: Clinic, clock: FakeClock
) -> None:
    """Its own Rasa remembers an older state of the session: it must not go on from there."""
    one, two = ScriptedDialogue(), ScriptedDialogue()
    first = Patient(await clinic_of_processes.process(one), clock)
    second = Patient(await clinic_of_processes.process(two), clock)
    second._count = 100
    for patient in (first, first, second, first):
        await patient.writes("hello")
    sessions = [request.session_id.rpartition("-")[2] for request in (*one.requests, *two.requests)]
    assert sessions == ["0", "0", "2", "1"]
