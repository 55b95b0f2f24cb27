"""One slot, one patient, whatever races: on SQLite, and on PostgreSQL where two transactions truly run at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import delete, func, select

from bot.errors import SlotTakenError
from bot.scheduling.appointments import Appointments
from bot.scheduling.holds import HELD_FOR, Hold, Holds
from bot.scheduling.identity import Identity
from bot.scheduling.tables import AppointmentRow, HoldRow, SlotCellRow
from bot.scheduling.times import OpenTime
from bot.storage.engine import Database, make_engine
from bot.storage.migrate import migrate
from tests.fakes.clock import MONDAY_MORNING as NOW

RACERS = 60
START = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
ADA = Identity("Ada Example", date(1980, 4, 2), "+13125550142", "check-up", new_patient=True)


def slot(offset: int = 0) -> OpenTime:
    starts_at = START + timedelta(minutes=offset)
    return OpenTime("okafor", starts_at, starts_at + timedelta(minutes=20), "office-visit")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def any_database(request: pytest.FixtureRequest, database_url: str) -> AsyncIterator[Database]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else database_url
    engine = make_engine(url)
    await migrate(engine)
    opened = Database(engine)
    yield opened
    await clear(opened)
    await opened.close()


async def clear(database: Database) -> None:
    async with database.work() as session:
        for row in (SlotCellRow, HoldRow, AppointmentRow):
            await session.execute(delete(row))


async def cells_of(database: Database) -> dict[str, int]:
    """How many cells each booking has."""
    async with database.work() as session:
        counted = await session.execute(
            select(SlotCellRow.booking_id, func.count().label("cells")).group_by(SlotCellRow.booking_id)
        )
        return {row.booking_id: row.cells for row in counted}


async def try_to_hold(database: Database, holds: Holds, time: OpenTime, who: str, now: datetime = NOW) -> Hold | None:
    try:
        async with database.work() as session:
            return await holds.hold(session, time, conversation_id=who, key=f"{who}:book", now=now)
    except SlotTakenError:
        return None


async def test_of_sixty_who_want_the_same_slot_one_gets_it(any_database: Database, holds: Holds) -> None:
    attempts = [try_to_hold(any_database, holds, slot(), f"c{n}") for n in range(RACERS)]
    winners = [hold for hold in await asyncio.gather(*attempts) if hold]
    assert len(winners) == 1
    assert await cells_of(any_database) == {winners[0].id: 4}


async def test_of_sixty_overlapping_wishes_no_two_winners_share_a_cell(any_database: Database, holds: Holds) -> None:
    attempts = [try_to_hold(any_database, holds, slot(5 * (n % 8)), f"c{n}") for n in range(RACERS)]
    winners = sorted(
        (hold.time.starts_at, hold.time.ends_at) for hold in await asyncio.gather(*attempts) if hold is not None
    )
    assert winners
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(winners))
    assert set((await cells_of(any_database)).values()) == {4}


async def test_the_same_request_answered_twice_at_once_holds_once(any_database: Database, holds: Holds) -> None:
    found = await asyncio.gather(*(try_to_hold(any_database, holds, slot(), "same") for _ in range(8)))
    assert len({hold.id for hold in found if hold}) == 1
    assert all(found)
    assert len(await cells_of(any_database)) == 1


async def test_an_expired_hold_is_either_confirmed_or_reclaimed(
    any_database: Database, holds: Holds, appointments: Appointments
) -> None:
    """The clocks of two processes differ, so both believe to be right at the same moment."""
    for _round in range(8):
        first = await try_to_hold(any_database, holds, slot(), "first")
        assert first is not None

        async def confirm(hold_id: str = first.id) -> bool:
            try:
                async with any_database.work() as session:
                    await appointments.confirm(session, hold_id, ADA, now=NOW + HELD_FOR - timedelta(seconds=1))
            except SlotTakenError:
                return False
            return True

        confirmed, taken_over = await asyncio.gather(
            confirm(), try_to_hold(any_database, holds, slot(), "second", NOW + HELD_FOR)
        )
        assert confirmed != (taken_over is not None)
        owner = first.id if confirmed else getattr(taken_over, "id", "")
        assert await cells_of(any_database) == {owner: 4}
        await clear(any_database)


async def test_one_hold_is_confirmed_once(any_database: Database, holds: Holds, appointments: Appointments) -> None:
    hold = await try_to_hold(any_database, holds, slot(), "first")
    assert hold is not None

    async def confirm() -> bool:
        try:
            async with any_database.work() as session:
                await appointments.confirm(session, hold.id, ADA, now=NOW)
        except SlotTakenError:
            return False
        return True

    assert sum(await asyncio.gather(*(confirm() for _ in range(8)))) == 1
