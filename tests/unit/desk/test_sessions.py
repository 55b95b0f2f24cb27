"""Sessions end when the server says so, and only human acts keep them alive (H3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.desk.accounts import Account
from bot.desk.desk import Desk
from bot.desk.sessions import StaffSession, Stage
from bot.desk.tables import StaffSessionRow
from tests.fakes.clock import FakeClock


async def started(desk: Desk, account: Account, stage: Stage = Stage.FULL) -> str:
    async with desk.database.work() as session:
        return await desk.sessions.start(session, account.id, stage, desk.clock(), browser="Firefox on Linux")


async def found(desk: Desk, token: str, *, act: bool = True) -> StaffSession | None:
    async with desk.database.work() as session:
        return await desk.sessions.find(session, token, desk.clock(), act=act)


async def test_fifteen_idle_minutes_end_a_session_though_live_updates_run(
    desk: Desk, rosa: Account, clock: FakeClock
) -> None:
    token = await started(desk, rosa)
    for _ in range(14):
        clock.advance(timedelta(minutes=1))
        assert await found(desk, token, act=False) is not None
    clock.advance(timedelta(minutes=1))
    assert await found(desk, token, act=False) is None
    assert await found(desk, token) is None


async def test_acts_keep_it_alive_but_not_beyond_ten_hours(desk: Desk, rosa: Account, clock: FakeClock) -> None:
    token = await started(desk, rosa)
    for _ in range(59):
        clock.advance(timedelta(minutes=10))
        assert await found(desk, token) is not None
    clock.advance(timedelta(minutes=10))
    assert await found(desk, token) is None


async def test_an_unfinished_sign_in_does_not_wait_for_ever(desk: Desk, rosa: Account, clock: FakeClock) -> None:
    token = await started(desk, rosa, Stage.SECOND_FACTOR)
    clock.advance(timedelta(minutes=10))
    assert await found(desk, token) is None


async def test_the_next_step_has_a_new_token_and_the_old_one_is_dead(desk: Desk, rosa: Account) -> None:
    token = await started(desk, rosa, Stage.SECOND_FACTOR)
    async with desk.database.work() as session:
        moved = await desk.sessions.move_on(session, token, Stage.FULL, desk.clock())
    assert await found(desk, token) is None
    assert await found(desk, moved) is not None
    with pytest.raises(LookupError):
        async with desk.database.work() as session:
            await desk.sessions.move_on(session, token, Stage.FULL, desk.clock())


async def test_a_late_request_does_not_bring_an_ended_session_back(desk: Desk, rosa: Account) -> None:
    token = await started(desk, rosa)
    async with desk.database.work() as session:
        await desk.sessions.end(session, token)
    assert await found(desk, token) is None
    async with desk.database.reading() as session:
        assert (await session.scalars(select(StaffSessionRow))).all() == []


async def test_one_ends_only_ones_own_sessions(desk: Desk, rosa: Account, tom: Account) -> None:
    token = await started(desk, rosa)
    known = await found(desk, token)
    assert known is not None
    async with desk.database.work() as session:
        assert not await desk.sessions.end_one(session, known.public_id, tom.id)
    assert await found(desk, token) is not None


async def test_the_database_holds_no_token(desk: Desk, rosa: Account) -> None:
    token = await started(desk, rosa)
    async with desk.database.work() as session:
        row = (await session.scalars(select(StaffSessionRow))).one()
    assert token not in (row.token_hash, row.public_id)
