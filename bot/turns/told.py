"""Everything that the patient behind a conversation has told us, wherever they told it.

What was typed here, what was typed in the secure chats that links from here have opened, and who they said they are
when they booked: none of it may be said back where the channel may not carry it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import VaultError
from bot.guard.normalise import normalise
from bot.guard.port import KnownValues
from bot.guard.service import GuardService
from bot.guard.values import values_of
from bot.messages.channel import Ceiling
from bot.messages.guarded import Category
from bot.proof.family import chats_opened_from
from bot.scheduling.appointments import Appointments
from bot.scheduling.identity import Identity
from bot.transcripts.known_values import StoredKnownValues


@dataclass(frozen=True, slots=True, repr=False)
class Anywhere:
    places: Sequence[KnownValues]

    def __contains__(self, normalised: str) -> bool:
        return any(normalised in values for values in self.places)


class ToldValues:
    def __init__(self, known_values: StoredKnownValues, appointments: Appointments, guard: GuardService) -> None:
        self._known_values = known_values
        self._appointments = appointments
        self._guard = guard

    async def load(self, session: AsyncSession, conversation_id: str, ceiling: Ceiling) -> KnownValues | None:
        """None where the ceiling lets everything be said. Raises GuardError."""
        if ceiling is Ceiling.COVERED:
            return None
        chats = await chats_opened_from(session, conversation_id)
        places = [await self._known_values.load(session, chat) for chat in (conversation_id, *chats)]
        return Anywhere([*places, *await self._bookings(session, conversation_id)])

    async def _bookings(self, session: AsyncSession, conversation_id: str) -> list[frozenset[str]]:
        booked = await self._appointments.all_of(session, conversation_id)
        ordinary = await self._guard.ordinary_words() if booked else frozenset()
        told = []
        for appointment in booked:
            try:
                identity = await self._appointments.reveal(session, appointment.id)
            except VaultError:
                continue  # its key was removed: nobody can name what it held
            told.append(values_of_identity(identity, ordinary))
        return told


def values_of_identity(identity: Identity, ordinary: Set[str]) -> frozenset[str]:
    """As outgoing texts are compared with. `ordinary`: words of the name that do not count by themselves."""
    fields: Iterable[tuple[Category, str]] = (
        (Category.NAME, identity.name),
        (Category.PHONE, identity.phone),
        (Category.EMAIL, identity.email or ""),
    )
    found = {
        value.normalised for category, text in fields for value in values_of(category, normalise(text).text, ordinary)
    }
    return frozenset(found) | spellings(identity.date_of_birth)


def spellings(day: date) -> frozenset[str]:
    """As `canonical_dates` gives them, with the year and without."""
    return frozenset({f"{day:%Y%m%d}", f"{day:%m%d}"})
