"""Tables of the secure pages. Tokens are kept as SHA-256 only: 240 random bits need no salt and no slow hash."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table


class LinkRow(Table):
    """A one-time link. `used_by` is the page session that its button opened."""

    __tablename__ = "page_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(24))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
    used_by: Mapped[str | None] = mapped_column(String(64))


class PageSessionRow(Table):
    """One browser's visit to the secure pages."""

    __tablename__ = "page_session"
    __table_args__ = (Index(None, "browser_id", "conversation_id"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)  # hash of the cookie's token
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    chat_conversation_id: Mapped[str | None] = mapped_column(String(24))
    purpose: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(24))
    appointment_id: Mapped[str | None] = mapped_column(String(24))
    browser_id: Mapped[str] = mapped_column(String(64))  # hash of the browser cookie's token
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime]
    last_active_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)  # absolute limit
