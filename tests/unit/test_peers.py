"""A listener of plain http answers who is named and nobody else, whatever the headers claim."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.peers import only_from

CLAIMS = {"X-Forwarded-For": "192.0.2.7"}


@pytest.mark.parametrize(
    ("proxies", "status"), [(["127.0.0.1/32"], 200), (["192.0.2.7/32"], 403), (["192.0.2.7/32", "127.0.0.0/8"], 200)]
)
async def test_only_who_is_named_is_answered(proxies: list[str], status: int) -> None:
    async def handler(_request: web.Request) -> web.Response:
        return web.Response()

    app = web.Application(middlewares=[only_from([ip_network(proxy) for proxy in proxies])])
    app.router.add_get("/", handler)
    async with TestClient(TestServer(app)) as client, client.get("/", headers=CLAIMS) as response:
        assert response.status == status
