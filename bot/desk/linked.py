"""Conversations of the same person that one link joined: a chat on a network and its secure chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.conversation import Conversation
from bot.conversations.tables import ConversationRow


@dataclass(frozen=True, slots=True)
class Linked:
    id: str
    channel: str
    since: datetime
    last_inbound_at: datetime | None
    child: bool  # the secure chat that a link of this conversation opened


async def linked_conversations(session: AsyncSession, conversation: Conversation) -> list[Linked]:
    """Newest first."""
    rows = await session.scalars(
        select(ConversationRow)
        .where(
            or_(
                ConversationRow.parent_id == conversation.id,
                ConversationRow.id == (conversation.parent_id or ""),
            )
        )
        .order_by(ConversationRow.created_at.desc())
    )
    return [
        Linked(row.id, row.channel, row.created_at, row.last_inbound_at, row.parent_id == conversation.id)
        for row in rows.all()
    ]
