"""What Spanish remarks beside a wish look like. See `remarks.py`."""

from __future__ import annotations

import re

from bot.messages.effects import Language
from bot.scheduling.wish_reading.fillers import FILLERS
from bot.scheduling.wish_reading.phrases import either
from bot.scheduling.wish_reading.remark_vocabulary import Vocabulary
from bot.scheduling.wish_reading.spanish_words import ANY_MONTH, DAYS
from bot.scheduling.wish_reading.vocabulary import CORRECT, EVERYDAY

SO = "asi que|por eso|entonces|por lo que|asi es que|o sea que"
BUSY = (
    "trabajo|tengo(?! (?:libre|tiempo|chance|disponible|dia|que ser))|ando|estoy|voy|salgo|entro|cuido|recojo|dejo"
    "|llevo|estudio|manejo|vivo|hago|viajo|abro|cierro|cobro|regreso|vuelvo|termino|acabo|empiezo|ocupo|doy"
)
BECAUSE = (
    f"porque|ya que|es que|pues es que|como(?= (?:{BUSY}))"
    "|cuando(?! (?:sea|quiera|puedan|pueda|salga|salgo|usted|tenga))"
)

CLOCK = (
    r"\blas? \d{1,2}(?::\d\d)?(?: y media| y cuarto)?(?: de la (?:manana|tarde|noche))?"
    r"|\b\d{1,2}(?: y media)? o(?= \d)"
)

