"""What a reply of staff names that this browser has not earned.

A link lets its holder add, never read. So in a secure chat that a link opened, a reply may repeat what was told in this
chat, and, once the passphrase was entered, what was told on the network, with a booking, and in the chats that the
passphrase opens. Anything else that the patient told elsewhere is not this browser's to hear.

A miss is possible: only what the guard recognised when it was told, and what stands in a booking, is known.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import VaultError
from bot.guard.normalise import normalise
from bot.guard.values import candidates
from bot.proof.family import Family, family_of
from bot.proof.proofs import Proofs
from bot.scheduling.appointments import Appointments
from bot.scheduling.identity import Identity
from bot.securepages.sessions import PageSessions
from bot.transcripts.known_values import StoredKnownValues
from bot.turns.told import spellings, values_of_identity

CAPITALISED = re.compile(r"\b[^\W\d_a-z][^\W\d_]+")


class UnearnedDetails:
    """`zone` is the clinic's: a booked moment is named by its day there."""

    def __init__(
        self,
        *,
        known_values: StoredKnownValues,
        proofs: Proofs,
        appointments: Appointments,
        page_sessions: PageSessions,
        zone: ZoneInfo,
    ) -> None:
        self._known_values = known_values
        self._proofs = proofs
        self._appointments = appointments
        self._page_sessions = page_sessions
        self._zone = zone

    async def named_in(self, session: AsyncSession, chat_id: str, text: str) -> bool:
        """False for a chat that no link has opened: there is nothing that it could be told of another."""
        family = await family_of(session, chat_id, lock=True)
        if family is None:
            return False
        verified = await self._proofs.is_verified(session, chat_id)
        opened = await self._proofs.opened_to(session, family)
        told = [await self._known_values.load(session, chat) for chat in (chat_id, *opened)]
        plain = normalise(text).text
        fresh = {value for value, _, _ in candidates(plain) if not any(value in values for values in told)}
        elsewhere = [chat for chat in family.siblings if chat not in opened]
        for conversation_id in elsewhere if verified else (*elsewhere, family.network_id):
            known = await self._known_values.load(session, conversation_id)
            if any(value in known for value in fresh):
                return True
        return not verified and await self._names_a_booking(session, family, plain, fresh)

    async def _names_a_booking(self, session: AsyncSession, family: Family, plain: str, fresh: Collection[str]) -> bool:
        """A booking counts as told in the browser that made it."""
        own = await self._page_sessions.booked_beside(session, family.chat_id)
        names = {word.lower() for word in CAPITALISED.findall(plain)}.intersection(fresh)
        for appointment in await self._appointments.all_of(session, family.network_id):
            if appointment.id in own:
                continue
            day = appointment.time.starts_at.astimezone(self._zone).date()
            if not spellings(day).isdisjoint(fresh):
                return True
            try:
                identity = await self._appointments.reveal(session, appointment.id)
            except VaultError:
                continue  # its key was removed: nobody can name what it held
            own_names = _names(identity)
            told = values_of_identity(identity, ordinary=own_names)
            if not told.isdisjoint(fresh) or not own_names.isdisjoint(names):
                return True
        return False


def _names(identity: Identity) -> frozenset[str]:
    """The words of the name. They count only where they are written with a capital, as names are."""
    return frozenset(word.lower() for word in re.findall(r"[^\W\d_]{3,}", normalise(identity.name).text))
