"""Legal holds: while one stands, no transcript and no appointment of the person is deleted, not even what the patient
took back.

A hold is on the conversation in which the person first wrote, and covers the secure chats that its links opened or
will open, and the appointments made in any of them: whoever names one of these conversations means them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.audit.audit import Audit
from bot.conversations.tables import ConversationRow
from bot.transcripts.hold_reason import HoldReason
from bot.transcripts.sealing import conversation_scope
from bot.transcripts.tables import EntryRow, LegalHoldRow


@dataclass(frozen=True, slots=True)
class LegalHold:
    """`conversation_id` is where the person first wrote; `placed_by` the staff account in whose name it stands."""

    conversation_id: str
    reason: HoldReason
    placed_by: str
    placed_at: datetime


class LegalHolds:
    """Every method works in the caller's transaction. `actor` is who does it, as the audit names them; `staff_id` the
    account in whose name. They differ on the command line, where nobody has signed in.
    """

    def __init__(self, audit: Audit) -> None:
        self._audit = audit

    async def place(
        self,
        session: AsyncSession,
        conversation_id: str,
        *,
        reason: HoldReason,
        staff_id: str,
        actor: str,
        now: datetime,
    ) -> bool:
        """False when a hold stands already. Raises LookupError when there is no such conversation."""
        root = await _root_of(session, conversation_id)
        # A purge of one of them is over by then, or comes after this and finds the hold.
        await session.execute(_family(root).order_by(ConversationRow.id).with_for_update())
        if await session.get(LegalHoldRow, root) is not None:
            return False
        session.add(LegalHoldRow(conversation_id=root, reason=reason.value, placed_by=staff_id, placed_at=now))
        await session.flush()
        await self._record(session, root, "hold.place", actor, {"reason": reason.value, "staff": staff_id})
        return True

    async def release(self, session: AsyncSession, conversation_id: str, *, staff_id: str, actor: str) -> bool:
        """What was withheld meanwhile is erased now. False when no hold stands. Raises LookupError."""
        root = await _root_of(session, conversation_id)
        release = delete(LegalHoldRow).where(LegalHoldRow.conversation_id == root)
        reason = await session.scalar(release.returning(LegalHoldRow.reason))
        if reason is None:
            return False
        withheld = update(EntryRow).where(EntryRow.conversation_id.in_(_family(root)), EntryRow.erased.is_(True))
        await session.execute(withheld.values(sealed=None).execution_options(synchronize_session=False))
        await self._record(session, root, "hold.release", actor, {"reason": reason, "staff": staff_id})
        return True

    async def of(self, session: AsyncSession, conversation_id: str) -> LegalHold | None:
        """The hold that covers it. Raises LookupError."""
        row = await session.get(LegalHoldRow, await _root_of(session, conversation_id))
        return None if row is None else _to_hold(row)

    async def all(self, session: AsyncSession) -> list[LegalHold]:
        """The oldest first."""
        query = select(LegalHoldRow).order_by(LegalHoldRow.placed_at, LegalHoldRow.conversation_id)
        return [_to_hold(row) for row in await session.scalars(query)]

    async def _record(
        self, session: AsyncSession, root: str, action: str, actor: str, details: Mapping[str, str]
    ) -> None:
        subject = conversation_scope(root)
        await self._audit.record(session, actor=actor, action=action, subject=subject, details=details)


def held_conversations() -> Select[str]:
    """The ids of all that a hold covers, for use in another query."""
    member = aliased(ConversationRow)  # the outer query may be of conversations, too
    return select(member.id).join(LegalHoldRow, LegalHoldRow.conversation_id == _root(member))


async def is_held(session: AsyncSession, conversation_id: str) -> bool:
    held = select(ConversationRow.id).where(ConversationRow.id == conversation_id)
    return await session.scalar(held.where(ConversationRow.id.in_(held_conversations()))) is not None


def _root(conversation: type[ConversationRow]) -> ColumnElement[str]:
    return func.coalesce(conversation.parent_id, conversation.id)


def _family(root: str) -> Select[str]:
    return select(ConversationRow.id).where(_root(ConversationRow) == root)


async def _root_of(session: AsyncSession, conversation_id: str) -> str:
    root: str | None = await session.scalar(select(_root(ConversationRow)).where(ConversationRow.id == conversation_id))
    if root is None:
        raise LookupError("no such conversation")
    return root


def _to_hold(row: LegalHoldRow) -> LegalHold:
    return LegalHold(row.conversation_id, HoldReason(row.reason), row.placed_by, row.placed_at)
