"""Health that is talked of in general: cases as professionals put them, what goes around, and encyclopaedia questions.

Patients say "I'm", "my", "mi hijo". Who writes of "a patient", of "a 55 yo male" or of "people", and of nobody they
know, asks in general; so does who only supposes ("if I forget a dose of").
"""

from __future__ import annotations

import re

from bot.guard.shapes.wording import either

CASE = re.compile(
    r"\b\d{1,3}[ -]?(?:years?|yrs?|months?|weeks?)?[ -]?(?:old|yo|y/o|m|f) (?:[\w-]+ ){0,3}?"
    r"(?:male|female|man|woman|men|women|patient|boy|girl|child|infant|with|on|who|diagnosed)\b"
    r"|\b(?:a|an|the|in|for|of|these|most) (?:[\w-]+ ){0,4}patients?\b|\bpatients? (?:with|who|on|diagnosed)\b"
    r"|\b(?:guidelines?|evidence|prognosis|contraindications?|differential|protocol|recommendations?|criteria)\b"
    r"|\b(?:icd|cpt)\b|\bgoing (?:a?round)\b|\bandan? (?:suelt[oa]|por ahi)\b|\binfo(?:rmation|rmacion)?\W*$",
    re.I,
)
ENTRY = re.compile(
    r"\W*(?:what (?:is|are|causes?|were|research|special|other|should i)|how (?:many|common|does|do|to|is|are)"
    r"|who (?:is|are|should|gets?)|which|where to find|do you have information"
    r"|do i need to see a doctor for"
    r"|(?:is|are) [^?]{1,90}? (?:inherited|hereditary|genetic|contagious|curable|treatable)"
    r"|que (?:es|son|causa)|como se (?:trata|diagnostica))\b",
    re.I,
)
SUPPOSED = re.compile(
    r"\bif (?:i|you|we|one|someone|somebody|a person|people)"
    r" (?:forget|miss|skip|take|have|get|am|need|eat|drink|stop|start)\b(?![^.?!]*\bmy\b)",
    re.I,
)
ANYBODY = re.compile(
    r"\b(?:do i need to see a doctor for|(?:should|can|do) i (?:know|follow|learn|ask|expect|use)|i need to know)\b",
    re.I,
)
"""The "I" of a leaflet, which is whoever reads it."""
OWN = either("i im i'm ive i've i'd id my mine me we our us myself am", "yo mi mis nuestr[oa]s? tengo soy estoy")
THEIRS = either("he she him his her hers hes shes he's she's el ella su sus")
SOMEBODY = re.compile(rf"\b(?:{OWN}|{THEIRS})\b", re.I)
SOMEBODYS_CASE = re.compile(rf"\b{OWN}\b", re.I)


def is_impersonal(text: str) -> bool:
    """Nobody is meant in the whole text."""
    if CASE.search(text) is not None and SOMEBODYS_CASE.search(text) is None:
        return True
    return ENTRY.match(text) is not None and SOMEBODY.search(ANYBODY.sub("", text)) is None


def is_supposed(text: str, start: int) -> bool:
    """What begins at `start` is only supposed: "what should I do if I forget a dose of"."""
    return any(found.start() <= start for found in SUPPOSED.finditer(text))
