"""Tables of the desk. No message text, and no patient, is kept here: a ticket points to its conversation."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table

OPEN = text("closed_at IS NULL")


class TicketRow(Table):
    """Someone waits for a person. At most one open ticket a conversation."""

    __tablename__ = "ticket"
    __table_args__ = (
        Index("uq_ticket_open_conversation", "conversation_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index(None, "closed_at"),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    reasons: Mapped[str] = mapped_column(Text)  # TicketReason values in the order they came, separated by spaces
    urgent: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime]
    unanswered_since: Mapped[datetime | None]  # None: the desk had the last word
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str | None] = mapped_column(String(24))
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[str | None] = mapped_column(String(24))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String(24))
    outcome: Mapped[str | None] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(default=1)  # grows with each change: live updates compare it


class StaffAccountRow(Table):
    """A person of the clinic. Accounts are disabled, never deleted: the audit names them."""

    __tablename__ = "staff_account"

    id: Mapped[str] = mapped_column(String(24), primary_key=True)
    login: Mapped[str] = mapped_column(String(120), unique=True)  # case-folded
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str] = mapped_column(Text)  # argon2id, with its parameters
    password_expires_at: Mapped[datetime | None]  # a temporary password works until then, once
    totp_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_last_counter: Mapped[int | None]  # a code works once
    totp_enrolled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class StaffSessionRow(Table):
    """A signed-in browser. The cookie holds the token, the row only its hash."""

    __tablename__ = "staff_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)  # names it in the session list
    account_id: Mapped[str] = mapped_column(ForeignKey("staff_account.id", ondelete="CASCADE"), index=True)
    stage: Mapped[str] = mapped_column(String(16))
    browser: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    active_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class SignInCountRow(Table):
    """How often a bucket (an address, an account, a device, everyone) was tried in one window of time."""

    __tablename__ = "sign_in_count"

    bucket: Mapped[str] = mapped_column(String(80), primary_key=True)  # an HMAC: no address is readable here
    window_start: Mapped[datetime] = mapped_column(primary_key=True)
    count: Mapped[int]


class EmergencyAccessRow(Table):
    """Somebody used emergency access: why, and until when. A privacy officer reviews every one."""

    __tablename__ = "emergency_access"

    id: Mapped[str] = mapped_column(String(24), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("staff_account.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(String(40))
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[str | None] = mapped_column(String(24))
