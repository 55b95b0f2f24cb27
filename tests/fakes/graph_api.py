"""A stand-in for Meta's Graph API on loopback.

It takes what the Send API takes, keeps every call in `calls`, and answers as Meta does. Failures are queued: each
`fail`, `redirect`, `drop` or `hang` spends itself on the next call, after that calls succeed again. With `echo_to` it
sends, as Meta does, a signed webhook for each message it took.

    async with FakeGraphApi() as graph, aiohttp.ClientSession() as session:
        api = GraphApi(session, graph.base_url)
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import test_utils, web

from bot.channels.messenger.graph import API_VERSION
from tests.fakes.messenger import PAGE, signed

type EchoTo = Callable[[bytes, Mapping[str, str]], Awaitable[None]]
"""Gets an echo's body and headers, such as a POST to the service's webhook."""

type _Failure = Callable[[web.Request], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True)
class Call:
    path: str
    token: str
    body: dict[str, Any]  # JSON as it came
    proof: str  # the query's `appsecret_proof`


class FakeGraphApi:
    def __init__(self, *, echo_to: EchoTo | None = None, app_id: int = 99887766554433) -> None:
        self.calls: list[Call] = []
        self._echo_to = echo_to
        self._app_id = app_id
        self._failures: deque[_Failure] = deque()
        self._closing = asyncio.Event()
        app = web.Application()
        app.router.add_post(f"/{API_VERSION}/{{target}}/messages", self._messages)
        app.router.add_post(f"/{API_VERSION}/{{target}}/comments", self._comments)
        self._server = test_utils.TestServer(app)

    async def __aenter__(self) -> Self:
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        await self._server.close()

    @property
    def base_url(self) -> str:
        return str(self._server.make_url("/")).rstrip("/")

    @property
    def texts(self) -> list[str]:
        """What was sent, typing and failed calls left out."""
        return [call.body["message"]["text"] for call in self.calls if isinstance(call.body.get("message"), dict)]

    def fail(
        self,
        status: int,
        code: int | None = None,
        subcode: int | None = None,
        *,
        transient: bool = False,
        retry_after: str | None = None,
        text: str | None = None,
    ) -> None:
        """Answers the next call with an error; `text` in place of Meta's JSON."""
        error = {"message": "quoted request", "code": code, "error_subcode": subcode, "is_transient": transient}
        body = json.dumps({"error": error}) if text is None else text
        headers = {"Retry-After": retry_after} if retry_after is not None else {}

        async def answer(_: web.Request) -> web.Response:
            return web.Response(status=status, text=body, headers=headers)

        self._failures.append(answer)

    def redirect(self) -> None:
        """Sends the next call to another page of this server."""

        async def answer(_: web.Request) -> web.Response:
            return web.Response(status=307, headers={"Location": f"/{API_VERSION}/elsewhere/messages"})

        self._failures.append(answer)

    def drop(self) -> None:
        """Breaks the connection of the next call without an answer."""

        async def answer(request: web.Request) -> web.Response:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()

        self._failures.append(answer)

    def hang(self) -> None:
        """Leaves the next call without an answer until the server closes."""

        async def answer(_: web.Request) -> web.Response:
            await self._closing.wait()
            return web.Response(status=503)

        self._failures.append(answer)

    async def _messages(self, request: web.Request) -> web.Response:
        body = await self._record(request)
        if self._failures:
            return await self._failures.popleft()(request)
        if "sender_action" in body:
            return web.json_response({"recipient_id": body["recipient"]["id"]})
        message_id = f"m_fake{len(self.calls)}"
        if self._echo_to is not None and "id" in body["recipient"]:
            await self._send_echo(self._echo_to, body, message_id)
        return web.json_response({"recipient_id": body["recipient"].get("id", "0"), "message_id": message_id})

    async def _comments(self, request: web.Request) -> web.Response:
        await self._record(request)
        if self._failures:
            return await self._failures.popleft()(request)
        return web.json_response({"id": f"{request.match_info['target']}_{len(self.calls)}"})

    async def _record(self, request: web.Request) -> dict[str, Any]:
        body: dict[str, Any] = await request.json()
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        path, proof = request.path.removeprefix(f"/{API_VERSION}/"), request.query.get("appsecret_proof", "")
        self.calls.append(Call(path, token, body, proof))
        return body

    async def _send_echo(self, echo_to: EchoTo, sent: dict[str, Any], message_id: str) -> None:
        message = {"mid": message_id, "is_echo": True, "app_id": self._app_id, **sent["message"]}
        item = {"sender": {"id": PAGE}, "recipient": sent["recipient"], "timestamp": 1795424401000, "message": message}
        entry = {"id": PAGE, "time": 1795424401100, "messaging": [item]}
        raw = json.dumps({"object": "page", "entry": [entry]}).encode()
        await echo_to(raw, signed(raw))
