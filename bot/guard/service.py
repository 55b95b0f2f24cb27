"""The guard at work: loaded and run in a thread of its own, within a time limit, failing closed.

Rules:
1. Until the guard has loaded, everything asked of it waits.
2. An error or a time-out is a GuardError: nothing passes, and nothing of the text is in the error.
3. After a time-out the thread is left to itself and replaced, so that one bad text does not stop the next.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import structlog

from bot.errors import GuardError
from bot.guard.port import KnownValues, OutboundVerdict
from bot.messages.channel import Ceiling
from bot.messages.guarded import Category, Earlier, GuardedMessage

if TYPE_CHECKING:  # loads spaCy, which takes a second: in the guard's own thread
    from bot.guard.guard import Guard

LIMIT = 3.0  # seconds for one text; hundreds of times what a message takes

log = structlog.get_logger()


class GuardService:
    """`build` is called once, by `load`, in the guard's own thread."""

    def __init__(self, build: Callable[[], Guard], *, limit: float = LIMIT) -> None:
        self._build = build
        self._limit = limit
        self._executor = _executor()
        self._guard: Guard | None = None
        self._loaded = asyncio.Event()

    async def load(self) -> None:
        """Raises StartupError when a model or the lexicon is missing or is not the one that was pinned."""
        self._guard = await asyncio.get_running_loop().run_in_executor(self._executor, self._build)
        self._loaded.set()

    def is_ready(self) -> bool:
        return self._loaded.is_set()

    def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)

    async def read(
        self, text: str, ceiling: Ceiling, *, window: Sequence[Earlier] = (), asked: Category | None = None
    ) -> GuardedMessage:
        """Raises GuardError."""
        guard = await self._ready()
        return await self._run(lambda: guard.read(text, ceiling, window=window, asked=asked))

    async def check(self, text: str, ceiling: Ceiling, *, known: KnownValues | None, fixed: bool) -> OutboundVerdict:
        """Raises GuardError."""
        guard = await self._ready()
        return await self._run(lambda: guard.check(text, ceiling, known=known, fixed=fixed))

    async def ordinary_words(self) -> Set[str]:
        """Words that name nobody by themselves, lower case. Raises GuardError."""
        return (await self._ready()).ordinary_words

    def blocked(self, ceiling: Ceiling) -> GuardedMessage:
        """What stands in for a text that could not be read. Raises GuardError before the guard has loaded."""
        if self._guard is None:
            raise GuardError
        return self._guard.blocked(ceiling)

    async def _ready(self) -> Guard:
        await self._loaded.wait()
        if self._guard is None:
            raise GuardError
        return self._guard

    async def _run[T](self, work: Callable[[], T]) -> T:
        try:
            async with asyncio.timeout(self._limit):
                return await asyncio.get_running_loop().run_in_executor(self._executor, work)
        except TimeoutError:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = _executor()
            raise GuardError from None
        except GuardError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, nothing passes; its words may be the patient's
            log.error("guard.error", error=type(error).__name__)  # noqa: TRY400
            raise GuardError from None


def _executor() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="guard")
