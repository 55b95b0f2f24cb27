"""From hold to appointment and back; the identity is sealed, and gone when its key is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.errors import SlotTakenError, VaultError
from bot.scheduling.appointments import Appointments, scope_of
from bot.scheduling.calendar_file import calendar_file
from bot.scheduling.holds import HELD_FOR, Hold, Holds
from bot.scheduling.identity import Identity
from bot.scheduling.states import AppointmentState
from bot.scheduling.tables import AppointmentRow, SlotCellRow
from bot.scheduling.times import OpenTime
from bot.storage.engine import Database
from bot.storage.wrapped_keys import StoredKeys
from bot.vault.vault import Vault
from tests.fakes.clock import MONDAY_MORNING as NOW

START = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
TIME = OpenTime("okafor", START, START + timedelta(minutes=20), "office-visit")
ADA = Identity("Ada Example", date(1980, 4, 2), "+13125550142", "itchy elbow", new_patient=True)


async def take(database: Database, holds: Holds, time: OpenTime = TIME, who: str = "c1") -> Hold:
    async with database.work() as session:
        return await holds.hold(session, time, conversation_id=who, key=f"{who}:{time.key}", now=NOW)


async def test_a_hold_becomes_an_appointment(database: Database, holds: Holds, appointments: Appointments) -> None:
    hold = await take(database, holds)
    async with database.work() as session:
        booked = await appointments.confirm(session, hold.id, ADA, now=NOW)
    async with database.work() as session:
        assert await appointments.for_conversation(session, "c1", now=NOW) == [booked]
        assert await appointments.reveal(session, booked.id) == ADA
        assert await session.scalar(select(func.count()).select_from(SlotCellRow)) == 4
    assert (booked.time, booked.state) == (TIME, AppointmentState.BOOKED)


async def test_a_hold_that_is_over_cannot_be_confirmed(
    database: Database, holds: Holds, appointments: Appointments
) -> None:
    ran_out = await take(database, holds)
    async with database.work() as session:
        with pytest.raises(SlotTakenError):
            await appointments.confirm(session, ran_out.id, ADA, now=NOW + HELD_FOR)
        await holds.release(session, ran_out.id)
        for hold_id in (ran_out.id, "unknown"):
            with pytest.raises(SlotTakenError):
                await appointments.confirm(session, hold_id, ADA, now=NOW)
        assert await session.scalar(select(AppointmentRow)) is None


async def test_a_confirmed_time_outlives_its_hold(database: Database, holds: Holds, appointments: Appointments) -> None:
    hold = await take(database, holds)
    async with database.work() as session:
        await appointments.confirm(session, hold.id, ADA, now=NOW)
        assert await holds.expire(session, NOW + HELD_FOR) == 0
        await holds.release(session, hold.id)
        with pytest.raises(SlotTakenError):
            await holds.hold(session, TIME, conversation_id="c2", key="k2", now=NOW + HELD_FOR)


async def test_cancelling_frees_the_time_once(database: Database, holds: Holds, appointments: Appointments) -> None:
    hold = await take(database, holds)
    async with database.work() as session:
        await appointments.confirm(session, hold.id, ADA, now=NOW)
        assert await appointments.cancel(session, hold.id, now=NOW)
        assert not await appointments.cancel(session, hold.id, now=NOW)
        assert await appointments.for_conversation(session, "c1", now=NOW) == []
        cancelled = await appointments.get(session, hold.id)
    await take(database, holds, who="c2")
    assert cancelled is not None
    assert cancelled.state is AppointmentState.CANCELLED


async def test_the_desk_sees_what_is_to_come_without_identities(
    database: Database, holds: Holds, appointments: Appointments
) -> None:
    later = OpenTime("okafor", START + timedelta(days=7), START + timedelta(days=7, minutes=20), "office-visit")
    for number, time in enumerate((later, TIME)):
        hold = await take(database, holds, time, f"c{number}")
        async with database.work() as session:
            await appointments.confirm(session, hold.id, ADA, now=NOW)
    async with database.work() as session:
        listed = await appointments.upcoming(session, now=NOW)
        after = await appointments.upcoming(session, now=TIME.ends_at)
    assert [each.time for each in listed] == [TIME, later]
    assert [each.time for each in after] == [later]
    assert "Ada" not in repr(listed)


async def test_shredding_one_appointment_leaves_the_others(
    database: Database, holds: Holds, appointments: Appointments, vault: Vault
) -> None:
    later = OpenTime("reyes", START, START + timedelta(minutes=20), "office-visit")
    ids = []
    for number, time in enumerate((later, TIME)):
        hold = await take(database, holds, time, f"c{number}")
        async with database.work() as session:
            ids.append((await appointments.confirm(session, hold.id, ADA, now=NOW)).id)
    async with database.work() as session:
        await vault.shred(StoredKeys(session), scope_of(ids[0]))
    async with database.work() as session:
        assert await appointments.reveal(session, ids[1]) == ADA
        with pytest.raises(VaultError):
            await appointments.reveal(session, ids[0])


async def test_a_sealed_identity_cannot_be_moved_to_another_appointment(
    database: Database, holds: Holds, appointments: Appointments
) -> None:
    other = OpenTime("reyes", START, START + timedelta(minutes=20), "office-visit")
    ids = []
    for number, time in enumerate((other, TIME)):
        hold = await take(database, holds, time, f"c{number}")
        async with database.work() as session:
            ids.append((await appointments.confirm(session, hold.id, ADA, now=NOW)).id)
    async with database.work() as session:
        first, second = [await session.get(AppointmentRow, each) for each in ids]
        assert first is not None
        assert second is not None
        second.sealed_identity = first.sealed_identity
    async with database.work() as session:
        with pytest.raises(VaultError):
            await appointments.reveal(session, ids[1])


def test_the_calendar_file_is_in_utc_and_keeps_its_uid() -> None:
    content = calendar_file("abc", TIME, title="Appointment", location="240 Riverbend Avenue", now=NOW)
    lines = content.decode().splitlines()
    assert {"UID:abc", "DTSTART:20261124T150000Z", "DTEND:20261124T152000Z", "SUMMARY:Appointment"} <= set(lines)
    assert content.count(b"BEGIN:VEVENT") == 1
