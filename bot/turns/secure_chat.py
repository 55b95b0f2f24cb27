"""The secure chat that a link opens beside a conversation on a network.

It is a conversation of its own: nothing said on the network is shown in it. An open ticket moves along, with whoever
claimed it, so that the person at the desk goes on in the place where they may speak openly.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.webchat import ACCOUNT, WebChat
from bot.conversations.store import Conversations
from bot.desk.tickets import Tickets
from bot.messages.clock import Clock
from bot.messages.ids import Entropy, new_token


class SecureChats:
    def __init__(self, conversations: Conversations, tickets: Tickets, clock: Clock, entropy: Entropy) -> None:
        self._conversations = conversations
        self._tickets = tickets
        self._clock = clock
        self._entropy = entropy

    async def open(self, session: AsyncSession, parent_id: str) -> str:
        """Returns the new conversation's id. Raises LookupError for an unknown parent."""
        now = self._clock()
        parent = await self._conversations.get(session, parent_id)
        chat = await self._conversations.open(
            session,
            channel=WebChat.name,
            account=ACCOUNT,
            sender=new_token(self._entropy),
            now=now,
            parent_id=parent_id,
            language=parent.language,
        )
        await self._tickets.continue_in(session, parent_id, chat.id, now)
        return chat.id
