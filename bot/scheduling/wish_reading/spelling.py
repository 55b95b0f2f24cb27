"""Plain text: lower case, no accents, no placeholders, shortened words written out, misspelled ones put right.

Only words about time are corrected, and only long ones: "tommorow" is worth a guess, "my" is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from bot.messages.effects import Language

PLACEHOLDER = re.compile(r"\[[A-Z_]+\]")
NOISE = re.compile(r"[^a-z0-9:/,.;!?\-]+")
SHORTEST = 5  # characters of a word that may be corrected
TWO_MISTAKES = 8  # characters from which two mistakes are forgiven

ENGLISH = (
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays "
    "sundays january february march april june july august september october november december today tomorrow tonight "
    "morning mornings afternoon afternoons evening evenings weekend weekends weekday weekdays midday lunchtime anytime "
    "before after around between except thanksgiving christmas earliest soonest available beginning middle through "
    "instead week weeks month months next"
).split()
SPANISH = (
    "lunes martes miercoles jueves viernes sabado sabados domingo domingos enero febrero marzo abril mayo junio julio "
    "agosto septiembre octubre noviembre diciembre manana tarde tardes noche noches mediodia semana semanas "
    "proxima proximo siguiente despues antes entre cualquier excepto pasado temprano ultima primera"
).split()
VOCABULARY: Mapping[Language, Sequence[str]] = {Language.ENGLISH: ENGLISH, Language.SPANISH: SPANISH}

SHORT_ENGLISH: Mapping[str, str] = {
    **dict.fromkeys(("mon",), "monday"),
    **dict.fromkeys(("tue", "tues", "tu"), "tuesday"),
    **dict.fromkeys(("wed", "weds", "wensday", "wendesday", "wednsday", "wedensday"), "wednesday"),
    **dict.fromkeys(("thu", "thur", "thurs", "thrs"), "thursday"),
    **dict.fromkeys(("fri", "fryday"), "friday"),
    **dict.fromkeys(("sat", "satday"), "saturday"),
    **dict.fromkeys(("sun",), "sunday"),
    **dict.fromkeys(("jan",), "january"),
    **dict.fromkeys(("feb",), "february"),
    **dict.fromkeys(("apr",), "april"),
    **dict.fromkeys(("jun",), "june"),
    **dict.fromkeys(("jul",), "july"),
    **dict.fromkeys(("aug",), "august"),
    **dict.fromkeys(("sep", "sept"), "september"),
    **dict.fromkeys(("oct",), "october"),
    **dict.fromkeys(("nov",), "november"),
    **dict.fromkeys(("dec",), "december"),
    **dict.fromkeys(("tmrw", "tmr", "tmw", "tmrrw", "2moro", "2morrow", "2mrw", "tomo", "tomoz", "tom"), "tomorrow"),
    **dict.fromkeys(("tdy", "2day"), "today"),
    **dict.fromkeys(("tonite", "2nite", "2night"), "tonight"),
    **dict.fromkeys(("nxt", "nex", "nect", "neext", "nest"), "next"),
    **dict.fromkeys(("wk", "weeek"), "week"),
    **dict.fromkeys(("wks",), "weeks"),
    **dict.fromkeys(("wknd", "wkend", "wkd"), "weekend"),
    **dict.fromkeys(("wkday",), "weekday"),
    **dict.fromkeys(("aft", "arvo", "aftrnoon", "aftnoon"), "afternoon"),
    **dict.fromkeys(("morn", "mornin", "am's", "mrng"), "morning"),
    **dict.fromkeys(("eve",), "evening"),
    **dict.fromkeys(("b4", "bfore", "befor"), "before"),
    **dict.fromkeys(("aftr", "aftet", "afer"), "after"),
    **dict.fromkeys(("btw", "btwn", "betwen"), "between"),
    **dict.fromkeys(("xmas",), "christmas"),
    **dict.fromkeys(("thru",), "through"),
    **dict.fromkeys(("appt", "appts", "apt", "appointmet"), "appointment"),
    **dict.fromkeys(("avail", "availible", "avaliable"), "available"),
    **dict.fromkeys(("til", "till", "untill", "'til"), "until"),
}
SHORT_SPANISH: Mapping[str, str] = {
    **dict.fromkeys(("lun",), "lunes"),
    **dict.fromkeys(("mie", "mier", "miercole"), "miercoles"),
    **dict.fromkeys(("jue", "juebes"), "jueves"),
    **dict.fromkeys(("vie", "vier", "biernes"), "viernes"),
    **dict.fromkeys(("sab",), "sabado"),
    **dict.fromkeys(("dom",), "domingo"),
    **dict.fromkeys(("mna", "mnna", "manna", "mannana"), "manana"),
    **dict.fromkeys(("sem",), "semana"),
    **dict.fromkeys(("prox", "proxma"), "proxima"),
}
SHORT: Mapping[Language, Mapping[str, str]] = {Language.ENGLISH: SHORT_ENGLISH, Language.SPANISH: SHORT_SPANISH}


def plain(text: str, language: Language) -> str:
    """Words and the marks that matter, single spaces between them."""
    bare = unicodedata.normalize("NFKD", PLACEHOLDER.sub(" ", text).casefold())
    bare = "".join(character for character in bare if not unicodedata.combining(character))
    bare = re.sub(r"['\u2019`]", "", bare.replace("@", " at ").replace("\u2013", "-").replace("\u2014", ", "))
    bare = re.sub(r"([,;!?]|(?<=[a-z])[/-](?=[a-z]))", r" \1 ", NOISE.sub(" ", bare))
    bare = re.sub(r"\.(?=\s|$)", " . ", bare)
    return " ".join(corrected(word, language) for word in bare.split())


def corrected(word: str, language: Language) -> str:
    """The word about time that was probably meant, or the word as it is."""
    if word in SHORT[language]:
        return SHORT[language][word]
    if len(word) < SHORTEST or not word.isalpha() or word in VOCABULARY[language] or word in NOT_MISTAKES:
        return word
    allowed = 2 if len(word) >= TWO_MISTAKES else 1
    match = extractOne(word, VOCABULARY[language], scorer=OSA.distance, score_cutoff=allowed)
    if match is None or (match[1] > 1 and match[0][0] != word[0]):
        return word
    return match[0]


NOT_MISTAKES = frozenset(
    "later latest early earlier other others there these those where first thing being money monthly weekly seek meek "
    "never ever better matter mother father brother water lately rather text texts nest march matches bring "
    "weak eight night light right minutes hours prefer follow friends summer number member remember "
    "entra entera entero marte parte partes carta cuarta cuarto pasada pasar ante arte tarda primero ultimo "
    "antas siempre tiempo pronto".split()
)
