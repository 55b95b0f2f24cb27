"""When a provider works: their hours within the clinic's, on days that are neither closed nor a public holiday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import holidays

from bot.clinic import Clinic, Hours, Provider, Weekday
from bot.scheduling.times import at_wall_clock

WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `starts_at` until `ends_at`, UTC, end excluded."""

    starts_at: datetime
    ends_at: datetime


class Opening:
    def __init__(self, clinic: Clinic) -> None:
        self._clinic = clinic
        # Filled year by year as it is asked.
        self._holidays = holidays.country_holidays(clinic.country, subdiv=clinic.region)

    def is_closed(self, day: date) -> bool:
        return (
            day in self._clinic.closed_on or day in self._holidays or WEEKDAYS[day.weekday()] not in self._clinic.hours
        )

    def stretches(self, provider: Provider, day: date) -> list[Stretch]:
        """In order of time, of a calendar day in the clinic's zone."""
        if self.is_closed(day):
            return []
        weekday = WEEKDAYS[day.weekday()]
        clinic_hours = self._clinic.hours[weekday]
        blocks = (_within(block, clinic_hours) for block in provider.hours.get(weekday, ()))
        zone = self._clinic.zone
        return sorted(
            (
                Stretch(at_wall_clock(day, block.opens, zone), at_wall_clock(day, block.closes, zone))
                for block in blocks
                if block is not None
            ),
            key=lambda stretch: stretch.starts_at,
        )


def _within(block: Hours, limits: Hours) -> Hours | None:
    opens, closes = max(block.opens, limits.opens), min(block.closes, limits.closes)
    return Hours(opens=opens, closes=closes) if opens < closes else None
