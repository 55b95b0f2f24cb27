"""What every detector in the comparison is: a name, and a reading of each message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from bot.guard.evaluate import Masked

WARM_UP = ("are you open on saturday?", "my number is 312-555-0147 and my mail is ana.prieto@mail.example")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Code points of the text as given, end exclusive."""

    start: int
    end: int
    category: str  # in the detector's own words
    recognizer: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    masked: tuple[Masked, ...]
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Detector:
    name: str
    read: Callable[[Sequence[str]], list[Reading]]  # one reading a text, in order


def timed(find: Callable[[str], Sequence[Masked]], texts: Sequence[str]) -> list[Reading]:
    """One text after the other, on one thread, after a warm-up."""
    for text in WARM_UP:
        find(text)
    readings = []
    for text in texts:
        started = perf_counter()
        masked = tuple(find(text))
        readings.append(Reading(masked, 1_000 * (perf_counter() - started)))
    return readings
