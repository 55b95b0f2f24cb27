"""At most so many in so long, for each key. In memory: it keeps a single visitor from filling the database, no more."""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta

from bot.messages.clock import Clock

KEYS = 10_000  # remembered at once; the one unused for longest goes first


class RateLimit:
    def __init__(self, clock: Clock, *, at_most: int, within: timedelta) -> None:
        self._clock = clock
        self._at_most = at_most
        self._within = within
        self._seen: OrderedDict[str, deque[datetime]] = OrderedDict()

    def allows(self, key: str) -> bool:
        """Counts this one, unless it is one too many."""
        now = self._clock()
        seen = self._seen.setdefault(key, deque())
        self._seen.move_to_end(key)
        while len(self._seen) > KEYS:
            self._seen.popitem(last=False)
        while seen and now - seen[0] >= self._within:
            seen.popleft()
        if len(seen) >= self._at_most:
            return False
        seen.append(now)
        return True
