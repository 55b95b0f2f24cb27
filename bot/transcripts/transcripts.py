"""The transcript of a conversation: every message in and out, sealed.

Rules: a message is kept once, however often it is delivered; entries are numbered without a gap; a staff member's view
leaves exactly one audit entry; nothing is changed afterwards but by `replace` (an identifier noticed late) and `erase`
(the patient took it back), each with an audit entry.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.audit import Audit
from bot.conversations.tables import ConversationRow
from bot.messages.ids import Entropy, new_id
from bot.transcripts.entry import Author, Direction, Entry, NewEntry
from bot.transcripts.holds import is_held
from bot.transcripts.sealing import EntrySealer, conversation_scope
from bot.transcripts.tables import EntryRow
from bot.vault.vault import Vault

__all__ = ["Author", "Direction", "Entry", "NewEntry", "Transcripts", "conversation_scope"]

SOURCE_INDEX = "transcript-source"


class Transcripts:
    """Every method works in the caller's transaction."""

    def __init__(self, vault: Vault, audit: Audit, entropy: Entropy) -> None:
        self._vault = vault
        self._audit = audit
        self._entropy = entropy

    async def append(self, session: AsyncSession, entry: NewEntry) -> str:
        """Returns the entry's id; the id of the earlier one when this message is kept already.

        Raises LookupError when there is no such conversation.
        """
        # Two writers of one conversation would take the same number: the second waits here.
        lock = select(ConversationRow.id).where(ConversationRow.id == entry.conversation_id).with_for_update()
        if await session.scalar(lock) is None:
            raise LookupError("no such conversation")
        earlier = await self._find(session, entry.conversation_id, entry.source_id)
        if earlier is not None:
            return earlier.id
        row = EntryRow(
            id=new_id(self._entropy),
            conversation_id=entry.conversation_id,
            sequence=await self.last_sequence(session, entry.conversation_id) + 1,
            source_key=self._source_key(entry.conversation_id, entry.source_id),
            direction=entry.direction.value,
            author=entry.author.value,
            author_id=entry.author_id,
            channel=entry.channel,
            at=entry.at,
            erased=False,
        )
        row.sealed = await EntrySealer(self._vault, session).seal(row, entry.text, entry.note)
        session.add(row)
        await session.flush()
        return row.id

    async def read_as_staff(
        self, session: AsyncSession, conversation_id: str, *, staff_id: str, why: str, after: int = 0
    ) -> list[Entry]:
        """Entries behind number `after`, in order. `why` is an enumeration, never free text."""
        entries = await self._read(session, conversation_id, after)
        await self._audit.record(
            session,
            actor=f"staff:{staff_id}",
            action="transcript.read",
            subject=conversation_scope(conversation_id),
            details={"why": why, "entries": len(entries), "after": after},
        )
        return entries

    async def read_as_patient(self, session: AsyncSession, conversation_id: str, *, after: int = 0) -> list[Entry]:
        """Entries behind number `after`, in order. Opening the chat is a view, with an audit entry of its own; what
        arrives while it is open belongs to that view.
        """
        entries = await self._read(session, conversation_id, after)
        if entries and after == 0:
            await self._audit.record(
                session,
                actor="patient",
                action="transcript.read",
                subject=conversation_scope(conversation_id),
                details={"entries": len(entries)},
            )
        return entries

    async def follow_as_patient(self, session: AsyncSession, conversation_id: str, *, after: int) -> list[Entry]:
        """What has come in behind number `after` since the patient opened the chat, in order. Writes nothing."""
        return await self._read(session, conversation_id, after)

    async def holds(self, session: AsyncSession, conversation_id: str, source_id: str) -> bool:
        """Whether there is an entry of this message, erased or not."""
        return await self._find(session, conversation_id, source_id) is not None

    async def last_sequence(self, session: AsyncSession, conversation_id: str) -> int:
        """The number of the newest entry, 0 when there is none."""
        query = select(func.max(EntryRow.sequence)).where(EntryRow.conversation_id == conversation_id)
        return await session.scalar(query) or 0

    async def recent_inbound(self, session: AsyncSession, conversation_id: str, *, limit: int, but: str) -> list[Entry]:
        """What the patient wrote last, oldest first, for the guard's window. `but`: a source id to leave out."""
        query = (
            select(EntryRow)
            .where(EntryRow.conversation_id == conversation_id, EntryRow.direction == Direction.IN.value)
            .where(EntryRow.erased.is_(False), EntryRow.source_key != self._source_key(conversation_id, but))
            .order_by(EntryRow.sequence.desc())
            .limit(limit)
        )
        return (await self._reveal(session, (await session.scalars(query)).all()))[::-1]

    async def last_outbound(self, session: AsyncSession, conversation_id: str) -> str:
        """What the patient was told last, "" when nothing was: their next message may answer it."""
        query = (
            select(EntryRow)
            .where(EntryRow.conversation_id == conversation_id, EntryRow.direction == Direction.OUT.value)
            .order_by(EntryRow.sequence.desc())
            .limit(1)
        )
        entries = await self._reveal(session, (await session.scalars(query)).all())
        return entries[0].text if entries else ""

    async def replace(
        self, session: AsyncSession, conversation_id: str, source_id: str, text: str, *, why: str
    ) -> bool:
        """Puts another text in place of an entry's, as its writer did. False when there is nothing to replace."""
        return await self._rewrite(session, await self._find(session, conversation_id, source_id), text, why)

    async def mask(self, session: AsyncSession, entry_id: str, masked: str, *, why: str) -> bool:
        """Puts the masked form in place of an entry's text. False when there is nothing to mask."""
        return await self._rewrite(session, await session.get(EntryRow, entry_id), masked, why)

    async def _rewrite(self, session: AsyncSession, row: EntryRow | None, text: str, why: str) -> bool:
        if row is None or row.erased:
            return False
        sealer = EntrySealer(self._vault, session)
        note = (await sealer.reveal(row)).note
        row.sealed = await sealer.seal(row, text, note)
        await self._record_change(session, row, "transcript.replace", why)
        return True

    async def erase(self, session: AsyncSession, conversation_id: str, source_id: str, *, why: str) -> bool:
        """The content is gone, the fact stays; False when there is nothing to erase.

        Under a legal hold the sealed content is withheld from everyone instead, and goes when the hold is released.
        """
        row = await self._find(session, conversation_id, source_id)
        if row is None or row.erased:
            return False
        row.erased = True
        if not await is_held(session, conversation_id):
            row.sealed = None
        await self._record_change(session, row, "transcript.erase", why)
        return True

    async def _read(self, session: AsyncSession, conversation_id: str, after: int) -> list[Entry]:
        query = (
            select(EntryRow)
            .where(EntryRow.conversation_id == conversation_id, EntryRow.sequence > after)
            .order_by(EntryRow.sequence)
        )
        return await self._reveal(session, (await session.scalars(query)).all())

    async def _reveal(self, session: AsyncSession, rows: Sequence[EntryRow]) -> list[Entry]:
        sealer = EntrySealer(self._vault, session)
        return [await sealer.reveal(row) for row in rows]

    async def _find(self, session: AsyncSession, conversation_id: str, source_id: str) -> EntryRow | None:
        source_key = self._source_key(conversation_id, source_id)
        query = select(EntryRow).where(EntryRow.conversation_id == conversation_id, EntryRow.source_key == source_key)
        found: EntryRow | None = await session.scalar(query)
        return found

    def _source_key(self, conversation_id: str, source_id: str) -> str:
        return self._vault.index(SOURCE_INDEX, conversation_id, source_id)

    async def _record_change(self, session: AsyncSession, row: EntryRow, action: str, why: str) -> None:
        await session.flush()
        await self._audit.record(
            session,
            actor="system",
            action=action,
            subject=conversation_scope(row.conversation_id),
            details={"entry": row.id, "why": why},
        )
