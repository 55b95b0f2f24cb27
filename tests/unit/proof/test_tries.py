"""How many tries there are, and how long the locks last."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.conversations.store import Conversations
from bot.messages.ids import Entropy
from bot.proof.tries import FREE, REMEMBERED, forget_old_tries, forgive, lock_after, locked_until, take_try
from bot.storage.engine import Database, make_engine
from bot.vault.vault import Vault
from tests.fakes.clock import FakeClock


@pytest.fixture
async def network_chat(database: Database, vault: Vault, entropy: Entropy, clock: FakeClock) -> str:
    async with database.work() as session:
        opened = await Conversations(vault, entropy).open(
            session, channel="messenger", account="page-1", sender="psid-1", now=clock()
        )
    return opened.id


async def tries(database: Database, network_chat: str, clock: FakeClock, count: int) -> list[bool]:
    """Which of them might go on."""
    went_on = []
    for _ in range(count):
        async with database.work() as session:
            went_on.append(await take_try(session, network_chat, clock()) is None)
    return went_on


@pytest.mark.parametrize(
    ("count", "minutes"), [(5, 15), (6, 30), (7, 60), (8, 120), (11, 960), (12, 1440), (13, 1440), (5000, 1440)]
)
def test_the_lock_lengthens_to_a_day(count: int, minutes: int) -> None:
    assert lock_after(count) == timedelta(minutes=minutes)


async def test_five_tries_then_one_after_each_lock(database: Database, network_chat: str, clock: FakeClock) -> None:
    assert await tries(database, network_chat, clock, FREE + 3) == [True] * FREE + [False] * 3
    clock.advance(timedelta(minutes=14, seconds=59))
    assert await tries(database, network_chat, clock, 1) == [False]
    clock.advance(timedelta(seconds=1))
    assert await tries(database, network_chat, clock, 2) == [True, False]
    clock.advance(timedelta(minutes=29))
    assert await tries(database, network_chat, clock, 1) == [False]
    clock.advance(timedelta(minutes=1))
    assert await tries(database, network_chat, clock, 2) == [True, False]


async def test_tries_at_once_count_one_by_one(database: Database, network_chat: str, clock: FakeClock) -> None:
    results = await asyncio.gather(*(tries(database, network_chat, clock, 1) for _ in range(20)))
    assert sum(went_on for (went_on,) in results) == FREE


async def test_the_lock_survives_a_restart(
    database: Database, database_url: str, network_chat: str, clock: FakeClock
) -> None:
    await tries(database, network_chat, clock, FREE)
    await database.close()
    restarted = Database(make_engine(database_url))
    assert await tries(restarted, network_chat, clock, 1) == [False]
    await restarted.close()


async def test_a_right_one_forgives_the_wrong_ones(database: Database, network_chat: str, clock: FakeClock) -> None:
    await tries(database, network_chat, clock, FREE)
    async with database.work() as session:
        await forgive(session, network_chat)
    assert await tries(database, network_chat, clock, FREE) == [True] * FREE


async def test_old_tries_are_forgotten(database: Database, network_chat: str, clock: FakeClock) -> None:
    await tries(database, network_chat, clock, FREE)
    for passed, locked in ((timedelta(), True), (REMEMBERED, False)):
        clock.advance(passed)
        async with database.work() as session:
            await forget_old_tries(session, clock())
            assert (await locked_until(session, network_chat, clock()) is not None) is locked
    assert await tries(database, network_chat, clock, FREE) == [True] * FREE
