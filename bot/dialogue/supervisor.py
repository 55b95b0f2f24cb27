"""Keeps one Rasa running, and tells where it is only while it is fit to be asked.

1. Start it, and wait until its health is right (store, model, telemetry, encoder).
2. Watch it: it may end, hang, grow too large, or lose its bounded store. Any of these ends step 2.
3. Kill what is left of it, wait (twice as long after each failure in a row, up to a minute), and begin again.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.dialogue.address import RasaAddress
from bot.dialogue.health import RasaHealth
from bot.dialogue.process import RunningRasa
from bot.errors import StartupError
from bot.messages.clock import Clock


@dataclass(frozen=True, slots=True)
class Patience:
    """All in seconds, but for the counts and sizes."""

    start: float = 180.0  # until its health must be right
    poll: float = 0.5  # between two looks while it starts
    watch: float = 5.0  # between two looks afterwards
    missed: int = 4  # looks in a row without an answer: it hangs
    first_rest: float = 1.0
    longest_rest: float = 60.0
    settled: float = 120.0  # fit for so long: earlier failures are forgotten
    memory_mb: int = 1_200  # resident


def rest_after(failures: int, patience: Patience) -> float:
    """Seconds to wait before the next start; `failures` in a row, 1 or more."""
    return min(patience.longest_rest, patience.first_rest * 2.0 ** min(failures - 1, 16))


type StartRasa = Callable[[], Awaitable[RunningRasa]]
type AskHealth = Callable[[RasaAddress], Awaitable[RasaHealth | None]]


class RasaSupervisor:
    """`start()` after the action route is open; `find` is what `RasaDialogue` asks; `await stop()` at the end."""

    def __init__(
        self,
        start_rasa: StartRasa,
        ask_health: AskHealth,
        model_sha256: str,
        clock: Clock,
        patience: Patience | None = None,
    ) -> None:
        self._start_rasa = start_rasa
        self._ask_health = ask_health
        self._model_sha256 = model_sha256
        self._clock = clock
        self._patience = patience or Patience()
        self._address: RasaAddress | None = None
        self._ready = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.starts = 0

    def find(self) -> RasaAddress | None:
        """Implements `FindRasa`: None while Rasa is not fit to be asked."""
        return self._address

    def start(self) -> None:
        self._task = asyncio.create_task(self._keep_running(), name="rasa-supervisor")

    async def wait_ready(self) -> None:
        await self._ready.wait()

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _keep_running(self) -> None:
        failures = 0
        while True:
            fit_since = await self._run_once()
            settled = fit_since is not None and (self._clock() - fit_since).total_seconds() >= self._patience.settled
            failures = 1 if settled else failures + 1
            rest = rest_after(failures, self._patience)
            structlog.get_logger().warning("rasa_restarts", failures=failures, in_seconds=rest)
            await asyncio.sleep(rest)

    async def _run_once(self) -> datetime | None:
        """From start to end of one process; since when it was fit, None if it never was."""
        self.starts += 1
        try:
            rasa = await self._start_rasa()
        except (OSError, StartupError) as error:
            structlog.get_logger().error("rasa_not_started", reason=type(error).__name__)
            return None
        end = asyncio.create_task(rasa.ended())
        try:
            if not await self._becomes_fit(rasa, end):
                return None
            fit_since = self._clock()
            self._address = rasa.address
            self._ready.set()
            structlog.get_logger().info("rasa_ready", starts=self.starts, memory_mb=rasa.memory_mb())
            reason = await self._watch(rasa, end)
            structlog.get_logger().error("rasa_lost", reason=reason)
            return fit_since
        finally:
            self._address = None
            self._ready.clear()
            await rasa.stop()
            end.cancel()

    async def _becomes_fit(self, rasa: RunningRasa, end: asyncio.Task[int]) -> bool:
        try:
            async with asyncio.timeout(self._patience.start):
                while not end.done():
                    health = await self._ask_health(rasa.address)
                    if health is not None:
                        faults = health.faults(self._model_sha256)
                        if faults:
                            structlog.get_logger().error("rasa_unfit", faults=faults)
                        return not faults
                    await asyncio.wait({end}, timeout=self._patience.poll)
        except TimeoutError:
            structlog.get_logger().error("rasa_not_started", reason="too slow")
            return False
        structlog.get_logger().error("rasa_not_started", reason="ended", status=end.result())
        return False

    async def _watch(self, rasa: RunningRasa, end: asyncio.Task[int]) -> str:
        """Returns why it can be used no longer."""
        missed = 0
        while missed < self._patience.missed:
            await asyncio.wait({end}, timeout=self._patience.watch)
            if end.done():
                return f"ended with status {end.result()}"
            memory = rasa.memory_mb()
            if memory is not None and memory > self._patience.memory_mb:
                return "too large"
            health = await self._ask_health(rasa.address)
            if health is not None and (faults := health.faults(self._model_sha256)):
                return ",".join(faults)
            missed = missed + 1 if health is None else 0
        return "hung"
