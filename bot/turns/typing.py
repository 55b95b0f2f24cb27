"""Shows that an answer is on its way. Never waited for, never a reason to fail."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.channels.port import Channel, Recipient
from bot.turns.opened import Opened


class Typing:
    def __init__(self, channels: Mapping[str, Channel]) -> None:
        self._channels = channels
        self._tasks: set[asyncio.Task[None]] = set()  # a task that nobody holds may be collected before it ran

    def show(self, opened: Opened) -> None:
        if not opened.capabilities.typing:
            return
        message = opened.message
        recipient = Recipient(account=message.account, sender=message.sender)
        task = asyncio.create_task(self._channels[message.channel].typing(recipient))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
