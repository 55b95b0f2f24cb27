"""Tables of the transcript. Text is sealed; the columns around it are authenticated with it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table


class EntryRow(Table):
    __tablename__ = "transcript_entry"
    __table_args__ = (
        UniqueConstraint("conversation_id", "sequence"),
        UniqueConstraint("conversation_id", "source_key"),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"))
    sequence: Mapped[int]  # 1, 2, 3 … in the conversation
    source_key: Mapped[str] = mapped_column(String(64))  # HMAC of the message's id: a network's id identifies a person
    direction: Mapped[str] = mapped_column(String(3))
    author: Mapped[str] = mapped_column(String(8))
    author_id: Mapped[str | None] = mapped_column(String(24))
    channel: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(index=True)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # None once erased
    erased: Mapped[bool] = mapped_column(default=False)


class KnownValueRow(Table):
    """A value the patient gave, as an HMAC under a key that goes with the conversation's own."""

    __tablename__ = "known_value"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)


class LegalHoldRow(Table):
    """While one stands, nothing of the conversation, nor of the secure chats it led to, is deleted."""

    __tablename__ = "legal_hold"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(64))
    placed_by: Mapped[str] = mapped_column(String(24))
    placed_at: Mapped[datetime]
