"""Tables of the proof. The hash and a waiting reply are sealed under their conversation's own data key."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table


class PassphraseRow(Table):
    """One for a chat on a network, whichever secure chat it was chosen in."""

    __tablename__ = "passphrase"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True)
    sealed_hash: Mapped[bytes] = mapped_column(LargeBinary)  # argon2id
    chosen_at: Mapped[datetime]


class PassphraseTriesRow(Table):
    """Tries since the last right one, counted whether or not there is a passphrase."""

    __tablename__ = "passphrase_tries"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True)
    count: Mapped[int]
    locked_until: Mapped[datetime | None]
    last_at: Mapped[datetime] = mapped_column(index=True)


class ChatProofRow(Table):
    """A secure chat whose browser chose or entered the passphrase of the chat on the network."""

    __tablename__ = "chat_proof"

    chat_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    how: Mapped[str] = mapped_column(String(8))  # chosen, entered
    at: Mapped[datetime]


class WaitingReplyRow(Table):
    """What staff wrote and may not be said before the proof."""

    __tablename__ = "waiting_reply"

    id: Mapped[str] = mapped_column(String(24), primary_key=True)
    chat_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[str] = mapped_column(String(24))
    sealed_text: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(index=True)
