"""How long a transcript is kept, and how it goes.

A conversation nobody has written in for the clinic's number of days goes as a whole: entries, known values, the
passphrase with what hangs on it, and the data key, so that copies of the sealed entries elsewhere are worth nothing
either. A legal hold keeps it. The conversation's own row stays, without its sender, so that the person is the same one
when they write again.

What is promised, and no more: the live database files. Backups made before keep the wrapped key until they expire.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.audit import Audit
from bot.conversations.tables import ConversationRow
from bot.proof.retention import forget_conversation
from bot.storage.engine import Database
from bot.storage.scrub import Scrubbed, scrub
from bot.storage.wrapped_keys import StoredKeys
from bot.transcripts.holds import held_conversations
from bot.transcripts.sealing import conversation_scope
from bot.transcripts.tables import EntryRow, KnownValueRow
from bot.vault.vault import Vault

BATCH = 100  # conversations a transaction


@dataclass(frozen=True, slots=True)
class Purged:
    """How many of each are gone."""

    conversations: int
    entries: int
    keys: int

    def __add__(self, other: Purged) -> Purged:
        return Purged(self.conversations + other.conversations, self.entries + other.entries, self.keys + other.keys)


@dataclass(frozen=True, slots=True)
class ErasureReceipt:
    """`files` says whether the live database files still hold deleted bytes. Backups are not covered by it."""

    purged: Purged
    files: Scrubbed


class Retention:
    def __init__(self, vault: Vault, audit: Audit) -> None:
        self._vault = vault
        self._audit = audit

    async def purge(self, database: Database, *, older_than: timedelta, now: datetime) -> ErasureReceipt:
        """Removes the conversations whose last entry is older; may be stopped and run again at any time."""
        total = Purged(0, 0, 0)
        while True:
            async with database.work() as session:
                batch = await self.purge_batch(session, older_than=older_than, now=now)
            total += batch
            if batch.conversations < BATCH:
                return ErasureReceipt(total, await scrub(database.engine))

    async def purge_batch(self, session: AsyncSession, *, older_than: timedelta, now: datetime) -> Purged:
        """The next conversations, in the caller's transaction. The files keep the bytes until they are scrubbed."""
        purged = Purged(0, 0, 0)
        for conversation_id in await self._expired(session, now - older_than):
            entries = await remove_transcript(session, conversation_id)
            keys = await self._shred(session, conversation_id, older_than)
            purged += Purged(1, entries, keys)
        return purged

    async def _expired(self, session: AsyncSession, before: datetime) -> list[str]:
        """Locked, so that a message which arrives meanwhile waits and then finds an empty transcript."""
        fresh = select(EntryRow.conversation_id).where(EntryRow.at >= before)
        kept = select(EntryRow.conversation_id)
        query = (
            select(ConversationRow.id)
            .where(ConversationRow.id.in_(kept), ConversationRow.id.not_in(fresh))
            .where(ConversationRow.id.not_in(held_conversations()))
            .order_by(ConversationRow.id)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        )
        locked = list(await session.scalars(query))
        # A message may have come in between the look and the lock, or a hold.
        woken = select(EntryRow.conversation_id).where(EntryRow.conversation_id.in_(locked), EntryRow.at >= before)
        return sorted(set(locked).difference(await session.scalars(woken), await session.scalars(held_conversations())))

    async def _shred(self, session: AsyncSession, conversation_id: str, older_than: timedelta) -> int:
        # The sender was sealed under the same key: it is sealed anew when the person writes again.
        unreadable = update(ConversationRow).where(ConversationRow.id == conversation_id).values(sealed_sender=b"")
        await session.execute(unreadable)
        keys = await self._vault.shred(StoredKeys(session), conversation_scope(conversation_id))
        await self._audit.record(
            session,
            actor="system",
            action="transcript.purge",
            subject=conversation_scope(conversation_id),
            details={"keys": keys, "days": older_than.days},
        )
        return keys


async def remove_transcript(session: AsyncSession, conversation_id: str) -> int:
    """Entries, known values, the passphrase and what hangs on it: how many entries. The caller shreds the key."""
    removal = delete(EntryRow).where(EntryRow.conversation_id == conversation_id).returning(EntryRow.id)
    entries = len((await session.scalars(removal)).all())
    await session.execute(delete(KnownValueRow).where(KnownValueRow.conversation_id == conversation_id))
    await forget_conversation(session, conversation_id)
    return entries
