"""Secure chats that links of one Messenger conversation opened, and a booking made from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.channels.webchat import ACCOUNT
from bot.conversations.conversation import Owner
from bot.core import Core
from bot.desk.ports import StaffSend
from bot.scheduling.identity import Identity
from tests.fakes.clock import FakeClock
from tests.journey.conftest import Patient

STAFF = "staff-1"
BOOKED_BY = Identity(
    name="Rosalind Quimby",
    date_of_birth=date(1961, 4, 12),
    phone="+13125550148",
    reason="a cough",
    new_patient=False,
    email="rosalind@example.com",
)


class Links:
    """Secure chats that links of one Messenger conversation opened, each in a browser of its own."""

    def __init__(self, core: Core, clock: FakeClock, network_id: str) -> None:
        self._core = core
        self._clock = clock
        self.network_id = network_id

    async def open(self) -> Chat:
        """A secure chat that staff have claimed."""
        self._clock.advance(timedelta(minutes=1))
        stores = self._core.stores
        sender = f"visitor-at-{self._clock():%H%M}"
        async with stores.database.work() as session:
            opened = await stores.conversations.open(
                session,
                channel="webchat",
                account=ACCOUNT,
                sender=sender,
                now=self._clock(),
                parent_id=self.network_id,
            )
            await stores.conversations.change_owner(
                session, opened.id, expected=Owner.BOT, to=Owner.PERSON, staff=STAFF, now=self._clock()
            )
        return Chat(self._core, self._clock, opened.id, sender)


class Chat:
    def __init__(self, core: Core, clock: FakeClock, chat_id: str, sender: str) -> None:
        self._core = core
        self.id = chat_id
        self.patient = Patient(core, clock, channel="webchat", sender=sender)

    async def hears(self, text: str) -> StaffSend:
        return await self._core.announcing.send_as_staff(self.id, STAFF, text)

    async def writes(self, text: str) -> None:
        await self.patient.sends(replace(self.patient.message(text), account=ACCOUNT))

    async def by_staff(self) -> list[str]:
        async with self._core.stores.database.reading() as session:
            entries = await self._core.stores.transcripts.follow_as_patient(session, self.id, after=0)
        return [entry.text for entry in entries if entry.author == "staff"]

    async def waiting(self) -> list[str]:
        async with self._core.stores.database.reading() as session:
            return [reply.text for reply in await self._core.stores.waiting.of_chat(session, self.id)]


async def book(core: Core, clock: FakeClock, network_id: str) -> str:
    stores = core.stores
    async with stores.database.work() as session:
        (time, *_) = await stores.availability.open_times(session, "office-visit", clock(), limit=1)
        hold = await stores.holds.hold(session, time, conversation_id=network_id, key="k", now=clock())
        return (await stores.appointments.confirm(session, hold.id, BOOKED_BY, now=clock())).id
