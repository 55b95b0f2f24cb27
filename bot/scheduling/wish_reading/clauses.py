"""A clause is some days and some times of day; a wish is what the clauses add, less what they take away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.scheduling.wish_reading.day_items import Dates, DayItem, Weekdays
from bot.scheduling.wish_reading.days import DayReader
from bot.scheduling.wish_reading.hours import WHOLE_DAY, Hours, Kind


@dataclass(slots=True)
class Clause:
    """`against`: it takes away."""

    against: bool = False
    joined_by: str = ""  # the word or mark between it and the clause before
    days: list[DayItem] = field(default_factory=list)
    hours: list[list[Hours]] = field(default_factory=list)  # alternatives, each of which narrows itself
    hours_came_last: bool = False

    def takes_days(self, item: DayItem, joined_by: str) -> bool:
        """Whether further days belong to it: not after "monday morning or", which is complete."""
        if joined_by and isinstance(item, Weekdays) and self._names_weekdays_of_a_span:
            return False  # "thursday this week or monday"
        if self.against and joined_by in ("or", "and") and self.hours and not self.days:
            return False  # "no mornings or mondays"
        return not (joined_by and self.days and self.hours and self.hours_came_last)

    def takes_hours(self, item: Hours, joined_by: str) -> bool:
        """Whether further hours belong to it: not after "mornings this week and", which is complete."""
        if self.against and joined_by in ("or", "and"):
            return not self.days
        complete = self.days and self.hours and not self.hours_came_last
        # "Mornings tuesday afternoons wednesday" needs no word between.
        return not (complete and (joined_by in ("or", "and") or self._is_apart_from(item)))

    def add_days(self, item: DayItem) -> None:
        self.days.append(item)
        self.hours_came_last = False

    def add_hours(self, item: Hours, *, as_alternative: bool) -> None:
        if as_alternative or not self.hours:
            self.hours.append([item])
        else:
            self.hours[-1].append(item)
        self.hours_came_last = True

    @property
    def spans(self) -> list[DayItem]:
        return [item for item in self.days if isinstance(item, Dates) and item.is_span]

    @property
    def _names_weekdays_of_a_span(self) -> bool:
        return bool(self.days) and isinstance(self.days[0], Weekdays) and self.days[-1] in self.spans

    def _is_apart_from(self, item: Hours) -> bool:
        return all(hours.cells.isdisjoint(item.cells) for alternative in self.hours for hours in alternative)

    @property
    def is_only_span(self) -> bool:
        """Such as "the week of the 7th"."""
        return bool(self.spans) and len(self.spans) == len(self.days) and not self.hours

    @property
    def is_only_weekdays(self) -> bool:
        return bool(self.days) and all(isinstance(item, Weekdays) for item in self.days)

    def dates(self, reader: DayReader) -> frozenset[date]:
        """Weekdays within the weeks and months named beside them, and single dates; all days when none is named."""
        if not self.days:
            return reader.all
        spans = [item.dates for item in self.days if isinstance(item, Dates) and item.is_span]
        single = [item.dates for item in self.days if isinstance(item, Dates) and not item.is_span]
        weekdays = [item for item in self.days if isinstance(item, Weekdays)]
        found: frozenset[date] = frozenset().union(*single)
        written = all(
            isinstance(item, Dates) and (item.is_written or item.is_span) for item in self.days if item not in weekdays
        )
        numbers = frozenset().union(*(item.numbers for item in weekdays))
        if found and weekdays and written and all(day.weekday() in numbers for day in found):
            return found  # "mondays i am off, the 30th or the 7th"
        if spans:
            if found and found <= frozenset().union(*spans):
                return found  # "end of the month, monday the 30th"
            within: frozenset[date] = spans[0]
            for span in spans[1:]:
                # "next week before thursday" narrows; "this week or next week" adds.
                within = (within & span) or (within | span)
            numbers = frozenset().union(*(item.numbers for item in weekdays))
            return found | frozenset(day for day in within if not weekdays or day.weekday() in numbers)
        if self.against or any(item.every for item in weekdays):
            weekdays = [Weekdays(item.numbers, every=True) for item in weekdays]  # "mondays and wednesday"
        return found | self._on(weekdays, reader)

    @staticmethod
    def _on(weekdays: Sequence[Weekdays], reader: DayReader) -> frozenset[date]:
        return frozenset().union(*(reader.dates_of(item) for item in weekdays))

    def cells(self) -> frozenset[int]:
        if not self.hours:
            return WHOLE_DAY
        return frozenset().union(*(_narrowed(alternative) for alternative in self.hours))


def combine(clauses: Sequence[Clause], reader: DayReader) -> Mapping[date, frozenset[int]]:
    """The cells of each day, days without any left out."""
    clauses = _share_days(clauses)
    adding = _narrow(_share_hours(_share_span([clause for clause in clauses if not clause.against])))
    adding = adding or [Clause(days=_span_around([clause for clause in clauses if clause.against]))]
    wanted: dict[date, frozenset[int]] = defaultdict(frozenset)
    for clause in adding:
        cells = clause.cells()
        for day in clause.dates(reader):
            wanted[day] |= cells
    for clause in clauses:
        if clause.against:
            cells = clause.cells()
            for day in clause.dates(reader) & wanted.keys():
                wanted[day] -= cells
    return {day: cells for day, cells in sorted(wanted.items()) if cells}


def _share_span(clauses: list[Clause]) -> list[Clause]:
    """A week named first or last holds for all: "tuesday at 9 or thursday at 2, week of the 7th"."""
    if len(clauses) < 2:  # noqa: PLR2004 - one clause has nobody to share with
        return clauses
    *others, last = clauses
    if last.is_only_span and last.joined_by in (",", "") and all(clause.is_only_weekdays for clause in others):
        for clause in others:
            clause.days += last.days
        return others
    first, *others = clauses
    if len(first.spans) == 1 and all(clause.is_only_weekdays and clause.joined_by != "otherwise" for clause in others):
        for clause in others:
            clause.days += first.spans
    return clauses


def _share_days(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Morning on tuesday or afternoon": hours of their own after what is complete are alternatives on its days."""
    shared: list[Clause] = []
    for clause in clauses:
        last = shared[-1] if shared else None
        joins = clause.joined_by in ("or", "and", ",") and not clause.days
        if joins and last and last.days and last.hours and clause.against == last.against:
            last.hours += clause.hours
            continue
        shared.append(clause)
    return shared


