"""How fast one page may send. Networks slow down or block a page that floods its inbox.

Counted in this process: several processes that serve one page may together send that many times as fast, which the
limits of the channels leave room for.
"""

from __future__ import annotations

from aiolimiter import AsyncLimiter

from bot.channels.port import Channel
from bot.messages.reply import ReplyPurpose

NEVER_WAITS = frozenset({ReplyPurpose.EMERGENCY})


class Pace:
    def __init__(self) -> None:
        self._limiters: dict[tuple[str, str], AsyncLimiter] = {}

    async def wait(self, channel: Channel, account: str, purpose: ReplyPurpose) -> None:
        """Returns when the page `account` may send once more."""
        if purpose in NEVER_WAITS:
            return
        page = (channel.name, account)
        if page not in self._limiters:
            self._limiters[page] = AsyncLimiter(channel.capabilities.sends_per_second, time_period=1.0)
        await self._limiters[page].acquire()
