"""Tasks that empty a queue: woken when something was added, and looking by themselves now and then.

The look of their own is what finds expired leases, waited-out retries, and rows written by another process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

POLL = 0.5  # seconds
PAUSE_AFTER_FAILURE = 1.0  # seconds

log = structlog.get_logger()

type Step = Callable[[], Awaitable[bool]]
"""Handles one row; False when there was none."""


class Workers:
    def __init__(self, name: str, step: Step, *, count: int, poll: float = POLL) -> None:
        self._name = name
        self._step = step
        self._count = count
        self._poll = poll
        self._wakes = [asyncio.Event() for _ in range(count)]
        self._tasks: list[asyncio.Task[None]] = []

    def wake(self) -> None:
        for wake in self._wakes:
            wake.set()

    def start(self) -> None:
        self._tasks = [
            asyncio.create_task(self._work(wake), name=f"{self._name}-{number}")
            for number, wake in enumerate(self._wakes)
        ]

    async def stop(self) -> None:
        """Cancels at the next await; a row that was claimed is claimed again after its lease."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    async def _work(self, wake: asyncio.Event) -> None:
        while True:
            wake.clear()
            try:
                while await self._step():
                    pass
            except Exception as error:  # noqa: BLE001 - a worker outlives a broken database; the text may be PHI
                log.error("worker.failed", worker=self._name, error=type(error).__name__)  # noqa: TRY400
                await asyncio.sleep(PAUSE_AFTER_FAILURE)
                continue
            try:
                async with asyncio.timeout(self._poll):
                    await wake.wait()
            except TimeoutError:
                continue


class Bell:
    """Rings whoever has been connected. A queue is built before its workers, so it gets a bell first."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[], None]] = []

    def connect(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    def ring(self) -> None:
        for listener in self._listeners:
            listener()
