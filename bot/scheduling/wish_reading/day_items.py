"""What the reader of days finds: weekdays, which a week or month beside them may narrow, and dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.scheduling.wish_reading.calendar_words import each_day


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Not dates yet: a week or month named beside them says which. `every` of them, or the next one."""

    numbers: frozenset[int]  # 0 is Monday
    every: bool


@dataclass(frozen=True, slots=True)
class Dates:
    dates: frozenset[date]
    is_span: bool  # a stretch such as a week, which weekdays beside it narrow
    is_written: bool = False  # as on a calendar: "the 9th", not "tomorrow"


type DayItem = Weekdays | Dates


def one_day(day: date, *, is_written: bool = False) -> Dates:
    return Dates(frozenset((day,)), is_span=False, is_written=is_written)


def span(first: date, last: date, *, not_before: date) -> Dates:
    return Dates(each_day(max(first, not_before), last), is_span=True)
