"""Requests to erase, by their confirmation code. The id that the network named is kept only while a person looks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table


class ErasureRequestRow(Table):
    __tablename__ = "erasure_request"

    code: Mapped[str] = mapped_column(String(24), primary_key=True)
    channel: Mapped[str] = mapped_column(String(32))
    subject_key: Mapped[str] = mapped_column(String(64), index=True)  # HMAC of the id that the network named
    sealed_subject: Mapped[bytes] = mapped_column(LargeBinary)  # b"" once it is not needed
    conversation_id: Mapped[str | None] = mapped_column(String(24))  # the one that a hold keeps
    state: Mapped[str] = mapped_column(String(12))  # unmatched, held, erased, closed
    received_at: Mapped[datetime]
    settled_at: Mapped[datetime | None] = mapped_column(index=True)
