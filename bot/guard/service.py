"""The guard in a thread of its own, with a time limit. Late or failed, it is a GuardError: nothing passes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from bot.errors import GuardError
from bot.guard.guard import Guard
from bot.guard.port import KnownValues, OutboundVerdict
from bot.messages.channel import Ceiling
from bot.messages.guarded import Category, GuardedMessage

TIME_LIMIT = 5.0  # seconds, waiting for the thread included


class GuardService:
    def __init__(self, guard: Guard, *, time_limit: float = TIME_LIMIT) -> None:
        self._guard = guard
        self._time_limit = time_limit
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="guard")

    async def read(
        self, text: str, ceiling: Ceiling, *, window: Sequence[str] = (), asked: Category | None = None
    ) -> GuardedMessage:
        """Raises GuardError."""
        return await self._in_thread(partial(self._guard.read, text, ceiling, window=window, asked=asked))

    async def check(self, text: str, ceiling: Ceiling, *, known: KnownValues | None, fixed: bool) -> OutboundVerdict:
        """Raises GuardError."""
        return await self._in_thread(partial(self._guard.check, text, ceiling, known=known, fixed=fixed))

    def blocked(self, ceiling: Ceiling) -> GuardedMessage:
        return self._guard.blocked(ceiling)

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _in_thread[T](self, work: Callable[[], T]) -> T:
        try:
            async with asyncio.timeout(self._time_limit):
                return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except TimeoutError:
            raise GuardError("took too long") from None
        except RuntimeError:  # the thread was shut down
            raise GuardError("closed") from None
