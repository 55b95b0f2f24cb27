"""why a conversation is held, in place of the name of a matter (no hold could be placed before)"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("legal_hold") as table:
        table.alter_column("matter", new_column_name="reason")


def downgrade() -> None:
    with op.batch_alter_table("legal_hold") as table:
        table.alter_column("reason", new_column_name="matter")
