"""what rate limits count: which page an event came to, and whether somebody wrote it"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in a batch: copying the table would lose its AUTOINCREMENT on SQLite.
    op.add_column("inbox", sa.Column("page_key", sa.String(64), nullable=False, server_default=""))
    op.add_column("inbox", sa.Column("silent", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(op.f("ix_inbox_page_key_received_at"), "inbox", ["page_key", "received_at"])
    op.create_index(op.f("ix_inbox_sender_key_received_at"), "inbox", ["sender_key", "received_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_inbox_sender_key_received_at"), table_name="inbox")
    op.drop_index(op.f("ix_inbox_page_key_received_at"), table_name="inbox")
    op.drop_column("inbox", "silent")
    op.drop_column("inbox", "page_key")
