"""When a patient would like to come, as moments in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Window:
    """A visit may start from `starts_at` until `ends_at`, UTC, end excluded."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """Windows in order of time, apart from each other. None at all means: a time that has passed."""

    windows: tuple[Window, ...]

    def allows(self, starts_at: datetime) -> bool:
        return any(window.starts_at <= starts_at < window.ends_at for window in self.windows)

    def distance(self, starts_at: datetime) -> timedelta:
        """How far a start is from the nearest window; zero within one, the longest there is without any."""
        if self.allows(starts_at):
            return timedelta()
        return min(
            (max(window.starts_at - starts_at, starts_at - window.ends_at) for window in self.windows),
            default=timedelta.max,
        )

    def touches(self, starts_at: datetime, ends_at: datetime) -> bool:
        return any(window.starts_at < ends_at and starts_at < window.ends_at for window in self.windows)
