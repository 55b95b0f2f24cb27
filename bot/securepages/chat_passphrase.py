"""`/chat/passphrase`: choosing, changing and entering one. The words travel in a form's body and stop here.

A wrong one, and one where there is none, get the same answer. No answer repeats what was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from aiohttp import web

from bot.passwords.hashing import BusyError
from bot.proof.passphrases import SHORTEST, Outcome, Verdict
from bot.securepages.access import is_own_form, read_post
from bot.securepages.chat_page import render_chat, see_other
from bot.securepages.chat_parts import CHAT
from bot.securepages.chat_session import OpenChat, find_chat
from bot.securepages.moments import say_moment
from bot.securepages.pages import PAGES

ANSWERS: Mapping[Verdict, tuple[HTTPStatus, str]] = {
    Verdict.WEAK: (HTTPStatus.UNPROCESSABLE_ENTITY, "passphrase_weak"),
    Verdict.REFUSED: (HTTPStatus.UNPROCESSABLE_ENTITY, "passphrase_refused"),
    Verdict.LOCKED: (HTTPStatus.TOO_MANY_REQUESTS, "passphrase_locked"),
    Verdict.NOT_OFFERED: (HTTPStatus.CONFLICT, "passphrase_not_here"),
}


async def post_passphrase(request: web.Request) -> web.StreamResponse:
    pages, parts = request.app[PAGES], request.app[CHAT]
    fields = await read_post(request)
    async with pages.database.work() as session:
        chat = await find_chat(session, request, active=True)
    if chat is None:
        return see_other()
    if not is_own_form(request, chat.page, fields):
        return await render_chat(request, chat, status=HTTPStatus.FORBIDDEN, alert="chat_refused")
    if not parts.messages.allows(chat.conversation_id):
        return await render_chat(request, chat, status=HTTPStatus.TOO_MANY_REQUESTS, alert="chat_too_many")
    try:
        outcome = await _do(request, chat, fields)
    except BusyError:
        return await render_chat(request, chat, status=HTTPStatus.SERVICE_UNAVAILABLE, alert="passphrase_busy")
    if outcome.verdict is Verdict.DONE:
        return see_other()
    status, text = ANSWERS[outcome.verdict]
    blanks = {"shortest": str(SHORTEST)}
    if outcome.until is not None:
        blanks["moment"] = say_moment(pages.texts, chat.page.language, outcome.until, pages.clinic.zone)
    return await render_chat(request, chat, status=status, alert=text, blanks=blanks, trying=True)


async def _do(request: web.Request, chat: OpenChat, fields: Mapping[str, str]) -> Outcome:
    passphrases = request.app[CHAT].passphrases
    words = fields.get("passphrase", "")
    match fields.get("action"):
        case "choose":
            return await passphrases.choose(chat.conversation_id, words)
        case "change":
            return await passphrases.change(chat.conversation_id, fields.get("old", ""), words)
        case "enter":
            return await passphrases.enter(chat.conversation_id, words)
        case _:
            return Outcome(Verdict.NOT_OFFERED)
