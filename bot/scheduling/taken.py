"""Which cells are taken: by an appointment, or by a hold that has not run out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.scheduling.states import HoldState
from bot.scheduling.tables import HoldRow, SlotCellRow

type TakenCells = frozenset[tuple[str, datetime]]
"""Provider and start of a cell."""


async def taken_cells(session: AsyncSession, starts_at: datetime, ends_at: datetime, now: datetime) -> TakenCells:
    """Of all providers, from `starts_at` until `ends_at`, end excluded."""
    query = (
        select(SlotCellRow.practitioner, SlotCellRow.cell_start_utc)
        .outerjoin(HoldRow, HoldRow.id == SlotCellRow.booking_id)
        .where(SlotCellRow.cell_start_utc >= starts_at, SlotCellRow.cell_start_utc < ends_at)
        .where(or_(HoldRow.id.is_(None), HoldRow.state != HoldState.HELD, HoldRow.expires_at > now))
    )
    return frozenset((practitioner, cell) for practitioner, cell in await session.execute(query))
