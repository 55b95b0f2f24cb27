"""Which secure chats are proven, and what that opens.

1. Choosing a passphrase proves nothing yet: it lets this chat be found again.
2. Entering it proves that the same person writes as in the chat it was chosen in. It says nothing about who that is.
3. A proven chat opens those in which the passphrase was chosen or entered, and no other: whoever opened a link of the
   same conversation and never proved anything keeps their words to themselves.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.proof.family import Family
from bot.proof.tables import ChatProofRow


class How(StrEnum):
    CHOSEN = "chosen"
    ENTERED = "entered"


class Proofs:
    async def how(self, session: AsyncSession, chat_id: str) -> How | None:
        row = await session.get(ChatProofRow, chat_id, populate_existing=True)
        return How(row.how) if row is not None else None

    async def is_verified(self, session: AsyncSession, conversation_id: str) -> bool:
        """The desk's question about a secure chat."""
        return await self.how(session, conversation_id) is How.ENTERED

    async def opened_to(self, session: AsyncSession, family: Family) -> tuple[str, ...]:
        """The other chats that this one may show, oldest first."""
        if await self.how(session, family.chat_id) is not How.ENTERED:
            return ()
        proven = select(ChatProofRow.chat_id).where(ChatProofRow.conversation_id == family.network_id)
        theirs = frozenset(await session.scalars(proven))
        return tuple(chat for chat in family.siblings if chat in theirs)

    async def record(self, session: AsyncSession, family: Family, how: How, now: datetime) -> None:
        row = await session.get(ChatProofRow, family.chat_id, populate_existing=True)
        if row is None:
            row = ChatProofRow(chat_id=family.chat_id, conversation_id=family.network_id)
            session.add(row)
        row.how, row.at = how.value, now
        await session.flush()


async def forget_proofs(session: AsyncSession, conversation_id: str) -> None:
    """Of a conversation whose transcript goes, be it the secure chat or the one on the network."""
    of_it = or_(ChatProofRow.chat_id == conversation_id, ChatProofRow.conversation_id == conversation_id)
    await session.execute(delete(ChatProofRow).where(of_it))
