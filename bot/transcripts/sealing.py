"""How an entry is sealed. All that its row says of it is authenticated, so a row that was swapped or altered fails."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import VaultError
from bot.storage.wrapped_keys import StoredKeys
from bot.transcripts.entry import Author, Direction, Entry
from bot.transcripts.tables import EntryRow
from bot.vault.context import SealContext
from bot.vault.vault import Vault

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def conversation_scope(conversation_id: str) -> str:
    """The scope of the data key that a conversation's records share."""
    return f"conversation:{conversation_id}"


class EntrySealer:
    """Seals and reveals entries of one unit of work."""

    def __init__(self, vault: Vault, session: AsyncSession) -> None:
        self._vault = vault
        self._keys = StoredKeys(session)

    async def seal(self, row: EntryRow, text: str, note: str) -> bytes:
        body = json.dumps([text, note], ensure_ascii=False).encode()
        return await self._vault.seal(self._keys, _context(row), body)

    async def reveal(self, row: EntryRow) -> Entry:
        """Raises VaultError when the row is not what was sealed."""
        text, note = ("", "") if row.erased else await self._reveal_text(row)
        return Entry(
            id=row.id,
            conversation_id=row.conversation_id,
            sequence=row.sequence,
            direction=Direction(row.direction),
            author=Author(row.author),
            author_id=row.author_id,
            text=text,
            note=note,
            at=row.at,
            erased=row.erased,
        )

    async def _reveal_text(self, row: EntryRow) -> tuple[str, str]:
        if row.sealed is None:
            raise VaultError
        text, note = json.loads(await self._vault.reveal(self._keys, _context(row), row.sealed))
        return str(text), str(note)


def _context(row: EntryRow) -> SealContext:
    return SealContext(
        scope=conversation_scope(row.conversation_id),
        record="/".join((row.id, row.author, row.author_id or "")),
        sequence=row.sequence,
        direction=row.direction,
        channel=row.channel,
        created_ms=(row.at - EPOCH) // timedelta(milliseconds=1),
    )
