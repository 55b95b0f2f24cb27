"""Days that belong to somebody: births, visits, operations, deaths, and any past day with its year.

A wish ("march 5", "12/03/2026 if you have it"), a holiday, opening hours and everything that lies ahead without a
personal word beside it stay free.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from spacy.tokens import Doc

from bot.guard.recognizers.base import FAIR, LIKELY, STRONG, WEAK, Found, Recognizer
from bot.guard.shapes.dates import COMPACT, MONTH_AND_YEAR, WITH_YEAR, WITHOUT_YEAR, parts
from bot.messages.guarded import Category

BIRTH = (
    r"(?:d\.?o\.?b\.?|d o b|date ?of ?birth|birth ?-?dates?|birth ?-?days?|b-?day|born|birth|nac[ie]\w*"
    r"|fecha de nacimiento|fdn|f\.?n\.?|cumpleanos|cumplo|cumple)"
)
EVENT = (
    r"(?:surger\w+|operat\w+|operaron|operacion|cirugia|procedure|admitted|admit|admission|discharged?"
    r"|hospitali\w+|internad\w+|died|death|deceased|passed(?: away)?|murio|fallecio|diagnos\w+|dx'?d?"
    r"|miscarr\w+|deliver\w+|gave birth|had (?:my|our|the|her) (?:baby|son|daughter|twins)|due(?: date)?"
    r"|due on|lmp|last (?:period|visit|seen|appointment"
    r"|appt|dose|injection|shot|menstrual\w*|checkup|physical)|period|accident|injur\w+|fell|crash|wreck"
    r"|stroke"
    r"|seizure|overdos\w*|relaps\w*|sober since|clean since|my (?:\w+ ){0,2}(?:appointment|appt|visit"
    r"|consult\w*|checkup|physical|labs?|test|mri|ct|scan|biopsy|results?|follow ?up|session|bloodwork"
    r"|mammogram|colonoscopy)"
    r"|mi (?:\w+ )?(?:cita|consulta|examen|operacion|prueba)|(?:his|her|our|son's|daughter's|mom's|dad's"
    r"|wife's|husband's) (?:\w+ ){0,2}(?:appointment|appt|visit|surgery|test)|(?:have|had|got|has|made"
    r"|booked|missed) (?:an? |my )?(?:\w+ )?(?:appointment|appt|visit)"
    r"|tengo (?:una )?cita|tuve|seen|saw|treated|evaluated|came in|was (?:there|in|at)|went in|tested"
    r"|test date|labs? (?:from|on|done|drawn)|results? from|scan(?:ned)?|infusion|transplant|married"
    r"|wedding|anniversary"
    r"|arrested|incident|date of (?:service|visit|injury|death|loss|accident|admission|surgery)|dos|doi"
    r"|received|got my|scheduled for|booked for|me vieron|me atendieron|visita|visit)"
)
GAP = (
    r"(?:[\s:=,.\-(]|\b(?:is|was|were|on|es|el|en|dia|the|of|date|fue|a|at|in|for|my|mi|his|her|it|it's|its"
    r"|he|she|they|we|i|me|mine|mom|dad|this|that|with|them|you|guys|dr|here|there|back|around|since|from"
    r"|desde|de|due|last|scheduled|set|booked|son|daughter|la|am|been|and|y|year|day|time|home"
    r"|hospital)\b){0,60}?$"
)
BIRTH_BEFORE = re.compile(rf"\b{BIRTH}{GAP}", re.I)
EVENT_BEFORE = re.compile(rf"\b{EVENT}(?: \w+){{0,3}}?{GAP}", re.I)
CUE_AFTER = re.compile(
    rf"^\W{{0,3}}(?:\(?{BIRTH}\b|(?:is|was|es|fue) (?:my|mi|his|her|our|the day|when|el dia)"
    rf"|(?:appointment|appt|surgery|visit|cita)\b|when (?:i|he|she|my)|i (?:had|was|fell|got)"
    rf"|for my (?:surgery|procedure))",
    re.I,
)
PUBLIC = re.compile(
    r"\b(?:open|opens|closed|close|hours|holiday|holidays|clinic hours|abierto|abren|cerrado|flu clinic"
    r"|event|class|webinar|deadline|enroll\w*|effective|published|updated|version|guideline\w*|founded"
    r"|established|law|act"
    r"|passed in|article|study|studies|news|available|availability|opening|openings|free on|can i come"
    r"|could i come|schedule|reschedule|book|booking|make an appointment|get an appointment"
    r"|need an appointment|want an appointment|quiero una cita|agendar|disponib\w*|slot|slots)\b",
    re.I,
)
BEFORE, AFTER = 70, 40  # characters that are looked at
BLANKS_ONLY = re.compile(r"\d{1,2} \d{1,2} \d\d")


class DateRecognizer(Recognizer):
    name = "date"
    category = Category.DATE

    def find(self, doc: Doc) -> Iterable[Found]:
        text, today = doc.text, self.assets.today()
        for pattern in WITH_YEAR:
            for found in pattern.finditer(text):
                yield from self._with_year(text, found, today)
        for pattern in (*WITHOUT_YEAR, MONTH_AND_YEAR):
            for found in pattern.finditer(text):
                if parts(found) is not None and (cue := personal_cue(text, found)):
                    yield Found(found.start(), found.end(), LIKELY, cue)
        for found in COMPACT.finditer(text):
            if parts(found) is not None and personal_cue(text, found) == "birth":
                yield Found(found.start(), found.end(), STRONG, "birth")

    def _with_year(self, text: str, found: re.Match[str], today: date) -> Iterator[Found]:
        day = parts(found)
        if day is None or day[0] is None:
            return
        if cue := personal_cue(text, found):
            yield Found(found.start(), found.end(), STRONG, cue)
        elif date(*day) > today or PUBLIC.search(_around(text, found)):  # type: ignore[arg-type] # the year is there
            return
        else:
            unsure = BLANKS_ONLY.fullmatch(found.group()) is not None
            yield Found(found.start(), found.end(), WEAK if unsure else FAIR, "year")


def personal_cue(text: str, found: re.Match[str]) -> str:
    """ "birth", "event", or "" when nothing ties the day to a person."""
    before = text[max(0, found.start() - BEFORE) : found.start()]
    after = text[found.end() : found.end() + AFTER]
    if BIRTH_BEFORE.search(before):
        return "birth"
    if EVENT_BEFORE.search(before) or CUE_AFTER.search(after):
        return "event"
    return ""


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - BEFORE) : found.end() + AFTER]
