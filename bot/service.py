"""What runs: listeners, workers and Rasa around the core, started in an order that loses nothing.

Pages and webhooks open first, so that networks are answered at once; what they bring waits in the inbox until the guard
has loaded behind them. Stopping goes the other way round.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

import aiohttp
import structlog
from aiohttp import web
from rasa_sdk import Action

from bot.certificates import Certificate, keep_renewed
from bot.core import Core
from bot.deliveries.receiving import Journey, Receiving
from bot.deliveries.retention import Housekeeping
from bot.deliveries.sending import Sending
from bot.deliveries.workers import Workers
from bot.dialogue.runtime import RasaRuntime
from bot.guard.service import GuardService
from bot.logs import AccessLog
from bot.settings import host_and_port
from bot.turns.conversing import StartUp

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Listener:
    name: str
    app: web.Application
    listen: str  # host:port
    certificate: Certificate | None = None  # None: http


@dataclass(frozen=True, slots=True)
class Running:
    """Everything that `Service` starts and stops."""

    core: Core
    actions: Sequence[Action]
    actions_port: int
    actions_secret: str | None
    listeners: Sequence[Listener]
    inbox_workers: Workers
    outbox_workers: Workers
    sending: Sending
    housekeeping: Housekeeping
    guard: GuardService
    rasa: RasaRuntime
    start_up: StartUp
    http: aiohttp.ClientSession


def make_workers(core: Core, journey: Journey, sending: Sending) -> tuple[Workers, Workers]:
    settings = core.stores.settings
    receiving = Receiving(core.inbox, journey)
    return (
        Workers("inbox", receiving.step, count=settings.inbox_workers),
        Workers("outbox", sending.step, count=settings.outbox_workers),
    )


class Service:
    """`async with` it: runs while open."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self._open = AsyncExitStack()
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Service:
        running = self.running
        for listener in running.listeners:
            await self._listen(listener)
        self._open.push_async_callback(running.rasa.stop)
        await running.rasa.start(running.actions, port=running.actions_port, actions_secret=running.actions_secret)
        running.outbox_workers.start()
        self._open.push_async_callback(running.outbox_workers.stop)
        self._tasks = [
            asyncio.create_task(self._work_when_guarded(), name="guard-loading"),
            asyncio.create_task(self._say_when_rasa_is_ready(), name="rasa-loading"),
            asyncio.create_task(running.housekeeping.run(), name="housekeeping"),
            asyncio.create_task(self._renew_certificates(), name="certificates"),
        ]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.running.inbox_workers.stop()
        await self._open.aclose()
        self.running.guard.close()
        await self.running.http.close()
        await self.running.core.stores.database.close()

    async def wait_ready(self) -> None:
        """Until messages are answered with everything loaded."""
        await self._tasks[0]
        await self.running.start_up.ready.wait()

    async def _listen(self, listener: Listener) -> None:
        runner = web.AppRunner(listener.app, access_log_class=AccessLog, shutdown_timeout=3.0)
        await runner.setup()
        self._open.push_async_callback(runner.cleanup)
        host, port = host_and_port(listener.listen)
        tls = listener.certificate.context if listener.certificate else None
        await web.TCPSite(runner, host, port, backlog=512, ssl_context=tls).start()
        log.info("listening", listener=listener.name, port=port, https=tls is not None)

    async def _renew_certificates(self) -> None:
        await keep_renewed([listener.certificate for listener in self.running.listeners if listener.certificate])

    async def _work_when_guarded(self) -> None:
        """Until the guard is there nothing passes: messages wait in the inbox."""
        await self.running.guard.load()
        self.running.inbox_workers.start()
        log.info("guard.ready")
        await self.running.core.faq_search.warm()

    async def _say_when_rasa_is_ready(self) -> None:
        await self.running.rasa.wait_ready()
        self.running.start_up.ready.set()
