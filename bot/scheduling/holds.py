"""A time kept for one person while they fill in the page.

1. Cells are the lock: the hold and all its cells are inserted together, or none are.
2. A hold runs out by itself. Its cells stay until somebody wants them or housekeeping passes; then they are reclaimed
   by compare-and-set on the hold's state, so that a confirmation at the same moment wins or loses as a whole.
3. The same key gives the same hold, so that a repeated action holds nothing twice.
4. A conversation holds one time at most: taking another lets go of the one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import SlotTakenError
from bot.messages.ids import Entropy, new_id
from bot.scheduling.states import HoldState
from bot.scheduling.tables import HoldRow, SlotCellRow
from bot.scheduling.times import OpenTime, cells

HELD_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Hold:
    id: str
    conversation_id: str
    time: OpenTime
    state: HoldState
    expires_at: datetime

    def is_live(self, now: datetime) -> bool:
        return self.state is HoldState.HELD and now < self.expires_at


class Holds:
    def __init__(self, entropy: Entropy, *, held_for: timedelta = HELD_FOR) -> None:
        self._entropy = entropy
        self._held_for = held_for

    async def hold(
        self, session: AsyncSession, time: OpenTime, *, conversation_id: str, key: str, now: datetime
    ) -> Hold:
        """Raises SlotTakenError when a cell is taken or the time has begun, and leaves the transaction usable."""
        if time.starts_at <= now:
            raise SlotTakenError
        if (earlier := await self._by_key(session, key, now)) is not None:
            return earlier
        await self._reclaim_for(session, time, now)
        row = HoldRow(
            id=new_id(self._entropy),
            request_key=key,
            conversation_id=conversation_id,
            practitioner=time.provider_id,
            visit_type=time.visit_type,
            starts_at=time.starts_at,
            ends_at=time.ends_at,
            state=HoldState.HELD,
            expires_at=now + self._held_for,
            created_at=now,
        )
        try:
            await _insert(session, row)
        except IntegrityError:
            # Either a cell is taken, or the same request is being answered twice at this moment.
            if (twin := await self._by_key(session, key, now)) is not None:
                return twin
            raise SlotTakenError from None
        await self._let_go_of_others(session, row)
        return _to_hold(row)

    async def get(self, session: AsyncSession, hold_id: str) -> Hold | None:
        row = await session.get(HoldRow, hold_id, populate_existing=True)
        return None if row is None else _to_hold(row)

    async def release(self, session: AsyncSession, hold_id: str) -> None:
        """Does nothing to a hold that is over or confirmed."""
        await _end(session, [hold_id], HoldState.RELEASED)

    async def expire(self, session: AsyncSession, now: datetime) -> int:
        """Housekeeping: reclaims the cells of every hold that ran out; how many holds."""
        query = select(HoldRow.id).where(HoldRow.state == HoldState.HELD, HoldRow.expires_at <= now)
        return await _end(session, (await session.scalars(query)).all(), HoldState.EXPIRED, now)

    async def _by_key(self, session: AsyncSession, key: str, now: datetime) -> Hold | None:
        row = await session.scalar(
            select(HoldRow).where(HoldRow.request_key == key).execution_options(populate_existing=True)
        )
        if row is None:
            return None
        if row.state == HoldState.HELD and row.expires_at <= now:
            await _end(session, [row.id], HoldState.EXPIRED, now)
            return None
        return _to_hold(row)

    async def _reclaim_for(self, session: AsyncSession, time: OpenTime, now: datetime) -> None:
        query = (
            select(HoldRow.id)
            .join(SlotCellRow, SlotCellRow.booking_id == HoldRow.id)
            .where(SlotCellRow.practitioner == time.provider_id)
            .where(SlotCellRow.cell_start_utc.in_(list(cells(time.starts_at, time.ends_at))))
            .where(HoldRow.state == HoldState.HELD, HoldRow.expires_at <= now)
            .distinct()
        )
        await _end(session, (await session.scalars(query)).all(), HoldState.EXPIRED, now)

    async def _let_go_of_others(self, session: AsyncSession, kept: HoldRow) -> None:
        query = select(HoldRow.id).where(
            HoldRow.conversation_id == kept.conversation_id,
            HoldRow.state == HoldState.HELD,
            HoldRow.id != kept.id,
        )
        await _end(session, (await session.scalars(query)).all(), HoldState.RELEASED)


async def _insert(session: AsyncSession, row: HoldRow) -> None:
    """In a savepoint: a lost race must not spoil the caller's transaction. Cells in order: two cannot deadlock."""
    async with session.begin_nested():
        session.add(row)
        await session.flush()
        session.add_all(
            SlotCellRow(practitioner=row.practitioner, cell_start_utc=cell, booking_id=row.id)
            for cell in cells(row.starts_at, row.ends_at)
        )


async def _end(
    session: AsyncSession, hold_ids: Sequence[str], state: HoldState, ran_out_by: datetime | None = None
) -> int:
    """Compare and set, then give the cells back; a hold confirmed meanwhile stays as it is."""
    if not hold_ids:
        return 0
    statement = update(HoldRow).where(HoldRow.id.in_(hold_ids), HoldRow.state == HoldState.HELD)
    if ran_out_by is not None:
        statement = statement.where(HoldRow.expires_at <= ran_out_by)
    ended = (await session.scalars(statement.values(state=state, request_key=None).returning(HoldRow.id))).all()
    if ended:
        await session.execute(delete(SlotCellRow).where(SlotCellRow.booking_id.in_(ended)))
    return len(ended)


def _to_hold(row: HoldRow) -> Hold:
    return Hold(
        id=row.id,
        conversation_id=row.conversation_id,
        time=OpenTime(row.practitioner, row.starts_at, row.ends_at, row.visit_type),
        state=HoldState(row.state),
        expires_at=row.expires_at,
    )
