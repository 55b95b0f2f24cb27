"""Tables of a conversation. The person's network id is kept sealed, and as an HMAC to find it by."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table


class ConversationRow(Table):
    __tablename__ = "conversation"
    __table_args__ = (UniqueConstraint("channel", "sender_key"), Index(None, "owner"))

    id: Mapped[str] = mapped_column(String(24), primary_key=True)
    channel: Mapped[str] = mapped_column(String(32))
    account: Mapped[str] = mapped_column(String(64))
    sender_key: Mapped[str] = mapped_column(String(64))  # HMAC of account and sender
    sealed_sender: Mapped[bytes] = mapped_column(LargeBinary)
    parent_id: Mapped[str | None] = mapped_column(String(24))  # the chat whose link opened this one
    language: Mapped[str] = mapped_column(String(2))
    owner: Mapped[str] = mapped_column(String(8))  # bot, waiting, person
    owner_staff: Mapped[str | None] = mapped_column(String(24))
    owner_since: Mapped[datetime]
    dialogue: Mapped[str] = mapped_column(Text)  # DialogueState as JSON: ids and enumerations
    notice_given: Mapped[bool] = mapped_column(default=False)
    waiting_told: Mapped[bool] = mapped_column(default=False)
    last_fallback: Mapped[str | None] = mapped_column(String(40))
    disclosed_at: Mapped[datetime | None]
    opted_out_at: Mapped[datetime | None]
    last_inbound_at: Mapped[datetime | None]
    alarm: Mapped[str | None] = mapped_column(String(12))  # emergency or crisis, until what follows it is answered
    alarmed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class ChoiceRow(Table):
    """A button that was offered: what its random id means, until when."""

    __tablename__ = "choice"

    id: Mapped[str] = mapped_column(String(24), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    turn_id: Mapped[str] = mapped_column(String(24))
    position: Mapped[int]  # 1-based, so that "the second one" finds it
    title: Mapped[str] = mapped_column(String(80))
    meaning: Mapped[str] = mapped_column(Text)  # intent and slots as JSON
    expires_at: Mapped[datetime]
