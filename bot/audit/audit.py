"""Writes the log, in the transaction of the change that it tells of: both are kept, or neither is.

The head row is locked while an entry is added, so that entries never fork. Record as the *last* step of a transaction:
everyone else waits for that lock.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.entry import chain, details_text, require_identifiers
from bot.audit.tables import AuditHeadRow, AuditRow
from bot.errors import AuditError
from bot.messages.clock import Clock

HEAD = 1  # the id of the only head row
NO_DETAILS: Mapping[str, str | int] = MappingProxyType({})


class Audit:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def record(
        self,
        session: AsyncSession,
        *,
        actor: str,
        action: str,
        subject: str,
        outcome: str = "ok",
        details: Mapping[str, str | int] | None = None,
    ) -> int:
        """Returns the entry's number. `actor` is such as `staff:<id>`, `patient`, `bot`; `action` such as
        `transcript.read`; `subject` such as `conversation:<id>`. Raises ValueError for anything that could be free
        text, AuditError when the head row is gone.
        """
        require_identifiers(actor=actor, action=action, subject=subject, outcome=outcome)
        text = details_text(details or NO_DETAILS)
        lock = select(AuditHeadRow.seq, AuditHeadRow.hash).where(AuditHeadRow.id == HEAD).with_for_update()
        head = (await session.execute(lock)).one_or_none()
        if head is None:
            raise AuditError
        entry = chain(
            seq=head.seq + 1,
            at=self._clock(),
            actor=actor,
            action=action,
            subject=subject,
            outcome=outcome,
            details=text,
            prev=head.hash,
        )
        await session.execute(
            insert(AuditRow).values(
                seq=entry.seq,
                at=entry.at,
                actor=entry.actor,
                action=entry.action,
                subject=entry.subject,
                outcome=entry.outcome,
                details=entry.details,
                prev=entry.prev,
                hash=entry.hash,
            )
        )
        await session.execute(
            update(AuditHeadRow).where(AuditHeadRow.id == HEAD).values(seq=entry.seq, hash=entry.hash)
        )
        return entry.seq
