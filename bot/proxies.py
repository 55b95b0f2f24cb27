"""Plain http that other machines reach is answered to our proxies only: they end https, and nobody may pass them by."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.desk.web.addresses import is_one_of


def proxies_only(proxies: Sequence[IPv4Network | IPv6Network]) -> Middleware:
    @web.middleware
    async def refuse_others(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not is_one_of(request.remote, proxies):
            return web.Response(status=403)
        return await handler(request)

    return refuse_others
