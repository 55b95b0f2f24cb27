"""Is somebody at the desk now, and if not, when? All in the clinic's own zone."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clinic import Clinic
from bot.scheduling.opening import WEEKDAYS, Opening
from bot.scheduling.times import at_wall_clock

LOOK_AHEAD = 14  # days; a clinic closed for longer says so itself


def next_opening(clinic: Clinic, now: datetime) -> datetime | None:
    """`now` itself while the clinic is open, else when it opens next; None when that is too far away."""
    opening = Opening(clinic)
    today = now.astimezone(clinic.zone).date()
    for days in range(LOOK_AHEAD):
        day = today + timedelta(days=days)
        if opening.is_closed(day):
            continue
        hours = clinic.hours[WEEKDAYS[day.weekday()]]
        opens = at_wall_clock(day, hours.opens, clinic.zone)
        closes = at_wall_clock(day, hours.closes, clinic.zone)
        if now < closes:
            return max(now, opens)
    return None
