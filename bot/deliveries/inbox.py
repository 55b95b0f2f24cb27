"""The inbox: an event is stored before the network is told that we have it, and handled once, in order.

Rules:
1. `accept` returns only after the commit; the same event again is not stored twice.
2. `claim` hands out the oldest unfinished event of a conversation and never a later one before it.
3. A claim has a lease and a fence: who lost the lease cannot complete the event, so its effects never count.
4. The body is erased in the transaction that completes the event.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.deliveries.group_commit import GroupCommit
from bot.deliveries.tables import InboxRow, InboxState
from bot.errors import LeaseLostError
from bot.messages.clock import Clock
from bot.messages.inbound import SILENT, InboundMessage
from bot.storage.engine import Database
from bot.storage.locks import lock
from bot.storage.wrapped_keys import StoredKeys
from bot.vault.context import SealContext
from bot.vault.vault import Vault

LEASE = timedelta(seconds=30)
MAX_ATTEMPTS = 5
FIRST_RETRY = timedelta(seconds=2)  # doubles with every attempt
UNFINISHED = (InboxState.QUEUED.value, InboxState.CLAIMED.value)

_BODY = TypeAdapter(InboundMessage)


@dataclass(frozen=True, slots=True, repr=False)
class ClaimedEvent:
    id: int
    message: InboundMessage
    attempts: int
    fence: int

    @property
    def source_id(self) -> str:
        """What makes the event's effects unique: transcript entry, slot hold."""
        return f"inbox-{self.id}"


@dataclass(frozen=True, slots=True)
class Traffic:
    """Messages that people wrote within a while, the one at hand included."""

    of_sender: int
    of_page: int


class Inbox:
    def __init__(
        self,
        database: Database,
        vault: Vault,
        clock: Clock,
        sender_key: Callable[[str, str, str], str],
        wake: Callable[[], None],
    ) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock
        self._sender_key = sender_key
        self._wake = wake
        self._group_commit = GroupCommit(self._store)

    async def accept(self, messages: Sequence[InboundMessage]) -> int:
        """Stores what is new and returns how many that were. After it returns, nothing is lost."""
        new = await self._group_commit.add(messages)
        if new:
            self._wake()
        return new

    async def _store(self, members: Sequence[Sequence[InboundMessage]]) -> list[int]:
        async with self._database.work(urgent=True) as session:
            # A sender's rows are numbered in the order in which they are committed, so that nobody who sees one can
            # miss an earlier one: else two processes would handle both at once.
            await lock(session, *(self._key_of(message) for messages in members for message in messages))
            return [sum([await self._add_one(session, message) for message in messages]) for messages in members]

    async def _add_one(self, session: AsyncSession, message: InboundMessage) -> int:
        now = self._clock()
        scope = f"inbox:{now:%Y-%m-%d}"
        event_key = self.event_key(message.channel, message.event_id)
        body = await self._vault.seal(
            StoredKeys(session), _context(scope, message.channel, event_key), _BODY.dump_json(message)
        )
        insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
        added = await session.execute(
            insert(InboxRow)
            .values(
                channel=message.channel,
                event_key=event_key,
                sender_key=self._key_of(message),
                page_key=self._page_of(message),
                silent=message.kind in SILENT,
                scope=scope,
                body=body,
                state=InboxState.QUEUED.value,
                attempts=0,
                fence=0,
                available_at=now,
                received_at=now,
            )
            .on_conflict_do_nothing(index_elements=["channel", "event_key"])
            .returning(InboxRow.id)
        )
        return len(added.all())

    def _key_of(self, message: InboundMessage) -> str:
        return self._sender_key(message.channel, message.account, message.sender)

    def _page_of(self, message: InboundMessage) -> str:
        return self._vault.index("page", message.channel, message.account)

    def event_key(self, channel: str, event_id: str) -> str:
        return self._vault.index("event", channel, event_id)

    async def traffic(self, session: AsyncSession, message: InboundMessage, since: datetime) -> Traffic:
        """Counted here and not in memory, so that neither a restart nor a second process resets a rate limit."""
        return Traffic(
            of_sender=await _count(session, InboxRow.sender_key == self._key_of(message), since),
            of_page=await _count(session, InboxRow.page_key == self._page_of(message), since),
        )

    async def claim(self) -> ClaimedEvent | None:
        """The next event whose turn it is, or None."""
        now = self._clock()
        async with self._database.work() as session:
            row = await session.scalar(
                update(InboxRow)
                .where(InboxRow.id == _next_event(now))
                .values(
                    state=InboxState.CLAIMED.value,
                    fence=InboxRow.fence + 1,
                    attempts=InboxRow.attempts + 1,
                    lease_until=now + LEASE,
                )
                .returning(InboxRow)
            )
            if row is None or row.body is None:
                return None
            body = await self._vault.reveal(
                StoredKeys(session), _context(row.scope, row.channel, row.event_key), row.body
            )
            return ClaimedEvent(row.id, _BODY.validate_json(body), row.attempts, row.fence)

    async def complete(self, session: AsyncSession, event: ClaimedEvent) -> None:
        """In the transaction that holds the event's effects. Raises LeaseLostError, and then nothing counts."""
        await self._finish(session, event, state=InboxState.DONE.value, body=None, finished_at=self._clock())

    async def put_back(self, event: ClaimedEvent) -> bool:
        """After a failure: waits and tries again. False when the attempts are used up and it is a dead letter."""
        now = self._clock()
        alive = event.attempts < MAX_ATTEMPTS
        async with self._database.work() as session:
            if alive:
                wait = FIRST_RETRY * 2 ** (event.attempts - 1)
                await self._finish(session, event, state=InboxState.QUEUED.value, available_at=now + wait)
            else:
                # The body goes after 24 h (retention), so that staff may still repair the cause.
                await self._finish(session, event, state=InboxState.DEAD.value, finished_at=now)
        return alive

    async def _finish(self, session: AsyncSession, event: ClaimedEvent, **columns: object) -> None:
        done = await session.execute(
            update(InboxRow)
            .where(
                InboxRow.id == event.id,
                InboxRow.fence == event.fence,
                InboxRow.state == InboxState.CLAIMED.value,
            )
            .values(lease_until=None, **columns)
            .returning(InboxRow.id)
        )
        if done.first() is None:
            raise LeaseLostError


async def _count(session: AsyncSession, whose: ColumnElement[bool], since: datetime) -> int:
    counted = select(func.count()).select_from(InboxRow)
    return await session.scalar(counted.where(whose, InboxRow.received_at > since, InboxRow.silent.is_(False))) or 0


def _next_event(now: datetime) -> ScalarSelect[int]:
    earlier = aliased(InboxRow)
    return (
        select(InboxRow.id)
        .where(
            or_(
                and_(InboxRow.state == InboxState.QUEUED.value, InboxRow.available_at <= now),
                and_(InboxRow.state == InboxState.CLAIMED.value, InboxRow.lease_until < now),
            ),
            ~exists().where(
                earlier.sender_key == InboxRow.sender_key,
                earlier.id < InboxRow.id,
                earlier.state.in_(UNFINISHED),
            ),
        )
        .order_by(InboxRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )


def _context(scope: str, channel: str, event_key: str) -> SealContext:
    return SealContext(scope=scope, record=event_key, direction="in", channel=channel)
