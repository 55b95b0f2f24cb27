"""The desk as a web application of its own, apart from the patients' one.

Deny by default: every route names the permission it asks for, and a handler that the gate does not stand before is
never called.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.desk.desk import Desk
from bot.desk.pages import ROUTES
from bot.desk.upkeep import keep_up
from bot.desk.web.assets import asset_route, load_assets
from bot.desk.web.cookies import Cookies
from bot.desk.web.errors import answer_errors
from bot.desk.web.gate import Gate
from bot.desk.web.headers import add_headers
from bot.desk.web.rendering import set_up_templates
from bot.desk.web.route import Route

type Gated = Callable[[web.Request], Awaitable[web.StreamResponse]]

MOST_BYTES = 64 * 1024  # of a form
DECLARED = web.AppKey("declared", tuple[Route, ...])


def make_desk_app(desk: Desk, *, background: bool = True) -> web.Application:
    """`background`: look for changes and let claims expire while the application runs."""
    assets = load_assets()
    gate = Gate(desk, Cookies(https=desk.settings.https))
    routes = (*ROUTES, asset_route(assets))
    handlers = [_behind(gate, route) for route in routes]
    app = web.Application(client_max_size=MOST_BYTES, middlewares=[answer_errors, _nothing_but(frozenset(handlers))])
    set_up_templates(app, desk, assets)
    for route, handler in zip(routes, handlers, strict=True):
        app.router.add_route(route.method, route.path, handler)
    app[DECLARED] = routes

    async def prepare(_request: web.Request, response: web.StreamResponse) -> None:
        add_headers(response, https=desk.settings.https)

    async def run(_app: web.Application) -> AsyncIterator[None]:
        task = asyncio.create_task(keep_up(desk)) if background else None
        yield
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        desk.passwords.close()

    app.on_response_prepare.append(prepare)
    app.cleanup_ctx.append(run)
    return app


def _behind(gate: Gate, route: Route) -> Gated:
    async def handle(request: web.Request) -> web.StreamResponse:
        return await gate.pass_through(route, request)

    return handle


def _nothing_but(gated: frozenset[Gated]) -> Middleware:
    @web.middleware
    async def refuse_others(request: web.Request, handler: Handler) -> web.StreamResponse:
        known = request.match_info.http_exception is not None or request.match_info.handler in gated
        if not known:
            raise web.HTTPForbidden
        return await handler(request)

    return refuse_others
