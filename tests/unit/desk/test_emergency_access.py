"""Emergency access: with a reason, for a short time, audited, and reviewed by somebody else (H2)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.audit.tables import AuditRow
from bot.desk.accounts import Account
from bot.desk.desk import Desk
from bot.desk.emergency_access import EmergencyReason
from tests.fakes.clock import FakeClock


async def test_it_ends_by_itself(desk: Desk, sam: Account, clock: FakeClock) -> None:
    async with desk.database.work() as session:
        await desk.emergency_access.start(session, sam.id, EmergencyReason.PATIENT_IN_DANGER, clock())
        clock.advance(timedelta(minutes=29))
        assert await desk.emergency_access.until(session, sam.id, clock()) is not None
        clock.advance(timedelta(minutes=1))
        assert await desk.emergency_access.until(session, sam.id, clock()) is None


async def test_it_is_audited_with_its_reason(desk: Desk, sam: Account, clock: FakeClock) -> None:
    async with desk.database.work() as session:
        await desk.emergency_access.start(session, sam.id, EmergencyReason.SYSTEM_FAILURE, clock())
        row = (await session.scalars(select(AuditRow).where(AuditRow.action == "emergency_access.start"))).one()
        assert (row.actor, row.details) == (f"staff:{sam.id}", '{"reason":"system_failure"}')


async def test_it_is_shown_until_somebody_else_has_reviewed_it(
    desk: Desk, sam: Account, rosa: Account, clock: FakeClock
) -> None:
    async with desk.database.work() as session:
        await desk.emergency_access.start(session, sam.id, EmergencyReason.NOBODY_AT_THE_DESK, clock())
        clock.advance(timedelta(days=3))
        (grant,) = await desk.emergency_access.unreviewed(session)
        assert not await desk.emergency_access.review(session, grant.id, sam.id, clock())
        assert await desk.emergency_access.review(session, grant.id, rosa.id, clock())
        assert not await desk.emergency_access.review(session, grant.id, rosa.id, clock())
        assert await desk.emergency_access.unreviewed(session) == []
