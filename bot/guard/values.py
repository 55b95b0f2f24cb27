"""A found value in the one spelling by which it is compared on the way out: lower-case letters and digits only.

"(555) 010-0142", "555.010.0142" and "five five five ..." give the same value. Words of a name count one by one too,
unless they are ordinary words: a patient called Rose must not make every rose unsayable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from bot.guard.shapes.dates import canonical_dates
from bot.messages.guarded import Category, FoundValue

WORDS = re.compile(r"[^\W\d_]+|\d+")
LONGEST = 8  # words of a value when looked for in a text
SHORTEST = 3  # characters: anything shorter says nothing
NATIONAL_DIGITS, LOCAL_DIGITS = 10, 7
NOT_KEPT = frozenset({Category.HEALTH, Category.AGE_OVER_89, Category.PHOTO})
"""Said of many people: a general answer about diabetes must stay sayable to someone who has it."""


def values_of(category: Category, text: str, ordinary: Set[str]) -> Iterator[FoundValue]:
    """`text` is normalised by `normalise`."""
    if category in NOT_KEPT:
        return
    words = [word.lower() for word in WORDS.findall(text)]
    spellings = {"".join(words)}
    if category is Category.NAME:
        spellings |= {word for word in words if word not in ordinary}
    if category in {Category.PHONE, Category.FAX}:
        digits = "".join(word for word in words if word.isdigit())
        spellings |= {digits, digits[-NATIONAL_DIGITS:], digits[-LOCAL_DIGITS:]}
    if category is Category.DATE:
        spellings |= {value for value, _, _ in canonical_dates(text)}
    for spelling in sorted(spellings):
        if len(spelling) >= SHORTEST:
            yield FoundValue(category, spelling)


def candidates(text: str) -> Iterator[tuple[str, int, int]]:
    """Every value that `text` could be repeating, with its offsets. `text` is normalised."""
    words = list(WORDS.finditer(text))
    for first in range(len(words)):
        joined = ""
        for last in range(first, min(first + LONGEST, len(words))):
            joined += words[last].group().lower()
            if len(joined) >= SHORTEST:
                yield joined, words[first].start(), words[last].end()
    yield from canonical_dates(text)
