"""How long an appointment is kept, and how it goes.

The clinic's number of days after its time it goes whole, booked or cancelled: the row with who came and why, the time
it took, and the data key, so that copies of the sealed identity elsewhere are worth nothing either. That it went stays
in the audit. A legal hold on the conversation keeps it. A time that was held and never booked goes after 30 days.

What is promised, and no more: the live database files. Backups made before keep the wrapped key until they expire.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.audit import Audit
from bot.scheduling.appointments import scope_of
from bot.scheduling.states import AppointmentState, HoldState
from bot.scheduling.tables import AppointmentRow, HoldRow, SlotCellRow
from bot.storage.wrapped_keys import StoredKeys
from bot.transcripts.holds import held_conversations
from bot.vault.vault import Vault

BATCH = 100  # appointments a transaction
UNBOOKED = timedelta(days=30)
OVER = (HoldState.RELEASED, HoldState.EXPIRED)


class AppointmentRetention:
    def __init__(self, vault: Vault, audit: Audit) -> None:
        self._vault = vault
        self._audit = audit

    async def purge_batch(self, session: AsyncSession, *, older_than: timedelta, now: datetime) -> int:
        """The next appointments that ended longer ago, in the caller's transaction: how many."""
        expired = await self._expired(session, now - older_than)
        await session.execute(delete(SlotCellRow).where(SlotCellRow.booking_id.in_(expired)))
        await session.execute(delete(HoldRow).where(HoldRow.id.in_(expired)))
        await session.execute(delete(AppointmentRow).where(AppointmentRow.id.in_(expired)))
        shredded = [await self._vault.shred(StoredKeys(session), scope_of(appointment)) for appointment in expired]
        for appointment, keys in zip(expired, shredded, strict=True):
            await self._audit.record(
                session,
                actor="system",
                action="appointment.purge",
                subject=scope_of(appointment),
                details={"keys": keys, "days": older_than.days},
            )
        return len(expired)

    async def forget_unbooked(self, session: AsyncSession, now: datetime) -> None:
        """A chore: times that were held and let go."""
        await session.execute(
            delete(HoldRow)
            .where(HoldRow.state.in_(OVER), HoldRow.expires_at < now - UNBOOKED)
            .where(HoldRow.conversation_id.not_in(held_conversations()))
            .execution_options(synchronize_session=False)
        )

    async def _expired(self, session: AsyncSession, before: datetime) -> Sequence[str]:
        query = (
            select(AppointmentRow.id)
            .where(AppointmentRow.state.in_(AppointmentState), AppointmentRow.starts_at < before)  # by the index
            .where(AppointmentRow.ends_at < before)
            .where(AppointmentRow.conversation_id.not_in(held_conversations()))
            .order_by(AppointmentRow.starts_at, AppointmentRow.id)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        )
        return (await session.scalars(query)).all()
