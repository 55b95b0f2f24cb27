"""Rasa processes that do what a test says: the supervisor's policy without a real one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.dialogue.address import RasaAddress
from bot.dialogue.health import RasaHealth
from bot.encoder.tuned import VERSION

MODEL = "ab" * 32


def health(**changes: object) -> RasaHealth:
    good: dict[str, object] = {
        "ready": True,
        "store": "BoundedTrackerStore",
        "store_fallen_back": False,
        "model_sha256": MODEL,
        "telemetry": False,
        "python": "3.10.13",
        "rasa": "3.6.21",
        "encoder": VERSION,
    }
    return RasaHealth.model_validate(good | changes)


class ScriptedProcess:
    """Implements `RunningRasa`."""

    def __init__(self, number: int) -> None:
        self._address = RasaAddress(f"http://127.0.0.1:{number}", f"secret{number}")
        self._end: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.stopped = False
        self.memory: int | None = 700

    @property
    def address(self) -> RasaAddress:
        return self._address

    def die(self, status: int = -9) -> None:
        if not self._end.done():
            self._end.set_result(status)

    async def ended(self) -> int:
        return await asyncio.shield(self._end)

    async def stop(self) -> None:
        self.stopped = True
        self.die(0)

    def memory_mb(self) -> int | None:
        return self.memory


@dataclass
class ScriptedRasa:
    """`health` is what every process answers, None for no answer; `refusals` starts fail first."""

    health: RasaHealth | None = field(default_factory=health)
    refusals: int = 0
    processes: list[ScriptedProcess] = field(default_factory=list)

    async def start(self) -> ScriptedProcess:
        if self.refusals:
            self.refusals -= 1
            raise FileNotFoundError
        self.processes.append(ScriptedProcess(len(self.processes) + 1))
        return self.processes[-1]

    async def ask_health(self, address: RasaAddress) -> RasaHealth | None:  # noqa: ARG002 - all answer the same
        await asyncio.sleep(0)
        return self.health
