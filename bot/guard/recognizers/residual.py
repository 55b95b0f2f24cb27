"""What nobody else explains: a long number or a mixed code is somebody's number until shown otherwise.

The guard fails closed. A number is freed by what stands beside it: a unit, a price, a count, the name of a code list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from bot.guard.recognizers.base import BARE, WEAK, Found, Recognizer, earlier_findings
from bot.guard.shapes.dates import canonical_dates
from bot.messages.guarded import Category

DIGITS = re.compile(
    r"(?<![\w$.,/])#?\d{5,}(?:[\-./]\d+){0,4}(?![\w%]|[.,]\d)|(?<![\w$.,/])\d{2,}(?:[\-./ ]\d{2,}){2,5}(?![\w%]|[.,]\d)"
)
MIXED = re.compile(
    r"(?<![\w.@/])#?(?=[A-Za-z0-9\-]*\d[A-Za-z0-9\-]*\d[A-Za-z0-9\-]*\d)(?=[\d\-]*[A-Za-z])[A-Za-z0-9]+(?:"
    r"-[A-Za-z0-9]+){0,5}(?![\w@])"
)
FREED_AFTER = re.compile(
    r"\s?(?:mg|mcg|ug|g|kg|ml|l|iu|units?|cc|mm|cm|km|ft|lbs?|oz|usd|dollars?|bucks|pesos|people|persons"
    r"|patients|cases|deaths|steps|calories|cal|kcal|miles|years?|anos|days?|hours?|hrs|cells|copies"
    r"|times|followers|views|words|per|percent|million|thousand|square|sq|bpm|joules?|volts?|hz|%|am|pm)\b",
    re.I,
)
FREED_BEFORE = re.compile(
    r"(?:\$|\u20ac|\bicd(?:-?10|-?9)?(?:-cm)?|\bcpt|\bhcpcs|\bcodes?|\bdiagnosis code|\bprocedure code"
    r"|\bbilling code|\bversion|\bform|\bmodel|\biso|\bsection|\broom|\bsuite|\babout|\baround|\broughly"
    r"|\bnearly|\balmost|\bover"
    r"|\bcovid|\bvitamin|\bhighway|\broute|\btext|\bh[1-9]n[1-9])[ \-#:]{0,2}$",
    re.I,
)
NOT_AN_ID = re.compile(
    r"covid-?\d+|1-8\d\d-[a-z0-9\-]+|\d+(?:st|nd|rd|th|s|am|pm|mg|mcg|ml|kg|lbs?|x|k|m|hr|hrs|min|mins|yo"
    r"|yrs?|f|cm|mm|ft|iu"
    r"|g)|[a-z]{1,3}-?\d{1,3}|omega-?\d.*|\d+x\d+|\d+-(?:year|month|week|day|hour|minute).*|h\d+n\d+"
    r"|\d+-\d+[a-z]{0,3}|(?:[a-z]+-)+\d{1,3}(?:-[a-z]+)*|w-?2|1099-?\w*|1095-?\w*|dd-?214",
    re.I,
)
LONG = 8  # digits: nothing but an identifier is as long
ROUND = re.compile(r"\d{1,3}0{3,}")


class ResidualRecognizer(Recognizer):
    name = "residual"
    category = Category.OTHER_ID

    def find(self, doc: Doc) -> Iterable[Found]:
        text = doc.text
        taken = [(found.start, found.end) for found in earlier_findings(doc)]
        taken += [(start, end) for _, start, end in canonical_dates(text)]  # a day is the date recognizer's question
        for pattern, cue in ((DIGITS, "digits"), (MIXED, "mixed")):
            for found in pattern.finditer(text):
                if any(start < found.end() and found.start() < end for start, end in taken):
                    continue
                if FREED_AFTER.match(text, found.end()) or FREED_BEFORE.search(text[: found.start()][-24:]):
                    continue
                if cue == "mixed" and (NOT_AN_ID.fullmatch(found.group()) or len(found.group()) < 6):  # noqa: PLR2004
                    continue
                rounded = ROUND.fullmatch(found.group()) is not None
                yield Found(found.start(), found.end(), WEAK if rounded else BARE, cue)
