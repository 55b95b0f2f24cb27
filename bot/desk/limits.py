"""How often signing in may be tried, so that guessing is slow and nobody can lock a colleague out.

Each try is counted before the password is looked at, and given back when it was right: a hundred tries at once count a
hundred. A window ends by itself after 15 minutes. A browser that the person has signed in from before has a count of
its own ("device cookie", OWASP): who hammers an account from elsewhere spends that account's count for unknown
browsers, not the owner's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.tables import SignInCountRow
from bot.vault.vault import Vault

WINDOW = timedelta(minutes=15)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is counted: `key` is an HMAC, so that no address or login name is readable in the database."""

    key: str
    most: int
    window: timedelta = WINDOW


class Limits:
    def __init__(
        self,
        vault: Vault,
        *,
        per_address: int = 30,
        per_account: int = 10,
        per_device: int = 10,
        everywhere: int = 300,
        second_factor: int = 5,
        second_factor_a_day: int = 30,
    ) -> None:
        self._vault = vault
        self._per_address = per_address
        self._per_account = per_account
        self._per_device = per_device
        self._everywhere = everywhere
        self._second_factor = second_factor
        self._second_factor_a_day = second_factor_a_day

    def for_password(self, address: str, login: str, device: str | None) -> list[Bucket]:
        """`device` is the id of a browser known to belong to this login."""
        if device is not None:
            return [Bucket(self._key("device", login, device), self._per_device)]
        return [
            Bucket(self._key("address", address), self._per_address),
            Bucket(self._key("account", login), self._per_account),
            Bucket(self._key("everywhere"), self._everywhere),
        ]

    def for_second_factor(self, account_id: str) -> list[Bucket]:
        """Only who knows the password comes here, so the account itself is counted."""
        return [
            Bucket(self._key("second", account_id), self._second_factor),
            Bucket(self._key("second-day", account_id), self._second_factor_a_day, DAY),
        ]

    async def take(self, session: AsyncSession, buckets: Sequence[Bucket], now: datetime) -> timedelta | None:
        """Counts one try in each bucket. None when it may go on, else how long to wait."""
        wait = None
        for bucket in buckets:
            start = _window_start(bucket, now)
            if await self._count(session, bucket, start) > bucket.most:
                wait = max(wait or timedelta(0), start + bucket.window - now)
        return wait

    async def give_back(self, session: AsyncSession, buckets: Sequence[Bucket], now: datetime) -> None:
        for bucket in buckets:
            await session.execute(
                update(SignInCountRow)
                .where(
                    SignInCountRow.bucket == bucket.key,
                    SignInCountRow.window_start == _window_start(bucket, now),
                    SignInCountRow.count > 0,
                )
                .values(count=SignInCountRow.count - 1)
            )

    async def purge(self, session: AsyncSession, now: datetime) -> None:
        await session.execute(delete(SignInCountRow).where(SignInCountRow.window_start < now - 2 * DAY))

    def _key(self, *parts: str) -> str:
        return self._vault.index("sign-in", *parts)

    async def _count(self, session: AsyncSession, bucket: Bucket, start: datetime) -> int:
        insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
        counted = await session.execute(
            insert(SignInCountRow)
            .values(bucket=bucket.key, window_start=start, count=1)
            .on_conflict_do_update(index_elements=["bucket", "window_start"], set_={"count": SignInCountRow.count + 1})
            .returning(SignInCountRow.count)
        )
        return counted.scalar_one()


def _window_start(bucket: Bucket, now: datetime) -> datetime:
    seconds = int(bucket.window.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)
