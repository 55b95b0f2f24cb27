"""An identifier that its label gives away: "mrn 00123", "member id: XQ-55 120", "my confirmation number is 8KD2".

A recognizer of this kind is a table of labels. The label may be followed by filler ("number is", "no.", "#", "es"),
then comes the value: pieces with digits, joined by dashes, dots or blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from spacy.tokens import Doc

from bot.guard.recognizers.base import STRONG, Found, Recognizer

FILLER = (
    r"(?:[\s:#=,.\-(]|\b(?:number|numbers|num|nbr|no|nro|numero|id|ids|code|codigo|card|is|was|are|it|its"
    r"|it's|s|es|reads"
    r"|the|my|mi|on|file|for|this|that|should|be|says|i|think|would|called|under|starts|with|ends|ending"
    r"|end|in|last|four|4|digits|digit"
    r"|back|front|top|bottom|printed|right|new|old|current|are|son|termina|en|ultimos|cuatro|de|la|el|her"
    r"|his|our|their|your|here|se|and)\b){0,60}?"
)
VALUE = (
    r"(?P<value>(?:(?-i:[A-Z]{1,6})[ \-]|[A-Za-z]{1,8}-?)?\d[A-Za-z0-9]*"
    r"(?:(?:[\-./]|[ ](?=[A-Za-z]{0,3}\d))[A-Za-z]{0,4}\d[A-Za-z0-9]*|-[A-Za-z]{1,4}\b){0,6})"
)
UNIT_AFTER = re.compile(
    r"\s?(?:%|bucks|dollars?|usd|pesos|mg|mcg|ml|units|am|pm|minutes?|mins?|hours?|days?|weeks?|months?"
    r"|years?|people|times|percent)\b",
    re.I,
)
FEWEST_DIGITS = 3
SHORTEST_CODE = 5  # letters and digits mixed, such as 8KD2PQ


def label_pattern(labels: str) -> re.Pattern[str]:
    """`labels` is an alternation of regular expressions, matched as whole words."""
    return re.compile(rf"(?<![A-Za-z])(?:{labels})(?![A-Za-z]){FILLER}(?<![A-Za-z0-9]){VALUE}(?![A-Za-z])", re.I)


class LabelledRecognizer(Recognizer):
    """Subclasses give `labels`; those with a shape of their own also override `accepts`."""

    labels: ClassVar[re.Pattern[str]]
    score: ClassVar[float] = STRONG

    def find(self, doc: Doc) -> Iterable[Found]:
        yield from self.labelled(doc.text)

    def labelled(self, text: str) -> Iterator[Found]:
        for found in self.labels.finditer(text):
            if self.accepts(found.group("value")) and not UNIT_AFTER.match(text, found.end()):
                yield Found(found.start("value"), found.end("value"), self.score, "label")

    def accepts(self, value: str) -> bool:
        plain = [character for character in value if character.isalnum()]
        digits = sum(character.isdigit() for character in plain)
        return digits >= FEWEST_DIGITS or (digits > 0 and len(plain) >= SHORTEST_CODE)
