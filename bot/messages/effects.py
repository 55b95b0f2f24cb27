"""What a turn wants done besides answering. Applied in the transaction that completes the inbox row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TicketReason(StrEnum):
    PERSON_REQUESTED = "person_requested"
    EMERGENCY = "emergency"
    CRISIS = "crisis"
    CLINICAL_ADVICE = "clinical_advice"
    REFILL = "refill"
    RESULTS = "results"
    BILLING = "billing"
    RECORDS = "records"
    PRIVACY = "privacy"
    COMPLAINT = "complaint"
    BOOKING = "booking"
    UNSURE = "unsure"
    GUARD_FAILED = "guard_failed"
    DELIVERY_FAILED = "delivery_failed"


class Language(StrEnum):
    ENGLISH = "en"
    SPANISH = "es"


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """Someone at the desk is needed. A second one for the same conversation joins the open ticket."""

    reason: TicketReason
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class SetLanguage:
    language: Language


@dataclass(frozen=True, slots=True)
class OptOut:
    """Nothing but emergency texts is sent from now on, until the person writes START."""


@dataclass(frozen=True, slots=True)
class OptIn:
    pass


@dataclass(frozen=True, slots=True)
class RecordUnanswered:
    """No answer was good enough: the guarded question goes to the FAQ admin's list."""


type Effect = OpenTicket | SetLanguage | OptOut | OptIn | RecordUnanswered
