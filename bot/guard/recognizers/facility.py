"""Where somebody was treated: "seen at Elm Clinic", "admitted to St. Vincent's on", "diagnosed in Tampa".

A place of care is a place smaller than a state. Without a word of care before it, in a general question, or not
capitalised it stays free: then nothing tells it from other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from bot.guard.assets import Assets
from bot.guard.recognizers.base import FAIR, WEAK, Found, Recognizer
from bot.guard.shapes.dates import MONTHS
from bot.guard.shapes.wording import either
from bot.guard.words import Kind, WordJudge, words_of
from bot.messages.guarded import Category

CARE = re.compile(
    r"\b"
    + either(
        """
        seen saw treated admitted evaluated diagnosed reviewed hospitalized discharged consulted
        examined operated referred visited visit last_visit follow-?up followup followed surgery
        procedure performed presented presenting assessed monitored transferred delivered born records
        cared case chart underwent receiving attending tested consultation scan biopsy transplant
        recovering worked_up managed stayed started post-?op(?:eration|erative)? been_(?:at|to|in)
        was_(?:at|in) replacement repair bypass removed recorded admission check-?up appointment
        procedures checked enrolled undergoing
        """
    )
    + r"\b",
    re.I,
)
_WORD = r"(?:St\.|[A-Z][A-Za-z.'&\-]*)"
PLACE = re.compile(
    rf"(?<![A-Za-z])(?P<where>at|in|from|by|to|@|through|visit(?:ed|s)?|(?:the|our))\s(?:our\s"
    rf"|a\s)?(?P<value>(?:the\s)?{_WORD}(?:\s(?:of\s|the\s|and\s|&\s)?{_WORD}){{0,5}}"
    rf"(?:,\s{_WORD}(?:\s{_WORD})?)?(?:\s(?:clinic|hospital|office|facility|center|med\s(?:center|cntr"
    rf"|ctr)|ctr|branch|campus))?)"
)
NOT_A_PLACE = frozenset(
    {
        *MONTHS,
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "dr",
        "drs",
        "mr",
        "mrs",
        "ms",
    }
)
REACH = 100  # characters between the word of care and the place


class FacilityRecognizer(Recognizer):
    name = "facility"
    category = Category.ADDRESS

    def __init__(self, assets: Assets) -> None:
        super().__init__(assets)
        self._judge = WordJudge(assets.lexicon)

    def find(self, doc: Doc) -> Iterable[Found]:
        text = doc.text
        for found in PLACE.finditer(text):
            value = found.group("value").rstrip(".,-")
            sentence = text[max(0, found.start() - REACH) : found.start()].rsplit("? ", 1)[-1]
            if self._is_place(value, found.group("where").lower()):
                score = FAIR if CARE.search(sentence) else WEAK
                yield Found(found.start("value"), found.start("value") + len(value), score, "care")

    def _is_place(self, value: str, where: str) -> bool:
        """A known place or facility; not a date, not a person, not a term that merely is capitalised."""
        words = words_of(value)
        if not words or not NOT_A_PLACE.isdisjoint(words):
            return False
        if " ".join(words) in self.assets.lexicon.places or FACILITY.search(value):
            return True
        if where not in {"at", "@", "to"}:
            return False
        return value.isupper() or (len(words) > 1 and any(self._judge.kind(word) is not Kind.WORD for word in words))


FACILITY = re.compile(
    either("""
        hospital hosp clinic medical med_center med_ctr cntr center centre health healthcare memorial
        general infirmary institute rehab university mayo kaiser mercy sinai office practice children's
        cedars?-?_?sinai
        """)
    + r"\b",
    re.I,
)
