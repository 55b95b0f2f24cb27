"""the patient's own proof"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.base import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "passphrase",
        sa.Column("conversation_id", sa.String(24), nullable=False),
        sa.Column("sealed_hash", sa.LargeBinary(), nullable=False),
        sa.Column("chosen_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_passphrase")),
        _of_conversation("passphrase", "conversation_id"),
    )
    op.create_table(
        "passphrase_tries",
        sa.Column("conversation_id", sa.String(24), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("locked_until", UtcDateTime(), nullable=True),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_passphrase_tries")),
        _of_conversation("passphrase_tries", "conversation_id"),
    )
    op.create_index(op.f("ix_passphrase_tries_last_at"), "passphrase_tries", ["last_at"])
    op.create_table(
        "chat_proof",
        sa.Column("chat_id", sa.String(24), nullable=False),
        sa.Column("conversation_id", sa.String(24), nullable=False),
        sa.Column("how", sa.String(8), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_chat_proof")),
        _of_conversation("chat_proof", "chat_id"),
        _of_conversation("chat_proof", "conversation_id"),
    )
    op.create_index(op.f("ix_chat_proof_conversation_id"), "chat_proof", ["conversation_id"])
    op.create_table(
        "waiting_reply",
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("chat_id", sa.String(24), nullable=False),
        sa.Column("staff_id", sa.String(24), nullable=False),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_reply")),
        _of_conversation("waiting_reply", "chat_id"),
    )
    op.create_index(op.f("ix_waiting_reply_chat_id"), "waiting_reply", ["chat_id"])
    op.create_index(op.f("ix_waiting_reply_created_at"), "waiting_reply", ["created_at"])


def downgrade() -> None:
    for table in ("waiting_reply", "chat_proof", "passphrase_tries", "passphrase"):
        op.drop_table(table)


def _of_conversation(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], ["conversation.id"], name=name, ondelete="CASCADE")
