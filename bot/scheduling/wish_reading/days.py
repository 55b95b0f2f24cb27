"""Words for days: single ones, weeks, months, ranges, and everything before or after one of them.

"Next tuesday" is the Tuesday of next week, weeks beginning on Monday; "tuesday" alone is the first one after today.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.scheduling.wish_reading.calendar_words import (
    DATE,
    DAY,
    MONTH,
    MONTHS,
    WEEKDAYS,
    each_day,
    month_span,
    read_date,
    week_of,
)
from bot.scheduling.wish_reading.day_items import Dates, DayItem, Weekdays, one_day, span
from bot.scheduling.wish_reading.day_patterns import LIMIT, OPEN_ENDED, ORDINAL, ORDINALS, SPAN
from bot.scheduling.wish_reading.named_days import HOLIDAY, ONE_DAY, PARTS, WEEK, named_day, named_stretch, part_of

AHEAD = timedelta(days=120)  # how far "any day" and "after the 14th" reach
FEW = 3
AROUND = timedelta(days=3)  # "in two weeks" is not meant to the day


type Found = tuple[DayItem, int]


class DayReader:
    """`day_first`: 3/12 is the third of December."""

    def __init__(self, today: date, *, day_first: bool) -> None:
        self._today = today
        self._day_first = day_first
        self._last = today + AHEAD
        table: tuple[tuple[str, Callable[[re.Match[str]], DayItem | None]], ...] = (
            (rf"week (?:of|containing|with) (?:the )?({SPAN})", self._week_of),
            (rf"({ORDINAL}) (?:full )?week (?:of|in) ((?:the )?(?:{MONTH}|(?:next |this )?month))", self._nth_week),
            (
                rf"(?:the )?({ORDINAL}) ({DAY}) (?:of|in) ((?:the )?(?:{MONTH}|(?:next |this )?month))",
                self._nth_weekday,
            ),
            (rf"(?:the )?({DAY}) (after|following|before) ((?:the )?(?:{HOLIDAY})|{DATE})", self._weekday_beside),
            (
                rf"(?:between|from)? ?({DATE}) (?:and|to|through|until|-) "
                rf"({DATE}|\d{{1,2}}(?:st|nd|rd|th)?\b)(?!:| ?[ap]m)",
                self._range,
            ),
            (rf"({MONTH}) (\d{{1,2}}) ?- ?(\d{{1,2}})\b", self._range_in_month),
            (rf"(?:between |from )?({DAY}) ?(?:and|to|through|until|-) ?({DAY})(?=$| )", self._weekday_range),
            (rf"(?:between|from) ({SPAN}) (?:and|to|through|until|-) ({SPAN})", self._from_one_to_other),
            (rf"({LIMIT}) ({PARTS}) ((?:next|this) (?:week|month)|{MONTH})\b", self._limit_by_part),
            (rf"({LIMIT}) (?:on |the end of |the )?({SPAN})", self._limit),
            (rf"dayafter (?:the )?({HOLIDAY})", self._day_after),
            (rf"week (?:after|following) (?:the )?({SPAN})", self._week_after),
            (rf"week before (?:the )?(?:week of )?({SPAN})", self._week_before),
            (rf"(?:a|1|2|3|one) weeks? (?:from|after) ({SPAN})", self._weeks_from),
            (
                rf"({PARTS}) (?:in |of )?(?:the )?((?:next|this) (?:week|month)|(?:next )?(?:{MONTH}))\b",
                self._part,
            ),
            (r"within (few|\d+) (days|weeks|months)\b", self._within),
            (r"(?:late )?(?:restofweek|late this week)\b", self._rest_of_week),
            (rf"({SPAN}) (onwards|orbefore)\b", self._open_ended),
            (rf"((?:{DAY})s)\b", self._every_weekday),
            (r"weekdays\b", lambda _: Weekdays(frozenset(range(5)), every=True)),
            (r"weekends\b", lambda _: Weekdays(frozenset((5, 6)), every=True)),
            (rf"({DAY}) (?:after next|week)\b(?! (?:of|after))", self._weekday_after_next),
            (rf"(?:on )?({SPAN})", self._span),
        )
        self._table = [(re.compile(pattern), method) for pattern, method in table]

    def read(self, text: str, position: int) -> Found | None:
        """What starts at `position`, with where it ends."""
        for pattern, method in self._table:
            match = pattern.match(text, position)
            if match and (item := method(match)) is not None:
                return item, match.end()
        return None

    def dates_of(self, item: DayItem) -> frozenset[date]:
        """Without anything beside it."""
        if isinstance(item, Dates):
            return item.dates
        if item.every:
            return frozenset(day for day in each_day(self._today, self._last) if day.weekday() in item.numbers)
        return frozenset(self._next_weekday(number) for number in item.numbers)

    @property
    def all(self) -> frozenset[date]:
        return each_day(self._today, self._last)

    def _resolve(self, text: str) -> DayItem | None:
        """A text that matches `SPAN`."""
        text = text.removeprefix("the ") if not text[-1].isdigit() else text
        if text in WEEKDAYS:
            return Weekdays(frozenset((WEEKDAYS.index(text),)), every=False)
        which, _, name = text.rpartition(" ")
        if name in WEEKDAYS and which in ("next", "this", "coming", "following"):
            return self._named_weekday(which, WEEKDAYS.index(name))
        if match := re.fullmatch(r"in (few|\d+) (days|weeks|months)", text):
            return self._in(match[1], match[2])
        if (stretch := named_stretch(text, self._today)) is not None:
            return span(*stretch, not_before=self._today)
        if (day := named_day(text, self._today)) is not None:
            return one_day(day)
        day = read_date(text, self._today, day_first=self._day_first)
        return one_day(day, is_written=True) if day is not None else None

    def _span(self, match: re.Match[str]) -> DayItem | None:
        text = match[1]
        if text == "may" or text in ("week", "month", "the week", "the month"):
            # "may" is more often a verb: a month only after a word such as "in", which `clauses` keeps.
            return (
                None
                if not match.string[: match.start()].endswith(("in ", "for ", "sometime "))
                else self._resolve(text)
            )
        return self._resolve(text)

    def _named_weekday(self, which: str, number: int) -> DayItem:
        monday, _ = week_of(self._today)
        if which == "next":
            return one_day(monday + WEEK + timedelta(days=number))
        if which == "this" and number == self._today.weekday():
            return one_day(self._today)
        return one_day(self._next_weekday(number))

    def _next_weekday(self, number: int) -> date:
        return self._today + timedelta(days=(number - self._today.weekday() - 1) % 7 + 1)

    def _every_weekday(self, match: re.Match[str]) -> DayItem:
        return Weekdays(frozenset((WEEKDAYS.index(match[1][:-1]),)), every=True)

    def _weekday_after_next(self, match: re.Match[str]) -> DayItem:
        return one_day(self._next_weekday(WEEKDAYS.index(match[1])) + WEEK)

    def _weekday_range(self, match: re.Match[str]) -> DayItem | None:
        if " and " in match[0] and "between" not in match[0]:
            return None
        first, last = WEEKDAYS.index(match[1]), WEEKDAYS.index(match[2])
        return Weekdays(frozenset((first + step) % 7 for step in range((last - first) % 7 + 1)), every=True)

    def _in(self, amount: str, unit: str) -> DayItem:
        number = FEW if amount == "few" else int(amount)
        if unit == "days":
            days = self._today + number * ONE_DAY
            return (
                span(days - ONE_DAY, days + 2 * ONE_DAY, not_before=self._today) if amount == "few" else one_day(days)
            )
        if unit == "weeks":
            middle = self._today + number * WEEK
        else:
            first, last = month_span(self._today.year, self._today.month + number)
            middle = first.replace(day=min(self._today.day, last.day))
        return span(middle - AROUND, middle + AROUND, not_before=self._today)

    def _within(self, match: re.Match[str]) -> DayItem:
        number = FEW if match[1] == "few" else int(match[1])
        length = {"days": ONE_DAY, "weeks": WEEK, "months": timedelta(days=30)}[match[2]]
        return Dates(each_day(self._today, self._today + number * length), is_span=True)

    def _rest_of_week(self, _match: re.Match[str]) -> DayItem:
        return Dates(each_day(self._today, max(week_of(self._today)[1], self._today)), is_span=True)

    def _weeks_from(self, match: re.Match[str]) -> DayItem | None:
        anchor = self._anchor(match[1])
        number = int(match[0][0]) if match[0][0].isdigit() else 1
        return None if anchor is None else one_day(anchor[0] + number * WEEK)

    def _week_of(self, match: re.Match[str]) -> DayItem | None:
        anchor = self._anchor(match[1])
        return None if anchor is None else span(*week_of(anchor[0]), not_before=self._today)

    def _nth_week(self, match: re.Match[str]) -> DayItem | None:
        month = named_stretch(match[2].removeprefix("the "), self._today)
        if month is None:
            return None
        if match[1] == "last":
            return span(month[1] - 6 * ONE_DAY, month[1], not_before=self._today)
        first = month[0] + (ORDINALS[match[1]] - 1) * WEEK
        return span(first, first + 6 * ONE_DAY, not_before=self._today)

    def _nth_weekday(self, match: re.Match[str]) -> DayItem | None:
        month = named_stretch(match[3].removeprefix("the "), self._today)
        if month is None:
            return None
        days = sorted(day for day in each_day(*month) if day.weekday() == WEEKDAYS.index(match[2]))
        return one_day(days[-1] if match[1] == "last" else days[ORDINALS[match[1]] - 1])

    def _weekday_beside(self, match: re.Match[str]) -> DayItem | None:
        """ "The monday after thanksgiving", "the friday before the 15th": the nearest one."""
        anchor = self._anchor(match[3])
        if anchor is None:
            return None
        first, last = anchor
        number = WEEKDAYS.index(match[1])
        if match[2] == "before":
            return one_day(first - timedelta(days=(first.weekday() - number - 1) % 7 + 1))
        return one_day(last + timedelta(days=(number - last.weekday() - 1) % 7 + 1))

    def _part(self, match: re.Match[str]) -> DayItem | None:
        stretch = self._part_of(match[1], match[2])
        return None if stretch is None else span(*stretch, not_before=self._today)

    def _part_of(self, part: str, name: str) -> tuple[date, date] | None:
        whole = named_stretch(name, self._today)
        if whole is None:
            return None
        found = part_of(whole, part)
        if found[1] < self._today and name in ("this week", "this month"):
            following = named_stretch(name.replace("this", "next"), self._today)
            return part_of(following, part) if following is not None else None
        return found

    def _limit_by_part(self, match: re.Match[str]) -> DayItem | None:
        stretch = self._part_of(match[2], match[3])
        return None if stretch is None else self._beyond(OPEN_ENDED[match[1]], stretch)

    def _limit(self, match: re.Match[str]) -> DayItem | None:
        anchor = self._anchor(match[2])
        return None if anchor is None else self._beyond(OPEN_ENDED[match[1]], anchor)

    def _open_ended(self, match: re.Match[str]) -> DayItem | None:
        anchor = self._anchor(match[1])
        which = "from" if match[2] == "onwards" else "until"
        return None if anchor is None else self._beyond(which, anchor)

    def _beyond(self, which: str, anchor: tuple[date, date]) -> DayItem:
        first, last = anchor
        begins, ends = {
            "after": (last + ONE_DAY, max(self._last, last + AHEAD)),
            "from": (first, max(self._last, first + AHEAD)),
            "before": (self._today, first - ONE_DAY),
            "until": (self._today, last),
        }[which]
        return span(begins, ends, not_before=self._today)

    def _range(self, match: re.Match[str]) -> DayItem | None:
        if " and " in match[0] and not match[0].startswith("between"):
            return None
        first, last = (read_date(match[group], self._today, day_first=self._day_first) for group in (1, 2))
        if first is None or last is None:
            return None
        if (
            match[2].split()[-1].rstrip("stndrh").isdigit()
            and "/" not in match[2]
            and not any(name in match[2] for name in MONTHS)
        ):
            last = read_date("the " + match[2].removeprefix("the "), first, day_first=self._day_first) or last
        return span(first, last, not_before=self._today)

    def _from_one_to_other(self, match: re.Match[str]) -> DayItem | None:
        """ "Between christmas and new year", "from tomorrow until friday"."""
        first, last = self._anchor(match[1]), self._anchor(match[2])
        if first is None or last is None or last[1] < first[0]:
            return None
        return span(first[0], last[1], not_before=self._today)

    def _range_in_month(self, match: re.Match[str]) -> DayItem | None:
        first = read_date(f"{match[1]} {match[2]}", self._today, day_first=False)
        last = read_date(f"{match[1]} {match[3]}", first or self._today, day_first=False)
        return None if first is None or last is None else span(first, last, not_before=self._today)

    def _day_after(self, match: re.Match[str]) -> DayItem | None:
        anchor = self._anchor(match[1])
        return None if anchor is None else one_day(anchor[1] + ONE_DAY)

    def _week_after(self, match: re.Match[str]) -> DayItem | None:
        anchor = self._anchor(match[1])
        return None if anchor is None else span(*week_of(anchor[1] + WEEK), not_before=self._today)

    def _week_before(self, match: re.Match[str]) -> DayItem | None:
        anchor = self._anchor(match[1])
        return None if anchor is None else span(*week_of(anchor[0] - WEEK), not_before=self._today)

    def _anchor(self, text: str) -> tuple[date, date] | None:
        item = self._resolve(text)
        if item is None:
            return None
        dates = self.dates_of(item)
        return (min(dates), max(dates)) if dates else None