def _span_around(against: Sequence[Clause]) -> list[DayItem]:
    """ "Any day but monday next week" is about next week; "any day but next week" is not."""
    return [item for clause in against if not clause.is_only_span for item in clause.spans]


def _share_hours(clauses: list[Clause]) -> list[Clause]:
    """Hours named on their own belong to the days named on their own: "tomorrow. after 3 please"."""
    if len(clauses) < 2:  # noqa: PLR2004 - one clause has nobody to share with
        return clauses
    without_days = [clause for clause in clauses if not clause.days]
    without_hours = [clause for clause in clauses if clause.days and not clause.hours]
    if not without_days or not without_hours or len(without_days) + len(without_hours) != len(clauses):
        return clauses
    for clause in without_hours:
        clause.hours = [alternative for other in without_days for alternative in other.hours]
    return without_hours


def _narrow(clauses: list[Clause]) -> list[Clause]:
    """ "Tomorrow but not too early, 11 or after": hours of their own narrow the days named elsewhere."""
    alone = [clause for clause in clauses if not clause.days and clause.joined_by not in ("or", "and", "otherwise")]
    others = [clause for clause in clauses if clause not in alone]
    if not alone or not others or not all(clause.days for clause in others):
        return clauses
    for clause in others:
        for narrowing in alone:
            items = [item for alternative in narrowing.hours for item in alternative]
            clause.hours = [[*alternative, *items] for alternative in clause.hours] or narrowing.hours
    return others


def _narrowed(alternative: Sequence[Hours]) -> frozenset[int]:
    """Parts of the day add up, points win over them, limits narrow the result."""
    named = [hours.cells for hours in alternative if hours.kind is Kind.PART]
    # "First thing in the morning" is the narrower of the two.
    narrowest = [cells for cells in named if not any(other < cells for other in named)]
    parts = frozenset().union(*narrowest) or WHOLE_DAY
    points = frozenset().union(*(hours.cells for hours in alternative if hours.kind is Kind.POINT))
    cells = (points & parts or points) if points else parts
    for hours in alternative:
        if hours.kind is Kind.LIMIT:
            cells = cells & hours.cells or hours.cells
    return cells
