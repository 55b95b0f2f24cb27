"""Replies of staff that wait for the patient's proof, sealed like everything else of their chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.store import scope_of
from bot.messages.ids import Entropy, new_id
from bot.proof.tables import WaitingReplyRow
from bot.storage.wrapped_keys import StoredKeys
from bot.vault.context import SealContext
from bot.vault.vault import Vault

KEPT = timedelta(days=30)  # as long as a browser can come back


@dataclass(frozen=True, slots=True, repr=False)
class WaitingReply:
    id: str
    staff_id: str
    text: str
    since: datetime


class WaitingReplies:
    def __init__(self, vault: Vault, entropy: Entropy) -> None:
        self._vault = vault
        self._entropy = entropy

    async def keep(self, session: AsyncSession, chat_id: str, staff_id: str, text: str, now: datetime) -> str:
        reply_id = new_id(self._entropy)
        sealed = await self._vault.seal(StoredKeys(session), _context(chat_id, reply_id, staff_id), text.encode())
        row = WaitingReplyRow(id=reply_id, chat_id=chat_id, staff_id=staff_id, sealed_text=sealed, created_at=now)
        session.add(row)
        await session.flush()
        return reply_id

    async def of_chat(self, session: AsyncSession, chat_id: str) -> Sequence[WaitingReply]:
        """Oldest first."""
        query = select(WaitingReplyRow).where(WaitingReplyRow.chat_id == chat_id)
        rows = await session.scalars(query.order_by(WaitingReplyRow.created_at, WaitingReplyRow.id))
        keys = StoredKeys(session)
        return [
            WaitingReply(
                row.id,
                row.staff_id,
                (await self._vault.reveal(keys, _context(chat_id, row.id, row.staff_id), row.sealed_text)).decode(),
                row.created_at,
            )
            for row in rows.all()
        ]

    async def remove(self, session: AsyncSession, chat_id: str, reply_id: str) -> bool:
        """False when it is gone already: delivered, or withdrawn by a colleague."""
        removed = await session.execute(
            delete(WaitingReplyRow)
            .where(WaitingReplyRow.chat_id == chat_id, WaitingReplyRow.id == reply_id)
            .returning(WaitingReplyRow.id)
        )
        return removed.first() is not None


async def forget_old_replies(session: AsyncSession, now: datetime) -> None:
    """Housekeeping: nobody proved anything for so long that the browser could not come back."""
    await session.execute(delete(WaitingReplyRow).where(WaitingReplyRow.created_at <= now - KEPT))


def _context(chat_id: str, reply_id: str, staff_id: str) -> SealContext:
    return SealContext(scope=scope_of(chat_id), record=f"waiting/{reply_id}/{staff_id}")
