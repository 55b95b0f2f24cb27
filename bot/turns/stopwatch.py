"""How long each step of a turn took, for the trace and the metrics."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

STEPS = ("guard", "safety", "rasa", "faq")


@dataclass(slots=True)
class Stopwatch:
    started: float = field(default_factory=perf_counter)
    laps: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def lap(self, step: str) -> Iterator[None]:
        begun = perf_counter()
        try:
            yield
        finally:
            self.laps[step] = self.laps.get(step, 0.0) + (perf_counter() - begun) * 1_000

    def milliseconds(self) -> dict[str, float]:
        """By step, and `total` since the start."""
        total = (perf_counter() - self.started) * 1_000
        steps = {step: self.laps.get(step, 0.0) for step in STEPS}
        return {step: round(value, 2) for step, value in {**steps, "total": total}.items()}
