"""The inbox's lines: why somebody waits and for how long. There is no message text, and no name, in a line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.tables import ConversationRow
from bot.desk.tables import StaffAccountRow, TicketRow
from bot.messages.effects import Language, TicketReason


@dataclass(frozen=True, slots=True)
class TicketLine:
    id: str
    conversation_id: str
    channel: str
    language: Language
    reasons: tuple[TicketReason, ...]
    urgent: bool
    acknowledged: bool
    opened_at: datetime
    unanswered_since: datetime | None  # None: the desk had the last word
    claimed_by: str | None
    claimed_by_name: str | None
    closed_at: datetime | None
    outcome: str | None

    @property
    def alarm(self) -> bool:
        """An urgent ticket that nobody has acknowledged yet."""
        return self.urgent and not self.acknowledged


async def lines(session: AsyncSession, which: ColumnElement[bool], *, closed: bool = False) -> list[TicketLine]:
    """Open tickets, or closed ones: alarms first, then what else is urgent, then who has waited longest."""
    alarm = and_(TicketRow.urgent, TicketRow.acknowledged_at.is_(None))
    state = TicketRow.closed_at.is_not(None) if closed else TicketRow.closed_at.is_(None)
    rows = await session.execute(
        select(TicketRow, ConversationRow.channel, ConversationRow.language, StaffAccountRow.name)
        .join(ConversationRow, ConversationRow.id == TicketRow.conversation_id)
        .outerjoin(StaffAccountRow, StaffAccountRow.id == TicketRow.claimed_by)
        .where(state, which)
        .order_by(alarm.desc(), TicketRow.urgent.desc(), TicketRow.opened_at, TicketRow.id)
    )
    return [_line(row, channel, language, name) for row, channel, language, name in rows]


def _line(row: TicketRow, channel: str, language: str, claimed_by_name: str | None) -> TicketLine:
    return TicketLine(
        id=row.id,
        conversation_id=row.conversation_id,
        channel=channel,
        language=Language(language),
        reasons=tuple(TicketReason(reason) for reason in row.reasons.split()),
        urgent=row.urgent,
        acknowledged=row.acknowledged_at is not None,
        opened_at=row.opened_at,
        unanswered_since=row.unanswered_since,
        claimed_by=row.claimed_by,
        claimed_by_name=claimed_by_name,
        closed_at=row.closed_at,
        outcome=row.outcome,
    )
