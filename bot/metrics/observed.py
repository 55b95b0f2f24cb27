"""The journey with meters around it: what it does stays as it is."""

from __future__ import annotations

from bot.deliveries.inbox import ClaimedEvent
from bot.errors import LeaseLostError
from bot.journey import Journey
from bot.metrics.meters import Meters
from bot.turns.trace import Trace


class ObservedJourney:
    """Implements `bot.deliveries.receiving.Journey`."""

    def __init__(self, journey: Journey, meters: Meters) -> None:
        self._journey = journey
        self._meters = meters

    async def receive(self, event: ClaimedEvent) -> Trace | None:
        channel = event.message.channel
        try:
            trace = await self._journey.receive(event)
        except LeaseLostError:
            raise  # another worker answers it
        except Exception:
            self._meters.failed(channel)
            raise
        if trace is not None:
            self._meters.answered(channel, trace)
        return trace

    async def give_up(self, event: ClaimedEvent) -> None:
        await self._journey.give_up(event)
