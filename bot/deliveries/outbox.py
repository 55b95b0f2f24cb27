"""The outbox: the only way out. A row is written with the turn's other effects and sent afterwards.

Rules:
1. One send at a time for a conversation, in the order written.
2. A row is `sending` before the first byte leaves, so that a crash leaves a trace.
3. A row found in `sending` after its lease, which no echo webhook has settled: an answer or an emergency text is sent
   again; anything else becomes `uncertain` and staff see it.
4. The body is erased once the row is finished: the transcript keeps what was said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import Select, and_, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.channels.port import Button, OutgoingMessage
from bot.conversations.store import scope_of
from bot.deliveries.tables import OutboxRow, OutboxState
from bot.errors import LeaseLostError
from bot.messages.clock import Clock
from bot.messages.ids import Entropy, new_id
from bot.messages.reply import ReplyPurpose
from bot.storage.engine import Database
from bot.storage.wrapped_keys import StoredKeys
from bot.vault.context import SealContext
from bot.vault.vault import Vault

LEASE = timedelta(seconds=45)  # longer than the slowest send with its time-outs
MAX_ATTEMPTS = 6
FIRST_RETRY = timedelta(seconds=2)  # doubles with every attempt
UNFINISHED = (OutboxState.QUEUED.value, OutboxState.SENDING.value)
MAY_REPEAT = frozenset({ReplyPurpose.ANSWER, ReplyPurpose.EMERGENCY, ReplyPurpose.PRIVACY})


@dataclass(frozen=True, slots=True, repr=False)
class CommentReply:
    """Answers a public comment: under it, where everyone reads it, or by its one private reply."""

    comment: str
    commented_at: datetime
    public: bool


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """What a turn wants sent: checked by the guard, not yet split."""

    text: str
    purpose: ReplyPurpose
    buttons: tuple[Button, ...] = ()
    answers: CommentReply | None = None  # None: the person's messages


@dataclass(frozen=True, slots=True, repr=False)
class ClaimedSend:
    id: str
    conversation_id: str
    purpose: ReplyPurpose
    draft: Draft
    attempts: int
    fence: int
    repeated: bool  # an earlier attempt was cut off and may have arrived

    @property
    def may_go(self) -> bool:
        """False for what must not be said twice, when nobody knows whether it was said."""
        return not self.repeated or self.purpose in MAY_REPEAT

    def message(self) -> OutgoingMessage:
        return OutgoingMessage(self.id, self.draft.text, self.draft.buttons)


_BODY = TypeAdapter(Draft)


class Outbox:
    def __init__(self, database: Database, vault: Vault, clock: Clock, entropy: Entropy) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock
        self._entropy = entropy

    async def add(self, session: AsyncSession, conversation_id: str, drafts: Sequence[Draft]) -> list[str]:
        """In the caller's transaction. Returns the rows' ids."""
        now = self._clock()
        ids = []
        for draft in drafts:
            outbox_id = new_id(self._entropy)
            body = await self._vault.seal(
                StoredKeys(session), _context(conversation_id, outbox_id), _BODY.dump_json(draft)
            )
            session.add(
                OutboxRow(
                    id=outbox_id,
                    conversation_id=conversation_id,
                    purpose=draft.purpose.value,
                    body=body,
                    state=OutboxState.QUEUED.value,
                    available_at=now,
                    created_at=now,
                )
            )
            await session.flush()  # one by one: the sequence is the order
            ids.append(outbox_id)
        return ids

    async def claim(self) -> ClaimedSend | None:
        now = self._clock()
        async with self._database.work() as session:
            candidate = await session.scalar(_next_send(now))
            if candidate is None or candidate.body is None:
                return None
            repeated = candidate.state == OutboxState.SENDING.value
            candidate.state = OutboxState.SENDING.value
            candidate.fence += 1
            candidate.attempts += 1
            candidate.lease_until = now + LEASE
            body = await self._vault.reveal(
                StoredKeys(session), _context(candidate.conversation_id, candidate.id), candidate.body
            )
            return ClaimedSend(
                id=candidate.id,
                conversation_id=candidate.conversation_id,
                purpose=ReplyPurpose(candidate.purpose),
                draft=_BODY.validate_json(body),
                attempts=candidate.attempts,
                fence=candidate.fence,
                repeated=repeated,
            )

    async def finish(self, session: AsyncSession, send: ClaimedSend, state: OutboxState, error: str = "") -> None:
        """Raises LeaseLostError when another worker has the row.

        A row that its echo has settled as sent meanwhile stays so: the echo may be quicker than the network's answer.
        """
        row = await session.scalar(select(OutboxRow).where(OutboxRow.id == send.id).with_for_update())
        if row is not None and row.state == OutboxState.SENT.value and row.fence == send.fence:
            return
        await self._change(session, send, state=state.value, finished_at=self._clock(), body=None, error=error or None)

    async def retry(self, session: AsyncSession, send: ClaimedSend, after: float | None) -> bool:
        """False when the attempts are used up: the caller finishes the row as failed."""
        if send.attempts >= MAX_ATTEMPTS:
            return False
        wait = timedelta(seconds=after) if after is not None else FIRST_RETRY * 2 ** (send.attempts - 1)
        await self._change(session, send, state=OutboxState.QUEUED.value, available_at=self._clock() + wait)
        return True

    async def echoed(self, session: AsyncSession, outbox_id: str) -> bool:
        """The network showed us a message: when it is ours, it did arrive. False when it is not ours."""
        ours = await session.scalar(select(OutboxRow.id).where(OutboxRow.id == outbox_id))
        await session.execute(
            update(OutboxRow)
            .where(OutboxRow.id == outbox_id, OutboxRow.state.in_((*UNFINISHED, OutboxState.UNCERTAIN.value)))
            .values(state=OutboxState.SENT.value, finished_at=self._clock(), body=None, lease_until=None)
        )
        return ours is not None

    async def _change(self, session: AsyncSession, send: ClaimedSend, **columns: object) -> None:
        changed = await session.execute(
            update(OutboxRow)
            .where(
                OutboxRow.id == send.id,
                OutboxRow.fence == send.fence,
                OutboxRow.state == OutboxState.SENDING.value,
            )
            .values(lease_until=None, **columns)
            .returning(OutboxRow.id)
        )
        if changed.first() is None:
            raise LeaseLostError


def _next_send(now: datetime) -> Select[OutboxRow]:
    earlier = aliased(OutboxRow)
    return (
        select(OutboxRow)
        .where(
            or_(
                and_(OutboxRow.state == OutboxState.QUEUED.value, OutboxRow.available_at <= now),
                and_(OutboxRow.state == OutboxState.SENDING.value, OutboxRow.lease_until < now),
            ),
            ~exists().where(
                earlier.conversation_id == OutboxRow.conversation_id,
                earlier.sequence < OutboxRow.sequence,
                earlier.state.in_(UNFINISHED),
            ),
        )
        .order_by(OutboxRow.sequence)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _context(conversation_id: str, outbox_id: str) -> SealContext:
    return SealContext(scope=scope_of(conversation_id), record=outbox_id, direction="out")
