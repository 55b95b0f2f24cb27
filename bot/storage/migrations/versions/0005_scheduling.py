"""scheduling"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.base import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "slot_cell",
        sa.Column("practitioner", sa.String(64), nullable=False),
        sa.Column("cell_start_utc", UtcDateTime(), nullable=False),
        sa.Column("booking_id", sa.String(24), nullable=False),
        sa.PrimaryKeyConstraint("practitioner", "cell_start_utc", name=op.f("pk_slot_cell")),
    )
    op.create_index(op.f("ix_slot_cell_booking_id"), "slot_cell", ["booking_id"])
    op.create_table(
        "hold",
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("request_key", sa.String(160), nullable=True),
        sa.Column("conversation_id", sa.String(24), nullable=False),
        sa.Column("practitioner", sa.String(64), nullable=False),
        sa.Column("visit_type", sa.String(64), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
        sa.UniqueConstraint("request_key", name=op.f("uq_hold_request_key")),
    )
    op.create_index(op.f("ix_hold_conversation_id"), "hold", ["conversation_id"])
    op.create_index(op.f("ix_hold_state_expires_at"), "hold", ["state", "expires_at"])
    op.create_table(
        "appointment",
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("conversation_id", sa.String(24), nullable=False),
        sa.Column("practitioner", sa.String(64), nullable=False),
        sa.Column("visit_type", sa.String(64), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("sealed_identity", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=False),
        sa.Column("cancelled_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    op.create_index(op.f("ix_appointment_conversation_id"), "appointment", ["conversation_id"])
    op.create_index(op.f("ix_appointment_state_starts_at"), "appointment", ["state", "starts_at"])


def downgrade() -> None:
    op.drop_table("appointment")
    op.drop_table("hold")
    op.drop_table("slot_cell")
