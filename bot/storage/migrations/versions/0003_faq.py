"""faq"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.base import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "faq_content",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_content")),
    )
    op.create_table(
        "faq_entry",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("changed_in", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_entry")),
    )
    op.create_index(op.f("ix_faq_entry_changed_in"), "faq_entry", ["changed_in"])
    op.create_table(
        "faq_version",
        sa.Column("entry_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("seed_digest", sa.String(64), nullable=True),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("guidance_differs", sa.Boolean(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("sources_checked_on", sa.Date(), nullable=True),
        sa.Column("review_by", sa.Date(), nullable=False),
        sa.Column("written_by", sa.String(64), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("approved_by", sa.String(64), nullable=True),
        sa.Column("approved_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("entry_id", "number", name=op.f("pk_faq_version")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["faq_entry.id"], name=op.f("fk_faq_version_entry_id"), ondelete="CASCADE"
        ),
    )
    op.create_table(
        "faq_wording",
        sa.Column("entry_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("when_to_get_care", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "number", "language", name=op.f("pk_faq_wording")),
        sa.ForeignKeyConstraint(
            ["entry_id", "number"],
            ["faq_version.entry_id", "faq_version.number"],
            name=op.f("fk_faq_wording_entry_id_number"),
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "faq_phrasing",
        sa.Column("entry_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "number", "language", "position", name=op.f("pk_faq_phrasing")),
        sa.ForeignKeyConstraint(
            ["entry_id", "number"],
            ["faq_version.entry_id", "faq_version.number"],
            name=op.f("fk_faq_phrasing_entry_id_number"),
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "faq_unanswered",
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("question_key", sa.String(64), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("scope", sa.String(32), nullable=False),
        sa.Column("sealed_question", sa.LargeBinary(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("first_asked_at", UtcDateTime(), nullable=False),
        sa.Column("last_asked_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_unanswered")),
        sa.UniqueConstraint("question_key", name=op.f("uq_faq_unanswered_question_key")),
    )
    op.create_index(op.f("ix_faq_unanswered_last_asked_at"), "faq_unanswered", ["last_asked_at"])


def downgrade() -> None:
    for table in ("faq_unanswered", "faq_phrasing", "faq_wording", "faq_version", "faq_entry", "faq_content"):
        op.drop_table(table)
