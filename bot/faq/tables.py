"""Tables of the FAQ. An entry has versions; a version has a wording in each language and the phrasings people use.

An entry has at most one draft and one approved version; older ones are retired and kept. `faq_content` counts changes,
so that a search in any process notices one by reading one number.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table


class FaqContentRow(Table):
    """One row. `version` grows by one with every change that search must notice."""

    __tablename__ = "faq_content"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]


class FaqEntryRow(Table):
    __tablename__ = "faq_entry"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    changed_in: Mapped[int] = mapped_column(index=True)  # content version of its last change


class FaqVersionRow(Table):
    __tablename__ = "faq_version"

    entry_id: Mapped[str] = mapped_column(ForeignKey("faq_entry.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(String(8))  # draft, approved, retired
    seed_digest: Mapped[str | None] = mapped_column(String(64))  # of the seed's entry; None when staff wrote it
    audience: Mapped[str] = mapped_column(String(16))
    guidance_differs: Mapped[bool]
    sources: Mapped[str] = mapped_column(Text)  # JSON: titles and addresses
    sources_checked_on: Mapped[date | None]
    review_by: Mapped[date]
    written_by: Mapped[str] = mapped_column(String(64))
    written_at: Mapped[datetime]
    approved_by: Mapped[str | None] = mapped_column(String(64))
    approved_at: Mapped[datetime | None]


class FaqWordingRow(Table):
    __tablename__ = "faq_wording"
    __table_args__ = (
        ForeignKeyConstraint(
            ["entry_id", "number"], ["faq_version.entry_id", "faq_version.number"], ondelete="CASCADE"
        ),
    )

    entry_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    when_to_get_care: Mapped[str] = mapped_column(Text)


class FaqPhrasingRow(Table):
    __tablename__ = "faq_phrasing"
    __table_args__ = (
        ForeignKeyConstraint(
            ["entry_id", "number"], ["faq_version.entry_id", "faq_version.number"], ondelete="CASCADE"
        ),
    )

    entry_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)


class FaqUnansweredRow(Table):
    """A question nobody's answer fitted, guarded and sealed. `question_key` finds the same question again."""

    __tablename__ = "faq_unanswered"

    id: Mapped[str] = mapped_column(String(24), primary_key=True)
    question_key: Mapped[str] = mapped_column(String(64), unique=True)  # HMAC of the normalised text and language
    language: Mapped[str] = mapped_column(String(2))
    scope: Mapped[str] = mapped_column(String(32))  # whose data key seals it
    sealed_question: Mapped[bytes] = mapped_column(LargeBinary)
    asked: Mapped[int]
    first_asked_at: Mapped[datetime]
    last_asked_at: Mapped[datetime] = mapped_column(index=True)
