"""The demo network on one port and, on another, a service that keeps what it receives."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.messenger.channel import Messenger
from bot.channels.messenger.graph import GraphApi
from bot.channels.port import Channel
from bot.channels.webhooks import add_webhooks
from bot.demo.app import make_demo_app
from bot.demo.settings import Demo
from bot.messages.ids import Entropy
from bot.messages.inbound import InboundMessage
from tests.fakes.clock import FakeClock
from tests.fakes.messenger import APP_SECRET, PAGE, PAGE_TOKEN, messenger


@dataclass
class Stage:
    """The demo network (`page`), and a service with the real Messenger channel and webhook route."""

    page: TestClient[web.Request, web.Application]
    channel: Messenger
    channels: dict[str, Channel]  # what the webhook route serves
    graph: GraphApi
    received: list[InboundMessage] = field(default_factory=list)

    async def do(self, what: str, **body: object) -> int:
        async with self.page.post(f"/demo/{what}", json=body) as answer:
            return answer.status

    async def shown(self, kind: str) -> list[dict[str, Any]]:
        """What a page that opens now is shown, of one kind."""
        async with self.page.get("/demo/updates") as stream:
            await stream.content.readuntil(b"event: everything\ndata: ")
            return [item for item in json.loads(await stream.content.readline()) if item["kind"] == kind]


@asynccontextmanager
async def open_stage(clock: FakeClock, entropy: Entropy) -> AsyncIterator[Stage]:
    received: list[InboundMessage] = []
    channels: dict[str, Channel] = {}

    async def receive(messages: Sequence[InboundMessage]) -> None:
        received.extend(messages)

    service = web.Application()
    add_webhooks(service, channels, receive, 100_000)
    async with TestServer(service) as public, aiohttp.ClientSession() as session:
        demo = Demo(
            page_id=PAGE,
            clinic_name="Riverbend <Family> Health",
            webhook_url=str(public.make_url("/webhooks/messenger")),
            desk_url="http://127.0.0.1:8081/",
            chat_url="http://127.0.0.1:8080/chat",
            clock=clock,
            entropy=entropy,
            app_secret=APP_SECRET,
            page_token=PAGE_TOKEN,
        )
        async with TestClient(TestServer(make_demo_app(demo))) as page:
            graph = GraphApi(session, str(page.make_url("/graph")))
            channel = messenger(graph)
            channels[channel.name] = channel
            yield Stage(page, channel, channels, graph, received)
