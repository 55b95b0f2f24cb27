"""Vehicle identifiers: VINs by shape, number plates by label.

VIN: 17 characters without I, O and Q (ISO 3779).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from bot.guard.recognizers.base import CERTAIN, STRONG, Found, Recognizer
from bot.messages.guarded import Category

VIN = re.compile(r"(?<![A-Za-z0-9])(?=[A-Z]*\d)(?=\d*[A-Z])[A-HJ-NPR-Z0-9]{17}(?![A-Za-z0-9])", re.I)
LABELLED_VIN = re.compile(
    r"\bvin\b(?:[\s:#=]|\b(?:number|num|no|is|ends?|ending|in|last"
    r"|digits)\b){1,30}?(?<![A-Za-z0-9])(?P<value>(?=[A-Z]*\d)[A-Z0-9]{4,17})(?![A-Za-z0-9])",
    re.I,
)
PLATE_CUE = (
    r"(?:(?:licen[sc]e|number|car|vehicle|vanity|tx|ca|ny|fl|il|my|truck) ?plates?|plates?|license tag"
    r"|car tag|tag(?= ?(?:number|no|#|is|:))|placas?|matricula)"
)
PLATE = re.compile(
    rf"(?<![A-Za-z]){PLATE_CUE}(?![A-Za-z])(?:[\s:#=,.\-(]|\b(?:number|num|no|numero|is|are|reads|says|es"
    rf"|son|de|mi|my|car|on|the|it's|its|with|a|an|texas|california"
    r"|florida|illinois|ohio|york|new|state|for|in|lot|by|honda|toyota|ford|civic|camry|corolla|sedan|suv"
    r"|truck|red|blue|black|white|gray|grey|silver|green)\b){0,60}?"
    r"(?<![A-Za-z0-9])(?P<value>(?=[A-Z0-9 \-]{0,7}\d)(?=[A-Z0-9 \-]{0,7}[A-Z])[A-Z0-9]{1,4}(?:[ "
    r"\-]?[A-Z0-9]{1,5}){1,2}|(?=[A-Z]{0,6}\d)[A-Z0-9]{5,8})(?![A-Za-z0-9])",
    re.I,
)
CLOCK = re.compile(r"\d{1,2} ?(?:am|pm|h|hr|hrs|st|nd|rd|th|min)s?", re.I)
PLATE_LETTERS = 2


class VehicleRecognizer(Recognizer):
    name = "vehicle"
    category = Category.VEHICLE_ID

    def find(self, doc: Doc) -> Iterable[Found]:
        for found in VIN.finditer(doc.text):
            yield Found(found.start(), found.end(), CERTAIN, "vin")
        for found in LABELLED_VIN.finditer(doc.text):
            yield Found(found.start("value"), found.end("value"), STRONG, "label")
        for found in PLATE.finditer(doc.text):
            value = found.group("value")
            digits = sum(character.isdigit() for character in value)
            if digits >= PLATE_LETTERS and not CLOCK.fullmatch(value):
                yield Found(found.start("value"), found.end("value"), STRONG, "label")
