"""What went wrong on the way in or out and needs a person. No text: the conversation has what may be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.tables import ConversationRow
from bot.deliveries.tables import InboxRow, InboxState, OutboxRow, OutboxState

MOST = 100  # shown at once


class Failure(StrEnum):
    DEAD_LETTER = "dead_letter"  # a patient's message could not be handled
    NOT_DELIVERED = "failed"  # the network refused ours
    UNCERTAIN = "uncertain"  # nobody knows whether ours arrived


@dataclass(frozen=True, slots=True)
class FailedDelivery:
    what: Failure
    channel: str
    conversation_id: str | None
    attempts: int
    error: str | None  # a stable code
    at: datetime


async def failed_deliveries(session: AsyncSession) -> list[FailedDelivery]:
    """The latest first."""
    dead = await session.execute(
        select(InboxRow, ConversationRow.id)
        .outerjoin(
            ConversationRow,
            (ConversationRow.sender_key == InboxRow.sender_key) & (ConversationRow.channel == InboxRow.channel),
        )
        .where(InboxRow.state == InboxState.DEAD.value)
        .order_by(InboxRow.id.desc())
        .limit(MOST)
    )
    unsent = await session.execute(
        select(OutboxRow, ConversationRow.channel)
        .join(ConversationRow, ConversationRow.id == OutboxRow.conversation_id)
        .where(OutboxRow.state.in_((OutboxState.FAILED.value, OutboxState.UNCERTAIN.value)))
        .order_by(OutboxRow.sequence.desc())
        .limit(MOST)
    )
    found = [
        FailedDelivery(Failure.DEAD_LETTER, row.channel, conversation, row.attempts, None, row.received_at)
        for row, conversation in dead
    ]
    found += [
        FailedDelivery(Failure(row.state), channel, row.conversation_id, row.attempts, row.error, row.created_at)
        for row, channel in unsent
    ]
    return sorted(found, key=lambda failure: failure.at, reverse=True)[:MOST]
