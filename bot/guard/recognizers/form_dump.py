"""A form poured into one line: "jon alvarado 8 12 90 2135550199 hiv test pls". The pieces raise each other.

When identifiers of two kinds stand in a short message, what was too weak alone counts too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from bot.guard.recognizers.base import FAIR, REFUSE_FLOOR, Found, Recognizer, earlier_findings
from bot.guard.shapes.dates import COMPACT, WITH_YEAR, parts
from bot.messages.guarded import Category

LONGEST = 60  # words of a message that is still a form
FEWEST_KINDS = 2
LEADING_NAME = re.compile(
    r"^\s*(?P<value>[A-Za-z][A-Za-z'\-]+ (?:[A-Za-z]\.? )?[A-Za-z][A-Za-z'\-]+),? (?=\(?\d|dob)", re.I
)
NOT_HEALTH = frozenset({Category.HEALTH, Category.AGE_OVER_89, Category.PHOTO})


class FormDumpRecognizer(Recognizer):
    name = "form_dump"
    category = Category.OTHER_ID

    def find(self, doc: Doc) -> Iterable[Found]:
        if len(doc.text.split()) > LONGEST:
            return
        earlier = list(earlier_findings(doc))
        sure = {found.category for found in earlier if found.score >= REFUSE_FLOOR} - NOT_HEALTH
        weak = [found for found in earlier if found.score < REFUSE_FLOOR and found.category not in NOT_HEALTH]
        kinds = sure | {found.category for found in weak}
        if not sure or len(kinds) < FEWEST_KINDS:
            return
        for found in weak:
            yield Found(found.start, found.end, FAIR, "form", found.category)
        for pattern in (*WITH_YEAR, COMPACT):
            for found_date in pattern.finditer(doc.text):
                if parts(found_date) is not None:
                    yield Found(found_date.start(), found_date.end(), FAIR, "form", Category.DATE)
