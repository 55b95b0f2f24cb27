"""Days that have a name: today, this week, next month, Thanksgiving."""

from __future__ import annotations

from datetime import date, timedelta

import holidays

from bot.scheduling.wish_reading.calendar_words import MONTHS, month_span, week_of

WEEK = timedelta(days=7)
ONE_DAY = timedelta(days=1)
OFFICIAL = {
    "thanksgiving": "Thanksgiving Day",
    "christmas": "Christmas Day",
    "newyear": "New Year's Day",
    "mlkday": "Martin Luther King Jr. Day",
    "presidentsday": "Washington's Birthday",
    "memorialday": "Memorial Day",
    "juneteenth": "Juneteenth National Independence Day",
    "independenceday": "Independence Day",
    "laborday": "Labor Day",
    "columbusday": "Columbus Day",
    "veteransday": "Veterans Day",
}
"""What `english_days` makes of their names, and what the library calls them."""

BESIDE = {
    "christmaseve": ("christmas", -ONE_DAY),
    "newyearseve": ("newyear", -ONE_DAY),
    "thanksgivingeve": ("thanksgiving", -ONE_DAY),
    "blackfriday": ("thanksgiving", ONE_DAY),
}
NEXT_HOLIDAY = "theholiday"
HOLIDAY = "|".join((*BESIDE, *OFFICIAL, "theholidays", NEXT_HOLIDAY))
PARTS = "early|mid|late|end|firsthalf|secondhalf"


def named_day(text: str, today: date) -> date | None:
    days_ahead = {"today": 0, "tomorrow": 1, "overmorrow": 2}
    if text in days_ahead:
        return today + days_ahead[text] * ONE_DAY
    name, away = BESIDE.get(text, (text, timedelta()))
    if name not in OFFICIAL and name != NEXT_HOLIDAY:
        return None
    known = holidays.country_holidays("US", years=range(today.year, today.year + 3), observed=False)
    if name == NEXT_HOLIDAY:
        return min(day for day in known if day >= today)
    return min(day + away for day in known.get_named(OFFICIAL[name], lookup="exact") if day + away >= today)


def named_stretch(text: str, today: date) -> tuple[date, date] | None:
    """First and last day."""
    monday, sunday = week_of(today)
    saturday = sunday - ONE_DAY
    this_month, next_month = month_span(today.year, today.month), month_span(today.year, today.month + 1)
    if text.removeprefix("next ") in MONTHS:
        return next_such_month(text.removeprefix("next "), today)
    return {
        "this week": (monday, sunday),
        "week": (monday, sunday),
        "next week": (monday + WEEK, sunday + WEEK),
        "following week": (monday + WEEK, sunday + WEEK),
        "weekafter": (monday + 2 * WEEK, sunday + 2 * WEEK),
        "weekend": (saturday, sunday),
        "this weekend": (saturday, sunday),
        "next weekend": (saturday + WEEK, sunday + WEEK),
        "this month": this_month,
        "month": this_month,
        "next month": next_month,
        "following month": next_month,
        "theholidays": (date(today.year, 12, 24), date(today.year + 1, 1, 1)),
    }.get(text)


def part_of(stretch: tuple[date, date], part: str) -> tuple[date, date]:
    """`part` is one of `PARTS`; of a week, or of anything longer."""
    first, last = stretch
    length = (last - first).days
    if length < WEEK.days:
        begins, ends = {"early": (0, 1), "mid": (1, 3), "firsthalf": (0, 2)}.get(part, (3, length))
    else:
        begins, ends = {
            "early": (0, 9),
            "mid": (9, 19),
            "late": (19, length),
            "end": (length - 5, length),
            "firsthalf": (0, 14),
            "secondhalf": (15, length),
        }[part]
    return first + begins * ONE_DAY, first + ends * ONE_DAY


def next_such_month(name: str, today: date) -> tuple[date, date]:
    number = MONTHS.index(name) + 1
    return month_span(today.year + (number < today.month), number)
