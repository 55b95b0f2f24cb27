"""Rasa beside the service: the action route first, then Rasa itself, supervised; or one that runs elsewhere.

The journey needs to know where Rasa is before it can be started, for its actions are built from the journey's parts.
So `find` may be asked at any time, and answers None until Rasa is fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

import aiohttp
from rasa_sdk import Action

from bot.dialogue.action_server import ActionServer
from bot.dialogue.address import RasaAddress
from bot.dialogue.elsewhere import RasaElsewhere
from bot.dialogue.health import RasaHealth, ask_health
from bot.dialogue.install import RasaInstall
from bot.dialogue.models import InstalledModel
from bot.dialogue.process import RasaProcess, start_rasa
from bot.dialogue.supervisor import RasaSupervisor
from bot.messages.clock import Clock
from bot.messages.ids import Entropy, new_token


@dataclass(frozen=True, slots=True)
class RasaSource:
    """Started here from `install` and `model`, or found `elsewhere`; then `model` is what its own should be."""

    install: RasaInstall
    model: InstalledModel | None
    elsewhere: RasaAddress | None = None


class RasaRuntime:
    def __init__(self, source: RasaSource, http: aiohttp.ClientSession, clock: Clock, entropy: Entropy) -> None:
        self._source = source
        self._http = http
        self._clock = clock
        self._entropy = entropy
        self._watched: RasaSupervisor | RasaElsewhere | None = None
        self._open = AsyncExitStack()

    def find(self) -> RasaAddress | None:
        """Implements `FindRasa`."""
        return self._watched.find() if self._watched is not None else None

    async def start(self, actions: Sequence[Action], *, actions_secret: str | None = None, port: int = 0) -> None:
        """Opens the action route and starts Rasa behind it, or looks for it; does not wait until it is fit."""
        server = ActionServer(actions, actions_secret or new_token(self._entropy), port=port)
        await self._open.enter_async_context(server)
        source = self._source
        if source.elsewhere is not None:
            sha256 = source.model.sha256 if source.model is not None else None
            self._watched = RasaElsewhere(source.elsewhere, self._look, sha256)
            self._watched.start()
        elif source.model is not None:
            self._watched = self._supervisor(source.model, server)
            self._watched.start()

    async def wait_ready(self) -> None:
        """Waits for ever when there is no model."""
        if self._watched is not None:
            await self._watched.wait_ready()

    async def stop(self) -> None:
        if self._watched is not None:
            await self._watched.stop()
        await self._open.aclose()

    def _supervisor(self, model: InstalledModel, server: ActionServer) -> RasaSupervisor:
        async def start_process() -> RasaProcess:
            return await start_rasa(
                self._source.install,
                model,
                self._entropy,
                actions_port=server.port,
                actions_secret=server.secret,
            )

        return RasaSupervisor(start_process, self._look, model.sha256, self._clock)

    async def _look(self, address: RasaAddress) -> RasaHealth | None:
        return await ask_health(self._http, address)
