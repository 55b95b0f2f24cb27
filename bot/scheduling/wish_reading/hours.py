"""Words for times of day, as five-minute cells of the wall clock: parts of the day, limits, and points.

A bare hour is meant as clinics are open: 1 to 6 in the afternoon, 7 to 11 in the morning.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

CELLS_AN_HOUR = 12
WHOLE_DAY = frozenset(range(24 * CELLS_AN_HOUR))
NOON = 12
LAST_BARE_AFTERNOON_HOUR = 6
FIRST_MORNING_HOUR, LAST_AFTERNOON_HOUR = 5, 8  # between them "morning" or "afternoon" beside an hour decides
POINT_LASTS = CELLS_AN_HOUR // 2  # "at 3" may begin until half past
AROUND = CELLS_AN_HOUR  # "around 3" is an hour to either side


class Kind(Enum):
    PART = "part"  # a part of the day: several of them are alternatives
    POINT = "point"
    LIMIT = "limit"  # narrows what stands beside it


@dataclass(frozen=True, slots=True)
class Hours:
    kind: Kind
    cells: frozenset[int]

    @property
    def narrows_exclusion(self) -> bool:
        """True for "not monday morning": the morning alone is excluded."""
        return self.kind is Kind.PART


def stretch(begins: float, ends: float) -> frozenset[int]:
    """Cells from one hour until another, such as 11.5 for half past eleven."""
    return frozenset(range(round(begins * CELLS_AN_HOUR), round(ends * CELLS_AN_HOUR)))


PARTS: dict[str, tuple[float, float]] = {
    "firstthing": (5, 10),
    "early morning": (5, 10),
    "mid morning": (9, 11.5),
    "late morning": (10, 12),
    "morning": (5, 12),
    "lunch": (11.5, 13.5),
    "early afternoon": (12, 15),
    "mid afternoon": (13.5, 16),
    "mid day": (11, 14),
    "late afternoon": (15, 18),
    "lateday": (13, 24),
    "afternoon": (12, 17),
    "tarde": (12, 20),
    "early evening": (17, 19),
    "late evening": (18, 24),
    "evening": (17, 24),
    "afterwork": (16.5, 24),
    "afterschool": (15, 19),
    "endofday": (15.5, 19),
    "allday": (0, 24),
    "early": (5, 10.5),
    "late": (15, 24),
}
PART = "|".join(re.escape(name) + "s?" for name in sorted(PARTS, key=len, reverse=True))
OTHER_NUMBER = (
    r"(?!\d|:\d|/|st\b|nd\b|rd\b|th\b| ?%| (?:days?|weeks?|months?|years?|minutes?|mins?|kids?|people|of|times?)\b)"
)
CLOCK = rf"(\d{{1,2}})(?::(\d{{2}}))?(am|pm)?{OTHER_NUMBER}"


class HourReader:
    """`now`: the cell it is. `half_hint`: whether the words beside speak of the afternoon; None: they do not say."""

    def __init__(self, now: int, half_hint: bool | None = None) -> None:
        self._now = now
        self._afternoon = half_hint
        table: tuple[tuple[str, Callable[[re.Match[str]], Hours | None]], ...] = (
            (r"in (\d{1,3}) minutes\b", self._soon),
            (rf"(?:between|from)? ?{CLOCK}(?: ?- ?| (?:to|and|until|through) ){CLOCK}", self._range),
            (
                rf"around (?:like |maybe |at )*{CLOCK}|(?:about|maybe|near|close to) {CLOCK}"
                rf"|(?:at )?{CLOCK}(?: ?-? ?)(?:ish)\b",
                self._around,
            ),
            (
                r"(?:after|past|from|starting(?: at)?|starts at|not before|not until|beginning at|later than) "
                rf"(?:like |about |around )?(?:at )?{CLOCK}(?: onwards| on)?",
                self._after,
            ),
            (rf"(?:at )?{CLOCK} (?:onwards|at the earliest|earliest)\b", self._after),
            (rf"(?:earliest|the earliest)(?: i can \w+)?(?: is)?(?: at)? {CLOCK}", self._after),
            (
                r"(?:before|until|by|not after|earlier than|up to|prior to|ending at|ending by) "
                rf"(?:like |about |around )?(?:at )?{CLOCK}",
                self._before,
            ),
            (rf"(?:at )?{CLOCK} (?:orbefore|at the latest|latest)\b", self._before),
            (r"(?:after|past) (?:the )?(morning|afternoon)s?\b", self._after_part),
            (r"before (?:the )?(afternoon|evening)s?\b", self._before_part),
            (rf"(?:at|for|@) {CLOCK}", self._at),
            (r"(\d{1,2})(?::(\d{2}))?(am|pm)\b", self._at),
            (r"(\d{1,2}):(\d{2})()\b", self._at),
            (rf"(?:in |during |on )?(?:the )?({PART})\b", self._part),
        )
        self._table = [(re.compile(pattern), method) for pattern, method in table]

    def read(self, text: str, position: int) -> tuple[Hours, int] | None:
        """What starts at `position`, with where it ends."""
        for pattern, method in self._table:
            match = pattern.match(text, position)
            if match and (item := method(match)) is not None:
                return item, match.end()
        return None

    def _part(self, match: re.Match[str]) -> Hours:
        name = match[1] if match[1] in PARTS else match[1].removesuffix("s")
        begins, ends = PARTS[name]
        return Hours(Kind.PART, stretch(begins, ends))

    def _soon(self, match: re.Match[str]) -> Hours:
        cell = self._now + int(match[1]) * CELLS_AN_HOUR // 60
        return Hours(Kind.LIMIT, frozenset(range(cell, cell + AROUND)) & WHOLE_DAY)

    def _after_part(self, match: re.Match[str]) -> Hours:
        return Hours(Kind.LIMIT, stretch(PARTS[match[1]][1], 24))

    def _before_part(self, match: re.Match[str]) -> Hours:
        return Hours(Kind.LIMIT, stretch(0, PARTS[match[1]][0]))

    def _range(self, match: re.Match[str]) -> Hours | None:
        has_words = match[0][0].isalpha()
        if " and " in match[0] and not match[0].startswith("between"):
            return None
        begins, ends = match.group(1, 2, 3), match.group(4, 5, 6)
        until = self._hour(*ends)
        half = begins[2]
        if half is None and ends[2] is not None:
            same = self._hour(begins[0], begins[1], ends[2])
            half = ends[2] if same is not None and until is not None and same < until else None
        start = self._hour(begins[0], begins[1], half)
        if start is None or until is None or (not has_words and int(begins[0]) > NOON * 2):
            return None
        if until <= start and until + NOON <= 24:  # noqa: PLR2004 - hours of a day
            until += NOON
        return Hours(Kind.LIMIT, stretch(start, until)) if start < until else None

    def _around(self, match: re.Match[str]) -> Hours | None:
        hour = self._hour(*_groups(match))
        if hour is None:
            return None
        cell = round(hour * CELLS_AN_HOUR)
        return Hours(Kind.POINT, frozenset(range(cell - AROUND, cell + AROUND)) & WHOLE_DAY)

    def _after(self, match: re.Match[str]) -> Hours | None:
        hour = self._hour(*_groups(match))
        return None if hour is None else Hours(Kind.LIMIT, stretch(hour, 24))

    def _before(self, match: re.Match[str]) -> Hours | None:
        hour = self._hour(*_groups(match))
        return None if hour is None else Hours(Kind.LIMIT, stretch(0, hour))

    def _at(self, match: re.Match[str]) -> Hours | None:
        hour = self._hour(*_groups(match))
        if hour is None:
            return None
        cell = round(hour * CELLS_AN_HOUR)
        return Hours(Kind.POINT, frozenset(range(cell, cell + POINT_LASTS)) & WHOLE_DAY)

    def _hour(self, hours: str, minutes: str | None, half: str | None) -> float | None:
        """Hours since midnight, with a fraction; None for what no clock shows."""
        hour, minute = int(hours), int(minutes or 0)
        if hour > 24 or minute > 59 or (half and not 1 <= hour <= NOON):  # noqa: PLR2004 - a clock's limits
            return None
        if half:
            hour = hour % NOON + (NOON if half == "pm" else 0)
        elif self._afternoon is not None and FIRST_MORNING_HOUR <= hour <= LAST_AFTERNOON_HOUR:
            hour += NOON if self._afternoon else 0
        elif 1 <= hour <= LAST_BARE_AFTERNOON_HOUR and not hours.startswith("0"):
            hour += NOON
        return hour + minute / 60


def _groups(match: re.Match[str]) -> tuple[str, str | None, str | None]:
    """Hour, minute and half of the clock that matched; a pattern may hold several as alternatives."""
    groups = match.groups()
    at = next(index for index in range(0, len(groups), 3) if groups[index] is not None)
    return groups[at] or "", groups[at + 1] or None, groups[at + 2] or None
