"""Tries are counted before they are judged, and by whom they come."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.desk.desk import Desk
from bot.desk.limits import Bucket
from tests.fakes.clock import FakeClock
from tests.fakes.desk import DeskBench


async def take(desk: Desk, buckets: list[Bucket]) -> timedelta | None:
    async with desk.database.work() as session:
        return await desk.limits.take(session, buckets, desk.clock())


async def test_the_count_ends_with_its_window(desk: Desk, clock: FakeClock) -> None:
    buckets = desk.limits.for_second_factor("account-1")
    for _ in range(5):
        assert await take(desk, buckets) is None
    assert await take(desk, buckets) == timedelta(minutes=15)
    clock.advance(timedelta(minutes=15))
    assert await take(desk, buckets) is None


async def test_a_hundred_tries_at_once_count_a_hundred(desk: Desk) -> None:
    buckets = desk.limits.for_password("203.0.113.9", "rosa", None)
    results = await asyncio.gather(*(take(desk, buckets) for _ in range(40)))
    assert sum(result is None for result in results) == 10


async def test_a_right_password_gives_its_try_back(desk: Desk, clock: FakeClock) -> None:
    buckets = desk.limits.for_second_factor("account-1")
    for _ in range(50):
        assert await take(desk, buckets) is None
        async with desk.database.work() as session:
            await desk.limits.give_back(session, buckets, clock())


async def test_who_hammers_an_account_spends_nothing_of_its_owners(desk: Desk, clock: FakeClock) -> None:
    for _ in range(20):
        await take(desk, desk.limits.for_password("203.0.113.9", "rosa", None))
    device = desk.devices.recognise(desk.devices.issue("rosa", clock()), "rosa", clock())
    assert device is not None
    assert await take(desk, desk.limits.for_password("203.0.113.9", "rosa", device)) is None
    assert await take(desk, desk.limits.for_password("198.51.100.7", "tom", None)) is None


async def test_one_address_has_a_limit_over_all_accounts(desk: Desk) -> None:
    results = [await take(desk, desk.limits.for_password("203.0.113.9", f"name{n}", None)) for n in range(31)]
    assert results[:30] == [None] * 30
    assert results[30] is not None


def test_a_known_browser_is_known_for_its_own_login_only(bench: DeskBench, clock: FakeClock) -> None:
    devices = bench.desk.devices
    cookie = devices.issue("rosa", clock())
    assert devices.recognise(cookie, "rosa", clock()) is not None
    assert devices.recognise(cookie, "tom", clock()) is None
    assert devices.recognise(cookie[:-1] + "x", "rosa", clock()) is None
    assert devices.recognise("", "rosa", clock()) is None
    clock.advance(timedelta(days=90))
    assert devices.recognise(cookie, "rosa", clock()) is None


async def test_no_address_or_login_is_readable_in_the_counts(desk: Desk) -> None:
    buckets = desk.limits.for_password("203.0.113.9", "rosa", None)
    assert all("203.0.113.9" not in bucket.key and "rosa" not in bucket.key for bucket in buckets)
