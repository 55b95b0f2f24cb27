"""A hold keeps a time for one person, for a while, once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.errors import SlotTakenError
from bot.scheduling.holds import HELD_FOR, Holds
from bot.scheduling.states import HoldState
from bot.scheduling.tables import SlotCellRow
from bot.scheduling.times import OpenTime
from bot.storage.engine import Database
from tests.fakes.clock import MONDAY_MORNING as NOW

START = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


def slot(offset: int = 0, minutes: int = 20) -> OpenTime:
    starts_at = START + timedelta(minutes=offset)
    return OpenTime("okafor", starts_at, starts_at + timedelta(minutes=minutes), "office-visit")


async def test_the_same_key_gives_the_same_hold(database: Database, holds: Holds) -> None:
    async with database.work() as session:
        first = await holds.hold(session, slot(), conversation_id="c1", key="m1:hold", now=NOW)
    async with database.work() as session:
        assert await holds.hold(session, slot(), conversation_id="c1", key="m1:hold", now=NOW) == first
        assert await session.scalar(select(func.count()).select_from(SlotCellRow)) == 4


@pytest.mark.parametrize("offset", [0, 5, 15, -5, -15])
async def test_an_overlapping_time_is_taken(database: Database, holds: Holds, offset: int) -> None:
    async with database.work() as session:
        await holds.hold(session, slot(), conversation_id="c1", key="k1", now=NOW)
        with pytest.raises(SlotTakenError):
            await holds.hold(session, slot(offset), conversation_id="c2", key="k2", now=NOW)


@pytest.mark.parametrize("offset", [20, -20])
async def test_a_neighbouring_time_is_free(database: Database, holds: Holds, offset: int) -> None:
    async with database.work() as session:
        await holds.hold(session, slot(), conversation_id="c1", key="k1", now=NOW)
        await holds.hold(session, slot(offset), conversation_id="c2", key="k2", now=NOW)


async def test_losing_leaves_the_callers_transaction_usable(database: Database, holds: Holds) -> None:
    async with database.work() as session:
        await holds.hold(session, slot(), conversation_id="c1", key="k1", now=NOW)
    async with database.work() as session:
        with pytest.raises(SlotTakenError):
            await holds.hold(session, slot(10), conversation_id="c2", key="k2", now=NOW)
        other = await holds.hold(session, slot(20), conversation_id="c2", key="k3", now=NOW)
    async with database.work() as session:
        assert await holds.get(session, other.id) == other
        assert await session.scalar(select(func.count()).select_from(SlotCellRow)) == 8


async def test_a_hold_runs_out_and_the_time_can_be_taken(database: Database, holds: Holds) -> None:
    async with database.work() as session:
        first = await holds.hold(session, slot(), conversation_id="c1", key="k1", now=NOW)
        with pytest.raises(SlotTakenError):
            await holds.hold(session, slot(), conversation_id="c2", key="k2", now=NOW + HELD_FOR - timedelta(seconds=1))
        second = await holds.hold(session, slot(), conversation_id="c2", key="k2", now=NOW + HELD_FOR)
        ended = await holds.get(session, first.id)
    assert ended is not None
    assert (ended.state, second.state) == (HoldState.EXPIRED, HoldState.HELD)


async def test_a_key_holds_anew_after_its_hold_is_over(database: Database, holds: Holds) -> None:
    async with database.work() as session:
        first = await holds.hold(session, slot(), conversation_id="c1", key="k1", now=NOW)
        await holds.release(session, first.id)
        second = await holds.hold(session, slot(), conversation_id="c1", key="k1", now=NOW)
        third = await holds.hold(session, slot(), conversation_id="c1", key="k1", now=NOW + HELD_FOR)
    assert len({first.id, second.id, third.id}) == 3


async def test_another_time_lets_go_of_the_one_before(database: Database, holds: Holds) -> None:
    async with database.work() as session:
        first = await holds.hold(session, slot(), conversation_id="c1", key="k1", now=NOW)
        await holds.hold(session, slot(40), conversation_id="c1", key="k2", now=NOW)
        await holds.hold(session, slot(), conversation_id="c2", key="k3", now=NOW)
        released = await holds.get(session, first.id)
    assert released is not None
    assert released.state is HoldState.RELEASED


async def test_housekeeping_gives_back_what_ran_out_and_nothing_else(database: Database, holds: Holds) -> None:
    async with database.work() as session:
        await holds.hold(session, slot(), conversation_id="c1", key="k1", now=NOW - HELD_FOR)
        live = await holds.hold(session, slot(20), conversation_id="c2", key="k2", now=NOW)
        assert await holds.expire(session, NOW) == 1
        owners = set(await session.scalars(select(SlotCellRow.booking_id)))
    assert owners == {live.id}


async def test_a_time_that_has_begun_cannot_be_held(database: Database, holds: Holds) -> None:
    async with database.work() as session:
        with pytest.raises(SlotTakenError):
            await holds.hold(session, slot(), conversation_id="c1", key="k1", now=START)


async def test_a_time_off_the_grid_is_a_mistake(database: Database, holds: Holds) -> None:
    async with database.work() as session:
        with pytest.raises(ValueError, match="five minutes"):
            await holds.hold(session, slot(3), conversation_id="c1", key="k1", now=NOW)
