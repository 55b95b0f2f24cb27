"""What stays free although it looks like an identifier: the clinic's own numbers, places and people, public lines.

People are matched with typos, because patients misspell their doctor. A name that the writer gives as their own is
never freed, whoever else is called so.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from bot.guard.assets import TITLES, ClinicFacts
from bot.messages.guarded import Category

OWN_NAME_CUES = frozenset({"self", "relative"})
SAME_WORD = 82  # rapidfuzz ratio: one typo in six letters
SAME_PLACE = 88
PART_OF_ADDRESS = 3  # words
FUZZY_FROM = 5  # letters; a shorter name must be spelled right
PHONES = frozenset({Category.PHONE, Category.FAX, Category.OTHER_ID})
TOLL_FREE = re.compile(r"1?8(?:00|33|44|55|66|77|88)\d{7}$")  # nobody's own; help lines have such numbers


def is_free(category: Category, text: str, cue: str, facts: ClinicFacts) -> bool:
    """`text` is the normalised text of the finding."""
    if re.fullmatch(r"[\d\s().+\-]+", text):
        digits = re.sub(r"\D", "", text)
        own_zip = digits == facts.zip and category is not Category.ADDRESS  # as somebody's address it is theirs
        return own_zip or digits in facts.numbers or (category in PHONES and TOLL_FREE.match(digits) is not None)
    if category is Category.NAME:
        if facts.name_words.issuperset(re.findall(r"[a-z0-9]+", text.lower())):
            return True
        return cue not in OWN_NAME_CUES and is_staff(text, facts)
    if category is Category.ADDRESS:
        return _is_clinic_address(text, facts)
    if category is Category.EMAIL:
        return text.lower().rpartition("@")[2] in facts.hosts or text.lower() in facts.emails
    return category is Category.URL and _is_clinic_page(text.lower(), facts)


def is_staff(name: str, facts: ClinicFacts) -> bool:
    """True when every word of `name` is a word of one and the same provider or staff member."""
    words = [word for word in re.findall(r"[a-z]+", name.lower()) if word not in TITLES]
    return bool(words) and any(all(_same_as_any(word, person) for word in words) for person in facts.people)


def _is_clinic_page(text: str, facts: ClinicFacts) -> bool:
    own = any(host in text for host in facts.hosts)
    return own or (facts.pages is not None and facts.pages.fullmatch(text) is not None)


def _is_clinic_address(text: str, facts: ClinicFacts) -> bool:
    """Its ZIP code or city alone is not it: most patients live there too."""
    plain = " ".join(re.findall(r"[a-z0-9]+", text.lower()))
    street_name = facts.street.lstrip("0123456789 ")
    part = len(plain.split()) >= PART_OF_ADDRESS and any(plain in own for own in facts.addresses)
    if street_name in plain and plain.replace(street_name, "").strip().isdigit():
        return facts.street in plain  # the same street, another house
    return part or street_name in plain or any(fuzz.ratio(plain, own) >= SAME_PLACE for own in facts.addresses)


def _same_as_any(word: str, person: tuple[str, ...]) -> bool:
    # Possessive: "okafors" for "Okafor's".
    return any(
        word == own
        or word == own + "s"
        or (len(word) >= FUZZY_FROM and len(own) >= FUZZY_FROM and fuzz.ratio(word, own) >= SAME_WORD)
        for own in person
    )
