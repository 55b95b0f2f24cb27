"""A circuit breaker: after some failures in a row nobody is kept waiting for the next one.

Closed: calls pass. Open: calls are refused for `rest`. Half open, after that: one call is let through to try; its
outcome closes the breaker or opens it again. Source: Nygard, "Release It!", chapter "Circuit Breaker".
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.messages.clock import Clock


class CircuitBreaker:
    def __init__(self, clock: Clock, *, failures: int = 3, rest: timedelta = timedelta(seconds=10)) -> None:
        self._clock = clock
        self._allowed_failures = failures
        self._rest = rest
        self._failures = 0
        self._resting_until: datetime | None = None

    def allows(self) -> bool:
        """Asking counts as trying: while half open, only the first to ask is let through."""
        if self._resting_until is None:
            return True
        now = self._clock()
        if now < self._resting_until:
            return False
        self._resting_until = now + self._rest
        return True

    def succeeded(self) -> None:
        self._failures = 0
        self._resting_until = None

    def failed(self) -> None:
        self._failures += 1
        if self._failures >= self._allowed_failures:
            self._resting_until = self._clock() + self._rest
