"""`/s/{token}`: the way in. Networks fetch links for previews, and others read the chat.

1. GET and HEAD show everyone the same page, byte for byte, whatever the token is, and change nothing.
2. Only POST looks at the token. A fresh one opens a session, bound to this browser by a cookie.
3. A used one leads back the browser that used it. Every other browser learns that it was used, nothing else.
4. A link to the secure chat opens an empty one, unless this browser wrote the one before. A passphrase is asked for
   on the chat page, after the link was used.
"""

from __future__ import annotations

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.tables import ConversationRow
from bot.messages.effects import Language
from bot.messages.ids import new_token
from bot.messages.reply import LinkPurpose
from bot.securepages.access import is_from_elsewhere, see_other
from bot.securepages.links import Link
from bot.securepages.pages import PAGES, SecurePages
from bot.securepages.tokens import digest

LEADS_TO = {LinkPurpose.BOOKING: "/booking", LinkPurpose.SECURE_CHAT: "/chat"}
GONE = 410


async def show_entrance(request: web.Request) -> web.Response:
    """Nothing of the request is looked at."""
    return request.app[PAGES].render.page("entrance.html", Language.ENGLISH)


async def enter(request: web.Request) -> web.StreamResponse:
    pages = request.app[PAGES]
    if is_from_elsewhere(request):
        return pages.render.problem("request_refused", Language.ENGLISH, web.HTTPForbidden.status_code)
    browser_token = pages.cookies.browser_token(request)
    async with pages.database.work() as session:
        if not browser_token or not await pages.sessions.knows_browser(session, digest(browser_token)):
            browser_token = new_token(pages.entropy)
        link = await pages.links.find(session, request.match_info["token"], pages.clock())
        if link is None:
            return pages.render.problem("link_gone", Language.ENGLISH, GONE)
        language = await _language_of(session, link.conversation_id)
        token = await _open_session(pages, session, link, digest(browser_token), language)
    if token is None:
        return pages.render.problem("link_used", language, GONE)
    response = see_other(LEADS_TO[link.purpose])
    pages.cookies.set(response, session_token=token, browser_token=browser_token)
    return response


async def _open_session(
    pages: SecurePages, session: AsyncSession, link: Link, browser_id: str, language: Language
) -> str | None:
    """The new session's token; None when another browser used the link before."""
    earlier = None
    if link.used_by is not None:
        earlier = await pages.sessions.of_browser(session, link.used_by, browser_id)
        if earlier is None:
            return None
    now = pages.clock()
    token = new_token(pages.entropy)
    if not await pages.links.mark_used(session, link, digest(token), now):
        return None
    chat_id = None
    if link.purpose is LinkPurpose.SECURE_CHAT:
        chat_id = await pages.sessions.chat_of_browser(session, link.conversation_id, browser_id)
        chat_id = chat_id or await pages.open_chat(session, link.conversation_id)
    await pages.sessions.open(
        session,
        token,
        conversation_id=link.conversation_id,
        purpose=link.purpose,
        subject=earlier.subject if earlier else link.subject,
        browser_id=browser_id,
        language=earlier.language if earlier else language,
        now=now,
        chat_conversation_id=chat_id,
        appointment_id=earlier.appointment_id if earlier else None,
    )
    await pages.audit.record(
        session,
        actor="patient",
        action="link.opened",
        subject=f"conversation:{link.conversation_id}",
        details={"purpose": link.purpose.value},
    )
    return token


async def _language_of(session: AsyncSession, conversation_id: str) -> Language:
    query = select(ConversationRow.language).where(ConversationRow.id == conversation_id)
    return Language(await session.scalar(query) or Language.ENGLISH)
