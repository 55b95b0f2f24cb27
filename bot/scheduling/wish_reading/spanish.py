"""Spanish wishes, rephrased in the few English words that the reader knows. One grammar then serves both languages.

The order matters: a longer phrase stands before the shorter ones it contains.
"""

from __future__ import annotations

from bot.scheduling.wish_reading.phrases import Phrases, Rephrasing, either

WEEKDAYS = {
    "lunes": "monday",
    "martes": "tuesday",
    "miercoles": "wednesday",
    "jueves": "thursday",
    "viernes": "friday",
    "sabado": "saturday",
    "domingo": "sunday",
}
MONTHS = {
    "enero": "january",
    "febrero": "february",
    "marzo": "march",
    "abril": "april",
    "mayo": "may",
    "junio": "june",
    "julio": "july",
    "agosto": "august",
    "septiembre": "september",
    "setiembre": "september",
    "octubre": "october",
    "noviembre": "november",
    "diciembre": "december",
}
NUMBERS = {
    "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7", "ocho": "8", "nueve": "9",
    "diez": "10", "once": "11", "doce": "12", "trece": "13", "catorce": "14", "quince": "15", "dieciseis": "16",
    "diecisiete": "17", "dieciocho": "18", "diecinueve": "19", "veinte": "20", "veintiuno": "21", "veintidos": "22",
    "veintitres": "23", "veinticuatro": "24", "veinticinco": "25", "veintiseis": "26", "veintisiete": "27",
    "veintiocho": "28", "veintinueve": "29", "treinta": "30",
}  # fmt: skip
DAYS = "|".join(WEEKDAYS)
DAY = f"({DAYS})"
NAMES = {**WEEKDAYS, **MONTHS, "semana": "week", "mes": "month", "sabados": "saturdays", "domingos": "sundays"}
ORDINALS = (
    ("(?:primera|1ra|1a)", "first"), ("(?:segunda|2da|2a)", "second"), ("(?:tercera|3ra|3a)", "3rd"),
    ("(?:cuarta|4ta)", "4th"), ("ultima", "last"),
)  # fmt: skip
CLOCK = r"(\d{1,2}(?::\d{2})?(?: ?[ap]m)?)"

