"""Tickets: someone waits for a person of the clinic.

Rules:
1. A conversation has at most one open ticket; a second wish joins it, raises its urgency and adds its reason.
2. Opening moves the owner from `bot` to `waiting`, and only a claim makes it `person`. Every change of owner is a
   compare-and-set, so that of two who claim at once one wins.
3. A claim that nobody follows with an answer goes back to `waiting` after the clinic's limit.
4. However a ticket ends, the conversation belongs to the bot again: nobody is left talking to an empty desk.
5. A new alarm on an acknowledged ticket asks to be acknowledged again.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.audit import Audit
from bot.conversations.conversation import Owner
from bot.conversations.store import Conversations
from bot.desk.audited import SYSTEM, Deed, about_conversation, staff_actor
from bot.desk.tables import TicketRow
from bot.desk.waiting import TicketLine, lines
from bot.messages.effects import OpenTicket
from bot.messages.ids import Entropy, new_id

SHOWN_DONE = 20  # tickets


class Tickets:
    """`claim_limit` is how long a claim may stay without an answer (`clinic.claim_minutes`)."""

    def __init__(self, conversations: Conversations, audit: Audit, entropy: Entropy, *, claim_limit: timedelta) -> None:
        self._conversations = conversations
        self._audit = audit
        self._entropy = entropy
        self._claim_limit = claim_limit

    async def open(self, session: AsyncSession, conversation_id: str, ticket: OpenTicket, now: datetime) -> str:
        """Returns the id of the open ticket, new or joined."""
        row = await self.find_open(session, conversation_id)
        if row is None:
            row = TicketRow(
                id=new_id(self._entropy),
                conversation_id=conversation_id,
                reasons=ticket.reason.value,
                urgent=ticket.urgent,
                opened_at=now,
                unanswered_since=now,
                version=1,
            )
            session.add(row)
        else:
            _join(row, ticket, now)
        await session.flush()
        await self._conversations.change_owner(
            session, conversation_id, expected=Owner.BOT, to=Owner.WAITING, staff=None, now=now
        )
        return row.id

    async def find_open(self, session: AsyncSession, conversation_id: str) -> TicketRow | None:
        await self._conversations.lock(session, conversation_id)
        return await session.scalar(
            select(TicketRow).filter_by(conversation_id=conversation_id, closed_at=None).with_for_update()
        )

    async def waiting(self, session: AsyncSession) -> list[TicketLine]:
        """Nobody has claimed these: urgent ones first, then who has waited longest."""
        return await lines(session, TicketRow.claimed_at.is_(None))

    async def claimed(self, session: AsyncSession) -> list[TicketLine]:
        return await lines(session, TicketRow.claimed_at.is_not(None))

    async def done_since(self, session: AsyncSession, now: datetime) -> list[TicketLine]:
        """Closed within the last day, the latest first: to find the way back to one."""
        recent = await lines(session, TicketRow.closed_at > now - timedelta(days=1), closed=True)
        return sorted(recent, key=lambda line: line.closed_at or now, reverse=True)[:SHOWN_DONE]

    async def line_of(self, session: AsyncSession, conversation_id: str) -> TicketLine | None:
        """The open ticket of a conversation."""
        return next(iter(await lines(session, TicketRow.conversation_id == conversation_id)), None)

    async def conversation_of(self, session: AsyncSession, ticket_id: str) -> str:
        """Raises LookupError."""
        row = await session.get(TicketRow, ticket_id)
        if row is None:
            raise LookupError("no such ticket")
        return row.conversation_id

    async def alarms(self, session: AsyncSession) -> list[TicketLine]:
        """Urgent tickets that nobody has acknowledged."""
        return await lines(session, TicketRow.urgent & TicketRow.acknowledged_at.is_(None))

    async def patient_wrote(self, session: AsyncSession, conversation_id: str, now: datetime) -> None:
        """Tells the desk that there is something new to read; without an open ticket it does nothing."""
        row = await self.find_open(session, conversation_id)
        if row is not None:
            row.unanswered_since = row.unanswered_since or now
            row.version += 1

    async def claim(self, session: AsyncSession, ticket_id: str, staff_id: str, now: datetime) -> bool:
        """False when somebody was quicker, or the ticket is closed. A claim also acknowledges an alarm."""
        row = await self._open_row(session, ticket_id)
        if row is None or row.claimed_at is not None:
            return False
        if not await self._conversations.change_owner(
            session, row.conversation_id, expected=Owner.WAITING, to=Owner.PERSON, staff=staff_id, now=now
        ):
            return False
        _give_to(row, staff_id, now)
        await self._record(session, staff_actor(staff_id), Deed.CLAIM, row)
        return True

    async def take_over(
        self, session: AsyncSession, ticket_id: str, staff_id: str, now: datetime, *, claimed_by: str
    ) -> bool:
        """Takes a claimed ticket from a colleague; False when it is no longer theirs."""
        row = await self._open_row(session, ticket_id)
        if (
            row is None
            or row.claimed_by != claimed_by
            or not await self._conversations.change_owner(
                session, row.conversation_id, expected=Owner.PERSON, to=Owner.PERSON, staff=staff_id, now=now
            )
        ):
            return False
        _give_to(row, staff_id, now)
        await self._record(session, staff_actor(staff_id), Deed.TAKE_OVER, row)
        return True

    async def acknowledge(self, session: AsyncSession, ticket_id: str, staff_id: str, now: datetime) -> bool:
        """Somebody has seen the alarm: its banner goes, the ticket stays. False when there is no alarm left."""
        row = await self._open_row(session, ticket_id)
        if row is None or not row.urgent or row.acknowledged_at is not None:
            return False
        row.acknowledged_at, row.acknowledged_by = now, staff_id
        row.version += 1
        await self._record(session, staff_actor(staff_id), Deed.ACKNOWLEDGE, row)
        return True

    async def answered(self, session: AsyncSession, conversation_id: str) -> None:
        """Staff have replied: the claim counts as answered until the patient writes again."""
        row = await self.find_open(session, conversation_id)
        if row is not None:
            row.unanswered_since = None
            row.version += 1

    async def hand_back(self, session: AsyncSession, ticket_id: str, staff_id: str, now: datetime) -> bool:
        """The bot goes on. Only who claimed the ticket can hand it back."""
        row = await self._open_row(session, ticket_id)
        if row is None or row.claimed_by != staff_id:
            return False
        return await self._end(session, row, staff_id, now, Deed.HAND_BACK)

    async def close(self, session: AsyncSession, ticket_id: str, staff_id: str, now: datetime) -> bool:
        """Nothing is left to do. Who claimed it, or anyone while nobody has; an alarm is acknowledged first."""
        row = await self._open_row(session, ticket_id)
        if row is None or row.claimed_by not in (None, staff_id) or (row.urgent and row.acknowledged_at is None):
            return False
        return await self._end(session, row, staff_id, now, Deed.CLOSE)

    async def continue_in(self, session: AsyncSession, conversation_id: str, other_id: str, now: datetime) -> bool:
        """The patient opened the secure chat: the open ticket, and who claimed it, go along. False without a ticket."""
        await self._conversations.lock(session, conversation_id, other_id)
        row = await self.find_open(session, conversation_id)
        if row is None or await self.find_open(session, other_id) is not None:
            return False
        owner, staff = (Owner.PERSON, row.claimed_by) if row.claimed_by else (Owner.WAITING, None)
        await self._conversations.change_owner(session, other_id, expected=Owner.BOT, to=owner, staff=staff, now=now)
        await self._conversations.change_owner(
            session, conversation_id, expected=owner, to=Owner.BOT, staff=None, now=now
        )
        row.conversation_id = other_id
        row.version += 1
        return True

    async def expire_claims(self, session: AsyncSession, now: datetime) -> int:
        """Claims left unanswered go back to the waiting list: how many."""
        late = and_(
            TicketRow.closed_at.is_(None),
            TicketRow.claimed_at <= now - self._claim_limit,
            TicketRow.unanswered_since <= now - self._claim_limit,
        )
        await self._conversations.lock(session, *await session.scalars(select(TicketRow.conversation_id).where(late)))
        stale = await session.scalars(select(TicketRow).where(late).with_for_update())
        expired = 0
        for row in stale.all():
            if await self._conversations.change_owner(
                session, row.conversation_id, expected=Owner.PERSON, to=Owner.WAITING, staff=None, now=now
            ):
                row.claimed_at = row.claimed_by = None
                row.version += 1
                expired += 1
                await self._record(session, SYSTEM, Deed.CLAIM_EXPIRE, row)
        return expired

    async def purge(self, session: AsyncSession, *, closed_before: datetime) -> None:
        await session.execute(delete(TicketRow).where(TicketRow.closed_at < closed_before))

    async def _end(self, session: AsyncSession, row: TicketRow, staff_id: str, now: datetime, deed: Deed) -> bool:
        for owner in (Owner.PERSON, Owner.WAITING):
            if await self._conversations.change_owner(
                session, row.conversation_id, expected=owner, to=Owner.BOT, staff=None, now=now
            ):
                break
        row.closed_at, row.closed_by, row.outcome = now, staff_id, deed.name.lower()
        row.version += 1
        await self._record(session, staff_actor(staff_id), deed, row)
        return True

    async def _record(self, session: AsyncSession, actor: str, deed: Deed, row: TicketRow) -> None:
        await session.flush()
        await self._audit.record(
            session,
            actor=actor,
            action=deed,
            subject=about_conversation(row.conversation_id),
            details={"ticket": row.id},
        )

    async def _open_row(self, session: AsyncSession, ticket_id: str) -> TicketRow | None:
        found = select(TicketRow.conversation_id).filter_by(id=ticket_id, closed_at=None)
        await self._conversations.lock(session, *await session.scalars(found))
        return await session.scalar(select(TicketRow).filter_by(id=ticket_id, closed_at=None).with_for_update())


def _join(row: TicketRow, ticket: OpenTicket, now: datetime) -> None:
    reasons = row.reasons.split()
    if ticket.reason.value not in reasons:
        row.reasons = " ".join((*reasons, ticket.reason.value))
    if ticket.urgent:
        row.urgent = True
        row.acknowledged_at = row.acknowledged_by = None
    row.unanswered_since = row.unanswered_since or now
    row.version += 1


def _give_to(row: TicketRow, staff_id: str, now: datetime) -> None:
    row.claimed_at, row.claimed_by = now, staff_id
    row.unanswered_since = row.unanswered_since or now
    if row.urgent and row.acknowledged_at is None:
        row.acknowledged_at, row.acknowledged_by = now, staff_id
    row.version += 1
