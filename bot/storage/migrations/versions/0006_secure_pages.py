"""secure pages"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.base import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page_link",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(24), nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(24), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.Column("used_by", sa.String(64), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_page_link")),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_page_link_conversation_id"),
            ondelete="CASCADE",
        ),
    )
    op.create_index(op.f("ix_page_link_conversation_id"), "page_link", ["conversation_id"])
    op.create_index(op.f("ix_page_link_expires_at"), "page_link", ["expires_at"])
    op.create_table(
        "page_session",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(24), nullable=False),
        sa.Column("chat_conversation_id", sa.String(24), nullable=True),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(24), nullable=False),
        sa.Column("appointment_id", sa.String(24), nullable=True),
        sa.Column("browser_id", sa.String(64), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("last_active_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_session")),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_page_session_conversation_id"),
            ondelete="CASCADE",
        ),
    )
    op.create_index(op.f("ix_page_session_conversation_id"), "page_session", ["conversation_id"])
    op.create_index(
        op.f("ix_page_session_browser_id_conversation_id"), "page_session", ["browser_id", "conversation_id"]
    )
    op.create_index(op.f("ix_page_session_expires_at"), "page_session", ["expires_at"])


def downgrade() -> None:
    op.drop_table("page_session")
    op.drop_table("page_link")
