"""The names of days and months as numbers, and dates that a person writes, as dates."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
DAY = "|".join(WEEKDAYS)
MONTH = "|".join(MONTHS)
NOT_A_CLOCK = r"(?![:\d]|(?: ?(?:am|pm|days?|weeks?|months?|hours?|minutes?|mins?)\b))"

DATE = (
    rf"(?:(?:{DAY}) ?,? )?(?:on )?"
    r"(?:"
    rf"(?:{MONTH}) (?:the )?\d{{1,2}}(?:st|nd|rd|th)?\b{NOT_A_CLOCK}(?:(?: ,)? \d{{4}}\b)?"
    rf"|(?:the )?\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{MONTH})\b(?:(?: ,| of)? \d{{4}}\b)?"
    r"|\d{1,2}/\d{1,2}(?:/\d{4}|/\d{2})?\b"
    r"|\d{4}-\d{2}-\d{2}\b"
    r"|(?:the )?\d{1,2}(?:st|nd|rd|th)\b(?: (?:of )?(?:the |this |next )month\b)?"
    rf"|(?:the|of) \d{{1,2}}\b{NOT_A_CLOCK}"
    r")"
)
"""As a regular expression without groups of its own. A weekday before it only repeats it."""

_NUMERIC = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{2,4}))?$")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
_DAY_NUMBER = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b")
_YEAR = re.compile(r"\b(\d{4})$")
_CENTURY = 2000


def read_date(text: str, today: date, *, day_first: bool) -> date | None:
    """The date that a text matching `DATE` means: without a year or month, the next such day from today on."""
    if match := _ISO.search(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.search(text):
        return _numeric(match, today, day_first=day_first)
    year = _YEAR.search(text)
    number = _DAY_NUMBER.search(text)
    if number is None:
        return None
    month = next((index for index, name in enumerate(MONTHS, 1) if name in text), None)
    if month is None:
        return _next_day_number(int(number[1]), today, later_month="next month" in text)
    if year:
        return _date(int(year[1]), month, int(number[1]))
    return _next_time(month, int(number[1]), today)


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day; months beyond December run into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def each_day(first: date, last: date) -> frozenset[date]:
    return frozenset(first + timedelta(days=number) for number in range((last - first).days + 1))


def _numeric(match: re.Match[str], today: date, *, day_first: bool) -> date | None:
    one, other = int(match[1]), int(match[2])
    month, day = (other, one) if day_first else (one, other)
    if month > len(MONTHS) >= day:
        month, day = day, month
    if match[3]:
        year = int(match[3])
        return _date(year if year > _CENTURY else _CENTURY + year, month, day)
    return _next_time(month, day, today)


def _next_time(month: int, day: int, today: date) -> date | None:
    found = _date(today.year, month, day)
    return found if found is not None and found >= today else _date(today.year + 1, month, day)


def _next_day_number(number: int, today: date, *, later_month: bool) -> date | None:
    for ahead in range(1 if later_month else 0, 4):
        first, last = month_span(today.year, today.month + ahead)
        if 1 <= number <= last.day and (found := first.replace(day=number)) >= today:
            return found
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
