"""Requests to erase, from the network's callback to the privacy officer's desk.

1. The id that the network names is looked up among the people who wrote. Found and not held: erased at once.
2. Meta names the person by an id of the *app*, and the Messenger Platform by one of the *page*: they may differ, and
   then nobody is found. Such a request waits for the privacy officer, as one does that a legal hold keeps.
3. Asked again while it waits, the same request answers with the same code.
4. The id named is sealed, shown to the privacy officer with an audit row, and shredded when the request is settled.
   A settled request is forgotten after 90 days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.audit import Audit
from bot.conversations.store import Conversations
from bot.erasure.erasing import Erasing
from bot.erasure.tables import ErasureRequestRow
from bot.messages.ids import Entropy, new_id
from bot.storage.wrapped_keys import StoredKeys
from bot.vault.context import SealContext
from bot.vault.vault import Vault

SETTLED = timedelta(days=90)
LOG = "erasure"


class ErasureState(StrEnum):
    UNMATCHED = "unmatched"  # nobody of this id wrote: a person looks
    HELD = "held"  # by a legal hold
    ERASED = "erased"
    CLOSED = "closed"  # by the privacy officer, without erasing


WAITING = (ErasureState.UNMATCHED, ErasureState.HELD)


@dataclass(frozen=True, slots=True, repr=False)
class WaitingRequest:
    """`named` is the id that the network named, "" when the conversation is known."""

    code: str
    channel: str
    state: ErasureState
    named: str
    conversation_id: str | None
    received_at: datetime


class ErasureRequests:
    """Every method works in the caller's transaction."""

    def __init__(self, vault: Vault, audit: Audit, erasing: Erasing, entropy: Entropy) -> None:
        self._vault = vault
        self._audit = audit
        self._erasing = erasing
        self._entropy = entropy

    async def receive(self, session: AsyncSession, channel: str, account: str, person: str, now: datetime) -> str:
        """`person` is the id that the network names. Returns the confirmation code."""
        subject_key = self._vault.index("erasure", channel, person)
        waits = select(ErasureRequestRow.code).filter_by(subject_key=subject_key, settled_at=None)
        if (earlier := await session.scalar(waits)) is not None:
            return earlier
        conversation_id = await self._erasing.find(session, channel, account, person)
        actor = f"network:{channel}"
        if conversation_id is None:
            state = ErasureState.UNMATCHED
        else:
            erased = await self._erasing.erase(session, conversation_id, channel=channel, actor=actor, now=now)
            state = ErasureState.ERASED if erased else ErasureState.HELD
        code = new_id(self._entropy)
        sealed = b""
        if state is ErasureState.UNMATCHED:
            sealed = await self._vault.seal(StoredKeys(session), _context(code), person.encode())
        session.add(
            ErasureRequestRow(
                code=code,
                channel=channel,
                subject_key=subject_key,
                sealed_subject=sealed,
                conversation_id=conversation_id if state is ErasureState.HELD else None,
                state=state.value,
                received_at=now,
                settled_at=None if state in WAITING else now,
            )
        )
        await session.flush()
        await self._record(session, actor, "erasure.request", code, state)
        return code

    async def is_settled(self, session: AsyncSession, code: str) -> bool | None:
        """None for a code that nobody was given."""
        row = await session.get(ErasureRequestRow, code)
        return None if row is None else row.settled_at is not None

    async def waiting(self, session: AsyncSession) -> int:
        """How many wait for the privacy officer."""
        query = select(func.count()).select_from(ErasureRequestRow).where(ErasureRequestRow.settled_at.is_(None))
        return await session.scalar(query) or 0

    async def read_as_staff(self, session: AsyncSession, *, actor: str) -> list[WaitingRequest]:
        """Those that wait, the oldest first, with the ids named."""
        query = select(ErasureRequestRow).filter_by(settled_at=None)
        rows = (await session.scalars(query.order_by(ErasureRequestRow.received_at, ErasureRequestRow.code))).all()
        requests = [
            WaitingRequest(
                code=row.code,
                channel=row.channel,
                state=ErasureState(row.state),
                named=await self._named(session, row),
                conversation_id=row.conversation_id,
                received_at=row.received_at,
            )
            for row in rows
        ]
        if requests:
            await self._audit.record(
                session, actor=actor, action="erasure.read", subject=LOG, details={"count": len(requests)}
            )
        return requests

    async def erase(self, session: AsyncSession, code: str, conversation_id: str, *, actor: str, now: datetime) -> bool:
        """The privacy officer knows whose it is. False when a hold keeps it, or the request is settled already.

        Raises LookupError for an unknown code, and for a conversation that is not of the network which asks.
        """
        row = await self._waiting_row(session, code)
        if row is None:
            return False
        if not await self._erasing.erase(session, conversation_id, channel=row.channel, actor=actor, now=now):
            return False
        await self._settle(session, row, ErasureState.ERASED, actor, now)
        return True

    async def close(self, session: AsyncSession, code: str, *, actor: str, now: datetime) -> bool:
        """Nothing is to be erased. False when the request is settled already. Raises LookupError."""
        row = await self._waiting_row(session, code)
        if row is None:
            return False
        await self._settle(session, row, ErasureState.CLOSED, actor, now)
        return True

    async def _waiting_row(self, session: AsyncSession, code: str) -> ErasureRequestRow | None:
        row = await session.get(ErasureRequestRow, code, with_for_update=True)
        if row is None:
            raise LookupError("no such request")
        return row if row.settled_at is None else None

    async def _settle(
        self, session: AsyncSession, row: ErasureRequestRow, state: ErasureState, actor: str, now: datetime
    ) -> None:
        row.state, row.settled_at, row.sealed_subject, row.conversation_id = state.value, now, b"", None
        await self._vault.shred(StoredKeys(session), _scope(row.code))
        await session.flush()
        await self._record(session, actor, "erasure.settle", row.code, state)

    async def _named(self, session: AsyncSession, row: ErasureRequestRow) -> str:
        if not row.sealed_subject:
            return ""
        return (await self._vault.reveal(StoredKeys(session), _context(row.code), row.sealed_subject)).decode()

    async def _record(self, session: AsyncSession, actor: str, action: str, code: str, state: ErasureState) -> None:
        await self._audit.record(session, actor=actor, action=action, subject=_scope(code), outcome=state.value)


def erasure_requests(vault: Vault, audit: Audit, conversations: Conversations, entropy: Entropy) -> ErasureRequests:
    return ErasureRequests(vault, audit, Erasing(vault, audit, conversations), entropy)


async def forget_settled(session: AsyncSession, now: datetime) -> None:
    """A chore."""
    await session.execute(delete(ErasureRequestRow).where(ErasureRequestRow.settled_at < now - SETTLED))


def _scope(code: str) -> str:
    return f"erasure:{code}"


def _context(code: str) -> SealContext:
    return SealContext(scope=_scope(code), record="subject")
