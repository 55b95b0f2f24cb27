"""Buttons that were offered: a random id each, with a meaning that only we know and an expiry.

A patient on a channel without buttons may answer with the number or the title; both are looked up among the choices of
the newest turn that offered any.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.port import Button
from bot.conversations.tables import ChoiceRow
from bot.messages.ids import Entropy, new_id
from bot.messages.reply import Choice, Meaning

LIFETIME = timedelta(hours=24)
ORDINALS = {
    1: ("1", "one", "first", "1st", "the first", "the first one", "uno", "la primera", "el primero", "primero"),
    2: ("2", "two", "second", "2nd", "the second", "the second one", "dos", "la segunda", "el segundo", "segundo"),
    3: ("3", "three", "third", "3rd", "the third", "the third one", "tres", "la tercera", "el tercero", "tercero"),
    4: ("4", "four", "fourth", "4th", "the fourth", "the fourth one", "cuatro", "la cuarta", "el cuarto", "cuarto"),
}
POSITION_OF = {word: position for position, words in ORDINALS.items() for word in words}


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
        """The choice whose title or number the patient typed; None when the words fit none of the newest ones."""
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
        words = _plain(text)
        for row in rows:
            if words == _plain(row.title):
                return _meaning(row)
        position = POSITION_OF.get(words)
        at_position = [row for row in rows if row.position == position]
        # Two replies of one turn may both offer choices: a bare number is then ambiguous.
        return _meaning(at_position[0]) if len(at_position) == 1 else None

    async def forget_expired(self, session: AsyncSession, now: datetime) -> None:
        await session.execute(delete(ChoiceRow).where(ChoiceRow.expires_at <= now))


def _meaning(row: ChoiceRow) -> Meaning:
    return Meaning(**json.loads(row.meaning))


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text.casefold()).strip()
