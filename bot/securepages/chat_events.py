"""Live updates of an open chat page, as server-sent events (WHATWG HTML, 9.2).

1. An event's id is the number of the newest entry in it: a browser that lost the connection says where it was.
2. The page is looked at anew when the notifier wakes it, and every few seconds all the same.
3. A stream keeps no session alive. When the session is over, the stream says so and ends.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.port import Button
from bot.securepages.chat_parts import CHAT
from bot.securepages.chat_session import OpenChat, find_chat
from bot.securepages.chat_view import Bubbles, buttons_under
from bot.securepages.notify import Listener
from bot.securepages.pages import PAGES
from bot.transcripts.transcripts import Entry

HEARTBEAT = b": still here\n\n"
OVER = b"event: over\ndata: {}\n\n"
TYPING = b"event: typing\ndata: {}\n\n"
RETRY = b"retry: 2000\n\n"  # milliseconds
NEVER = 1 << 53  # larger numbers are not those of an entry
LOOKS_BETWEEN_HEARTBEATS = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """What the browser shows."""

    sequence: int
    state: str = ""
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Look:
    chat: OpenChat
    entries: list[Entry]
    seen: Seen


async def stream_events(request: web.Request) -> web.StreamResponse:
    pages, parts = request.app[PAGES], request.app[CHAT]
    async with pages.database.reading() as session:
        chat = await find_chat(session, request, active=False)
        person = await parts.conversations.recipient(session, chat.conversation_id) if chat else None
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
    await response.prepare(request)
    if person is None:
        await response.write(OVER)
        return response
    with parts.notifier.listen(person.sender) as listener, suppress(ConnectionError):  # the page was closed
        await _follow(request, response, listener, Seen(_start(request)))
    return response


async def _follow(request: web.Request, response: web.StreamResponse, listener: Listener, seen: Seen) -> None:
    await response.write(RETRY)
    quiet = 0
    while not listener.closed:
        look = await _look(request, seen)
        if look is None:
            await response.write(OVER)
            return
        if look.seen != seen:
            await response.write(_event(request, look))
            seen, quiet = look.seen, 0
        else:
            quiet += 1
        if listener.take_typing():
            await response.write(TYPING)
        if quiet == LOOKS_BETWEEN_HEARTBEATS:
            await response.write(HEARTBEAT)
            quiet = 0
        await listener.wait(request.app[CHAT].look_every)


async def _look(request: web.Request, seen: Seen) -> Look | None:
    """None when the session is over."""
    pages, parts = request.app[PAGES], request.app[CHAT]
    async with pages.database.reading() as session:
        chat = await find_chat(session, request, active=False)
        if chat is None:
            return None
        conversation = await parts.conversations.get(session, chat.conversation_id)
        newest = await parts.transcripts.last_sequence(session, chat.conversation_id)
        entries: list[Entry] = []
        buttons = seen.buttons
        if newest != seen.sequence or not seen.state:
            entries = await parts.transcripts.follow_as_patient(session, chat.conversation_id, after=seen.sequence)
            newest = entries[-1].sequence if entries else newest
            buttons = await _buttons(session, request, chat, entries, newest)
    return Look(chat, entries, Seen(newest, conversation.owner.value, buttons))


async def _buttons(
    session: AsyncSession, request: web.Request, chat: OpenChat, entries: list[Entry], newest: int
) -> tuple[Button, ...]:
    if not entries and newest:
        entries = await request.app[CHAT].transcripts.follow_as_patient(session, chat.conversation_id, after=newest - 1)
    return await buttons_under(
        session, chat.conversation_id, entries[-1] if entries else None, request.app[PAGES].clock
    )


def _event(request: web.Request, look: Look) -> bytes:
    pages = request.app[PAGES]
    language = look.chat.page.language
    data = {
        "entries": pages.render.fragment(
            "chat_entries.html", language, bubbles=Bubbles(pages, language).show(look.entries)
        ),
        "buttons": pages.render.fragment("chat_buttons.html", language, buttons=look.seen.buttons),
        "state": look.seen.state,
    }
    return f"id: {look.seen.sequence}\nevent: update\ndata: {json.dumps(data)}\n\n".encode()


def _start(request: web.Request) -> int:
    """The browser's own word goes before what the page was made with."""
    asked = request.headers.get("Last-Event-ID") or request.query.get("after", "0")
    return int(asked) if asked.isascii() and asked.isdigit() and int(asked) < NEVER else 0
