"""The appointments of a day as the desk shows them: who comes when, and no more (the reason stays sealed)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clinic import Clinic
from bot.desk.ports import AppointmentLine
from bot.scheduling.appointments import Appointments
from bot.scheduling.tables import AppointmentRow


class ClinicDaySheet:
    """Implements `DaySheet` over the scheduling tables. Its caller leaves the audit row."""

    def __init__(self, clinic: Clinic, appointments: Appointments) -> None:
        self._appointments = appointments
        self._clinic = clinic
        self._providers = {provider.id: provider.name for provider in clinic.providers}
        self._visit_types = {visit.id: visit.title for visit in clinic.visit_types}

    async def appointments(self, session: AsyncSession, day: date) -> Sequence[AppointmentLine]:
        opens = datetime.combine(day, time.min, self._clinic.zone)
        closes = datetime.combine(day + timedelta(days=1), time.min, self._clinic.zone)
        rows = await session.scalars(
            select(AppointmentRow)
            .where(AppointmentRow.starts_at >= opens, AppointmentRow.starts_at < closes)
            .order_by(AppointmentRow.starts_at, AppointmentRow.practitioner)
        )
        return [await self._line(session, row) for row in rows.all()]

    async def _line(self, session: AsyncSession, row: AppointmentRow) -> AppointmentLine:
        identity = await self._appointments.reveal(session, row.id)
        return AppointmentLine(
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            provider=self._providers.get(row.practitioner, row.practitioner),
            visit_type=self._visit_types.get(row.visit_type, row.visit_type),
            patient=identity.name,
            phone=identity.phone,
            new_patient=identity.new_patient,
            state=row.state,
            conversation_id=row.conversation_id or None,
        )
