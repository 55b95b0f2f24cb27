"""Ages over 89, in digits and words. Younger ages identify nobody under Safe Harbor and stay free."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from bot.guard.recognizers.base import STRONG, Found, Recognizer
from bot.messages.guarded import Category

OLD = r"(?:9\d|1[01]\d|12[0-5])"
OLD_WORD = (
    r"(?:ninety(?:[ \-](?:one|two|three|four|five|six|seven|eight|nine))?|(?:one "
    r"|a )hundred(?:(?: and)? (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))?"
    r"|noventa(?: y (?:uno|un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve))?|cien|ciento (?:uno|un|dos"
    r"|tres|cuatro|cinco))"
)
AGE = rf"(?P<value>{OLD}|{OLD_WORD})"
UNIT = (
    r"(?:\s?-?\s?(?:years?|yrs?|yr|y)[\s\-./]*(?:old|o|young|of age)\b|\s?-?\s?y/?o\b|\s?yo\b"
    r"|\s?yrs?\b(?! ago)|\s?anos\b(?! atras)|-year-old)"
)
WITH_UNIT = re.compile(rf"{UNIT}(?: de edad\b)?|\s?(?:years?|yrs?)\b(?! ago)", re.I)
PERSON = (
    r"(?:i|im|i'm|i am|he|hes|he's|she|shes|she's|mom|mother|dad|father|grandma|grandmother|grandpa"
    r"|grandfather|granny|nana|papa|aunt|uncle|husband|wife|patient|gran|abuela|abuelo|madre|padre|mama|tia"
    r"|tio|esposo|esposa|who|neighbor|friend|great-grandmother)"
)
SHAPES = (
    re.compile(rf"(?<![\w.$/\-]){AGE}{UNIT}", re.I),
    re.compile(
        rf"\b(?:aged?|edad|age is|age of|edad de)\s?(?:is|:|=|de|at)?\s?{AGE}(?![\w%/]|\.\d| (?:and"
        rf"|&) (?:over|up|older|above))",
        re.I,
    ),
    re.compile(
        rf"\b{PERSON}(?:'s|s)?(?: (?:is|are|was|just|now|almost|nearly|about to|turned|turns|turning"
        rf"|will be|going to be|be|has|tiene|cumple|cumplio|tengo|who|and|still|already|soon|only))+ {AGE}"
        r"(?![\w%/]|[.,]\d| ?(?:mg|mcg|lbs?|pounds|kg|kilos|degrees|percent|minutes|mins|days|weeks"
        r"|months|hours|dollars|over|on|out of|points|beats|bpm|inches|cm|miles|times|f\b|and over))",
        re.I,
    ),
    re.compile(
        rf"\b(?:hes|he's|shes|she's|im|i'm|i am|he is|she is) (?:\w+ )?{AGE}(?= (?:and|but|with|now|so"
        rf"|today)\b|\s?(?:[,.!?]|$))(?!\.\d)",
        re.I,
    ),
    re.compile(rf"\b{PERSON},? \(?{AGE}(?=[,)])", re.I),
    re.compile(rf"\b(?:turn(?:s|ed|ing)?|cumpl\w+) {AGE}(?![\w%/]|[.,]\d)", re.I),
    re.compile(rf"\b(?:tengo|tiene) {AGE} anos\b", re.I),
    re.compile(rf"(?<![\w.$/\-]){AGE}(?:st|nd|rd|th) (?:birthday|bday)", re.I),
    re.compile(rf"(?<![\w.$/\-]){AGE} ?[mf]\b(?! ?\d)", re.I),
)


class AgeRecognizer(Recognizer):
    name = "age"
    category = Category.AGE_OVER_89

    def find(self, doc: Doc) -> Iterable[Found]:
        for shape in SHAPES:
            for found in shape.finditer(doc.text):
                yield Found(found.start("value"), end_of_age(doc.text, found.end("value")), STRONG, "age")


def end_of_age(text: str, end_of_number: int) -> int:
    """Behind the unit: "97 years" says no less than "97"."""
    unit = WITH_UNIT.match(text, end_of_number)
    return unit.end() if unit else end_of_number
