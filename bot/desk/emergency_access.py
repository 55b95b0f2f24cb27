"""Emergency access (45 CFR 164.312(a)(2)(ii)): someone without the right role must reach a patient's conversation now.

Rules: a reason is chosen from a list; it ends by itself after 30 minutes; it is audited; every privacy officer sees it
on each page until one of them, not the person who used it, has reviewed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.audit import Audit
from bot.desk.audited import Deed, about_account, staff_actor
from bot.desk.tables import EmergencyAccessRow, StaffAccountRow
from bot.messages.ids import Entropy, new_id

LASTS = timedelta(minutes=30)


class EmergencyReason(StrEnum):
    PATIENT_IN_DANGER = "patient_in_danger"
    NOBODY_AT_THE_DESK = "nobody_at_the_desk"
    SYSTEM_FAILURE = "system_failure"


@dataclass(frozen=True, slots=True)
class Grant:
    id: str
    account_id: str
    name: str
    reason: EmergencyReason
    started_at: datetime
    expires_at: datetime


class EmergencyAccess:
    def __init__(self, audit: Audit, entropy: Entropy) -> None:
        self._audit = audit
        self._entropy = entropy

    async def start(self, session: AsyncSession, account_id: str, reason: EmergencyReason, now: datetime) -> None:
        row = EmergencyAccessRow(
            id=new_id(self._entropy),
            account_id=account_id,
            reason=reason.value,
            started_at=now,
            expires_at=now + LASTS,
        )
        session.add(row)
        await session.flush()
        await self._audit.record(
            session,
            actor=staff_actor(account_id),
            action=Deed.EMERGENCY_ACCESS,
            subject=about_account(account_id),
            details={"reason": reason.value},
        )

    async def until(self, session: AsyncSession, account_id: str, now: datetime) -> datetime | None:
        """When this person's emergency access ends; None when there is none."""
        return await session.scalar(
            select(EmergencyAccessRow.expires_at)
            .where(EmergencyAccessRow.account_id == account_id, EmergencyAccessRow.expires_at > now)
            .order_by(EmergencyAccessRow.expires_at.desc())
            .limit(1)
        )

    async def unreviewed(self, session: AsyncSession) -> list[Grant]:
        rows = await session.execute(
            select(EmergencyAccessRow, StaffAccountRow.name)
            .join(StaffAccountRow, StaffAccountRow.id == EmergencyAccessRow.account_id)
            .where(EmergencyAccessRow.reviewed_at.is_(None))
            .order_by(EmergencyAccessRow.started_at)
        )
        return [
            Grant(row.id, row.account_id, name, EmergencyReason(row.reason), row.started_at, row.expires_at)
            for row, name in rows
        ]

    async def review(self, session: AsyncSession, grant_id: str, staff_id: str, now: datetime) -> bool:
        """False when it was reviewed before, or is one's own."""
        reviewed = await session.scalar(
            update(EmergencyAccessRow)
            .where(
                EmergencyAccessRow.id == grant_id,
                EmergencyAccessRow.account_id != staff_id,
                EmergencyAccessRow.reviewed_at.is_(None),
            )
            .values(reviewed_at=now, reviewed_by=staff_id)
            .returning(EmergencyAccessRow.account_id)
        )
        if reviewed is None:
            return False
        await self._audit.record(
            session,
            actor=staff_actor(staff_id),
            action=Deed.EMERGENCY_ACCESS_REVIEW,
            subject=about_account(reviewed),
        )
        return True
