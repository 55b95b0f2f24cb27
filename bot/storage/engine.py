"""The engine and the unit of work, for SQLite (one machine) and PostgreSQL (many).

SQLite: WAL, `BEGIN IMMEDIATE` (a deferred reader that turns writer fails at once under load), `synchronous=FULL`
(an acknowledged message survives a power cut), `secure_delete=ON` (a deleted row leaves no bytes behind).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from bot.storage.turnstile import Turnstile

READING = "frontdesk_reading"  # execution option of a connection that will not write
BUSY_TIMEOUT = 10_000  # milliseconds that SQLite waits for another writer
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT}",
)


def make_engine(url: str, *, read_only: bool = False) -> AsyncEngine:
    """`url` is `sqlite+aiosqlite:///path` or `postgresql+asyncpg://…`. Statement values are never logged.

    `read_only` changes nothing of a SQLite file, not even its journal mode.
    """
    engine = create_async_engine(url, hide_parameters=True, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare_reader if read_only else _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _prepare_reader(connection: Any, _record: object) -> None:
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


class Database:
    """Opens units of work: everything inside one `async with database.work()` commits, or nothing does."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)
        self._turnstile = Turnstile(BUSY_TIMEOUT / 1_000) if engine.dialect.name == "sqlite" else None

    @asynccontextmanager
    async def work(self, *, urgent: bool = False) -> AsyncIterator[AsyncSession]:
        """`urgent`: somebody's answer waits for this commit. Never open one inside another."""
        async with AsyncExitStack() as opened:
            if self._turnstile is not None:
                await opened.enter_async_context(self._turnstile.turn(urgent=urgent))
            session = await opened.enter_async_context(self._sessions())
            async with session.begin():
                yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """For reads only: waits for no writer. What it changes is rolled back."""
        async with self._sessions() as session:
            await session.connection(execution_options={READING: True})
            yield session
            await session.rollback()

    async def close(self) -> None:
        await self.engine.dispose()
