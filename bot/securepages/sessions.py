"""Page sessions, kept in the database so that they can be ended there.

A session ends after a while without activity, at an absolute limit, or when the patient leaves. Ended stays ended:
every later write asks that the row is still alive. The browser has an id of its own that outlives the session: it is
the proof by which the same browser, and no other, gets back to what was written in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.messages.effects import Language
from bot.messages.reply import LinkPurpose
from bot.securepages.tables import PageSessionRow
from bot.securepages.tokens import csrf_token, digest

IDLE = {LinkPurpose.BOOKING: timedelta(minutes=30), LinkPurpose.SECURE_CHAT: timedelta(hours=2)}
"""A chat may have to wait for an answer; a form has not."""
ABSOLUTE = timedelta(hours=12)
REMEMBERED = timedelta(days=30)  # how long a browser can prove that it is the same
TOUCH_EVERY = timedelta(minutes=1)  # activity is written down at most this often


@dataclass(frozen=True, slots=True)
class PageSession:
    id: str
    conversation_id: str  # the chat that sent the link
    chat_conversation_id: str | None  # the covered conversation behind /chat
    purpose: LinkPurpose
    subject: str  # the hold's id, or "" to choose a time on the page
    appointment_id: str | None
    browser_id: str
    language: Language
    csrf: str = field(repr=False, default="")


class PageSessions:
    async def open(
        self,
        session: AsyncSession,
        token: str,
        *,
        conversation_id: str,
        purpose: LinkPurpose,
        subject: str,
        browser_id: str,
        language: Language,
        now: datetime,
        chat_conversation_id: str | None = None,
        appointment_id: str | None = None,
    ) -> PageSession:
        """`token` is what the session's cookie carries; `browser_id` the digest of the browser cookie's token."""
        row = PageSessionRow(
            id=digest(token),
            conversation_id=conversation_id,
            chat_conversation_id=chat_conversation_id,
            purpose=purpose,
            subject=subject,
            appointment_id=appointment_id,
            browser_id=browser_id,
            language=language,
            created_at=now,
            last_active_at=now,
            expires_at=now + ABSOLUTE,
        )
        session.add(row)
        await session.flush()
        return _to_session(row, token)

    async def find(
        self, session: AsyncSession, token: str, now: datetime, *, active: bool = True
    ) -> PageSession | None:
        """The live session of a cookie's token. `active=False` for polling, which is no activity."""
        row = await session.get(PageSessionRow, digest(token), populate_existing=True)
        if row is None or not _is_alive(row, now):
            return None
        if active and now - row.last_active_at >= TOUCH_EVERY:
            await self._amend(session, row.id, now, last_active_at=now)
        return _to_session(row, token)

    async def knows_browser(self, session: AsyncSession, browser_id: str) -> bool:
        query = select(PageSessionRow.id).where(PageSessionRow.browser_id == browser_id).limit(1)
        return await session.scalar(query) is not None

    async def of_browser(self, session: AsyncSession, session_id: str, browser_id: str) -> PageSession | None:
        """A session, alive or over, when this browser had it."""
        row = await session.get(PageSessionRow, session_id, populate_existing=True)
        return _to_session(row) if row is not None and browser_id and row.browser_id == browser_id else None

    async def chat_of_browser(self, session: AsyncSession, conversation_id: str, browser_id: str) -> str | None:
        """The covered conversation that this browser has already had beside the given chat."""
        found: str | None = await session.scalar(
            select(PageSessionRow.chat_conversation_id)
            .where(PageSessionRow.conversation_id == conversation_id, PageSessionRow.browser_id == browser_id)
            .where(PageSessionRow.chat_conversation_id.is_not(None))
            .order_by(PageSessionRow.created_at.desc())
            .limit(1)
        )
        return found

    async def booked_beside(self, session: AsyncSession, chat_conversation_id: str) -> frozenset[str]:
        """The appointments that were booked in the browser that has this chat."""
        browsers = (
            select(PageSessionRow.browser_id)
            .where(PageSessionRow.chat_conversation_id == chat_conversation_id)
            .where(PageSessionRow.browser_id != "")
        )
        booked = select(PageSessionRow.appointment_id).where(
            PageSessionRow.browser_id.in_(browsers), PageSessionRow.appointment_id.is_not(None)
        )
        return frozenset(appointment for appointment in await session.scalars(booked) if appointment)

    async def change_subject(self, session: AsyncSession, session_id: str, hold_id: str, now: datetime) -> None:
        await self._amend(session, session_id, now, subject=hold_id, appointment_id=None)

    async def remember_appointment(
        self, session: AsyncSession, session_id: str, appointment_id: str, now: datetime
    ) -> None:
        await self._amend(session, session_id, now, appointment_id=appointment_id)

    async def speak(self, session: AsyncSession, session_id: str, language: Language, now: datetime) -> None:
        await self._amend(session, session_id, now, language=language)

    async def leave(self, session: AsyncSession, browser_id: str, now: datetime) -> None:
        """Ends every session of this browser, and forgets that they were its own."""
        await session.execute(
            update(PageSessionRow)
            .where(PageSessionRow.browser_id == browser_id)
            .values(browser_id="", expires_at=now, last_active_at=now)
        )

    async def purge(self, session: AsyncSession, now: datetime) -> int:
        """Housekeeping: removes sessions that no browser can get back to; how many."""
        old = PageSessionRow.created_at <= now - REMEMBERED
        forgotten = (PageSessionRow.browser_id == "") & (PageSessionRow.expires_at <= now)
        removed = await session.scalars(delete(PageSessionRow).where(old | forgotten).returning(PageSessionRow.id))
        return len(removed.all())

    async def _amend(self, session: AsyncSession, session_id: str, now: datetime, **columns: object) -> None:
        await session.execute(
            update(PageSessionRow)
            .where(PageSessionRow.id == session_id, PageSessionRow.expires_at > now)
            .values(**columns)
        )


def _is_alive(row: PageSessionRow, now: datetime) -> bool:
    return now < row.expires_at and now - row.last_active_at < IDLE[LinkPurpose(row.purpose)]


def _to_session(row: PageSessionRow, token: str = "") -> PageSession:
    return PageSession(
        id=row.id,
        conversation_id=row.conversation_id,
        chat_conversation_id=row.chat_conversation_id,
        purpose=LinkPurpose(row.purpose),
        subject=row.subject,
        appointment_id=row.appointment_id,
        browser_id=row.browser_id,
        language=Language(row.language),
        csrf=csrf_token(token) if token else "",
    )
