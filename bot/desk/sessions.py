"""Signed-in browsers, kept in the database so that they end when the server says so.

Rules (ASVS 5.0, 7.2-7.4):
1. The cookie holds a random token; the row only its SHA-256.
2. A session ends after 15 minutes without a human act, and after 10 hours in any case. Live updates are no act.
3. Each step of signing in makes a new token and ends the old one.
4. Touching is an update, never an insert: a session that was ended stays ended, however late a request finishes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.tables import StaffSessionRow
from bot.messages.ids import Entropy, new_id, new_token

IDLE = timedelta(minutes=15)  # 45 CFR 164.312(a)(2)(iii): automatic log-off
LONGEST = timedelta(hours=10)
SIGNING_IN = timedelta(minutes=10)  # between password and the last step


class Stage(StrEnum):
    """How far signing in has come. Only `full` opens the desk."""

    SECOND_FACTOR = "second_factor"
    ENROL = "enrol"
    NEW_PASSWORD = "new_password"  # noqa: S105 - the name of a step
    FULL = "full"


@dataclass(frozen=True, slots=True)
class StaffSession:
    public_id: str
    account_id: str
    stage: Stage
    browser: str
    created_at: datetime
    active_at: datetime
    expires_at: datetime


class Sessions:
    def __init__(self, entropy: Entropy) -> None:
        self._entropy = entropy

    async def start(self, session: AsyncSession, account_id: str, stage: Stage, now: datetime, *, browser: str) -> str:
        """Returns the token for the cookie."""
        token = new_token(self._entropy)
        session.add(
            StaffSessionRow(
                token_hash=hash_token(token),
                public_id=new_id(self._entropy),
                account_id=account_id,
                stage=stage.value,
                browser=browser,
                created_at=now,
                active_at=now,
                expires_at=now + (LONGEST if stage is Stage.FULL else SIGNING_IN),
            )
        )
        await session.flush()
        return token

    async def move_on(self, session: AsyncSession, token: str, stage: Stage, now: datetime) -> str:
        """The next step of signing in, under a new token. Raises LookupError when the session has ended."""
        ended = await session.scalar(
            delete(StaffSessionRow)
            .where(StaffSessionRow.token_hash == hash_token(token), _alive(now))
            .returning(StaffSessionRow)
        )
        if ended is None:
            raise LookupError("no such session")
        return await self.start(session, ended.account_id, stage, now, browser=ended.browser)

    async def find(self, session: AsyncSession, token: str, now: datetime, *, act: bool) -> StaffSession | None:
        """None when it has ended. `act` is False for live updates: they do not keep a session alive."""
        alive = and_(StaffSessionRow.token_hash == hash_token(token), _alive(now))
        if act:
            row = await session.scalar(
                update(StaffSessionRow).where(alive).values(active_at=now).returning(StaffSessionRow)
            )
        else:
            row = await session.scalar(select(StaffSessionRow).where(alive))
        return None if row is None else _snapshot(row)

    async def list(self, session: AsyncSession, now: datetime, account_id: str | None = None) -> list[StaffSession]:
        """Sessions that are alive, of one account or of all, the last active first."""
        query = select(StaffSessionRow).where(_alive(now)).order_by(StaffSessionRow.active_at.desc())
        if account_id is not None:
            query = query.where(StaffSessionRow.account_id == account_id)
        return [_snapshot(row) for row in (await session.scalars(query)).all()]

    async def end(self, session: AsyncSession, token: str) -> None:
        await session.execute(delete(StaffSessionRow).where(StaffSessionRow.token_hash == hash_token(token)))

    async def end_one(self, session: AsyncSession, public_id: str, account_id: str) -> bool:
        ended = await session.execute(
            delete(StaffSessionRow)
            .where(StaffSessionRow.public_id == public_id, StaffSessionRow.account_id == account_id)
            .returning(StaffSessionRow.public_id)
        )
        return ended.first() is not None

    async def end_all(self, session: AsyncSession, account_id: str, *, but: str | None = None) -> None:
        """`but` is the token of a session that stays."""
        query = delete(StaffSessionRow).where(StaffSessionRow.account_id == account_id)
        await session.execute(query if but is None else query.where(StaffSessionRow.token_hash != hash_token(but)))

    async def purge(self, session: AsyncSession, now: datetime) -> None:
        await session.execute(delete(StaffSessionRow).where(~_alive(now)))


def hash_token(token: str) -> str:
    """A token has 240 random bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def _alive(now: datetime) -> ColumnElement[bool]:
    return and_(
        StaffSessionRow.expires_at > now,
        or_(StaffSessionRow.stage != Stage.FULL.value, StaffSessionRow.active_at > now - IDLE),
    )


def _snapshot(row: StaffSessionRow) -> StaffSession:
    return StaffSession(
        public_id=row.public_id,
        account_id=row.account_id,
        stage=Stage(row.stage),
        browser=row.browser,
        created_at=row.created_at,
        active_at=row.active_at,
        expires_at=row.expires_at,
    )
