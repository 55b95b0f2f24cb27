"""Spanish wishes, rephrased in the few English words that the reader knows. One grammar then serves both languages.

The order matters: a longer phrase stands before the shorter ones it contains.
"""

from __future__ import annotations

from bot.scheduling.wish_reading.phrases import Rephrasing
from bot.scheduling.wish_reading.spanish_asides import ASIDES
from bot.scheduling.wish_reading.spanish_days import DAYS_AND_WEEKS
from bot.scheduling.wish_reading.spanish_hours import HOURS
from bot.scheduling.wish_reading.spanish_words import NAMES, NUMBERS

_rephrasing = Rephrasing(ASIDES, DAYS_AND_WEEKS, HOURS)


def rephrase(text: str) -> str:
    """Expects what `spelling.plain` gives."""
    text = _rephrasing(" ".join(NUMBERS.get(word, word) for word in text.split()))
    return " ".join(NAMES.get(word, word) for word in text.split())
