"""What stays free although it looks like an identifier: the clinic's own numbers, places and people, public lines.

People are matched with typos, because patients misspell their doctor. A name that the writer gives as their own is
never freed, whoever else is called so.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from bot.guard.assets import ClinicFacts
from bot.messages.guarded import Category

OWN_NAME_CUES = frozenset({"self", "field", "relative", "birth"})
SAME_WORD = 82  # rapidfuzz ratio: one typo in six letters
SAME_PLACE = 88
FUZZY_FROM = 5  # letters; a shorter name must be spelled right
NUMBERS = frozenset({Category.PHONE, Category.FAX, Category.OTHER_ID, Category.ACCOUNT_NUMBER, Category.SSN})


def is_free(category: Category, text: str, cue: str, facts: ClinicFacts) -> bool:
    """`text` is the normalised text of the finding."""
    if category in NUMBERS:
        return re.sub(r"\D", "", text) in facts.numbers
    if category is Category.NAME:
        return cue not in OWN_NAME_CUES and is_staff(text, facts)
    if category is Category.ADDRESS:
        plain = " ".join(re.findall(r"[a-z0-9]+", text.lower()))
        # Both must be substantial: "chicago" alone is not the clinic's address, and is no finding either.
        return any(fuzz.ratio(plain, own) >= SAME_PLACE or (len(plain) >= FUZZY_FROM and plain in own)
                   for own in facts.addresses)  # fmt: skip
    if category is Category.EMAIL:
        return text.lower() in facts.emails
    if category is Category.URL:
        return any(host in text.lower() for host in facts.hosts)
    return False


def is_staff(name: str, facts: ClinicFacts) -> bool:
    """True when every word of `name` is a word of one and the same provider or staff member."""
    words = re.findall(r"[a-z]+", name.lower())
    return bool(words) and any(all(_same_as_any(word, person) for word in words) for person in facts.people)


def _same_as_any(word: str, person: tuple[str, ...]) -> bool:
    # Possessive: "okafors" for "Okafor's".
    return any(
        word == own
        or word == own + "s"
        or (len(word) >= FUZZY_FROM and len(own) >= FUZZY_FROM and fuzz.ratio(word, own) >= SAME_WORD)
        for own in person
    )