SPANISH = Vocabulary(
    cut=re.compile(
        rf" ?[.?!;,](?= |$)|(?:^| )(?:{SO}|{BECAUSE}|que(?= (?:{BUSY}))|pero)(?= )"
        rf"|(?<= )y(?= (?:yo|luego) )|(?<=\w)(?<!\bque)(?<!\bpero)(?<!\bcomo) (?=yo (?!puedo|quiero|prefiero))"
        rf"|(?<=\d)(?= (?:{BUSY}))"
    ),
    so=frozenset(SO.split("|")),
    because=frozenset(("porque", "ya que", "es que", "pues es que", "como", "que", "cuando")),
    correction=re.compile(
        r"(?:no ,? ?)?(?:espera|espere|perdon|digo|mejor dicho|me equivoque|corrijo|olvidalo)\b|no mejor\b"
    ),
    time=re.compile(
        rf"\d|\b(?:{DAYS}|{ANY_MONTH}|cualquier|cuando sea|otros dia|demas dia|hoy|manana|semana|mes|finde"
        rf"|tarde|noche|mediodia|temprano"
        r"|navidad|nochebuena)s?\b"
    ),
    day=re.compile(
        rf"\b(?:(?:el )?(?:dia )?\d{{1,2}} de (?:{ANY_MONTH})|el (?:dia )?\d{{1,2}}(?!:)|(?:los |el )?(?:{DAYS})s?"
        r"|pasado manana|(?<!la )manana|hoy|(?:el )?fin(?:es)? de semana|entre semana|(?:esta|la proxima"
        r"|la otra) semana"
        r"|(?:por |en )las? (?:manana|tarde|noche)s?)\b"
    ),
    clock=re.compile(CLOCK),
    hours=re.compile(rf"{CLOCK}|\b(?:tarde|noche|temprano|mediodia|mananas)s?\b|\bla manana\b"),
    wanting=re.compile(
        either(
            r"puedo|podria|podemos|puede[n]?|pueda[n]?|quiero|quisiera|prefiero|preferiria|necesito|ocupo cita"
            r"|libres?|off|disponible|descanso|me gustaria|por favor|mejor|bien|seria|cualquier(?:a)?|me sirve"
            r"|me conviene|solo|nada mas|si hay|cuando salgo|cuando salga|pensando|queria|esperaba"
            r"|me (?:lleva|trae|llevan|traen)|me queda|esta bien|sin trabajo|en casa"
        )
    ),
    asking=re.compile(
        r"\b(?:a|hasta|desde) que horas? (?:abren|cierran|atienden|estan|abre|cierra)\b|\bque dias (?:abren|atienden)\b"
        r"|\best(?:a|an|aran) (?:abiert|cerrad)[oa]s?\b|\bcancelar\b|\b(?:cuanto|precio|costo)\b"
        r"|\b(?:llam[ae]n?me|me (?:llam[ae]n?|avis[ae]n?|marc[ae]n?)|(?:les?|te) (?:aviso|confirmo|llamo"
        r"|digo|escribo))\b"
        r"|\b(?:avis[ae]n?me|escrib[ae]n?me|mand[ae]n?me|record[ae]n?me|marqu?[ae]n?me)\b"
        r"|^(?!.*\b(?:cita|venir|ir|consulta)\b).*\b(?:receta|resultados|factura|saldo|copago|expediente)\b"
        r"|^(?:y )?(?:abren|cierran|estan abiertos|atienden|trabajan)\b|\bnos vemos\b|\bfeli(?:z|ces)\b"
        r"|\bque tengan? (?:un |una )?(?:buen|lind|feliz)|^gracias hasta (?:manana|luego|el \w+)$"
        r"|^hasta (?:manana|luego|pronto)$|\bmi (?:cita|consulta|turno) (?:es|era|fue|esta)\b"
        r"|\b(?:cuando|a que hora) es mi\b"
    ),
    past=re.compile(
        r"\bya (?:me |le |lo |la )?(?!se\b|que\b|hable\b|no\b)\w{2,}(?:e|i|aron|imos|amos)\b"
        r"|\b(?:duele|dolor|fiebre|tos|pastillas?|medicina|vomit\w+)\b|\b(?:fui|fue|fuimos|estuve|tuve|dije|dijo|dijeron|hice|vine|llame|llamaron|tome|era|estaba|tenia|ayer|anoche"
        r"|empezo|quebre|lastime|cai)\b"
    ),
    stating=re.compile(
        rf"^(?:(?:por|en|las?|los|el|y|o|de|a|cada|todos|{DAYS}|mananas?|tardes?|noches?|entre|semana|esta"
        rf"|este|proxima|otra|hoy) )+"
        rf"(?:yo )?(?:{BUSY})\b"
        rf"|^(?:(?:y|pues|ay|mire|es que|la verdad|bueno|ok) )*(?:yo |no tengo |{BUSY}|mi |mis |me toca|nos )"
    ),
    starting=re.compile(
        r"\b(?:empiezo|empieza|comienza|termina|vence|entro|entra|cobro|pagan|acaba|me voy|nos vamos)\b"
        r"|^(?:es|son) (?!posible|mejor|para)"
    ),
    limiting=re.compile(r"\b(?:hasta|entre|salgo|termino|acabo|regreso|vuelvo|de las? \d)\b"),
    of="de ",
    same_day=re.compile(r"\b(?:el )?(?:ese|mismo|ese mismo) dia\b"),
    refers=re.compile(r"\b(antes|despues|luego)(?: de (?:eso|esa fecha|ese dia|esa hora|entonces|ahi)\b|(?=$))"),
    busy=re.compile(r"\b(?:trabajo|trabajando|ocupad[oa]|de viaje|fuera|clases?|de vacaciones)\b"),
    between_days=re.compile(r"\b(?:y|o|el|los|las|la|de|a|al|del|hasta|por|en|todos)\b|[-/]"),
    ends_list=re.compile(r"\by\b"),
    rest=re.compile(r"(?:fuera de eso|aparte de eso|los demas dias|el resto|de ahi en fuera)\b.*"),
    never_so=re.compile(r"(?:no|imposible|no puedo|ni modo)(?: \w+)?$"),
    known=FILLERS | CORRECT[Language.SPANISH] | EVERYDAY[Language.SPANISH],
)
