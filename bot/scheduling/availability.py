"""Which times are open: the providers' hours minus the cells that are taken.

A time is open only when all of it lies inside working hours, it starts after the lead time and before the horizon,
and no live hold or appointment has a cell of it. The cells of an expired hold count as free: whoever takes the time
reclaims them (see `holds.py`). What is open now may be gone a second later; only a hold settles that.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clinic import Clinic, VisitType
from bot.scheduling.offers import fill_up, free_times, spread
from bot.scheduling.opening import Opening
from bot.scheduling.taken import TakenCells, taken_cells
from bot.scheduling.times import OpenTime, midnight, read_key, wall_date
from bot.scheduling.wishes import Wish

LEAD = timedelta(hours=1)  # nobody can be here sooner, and the desk wants to know
HORIZON = timedelta(days=60)
DAYS_AT_ONCE = timedelta(days=7)  # how much is read from the database at a time
ONE_DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class _Search:
    visit: VisitType
    earliest: datetime
    latest: datetime
    now: datetime
    wish: Wish | None
    provider_id: str | None


class Availability:
    def __init__(self, clinic: Clinic, *, lead: timedelta = LEAD, horizon: timedelta = HORIZON) -> None:
        self._clinic = clinic
        self._opening = Opening(clinic)
        self._visits = {visit.id: visit for visit in clinic.visit_types}
        self._lead = lead
        self._horizon = horizon

    async def open_times(
        self,
        session: AsyncSession,
        visit_type: str,
        now: datetime,
        *,
        wish: Wish | None = None,
        provider_id: str | None = None,
        limit: int = 3,
        after: datetime | None = None,
    ) -> list[OpenTime]:
        """A few times to offer, soonest first, spread out; `after` the last one shown gives later ones.

        Raises LookupError for an unknown visit type.
        """
        search = self._search(visit_type, now, wish, provider_id, after)
        pool: list[OpenTime] = []
        chosen: list[OpenTime] = []
        async for _day, times in self._days(session, search):
            pool += times
            chosen = spread(pool, limit)
            if len(chosen) == limit:
                break
        return fill_up(chosen, pool, limit)

    async def open_days(
        self,
        session: AsyncSession,
        visit_type: str,
        now: datetime,
        *,
        days: int = 5,
        from_day: date | None = None,
        provider_id: str | None = None,
    ) -> dict[date, list[OpenTime]]:
        """Every open time of the next `days` days that have one, by calendar day in the clinic's zone.

        Raises LookupError for an unknown visit type.
        """
        after = midnight(from_day, self._clinic.zone) - INSTANT if from_day else None
        found: dict[date, list[OpenTime]] = {}
        async for day, times in self._days(session, self._search(visit_type, now, None, provider_id, after)):
            found[day] = times
            if len(found) == days:
                break
        return found

    async def find(self, session: AsyncSession, visit_type: str, key: str, now: datetime) -> OpenTime | None:
        """The time that `OpenTime.key` names, when it is open. A key that came back from outside proves nothing."""
        named = read_key(key)
        if named is None or visit_type not in self._visits:
            return None
        provider_id, starts_at = named
        search = _Search(self._visits[visit_type], max(starts_at, now), starts_at, now, None, provider_id)
        async for _day, times in self._days(session, search):
            return times[0]
        return None

    def _search(
        self, visit_type: str, now: datetime, wish: Wish | None, provider_id: str | None, after: datetime | None
    ) -> _Search:
        try:
            visit = self._visits[visit_type]
        except KeyError:
            raise LookupError("no such visit type") from None
        earliest = now + self._lead if after is None else max(now + self._lead, after + INSTANT)
        return _Search(visit, earliest, now + self._horizon, now, wish, provider_id)

    async def _days(self, session: AsyncSession, search: _Search) -> AsyncIterator[tuple[date, list[OpenTime]]]:
        """The days that have an open time the search allows, in order."""
        zone = self._clinic.zone
        day = wall_date(search.earliest, zone)
        taken: TakenCells = frozenset()
        read_until = day
        while day <= wall_date(search.latest, zone):
            starts_at, ends_at = midnight(day, zone), midnight(day + ONE_DAY, zone)
            if search.wish is None or search.wish.touches(starts_at, ends_at):
                if day >= read_until:
                    read_until = day + DAYS_AT_ONCE
                    taken = await taken_cells(session, starts_at, midnight(read_until, zone), search.now)
                if times := self._times_of(day, search, taken):
                    yield day, times
            day += ONE_DAY

    def _times_of(self, day: date, search: _Search, taken: TakenCells) -> list[OpenTime]:
        found = (
            time
            for provider in self._clinic.providers
            if search.visit.id in provider.visit_types and search.provider_id in (None, provider.id)
            for time in free_times(provider, search.visit, self._opening.stretches(provider, day), taken)
        )
        allowed = [
            time
            for time in found
            if search.earliest <= time.starts_at <= search.latest
            and (search.wish is None or search.wish.allows(time.starts_at))
        ]
        return sorted(allowed, key=lambda time: time.starts_at)  # stable: providers stay in the clinic's order
