"""How often a passphrase may be tried: five times, then behind a lock that doubles with every wrong one.

Counted for the chat on the network, in the database, before the passphrase is looked at, and forgotten after a right
one: a hundred tries at once count as a hundred, and a restart forgives nothing. Whether there is a passphrase at all
makes no difference to the count.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.proof.tables import PassphraseTriesRow

FREE = 5  # tries before the first lock
FIRST_LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(days=1)
REMEMBERED = timedelta(days=30)  # since the last try


async def take_try(session: AsyncSession, network_id: str, now: datetime) -> datetime | None:
    """Counts one try. None when it may go on, else until when it is locked; a try behind a lock is not counted."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    await session.execute(
        insert(PassphraseTriesRow)
        .values(conversation_id=network_id, count=0, locked_until=None, last_at=now)
        .on_conflict_do_update(index_elements=["conversation_id"], set_={"last_at": now})  # locks the row, old or new
    )
    row = await session.get_one(PassphraseTriesRow, network_id, populate_existing=True)
    if row.locked_until is not None and now < row.locked_until:
        return row.locked_until
    row.count += 1
    row.locked_until = now + lock_after(row.count) if row.count >= FREE else None
    await session.flush()
    return None


async def locked_until(session: AsyncSession, network_id: str, now: datetime) -> datetime | None:
    row = await session.get(PassphraseTriesRow, network_id, populate_existing=True)
    return row.locked_until if row is not None and row.locked_until is not None and now < row.locked_until else None


async def forgive(session: AsyncSession, network_id: str) -> None:
    """After a right one."""
    await session.execute(delete(PassphraseTriesRow).where(PassphraseTriesRow.conversation_id == network_id))


async def forget_old_tries(session: AsyncSession, now: datetime) -> None:
    """Housekeeping."""
    await session.execute(delete(PassphraseTriesRow).where(PassphraseTriesRow.last_at <= now - REMEMBERED))


def lock_after(count: int) -> timedelta:
    """15 minutes after the fifth try, 30 after the sixth, at most a day."""
    doublings = min(count - FREE, 10)  # a day is reached long before; the number stays small
    return min(FIRST_LOCK * (1 << doublings), LONGEST_LOCK)
