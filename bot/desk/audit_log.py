"""Reading the audit, and checking its chain from inside.

The check here trusts this server. Proof that does not is made offline, from the export and the checkpoints held
elsewhere (`bot/audit/verify.py`); the page says so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.entry import GENESIS, AuditEntry, rehash
from bot.audit.tables import AuditHeadRow, AuditRow
from bot.desk.audited import NOBODY, SYSTEM

PAGE = 50  # rows


@dataclass(frozen=True, slots=True)
class AuditLine:
    seq: int
    at: datetime
    actor: str
    action: str
    subject: str
    outcome: str
    details: str

    @property
    def particulars(self) -> str:
        """The details as words: "entries 4, why open"."""
        values: dict[str, str | int] = json.loads(self.details)
        return ", ".join(f"{name} {value}" for name, value in values.items() if value != "")

    @property
    def kind(self) -> str:
        """`staff`, `patient`, `system` …: what stands before the id."""
        return self.actor.partition(":")[0]

    @property
    def staff_id(self) -> str | None:
        return self.actor.partition(":")[2] or None if self.actor not in (NOBODY, SYSTEM) else None


@dataclass(frozen=True, slots=True)
class ChainCheck:
    entries: int
    fault: int | None  # number of the first entry that is not what was written


async def audit_lines(session: AsyncSession, *, before: int | None, about: str = "") -> list[AuditLine]:
    """The latest first; `about` is an actor's or subject's whole name, or the beginning of an action."""
    query = select(AuditRow).order_by(AuditRow.seq.desc()).limit(PAGE + 1)
    if before is not None:
        query = query.where(AuditRow.seq < before)
    if about:
        query = query.where(
            or_(AuditRow.actor == about, AuditRow.subject == about, AuditRow.action.startswith(about, autoescape=True))
        )
    rows = await session.scalars(query)
    return [
        AuditLine(row.seq, row.at, row.actor, row.action, row.subject, row.outcome, row.details) for row in rows.all()
    ]


async def check_chain(session: AsyncSession) -> ChainCheck:
    """Every entry hashes to what it says, names the one before it, and the head is the last one."""
    previous, count = GENESIS, 0
    rows = await session.stream_scalars(select(AuditRow).order_by(AuditRow.seq).execution_options(yield_per=1000))
    async for row in rows:
        count += 1
        entry = AuditEntry(
            row.seq, row.at, row.actor, row.action, row.subject, row.outcome, row.details, row.prev, row.hash
        )
        if entry.seq != count or entry.prev != previous or entry.hash != _expected(entry):
            return ChainCheck(count, count)
        previous = entry.hash
    head = (await session.execute(select(AuditHeadRow.seq, AuditHeadRow.hash))).one_or_none()
    whole = head is not None and head.seq == count and (count == 0 or head.hash == previous)
    return ChainCheck(count, None if whole else count + 1)


def _expected(entry: AuditEntry) -> str:
    try:
        return rehash(entry)
    except ValueError:
        return ""
