"""The data deletion callback of a network, and the page on which the person sees what became of it.

POST `/webhooks/{channel}/data-deletion` answers with JSON, the page's `url` and a `confirmation_code`; what is not
signed is refused as by the other webhooks. GET `/data-deletion/{code}` says "received" or "done", 404 for another code;
nothing of the person, nor whether they ever wrote.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import hdrs, web

from bot.channels.webhooks import refuse
from bot.erasure.requests import ErasureRequests
from bot.errors import RefusedWebhookError
from bot.messages.clock import Clock
from bot.messages.effects import Language
from bot.securepages.rendering import Renderer
from bot.storage.engine import Database

type ReadSignedRequest = Callable[[str], str]
"""The person's id as the network names it. Raises RefusedWebhookError."""


@dataclass(frozen=True, slots=True)
class DeletionCallback:
    """`account`: the page whose people write. `public_url`: where the status page is reached."""

    channel: str
    account: str
    read: ReadSignedRequest
    requests: ErasureRequests
    database: Database
    render: Renderer
    clock: Clock
    public_url: str

    def add_routes(self, app: web.Application) -> None:
        app.router.add_post(f"/webhooks/{self.channel}/data-deletion", self.receive)
        app.router.add_get("/data-deletion/{code}", self.show)

    async def receive(self, request: web.Request) -> web.Response:
        form = await request.post()
        signed_request = form.get("signed_request", "")
        try:
            person = self.read(signed_request if isinstance(signed_request, str) else "")
        except RefusedWebhookError as refusal:
            return refuse(self.channel, refusal, request.content_length or 0)
        async with self.database.work() as session:
            code = await self.requests.receive(session, self.channel, self.account, person, self.clock())
        return web.json_response({"url": f"{self.public_url}/data-deletion/{code}", "confirmation_code": code})

    async def show(self, request: web.Request) -> web.Response:
        async with self.database.reading() as session:
            settled = await self.requests.is_settled(session, request.match_info["code"])
        language = _language_of(request)
        if settled is None:
            return self.render.page("deletion.html", language, status=web.HTTPNotFound.status_code, state="unknown")
        return self.render.page("deletion.html", language, state="done" if settled else "received")


def _language_of(request: web.Request) -> Language:
    wanted = request.headers.get(hdrs.ACCEPT_LANGUAGE, "").casefold()
    return Language.SPANISH if wanted.startswith("es") else Language.ENGLISH
