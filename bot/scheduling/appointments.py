"""Appointments: made of a hold in one transaction, cancelled by giving the cells back.

The identity is sealed under a scope of its own, so that one appointment can be shredded alone. Lists never carry it;
revealing it is a separate act, and the caller says who looks (`bot/audit` keeps that).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import SlotTakenError
from bot.scheduling.identity import Identity
from bot.scheduling.states import AppointmentState, HoldState
from bot.scheduling.tables import AppointmentRow, HoldRow, SlotCellRow
from bot.scheduling.times import OpenTime
from bot.storage.wrapped_keys import StoredKeys
from bot.vault.context import SealContext
from bot.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Appointment:
    """Without the identity: what a list may show."""

    id: str
    conversation_id: str  # "" when the desk booked it for someone who never wrote
    time: OpenTime
    state: AppointmentState
    confirmed_at: datetime


def scope_of(appointment_id: str) -> str:
    """The vault scope under which an appointment's identity is sealed."""
    return f"appointment:{appointment_id}"


class Appointments:
    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def confirm(self, session: AsyncSession, hold_id: str, identity: Identity, *, now: datetime) -> Appointment:
        """Raises SlotTakenError when the hold is over: run out, released, or confirmed before."""
        confirmed = await session.scalar(
            update(HoldRow)
            .where(HoldRow.id == hold_id, HoldRow.state == HoldState.HELD, HoldRow.expires_at > now)
            .values(state=HoldState.CONFIRMED)
            .returning(HoldRow)
            .execution_options(populate_existing=True)
        )
        if confirmed is None:
            raise SlotTakenError
        row = AppointmentRow(
            id=confirmed.id,
            conversation_id=confirmed.conversation_id,
            practitioner=confirmed.practitioner,
            visit_type=confirmed.visit_type,
            starts_at=confirmed.starts_at,
            ends_at=confirmed.ends_at,
            state=AppointmentState.BOOKED,
            sealed_identity=await self._vault.seal(
                StoredKeys(session), _identity_context(confirmed.id), identity.to_bytes()
            ),
            confirmed_at=now,
        )
        session.add(row)
        await session.flush()
        return _to_appointment(row)

    async def cancel(self, session: AsyncSession, appointment_id: str, *, now: datetime) -> bool:
        """False when there is no such appointment, or it was cancelled before."""
        cancelled = await session.scalar(
            update(AppointmentRow)
            .where(AppointmentRow.id == appointment_id, AppointmentRow.state == AppointmentState.BOOKED)
            .values(state=AppointmentState.CANCELLED, cancelled_at=now)
            .returning(AppointmentRow.id)
        )
        if cancelled is None:
            return False
        await session.execute(delete(SlotCellRow).where(SlotCellRow.booking_id == appointment_id))
        return True

    async def get(self, session: AsyncSession, appointment_id: str) -> Appointment | None:
        row = await session.get(AppointmentRow, appointment_id, populate_existing=True)
        return None if row is None else _to_appointment(row)

    async def for_conversation(
        self, session: AsyncSession, conversation_id: str, *, now: datetime
    ) -> list[Appointment]:
        """Booked and still to come, soonest first."""
        return await self._upcoming(session, now, conversation_id=conversation_id)

    async def all_of(self, session: AsyncSession, conversation_id: str) -> list[Appointment]:
        """Past and cancelled ones too, the latest first."""
        query = select(AppointmentRow).where(AppointmentRow.conversation_id == conversation_id)
        rows = await session.scalars(query.order_by(AppointmentRow.starts_at.desc(), AppointmentRow.id))
        return [_to_appointment(row) for row in rows]

    async def upcoming(self, session: AsyncSession, *, now: datetime, limit: int = 200) -> list[Appointment]:
        """For the desk: booked and still to come, soonest first."""
        return await self._upcoming(session, now, limit=limit)

    async def reveal(self, session: AsyncSession, appointment_id: str) -> Identity:
        """For staff, who leave an audit row. Raises LookupError, VaultError."""
        row = await session.get(AppointmentRow, appointment_id)
        if row is None:
            raise LookupError("no such appointment")
        context = _identity_context(appointment_id)
        return Identity.from_bytes(await self._vault.reveal(StoredKeys(session), context, row.sealed_identity))

    async def _upcoming(
        self, session: AsyncSession, now: datetime, *, conversation_id: str | None = None, limit: int = 200
    ) -> list[Appointment]:
        query = select(AppointmentRow).where(
            AppointmentRow.state == AppointmentState.BOOKED, AppointmentRow.ends_at > now
        )
        if conversation_id is not None:
            query = query.where(AppointmentRow.conversation_id == conversation_id)
        rows = await session.scalars(query.order_by(AppointmentRow.starts_at, AppointmentRow.id).limit(limit))
        return [_to_appointment(row) for row in rows]


def _identity_context(appointment_id: str) -> SealContext:
    return SealContext(scope=scope_of(appointment_id), record="identity")


def _to_appointment(row: AppointmentRow) -> Appointment:
    return Appointment(
        id=row.id,
        conversation_id=row.conversation_id,
        time=OpenTime(row.practitioner, row.starts_at, row.ends_at, row.visit_type),
        state=AppointmentState(row.state),
        confirmed_at=row.confirmed_at,
    )