REPHRASED: Phrases = (
    # What suits them not, said after it: "el viernes se me complica"
    (
        r"((?:(?!\bpero\b)[^.;,])*?)\b(?:se me (?:complica|dificulta|hace dificil)n?|no se puede|no puedo ir|imposible"
        r"|(?:esta|es|seria|me es) (?:muy )?(?:dificil|imposible|complicado)|(?:estoy|ando) ocupad[oa])(?= [.,;]|$)",
        r" not \1 , ",
    ),
    # Dates beside a part of the day are no clocks: "el 2 por la tarde"
    (r"\b(?:el |los )?dias? (?=\d)", "el "),
    (rf"\b(el|{'|'.join(MONTHS)}) (\d{{1,2}}) (?=(?:por|en) la (?:manana|tarde|noche))", r"\1 \2th "),
    (rf"\b({DAYS}) (\d{{1,2}}) (?=(?:por|en) la (?:manana|tarde|noche))", r"\1 the \2th "),
    (
        rf"\b(?:del?|desde(?: el)?|a partir del?) (?:el )?({DAYS}|hoy|manana|\d{{1,2}}(?: de (?:{'|'.join(MONTHS)}))?)"
        r" en adelante\b",
        r" a partir de \1 ",
    ),
    # What is not a wish
    (r"\bbuen[oa]s (?:dias?|tardes?|noches?)\b", " "),
    (rf"\b(?:se |me )?llam[ao] (?:{DAYS}|abril|julio|agosto)\b", " "),
    (
        rf"(?<!no )\btrabajo (?:\w+ ){{0,4}}?(?=(?:de |del |los |el )?{DAY}|(?:en|por) las? (?:manana|tarde"
        rf"|noche)s?\b)",
        " not ",
    ),
    (r"\b(?:fuera|ocupad[oa]|de viaje|trabajando|trabajo|en clases?|de vacaciones) hasta\b", " after "),
    (r"\b(?:que )?(?:no|ni)(?: sea)? (?:muy|tan) temprano\b", " after 10am "),
    (r"\b(?:que )?(?:no|ni)(?: sea)? (?:muy|tan) tarde\b", " before 4pm "),
    (r"\b(?:hoy )?mas tarde(?: hoy)?\b(?! de)", " today lateday "),
    (r"\bdespues de(?:l)? (?:almuerzo|almorzar|comer|la comida|lonche)\b", " after 1pm "),
    (r"\bantes de(?:l)? (?:almuerzo|almorzar|comer|la comida|lonche)\b", " before 12pm "),
    (r"\b(?:el )?dia (?:despues de|siguiente a)(?:l)? (?=(?:el )?(?:dia de )?(?:accion|thanks|navidad"
     r"|ano))", " dayafter "),
    (
        r"\bno (?:me |nos )?(?:sirve|funciona|conviene|viene|queda|acomoda|va)n?(?: bien)? "
        rf"(?=(?:el|los|las?|en|por|este|esta)\b|{DAYS})",
        " not ",
    ),
    (r"\bporque (?:por |en |a )?(?:la |las )?(mananas?|tardes?|noches?) (?=trabajo|cuido|tengo|estudio|estoy|no\b)",
     r" not la \1 , "),
    (r"\basi que\b|\bpor eso\b", " . "),
    (r"\b(?:si no|de lo contrario|en su defecto)\b", " otherwise "),
    (rf"\b(?:desde )?hace (?:\d+|un|una|unos|unas) \w+\b|\bdesde (?:el )?(?:ayer|{DAYS})(?: pasado)?\b", " "),
    (r"\b(?:ayer|anoche|anteayer)\b", " "),
    (r"\b(?:el |la )?" + DAY + r" pasado\b", " "),
    (r"\b(?:la )?semana pasada\b", " "),
    (r"\bdel (\d{1,2}) (?:al|hasta el) (\d{1,2})\b(?! de la)", r" from the \1th to \2th "),
    (r"\bdel (?=\d{1,2}\b)", "de el "),
    # Soon
    (r"\bahora (?=(?:en|por|a) la )", "hoy "),
    (r"\b(?:mas )?al rato\b|\ben un rato\b", " today lateday "),
    (
        r"\b(?:el dia|cuando|a la hora|la hora|lo)(?: que)?(?: usted(?:es)?)? (?:sea|quieran?|puedan?"
        r"|tengan?|digan?|gusten?|haya)"
        r"(?: disponible| espacio| lugar| libre)?\b",
        " anyday ",
    ),
    (r"\b(?:los |las )?(?:otr[oa]s|demas) (?:dias|horas)\b", " anyday "),
    (r"\b(?:en|dentro de) (?:como )?(?:una |1 )?media hora\b", " in 30 minutes "),
    (r"\b(?:en|dentro de) (?:como )?(?:una|1) hora\b", " in 1 hour "),
    (r"\b(?:en|dentro de) (?:como |unos )?(\d+) minutos\b", r" in \1 minutes "),
    (r"\b(?:en|dentro de) (?:como |unas )?(\d+) horas\b", r" in \1 hours "),
    (
        either(
            r"lo (?:mas )?(?:antes|pronto|rapido) (?:posible|que \w+)", "lo mas temprano posible",
            r"(?:apenas|en cuanto|tan pronto(?: como)?) (?:puedan?|tengan?|haya|se pueda|sea posible)",
            r"(?:(?:l[ao]|el) )?primer[ao]?(?: (?:cita|dia|hora|turno|espacio))? (?:disponible"
            r"|que (?:tengan?|haya|puedan))",
            r"l[ao](?: cita)? mas (?:cercan[ao]|proxim[ao])(?: que \w+)?",
            "cuanto antes", "urgente", "ya mismo", "ahora mismo",
        ),
        " asap ",
    ),
    (r"\b(?:cualquier|cualquiera|todos los|todas las|cada) (?:otro |otra )?(?:dia|dias"
     r"|hora|horas|momento)\b", " anyday "),
    (r"\b(?:cualquier|toda|todas las|alguna) mananas?\b", " morning "),
    (r"\b(?:cuando sea|cuando quiera|cuando puedan|me da igual|da lo mismo|el que sea)\b", " anyday "),
    (rf"\blos (?={DAYS})", " every "),
    (r"\b(?:cualquier(?:a)?|todos los|todas las|cada)\b", " every "),
    (rf"\bun (?={DAYS})", " every "),
    (r"\bla de(?:l| el)? (?=\d)", " week of the "),
    # Except
    (r"\b(?:en |por )?las? (manana|tarde|noche)s? (?:no|tampoco)(?: puedo| me \w+)?(?= [.,]|$| por)", r" not la \1 , "),
    (r"\b((?:est[ae]|la proxima) (?:semana|mes)|(?<!la )manana|hoy|(?:la )?semana que viene) no "
     r"(?:puedo|me \w+)(?: ir| venir)?\b", r" not \1 "),
    (
        rf"\b({DAYS}|hoy|(?<!la )manana|(?:el )?\d{{1,2}}(?: de (?:{'|'.join(MONTHS)}))?) (?:no|tampoco)"
        r"(?! (?:trabajo|tengo|hay|estoy)\b)(?: puedo| me \w+)?(?= [.,]|$| (?:por|es|que|porque|y)\b)",
        r" not \1 , ",
    ),
    (r"\bsalgo (?:\w+ ){0,4}?a las? (?=\d)", " after "),
    (rf"\bde(?: este| el|l)? ({DAYS}|hoy|manana) en 8(?: dias)?\b", r" 1 week from \1 "),
    (rf"\bde(?: este| el|l)? ({DAYS}|hoy|manana) en 15(?: dias)?\b", r" 2 weeks from \1 "),
    (r"\ben 8 dias\b", " in 1 weeks "),
    (r"\bno (?:\w+ ){1,5}?hasta\b", " not until "),
    (r"\b(?:mover|cambiar|pasar|reprogramar)(?:la|lo|me)?\b(?: (?!al\b|para\b)\w+){0,8}? (?:al|para) ", " "),
    (r"\blo mas tarde (?:posible|que (?:\w+))\b", " late "),
    (r"\b(?:la |el )?ultim[oa] (?:cita|turno|hora|espacio|horario)(?: del dia)?\b", " endofday "),
    *((rf"\b(?:las? )?{hour} menos (?:un )?cuarto\b|\b(?:un )?cuarto para las? {hour}\b", f" {(hour - 2) % 12 + 1}:45 ")
      for hour in range(12, 0, -1)),
    (rf"\b(?:este )?{DAY}(?: que viene)? no ,? (?:sino )?el (?:otro|siguiente|proximo)\b", r" \1 week "),
    (rf"\beste {DAY}((?: (?:que|es|manana|hoy|o sea))*) o (?:el|al) (?:otro|siguiente|proximo)\b", r" \1 or \1 week "),
    (r"\b(o|y|pero|mejor|,) (?:el )?pasado\b(?! (?:manana|del?|las|mes|ano|meridiano)\b)", r" \1 overmorrow "),
    (r"\b(?:antes de(?:l| que)?|para) "
     r"(?:fin(?:al|ales|es)? de |termine |acabe |se acabe )(?:el )?ano\b", " until december "),
    (r"\bcualquier otr[oa]\b(?! (?:dia|hora))", " anyday "),
    (r"\bvacaciones (?:de navidad|navidenas)\b", " theholidays "),
    (r"\b(?:pero no(?: puedo| puede ser)?|menos|nunca|evitar|evitemos|excepto|salvo|que no sea[n]?"
     r"|no puedo(?: ir| venir)?|no puede ser"
     r"|tampoco|sin ser|en lugar del?|en vez del?)\b", " not "),
    (r"\bno (?:me )?(?:sirve[n]?|funciona[n]?|conviene[n]?|viene[n]? bien)\b", " does not work "),
    (r"\bdespues (?:del trabajo|de trabajar)\b|\bsaliendo del trabajo\b", " afterwork "),
    (r"\bdespues de la (?:escuela|clase)\b|\bdespues de clases\b", " afterschool "),
    (r"\bantes del? (?:trabajo|trabajar)\b", " before 9am "),
    # Weeks and months
    (r"\bentre semana\b", " weekdays "),
    (r"\b(?:la )?semana (?:despues de|siguiente a)(?:l)? ", " week after "),
    *((rf"\b(?:la )?{ordinal} semana(?: del?\b)?(?= (?:{'|'.join(MONTHS)}|este|mes|el|proximo))", f" {number} week of ")
      for ordinal, number in ORDINALS),
    *((rf"\b(?:la )?{ordinal} semana\b", f" {number} week ") for ordinal, number in ORDINALS),
    (rf"\b(?:el )?primer {DAY} de\b", r" first \1 of "),
    (rf"\b(?:el )?ultimo {DAY} de\b", r" last \1 of "),
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
    (r"\b(?:el )?(?:dia )?(?:de )?(?:fin de ano|nochevieja)\b", " newyearseve "),
    (r"\b(?:en|para|el proximo|la proxima) (?:el |la )?primavera\b", " in the spring "),
    (r"\b(?:en|para|el proximo) (?:el )?verano\b", " in the summer "),
    (r"\b(?:en|para|el proximo) (?:el )?otono\b", " in the fall "),
    (r"\b(?:en|para|el proximo) (?:el )?invierno\b", " in the winter "),
    (r"\bnochebuena\b", " christmaseve "),
    (r"\bviernes negro\b", " blackfriday "),
    (r"\b(?:el )?dia del trabajo\b", " laborday "),
    (r"\b(?:a )?(?:final|finales|fines|fin) de(?:l)?\b", " end of "),
    (r"\b(?:a )?(?:principios?|inicios?|comienzos?) de(?:l)?\b", " beginning of "),
    (r"\b(?:a )?mediados de(?:l)?\b", " middle of "),
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
    # Hours
    *(
        (rf"\b{minutes} para las? {hour}\b", f" {(hour - 2) % 12 + 1}:{60 - minutes} ")
        for minutes in (10, 20)
        for hour in range(12, 0, -1)
    ),
    (r"(?:^|(?<=[,.] )|(?<=o ))las (?=\d)", " at "),
    (r"\b(?:a )?la una\b", " at 1 "),
    (r"\ba la (?=\d)", " a las "),
    (rf"\b(?:las |la )?{CLOCK} y media\b", r" \1:30 "),
    (rf"\b(?:las |la )?{CLOCK} y cuarto\b", r" \1:15 "),
    (r"\b(?:a )?primera hora de la tarde\b", " early afternoon "),
    (r"\b(?:a )?ultima hora de la manana\b", " late morning "),
    (r"\b(?:a )?media manana\b", " mid morning "),
    (r"\b(?:a )?media tarde\b", " mid afternoon "),
    (r"\b(?:a )?primera hora(?: de la manana)?(?: del?\b)?", " firstthing "),
    (r"\b(?:a )?ultima hora(?: de la tarde)?(?: del dia)?(?: del?\b)?", " endofday "),
    (rf"(?<![/\d]){CLOCK} (?:en punto )?(?:de|por|en) la manana\b", r"\1 am "),
    (rf"(?<![/\d]){CLOCK} (?:en punto )?(?:de|por|en) la (?:tarde|noche)\b", r"\1 pm "),
    (rf"{CLOCK} (?:en punto )?de(?:l)? mediodia\b", r"\1 pm "),
    (rf"\b(?:a eso de|sobre|alrededor de|como a|tipo|mas o menos a|cerca de) (?:las |la )?{CLOCK}", r" around \1 "),
    (rf"\ba las {CLOCK}", r" at \1 "),
    (rf"\b(?:(?:de|desde) )?(?:las )?{CLOCK} a (?:las )?{CLOCK}\b(?! (?:personas|anos|dias|semanas"
     rf"|meses))", r" between \1 and \2 "),
    (r"\b(?:temprano|tempranito) (?:por|en|de) la manana\b", " early morning "),
    (r"\b(?:por|en|de|durante) las? mananas?(?: temprano)?\b", " morning "),
    (r"\besta manana\b", " today morning "),
    (r"\besta tarde\b", " today tarde "),
    (r"\besta noche\b", " today evening "),
    (r"\bla manana\b|\bmananas\b", " morning "),
    (r"\b(?:por|en|de|durante|a) (?:la|las) tardes?\b", " tarde "),
    (r"\b(?:la |las )?tardes?\b", " tarde "),
    (r"\b(?:por|en|de|a) (?:la|las) noches?\b", " evening "),
    (r"\b(?:la |las )?noches?\b", " evening "),
    (r"\b(?:a |en )?(?:la hora del?|el|al) (?:almuerzo|lonche|comer)\b", " lunch "),
    (r"\b(?:al |el )?medio ?dia\b", " 12:00pm "),
    (r"\b(?:temprano|tempranito)\b", " early "),
    (r"\bhoy\b", " today "),
    (r"\bmanana\b", " tomorrow "),
    # Joining words
    (rf"\b(?:de|desde|del) {DAY} (?:a|hasta|al) {DAY}\b", r" \1 through \2 "),
    (r"\b(?:o|u)\b", " or "),
    (r"\by\b|\be\b", " and "),
    (r"\bni\b", " or not "),
    (r"\bpero\b|\bsino\b", " but "),
    (rf"\b(?:del|de) (?=\d|{'|'.join(MONTHS)})", " of "),
    (r"\bal (?=\d)", " to "),
    (r"\bel (?=\d{1,2}\b)", " the "),
    (rf"{DAY} (\d{{1,2}})\b(?!:| ?[ap]m)", r"\1 the \2"),
    (rf"\bno (?:el |la |los |las |en |por )?(?={DAYS}|every|tomorrow|today|morning|tarde"
     rf"|evening|next|this|weekend|\d)", " not "),
    (r"\b(?:el|los|las|la|en|del|de|al|por|para)\b", " "),
)  # fmt: skip


_rephrasing = Rephrasing(REPHRASED)


def rephrase(text: str) -> str:
    """Expects what `spelling.plain` gives."""
    text = _rephrasing(" ".join(NUMBERS.get(word, word) for word in text.split()))
    return " ".join(NAMES.get(word, word) for word in text.split())
