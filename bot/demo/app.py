"""Puts the demo network together. Its application answers to this machine alone, whatever it listens on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import aiohttp_jinja2
import jinja2
from aiohttp import web

from bot.channels.messenger.graph import page_access
from bot.demo.access import add_headers, only_own_pages, only_this_machine
from bot.demo.graph import DemoGraph
from bot.demo.network import DemoNetwork
from bot.demo.pages import DemoPages
from bot.demo.settings import Demo
from bot.demo.webhooks import Webhooks

HERE = Path(__file__).parent
MAX_BODY = 200_000  # bytes


def make_demo_app(demo: Demo) -> web.Application:
    """Pages at `/demo`, and the Graph API's stand-in at `/graph`: give the Messenger client that as base URL.

    Must be called while an event loop runs.
    """
    session = aiohttp.ClientSession()
    webhooks = Webhooks(session, demo.webhook_url, demo.app_secret)
    network = DemoNetwork(demo.page_id, webhooks, demo.clock, demo.entropy)

    app = web.Application(middlewares=[only_this_machine, only_own_pages], client_max_size=MAX_BODY)
    aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(HERE / "templates"))
    DemoPages(demo, network).add_routes(app)
    DemoGraph(network, page_access(demo.page_token, demo.app_secret), demo.clock).add_routes(app)
    app.router.add_static("/demo/static", HERE / "static")
    app.on_response_prepare.append(add_headers)

    async def stop_streams(_: web.Application) -> None:
        await network.close()

    async def keep_session(_: web.Application) -> AsyncIterator[None]:
        yield
        await session.close()

    app.on_shutdown.append(stop_streams)
    app.cleanup_ctx.append(keep_session)
    return app
