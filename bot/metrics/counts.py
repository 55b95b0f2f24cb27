"""What is counted in the database when it is scraped. Several processes at one database give the same figures."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deliveries.inbox import UNFINISHED
from bot.deliveries.tables import InboxRow, InboxState, OutboxRow, OutboxState
from bot.desk.tables import TicketRow
from bot.metrics.meters import Meters

NOT_DONE = (InboxState.QUEUED, InboxState.CLAIMED, InboxState.DEAD)


async def count_rows(session: AsyncSession, meters: Meters, now: datetime) -> None:
    await _count_inbox(session, meters, now)
    found = await _counted(session, select(OutboxRow.state, func.count()).group_by(OutboxRow.state))
    for sent in OutboxState:
        meters.outbox_messages.labels(sent.value).set(found.get(sent.value, 0))
    waiting = select(TicketRow.urgent, func.count()).where(
        TicketRow.closed_at.is_(None), TicketRow.claimed_at.is_(None)
    )
    tickets = await _counted(session, waiting.group_by(TicketRow.urgent))
    for urgent in (True, False):
        meters.tickets_waiting.labels("yes" if urgent else "no").set(tickets.get(urgent, 0))


async def _count_inbox(session: AsyncSession, meters: Meters, now: datetime) -> None:
    by_state = select(InboxRow.state, func.count()).where(InboxRow.state.in_([state.value for state in NOT_DONE]))
    found = await _counted(session, by_state.group_by(InboxRow.state))
    for state in NOT_DONE:
        meters.inbox_events.labels(state.value).set(found.get(state.value, 0))
    oldest = await session.scalar(select(func.min(InboxRow.received_at)).where(InboxRow.state.in_(UNFINISHED)))
    meters.inbox_oldest.set(max(0.0, (now - oldest).total_seconds()) if oldest is not None else 0)


async def _counted[Key](session: AsyncSession, query: Select[Key, int]) -> dict[Key, int]:
    return {key: count for key, count in await session.execute(query)}  # noqa: C416 - dict() of it is not typed
