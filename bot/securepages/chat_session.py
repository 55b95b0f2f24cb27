"""Which chat a request belongs to.

1. The page session of its cookie, when that is a chat.
2. Else a chat of the same browser that is still alive: whoever books on a page of their own does not lose the chat.
3. A chat that has closed may be continued for a day, in the same browser, when the patient asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.messages.reply import LinkPurpose
from bot.securepages.pages import PAGES
from bot.securepages.sessions import IDLE, TOUCH_EVERY, PageSession
from bot.securepages.tables import PageSessionRow
from bot.securepages.tokens import digest

CONTINUE_FOR = timedelta(hours=24)  # since the last activity


@dataclass(frozen=True, slots=True)
class OpenChat:
    """`page` is the session of the cookie: its CSRF token and language count."""

    page: PageSession
    conversation_id: str


@dataclass(frozen=True, slots=True)
class EarlierChat:
    conversation_id: str
    parent_id: str  # the chat whose link led here; the conversation itself when there was none


async def find_chat(session: AsyncSession, request: web.Request, *, active: bool) -> OpenChat | None:
    """None when the browser has no chat that is alive. `active=False` for what a script does by itself."""
    pages = request.app[PAGES]
    token = pages.cookies.session_token(request)
    now = pages.clock()
    page = await pages.sessions.find(session, token, now, active=active) if token else None
    if page is None:
        return None
    if page.chat_conversation_id is not None:
        return OpenChat(page, page.chat_conversation_id)
    idle_since = now - IDLE[LinkPurpose.SECURE_CHAT]
    row = await _newest(
        session, page.browser_id, PageSessionRow.expires_at > now, PageSessionRow.last_active_at > idle_since
    )
    if row is None or row.chat_conversation_id is None:
        return None
    if active and now - row.last_active_at >= TOUCH_EVERY:
        await session.execute(update(PageSessionRow).where(PageSessionRow.id == row.id).values(last_active_at=now))
    return OpenChat(page, row.chat_conversation_id)


async def find_earlier_chat(session: AsyncSession, request: web.Request) -> EarlierChat | None:
    """The chat that this browser had within the last day, alive or closed."""
    pages = request.app[PAGES]
    browser_token = pages.cookies.browser_token(request)
    if not browser_token:
        return None
    since = pages.clock() - CONTINUE_FOR
    row = await _newest(session, digest(browser_token), PageSessionRow.last_active_at > since)
    if row is None or row.chat_conversation_id is None:
        return None
    return EarlierChat(row.chat_conversation_id, row.conversation_id)


async def _newest(session: AsyncSession, browser_id: str, *conditions: ColumnElement[bool]) -> PageSessionRow | None:
    query = (
        select(PageSessionRow)
        .where(PageSessionRow.browser_id == browser_id, PageSessionRow.browser_id != "", *conditions)
        .where(PageSessionRow.chat_conversation_id.is_not(None))
        .order_by(PageSessionRow.last_active_at.desc())
        .limit(1)
    )
    found: PageSessionRow | None = await session.scalar(query)
    return found
