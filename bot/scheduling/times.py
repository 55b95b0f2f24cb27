"""Moments and stretches of time. Everything inside is UTC; the clinic's wall clock exists at the edges only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CELL = timedelta(minutes=5)
"""The grain of every booking: a visit takes a whole number of cells, and starts at a full five minutes."""

KEY_FORMAT = "%Y%m%dT%H%MZ"


@dataclass(frozen=True, slots=True)
class OpenTime:
    """A time that a provider has free for a type of visit, in UTC."""

    provider_id: str
    starts_at: datetime
    ends_at: datetime
    visit_type: str

    @property
    def key(self) -> str:
        """A short opaque name of it for buttons and forms, such as `okafor@20261124T1400Z`."""
        return f"{self.provider_id}@{self.starts_at:{KEY_FORMAT}}"


def read_key(key: str) -> tuple[str, datetime] | None:
    """Provider and start of an `OpenTime.key`; None when it is not one."""
    provider_id, _, stamp = key.partition("@")
    try:
        return provider_id, datetime.strptime(stamp, KEY_FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return None


def cells(starts_at: datetime, ends_at: datetime) -> Iterator[datetime]:
    """The starts of all cells from `starts_at`, `ends_at` excluded. Raises ValueError off the five-minute grid."""
    if starts_at.astimezone(UTC) != floor_to_cell(starts_at) or ends_at.astimezone(UTC) != floor_to_cell(ends_at):
        raise ValueError("a booking starts and ends at a full five minutes")
    cell = starts_at.astimezone(UTC)
    while cell < ends_at:
        yield cell
        cell += CELL


def floor_to_cell(moment: datetime) -> datetime:
    utc = moment.astimezone(UTC)
    return utc.replace(minute=utc.minute - utc.minute % 5, second=0, microsecond=0)


def at_wall_clock(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which the wall clock shows `clock`.

    A time that the clock shows twice means the first; one that it skips means the same distance after midnight, an hour
    later on the clock (PEP 495, fold=0).
    """
    return datetime.combine(day, clock, zone).astimezone(UTC)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of the day, in UTC."""
    return at_wall_clock(day, time(), zone)


def wall_date(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
