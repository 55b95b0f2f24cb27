"""A Rasa that somebody else starts: we only watch it, and ask it only while it is fit to be asked.

It is held to what a Rasa of our own is held to (health.py): nothing may have fallen back to a default. Its model is
compared with the one that is installed here, if there is one.
"""

from __future__ import annotations

import asyncio
import contextlib

import structlog

from bot.dialogue.address import RasaAddress
from bot.dialogue.supervisor import AskHealth

POLL = 1.0  # seconds between two looks while it is not fit
WATCH = 5.0  # seconds between two looks while it is
MISSED = 2  # looks in a row without an answer: it is gone; the circuit breaker covers the time until then


class RasaElsewhere:
    """`start()`; `find` is what `RasaDialogue` asks; `await stop()` at the end."""

    def __init__(
        self,
        address: RasaAddress,
        ask_health: AskHealth,
        model_sha256: str | None,
        *,
        poll: float = POLL,
        watch: float = WATCH,
    ) -> None:
        self._address = address
        self._ask_health = ask_health
        self._model_sha256 = model_sha256
        self._poll = poll
        self._watch = watch
        self._fit = asyncio.Event()
        self._trouble: str | None = None  # as it was last told
        self._task: asyncio.Task[None] | None = None

    def find(self) -> RasaAddress | None:
        """Implements `FindRasa`: None while Rasa is not fit to be asked."""
        return self._address if self._fit.is_set() else None

    def start(self) -> None:
        self._task = asyncio.create_task(self._keep_looking(), name="rasa-elsewhere")

    async def wait_ready(self) -> None:
        await self._fit.wait()

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        self._fit.clear()

    async def _keep_looking(self) -> None:
        missed = 0
        while True:
            health = await self._ask_health(self._address)
            if health is not None:
                missed = 0
                self._judge(health.faults(self._model_sha256))
            elif (missed := missed + 1) >= MISSED:
                self._lose("no answer")
            await asyncio.sleep(self._watch if self._fit.is_set() else self._poll)

    def _judge(self, faults: list[str]) -> None:
        if faults:
            self._lose(",".join(faults))
        elif not self._fit.is_set():
            self._fit.set()
            self._trouble = None
            structlog.get_logger().info("rasa_ready")

    def _lose(self, reason: str) -> None:
        self._fit.clear()
        if reason != self._trouble:
            self._trouble = reason
            structlog.get_logger().error("rasa_lost", reason=reason)
