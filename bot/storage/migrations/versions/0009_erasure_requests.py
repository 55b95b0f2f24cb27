"""requests to erase"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.base import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erasure_request",
        sa.Column("code", sa.String(24), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("subject_key", sa.String(64), nullable=False),
        sa.Column("sealed_subject", sa.LargeBinary(), nullable=False),
        sa.Column("conversation_id", sa.String(24), nullable=True),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_erasure_request")),
    )
    op.create_index(op.f("ix_erasure_request_subject_key"), "erasure_request", ["subject_key"])
    op.create_index(op.f("ix_erasure_request_settled_at"), "erasure_request", ["settled_at"])


def downgrade() -> None:
    op.drop_table("erasure_request")
