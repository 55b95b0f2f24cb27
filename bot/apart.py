"""Rasa as a process of its own: what `frontdesk rasa` runs, and how the service finds it. Both read the same settings.

This is the composition root of that process: it loads neither the guard nor the database, and needs no key.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from bot.dialogue.address import RasaAddress
from bot.dialogue.health import RasaHealth, ask_health
from bot.dialogue.install import RasaInstall
from bot.dialogue.process import RasaProcess, start_rasa
from bot.dialogue.supervisor import RasaSupervisor
from bot.dialogue.training import ready_model
from bot.errors import StartupError
from bot.messages.clock import Clock
from bot.messages.ids import Entropy
from bot.settings import Settings
from bot.vault.keyring import read_private_file

SHORTEST_SECRET = 32  # characters; Rasa's side refuses a shorter one too


def rasa_elsewhere(settings: Settings) -> RasaAddress | None:
    """None when the service starts Rasa itself."""
    if settings.rasa_url is None or settings.rasa_secret_file is None:
        return None
    return RasaAddress(settings.rasa_url.rstrip("/"), shared_secret(settings.rasa_secret_file))


def shared_secret(path: Path) -> str:
    """Raises StartupError when the file is open to others or its secret too short."""
    secret = read_private_file(path).decode().strip()
    if len(secret) < SHORTEST_SECRET:
        raise StartupError(f"{path}: needs {SHORTEST_SECRET} characters or more")
    return secret


@asynccontextmanager
async def rasa_apart(settings: Settings, install: RasaInstall, clock: Clock, entropy: Entropy) -> AsyncIterator[None]:
    """Rasa alone while open, started, watched and started again as inside the service. Raises StartupError."""
    address, secret_file = rasa_elsewhere(settings), settings.actions_secret_file
    if address is None or secret_file is None:
        raise StartupError("FRONTDESK_RASA_URL is not set: the service starts Rasa itself (docs/operations.md, 16)")
    if address.port is None or not address.url.startswith("http://"):
        raise StartupError("FRONTDESK_RASA_URL: where Rasa itself runs it is http://127.0.0.1 with a port")
    actions_secret, model = shared_secret(secret_file), ready_model(install, settings.model_folder)
    async with aiohttp.ClientSession() as http:

        async def start() -> RasaProcess:
            return await start_rasa(
                install,
                model,
                entropy,
                actions_port=settings.actions_port,
                actions_secret=actions_secret,
                address=address,
            )

        async def look(at: RasaAddress) -> RasaHealth | None:
            return await ask_health(http, at)

        supervisor = RasaSupervisor(start, look, model.sha256, clock)
        supervisor.start()
        try:
            yield
        finally:
            await supervisor.stop()
