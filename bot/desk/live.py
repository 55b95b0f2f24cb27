"""Tells open pages that something changed. What travels are counts and ids of conversations, never text.

One look at the database serves all pages, and only while some page is open; so several processes may share one desk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from sqlalchemy import select

from bot.desk.tables import TicketRow
from bot.storage.engine import Database

MOST_PAGES = 500
BACKLOG = 16  # changes that a slow page may lag behind; then the oldest is dropped


class TooManyPagesError(Exception):
    """No more pages can be kept up to date."""


@dataclass(frozen=True, slots=True)
class Change:
    """`conversations`: ids of those with something new."""

    waiting: int
    alarms: int
    conversations: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Seen:
    versions: Mapping[str, int]
    waiting: int
    alarms: int


class LiveUpdates:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._pages: set[asyncio.Queue[Change]] = set()
        self._seen: _Seen | None = None

    @contextmanager
    def page(self) -> Iterator[asyncio.Queue[Change]]:
        """A queue of changes from now on. Raises TooManyPagesError."""
        if len(self._pages) >= MOST_PAGES:
            raise TooManyPagesError
        queue: asyncio.Queue[Change] = asyncio.Queue(BACKLOG)
        self._pages.add(queue)
        try:
            yield queue
        finally:
            self._pages.discard(queue)

    async def look(self) -> None:
        """Compares with what was seen last and tells every page what changed."""
        if not self._pages:
            self._seen = None
            return
        now = await self._read()
        before, self._seen = self._seen, now
        if before is None or before == now:
            return
        changed = dict(before.versions.items() ^ now.versions.items())
        change = Change(now.waiting, now.alarms, frozenset(changed))
        for queue in self._pages:
            if queue.full():
                with suppress(asyncio.QueueEmpty):
                    queue.get_nowait()
            queue.put_nowait(change)

    async def start(self) -> None:
        """Remembers the present state, so that the first change after it is noticed."""
        if self._seen is None:
            self._seen = await self._read()

    async def _read(self) -> _Seen:
        async with self._database.work() as session:
            rows = await session.execute(
                select(
                    TicketRow.conversation_id,
                    TicketRow.version,
                    TicketRow.claimed_at.is_(None),
                    TicketRow.urgent & TicketRow.acknowledged_at.is_(None),
                ).where(TicketRow.closed_at.is_(None))
            )
            tickets = rows.all()
        return _Seen(
            versions={conversation: version for conversation, version, _, _ in tickets},
            waiting=sum(bool(unclaimed) for _, _, unclaimed, _ in tickets),
            alarms=sum(bool(alarm) for _, _, _, alarm in tickets),
        )
