"""Social Security numbers: 3-2-4 digits, whole or the last four after a cue.

Sample numbers such as 123-45-6789 and numbers never issued count too: a patient's mistyped number is still theirs.
Format: https://www.ssa.gov/employer/randomization.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from bot.guard.recognizers.base import CERTAIN, STRONG, Found, Recognizer
from bot.messages.guarded import Category

SHAPE = re.compile(r"(?<![\d\-])\d{3}(?P<sep>[\-. /])\d{2}(?P=sep)\d{4}(?![\d]|-\d)")
CUE = (
    r"(?:ssn|s\.s\.n\.?|ss ?#|ss no|ss number|soc(?:ial)?(?: sec(?:urity)?)?(?: (?:number|num|no|card))?"
    r"|social security"
    r"|seguro social|itin|tax ?id|tin)"
)
AFTER_CUE = re.compile(
    rf"(?<![A-Za-z]){CUE}(?![A-Za-z])(?:[\s:#=,.\-]|\b(?:number|num|no|is|was|es|it's|its|the|my|mi|of|for"
    rf"|mine|his|her|last|four|4|ends?|"
    r"ending|in|with|digits?|are|numero|de|ultimos|cuatro|termina|en|son)\b){0,40}?"
    r"(?<![\dA-Za-z])(?P<value>\d{3}[\-. ]?\d{2}[\-. ]?\d{4}|[xX*#]{3}[\- ]?[xX*#]{2}[\- ]?\d{4}|\d{4})(?!\d)",
    re.I,
)
HIDDEN = re.compile(r"(?<![\w*])[xX*#]{3}[\- ][xX*#]{2}[\- ]\d{4}(?!\d)")


class SsnRecognizer(Recognizer):
    name = "ssn"
    category = Category.SSN

    def find(self, doc: Doc) -> Iterable[Found]:
        for found in SHAPE.finditer(doc.text):
            yield Found(found.start(), found.end(), CERTAIN, "shape")
        for found in AFTER_CUE.finditer(doc.text):
            yield Found(found.start("value"), found.end("value"), STRONG, "label")
        for found in HIDDEN.finditer(doc.text):
            yield Found(found.start(), found.end(), STRONG, "hidden")
