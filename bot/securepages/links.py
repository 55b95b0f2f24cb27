"""One-time links. Whoever holds one may add to the conversation, never read what was said before.

A link opens one page session. Opened again it leads back to that session, in the same browser only; to every other
browser it says that it was used, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.messages.ids import Entropy, new_token
from bot.messages.reply import LinkPurpose, LinkRequest
from bot.securepages.tables import LinkRow
from bot.securepages.tokens import digest

GOOD_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Link:
    """`used_by` is the page session it opened, None while it is fresh."""

    token_hash: str
    conversation_id: str
    purpose: LinkPurpose
    subject: str
    used_by: str | None


class Links:
    """`public_url` is where patients reach the service, such as `https://chat.riverbend.example`."""

    def __init__(self, entropy: Entropy, *, public_url: str, good_for: timedelta = GOOD_FOR) -> None:
        self._entropy = entropy
        self._public_url = public_url.rstrip("/")
        self._good_for = good_for

    async def issue(self, session: AsyncSession, conversation_id: str, request: LinkRequest, now: datetime) -> str:
        """The full address. It is known here once, and can be told from nothing that is stored."""
        token = new_token(self._entropy)
        session.add(
            LinkRow(
                token_hash=digest(token),
                conversation_id=conversation_id,
                purpose=request.purpose,
                subject=request.subject,
                created_at=now,
                expires_at=now + self._good_for,
            )
        )
        await session.flush()
        return f"{self._public_url}/s/{token}"

    async def find(self, session: AsyncSession, token: str, now: datetime) -> Link | None:
        """None when there is no such link, or it has run out."""
        row = await session.get(LinkRow, digest(token), populate_existing=True)
        if row is None or row.expires_at <= now:
            return None
        return Link(row.token_hash, row.conversation_id, LinkPurpose(row.purpose), row.subject, row.used_by)

    async def mark_used(self, session: AsyncSession, link: Link, by: str, now: datetime) -> bool:
        """Compare and set from `link.used_by`; False when another browser was quicker."""
        used_before = LinkRow.used_by.is_(None) if link.used_by is None else LinkRow.used_by == link.used_by
        marked = await session.execute(
            update(LinkRow)
            .where(LinkRow.token_hash == link.token_hash, used_before)
            .values(used_at=now, used_by=by)
            .returning(LinkRow.token_hash)
        )
        return marked.first() is not None

    async def purge(self, session: AsyncSession, now: datetime) -> int:
        """Housekeeping: removes links that have run out; how many."""
        removed = await session.scalars(delete(LinkRow).where(LinkRow.expires_at <= now).returning(LinkRow.token_hash))
        return len(removed.all())
