"""The secure web chat: the clinic's own, so PHI may be written here.

Anyone may begin a chat from the clinic's website; a link from another channel leads into one as well. What was written
is shown to the browser that wrote it, and to another one only after the patient's passphrase. Everything works without
scripts; with them it is live.
"""

from __future__ import annotations

from aiohttp import web

from bot.securepages.chat_events import stream_events
from bot.securepages.chat_messages import post_message
from bot.securepages.chat_page import CHAT_PATH, show_chat, speak, start_chat
from bot.securepages.chat_parts import CHAT, Chat, build_chat
from bot.securepages.chat_passphrase import post_passphrase

__all__ = ["CHAT", "Chat", "add_chat", "build_chat"]


def add_chat(app: web.Application, chat: Chat) -> None:
    """Adds the routes to an application that has the secure pages: sessions, cookies and headers are theirs."""
    app[CHAT] = chat
    app.on_shutdown.append(_close_streams)
    app.on_cleanup.append(_close_passphrases)
    app.router.add_get(CHAT_PATH, show_chat)
    app.router.add_post(f"{CHAT_PATH}/start", start_chat)
    app.router.add_post(f"{CHAT_PATH}/language", speak)
    app.router.add_post(f"{CHAT_PATH}/messages", post_message)
    app.router.add_post(f"{CHAT_PATH}/passphrase", post_passphrase)
    app.router.add_get(f"{CHAT_PATH}/events", stream_events, allow_head=False)


async def _close_streams(app: web.Application) -> None:
    app[CHAT].notifier.close()


async def _close_passphrases(app: web.Application) -> None:
    app[CHAT].passphrases.close()
