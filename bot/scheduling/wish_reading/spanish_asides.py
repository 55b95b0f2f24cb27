"""Spanish phrases for what is no wish, for any time or the soonest, and for what does not suit. They are read first."""

from __future__ import annotations

from bot.scheduling.wish_reading.phrases import Phrases, either
from bot.scheduling.wish_reading.spanish_words import ANY_MONTH, DAY, DAYS

ASIDES: Phrases = (
    # What suits them not, said after it: "el viernes se me complica"
    (
        r"((?:(?!\bpero\b)[^.;,])*?)\b(?:se me (?:complica|dificulta|hace dificil)n?|no se puede|no puedo ir|imposible"
        r"|(?:esta|es|seria|me es) (?:muy )?(?:dificil|imposible|complicado)|(?:estoy|ando) ocupad[oa])(?= [.,;]|$)",
        r" not \1 , ",
    ),
    # Dates beside a part of the day are no clocks: "el 2 por la tarde"
    (r"\b(?:el |los )?dias? (?=\d)", "el "),
    (rf"\b(el|{ANY_MONTH}) (\d{{1,2}}) (?=(?:por|en) la (?:manana|tarde|noche))", r"\1 \2th "),
    (rf"\b({DAYS}) (\d{{1,2}}) (?=(?:por|en) la (?:manana|tarde|noche))", r"\1 the \2th "),
    (
        rf"\b(?:del?|desde(?: el)?|a partir del?) (?:el )?({DAYS}|hoy|manana|\d{{1,2}}(?: de (?:{ANY_MONTH}))?)"
        r" en adelante\b",
        r" a partir de \1 ",
    ),
    (r"\b(esta semana .*?\bla (?:otra|proxima|siguiente))\b(?! semana)", r"\1 semana"),
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
        rf"\b({DAYS}|hoy|(?<!la )manana|(?:el )?\d{{1,2}}(?: de (?:{ANY_MONTH}))?) (?:no|tampoco)"
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
)  # fmt: skip
