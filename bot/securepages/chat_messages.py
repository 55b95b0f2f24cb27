"""A message from the chat page: checked, then put into the durable inbox; 202 only once it is safe there.

Scripts get a status and an error's name as JSON; a form gets the page again, with what was typed still in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from aiohttp import hdrs, web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.messages.inbound import InboundKind, InboundMessage
from bot.securepages.access import is_own_form, read_post
from bot.securepages.chat_page import CHANNEL, TEXT_LIMIT, render_chat, see_other
from bot.securepages.chat_parts import CHAT
from bot.securepages.chat_session import OpenChat, find_chat
from bot.securepages.chat_view import title_of_choice
from bot.securepages.pages import PAGES

MESSAGE_ID = re.compile(r"[0-9A-Za-z-]{16,64}")
UNFIT = 422
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Refusal:
    """`text` names a fixed text."""

    status: int
    text: str


async def post_message(request: web.Request) -> web.StreamResponse:
    pages, parts = request.app[PAGES], request.app[CHAT]
    try:
        fields = await read_post(request)
    except web.HTTPRequestEntityTooLarge:
        fields = None
    async with pages.database.work() as session:
        chat = await find_chat(session, request, active=True)
        if chat is None:
            return _refuse_without_chat(request)
        if fields is None:
            message: InboundMessage | Refusal = Refusal(UNFIT, "chat_too_long")
        elif not is_own_form(request, chat.page, fields):
            message = Refusal(web.HTTPForbidden.status_code, "chat_refused")
        elif not parts.messages.allows(chat.conversation_id):
            message = Refusal(web.HTTPTooManyRequests.status_code, "chat_too_many")
        else:
            message = await _read(session, request, chat, fields)
    if isinstance(message, InboundMessage):
        message = await _store(request, message) or message
    if isinstance(message, Refusal):
        return await _refuse(request, chat, message, (fields or {}).get("text", ""))
    return web.json_response({}, status=202) if _wants_json(request) else see_other("#newest")


async def _read(
    session: AsyncSession, request: web.Request, chat: OpenChat, fields: Mapping[str, str]
) -> InboundMessage | Refusal:
    text = fields.get("text", "").replace("\r\n", "\n").replace("\0", "").strip()
    choice = fields.get("choice") or None
    if choice is not None:
        # An unknown button is handed on all the same: the journey says that it is no longer active.
        text = await title_of_choice(session, chat.conversation_id, choice) or ""
    elif not text:
        return Refusal(UNFIT, "chat_empty")
    elif len(text) > TEXT_LIMIT:
        return Refusal(UNFIT, "chat_too_long")
    if not MESSAGE_ID.fullmatch(fields.get("id", "")):
        return Refusal(UNFIT, "chat_refused")
    person = await request.app[CHAT].conversations.recipient(session, chat.conversation_id)
    return InboundMessage(
        channel=CHANNEL,
        account=person.account,
        event_id=f"{chat.conversation_id}:{fields['id']}",  # nobody can take the id of another's message
        sender=person.sender,
        kind=InboundKind.TEXT if choice is None else InboundKind.CHOICE,
        sent_at=request.app[PAGES].clock(),
        text=text,
        choice=choice,
    )


async def _store(request: web.Request, message: InboundMessage) -> Refusal | None:
    try:
        await request.app[CHAT].receive([message])
    except Exception as error:  # noqa: BLE001 - database errors quote their parameters, so none may travel on
        structlog.get_logger().error("chat.not_stored", error=type(error).__name__)
        return Refusal(web.HTTPServiceUnavailable.status_code, "chat_busy")
    return None


async def _refuse(request: web.Request, chat: OpenChat, refusal: Refusal, typed: str) -> web.Response:
    if _wants_json(request):
        text = request.app[PAGES].texts.say(refusal.text, chat.page.language)
        return web.json_response({"error": refusal.text, "text": text}, status=refusal.status)
    return await render_chat(request, chat, status=refusal.status, alert=refusal.text, typed=typed)


def _refuse_without_chat(request: web.Request) -> web.StreamResponse:
    if _wants_json(request):
        return web.json_response({"error": "chat_closed"}, status=web.HTTPUnauthorized.status_code)
    return see_other()


def _wants_json(request: web.Request) -> bool:
    return JSON in request.headers.get(hdrs.ACCEPT, "")
