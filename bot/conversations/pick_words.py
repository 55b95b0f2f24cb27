"""The words with which people pick one of several things, English and Spanish, without accents."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CARRIERS = _words("""
    a an the one ones option options number choice button please pls plz thanks thank you thx yes yeah yep yea ok
    okay k sure um uh hmm well oh so i id ill im will would want wanna need like take pick choose prefer go going lets
    let me us do have get could can with for that thats this is it its be good fine great works work just maybe think
    guess actually at on only sounds how about what then alright cool perfect instead
    el la los las lo un una de del opcion numero por favor porfa porfavor quiero quisiera me yo prefiero elijo escojo
    tomo ese esa esta este eso mejor con para si gracias seria bien va vale bueno puede ser a que en entonces pues
""")
"""They carry a pick and say nothing of what is picked."""

PLACES = {
    1: "1 1st first uno primera primero primer top",
    2: "2 2nd second two dos segunda segundo",
    3: "3 3rd third three tres tercera tercero tercer",
    4: "4 4th fourth four cuatro cuarta cuarto",
    5: "5 5th fifth five cinco quinta quinto",
}
PLACE_OF = {word: place for place, words in PLACES.items() for word in words.split()}
LAST = _words("last bottom final ultima ultimo")

SAY_NOTHING = _words("""
    something in to of a an the other my is are how much what do you can i for and with without at on
    algo en de el la los las un una otro otros con sin es son que como cuanto
""")
"""Words of a title that alone do not pick it."""

_ASKING = (
    "do you have got u is there are any anything something some else time times option options slot slots show see what"
    " hay tiene tienes tienen algo algun alguna horario horarios hora horas"
)
_BESIDE = (
    "one ones time times option options slot slots than that these those work works fit fits for me please"
    " horario horarios hora horas opcion opciones por favor"
)
MORE = re.compile(
    rf"(?:(?:{'|'.join(_ASKING.split())}) )*"
    r"(?:later|more|else|others?|another|different|none(?: of (?:these|those|them))?|neither"
    r"|mas tarde|otr[ao]s?|ningun[ao])"
    rf"(?: (?:{'|'.join(_BESIDE.split())}))*"
)
"""Asks for other ones than these."""
