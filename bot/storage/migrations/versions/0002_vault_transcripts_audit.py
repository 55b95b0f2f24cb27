"""vault transcripts audit"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.base import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

GENESIS = "0" * 64


def upgrade() -> None:
    _create_vault()
    _create_transcripts()
    _create_audit()


def downgrade() -> None:
    for table in ("audit_head", "audit", "legal_hold", "known_value", "transcript_entry", "wrapped_key"):
        op.drop_table(table)


def _create_vault() -> None:
    op.create_table(
        "wrapped_key",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("scope", sa.String(120), nullable=False),
        sa.Column("kek_version", sa.Integer(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrapped_key")),
        sa.UniqueConstraint("scope", name=op.f("uq_wrapped_key_scope")),
    )
    op.create_index(op.f("ix_wrapped_key_kek_version"), "wrapped_key", ["kek_version"])


def _create_transcripts() -> None:
    op.create_table(
        "transcript_entry",
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("conversation_id", sa.String(24), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.String(64), nullable=False),
        sa.Column("direction", sa.String(3), nullable=False),
        sa.Column("author", sa.String(8), nullable=False),
        sa.Column("author_id", sa.String(24), nullable=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("erased", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcript_entry")),
        _belongs_to_conversation("transcript_entry"),
        sa.UniqueConstraint("conversation_id", "sequence", name=op.f("uq_transcript_entry_conversation_id_sequence")),
        sa.UniqueConstraint(
            "conversation_id", "source_key", name=op.f("uq_transcript_entry_conversation_id_source_key")
        ),
    )
    op.create_index(op.f("ix_transcript_entry_at"), "transcript_entry", ["at"])
    op.create_table(
        "known_value",
        sa.Column("conversation_id", sa.String(24), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "digest", name=op.f("pk_known_value")),
        _belongs_to_conversation("known_value"),
    )
    op.create_table(
        "legal_hold",
        sa.Column("conversation_id", sa.String(24), nullable=False),
        sa.Column("matter", sa.String(64), nullable=False),
        sa.Column("placed_by", sa.String(24), nullable=False),
        sa.Column("placed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_legal_hold")),
        _belongs_to_conversation("legal_hold"),
    )


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("prev", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
    )
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.bulk_insert(head, [{"id": 1, "seq": 0, "hash": GENESIS}])


def _belongs_to_conversation(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name=op.f(f"fk_{table}_conversation_id"))
