"""What patients ask and get no answer to, for the FAQ admin.

The guarded question is sealed, under a data key of the month it was first asked in, and found again by an HMAC of its
normalised words: the same question is counted, not kept twice. A month past is forgotten whole, key and rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.faq.tables import FaqUnansweredRow
from bot.faq.words import words_of
from bot.messages.effects import Language
from bot.messages.guarded import GuardedMessage
from bot.messages.ids import Entropy, new_id
from bot.storage.wrapped_keys import StoredKeys
from bot.vault.context import SealContext
from bot.vault.vault import Vault

PURPOSE = "faq-unanswered"
LONGEST = 500  # characters kept of a question


@dataclass(frozen=True, slots=True, repr=False)
class UnansweredQuestion:
    """`text` is guarded, yet written by a patient: shown to the FAQ admin only, never logged."""

    id: str
    language: Language
    text: str
    asked: int
    first_asked_at: datetime
    last_asked_at: datetime


class Unanswered:
    def __init__(self, vault: Vault, entropy: Entropy) -> None:
        self._vault = vault
        self._entropy = entropy

    async def record(self, session: AsyncSession, question: GuardedMessage, language: Language, now: datetime) -> None:
        """Counts the question, and keeps its refuse masking the first time. A question without words is let go."""
        text = question.refuse.strip()[:LONGEST]
        words = words_of(text)
        if not words:
            return
        key = self._vault.index(PURPOSE, language.value, " ".join(words))
        again = (
            update(FaqUnansweredRow)
            .where(FaqUnansweredRow.question_key == key)
            .values(asked=FaqUnansweredRow.asked + 1, last_asked_at=now)
            .returning(FaqUnansweredRow.id)
        )
        if (await session.scalar(again)) is not None:
            return
        row_id, scope = new_id(self._entropy), f"faq:{now:%Y-%m}"
        sealed = await self._vault.seal(StoredKeys(session), _context(scope, row_id, language), text.encode())
        session.add(
            FaqUnansweredRow(
                id=row_id,
                question_key=key,
                language=language,
                scope=scope,
                sealed_question=sealed,
                asked=1,
                first_asked_at=now,
                last_asked_at=now,
            )
        )
        await session.flush()

    async def most_asked(self, session: AsyncSession, limit: int = 50) -> list[UnansweredQuestion]:
        """Most often asked first. Raises VaultError when a row was tampered with."""
        order = (FaqUnansweredRow.asked.desc(), FaqUnansweredRow.last_asked_at.desc())
        rows = list(await session.scalars(select(FaqUnansweredRow).order_by(*order).limit(limit)))
        keys = StoredKeys(session)
        return [
            UnansweredQuestion(
                id=row.id,
                language=Language(row.language),
                text=(
                    await self._vault.reveal(
                        keys, _context(row.scope, row.id, Language(row.language)), row.sealed_question
                    )
                ).decode(),
                asked=row.asked,
                first_asked_at=row.first_asked_at,
                last_asked_at=row.last_asked_at,
            )
            for row in rows
        ]

    async def settle(self, session: AsyncSession, question_id: str) -> None:
        """The admin has dealt with it."""
        await session.execute(delete(FaqUnansweredRow).where(FaqUnansweredRow.id == question_id))

    async def forget(self, session: AsyncSession, before: datetime) -> int:
        """Drops whole months that began before this moment's month; gives how many questions went."""
        scopes = await session.scalars(
            select(FaqUnansweredRow.scope).where(FaqUnansweredRow.scope < f"faq:{before:%Y-%m}").distinct()
        )
        gone = 0
        for scope in list(scopes):
            dropped = await session.execute(
                delete(FaqUnansweredRow).where(FaqUnansweredRow.scope == scope).returning(FaqUnansweredRow.id)
            )
            gone += len(dropped.all())
            await self._vault.shred(StoredKeys(session), scope)
        return gone


def _context(scope: str, row_id: str, language: Language) -> SealContext:
    return SealContext(scope=scope, record=row_id, direction="in", channel=language.value)
