"""An appointment as a calendar file (RFC 5545). The title is neutral: family calendars are read by others."""

from __future__ import annotations

from datetime import datetime

from icalendar import STATUS, Calendar, Event

from bot.scheduling.times import OpenTime

PRODUCT = "-//Frontdesk//Frontdesk//EN"


def calendar_file(uid: str, time: OpenTime, *, title: str, location: str, now: datetime) -> bytes:
    """`title` names neither clinic, provider nor kind of visit; moments are written in UTC."""
    event = Event.new(
        uid=uid,
        stamp=now,
        start=time.starts_at,
        end=time.ends_at,
        summary=title,
        location=location,
        status=STATUS.CONFIRMED,
    )
    content: bytes = Calendar.new(subcomponents=[event], prodid=PRODUCT).to_ical()
    return content
