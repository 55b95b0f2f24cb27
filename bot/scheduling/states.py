"""What can become of a hold and of an appointment."""

from __future__ import annotations

from enum import StrEnum


class HoldState(StrEnum):
    HELD = "held"
    CONFIRMED = "confirmed"  # its cells now belong to the appointment of the same id
    RELEASED = "released"
    EXPIRED = "expired"  # reclaimed after its time ran out


class AppointmentState(StrEnum):
    BOOKED = "booked"
    CANCELLED = "cancelled"
