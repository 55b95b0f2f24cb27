"""Reads a wish for a time, English or Spanish, into windows of UTC.

"Today" is the day on the clinic's wall clock. What has passed is cut off: a wish for this morning, said in the
afternoon, is a wish without windows. `wish_reading/reader.py` reads the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.messages.effects import Language
from bot.scheduling.times import CELL, at_wall_clock, midnight
from bot.scheduling.windows import Window, Wish
from bot.scheduling.wish_reading.fillers import FILLERS
from bot.scheduling.wish_reading.reader import read

__all__ = ["Window", "Wish", "is_nothing_but_a_wish", "read_wish"]

CELLS_A_DAY = timedelta(days=1) // CELL


def read_wish(text: str, language: Language, now: datetime, zone: ZoneInfo) -> Wish | None:
    """None when the text holds no wish for a time. `now` is aware; the windows are apart, in order and not past."""
    wished = read(text, language, now.astimezone(zone))
    if wished is None:
        return None
    return Wish(tuple(_from_now_on(_joined(_windows(wished.days, zone)), now)))


def is_nothing_but_a_wish(text: str, language: Language, now: datetime, zone: ZoneInfo) -> bool:
    """True for "do you have anything friday?", not for "is parking free on friday?"."""
    wished = read(text, language, now.astimezone(zone))
    return wished is not None and FILLERS.issuperset(wished.beside)


def _windows(days: Mapping[date, frozenset[int]], zone: ZoneInfo) -> Iterator[Window]:
    for day in sorted(days):
        cells = days[day]
        begins = sorted(cell for cell in cells if cell - 1 not in cells)
        ends = sorted(cell + 1 for cell in cells if cell + 1 not in cells)
        for first, end in zip(begins, ends, strict=True):
            yield Window(_moment(day, first, zone), _moment(day, end, zone))


def _moment(day: date, cell: int, zone: ZoneInfo) -> datetime:
    if cell == CELLS_A_DAY:
        return midnight(day + timedelta(days=1), zone)
    hours, minutes = divmod(cell * int(CELL.total_seconds()) // 60, 60)
    return at_wall_clock(day, time(hours, minutes), zone)


def _joined(windows: Iterable[Window]) -> Iterator[Window]:
    """A day's end and the next one's beginning are one moment, so whole days make one window."""
    last: Window | None = None
    for window in windows:
        if last is not None and window.starts_at <= last.ends_at:
            last = Window(last.starts_at, max(last.ends_at, window.ends_at))
            continue
        if last is not None:
            yield last
        last = window
    if last is not None:
        yield last


def _from_now_on(windows: Iterable[Window], now: datetime) -> Iterator[Window]:
    for window in windows:
        if window.ends_at > now:
            yield Window(max(window.starts_at, now), window.ends_at)
