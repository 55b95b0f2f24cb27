"""desk"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.base import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "ticket",
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("conversation_id", sa.String(24), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("unanswered_since", UtcDateTime(), nullable=True),
        sa.Column("acknowledged_at", UtcDateTime(), nullable=True),
        sa.Column("acknowledged_by", sa.String(24), nullable=True),
        sa.Column("claimed_at", UtcDateTime(), nullable=True),
        sa.Column("claimed_by", sa.String(24), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_by", sa.String(24), nullable=True),
        sa.Column("outcome", sa.String(16), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            ondelete="CASCADE",
            name=op.f("fk_ticket_conversation_id"),
        ),
    )
    op.create_index(op.f("ix_ticket_conversation_id"), "ticket", ["conversation_id"])
    op.create_index(op.f("ix_ticket_closed_at"), "ticket", ["closed_at"])
    op.create_index(
        "uq_ticket_open_conversation",
        "ticket",
        ["conversation_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_table(
        "staff_account",
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("login", sa.String(120), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("password_expires_at", UtcDateTime(), nullable=True),
        sa.Column("totp_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("totp_last_counter", sa.Integer(), nullable=True),
        sa.Column("totp_enrolled_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("disabled_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_account")),
        sa.UniqueConstraint("login", name=op.f("uq_staff_account_login")),
    )
    op.create_table(
        "staff_session",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("public_id", sa.String(24), nullable=False),
        sa.Column("account_id", sa.String(24), nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("browser", sa.String(60), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("active_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("public_id", name=op.f("uq_staff_session_public_id")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["staff_account.id"],
            ondelete="CASCADE",
            name=op.f("fk_staff_session_account_id"),
        ),
    )
    op.create_index(op.f("ix_staff_session_account_id"), "staff_session", ["account_id"])
    op.create_table(
        "sign_in_count",
        sa.Column("bucket", sa.String(80), nullable=False),
        sa.Column("window_start", UtcDateTime(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", "window_start", name=op.f("pk_sign_in_count")),
    )
    op.create_table(
        "emergency_access",
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("account_id", sa.String(24), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("reviewed_at", UtcDateTime(), nullable=True),
        sa.Column("reviewed_by", sa.String(24), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_access")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["staff_account.id"],
            ondelete="CASCADE",
            name=op.f("fk_emergency_access_account_id"),
        ),
    )
    op.create_index(op.f("ix_emergency_access_account_id"), "emergency_access", ["account_id"])


def downgrade() -> None:
    for table in ("emergency_access", "sign_in_count", "staff_session", "staff_account", "ticket"):
        op.drop_table(table)
