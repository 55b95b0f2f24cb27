"""Nothing of the queues is kept for longer than it is needed; and who runs such chores, every few minutes.

| what | how long |
|---|---|
| done inbox rows (for recognising a repeated delivery; they hold no body) | 9 days: WhatsApp repeats for 7 |
| bodies of dead letters | 24 hours |
| finished outbox rows (they hold no body) | 30 days |
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deliveries.tables import InboxRow, InboxState, OutboxRow, OutboxState
from bot.messages.clock import Clock
from bot.storage.engine import Database
from bot.storage.locks import lock
from bot.storage.scrub import scrub

EVERY = 300.0  # seconds
DONE_EVENTS = timedelta(days=9)
DEAD_BODIES = timedelta(hours=24)
FINISHED_SENDS = timedelta(days=30)
OPEN_SENDS = (OutboxState.QUEUED.value, OutboxState.SENDING.value)

type Chore = Callable[[AsyncSession, datetime], Awaitable[object]]

log = structlog.get_logger()


async def forget_deliveries(session: AsyncSession, now: datetime) -> None:
    """A chore: inbox and outbox."""
    await session.execute(
        update(InboxRow)
        .where(InboxRow.state == InboxState.DEAD.value, InboxRow.finished_at < now - DEAD_BODIES)
        .values(body=None)
    )
    await session.execute(
        delete(InboxRow).where(
            InboxRow.state.in_((InboxState.DONE.value, InboxState.DEAD.value)),
            InboxRow.finished_at < now - DONE_EVENTS,
        )
    )
    await session.execute(
        delete(OutboxRow).where(OutboxRow.state.not_in(OPEN_SENDS), OutboxRow.finished_at < now - FINISHED_SENDS)
    )


class Housekeeping:
    def __init__(self, database: Database, chores: Sequence[Chore], clock: Clock, *, every: float = EVERY) -> None:
        self._database = database
        self._chores = chores
        self._clock = clock
        self._every = every

    async def once(self) -> None:
        for chore in self._chores:
            async with self._database.work() as session:
                await lock(session, "housekeeping")  # one process at a time
                await chore(session, self._clock())
        await scrub(self._database.engine)

    async def run(self) -> None:
        while True:
            try:
                await self.once()
            except Exception as error:  # noqa: BLE001 - the next round tries again; an error may quote parameters
                log.error("housekeeping.failed", error=type(error).__name__)  # noqa: TRY400
            await asyncio.sleep(self._every)
