"""One at a time, in order, urgent first; who gives up does not block the rest."""

from __future__ import annotations

import asyncio

import pytest

from bot.storage.turnstile import Turnstile


async def _pass(turnstile: Turnstile, name: str, order: list[str], *, urgent: bool = False) -> None:
    async with turnstile.turn(urgent=urgent):
        order.append(name)
        await asyncio.sleep(0)


async def test_in_order_with_the_urgent_first() -> None:
    turnstile, order = Turnstile(5), list[str]()
    async with turnstile.turn(urgent=False):
        waiting = [
            asyncio.create_task(_pass(turnstile, name, order, urgent=name == "urgent"))
            for name in ("first", "second", "urgent")
        ]
        await asyncio.sleep(0)
    await asyncio.gather(*waiting)
    assert order == ["urgent", "first", "second"]


async def test_who_waits_too_long_gives_up_and_the_next_one_passes() -> None:
    turnstile, order = Turnstile(0.01), list[str]()
    async with turnstile.turn(urgent=False):
        with pytest.raises(TimeoutError):
            await _pass(turnstile, "late", order)
    await _pass(turnstile, "next", order)
    assert order == ["next"]


async def test_a_cancelled_waiter_leaves_the_line() -> None:
    turnstile, order = Turnstile(5), list[str]()
    async with turnstile.turn(urgent=False):
        cancelled = asyncio.create_task(_pass(turnstile, "cancelled", order))
        behind = asyncio.create_task(_pass(turnstile, "behind", order))
        await asyncio.sleep(0)
        cancelled.cancel()
    await asyncio.gather(behind, cancelled, return_exceptions=True)
    assert order == ["behind"]
