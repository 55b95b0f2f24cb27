"""What people say beside a wish, and what only sounds like one."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.messages.effects import Language
from bot.scheduling.wishes import Wish, is_nothing_but_a_wish, read_wish

ZONE = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 23, 9, tzinfo=ZONE)  # a Monday
EN, ES = Language.ENGLISH, Language.SPANISH


def read(text: str, language: Language) -> Wish | None:
    return read_wish(text, language, NOW.astimezone(UTC), ZONE)


def allows(wish: Wish, moment: str) -> bool:
    month_and_day, clock = moment.split()
    year = 2027 if month_and_day.startswith("01") else 2026
    return wish.allows(datetime.fromisoformat(f"{year}-{month_and_day} {clock}").replace(tzinfo=ZONE).astimezone(UTC))


@pytest.mark.parametrize(
    ("language", "text", "inside", "outside"),
    [
        # A reason before the wish
        (EN, "i have dialysis monday, wednesday and friday so it must be tuesday", ["11-24 10:00"], ["11-25 10:00"]),
        (EN, "my aide comes at 10 so not before 11", ["11-24 11:30"], ["11-24 10:30"]),
        (EN, "daycare closes at 6 so 5 at the latest", ["11-24 16:30"], ["11-24 17:30"]),
        (EN, "baby naps from 1 to 3 so mornings", ["11-24 10:00"], ["11-24 14:00"]),
        (EN, "mon-fri i drive a truck, weekends only", ["11-28 10:00"], ["11-25 10:00"]),
        (ES, "trabajo lunes, martes y miércoles, puedo jueves", ["11-26 10:00"], ["11-24 10:00", "11-30 10:00"]),
        (ES, "tengo que recoger a mis hijos a las 3, entonces antes de las 2", ["11-24 13:00"], ["11-24 15:00"]),
        (ES, "solo puedo los viernes porque los demás días cuido a mi mamá", ["11-27 10:00"], ["11-26 10:00"]),
        # A reason after it
        (EN, "friday at 9 because i work at noon", ["11-27 09:00"], ["11-27 12:00"]),
        (ES, "mañana temprano? es que entro a trabajar a las 11", ["11-24 08:30"], ["11-24 11:15"]),
        # What was named before
        (EN, "i leave for vacation on the 12th so it has to be before that", ["12-08 10:00"], ["12-14 10:00"]),
        (EN, "she gets home from school around 330 so after that", ["11-24 17:00"], ["11-24 15:00"]),
        (EN, "surgery is on the 8th so sometime before that", ["12-07 10:00"], ["12-08 10:00"]),
        (ES, "esta semana estoy fuera, la próxima cualquier día", ["12-01 10:00"], ["11-24 10:00"]),
        (EN, "new insurance starts jan 1 so after that", ["01-05 10:00"], ["12-29 10:00"]),
        (ES, "me pagan el viernes, así que después de eso", ["11-30 10:00"], ["11-26 10:00"]),
        (ES, "los niños salen a las 3, así que después de eso", ["11-24 15:30"], ["11-24 10:00"]),
        # Taken back
        (EN, "thursday. no wait friday", ["11-27 10:00"], ["11-26 10:00"]),
        (EN, "actually no friday", ["11-27 10:00"], ["11-26 10:00"]),
        (EN, "actually no fridays", ["11-26 10:00"], ["11-27 10:00"]),
        (EN, "move my tuesday visit to thursday", ["11-26 10:00"], ["11-24 10:00"]),
        (ES, "quiero cambiar mi cita del martes al jueves", ["11-26 10:00"], ["11-24 10:00"]),
        # What does not suit, said after it
        (EN, "wed works, thurs doesnt", ["11-25 10:00"], ["11-26 10:00"]),
        (EN, "mornings are rough for me", ["11-24 14:00"], ["11-24 10:00"]),
        (EN, "no mornings or mondays", ["11-24 14:00"], ["11-24 10:00", "11-30 14:00"]),
        (ES, "el viernes se me complica, mejor el jueves", ["11-26 10:00"], ["11-27 10:00"]),
        (ES, "en las tardes estoy ocupada", ["11-24 10:00"], ["11-24 14:00"]),
        # Clocks and days as they are typed
        (EN, "330+ on tues", ["11-24 16:00"], ["11-24 15:00"]),
        (EN, "M/W/F after 3", ["11-25 15:30"], ["11-24 15:30", "11-25 10:00"]),
        (EN, "thursday at 8, 9 or 10", ["11-26 08:00", "11-26 09:00", "11-26 10:00"], ["11-26 14:00"]),
        (EN, "dec 28 29 or 30", ["12-28 10:00", "12-29 10:00", "12-30 10:00"], ["12-31 10:00"]),
        (EN, "in an hour?", ["11-23 10:00"], ["11-23 14:00", "11-24 10:00"]),
        (EN, "mornings or after 4", ["11-24 10:00", "11-24 16:30"], ["11-24 14:00"]),
        (EN, "next week before thursday", ["12-02 10:00"], ["11-25 10:00", "12-03 10:00"]),
        (EN, "thursday this week or monday next week", ["11-26 10:00", "11-30 10:00"], ["12-03 10:00"]),
        (EN, "any afternoon this week but thursday", ["11-25 14:00"], ["11-26 14:00", "11-25 10:00"]),
        (EN, "december 8, 9, or 10", ["12-08 10:00", "12-09 10:00", "12-10 10:00"], ["12-11 10:00"]),
        (EN, "the tuesday right after the holiday", ["12-01 10:00"], ["11-24 10:00"]),
        (EN, "at 1430 thursday", ["11-26 14:30"], ["11-26 10:00"]),
        (ES, "el 2 por la tarde", ["12-02 16:00"], ["12-02 10:00"]),
        (ES, "veinte para las tres mañana", ["11-24 14:40"], ["11-24 15:20"]),
        (ES, "de mañana en ocho", ["12-01 10:00"], ["11-24 10:00"]),
    ],
)
def test_the_wish_is_told_from_what_is_said_beside_it(
    language: Language, text: str, inside: list[str], outside: list[str]
) -> None:
    wish = read(text, language)
    assert wish is not None
    assert [moment for moment in inside if not allows(wish, moment)] == []
    assert [moment for moment in outside if allows(wish, moment)] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "i called on friday at 3 and got voicemail"),
        (EN, "it hurts more in the morning"),
        (EN, "i take my meds at 8 every morning"),
        (EN, "my shift starts at 7 is that a problem"),
        (EN, "what time do you close friday"),
        (EN, "what are your hours on saturday"),
        (EN, "is dr lee in on mondays"),
        (EN, "how much is a visit on the weekend"),
        (EN, "i need to cancel my appointment on friday"),
        (EN, "call me after 5"),
        (EN, "i need a refill by friday"),
        (EN, "the doctor is 10 minutes late"),
        (EN, "happy thanksgiving"),
        (EN, "see you friday"),
        (ES, "¿atienden los sábados?"),
        (ES, "mi cita era el martes"),
        (ES, "ya tomé tylenol a las 6"),
        (ES, "llámenme mañana después de las 3"),
        (ES, "gracias, hasta mañana"),
        (ES, "nos vemos el lunes"),
    ],
)
def test_what_was_is_booked_or_is_asked_about_is_no_wish(language: Language, text: str) -> None:
    assert read(text, language) is None


def test_what_is_left_out_still_counts_as_said() -> None:
    assert is_nothing_but_a_wish("friday please", EN, NOW.astimezone(UTC), ZONE)
    assert not is_nothing_but_a_wish("i was sick on tuesday. friday please", EN, NOW.astimezone(UTC), ZONE)
