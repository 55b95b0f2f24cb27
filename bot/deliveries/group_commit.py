"""Many webhooks, one commit: what comes in while a commit is under way goes into the next one together.

A commit has to reach the disk before the network is answered, and on SQLite commits stand in line. When a batch fails,
each of its members is tried alone, so that one bad event does not refuse the others.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bot.messages.inbound import InboundMessage

type Messages = Sequence[InboundMessage]
type Store = Callable[[Sequence[Messages]], Awaitable[list[int]]]
"""Stores some members in one transaction; how many events of each were new."""


class GroupCommit:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[tuple[Messages, asyncio.Future[int]]] = []
        self._flushing: asyncio.Task[None] | None = None

    async def add(self, messages: Messages) -> int:
        """Returns after the commit that holds them. Raises what the database raised."""
        stored: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append((messages, stored))
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._flush())
        return await stored

    async def _flush(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                results = await self._store([messages for messages, _ in batch])
            except Exception:  # noqa: BLE001 - whoever is at fault hears of it below
                await self._one_by_one(batch)
                continue
            for (_, stored), new in zip(batch, results, strict=True):
                if not stored.done():  # the network may have hung up meanwhile
                    stored.set_result(new)

    async def _one_by_one(self, batch: list[tuple[Messages, asyncio.Future[int]]]) -> None:
        for messages, stored in batch:
            try:
                (new,) = await self._store([messages])
            except Exception as error:  # noqa: BLE001 - handed to the one who waits for it
                if not stored.done():
                    stored.set_exception(error)
            else:
                if not stored.done():
                    stored.set_result(new)
