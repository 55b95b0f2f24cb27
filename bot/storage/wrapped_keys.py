"""Wrapped data keys in the database, in the caller's transaction. Remembers what it read for as long as that lasts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import LargeBinary, Select, String, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.errors import VaultError
from bot.storage.base import Table
from bot.vault.data_keys import WrappedKey

READ = "wrapped_keys"  # in the session's info


class WrappedKeyRow(Table):
    __tablename__ = "wrapped_key"

    id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    scope: Mapped[str] = mapped_column(String(120), unique=True)
    kek_version: Mapped[int] = mapped_column(index=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]


class StoredKeys:
    """All that are made for one unit of work share what was read in it."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._read: dict[bytes, WrappedKey] = session.info.setdefault(READ, {})

    async def of_scope(self, scope: str) -> WrappedKey | None:
        for key in self._read.values():
            if key.scope == scope:
                return key
        return await self._load(select(WrappedKeyRow).where(WrappedKeyRow.scope == scope))

    async def find(self, key_id: bytes) -> WrappedKey | None:
        if key_id in self._read:
            return self._read[key_id]
        return await self._load(select(WrappedKeyRow).where(WrappedKeyRow.id == key_id))

    async def add(self, key: WrappedKey) -> WrappedKey:
        insert = sqlite_insert if self._session.get_bind().dialect.name == "sqlite" else postgresql_insert
        statement = insert(WrappedKeyRow).values(
            id=key.id,
            scope=key.scope,
            kek_version=key.kek_version,
            wrapped=key.wrapped,
            created_at=key.created_at,
        )
        # Of two that make a scope's first key at once, one waits here and then takes the other's.
        await self._session.execute(statement.on_conflict_do_nothing(index_elements=["scope"]))
        stored = await self.of_scope(key.scope)
        if stored is None:
            raise VaultError
        return stored

    async def remove(self, scope: str) -> int:
        for key_id in [key.id for key in self._read.values() if key.scope == scope]:
            del self._read[key_id]
        statement = delete(WrappedKeyRow).where(WrappedKeyRow.scope == scope).returning(WrappedKeyRow.id)
        return len((await self._session.scalars(statement)).all())

    async def older_than(self, kek_version: int, *, after: bytes, limit: int) -> list[WrappedKey]:
        query = (
            select(WrappedKeyRow)
            .where(WrappedKeyRow.kek_version < kek_version, WrappedKeyRow.id > after)
            .order_by(WrappedKeyRow.id)
            .limit(limit)
        )
        return [_to_key(row) for row in await self._session.scalars(query)]

    async def rewrap(self, key_id: bytes, *, old_version: int, kek_version: int, wrapped: bytes) -> bool:
        self._read.pop(key_id, None)
        statement = (
            update(WrappedKeyRow)
            .where(WrappedKeyRow.id == key_id, WrappedKeyRow.kek_version == old_version)
            .values(kek_version=kek_version, wrapped=wrapped)
            .returning(WrappedKeyRow.id)
        )
        return (await self._session.scalar(statement)) is not None

    async def count_by_version(self) -> Mapping[int, int]:
        query = select(WrappedKeyRow.kek_version, func.count()).group_by(WrappedKeyRow.kek_version)
        return {row[0]: row[1] for row in await self._session.execute(query)}

    async def _load(self, query: Select[WrappedKeyRow]) -> WrappedKey | None:
        row = await self._session.scalar(query)
        if row is None:
            return None
        key = _to_key(row)
        self._read[key.id] = key
        return key


def _to_key(row: WrappedKeyRow) -> WrappedKey:
    return WrappedKey(row.id, row.scope, row.kek_version, row.wrapped, row.created_at)
