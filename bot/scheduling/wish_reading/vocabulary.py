"""Words about time, and how people shorten and misspell them beyond what an edit distance finds."""

from __future__ import annotations

from collections.abc import Mapping

from bot.messages.effects import Language


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _meant(text: str) -> Mapping[str, str]:
    """Lines of `meant: variant variant`, as variant → meant."""
    lines = (line.partition(":") for line in text.strip().splitlines())
    return {variant: meant.strip() for meant, _, variants in lines for variant in variants.split()}


CORRECT: Mapping[Language, frozenset[str]] = {
    Language.ENGLISH: _words("""
        monday tuesday wednesday thursday friday saturday sunday
        mondays tuesdays wednesdays thursdays fridays saturdays sundays
        january february march april june july august september october november december
        today tomorrow tonight morning mornings afternoon afternoons evening evenings midday lunchtime anytime
        weekend weekends weekday weekdays week weeks month months next before after around between except through
        earliest soonest available beginning middle instead thanksgiving christmas
    """),
    Language.SPANISH: _words("""
        lunes martes miercoles jueves viernes sabado sabados domingo domingos
        enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
        manana tarde tardes noche noches mediodia temprano semana semanas proxima proximo siguiente
        despues antes entre cualquier excepto pasado ultima primera
    """),
}

VARIANTS: Mapping[Language, Mapping[str, str]] = {
    Language.ENGLISH: _meant("""
        monday: mon
        tuesday: tue tues tu
        wednesday: wed weds wensday wendesday wednsday wedensday
        thursday: thu thur thurs thrs
        friday: fri fryday
        saturday: sat satday
        sunday: sun
        january: jan
        february: feb
        april: apr
        june: jun
        july: jul
        august: aug
        september: sep sept
        october: oct
        november: nov
        december: dec
        tomorrow: tmrw tmr tmw tmrrw 2moro 2morrow 2mrw tomo tomoz tom
        today: tdy 2day
        tonight: tonite 2nite 2night
        next: nxt nex nect neext
        week: wk weeek
        weeks: wks
        weekend: wknd wkend wkd
        weekday: wkday
        afternoon: aft arvo aftrnoon aftnoon
        morning: morn mornin mrng
        evening: eve
        before: b4 bfore befor
        after: aftr aftet afer
        between: btw btwn betwen
        until: til till untill
        through: thru
        christmas: xmas
        available: avail availible avaliable
        appointment: appt appts apt appointmet
    """),
    Language.SPANISH: _meant("""
        lunes: lun
        miercoles: mie mier miercole
        jueves: jue juebes
        viernes: vie vier biernes
        sabado: sab
        domingo: dom
        manana: mna mnna manna mannana
        tarde: trde tade
        semana: sem
        proxima: prox proxma
    """),
}

OTHER_WORDS = _words("""
    later latest early earlier other others there these those where first thing being money monthly weekly never ever
    better matter mother father brother water lately rather text texts match matches bring eight night light right
    minutes hours prefer follow friends summer number member remember
    entra entera entero marte parte partes carta cuarta cuarto pasada pasar ante arte tarda primero ultimo siempre
    tiempo pronto primer
""")
"""Words that look like misspelled ones and are not."""
