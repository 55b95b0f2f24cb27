"""From working hours to times on offer: which are free, and which few make a choice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from bot.clinic import Provider, VisitType
from bot.scheduling.opening import Stretch
from bot.scheduling.taken import TakenCells
from bot.scheduling.times import OpenTime, cells

APART = timedelta(hours=2)  # three offers twenty minutes apart are no choice


def free_times(
    provider: Provider, visit: VisitType, stretches: Iterable[Stretch], taken: TakenCells
) -> Iterator[OpenTime]:
    """Back to back from the start of each stretch, in the visit's own length."""
    length = timedelta(minutes=visit.minutes)
    for stretch in stretches:
        starts_at = stretch.starts_at
        while starts_at + length <= stretch.ends_at:
            ends_at = starts_at + length
            if all((provider.id, cell) not in taken for cell in cells(starts_at, ends_at)):
                yield OpenTime(provider.id, starts_at, ends_at, visit.id)
            starts_at = ends_at


def spread(pool: list[OpenTime], limit: int) -> list[OpenTime]:
    """At most `limit` of the pool, soonest first, each a while after the one before."""
    chosen: list[OpenTime] = []
    for time in pool:
        if len(chosen) == limit:
            break
        if not chosen or time.starts_at - chosen[-1].starts_at >= APART:
            chosen.append(time)
    return chosen


def fill_up(chosen: list[OpenTime], pool: list[OpenTime], limit: int) -> list[OpenTime]:
    """When there are too few that lie apart, the nearest others; never the same start twice."""
    filled = list(chosen)
    starts = {time.starts_at for time in chosen}
    for time in pool:
        if len(filled) == limit:
            break
        if time.starts_at not in starts:
            starts.add(time.starts_at)
            filled.append(time)
    return sorted(filled, key=lambda time: time.starts_at)
