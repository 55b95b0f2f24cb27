"""Plain http that other machines reach is answered to named ones only: proxies that end https, readers of metrics."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.desk.web.addresses import is_one_of


def only_from(networks: Sequence[IPv4Network | IPv6Network]) -> Middleware:
    @web.middleware
    async def refuse_others(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not is_one_of(request.remote, networks):
            return web.Response(status=403)
        return await handler(request)

    return refuse_others
