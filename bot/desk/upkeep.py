"""What the desk does by itself while it runs: looks for changes, lets claims expire, forgets ended sessions."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.desk.desk import Desk
from bot.errors import FrontdeskError

LOOK_EVERY = 2.0  # seconds: how late a change made by another process may show
TIDY_EVERY = 30  # looks
KEEP_TICKETS = timedelta(days=400)  # closed ones; the audit keeps what was done


async def keep_up(desk: Desk) -> None:
    """Runs until cancelled. A database that is away for a while is tried again."""
    log = structlog.get_logger()
    looks = 0
    while True:
        try:
            if looks % TIDY_EVERY == 0:
                await tidy(desk)
            await desk.live.look()
        except (SQLAlchemyError, FrontdeskError) as error:
            log.warning("desk.upkeep_failed", kind=type(error).__name__)
        looks += 1
        await asyncio.sleep(LOOK_EVERY)


async def tidy(desk: Desk) -> int:
    """Returns how many claims went back to the waiting list."""
    now = desk.clock()
    async with desk.database.work() as session:
        await desk.sessions.purge(session, now)
        await desk.limits.purge(session, now)
        await desk.tickets.purge(session, closed_before=now - KEEP_TICKETS)
        return await desk.tickets.expire_claims(session, now)
