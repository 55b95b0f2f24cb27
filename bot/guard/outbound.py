"""What may leave below the covered ceiling.

1. `public` takes fixed texts only.  2. No identifier but the clinic's own.  3. Nothing that confirms that the reader
is a patient: "your results", "your visit with", "see you Tuesday".  4. Nothing this patient has given, in any spelling.
A fixed text without blanks of its own was read by people; only step 4 is asked of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.guard.normalise import Normalised
from bot.guard.port import KnownValues, OutboundVerdict, Refusal
from bot.guard.recognizers.base import REFUSE_FLOOR
from bot.guard.values import candidates
from bot.messages.channel import Ceiling
from bot.messages.guarded import Category, Finding

NOT_CHECKED = frozenset({Category.URL, Category.HEALTH, Category.PHOTO})
"""Links are ours to send, and general answers speak of health all day; a tie to the reader is a phrase below."""

_DAY = (
    r"(?:today|tomorrow|tonight|(?:on |this |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:on )?the \d+|at \d|soon for|next week|in \d|then for)"
)
_DETAIL = (
    r"(?:results?|labs?|lab work|blood ?work|biopsy|x-?rays?|mri|scan|test results?|diagnosis"
    r"|prescriptions?|refills?|medications?|meds|chart|(?:medical )?records?|mrn|treatment plan|surgery"
    r"|procedure|operation|referral"
    r"|(?:account )?balance|bill|claim|copay balance|pregnancy|condition|symptoms|a1c"
    r"|blood pressure reading|insulin|dosage|therapy session|date of birth|dob|ssn|insurance id|member id"
    r"|policy number)"
)
CONFIRMING = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\byour (?:\w+ ){0,2}(?:appointment|appt|visit|consultation|follow-?up|check-?up|physical"
        r"|session) (?:with|is|was|has been|on|at|tomorrow|today|for|next|this|scheduled|confirmed|has"
        r"|will)\b",
        r"\b(?:reminder|confirm\w*|regarding|about|for|of|missed|rescheduled?|moved|cancell?ed) (?:of "
        r"|about |for )?your (?:\w+ ){0,2}(?:appointment|appt|visit|surgery|procedure|session"
        r"|consultation)\b",
        r"\byour (?:next|last|upcoming|recent|previous|past|latest|first|missed) (?:\w+ )?(?:appointment"
        r"|appt|visit|dose|session|refill|results?|labs?|test|checkup|shot|consultation|surgery)\b",
        rf"\byour (?:\w+ ){{0,2}}{_DETAIL}\b(?: (?:is|are|was|were|came|has|have|from|looks?|will be"
        rf"|shows?|came back|ready|for))",
        rf"\b(?:got|have|received|reviewed|looked at|see|sent|about|regarding|discuss|regarding|checked"
        rf"|pulled up|found) your (?:\w+ ){{0,2}}{_DETAIL}\b",
        rf"\bsee(?:ing)? you (?:back )?{_DAY}",
        r"\b(?:as|being|since you(?:'re| are)) (?:our|a|an existing|one of our|a current|a valued"
        r"|an established) patients?(?: of ours)?\b",
        r"\b(?:our|valued|established|existing) patient,? (?:you|we|and)\b|\byou(?:'re"
        r"| are) (?:already )?(?:a|one of our) (?:\w+ )?patients?\b",
        r"\b(?:thank you|thanks) for (?:coming in|visiting|your visit|seeing|choosing us for your"
        r"|being (?:a|our) patient)|\bgreat (?:seeing|to see) you\b|\bnice (?:seeing|to see) you (?:again"
        r"|today|yesterday)\b|\bwhen you were (?:here|seen|in)\b|\bsince you (?:saw|were seen|last)\b",
        r"\b(?:dr\.?|doctor|nurse) \w+ (?:will see you|saw you|prescribed you|wants to see you"
        r"|is expecting you|reviewed your|asked me to (?:call|tell|text|let) you)\b|\byour (?:doctor"
        r"|provider|nurse),? dr\.? \w+|\byou(?:'re| are) (?:booked|scheduled|confirmed|all set) (?:for"
        r"|with|on|to see)\b",
        r"\byour (?:diabetes|cancer|hiv|depression|anxiety|asthma|pregnancy|hypertension|blood sugar"
        r"|infection|surgery)\b(?! (?:care|risk|screening))",
        r"\b(?:su|tu) (?:proxima |ultima )?(?:cita|visita|consulta|cirugia) (?:con|es|fue|del?|el|para"
        r"|de manana|ha sido|esta)\b|\b(?:sus|tus) (?:resultados|analisis|examenes|recetas"
        r"|medicamentos)\b|\b(?:su|tu) (?:receta|diagnostico|expediente|saldo|embarazo|tratamiento)"
        r" (?:es|esta|ya|fue|llego|muestra|indica|sigue|sera)\b"
        r"|\b(?:nos vemos|lo esperamos|la esperamos|te esperamos) (?:el |manana|hoy|este|la )"
        r"|\bcomo (?:nuestr[oa] )?paciente (?:nuestr[oa]|de)\b|\bgracias por (?:su visita|venir)\b",
    )
)


def check_text(
    normalised: Normalised, found: Sequence[Finding], ceiling: Ceiling, *, known: KnownValues | None, fixed: bool
) -> OutboundVerdict:
    """`found` as the pipeline gave it, both tiers."""
    refusals: list[Refusal] = []
    findings: list[Finding] = []
    if not fixed:
        if ceiling is Ceiling.PUBLIC:
            refusals.append(Refusal.NOT_FIXED)
        findings = [one for one in found if one.score >= REFUSE_FLOOR and one.category not in NOT_CHECKED]
        if findings:
            refusals.append(Refusal.IDENTIFIER)
        if any(pattern.search(normalised.text) for pattern in CONFIRMING):
            refusals.append(Refusal.RELATIONSHIP)
    if known is not None and (repeated := list(_repeated(normalised, known))):
        refusals.append(Refusal.KNOWN_VALUE)
        findings += repeated
    return OutboundVerdict(tuple(refusals), tuple(findings))


def _repeated(normalised: Normalised, known: KnownValues) -> Iterator[Finding]:
    for value, start, end in candidates(normalised.text):
        if value in known:
            yield Finding(Category.OTHER_ID, *normalised.original(start, end), 1.0, "known_values", "known")
