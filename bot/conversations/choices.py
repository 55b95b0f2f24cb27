"""Buttons that were offered: a random id each, with a meaning that only we know and an expiry.

A patient may answer in words instead; they are looked up among the choices of the newest turn that offered any
(`picks.py`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.port import Button
from bot.conversations.picks import Offered, picked
from bot.conversations.tables import ChoiceRow
from bot.messages.ids import Entropy, new_id
from bot.messages.reply import Choice, Meaning

ANSWERS = "inform"  # the intent of a button that answers a question of a form
LIFETIME = timedelta(hours=24)


class Choices:
    def __init__(self, entropy: Entropy) -> None:
        self._entropy = entropy

    async def offer(
        self, session: AsyncSession, conversation_id: str, turn_id: str, choices: Sequence[Choice], now: datetime
    ) -> tuple[Button, ...]:
        """Stores the meanings; returns what the channel may carry."""
        buttons = []
        for position, choice in enumerate(choices, start=1):
            choice_id = new_id(self._entropy)
            session.add(
                ChoiceRow(
                    id=choice_id,
                    conversation_id=conversation_id,
                    turn_id=turn_id,
                    position=position,
                    title=choice.title[:80],
                    meaning=json.dumps({"intent": choice.meaning.intent, "slots": dict(choice.meaning.slots)}),
                    expires_at=now + LIFETIME,
                )
            )
            buttons.append(Button(choice.title, choice_id))
        await session.flush()
        return tuple(buttons)

    async def meaning(
        self, session: AsyncSession, conversation_id: str, choice_id: str, now: datetime
    ) -> Meaning | None:
        """None when the id is unknown, expired, or of another conversation."""
        row = await session.scalar(
            select(ChoiceRow).where(
                ChoiceRow.id == choice_id,
                ChoiceRow.conversation_id == conversation_id,
                ChoiceRow.expires_at > now,
            )
        )
        return None if row is None else _meaning(row)

    async def meaning_of_words(
        self, session: AsyncSession, conversation_id: str, text: str, now: datetime
    ) -> Meaning | None:
        """The choice that was typed instead of pressed; None when the words pick none of the newest ones."""
        newest = (
            select(ChoiceRow.turn_id)
            .where(ChoiceRow.conversation_id == conversation_id, ChoiceRow.expires_at > now)
            .order_by(ChoiceRow.expires_at.desc())
            .limit(1)
            .scalar_subquery()
        )
        rows = (
            await session.scalars(
                select(ChoiceRow)
                .where(ChoiceRow.conversation_id == conversation_id, ChoiceRow.turn_id == newest)
                .order_by(ChoiceRow.position)
            )
        ).all()
        meanings = [_meaning(row) for row in rows]
        answers = any(meaning.intent == ANSWERS for meaning in meanings)
        index = picked(text, [_offered(row, _meaning(row), asked=answers) for row in rows])
        return None if index is None else meanings[index]

    async def forget_expired(self, session: AsyncSession, now: datetime) -> None:
        await session.execute(delete(ChoiceRow).where(ChoiceRow.expires_at <= now))


def _meaning(row: ChoiceRow) -> Meaning:
    return Meaning(**json.loads(row.meaning))


def _offered(row: ChoiceRow, meaning: Meaning, *, asked: bool) -> Offered:
    """`asked`: a form's question is open, so that buttons of other replies stand aside."""
    is_more = "times_after" in meaning.slots
    is_aside = not is_more and (meaning.intent != ANSWERS if asked else meaning.intent == "request_human")
    return Offered(row.position, row.title, is_more=is_more, is_aside=is_aside)
