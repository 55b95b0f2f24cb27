"""The values a patient gave, kept so that they are recognised on the way out and cannot be read by anyone.

Each is an HMAC of the normalised value under a key derived from the conversation's own: shredding that one makes these
meaningless too.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.messages.guarded import FoundValue
from bot.storage.wrapped_keys import StoredKeys
from bot.transcripts.sealing import conversation_scope
from bot.transcripts.tables import KnownValueRow
from bot.vault.vault import Vault

PURPOSE = "known-values"


@dataclass(frozen=True, slots=True, repr=False)
class ConversationValues:
    """Answers whether a normalised value was given; what was given cannot be listed."""

    key: bytes
    digests: frozenset[bytes]

    def __contains__(self, normalised: str) -> bool:
        return _digest(self.key, normalised) in self.digests


class StoredKnownValues:
    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def load(self, session: AsyncSession, conversation_id: str) -> ConversationValues:
        digests = frozenset(await self._digests(session, conversation_id))
        # Nothing stored: do not make a data key (a shredded conversation stays shredded).
        key = await self._key(session, conversation_id) if digests else b""
        return ConversationValues(key, digests)

    async def remember(self, session: AsyncSession, conversation_id: str, values: Iterable[FoundValue]) -> None:
        """Values known already are left as they are."""
        normalised = {value.normalised for value in values}
        if not normalised:
            return
        key = await self._key(session, conversation_id)
        digests = {_digest(key, value) for value in normalised}
        new = digests.difference(await self._digests(session, conversation_id))
        session.add_all(KnownValueRow(conversation_id=conversation_id, digest=digest) for digest in sorted(new))
        await session.flush()

    async def _digests(self, session: AsyncSession, conversation_id: str) -> list[bytes]:
        query = select(KnownValueRow.digest).where(KnownValueRow.conversation_id == conversation_id)
        return list(await session.scalars(query))

    async def _key(self, session: AsyncSession, conversation_id: str) -> bytes:
        return await self._vault.derive(StoredKeys(session), conversation_scope(conversation_id), PURPOSE)


def _digest(key: bytes, normalised: str) -> bytes:
    return hmac.digest(key, normalised.encode(), "sha256")
