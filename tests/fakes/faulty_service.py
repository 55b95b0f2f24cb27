"""The service, with SIGKILL built in at one named point: `python -m tests.fakes.faulty_service POINT MARKER`.

It kills itself the first time it gets there; the MARKER file then tells the next start that it has happened.

| point | where |
|---|---|
| after-persist | a webhook's messages are committed, the network has no answer yet |
| during-rasa | Rasa was asked, its answer is not yet used |
| before-commit | the replies are checked, nothing of the turn is committed |
| after-commit | the turn is committed, nothing is sent |
| after-send | the network took a message, the outbox row does not say so yet |
| never | runs through |
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bot.app import build_service
from bot.logs import configure_logs
from bot.service import Service
from bot.settings import load_settings
from tests.fakes.traffic import record

type Called = Callable[..., Awaitable[Any]]


class Fault:
    def __init__(self, marker: Path) -> None:
        self._marker = marker

    def strike(self) -> None:
        if not self._marker.exists():
            self._marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)

    def after(self, call: Called) -> Called:
        async def called(*args: Any, **more: Any) -> Any:
            result = await call(*args, **more)
            self.strike()
            return result

        return called

    def before(self, call: Called) -> Called:
        async def called(*args: Any, **more: Any) -> Any:
            self.strike()
            return await call(*args, **more)

        return called


def plant(service: Service, point: str, fault: Fault) -> None:
    """Replaces one method of one object; everything else is the product as it is."""
    core = service.running.core
    completion = core.journey._completion
    conversing = core.journey._conversing
    messenger = service.running.sending.channel("messenger")
    planted: dict[str, tuple[object, str, Callable[[Called], Called]]] = {
        "after-persist": (core.inbox, "accept", fault.after),
        "during-rasa": (conversing._dialogue, "handle", fault.after),
        "before-commit": (completion._inbox, "complete", fault.before),
        "after-commit": (completion, "complete", fault.after),
        "after-send": (messenger, "send", fault.after),
    }
    if point == "never":
        return
    owner, method, around = planted[point]
    setattr(owner, method, around(getattr(owner, method)))


async def main(point: str, marker: Path) -> None:
    configure_logs(readable=False)
    service = await build_service(load_settings(demo=True))
    plant(service, point, Fault(marker))
    record(service)
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    async with service:
        await told.wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
