"""What ties a health word to a person, and what shows that nobody is meant. English and Spanish, lower case.

`before` is the clause up to the health word, `after` what follows it. The order of the questions matters: possession
("my asthma") beats everything, a condition ("if I have") and a general question beat a verb ("I have").
"""

from __future__ import annotations

import re

from bot.guard.shapes.wording import either

RELATIVE = either(
    """
        son daughter child kid kids baby newborn toddler boy girl mom mother mum mama mommy dad father
        papa daddy husband wife spouse partner boyfriend girlfriend fiancee? brother sister sibling
        twins? grandma grandmother granny nana grandpa grandfather grandson granddaughter grandchild
        niece nephew aunt uncle cousin stepson stepdaughter stepmom stepdad friend neighbor roommate
        coworker boss ex hubby hubs wifey bf gf kiddos? teens? teenagers? grandkids? stepkids?
        late_husband late_wife mother-in-law father-in-law mother_in_law father_in_law family
        """,
    """
        hij[oa]s? nin[oa]s? bebe espos[oa] marido mujer madre padre herman[oa] abuel[oa] ti[oa]
        sobrin[oa] prim[oa] niet[oa] novi[oa] amig[oa] familia
        """,
)
MINE = either("my mi mis our nuestr[oa]s? his her")
ONE_RELATIVE = either("""
        son daughter baby mom mother mama mommy dad father papa daddy husband wife hubby grandma
        grandmother granny nana grandpa grandfather boyfriend girlfriend fiancee? brother sister bf gf
        mamá
        """)
"""Said without "my" these still mean the writer's own; "a child" or "teenagers" do not."""
SUBJECT = rf"(?:i|we|he|she|they|yo|el|ella|{MINE} (?:[a-z0-9-]+ ){{0,2}}?{RELATIVE}|{ONE_RELATIVE})"
SHORT_SUBJECT = (
    either("i'm im i've ive i'd he's hes she's shes we're we've they're they've he'd she'd")
    + rf"|{MINE} {RELATIVE}'?s|(?<!a )(?<!the ){RELATIVE}'s"
)
VERB = either(
    """
        have has had got get gets getting caught am is are was were been being suffer\\w* struggl\\w*
        deal\\w* battl\\w* fight\\w* fought live lives lived diagnosed take takes took taking use uses
        used using start\\w* stop\\w* quit ran running finish\\w* tested feel feels felt feeling broke
        fractured tore sprained twisted pulled hurt injured burned lost need needs missed skipped
        survived beat recover\\w* went go goes going did came come developed contracted relapsed
        attempted tried drink smoke smoked smokes inject\\w* attend\\w* see seeing saw woke keep keeps
        kept threw gave think thinks noticed found show\\w* fell passed died want wanted refill
        overdos\\w* can't cant cannot couldn't couldnt might_be may_be could_be must_be
        """,
    """
        tengo tiene tenemos tuve tuvo tienen padezco padece sufro sufre tomo toma tomando estoy esta
        estuve uso siento me sigo soy es fui dio dieron diagnosticaron detectaron salio necesito dejo
        deje empece murio anda ando
        """,
)
ADVERB = either(
    """
        just also recently already still now always often currently really actually probably usually
        sometimes never only once finally both literally all honestly definitely 've_been has_been
        had_been have_been ya siempre tambien
        """
)
NOT_BETWEEN = either(
    """
        about if whether question questions asked asking says said information info class article school
        office doctor doctors insurance appointment that which who whose recommend recommends work works
        job clinic pharmacy policy not no does cover get gets getting catch wants should can
        """
)
BETWEEN = rf"(?:(?!{NOT_BETWEEN}\b)[a-z0-9'%./+,-]+ +)"

