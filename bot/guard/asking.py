"""What an outgoing text asks for, so that the answer to it is read in that light.

The bot asks for no identifier on a network of others; staff may, by mistake or on a covered channel. A sentence counts
as a question when it ends like one, begins like one, or asks for something ("please send", "dígame").
"""

from __future__ import annotations

import re

from bot.guard.normalise import normalise
from bot.messages.guarded import Category

SENTENCE = re.compile(r"[^.?!\n]+[.?!]?")
BEGINNINGS = (
    r"^\W*(?:(?:ok|okay|and|so|sure|y) )?(?:what|whats|which|who|where|how old|may i|can i|can you|could you"
    r"|cual|que|como se llama|con quien)\b"
)
REQUESTS = (
    r"\b(?:send|give|tell|share|provide|confirm|verify|reply with|mande|envie|de|diga|digame|confirme|comparta)\b"
    r".{0,12}\b(?:your|the|me|us|su|el|la|nos)\b"
    r"|\b(?:i|we)(?:'ll)? need (?:your|the)\b|\bnecesit(?:o|amos) (?:su|el|la)\b"
)
ASKS = re.compile(rf"\?$|\bplease\.?$|{BEGINNINGS}|{REQUESTS}", re.IGNORECASE)
SUBJECTS = (
    (
        Category.DATE,
        r"date of birth|birth ?da(?:te|y)|dob\b|born\b|what date|which date|fecha de nacimiento|nacio\b|cumple",
    ),
    (Category.SSN, r"ssn\b|social security|last four|seguro social"),
    (
        Category.HEALTH_PLAN_ID,
        r"(?:member|policy|group|insurance|medicare|medicaid|plan)\W+(?:id|number|#|no\b)"
        r"|numero de (?:miembro|poliza|seguro)",
    ),
    (Category.MRN, r"mrn\b|(?:chart|record|patient) (?:number|id|#)|numero de (?:expediente|historia)"),
    (
        Category.ACCOUNT_NUMBER,
        r"(?:account|card|invoice|claim|statement) (?:number|#)|numero de (?:cuenta|tarjeta|factura)",
    ),
    (
        Category.OTHER_ID,
        r"(?:confirmation|prescription|rx|case|reference|passport|student|employee) (?:number|id|#)"
        r"|numero de confirmacion",
    ),
    (Category.FAX, r"fax\b"),
    (Category.EMAIL, r"e-?mail|correo"),
    (
        Category.PHONE,
        r"phone|cell\b|call ?back|reach you|call you|(?:what|which|best|good|your|ur) number"
        r"|(?:su|que) (?:telefono|celular|numero)|numero de telefono|llamarle",
    ),
    (
        Category.ADDRESS,
        r"address|zip|street|where (?:do|are) (?:you|u) (?:live|staying)|direccion|domicilio|donde vive",
    ),
    (Category.AGE_OVER_89, r"how old|your age|que edad|cuantos anos"),
    (
        Category.NAME,
        r"(?:what|which|full|first|last|maiden|legal|your|ur|his|her|their|patient'?s?|child'?s?) name"
        r"|who am i (?:speaking|talking|chatting)|who is this|nombre|apellido|como se llama|con quien hablo",
    ),
    (
        Category.HEALTH,
        r"symptoms?\b|what brings you|reason for (?:the|your) visit|what condition|which medic|what medic|diagnos"
        r"|sintomas|motivo de (?:la|su) (?:visita|consulta)",
    ),
)
"""In the order in which they are tried: "what is your insurance number" asks for no phone."""
PATTERNS = tuple((category, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for category, words in SUBJECTS)


def asked_for(text: str) -> Category | None:
    """`text`: the last thing said to the patient, "" when there is none."""
    for sentence in SENTENCE.findall(normalise(text).text):
        if ASKS.search(sentence.strip()):
            asked = next((category for category, pattern in PATTERNS if pattern.search(sentence)), None)
            if asked is not None:
                return asked
    return None
