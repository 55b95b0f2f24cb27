"""What the desk asks of the rest of the service, so that it never goes around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True)
class StaffSend:
    """`replaced`: the guard put the safe text and a secure link in place of the words. `waits`: the words name what
    the patient told elsewhere, and go out when the patient has proved to be the same person.
    """

    sent: bool
    replaced: bool
    waits: bool = False


class StaffReplies(Protocol):
    """The journey: guard, outbox and transcript. There is no second way out."""

    async def send_as_staff(self, conversation_id: str, staff_id: str, text: str) -> StaffSend:
        """`sent` is False when the chat is no longer this person's, or the channel takes nothing any more."""
        ...

    async def send_secure_link(self, conversation_id: str, staff_id: str) -> bool:
        """Sends the patient a fresh one-time link to the secure chat."""
        ...

    async def ask_for_proof(self, conversation_id: str, staff_id: str) -> bool:
        """Asks the patient of a secure chat to enter the passphrase, or to use the browser they wrote in before."""
        ...


class PatientProof(Protocol):
    async def is_verified(self, session: AsyncSession, conversation_id: str) -> bool:
        """True when the patient of a secure chat has proved to be the person of an earlier one."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class AppointmentLine:
    """PHI: shown to those who may see appointments, and each view is audited."""

    starts_at: datetime
    ends_at: datetime
    provider: str
    visit_type: str
    patient: str
    phone: str
    new_patient: bool
    state: str  # "booked" or "cancelled"
    conversation_id: str | None


class DaySheet(Protocol):
    async def appointments(self, session: AsyncSession, day: date) -> Sequence[AppointmentLine]:
        """All appointments of a day in the clinic's zone, by time."""
        ...
