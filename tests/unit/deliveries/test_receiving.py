"""What becomes of an event whose handling fails: it is tried again, and given up in the open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.deliveries.inbox import MAX_ATTEMPTS, ClaimedEvent, Inbox
from bot.deliveries.receiving import Receiving
from bot.deliveries.tables import InboxRow, InboxState
from bot.errors import LeaseLostError
from bot.storage.engine import Database
from tests.fakes.clock import FakeClock
from tests.fakes.messages import message

LONG_ENOUGH = timedelta(minutes=2)  # longer than any wait between two attempts


class ScriptedJourney:
    """Implements `Journey`: raises what it is told to, completes nothing."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.received: list[int] = []
        self.given_up: list[int] = []

    async def receive(self, event: ClaimedEvent) -> None:
        self.received.append(event.attempts)
        raise self.error

    async def give_up(self, event: ClaimedEvent) -> None:
        self.given_up.append(event.attempts)


async def state_of(database: Database) -> str | None:
    async with database.reading() as session:
        state: str | None = await session.scalar(select(InboxRow.state))
        return state


@pytest.fixture
async def stored(inbox: Inbox) -> Inbox:
    await inbox.accept([message("my secret words")])
    return inbox


async def test_a_failure_is_tried_again_and_then_given_up(stored: Inbox, database: Database, clock: FakeClock) -> None:
    journey = ScriptedJourney(ValueError("my secret words"))
    receiving = Receiving(stored, journey)
    with capture_logs() as logs:
        for _ in range(MAX_ATTEMPTS):
            assert await receiving.step()
            assert not await receiving.step(), "it waits before the next attempt"
            clock.advance(LONG_ENOUGH)
    assert journey.received == [1, 2, 3, 4, 5]
    assert journey.given_up == [5]
    assert await state_of(database) == InboxState.DEAD
    assert [(line["event"], line["attempts"], line["error"]) for line in logs] == [
        ("inbox.failed", attempt, "ValueError") for attempt in journey.received
    ]
    assert "secret" not in str(logs)


async def test_who_lost_the_lease_leaves_the_event_to_the_other(
    stored: Inbox, database: Database, clock: FakeClock
) -> None:
    journey = ScriptedJourney(LeaseLostError())
    with capture_logs() as logs:
        assert await Receiving(stored, journey).step()
    assert [line["event"] for line in logs] == ["inbox.lease_lost"]
    assert await state_of(database) == InboxState.CLAIMED
    clock.advance(LONG_ENOUGH)
    assert await stored.claim() is not None