POSSESSED = re.compile(
    rf"(?<![a-z'])(?:{MINE}|{MINE} {RELATIVE}'?s|(?<!a )(?<!the ){RELATIVE}'s)(?: (?!{NOT_BETWEEN}\b|and\b"
    rf"|for\b|to\b|of\b"
    rf"|is\b|on\b)[a-z0-9'/+-]+){{0,2}} ?$"
)
SUBJECT_ALONE = re.compile(rf"(?<![a-z'])(?:{SHORT_SUBJECT}|i|we|he|she|they|{MINE} {RELATIVE})(?: {ADVERB}){{0,2}} ?$")
VERBED = re.compile(rf"(?<![a-z'])(?:{SHORT_SUBJECT}|{SUBJECT}(?: {ADVERB}){{0,2}} {VERB}) (?:{BETWEEN}){{0,7}}$")
OPENING = re.compile(
    r"(?:^|[.!?\n] ?|^(?:hi|hello|hey|hola|so|ok|help|please|pls)[,!.]? )(?:(?:just|recently|currently"
    r"|been|was|got|newly|so|still|also|only) )*"
    + either(
        """
        as_an? being recovering switching_from switching diagnosed_with diagnosed_as suffering_from
        suffering_with dealing_with struggling_with living_with having have had got been feeling
        tested_positive_for positive_for came_back_positive_for taking recovering_from addicted_to
        allergic_to alergic[oa]_a tengo padezco embarazada refill\\w* need_refills? need_a_refill
        need_my need_more surtir history_of hx_of on with con pregnant_with woke_up_with bad_case_of
        think_i_have
        """
    )
    + r"(?: [a-z0-9'/-]+){0,4} ?$"
)
SPANISH_PAIN = re.compile(
    r"\b(?:me|le|nos) (?:duelen?|arden?|pican?|molestan?|lastime|rompi|torci|quebre)(?: [a-z]+){0,4} ?$"
    r"|^(?:tengo |con )?(?:un |mucho )?dolor(?:es)? (?:de|en)(?: (?:la|el|mi|los|las))? ?$"
)
SAID_IN_SPANISH = re.compile(
    r"(?<![a-z])(?:tengo|tenemos|tuve|padezco|sufro|tomo|tomamos|soy|estoy|uso|(?:me|nos"
    r"|le) (?:diagnosticaron|detectaron|encontraron|dio|salio|operaron|recetaron))"
    r"(?: [a-z]+){0,4} ?$"
)
GIVEN_TO_ME = re.compile(
    r"\b(?:put|puts|keep|kept|started|have|had|gave|give|gives|prescribed|switched|diagnosed|recommended"
    r"|giving|taking|took) (?:me|him|her|us|my [a-z]+)(?: (?:on|to|some|off|with|a|an|new|of"
    r"|more)){0,3} ?$"
)
AFTERMATH = re.compile(
    r"\b(?:after|since|following|during|despues de|desde|because of|from|due to)(?: (?:my|mi|a|an|the|un"
    r"|una|la|el))? ?$"
)
AND_I = re.compile(r"^[ ,]*(?:and |y )?(?:i|i'm|im|i've|my|me|ando|estoy|tengo)\b")
NEEDED = re.compile(r"(?:^|[.!?\n,] ?|\b(?:i|please|pls|hi|hello) )(?:need|necesito)(?: [a-z]+){0,3} ?$")
REFILL = re.compile(
    r"\b" + either("refills? refilled rx recetas? surtir renew script pick_up out_of") + r"\b[a-z ,']{0,30}$"
)

