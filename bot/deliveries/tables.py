"""Inbox and outbox rows. Bodies are sealed; keys of events and senders are HMACs."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table


class InboxState(StrEnum):
    QUEUED = "queued"
    CLAIMED = "claimed"
    DONE = "done"
    DEAD = "dead"  # gave up: the desk sees it


class OutboxState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"  # the network refuses it, or the window is closed
    UNCERTAIN = "uncertain"  # nobody knows whether it arrived: staff decide
    DROPPED = "dropped"  # no longer to be said: a person took over, or the patient opted out


class InboxRow(Table):
    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "event_key"),
        Index(None, "state", "available_at"),
        Index(None, "sender_key", "state"),
        Index(None, "sender_key", "received_at"),
        Index(None, "page_key", "received_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    channel: Mapped[str] = mapped_column(String(32))
    event_key: Mapped[str] = mapped_column(String(64))
    sender_key: Mapped[str] = mapped_column(String(64))
    page_key: Mapped[str] = mapped_column(String(64), server_default="")
    silent: Mapped[bool] = mapped_column(server_default=false())  # an echo or a receipt: no rate limit counts it
    scope: Mapped[str] = mapped_column(String(32))  # the vault scope of the day's inbox key
    body: Mapped[bytes | None] = mapped_column(LargeBinary)  # erased when the event is done
    state: Mapped[str] = mapped_column(String(8))
    attempts: Mapped[int] = mapped_column(default=0)
    fence: Mapped[int] = mapped_column(default=0)
    available_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    received_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class OutboxRow(Table):
    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("id"),
        Index(None, "state", "available_at"),
        Index(None, "conversation_id", "state"),
        {"sqlite_autoincrement": True},
    )

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(24))
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(16))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)  # erased when sent: the transcript has it
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(default=0)
    fence: Mapped[int] = mapped_column(default=0)
    available_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(32))  # a stable code
