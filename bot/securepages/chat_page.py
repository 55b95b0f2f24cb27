"""`/chat`: the page, the way into a chat without a link, the language.

GET changes nothing but the audit log and the time of last activity. A visitor without a chat sees what happens to what
they write, and a button.
"""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import hdrs, web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.webchat import ACCOUNT
from bot.messages.effects import Language
from bot.messages.ids import new_id, new_token
from bot.messages.reply import LinkPurpose
from bot.securepages.access import is_from_elsewhere, is_own_form, read_post
from bot.securepages.chat_parts import CHAT
from bot.securepages.chat_proof_view import view_proof
from bot.securepages.chat_session import EarlierChat, OpenChat, find_chat, find_earlier_chat
from bot.securepages.chat_view import Bubbles, buttons_under
from bot.securepages.pages import PAGES
from bot.securepages.tokens import digest

CHAT_PATH = "/chat"
CHANNEL = "webchat"
TEXT_LIMIT = 10_000  # characters of a message
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


async def show_chat(request: web.Request) -> web.StreamResponse:
    pages = request.app[PAGES]
    async with pages.database.work() as session:
        chat = await find_chat(session, request, active=True)
    if chat is not None:
        return await render_chat(request, chat)
    return await _render_start(request)


async def render_chat(
    request: web.Request,
    chat: OpenChat,
    *,
    status: int = 200,
    alert: str = "",
    blanks: Mapping[str, str] | None = None,
    typed: str = "",
    trying: bool = False,
) -> web.Response:
    """`alert` names a fixed text with `blanks`; `typed` is what could not be sent and must not be lost; `trying`: a
    passphrase was sent and did not do.
    """
    pages, parts = request.app[PAGES], request.app[CHAT]
    language = chat.page.language
    async with pages.database.work() as session:
        entries = await parts.transcripts.read_as_patient(session, chat.conversation_id)
        conversation = await parts.conversations.get(session, chat.conversation_id)
        buttons = await buttons_under(session, chat.conversation_id, entries[-1] if entries else None, pages.clock)
        proof = await view_proof(session, pages, parts, chat.conversation_id, language, trying=trying)
    response = pages.render.page(
        "chat.html",
        language,
        status=status,
        csrf=chat.page.csrf,
        message_id=new_id(pages.entropy),
        bubbles=Bubbles(pages, language).show(entries),
        buttons=buttons,
        state=conversation.owner.value,
        last=entries[-1].sequence if entries else 0,
        limit=TEXT_LIMIT,
        alert=alert,
        blanks=blanks or {},
        typed=typed,
        proof=proof,
    )
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    return response


async def start_chat(request: web.Request) -> web.StreamResponse:
    """Opens a chat, or continues the one that this browser had, and sets the cookies of its session."""
    pages, parts = request.app[PAGES], request.app[CHAT]
    fields = await read_post(request)
    language = _language(fields.get("language", ""), request)
    if is_from_elsewhere(request):
        return pages.render.problem("request_refused", language, web.HTTPForbidden.status_code)
    async with pages.database.work() as session:
        alive = await find_chat(session, request, active=True)
    if alive is not None:
        return see_other()
    if not parts.starts.allows(parts.address_of(request)):
        return await _render_start(request, alert="chat_too_many_starts", status=web.HTTPTooManyRequests.status_code)
    browser_token = pages.cookies.browser_token(request)
    async with pages.database.work() as session:
        if not browser_token or not await pages.sessions.knows_browser(session, digest(browser_token)):
            browser_token = new_token(pages.entropy)
        earlier = await find_earlier_chat(session, request) if fields.get("action") == "continue" else None
        token = await _open_session(session, request, earlier, digest(browser_token), language)
    response = see_other()
    pages.cookies.set(response, session_token=token, browser_token=browser_token)
    return response


async def speak(request: web.Request) -> web.StreamResponse:
    """Changes the page's language; what the bot speaks follows what the patient writes."""
    pages = request.app[PAGES]
    fields = await read_post(request)
    async with pages.database.work() as session:
        chat = await find_chat(session, request, active=True)
        if chat is not None and is_own_form(request, chat.page, fields):
            language = _language(fields.get("language", ""), request)
            await pages.sessions.speak(session, chat.page.id, language, pages.clock())
    return see_other()


async def _open_session(
    session: AsyncSession, request: web.Request, earlier: EarlierChat | None, browser_id: str, language: Language
) -> str:
    pages, parts = request.app[PAGES], request.app[CHAT]
    now = pages.clock()
    if earlier is None:
        opened = await parts.conversations.open(
            session,
            channel=CHANNEL,
            account=ACCOUNT,
            sender=new_token(pages.entropy),
            now=now,
            language=language,
        )
        earlier = EarlierChat(opened.id, opened.id)
    token = new_token(pages.entropy)
    await pages.sessions.open(
        session,
        token,
        conversation_id=earlier.parent_id,
        purpose=LinkPurpose.SECURE_CHAT,
        subject="",
        browser_id=browser_id,
        language=language,
        now=now,
        chat_conversation_id=earlier.conversation_id,
    )
    await pages.audit.record(
        session, actor="patient", action="chat.opened", subject=f"conversation:{earlier.conversation_id}"
    )
    return token


async def _render_start(request: web.Request, *, alert: str = "", status: int = 200) -> web.Response:
    pages = request.app[PAGES]
    async with pages.database.reading() as session:
        earlier = await find_earlier_chat(session, request)
    language = _language(request.query.get("language", ""), request)
    return pages.render.page("chat_start.html", language, status=status, earlier=earlier is not None, alert=alert)


def see_other(anchor: str = "") -> web.Response:
    """To the chat page, by GET."""
    return web.Response(status=web.HTTPSeeOther.status_code, headers={hdrs.LOCATION: CHAT_PATH + anchor})


def _language(asked: str, request: web.Request) -> Language:
    if asked in list(Language):
        return Language(asked)
    preferred = request.headers.get(hdrs.ACCEPT_LANGUAGE, "").strip().lower()
    return Language.SPANISH if preferred.startswith("es") else Language.ENGLISH
