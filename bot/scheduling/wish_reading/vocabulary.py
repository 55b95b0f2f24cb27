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
        manana mananas tarde tardes noche noches mediodia temprano semana semanas proxima proximo siguiente
        despues antes entre cualquier excepto pasado ultima primera
    """),
}

VARIANTS: Mapping[Language, Mapping[str, str]] = {
    Language.ENGLISH: _meant("""
        monday: mon
        tuesday: tue tues tu
        asap: a.s.a.p
        whenever: wenever wheneva
        wednesday: wed weds wensday wendesday wednsday wedensday
        thursday: thu thur thurs thrs thr thursdy
        friday: fri fryday fridy
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
        after: afta aftr aftet afer
        between: btw btwn betwen
        until: til till untill
        through: thru
        christmas: xmas
        available: avail availible avaliable
        appointment: appt appts apt appointmet
        night: nite
        nights: nites
        monday wednesday friday: mwf
        tuesday thursday: tth
        you: u
        you all: yall
        your: ur
        are: r
        and: n nd
        with: w
        be: b
        or: ir
        because: cuz coz cus bc becuz
        please: pls plz plss
        end of day: eod cob
        end of week: eow
        something: smth sumthin
        anything: anythin nething
        have to: gotta hafta
        going to: gonna
        though: tho
        except: xcept exept
        early: earlyyy earlyy erly
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
        1: 1ro 1ero
        manana temprano: mananita mananitas
        tarde: tardecita tardesita
        noche: nochecita
        enero: ene
        febrero: feb
        abril: abr
        agosto: ago
        septiembre: sep sept
        octubre: oct
        noviembre: nov
        diciembre: dic
        que: q k ke
        de: d
        por: x
        para: pa
        para el: pal
        quiero: qiero kiero
        donde: dnd
        porque: xq pq porq xk
        por favor: xfa porfa porfis porfavor pls
        a las: alas
        hoy: oy hoi
        de la: dela
        en la: enla
        a la: ala
        viene: biene
        estoy: toy
        ahora: orita ahorita
        solo: nomas nadamas
        fin de semana: finde
        fines de semana: findes
    """),
}

EVERYDAY: Mapping[Language, frozenset[str]] = {
    Language.ENGLISH: _words("""
        am pm and but not or like then from until by past late early later earlier first second third last end open
        lol hey so tbh idk though please very super really pretty right after before noon night nights lunch
        mid start starting onwards every each all except other of my your
    """),
    Language.SPANISH: _words("""
        y o u pero ni hasta desde a de la las los mas muy tambien ya hoy primero segundo ultimo
    """),
}
"""Words of no weight: they make a remark neither a wish nor a statement."""

OTHER_WORDS = _words("""
    later latest early earlier other others there these those where first thing being money monthly weekly never ever
    better matter mother father brother water lately rather text texts match matches bring eight night light right
    minutes hours prefer follow friends summer number member remember
    entro entra entera entero marte parte partes carta cuarta cuarto pasada pasar ante arte tarda primero ultimo siempre
    tiempo pronto primer
""")
"""Words that look like misspelled ones and are not."""
