"""A page sends no faster than its network likes; an emergency does not wait."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.channels.collecting import CollectingChannel
from bot.deliveries.pace import Pace
from bot.messages.channel import Capabilities
from bot.messages.reply import ReplyPurpose

ANSWER, EMERGENCY = ReplyPurpose.ANSWER, ReplyPurpose.EMERGENCY


class SlowChannel(CollectingChannel):
    @property
    def capabilities(self) -> Capabilities:
        return replace(super().capabilities, sends_per_second=2)


async def _goes_at_once(pace: Pace, account: str, purpose: ReplyPurpose = ANSWER) -> bool:
    waiting = asyncio.create_task(pace.wait(SlowChannel("messenger"), account, purpose))
    await asyncio.sleep(0)
    at_once = waiting.done()
    waiting.cancel()
    return at_once


async def test_a_page_waits_and_neither_an_emergency_nor_another_page_does(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: now)
    pace = Pace()
    assert [await _goes_at_once(pace, "1001") for _ in range(3)] == [True, True, False]
    assert await _goes_at_once(pace, "1001", EMERGENCY)
    assert await _goes_at_once(pace, "1002")
    now = 1.0
    assert await _goes_at_once(pace, "1001")
