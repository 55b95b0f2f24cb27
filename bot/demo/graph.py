"""The stand-in for Meta's Graph API, at `/graph`: takes what the Send API takes and refuses what it refuses.

| refused | code |
|---|---|
| another token | 190 |
| a call without the proof of the app secret | 100 |
| another page, nobody of that id, no such comment, no text, too long, too many buttons | 100 |
| nothing written by the person in the last 24 hours | 10, subcode 2018278 |
| a comment answered in private before | 10900 |
"""

from __future__ import annotations

from datetime import timedelta

from aiohttp import web
from pydantic import BaseModel, Field, ValidationError

from bot.channels.messenger.graph import PageAccess
from bot.channels.signatures import same_secret
from bot.channels.windows import private_reply_is_allowed, reply_is_allowed
from bot.demo.lines import Comment, QuickReply, Side
from bot.demo.network import DemoNetwork
from bot.messages.clock import Clock

WINDOW = timedelta(hours=24)
BAD_TOKEN, BAD_PARAMETER, NOT_ALLOWED, ALREADY_ANSWERED = 190, 100, 10, 10900
OUTSIDE_WINDOW = 2018278


class _Recipient(BaseModel):
    id: str | None = None
    comment_id: str | None = None


class _Button(BaseModel):
    title: str = Field(max_length=20)
    payload: str = Field(max_length=1000)


class _Message(BaseModel):
    text: str = Field(min_length=1, max_length=2000)
    metadata: str = Field(default="", max_length=1000)
    quick_replies: list[_Button] = Field(default=[], max_length=13)


class _Send(BaseModel):
    recipient: _Recipient
    message: _Message | None = None
    sender_action: str | None = None


class _PublicReply(BaseModel):
    message: str = Field(min_length=1, max_length=8000)


class _RefusedError(Exception):
    def __init__(self, code: int, subcode: int | None = None, status: int = 400) -> None:
        super().__init__(code)
        self.code = code
        self.subcode = subcode
        self.status = status


class DemoGraph:
    def __init__(self, network: DemoNetwork, access: PageAccess, clock: Clock) -> None:
        self._network = network
        self._access = access
        self._clock = clock

    def add_routes(self, app: web.Application) -> None:
        app.router.add_post("/graph/{version}/{page}/messages", self.send)
        app.router.add_post("/graph/{version}/{comment}/comments", self.reply_in_public)

    async def send(self, request: web.Request) -> web.Response:
        try:
            send = await self._read(request, _Send)
            return self._send(request.match_info["page"], send)
        except _RefusedError as refusal:
            return self._refuse(refusal)

    async def reply_in_public(self, request: web.Request) -> web.Response:
        try:
            reply = await self._read(request, _PublicReply)
            comment = self._comment(request.match_info["comment"])
        except _RefusedError as refusal:
            return self._refuse(refusal)
        self._network.show_send("public reply", 200)
        return web.json_response({"id": self._network.receive_comment(comment, reply.message).id})

    async def _read[Body: BaseModel](self, request: web.Request, shape: type[Body]) -> Body:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not same_secret(given, self._access.token):
            raise _RefusedError(BAD_TOKEN, status=401)
        if not same_secret(request.query.get("appsecret_proof", ""), self._access.proof):
            raise _RefusedError(BAD_PARAMETER)
        try:
            return shape.model_validate_json(await request.read())
        except ValidationError:
            raise _RefusedError(BAD_PARAMETER) from None

    def _send(self, page: str, send: _Send) -> web.Response:
        if page != self._network.page:
            raise _RefusedError(BAD_PARAMETER)
        if send.recipient.comment_id is not None:
            return self._private_reply(send.recipient.comment_id, send.message)
        person = send.recipient.id
        if person is None or person not in self._network.people:
            raise _RefusedError(BAD_PARAMETER)
        if send.message is None:
            return self._typing(person, send.sender_action)
        last = self._network.last_written(person)
        if not reply_is_allowed(last.at if last else None, WINDOW, self._clock()):
            raise _RefusedError(NOT_ALLOWED, OUTSIDE_WINDOW)
        return self._take(person, send.message, None)

    def _private_reply(self, comment_id: str, message: _Message | None) -> web.Response:
        comment = self._comment(comment_id)
        if message is None:
            raise _RefusedError(BAD_PARAMETER)
        if comment.answered_in_private:
            raise _RefusedError(ALREADY_ANSWERED)
        if not private_reply_is_allowed(comment.at, self._clock()):
            raise _RefusedError(NOT_ALLOWED, OUTSIDE_WINDOW)
        return self._take(comment.person, message, comment_id)

    def _comment(self, comment_id: str) -> Comment:
        comment = self._network.find_comment(comment_id)
        if comment is None or comment.side is not Side.PERSON:
            raise _RefusedError(BAD_PARAMETER)
        return comment

    def _take(self, person: str, message: _Message, comment: str | None) -> web.Response:
        buttons = tuple(QuickReply(button.title, button.payload) for button in message.quick_replies)
        line = self._network.receive(person, message.text, buttons, message.metadata, comment)
        self._network.show_send("private reply" if comment else "message", 200)
        return web.json_response({"recipient_id": person, "message_id": line.id})

    def _typing(self, person: str, action: str | None) -> web.Response:
        if action == "typing_on":
            self._network.show_typing(person)
        return web.json_response({"recipient_id": person})

    def _refuse(self, refusal: _RefusedError) -> web.Response:
        self._network.show_send(f"refused ({refusal.code})", refusal.status)
        error = {"message": "(demo)", "type": "OAuthException", "code": refusal.code, "error_subcode": refusal.subcode}
        return web.json_response({"error": error}, status=refusal.status)