CONDITION = re.compile(
    r"\b(?:if|whether|si|when|unless|cuando|in case) (?:i|you|he|she|someone|we|they|one|people|my [a-z]+"
    r"|a [a-z]+|tengo|uno|alguien|mi [a-z]+)?(?: ?[a-z']+){0,8} ?$"
    r"|\b(?:do|does|could|might|can|should|would|will|did|may) (?:i|you|he|she|we|they|it|my [a-z]+"
    r"|someone|anyone|people|kids?|adults|a [a-z]+)(?: [a-z'-]+){0,9} ?$"
    r"|\b(?:afraid|worried|scared|wonder\w*) (?:of |that |about |if )?(?:i (?:have|might have|could have"
    r"|am)?)?(?: [a-z]+){0,2} ?$"
)
GENERAL = re.compile(
    r"\b(?:what(?:'s|s)? (?:is|are|if|causes|does|kind|the)|what's|whats|how (?:do|does|can|would|should"
    r"|long|often|to|is|are|common|much|many|bad|contagious)|why (?:do|does|is|are)|which|where (?:can"
    r"|do)|when (?:should|do|does|can|is)"
    r"|is (?:it|there|a|the|this|that|your)|are (?:you|there|u|people)|do (?:you|u|they|y'all|people"
    r"|kids)|does (?:the|your|a|anyone|insurance|medicare|it)|can (?:you|u|people|kids|adults)|has anyone"
    r"|anyone"
    r"|(?:question|questions|info|information|curious|learn|read|reading|article|research\w*|asking"
    r"|pamphlet|brochure|class|screening|tested|test|vaccine|shot|paper|project|essay|report|tips|advice"
    r"|appointment|looking) (?:about|on|for|if|whether)"
    r"|que (?:es|son|causa|hago)|como (?:se|puedo|saber|prevenir|evitar)|cuales|cual es|cuando (?:debo"
    r"|hay)|tratan|atienden|ofrecen|hacen|venden|ponen|aceptan|tell me (?:more |something )?about|explain"
    r"|cuentame|difference between|prevent(?:ing)?"
    r"|avoid\w*|signs of|symptoms of|risk of|chances? of|treatments? for|cure for|causes? of)\b"
)
CLINICAL = re.compile(
    r"\b(?:\d+[ -]?(?:year|yr|yo|y/o|month|week)s?[ -]?(?:old)?|patients? with|pt w|in (?:a "
    r"|the )?(?:patients?|adults|women|men|children|kids))\b"
)
FIRST_PERSON = re.compile(rf"(?<![a-z'])(?:i|i'm|im|i've|ive|me|my|mi|mis|yo|tengo|our|we|{MINE} {RELATIVE})(?![a-z'])")
FOR_ME = re.compile(
    rf"^[a-z ,]{{0,20}}\b(?:runs in (?:my|our|the) family|in my family|for my (?:[a-z]+ )?{RELATIVE}"
    r"|is killing me|are killing me|won't go away|wont go away|is acting up|are acting up|flar(?:ed|ing)[a-z ]*"
    r"|came back (?:positive|high|abnormal)|keeps? (?:coming|getting|hurting|waking)|patient here|survivor"
    r"|me duele|no me deja)"
    r"|^ (?:that |which )?(?:you|he|she|they|the doctor|dr\.? [a-z]+) (?:gave|prescribed|put|sent|started|ordered)\b"
    r"|^ ?(?:here|and i'm|and im|and i am)\b"
    r"|^(?: [a-z]+){0,2} (?:for|desde hace)(?: the)?(?: past| last| like| about| over)? ?"
    r"(?:\d+|a|an|two|three|four|five|few|several|couple|dos|tres|una?) (?:of )?(?:hours?|days?|weeks?"
    r"|months?|years?|while"
    r"|horas?|dias?|semanas?|meses)\b(?![ -]old)"
    r"|^(?: [a-z]+){0,2} (?:since|desde) (?:(?:19|20)\d\d|yesterday|last|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|this"
    r"|i|ayer|el|anoche|hoy)\b"
)
PET = re.compile(
    r"\b(?:dog|dogs|cat|cats|pet|pets|puppy|kitten|horse|goldfish|hamster|rabbit|bird|perr[oa]|gat[oa]|mascota)s?\b"
)
VACCINE = re.compile(
    r"^[ -]?(?:flu |booster )?(?:shots?|vaccines?|vaccinations?|boosters?|jab|immunizations?|vacunas?)\b"
)
DONE = re.compile(
    r"\b(?:had|did|after|since|failed|got my|abnormal|positive|tuve|hicieron|despues|recovering"
    r"|scheduled for|results? of|bad|my last)\b[^.?!]{0,25}$"
)
SERVICE = re.compile(
    r"^[ -]?"
    + either("""
        shots? vaccines? vaccinations? screenings? clinics? season specialists? doctors? info
        information awareness month prevention class classes programs? support_groups? testing kits?
        boosters? pamphlets? polic(?:y|ies) services? forms? education center insurance plan cost costs
        price outbreak resources research coverage care management treatments? meds? medication options
        available near risk
        """)
    + r"\b"
)
OWN_SERVICE = re.compile(r"\b(?:positive|failed|got my|had my|stopped my|off my|on)\b[^.?!]{0,25}$")
HURTING = either(
    """
        hurts? hurting aches? aching sore swollen itch\\w* burn\\w* bleed\\w* numb tingl\\w* throb\\w*
        killing_me stiff infected swelling swells pain\\w* tight weird failing failed stuck cramp\\w*
        blurry yellow purple gave_out went_out giving_out broken bruised dislocated clicking popping
        locked hinchad\\w* infectad\\w* red_and_\\w+ discharge rash
        """
)
COMPLAINT = re.compile(
    rf" (?:(?:is|are|was|has been|have been|feels?|keeps?|really|just|so|very|all|been|gets?|still|a lot"
    rf"|started|starts|esta|estan|muy) ){{0,4}}{HURTING}(?![a-z])"
)
READING = re.compile(
    r"(?: (?:levels?|readings?|score|count|results?|number)){0,2}(?: (?:is|was|still|always|now|really|so"
    r"|too|came back|came in|of|at|es"
    r"|around|about|were|are|esta|en|salio|like)){0,3} (?:\d+(?:[./]\d+)?%?(?: ?(?:mg|mcg|units?|ml|mmhg"
    r"|over \d+))?|positive|negative|high|low|abnormal|elevated|undetectable|positivo|negativo|alta|alto"
    r"|baja|bajo)(?![a-z0-9])"
)
INJURED = re.compile(
    either("""
        hurts? hurt broke sprained twisted injured fractured pain_in pains_in problems?_with
        lump_(?:on|in) rash_on surgery_on numbness_in cut burned swelling_in lump_under bump_on sore_on
        itchy swollen broken bruised
        """)
    + r"(?: (?:my|his|her|the|mi|left|right|lower|upper|one|of)){0,3} ?$"
)


