"""Live updates say that something changed, and never what was said."""

from __future__ import annotations

import pytest

from bot.desk.desk import Desk
from bot.desk.live import BACKLOG, Change
from bot.messages.effects import OpenTicket, TicketReason
from bot.storage.engine import Database

EMERGENCY = OpenTicket(TicketReason.EMERGENCY, urgent=True)


async def opened(desk: Desk, conversation_id: str) -> None:
    async with desk.database.work() as session:
        await desk.tickets.open(session, conversation_id, EMERGENCY, desk.clock())


async def test_a_change_reaches_every_open_page(desk: Desk, conversation_id: str) -> None:
    with desk.live.page() as first, desk.live.page() as second:
        await desk.live.start()
        await opened(desk, conversation_id)
        await desk.live.look()
        expected = Change(waiting=1, alarms=1, conversations=frozenset({conversation_id}))
        assert (first.get_nowait(), second.get_nowait()) == (expected, expected)


async def test_nothing_new_is_no_news(desk: Desk, conversation_id: str) -> None:
    await opened(desk, conversation_id)
    with desk.live.page() as page:
        await desk.live.start()
        await desk.live.look()
        assert page.empty()


async def test_a_slow_page_loses_the_oldest_news_and_holds_up_nobody(desk: Desk, conversation_id: str) -> None:
    with desk.live.page() as page:
        await desk.live.start()
        for _ in range(BACKLOG + 5):
            await opened(desk, conversation_id)
            await desk.live.look()
        assert page.qsize() == BACKLOG


async def test_without_pages_the_database_is_left_alone(desk: Desk, database: Database) -> None:
    await database.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk.live, "_read", None)  # would fail if it were called
        await desk.live.look()
