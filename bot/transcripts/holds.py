"""Legal holds: while one stands, nothing of the conversation is deleted, not even what the patient took back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.audit import Audit
from bot.transcripts.sealing import conversation_scope
from bot.transcripts.tables import EntryRow, LegalHoldRow


class LegalHolds:
    def __init__(self, audit: Audit) -> None:
        self._audit = audit

    async def place(
        self, session: AsyncSession, conversation_id: str, *, matter: str, staff_id: str, now: datetime
    ) -> bool:
        """`matter` is the clinic's reference, without details. False when a hold stands already."""
        if await session.get(LegalHoldRow, conversation_id) is not None:
            return False
        row = LegalHoldRow(conversation_id=conversation_id, matter=matter, placed_by=staff_id, placed_at=now)
        session.add(row)
        await session.flush()
        await self._record(session, conversation_id, "hold.place", staff_id, matter)
        return True

    async def release(self, session: AsyncSession, conversation_id: str, *, staff_id: str) -> bool:
        """What was withheld meanwhile is erased now. False when no hold stands."""
        release = delete(LegalHoldRow).where(LegalHoldRow.conversation_id == conversation_id)
        matter = await session.scalar(release.returning(LegalHoldRow.matter))
        if matter is None:
            return False
        withheld = update(EntryRow).where(EntryRow.conversation_id == conversation_id, EntryRow.erased.is_(True))
        await session.execute(withheld.values(sealed=None))
        await self._record(session, conversation_id, "hold.release", staff_id, matter)
        return True

    async def _record(
        self, session: AsyncSession, conversation_id: str, action: str, staff_id: str, matter: str
    ) -> None:
        await self._audit.record(
            session,
            actor=f"staff:{staff_id}",
            action=action,
            subject=conversation_scope(conversation_id),
            details={"matter": matter},
        )
