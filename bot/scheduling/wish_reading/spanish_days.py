"""Spanish phrases for weeks, limits, holidays and days. The words on the right are English that `english` reads."""

from __future__ import annotations

from bot.scheduling.wish_reading.phrases import Phrases
from bot.scheduling.wish_reading.spanish_words import ANY_MONTH, DAY, ORDINALS

DAYS_AND_WEEKS: Phrases = (
    # Weeks and months
    (r"\bentre semana\b", " weekdays "),
    (r"\b(?:la )?semana (?:despues de|siguiente a)(?:l)? ", " week after "),
    *((rf"\b(?:la )?{ordinal} semana(?: del?\b)?(?= (?:{ANY_MONTH}|este|mes|el|proximo))", f" {number} week of ")
      for ordinal, number in ORDINALS),
    *((rf"\b(?:la )?{ordinal} semana\b", f" {number} week ") for ordinal, number in ORDINALS),
    *((rf"\b(?:el )?{ordinal} {DAY} de\b", rf" {number} \1 of ") for ordinal, number in ORDINALS),
    (r"\b(?:la )?semana (?:que viene|que entra|proxima|siguiente|entrante)\b", " next week "),
    (r"\b(?:la )?(?:proxima|siguiente|otra) semana\b", " next week "),
    (r"\besta (?:misma )?semana\b", " this week "),
    (r"\b(?:la )?semana de(?:l| el)?\b", " week of the "),
    (r"\b(?:el )?mes (?:que viene|que entra|proximo|siguiente|entrante)\b", " next month "),
    (r"\b(?:el )?(?:proximo|siguiente) mes\b", " next month "),
    (r"\beste mes\b", " this month "),
    (r"\b(end of|beginning of|middle of) mes\b", r" \1 the month "),
    (r"\b(?:antes de que (?:termine|acabe)|antes del fin de|para fin de) (?:el |la )?(mes|semana)\b",
     r" until the \1 "),
    # Limits
    (r"\bno antes de(?:l)?\b", " not before "),
    (r"\bno (?:despues|mas tarde) de(?:l)?\b", " not after "),
    (r"\ba mas tardar\b", " by "),
    (r"\b(?:a partir de(?:l)?|desde|comenzando|empezando)\b", " from "),
    (r"\bdel? (?=\d{1,2}\b.{0,20}\ben adelante\b)", " from the "),
    (r"\ben adelante\b", " "),
    (r"\b(?:despues|pasad[oa]s|mas tarde) de(?:l)?\b", " after "),
    (r"\b(?:pasadas|tras)\b", " after "),
    (r"\bantes de(?:l)?\b", " before "),
    (r"\bhasta\b", " until "),
    (r"\bentre\b", " between "),
    # Parts of a week or a month
    (r"\beste fin de semana\b", " this weekend "),
    (r"\b(?:el )?(?:proximo fin de semana|fin de semana (?:que viene|proximo))\b", " next weekend "),
    (r"\b(?:a |al |el )?fin de semana\b", " weekend "),
    (r"\bfines de semana\b", " weekends "),
    (r"\b(?:el )?(?:dia )?(?:de )?(?:fin de ano|nochevieja|vispera de ano nuevo)\b", " newyearseve "),
    (r"\b(?:en|para|el proximo|la proxima) (?:el |la )?primavera\b", " in the spring "),
    (r"\b(?:en|para|el proximo) (?:el )?verano\b", " in the summer "),
    (r"\b(?:en|para|el proximo) (?:el )?otono\b", " in the fall "),
    (r"\b(?:en|para|el proximo) (?:el )?invierno\b", " in the winter "),
    (r"\bnochebuena\b|\bvispera de navidad\b", " christmaseve "),
    (r"\bviernes negro\b", " blackfriday "),
    (r"\b(?:el )?dia del trabajo\b", " laborday "),
    (r"\b(?:a )?(?:final|finales|fines|fin) de(?:l)?\b", " end of "),
    (r"\b(?:a )?(?:principios?|inicios?|comienzos?) de(?:l)?\b", " beginning of "),
    (r"\b(?:a )?mediados de(?:l)?\b", " middle of "),
    (rf"\b(?:en )?({ANY_MONTH}) ,? ?a mediados\b", r" middle of \1 "),
    # Days
    (r"\b(?:el )?primero de (?=\w)", " the 1st of "),
    (r"\bpasado manana\b", " overmorrow "),
    (r"\b(manana (?:o|y)(?: el)?) pasado\b", r"\1 overmorrow "),
    (r"\b(?:de aqui a|dentro de|en) un(?:a)? semana\b", " in 1 weeks "),
    (r"\b(?:de aqui a|dentro de|en) un mes\b", " in 1 months "),
    (r"\b(?:de aqui a|dentro de|en) (?:unos )?15 dias\b", " in 2 weeks "),
    (r"\b(?:de aqui a|dentro de|en) (?:unos |unas )?(\d+) dias?\b", r" in \1 days "),
    (r"\b(?:de aqui a|dentro de|en) (?:unos |unas )?(\d+) semanas?\b", r" in \1 weeks "),
    (r"\b(?:de aqui a|dentro de|en) (?:unos |unas )?(\d+) meses?\b", r" in \1 months "),
    (r"\b(?:dentro de|en) unos dias\b", " in few days "),
    (r"\b(?:dentro de|en) unas semanas\b", " in 3 weeks "),
    (rf"\b(?:el )?(?:proximo|siguiente) {DAY}\b", r" coming \1 "),
    (rf"\b(?:el )?{DAY} (?:que viene|proximo|siguiente|que entra|entrante)\b", r" coming \1 "),
    (rf"\beste (?:mismo )?{DAY}\b", r" coming \1 "),
    (r"\bdia de accion de gracias\b|\baccion de gracias\b", " thanksgiving "),
    (r"\b(?:la |las )?navidad(?:es)?\b", " christmas "),
    (r"\b(?:el )?ano nuevo\b", " new year "),
    (r"\b(?:las )?fiestas\b", " the holidays "),
)  # fmt: skip