def is_tied(before: str, after: str, *, is_drug: bool) -> bool:
    """Whether the health word between `before` and `after` is said of a person."""
    if _is_offer(before, after) or PET.search(before) or PET.match(after.lstrip()):
        return False
    if SPANISH_PAIN.search(before) or POSSESSED.search(before):
        return True
    if CONDITION.search(before):
        return False
    about_medicine = CLINICAL.search(before) is not None and FIRST_PERSON.search(before) is None
    if general := GENERAL.search(before):
        return _has_verb(before[general.end() :]) and not about_medicine
    if _has_verb(before) or GIVEN_TO_ME.search(before) or (is_drug and _is_wanted(before)):
        return not about_medicine
    return CLINICAL.search(before) is None and _is_fragment(before, after)


def is_perhaps_tied(clause: str, before: str, after: str) -> bool:
    """Somebody speaks of themselves in the clause and asks nothing in general: enough to keep it from Rasa."""
    asks = _is_offer(before, after) or PET.search(clause) or CONDITION.search(before) or GENERAL.search(clause)
    return not asks and FIRST_PERSON.search(clause) is not None


def _is_offer(before: str, after: str) -> bool:
    """A vaccine is nobody's secret; a test or a class is something the clinic offers."""
    if VACCINE.match(after):
        return True
    return SERVICE.match(after) is not None and not (OWN_SERVICE.search(before) or POSSESSED.search(before))


def _is_wanted(before: str) -> bool:
    return REFILL.search(before) is not None or NEEDED.search(before) is not None


def _has_verb(clause: str) -> bool:
    return any(said.search(clause) for said in (VERBED, SUBJECT_ALONE, SAID_IN_SPANISH))


def _is_fragment(before: str, after: str) -> bool:
    """Chat without a subject: "diagnosed with lupus", "migraine won't go away", "after an abortion i feel weak"."""
    if AFTERMATH.search(before) and AND_I.match(after):
        return True
    return OPENING.search(before) is not None or FOR_ME.match(after) is not None
