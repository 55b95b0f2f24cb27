"""The public webhook route, one for all networks: `/webhooks/{channel}`.

GET answers the network's verification. POST does, in this order: read no more than `max_body` bytes, check the
signature over them, parse, hand on, and answer 200 only after `receive` has returned, for from then on the network
will not deliver again.

| what came | answer |
|---|---|
| unsigned or wrongly signed | 403 |
| not JSON | 400 |
| another object than this network's | 404 |
| over the limit | 413, the rest unread |
| compressed | 415: the signature is over the bytes on the wire |
| body slower than `BODY_SECONDS` | 408 |
| some items malformed | 200, the others are received, the count is logged |
| could not be stored | 503: the network delivers again |

Log lines carry channel, reason and sizes; never a body, a digest or a query string.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence

import structlog
from aiohttp import hdrs, web

from bot.channels.port import Channel, WebhookRequest
from bot.errors import RefusedWebhookError
from bot.messages.inbound import InboundMessage

BODY_SECONDS = 5.0  # Meta gives up on us after 5 s, so a body that takes longer is not Meta's

type Receive = Callable[[Sequence[InboundMessage]], Awaitable[None]]
"""Stores the messages and returns after the commit."""


def add_webhooks(app: web.Application, channels: Mapping[str, Channel], receive: Receive, max_body: int) -> None:
    """Adds the route. `channels`: by the name in the URL. `max_body`: bytes."""
    webhooks = _Webhooks(channels, receive, max_body)
    app.router.add_get("/webhooks/{channel}", webhooks.handshake, allow_head=False)
    app.router.add_post("/webhooks/{channel}", webhooks.deliver)


class _Webhooks:
    def __init__(self, channels: Mapping[str, Channel], receive: Receive, max_body: int) -> None:
        self._channels = channels
        self._receive = receive
        self._max_body = max_body

    async def handshake(self, request: web.Request) -> web.Response:
        channel = self._channel(request)
        try:
            return web.Response(text=channel.handshake(_raw(request, b"")))
        except RefusedWebhookError as refusal:
            return refuse(channel.name, refusal, 0)

    async def deliver(self, request: web.Request) -> web.Response:
        channel = self._channel(request)
        started = time.monotonic()
        body = bytearray()
        try:
            await self._read(request, body)
            raw = _raw(request, bytes(body))
            channel.verify(raw)
            parsed = channel.parse(raw.body)
        except RefusedWebhookError as refusal:
            return refuse(channel.name, refusal, len(body))
        log = structlog.get_logger().bind(channel=channel.name, messages=len(parsed.messages), size=len(body))
        if parsed.malformed:
            log.warning("webhook_items_malformed", malformed=parsed.malformed)
        try:
            if parsed.messages:
                await self._receive(parsed.messages)
        except Exception as error:  # noqa: BLE001 - database errors quote their parameters, so none may travel on
            log.error("webhook_not_stored", error=type(error).__name__)  # noqa: TRY400 - no traceback, see above
            return web.Response(status=503, headers={hdrs.RETRY_AFTER: "5"})
        log.info("webhook_received", ms=round((time.monotonic() - started) * 1000, 1))
        return web.Response(text="EVENT_RECEIVED")

    def _channel(self, request: web.Request) -> Channel:
        channel = self._channels.get(request.match_info["channel"])
        if channel is None:
            raise web.HTTPNotFound
        return channel

    async def _read(self, request: web.Request, body: bytearray) -> None:
        """Fills `body`; raises RefusedWebhookError as soon as the request cannot be taken."""
        if request.headers.get(hdrs.CONTENT_ENCODING, "identity") != "identity":
            raise RefusedWebhookError("compressed", 415)
        if (request.content_length or 0) > self._max_body:
            raise RefusedWebhookError("body_too_large", 413)
        try:
            async with asyncio.timeout(BODY_SECONDS):
                async for chunk in request.content.iter_any():
                    body += chunk
                    if len(body) > self._max_body:
                        raise RefusedWebhookError("body_too_large", 413)
        except TimeoutError:
            raise RefusedWebhookError("body_too_slow", 408) from None


def _raw(request: web.Request, body: bytes) -> WebhookRequest:
    headers = {name.lower(): value for name, value in request.headers.items()}
    return WebhookRequest(request.method, request.query, headers, body)


def refuse(channel: str, refusal: RefusedWebhookError, size: int) -> web.Response:
    """Logs the refusal and answers with it. `size`: bytes."""
    structlog.get_logger().warning(
        "webhook_refused", channel=channel, reason=refusal.reason, status=refusal.status, size=size
    )
    answer = web.Response(status=refusal.status, text=refusal.reason)
    answer.force_close()  # what is left of the body is not waited for
    return answer
