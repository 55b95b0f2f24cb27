"""Locks between processes that share a PostgreSQL database. SQLite needs none: it has one writer at a time.

A lock is taken by name and ends with the transaction. Whoever takes several takes them in one call: they are taken in
order, so that two callers cannot wait for each other.
"""

from __future__ import annotations

from sqlalchemy import Connection, func, select
from sqlalchemy.ext.asyncio import AsyncSession


async def lock(session: AsyncSession, *names: str) -> None:
    """Waits until nobody else has any of them."""
    connection = await session.connection()
    await connection.run_sync(lock_connection, *names)


def lock_connection(connection: Connection, *names: str) -> None:
    if connection.dialect.name == "postgresql":
        for name in sorted(set(names)):
            connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
