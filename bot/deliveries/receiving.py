"""Takes one event from the inbox through the journey, again after a failure, and gives up in the open."""

from __future__ import annotations

import asyncio
from typing import Protocol

import structlog

from bot.deliveries.inbox import LEASE, ClaimedEvent, Inbox
from bot.errors import LeaseLostError

LIMIT = LEASE.total_seconds() - 3  # seconds: what is not done by then would lose its lease anyway

log = structlog.get_logger()


class Journey(Protocol):
    async def receive(self, event: ClaimedEvent) -> object:
        """Handles the event and completes its row. Raises LeaseLostError, and then nothing counts."""
        ...

    async def give_up(self, event: ClaimedEvent) -> None:
        """The event is a dead letter: the patient gets the safe text, staff a ticket."""
        ...


class Receiving:
    def __init__(self, inbox: Inbox, journey: Journey) -> None:
        self._inbox = inbox
        self._journey = journey

    async def step(self) -> bool:
        """Handles the next event; False when there is none."""
        event = await self._inbox.claim()
        if event is None:
            return False
        try:
            async with asyncio.timeout(LIMIT):
                await self._journey.receive(event)
        except LeaseLostError:
            log.warning("inbox.lease_lost", inbox=event.id)
        except Exception as error:  # noqa: BLE001 - whatever it was, the event is tried again; the text may be PHI
            log.error(  # noqa: TRY400 - a traceback may quote patient text
                "inbox.failed", inbox=event.id, attempts=event.attempts, error=type(error).__name__
            )
            if not await self._inbox.put_back(event):
                await self._journey.give_up(event)
        return True
