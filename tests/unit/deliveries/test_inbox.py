"""The inbox: stored once, handled in order, by one worker at a time, and erased when done."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.deliveries.inbox import LEASE, MAX_ATTEMPTS, ClaimedEvent, Inbox, Traffic
from bot.deliveries.tables import InboxRow, InboxState
from bot.errors import LeaseLostError
from bot.storage.engine import Database
from tests.fakes.clock import FakeClock
from tests.fakes.messages import message


async def _claim(inbox: Inbox) -> ClaimedEvent:
    event = await inbox.claim()
    assert event is not None
    return event


async def _complete(database: Database, inbox: Inbox, event: ClaimedEvent) -> None:
    async with database.work() as session:
        await inbox.complete(session, event)


async def test_an_accepted_event_comes_back_as_it_was(inbox: Inbox, woken: list[str]) -> None:
    sent = message("is the flu shot safe?")
    assert await inbox.accept([sent]) == 1
    assert (await _claim(inbox)).message == sent
    assert woken == ["inbox"]


async def test_the_same_event_again_is_stored_once(inbox: Inbox) -> None:
    results = await asyncio.gather(*(inbox.accept([message("hi")]) for _ in range(10)))
    assert sorted(results) == [0] * 9 + [1]


async def test_a_conversation_is_handled_in_order_and_others_do_not_wait(database: Database, inbox: Inbox) -> None:
    await inbox.accept([message("one", event_id="a"), message("two", event_id="b")])
    await inbox.accept([message("other", event_id="c", sender="2002")])
    first = await _claim(inbox)
    other = await _claim(inbox)
    assert (first.message.text, other.message.text) == ("one", "other")
    assert await inbox.claim() is None, "the second of a conversation waits for the first"
    await _complete(database, inbox, first)
    assert (await _claim(inbox)).message.text == "two"


async def test_concurrent_workers_never_get_the_same_event(inbox: Inbox) -> None:
    await inbox.accept([message("hi", event_id=f"e{number}", sender=f"s{number}") for number in range(20)])
    claimed = [event for event in await asyncio.gather(*(inbox.claim() for _ in range(30))) if event]
    assert len(claimed) == len({event.id for event in claimed}) == 20


async def test_who_lost_the_lease_completes_nothing(database: Database, inbox: Inbox, clock: FakeClock) -> None:
    await inbox.accept([message()])
    slow = await _claim(inbox)
    assert await inbox.claim() is None
    clock.advance(LEASE + timedelta(seconds=1))
    quick = await _claim(inbox)
    with pytest.raises(LeaseLostError):
        await _complete(database, inbox, slow)
    await _complete(database, inbox, quick)
    with pytest.raises(LeaseLostError):
        await _complete(database, inbox, quick)


async def test_a_failed_event_waits_longer_each_time_and_becomes_a_dead_letter(
    database: Database, inbox: Inbox, clock: FakeClock
) -> None:
    await inbox.accept([message()])
    waits = []
    for attempt in range(1, MAX_ATTEMPTS + 1):
        event = await _claim(inbox)
        assert await inbox.put_back(event) is (attempt < MAX_ATTEMPTS)
        waited = 0
        while attempt < MAX_ATTEMPTS and not await _is_available(database, clock):
            clock.advance(timedelta(seconds=1))
            waited += 1
        waits.append(waited)
    assert waits[:-1] == sorted(set(waits[:-1])), "every wait is longer than the one before"
    assert await inbox.claim() is None
    async with database.reading() as session:
        assert (await session.scalars(select(InboxRow.state))).all() == [InboxState.DEAD.value]


async def _is_available(database: Database, clock: FakeClock) -> bool:
    async with database.reading() as session:
        return (await session.scalars(select(InboxRow.available_at))).one() <= clock()


async def test_a_finished_event_leaves_no_body_on_the_disk(database: Database, inbox: Inbox, tmp_path: Path) -> None:
    await inbox.accept([message("my secret canary 8417")])
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("frontdesk.db*"))
    assert b"canary" not in raw
    assert b"2001" not in raw, "the sender is known by an HMAC only"
    await _complete(database, inbox, await _claim(inbox))
    async with database.reading() as session:
        assert (await session.scalars(select(InboxRow.body))).all() == [None]


async def test_traffic_is_counted_by_sender_and_by_page(database: Database, inbox: Inbox, clock: FakeClock) -> None:
    await inbox.accept([message(event_id=f"e{number}") for number in range(3)])
    await inbox.accept([message(event_id="other", sender="2002"), message(event_id="page", account="1002")])
    for wait, expected in ((0, Traffic(of_sender=3, of_page=4)), (2, Traffic(of_sender=0, of_page=0))):
        clock.advance(timedelta(minutes=wait))
        async with database.reading() as session:
            assert await inbox.traffic(session, message(), clock() - timedelta(minutes=1)) == expected


async def test_many_webhooks_at_once_share_commits_and_lose_nothing(inbox: Inbox) -> None:
    batches = [[message(event_id=f"e{number}"), message(event_id=f"f{number}")] for number in range(50)]
    assert await asyncio.gather(*(inbox.accept(batch) for batch in batches)) == [2] * 50


async def test_one_bad_event_does_not_refuse_the_others(inbox: Inbox) -> None:
    lone_surrogate = message("\ud800", event_id="bad")
    results = await asyncio.gather(
        inbox.accept([message(event_id="a")]),
        inbox.accept([lone_surrogate]),
        inbox.accept([message(event_id="b")]),
        return_exceptions=True,
    )
    assert [result for result in results if result == 1] == [1, 1]
    assert isinstance(results[1], Exception)
