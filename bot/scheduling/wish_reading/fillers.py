"""Words around a wish that add nothing to it: "could you do", "works better for me". As they stand after rephrasing."""

from __future__ import annotations

FILLERS = frozenset(
    """
    a an the any anything something anyone some one ones time times slot slots spot appointment appointments visit day
    opening openings option options date available availability free
    i id ill we u you it its that thats this there is are am be would will could can may might do does have has
    got get give gimme come make take go going fit want wanna need like love try book schedule prefer preferably
    ideally work works working good better best fine great ok okay k perfect possible
    please pls plz thanks thank thx maybe perhaps probably instead rather actually really also then well hmm oh um
    wait sorry hi hello hey yes yeah no so if how about what whats when which for me us of in on at to with by
    only just even still think guess mean hope lets let either whichever around like kind sort else
    tiene tienes tienen hay algo alguna algun una un uno cita hora horario lugar espacio turno consulta
    puedo puede podria podriamos quiero quisiera prefiero preferiria necesito gustaria seria es esta ir venir ser
    me mi le les nos yo usted mejor bien bueno favor gracias si tal vez quizas que lo le se con para por de del al
    disponible libre funciona conviene sirve queda dia entonces pues mas hola perdon solo solamente
    """.split()  # noqa: SIM905 - read by people
)
