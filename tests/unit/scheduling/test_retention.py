"""Past appointments go whole, with their key; what is held, or not past long enough, stays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot.audit.audit import Audit
from bot.audit.tables import AuditRow
from bot.conversations.store import Conversations
from bot.messages.ids import Entropy
from bot.scheduling.appointments import Appointments, scope_of
from bot.scheduling.holds import Holds
from bot.scheduling.identity import Identity
from bot.scheduling.retention import UNBOOKED, AppointmentRetention
from bot.scheduling.times import OpenTime
from bot.storage.engine import Database
from bot.transcripts.hold_reason import HoldReason
from bot.transcripts.holds import LegalHolds
from bot.vault.vault import Vault
from tests.fakes.clock import MONDAY_MORNING as NOW
from tests.fakes.clock import FakeClock

START = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
END = START + timedelta(minutes=20)
YEAR = timedelta(days=365)
ADA = Identity("Ada Example", date(1980, 4, 2), "+13125550142", "itchy elbow", new_patient=True)
TABLES = ("appointment", "hold", "slot_cell", "wrapped_key")


@pytest.fixture
def retention(vault: Vault, clock: FakeClock) -> AppointmentRetention:
    return AppointmentRetention(vault, Audit(clock))


@pytest.fixture
async def person(database: Database, vault: Vault, entropy: Entropy) -> str:
    async with database.work() as session:
        opened = await Conversations(vault, entropy).open(
            session, channel="messenger", account="page-1", sender="psid-1", now=NOW
        )
        await session.execute(text("DELETE FROM wrapped_key"))  # the conversation's own: not what is counted here
    return opened.id


@pytest.fixture
async def booked(database: Database, holds: Holds, appointments: Appointments, person: str) -> str:
    async with database.work() as session:
        time = OpenTime("okafor", START, END, "office-visit")
        hold = await holds.hold(session, time, conversation_id=person, key="k1", now=NOW)
        return (await appointments.confirm(session, hold.id, ADA, now=NOW)).id


async def purge(database: Database, retention: AppointmentRetention, now: datetime) -> int:
    async with database.work() as session:
        return await retention.purge_batch(session, older_than=YEAR, now=now)


async def counts(database: Database) -> list[int]:
    async with database.reading() as session:
        return [
            int(await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)  # noqa: S608 - from this file
            for table in TABLES
        ]


@pytest.mark.parametrize("cancelled", [False, True])
async def test_an_appointment_goes_whole_when_it_is_past_for_long_enough(
    database: Database, retention: AppointmentRetention, appointments: Appointments, booked: str, *, cancelled: bool
) -> None:
    if cancelled:
        async with database.work() as session:
            await appointments.cancel(session, booked, now=NOW)
    assert await purge(database, retention, END + YEAR) == 0, "exactly the limit is not older than the limit"
    assert (await counts(database))[0] == 1
    assert await purge(database, retention, END + YEAR + timedelta(seconds=1)) == 1
    assert await counts(database) == [0, 0, 0, 0]
    async with database.reading() as session:
        rows = await session.scalars(select(AuditRow))
        recorded = [(row.actor, row.action, row.subject, row.details) for row in rows]
    assert recorded == [("system", "appointment.purge", scope_of(booked), '{"days":365,"keys":1}')]


async def test_its_bytes_are_gone_from_the_files(
    database: Database, retention: AppointmentRetention, booked: str, tmp_path: Path
) -> None:
    async with database.reading() as session:
        sealed = await session.scalar(text("SELECT sealed_identity FROM appointment"))
        wrapped = await session.scalar(text("SELECT wrapped FROM wrapped_key"))
    assert files_holding(tmp_path, sealed), "the search would not find anything"
    assert booked
    await purge(database, retention, END + YEAR * 2)
    await database.close()  # the last connection writes the log back
    assert files_holding(tmp_path, sealed) == files_holding(tmp_path, wrapped) == []


async def test_a_legal_hold_keeps_the_appointments_of_the_conversation(
    database: Database, retention: AppointmentRetention, booked: str, person: str, clock: FakeClock
) -> None:
    holds = LegalHolds(Audit(clock))
    async with database.work() as session:
        await holds.place(
            session, person, reason=HoldReason.COMPLAINT, staff_id="officer", actor="staff:officer", now=clock()
        )
    assert booked
    assert await purge(database, retention, END + YEAR * 9) == 0
    async with database.work() as session:
        await holds.release(session, person, staff_id="officer", actor="staff:officer")
    assert await purge(database, retention, END + YEAR * 9) == 1


async def test_a_time_that_was_never_booked_is_forgotten_after_a_month(
    database: Database, retention: AppointmentRetention, holds: Holds, booked: str
) -> None:
    async with database.work() as session:
        later = OpenTime("okafor", END, END + timedelta(minutes=20), "office-visit")
        hold = await holds.hold(session, later, conversation_id="c2", key="k2", now=NOW)
        await holds.release(session, hold.id)
    for passed, left in ((UNBOOKED, 2), (UNBOOKED + timedelta(seconds=1), 1)):
        async with database.work() as session:
            await retention.forget_unbooked(session, hold.expires_at + passed)
        assert (await counts(database))[TABLES.index("hold")] == left
    assert booked


def files_holding(folder: Path, needle: bytes | None) -> list[str]:
    assert needle
    return sorted(path.name for path in folder.glob("frontdesk.db*") if needle in path.read_bytes())
