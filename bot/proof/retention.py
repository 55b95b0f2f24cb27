"""What goes with a conversation's transcript: the passphrase, its tries, the proofs, and replies that wait."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.proof.proofs import forget_proofs
from bot.proof.tables import PassphraseRow, PassphraseTriesRow, WaitingReplyRow


async def forget_conversation(session: AsyncSession, conversation_id: str) -> None:
    """Be it the secure chat or the one on the network. The caller shreds the key that the hash was sealed under."""
    await session.execute(delete(PassphraseRow).where(PassphraseRow.conversation_id == conversation_id))
    await session.execute(delete(PassphraseTriesRow).where(PassphraseTriesRow.conversation_id == conversation_id))
    await session.execute(delete(WaitingReplyRow).where(WaitingReplyRow.chat_id == conversation_id))
    await forget_proofs(session, conversation_id)
