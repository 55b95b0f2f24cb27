"""Tables of booking. A hold and the appointment made of it share one id, so confirming moves no cells.

No foreign key to the conversation: an appointment outlives its chat, and the desk books for people who never wrote.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table


class SlotCellRow(Table):
    """Five minutes of one provider's time. The primary key is what makes a double booking impossible."""

    __tablename__ = "slot_cell"

    practitioner: Mapped[str] = mapped_column(String(64), primary_key=True)
    cell_start_utc: Mapped[datetime] = mapped_column(primary_key=True)
    booking_id: Mapped[str] = mapped_column(String(24), index=True)  # of the hold, and later the appointment


class HoldRow(Table):
    """A time kept for someone while they fill in the page."""

    __tablename__ = "hold"
    __table_args__ = (UniqueConstraint("request_key"), Index(None, "state", "expires_at"))

    id: Mapped[str] = mapped_column(String(24), primary_key=True)
    request_key: Mapped[str | None] = mapped_column(String(160))  # NULL once the hold is over: the key may be used anew
    conversation_id: Mapped[str] = mapped_column(String(24), index=True)
    practitioner: Mapped[str] = mapped_column(String(64))
    visit_type: Mapped[str] = mapped_column(String(64))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))  # held, confirmed, released, expired
    expires_at: Mapped[datetime]
    created_at: Mapped[datetime]


class AppointmentRow(Table):
    """A booked visit. Who comes and why is sealed under the scope `appointment:{id}`."""

    __tablename__ = "appointment"
    __table_args__ = (Index(None, "state", "starts_at"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(24), index=True)  # "" when the desk booked it
    practitioner: Mapped[str] = mapped_column(String(64))
    visit_type: Mapped[str] = mapped_column(String(64))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))  # booked, cancelled
    sealed_identity: Mapped[bytes] = mapped_column(LargeBinary)
    confirmed_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
