"""Sends the network's webhooks: signed with the app secret, over HTTP, to the service's public endpoint."""

from __future__ import annotations

import time
from dataclasses import dataclass

import aiohttp

from bot.channels.signatures import HUB_HEADER, hub_signature_256

TIMEOUT = aiohttp.ClientTimeout(total=5)  # seconds; the real network waits as long


@dataclass(frozen=True, slots=True)
class WebhookResult:
    status: int | None  # None: no answer
    ms: int

    @property
    def delivered(self) -> bool:
        return self.status == 200  # noqa: PLR2004 - the one status that Meta takes for an acknowledgement


class Webhooks:
    def __init__(self, session: aiohttp.ClientSession, url: str, app_secret: str) -> None:
        self._session = session
        self._url = url
        self._app_secret = app_secret

    async def send(self, body: bytes) -> WebhookResult:
        headers = {HUB_HEADER: hub_signature_256(self._app_secret, body), "Content-Type": "application/json"}
        started = time.monotonic()
        status: int | None
        try:
            async with self._session.post(self._url, data=body, headers=headers, timeout=TIMEOUT) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError):
            status = None
        return WebhookResult(status, round((time.monotonic() - started) * 1000))
