"""The secure chats that the links of one chat on a network have opened."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.tables import ConversationRow


@dataclass(frozen=True, slots=True)
class Family:
    """`chats` are oldest first and hold `chat_id`."""

    chat_id: str
    network_id: str  # the chat on the network
    chats: tuple[str, ...]

    @property
    def is_first(self) -> bool:
        return self.chats[0] == self.chat_id

    @property
    def siblings(self) -> tuple[str, ...]:
        return tuple(chat for chat in self.chats if chat != self.chat_id)


async def family_of(session: AsyncSession, chat_id: str, *, lock: bool = False) -> Family | None:
    """None for a chat that no link of another conversation has opened.

    `lock`: a proof, a choice and a reply that may have to wait for them come one after the other.
    """
    network_id = await session.scalar(select(ConversationRow.parent_id).where(ConversationRow.id == chat_id))
    if network_id is None:
        return None
    if lock:
        # Both in one go and in order, before anything else of theirs: so that nobody waits for another in a circle.
        both = select(ConversationRow.id).where(ConversationRow.id.in_((network_id, chat_id)))
        await session.execute(both.order_by(ConversationRow.id).with_for_update())
    return Family(chat_id, network_id, await chats_opened_from(session, network_id))


async def chats_opened_from(session: AsyncSession, network_id: str) -> tuple[str, ...]:
    """Oldest first; none of a chat that is not a network's."""
    query = (
        select(ConversationRow.id)
        .where(ConversationRow.parent_id == network_id)
        .order_by(ConversationRow.created_at, ConversationRow.id)
    )
    return tuple(await session.scalars(query))
