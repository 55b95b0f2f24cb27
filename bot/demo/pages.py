"""The demo's page and what its buttons do."""

from __future__ import annotations

from typing import Literal

import aiohttp_jinja2
from aiohttp import web
from pydantic import BaseModel, Field, ValidationError

from bot.demo.network import DemoNetwork
from bot.demo.settings import Demo
from bot.demo.stream import stream_updates

LONGEST_TEXT = 20_000  # characters: longer than the service should ever need, to see what it does


class _Text(BaseModel):
    person: str
    text: str = Field(min_length=1, max_length=LONGEST_TEXT)


class _Choice(BaseModel):
    person: str
    title: str = Field(max_length=80)
    payload: str = Field(max_length=1000)


class _Attachment(BaseModel):
    person: str
    attachment: Literal["image", "audio", "file", "sticker", "location"]


class _Withdrawal(BaseModel):
    id: str


class DemoPages:
    def __init__(self, demo: Demo, network: DemoNetwork) -> None:
        self._demo = demo
        self._network = network

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get("/", self.home)
        app.router.add_get("/demo", self.show)
        app.router.add_get("/demo/updates", self.updates, allow_head=False)
        app.router.add_post("/demo/messages", self.write)
        app.router.add_post("/demo/choices", self.choose)
        app.router.add_post("/demo/attachments", self.attach)
        app.router.add_post("/demo/unsend", self.unsend)
        app.router.add_post("/demo/comments", self.comment)
        app.router.add_post("/demo/comments/remove", self.remove_comment)

    async def home(self, _: web.Request) -> web.Response:
        raise web.HTTPFound("/demo")

    async def show(self, request: web.Request) -> web.Response:
        context = {"demo": self._demo, "people": list(self._network.people.values())}
        return aiohttp_jinja2.render_template("demo.html", request, context)

    async def updates(self, request: web.Request) -> web.StreamResponse:
        return await stream_updates(request, self._network)

    async def write(self, request: web.Request) -> web.Response:
        body = await self._read(request, _Text)
        await self._network.write(self._person(body.person), body.text)
        return _done()

    async def choose(self, request: web.Request) -> web.Response:
        body = await self._read(request, _Choice)
        await self._network.write(self._person(body.person), body.title, choice=body.payload)
        return _done()

    async def attach(self, request: web.Request) -> web.Response:
        body = await self._read(request, _Attachment)
        await self._network.write(self._person(body.person), attachment=body.attachment)
        return _done()

    async def unsend(self, request: web.Request) -> web.Response:
        return await self._withdraw(request, comment=False)

    async def comment(self, request: web.Request) -> web.Response:
        body = await self._read(request, _Text)
        await self._network.comment(self._person(body.person), body.text)
        return _done()

    async def remove_comment(self, request: web.Request) -> web.Response:
        return await self._withdraw(request, comment=True)

    async def _withdraw(self, request: web.Request, *, comment: bool) -> web.Response:
        withdrawal = await self._read(request, _Withdrawal)
        try:
            await (self._network.remove_comment if comment else self._network.unsend)(withdrawal.id)
        except KeyError:
            raise web.HTTPNotFound from None
        return _done()

    async def _read[Body: BaseModel](self, request: web.Request, shape: type[Body]) -> Body:
        try:
            return shape.model_validate_json(await request.read())
        except ValidationError:
            raise web.HTTPBadRequest from None

    def _person(self, person: str) -> str:
        if person not in self._network.people:
            raise web.HTTPNotFound
        return person


def _done() -> web.Response:
    return web.Response(status=204)
