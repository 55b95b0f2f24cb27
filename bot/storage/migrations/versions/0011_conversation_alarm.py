"""the last alarm of a conversation, until what follows it has been answered"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.base import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversation", sa.Column("alarm", sa.String(12), nullable=True))
    op.add_column("conversation", sa.Column("alarmed_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("conversation", "alarmed_at")
    op.drop_column("conversation", "alarm")
